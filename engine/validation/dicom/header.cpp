#include "engine/validation/dicom/header.hpp"

#include "engine/model/spelling.hpp"

#include <algorithm>

// DCMTK's headers do not pass our warnings.
#pragma GCC diagnostic push
#pragma GCC diagnostic ignored "-Wpedantic"
#pragma GCC diagnostic ignored "-Wconversion"
#pragma GCC diagnostic ignored "-Wshadow"
#include <dcmtk/config/osconfig.h>
#include <dcmtk/dcmdata/dcdeftag.h>
#include <dcmtk/dcmdata/dcelem.h>
#include <dcmtk/dcmdata/dcfilefo.h>
#include <dcmtk/dcmdata/dcistrmb.h>
#include <dcmtk/oflog/oflog.h>
#pragma GCC diagnostic pop

namespace articulator::validation::dicom {
namespace {

constexpr std::size_t preamble_bytes = 128;
constexpr std::size_t element_bytes_max = 1024;

// A file damaged by whoever made it is the practice's matter, not our log's.
void silence_the_library() {
  static const bool silent = [] {
    OFLog::configure(OFLogger::OFF_LOG_LEVEL);
    return true;
  }();
  static_cast<void>(silent);
}

// Whatever kind the element is taken for: in files that do not say it, that depends on a dictionary that may
// not be installed.
std::string text_of(DcmItem& item, const DcmTagKey& tag) {
  DcmElement* element = nullptr;
  if (item.findAndGetElement(tag, element).bad() || element == nullptr) return {};
  const std::size_t size = std::min<std::size_t>(element->getLengthField(), element_bytes_max);
  char* text = nullptr;
  Uint8* raw = nullptr;
  std::string found;
  if (element->getString(text).good() && text != nullptr)
    found.assign(text, std::find(text, text + size, '\0'));
  else if (element->getUint8Array(raw).good() && raw != nullptr)
    found.assign(raw, std::find(raw, raw + size, Uint8{0}));
  return std::string(model::trimmed(found));
}

}  // namespace

base::Expected<Header> read_header(std::string_view bytes) {
  silence_the_library();
  if (bytes.size() < preamble_bytes + 4 || bytes.substr(preamble_bytes, 4) != "DICM")
    return base::failure({}, "the file is no DICOM file", "export the picture again");
  bytes = bytes.substr(0, header_bytes_max);
  DcmInputBufferStream stream;
  stream.setBuffer(bytes.data(), static_cast<offile_off_t>(bytes.size()));
  stream.setEos();
  DcmFileFormat file;
  file.transferInit();
  // Cut off or damaged further on: what was read before that counts.
  file.readUntilTag(stream, EXS_Unknown, EGL_noChange, static_cast<Uint32>(element_bytes_max), DCM_PixelData);
  file.transferEnd();
  DcmDataset* dataset = file.getDataset();
  if (dataset == nullptr || dataset->card() == 0)
    return base::failure({}, "the header of the DICOM file cannot be read", "export the picture again");
  Header header;
  header.patient_id = text_of(*dataset, DCM_PatientID);
  header.patient_name = text_of(*dataset, DCM_PatientName);
  header.birth_date = text_of(*dataset, DCM_PatientBirthDate);
  return header;
}

}  // namespace articulator::validation::dicom
