// Whose picture a DICOM file is: the patient's module of its header, and nothing else of it.
//
//   auto header = dicom::read_header(bytes);
//   header->patient_id    -> "PT-7"      (0010,0020)
//   header->patient_name  -> "Doe^Jane"  (0010,0010)
//   header->birth_date    -> "19800417"  (0010,0030)
//
// Read by DCMTK, from the first bytes only: patients stand in group 0010, before everything that is large.
// Error: the file is no DICOM file. An element that is absent or empty is an empty text.
#pragma once

#include "engine/base/error.hpp"

#include <cstddef>
#include <string>
#include <string_view>

namespace articulator::validation::dicom {

struct Header {
  std::string patient_id;
  std::string patient_name;
  std::string birth_date;
};

// So many bytes are read, and so deep can what is nested in them be.
inline constexpr std::size_t header_bytes_max = 32 * 1024;

base::Expected<Header> read_header(std::string_view bytes);

}  // namespace articulator::validation::dicom
