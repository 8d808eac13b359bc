// PLY: a header that says what follows, then the elements in its order. Of "vertex" x, y and z are read, of
// "face" the list "vertex_indices" (or "vertex_index"); all else is stepped over. Faces of more than three
// corners become fans.
#include "engine/validation/scan/ply_header.hpp"
#include "engine/validation/scan/readers.hpp"
#include "engine/validation/scan/words.hpp"

#include <array>
#include <utility>
#include <vector>

#include <fmt/format.h>

namespace articulator::validation::scan {
namespace {

// A number of the body; its text or bytes are gone from the source then. Empty: none is left, or it is none.
class TextBody {
 public:
  explicit TextBody(std::string_view body) : words_(body) {}
  std::optional<double> take(PlyType) { return words_.number(); }

 private:
  Words words_;
};

class BinaryBody {
 public:
  BinaryBody(std::string_view body, ByteOrder order) : left_(body), order_(order) {}

  std::optional<double> take(PlyType type) {
    const std::size_t size = bytes_of(type);
    if (left_.size() < size) return std::nullopt;
    const char* at = left_.data();
    left_.remove_prefix(size);
    switch (type) {
      case PlyType::int8:
        return number_at<std::int8_t>(at, order_);
      case PlyType::uint8:
        return number_at<std::uint8_t>(at, order_);
      case PlyType::int16:
        return number_at<std::int16_t>(at, order_);
      case PlyType::uint16:
        return number_at<std::uint16_t>(at, order_);
      case PlyType::int32:
        return number_at<std::int32_t>(at, order_);
      case PlyType::uint32:
        return number_at<std::uint32_t>(at, order_);
      case PlyType::float32:
        return static_cast<double>(number_at<float>(at, order_));
      case PlyType::float64:
        return number_at<double>(at, order_);
    }
    return std::nullopt;
  }

 private:
  std::string_view left_;
  ByteOrder order_;
};

enum class Meaning : std::uint8_t { other, x, y, z, corners };

Meaning meaning_of(const PlyElement& element, const PlyProperty& property) {
  if (element.name == "vertex" && !property.counted_by) {
    if (property.name == "x") return Meaning::x;
    if (property.name == "y") return Meaning::y;
    if (property.name == "z") return Meaning::z;
  }
  const bool indices = property.name == "vertex_indices" || property.name == "vertex_index";
  return element.name == "face" && property.counted_by && indices ? Meaning::corners : Meaning::other;
}

template <typename Body>
class Reader {
 public:
  explicit Reader(Body body) : body_(std::move(body)) {}

  base::Expected<Surface> read(const PlyHeader& header) {
    for (const PlyElement& element : header.elements) {
      if (element.properties.empty()) continue;  // nothing stands in the file for these, however many
      std::vector<Meaning> meanings;
      for (const PlyProperty& property : element.properties)
        meanings.push_back(meaning_of(element, property));
      for (std::uint64_t i = 0; i < element.count; ++i)
        if (const auto wrong = read_one(element, meanings); !wrong.empty())
          return base::failure(fmt::format("{} {} of {}", element.name.substr(0, 40), i + 1, element.count),
                               std::string(wrong), std::string(export_again));
    }
    return std::move(surface_);
  }

 private:
  // What is wrong with it; empty: nothing.
  std::string_view read_one(const PlyElement& element, const std::vector<Meaning>& meanings) {
    Point at{};
    for (std::size_t i = 0; i < meanings.size(); ++i) {
      const PlyProperty& property = element.properties[i];
      if (property.counted_by) {
        if (const auto wrong = read_list(property, meanings[i]); !wrong.empty()) return wrong;
        continue;
      }
      const auto number = body_.take(property.type);
      if (!number) return cut_off;
      if (meanings[i] == Meaning::other) continue;
      const auto axis = micrometres(*number);
      if (!axis) return "a coordinate is no usable number";
      at[static_cast<std::size_t>(meanings[i]) - static_cast<std::size_t>(Meaning::x)] = *axis;
    }
    if (element.name != "vertex") return {};
    vertices_.push_back(surface_.point(at));
    return surface_.crowded() ? "the points are laid out in a way that no scanner makes" : std::string_view{};
  }

  std::string_view read_list(const PlyProperty& property, Meaning meaning) {
    const auto length = body_.take(*property.counted_by);
    if (!length || *length < 0 || *length != static_cast<double>(static_cast<std::int64_t>(*length)))
      return cut_off;
    std::uint32_t first = 0;
    std::uint32_t last = 0;
    const auto count = static_cast<std::int64_t>(*length);
    for (std::int64_t i = 0; i < count; ++i) {
      const auto number = body_.take(property.type);
      if (!number) return cut_off;
      if (meaning != Meaning::corners) continue;
      if (!(*number >= 0 && *number < static_cast<double>(vertices_.size())))
        return "a face names a vertex that there is not";
      const std::uint32_t corner = vertices_[static_cast<std::size_t>(*number)];
      if (i == 0) first = corner;
      if (i >= 2) surface_.triangle(first, last, corner);
      last = corner;
    }
    return meaning == Meaning::corners && count < 3 ? "a face has fewer than three corners"
                                                    : std::string_view{};
  }

  static constexpr std::string_view cut_off =
      "the file ends, or turns to something else, in the middle of it";

  Body body_;
  Surface surface_;
  std::vector<std::uint32_t> vertices_;  // the surface's index of each vertex of the file
};

}  // namespace

base::Expected<Surface> read_ply(std::string_view bytes) {
  const auto header = read_ply_header(bytes);
  if (!header) return std::unexpected(header.error());
  const std::string_view body = bytes.substr(header->size);
  if (header->ascii) return Reader(TextBody(body)).read(*header);
  return Reader(BinaryBody(body, header->order)).read(*header);
}

}  // namespace articulator::validation::scan
