// The look at what is attached, when its content comes.
#include "engine/base/hash.hpp"
#include "engine/model/identity.hpp"
#include "engine/validation/dicom/header.hpp"
#include "engine/validation/scan/look.hpp"
#include "engine/validation/validate.hpp"

namespace articulator::validation {
namespace {

void look_at_scan(std::string_view bytes, model::Content& content) {
  const auto look = scan::look(bytes);
  if (!look) {
    content.defect =
        look.error().where.empty() ? look.error().what : look.error().where + ": " + look.error().what;
    return;
  }
  content.mesh = look->mesh;
  content.arch = look->arch;
  content.open_rims = look->noteworthy_rims;
  content.longest_rim_um = look->longest_rim_um;
  if (look->unit != scan::Unit::millimetres && look->unit != scan::Unit::unclear)
    content.unit = word(look->unit);
}

void look_at_dicom(std::string_view bytes, model::Content& content) {
  const auto header = dicom::read_header(bytes);
  if (!header) {
    content.defect = header.error().what;
    return;
  }
  model::Identity identity;
  if (std::string id = model::print_of_id(header->patient_id); !id.empty())
    identity.ids.push_back(std::move(id));
  identity.name = model::print_of_dicom_name(header->patient_name);
  identity.birth_date = model::print_of_birth_date(header->birth_date);
  content.identity = std::move(identity);
}

bool is_dicom(std::string_view bytes) {
  constexpr std::size_t preamble_bytes = 128;
  return bytes.size() > preamble_bytes && bytes.substr(preamble_bytes).starts_with("DICM");
}

}  // namespace

model::Content look_at(const model::Attachment& attachment, std::string_view bytes) {
  model::Content content;
  content.bytes = static_cast<std::int64_t>(bytes.size());
  content.sha256 = base::hex(base::sha256(bytes));
  switch (attachment.kind) {
    case model::AttachmentKind::scan_prep:
    case model::AttachmentKind::scan_opposing:
    case model::AttachmentKind::scan_bite:
      look_at_scan(bytes, content);
      break;
    case model::AttachmentKind::dicom:
      look_at_dicom(bytes, content);
      break;
    case model::AttachmentKind::photo_shade:
    case model::AttachmentKind::photo:
    case model::AttachmentKind::form:
    case model::AttachmentKind::other:
      // Pictures come under many names.
      if (is_dicom(bytes)) look_at_dicom(bytes, content);
      break;
  }
  return content;
}

void look_at_arrived(std::vector<model::Attachment>& attachments) {
  for (model::Attachment& attachment : attachments) {
    if (!attachment.on_its_way.bytes) continue;
    attachment.content = look_at(attachment, *attachment.on_its_way.bytes);
    attachment.on_its_way.bytes.reset();
  }
}

}  // namespace articulator::validation
