#include "engine/validation/dicom/header.hpp"

#include "engine/base/random.hpp"

#include <cstdint>
#include <string>

#include <boost/test/unit_test.hpp>

namespace dicom = articulator::validation::dicom;

namespace {

void put16(std::string& bytes, unsigned value) {
  bytes += static_cast<char>(value & 0xFFU);
  bytes += static_cast<char>((value >> 8U) & 0xFFU);
}

void put32(std::string& bytes, std::uint32_t value) {
  put16(bytes, value & 0xFFFFU);
  put16(bytes, value >> 16U);
}

// An element of a short kind, padded to an even length.
void put(std::string& bytes, unsigned group, unsigned element, std::string_view kind, std::string value,
         bool explicit_kind = true) {
  if (value.size() % 2 != 0) value += kind == "UI" ? '\0' : ' ';
  put16(bytes, group);
  put16(bytes, element);
  if (explicit_kind) {
    bytes += kind;
    put16(bytes, static_cast<unsigned>(value.size()));
  } else {
    put32(bytes, static_cast<std::uint32_t>(value.size()));
  }
  bytes += value;
}

std::string file_with(bool explicit_kind, const std::string& dataset) {
  std::string meta;
  put(meta, 2, 0x10, "UI", explicit_kind ? "1.2.840.10008.1.2.1" : "1.2.840.10008.1.2");
  std::string bytes(128, '\0');
  bytes += "DICM";
  std::string length;
  put32(length, static_cast<std::uint32_t>(meta.size()));
  put(bytes, 2, 0, "UL", length);
  return bytes + meta + dataset;
}

std::string picture(bool explicit_kind = true) {
  std::string dataset;
  put(dataset, 8, 0x60, "CS", "IO", explicit_kind);
  put(dataset, 0x10, 0x10, "PN", "Doe^Jane", explicit_kind);
  put(dataset, 0x10, 0x20, "LO", "PT-7", explicit_kind);
  put(dataset, 0x10, 0x30, "DA", "19800417", explicit_kind);
  put16(dataset, 0x7FE0);
  put16(dataset, 0x10);
  if (explicit_kind) {
    dataset += "OW";
    put16(dataset, 0);
  }
  put32(dataset, 100'000);
  return file_with(explicit_kind, dataset + std::string(100'000, '\x55'));
}

}  // namespace

BOOST_AUTO_TEST_SUITE(dicom_header)

BOOST_AUTO_TEST_CASE(the_patient_is_read_from_files_of_either_kind) {
  for (const bool explicit_kind : {true, false}) {
    const auto header = dicom::read_header(picture(explicit_kind));
    BOOST_REQUIRE(header);
    BOOST_TEST(header->patient_id == "PT-7");
    BOOST_TEST(header->patient_name == "Doe^Jane");
    BOOST_TEST(header->birth_date == "19800417");
  }
}

BOOST_AUTO_TEST_CASE(what_is_absent_is_empty) {
  std::string dataset;
  put(dataset, 8, 0x60, "CS", "IO");
  const auto header = dicom::read_header(file_with(true, dataset));
  BOOST_REQUIRE(header);
  BOOST_TEST(header->patient_id.empty());
  BOOST_TEST(header->birth_date.empty());
}

BOOST_AUTO_TEST_CASE(other_files_are_errors) {
  for (const std::string& bytes :
       {std::string(), std::string("DICM"), std::string(4000, 'x'), std::string(132, '\0')})
    BOOST_TEST(!dicom::read_header(bytes));
}

BOOST_AUTO_TEST_CASE(damaged_files_are_survived) {
  const std::string whole = picture().substr(0, 400);
  constexpr std::uint64_t rounds = 1'000;
  for (std::uint64_t round = 0; round < rounds; ++round) {
    std::string bytes = whole;
    for (std::uint64_t i = 0; i < 4; ++i) {
      const std::uint64_t at = articulator::base::draw(7, "at", round * 10 + i) % 260;
      bytes[132 + at] = static_cast<char>(articulator::base::draw(7, "to", round * 10 + i));
    }
    bytes.resize(articulator::base::draw(7, "cut", round) % (bytes.size() + 1));
    if (const auto header = dicom::read_header(bytes)) BOOST_REQUIRE(header->patient_id.size() <= 1024);
  }
}

// Sequences in sequences, as deep as the bytes that are read allow.
BOOST_AUTO_TEST_CASE(deeply_nested_files_are_survived) {
  std::string dataset;
  for (int i = 0; i < 100'000; ++i) {
    put16(dataset, 8);
    put16(dataset, 0x1140);
    dataset += "SQ";
    put16(dataset, 0);
    put32(dataset, 0xFFFFFFFFU);
    put16(dataset, 0xFFFE);
    put16(dataset, 0xE000);
    put32(dataset, 0xFFFFFFFFU);
  }
  const auto header = dicom::read_header(file_with(true, dataset));
  if (header) BOOST_TEST(header->patient_id.empty());
}

BOOST_AUTO_TEST_SUITE_END()
