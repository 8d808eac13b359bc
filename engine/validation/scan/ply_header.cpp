#include "engine/validation/scan/ply_header.hpp"

#include "engine/base/words.hpp"
#include "engine/validation/scan/readers.hpp"
#include "engine/validation/scan/words.hpp"

#include <array>

#include <fmt/format.h>

namespace articulator::validation::scan {
namespace {

constexpr std::array<base::Word<PlyType>, 16> type_words{{{PlyType::int8, "char"},
                                                          {PlyType::uint8, "uchar"},
                                                          {PlyType::int16, "short"},
                                                          {PlyType::uint16, "ushort"},
                                                          {PlyType::int32, "int"},
                                                          {PlyType::uint32, "uint"},
                                                          {PlyType::float32, "float"},
                                                          {PlyType::float64, "double"},
                                                          {PlyType::int8, "int8"},
                                                          {PlyType::uint8, "uint8"},
                                                          {PlyType::int16, "int16"},
                                                          {PlyType::uint16, "uint16"},
                                                          {PlyType::int32, "int32"},
                                                          {PlyType::uint32, "uint32"},
                                                          {PlyType::float32, "float32"},
                                                          {PlyType::float64, "float64"}}};

// Real headers have a handful of either; comments may be many.
constexpr std::size_t header_bytes_max = 1 << 16;
constexpr std::size_t elements_max = 64;
constexpr std::size_t properties_max = 256;

std::unexpected<base::Error> wrong(const Words& words, std::string what) {
  return base::failure(words.where(), std::move(what), std::string(export_again));
}

base::Expected<void> read_format(Words& words, PlyHeader& header) {
  const std::string_view format = words.next(true);
  header.ascii = format == "ascii";
  header.order = format == "binary_big_endian" ? ByteOrder::big : ByteOrder::little;
  if (!header.ascii && header.order == ByteOrder::little && format != "binary_little_endian")
    return wrong(words, fmt::format("\"{}\" is no PLY format", format.substr(0, 40)));
  return {};
}

base::Expected<void> read_element(Words& words, PlyHeader& header) {
  PlyElement element;
  element.name = words.next(true);
  const auto count = Words::integer_of(words.next(true));
  if (element.name.empty() || !count || *count < 0) return wrong(words, "an element has a name and a count");
  if (header.elements.size() == elements_max) return wrong(words, "there are too many elements");
  element.count = static_cast<std::uint64_t>(*count);
  header.elements.push_back(std::move(element));
  return {};
}

base::Expected<void> read_property(Words& words, PlyHeader& header) {
  if (header.elements.empty()) return wrong(words, "a property stands before any element");
  PlyElement& element = header.elements.back();
  if (element.properties.size() == properties_max) return wrong(words, "an element has too many properties");
  PlyProperty property;
  std::string_view word = words.next(true);
  if (word == "list") {
    property.counted_by = base::value_of(type_words, words.next(true));
    if (!property.counted_by || *property.counted_by == PlyType::float32 ||
        *property.counted_by == PlyType::float64)
      return wrong(words, "a list has no usable type of its length");
    word = words.next(true);
  }
  const auto type = base::value_of(type_words, word);
  property.name = words.next(true);
  if (!type || property.name.empty()) return wrong(words, "a property has a type and a name");
  property.type = *type;
  element.properties.push_back(std::move(property));
  return {};
}

}  // namespace

std::size_t bytes_of(PlyType type) {
  constexpr std::array<std::size_t, 8> sizes{1, 1, 2, 2, 4, 4, 4, 8};
  return sizes[static_cast<std::size_t>(type)];
}

base::Expected<PlyHeader> read_ply_header(std::string_view bytes) {
  Words words(bytes.substr(0, header_bytes_max));
  PlyHeader header;
  bool formatted = false;
  words.rest_of_line();  // "ply"
  for (std::string_view word = words.next(); !word.empty(); word = words.next()) {
    base::Expected<void> read;
    if (word == "format") {
      read = read_format(words, header);
      formatted = true;
    } else if (word == "element") {
      read = read_element(words, header);
    } else if (word == "property") {
      read = read_property(words, header);
    } else if (word == "end_header") {
      words.rest_of_line();
      header.size = words.offset();
      if (!formatted) return wrong(words, "the header does not say which PLY format it is");
      return header;
    } else if (word != "comment" && word != "obj_info") {
      return wrong(words, fmt::format("\"{}\" is not known in a PLY header", word.substr(0, 40)));
    }
    if (!read) return std::unexpected(read.error());
    words.rest_of_line();
  }
  return wrong(words, "the header does not end");
}

}  // namespace articulator::validation::scan
