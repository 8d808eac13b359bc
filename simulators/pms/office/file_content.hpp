// The content of a document, made up as a scenario describes it: a scan of some shape in some format, or a
// picture with a DICOM header.
//
//   {"format": "stl-binary", "shape": "jaw", "squares": 101, "size_mm": [58, 46, 21]}
//   {"format": "dicom", "patient_id": "PT-9", "patient_name": "Roe^Richard", "birth_date": "19710203"}
//
//   format   stl-binary, stl-ascii, ply, obj, dicom, text
//
//   shape    jaw: a sheet with one open rim; pieces: two of them side by side;
//            holed: with a hole in the middle
//
//   squares  a side of the sheet has so many; each is two triangles
//
//   title    what a scan says of itself in words: "UpperJawScan"
//
//   cut      only so many bytes of it, as a transfer that broke off leaves it
//
//   altered  true: a byte differs from what the SHA-256 was taken of
#pragma once

#include "engine/base/json_reader.hpp"

#include <string>

namespace articulator::simulators::office {

struct FileContent {
  std::string described;  // what size and SHA-256 were taken of
  std::string bytes;      // what is there
};

// Reports what it does not know to the reader.
FileContent make_file_content(base::ObjectReader& description);

}  // namespace articulator::simulators::office
