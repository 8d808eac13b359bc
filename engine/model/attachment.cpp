#include "engine/model/attachment.hpp"

#include "engine/base/hash.hpp"
#include "engine/base/words.hpp"

#include <utility>

#include <fmt/format.h>

namespace articulator::model {
namespace {

constexpr std::array<base::Word<AttachmentKind>, 7> kind_words{
    {{AttachmentKind::scan_prep, "scan.prep"},
     {AttachmentKind::scan_opposing, "scan.opposing"},
     {AttachmentKind::scan_bite, "scan.bite"},
     {AttachmentKind::photo_shade, "photo.shade"},
     {AttachmentKind::photo, "photo"},
     {AttachmentKind::dicom, "dicom"},
     {AttachmentKind::form, "form"}}};

constexpr std::int64_t bytes_max = 1LL << 50;
constexpr std::int64_t triangles_max = 1LL << 40;

std::optional<Mesh> read_mesh(base::ObjectReader& attachment) {
  const auto value = attachment.value("mesh");
  if (!value) return std::nullopt;
  base::ObjectReader in(*value, attachment.at("mesh"));
  Mesh mesh;
  mesh.triangles = in.integer_or("triangles", 0, 0, triangles_max);
  mesh.watertight = in.boolean_or("watertight", false);
  mesh.components = in.integer_or("components", 1, 0, triangles_max);
  const std::vector<base::JsonValue> sizes = in.elements("size_mm");
  if (sizes.size() != mesh.size_hundredths_mm.size()) in.report("size_mm", "must hold three numbers");
  for (std::size_t axis = 0; axis < sizes.size() && !in.error(); ++axis) {
    const auto size = sizes[axis].hundredths();
    if (!size) in.report("size_mm", "must hold three numbers");
    mesh.size_hundredths_mm[axis] = size.value_or(0);
  }
  attachment.report(in.error());
  return mesh;
}

void write_mesh(base::JsonWriter& out, const Mesh& mesh) {
  out.begin_object().member("components", mesh.components).key("size_mm").begin_array();
  for (const std::int64_t size : mesh.size_hundredths_mm)
    out.decimal(size);
  out.end_array().member("triangles", mesh.triangles).member("watertight", mesh.watertight).end_object();
}

}  // namespace

std::string_view word(AttachmentKind kind) {
  return kind == AttachmentKind::other ? "other" : base::word_of(kind_words, kind);
}

std::optional<AttachmentKind> attachment_kind_of(std::string_view text) {
  return base::value_of(kind_words, text);
}

base::Expected<Attachment> read_attachment(base::JsonValue value, const base::JsonPlace& place) {
  base::Expected<Attachment> attachment(std::in_place);
  if (const auto read = read_attachment(value, place, *attachment); !read)
    attachment = std::unexpected(read.error());
  return attachment;
}

base::Expected<void> read_attachment(base::JsonValue value, const base::JsonPlace& place,
                                     Attachment& attachment) {
  base::ObjectReader in(value, place);
  attachment.name = in.text_view_or("name", "");
  attachment.kind_given = in.text_view_or("kind", "");
  attachment.kind = attachment_kind_of(attachment.kind_given).value_or(AttachmentKind::other);
  attachment.bytes = in.integer_or("bytes", 0, 0, bytes_max);
  attachment.sha256 = in.text_view_or("sha256", "");
  attachment.mesh = read_mesh(in);
  if (in.boolean_or("absent", false)) attachment.content.emplace().absent = true;
  if (const std::string_view encoded = in.text_view_or("content", ""); !encoded.empty()) {
    auto bytes = base::base64_decode(encoded);
    if (!bytes) in.report("content", "is no base64");
    if (bytes) attachment.on_its_way.bytes = std::make_shared<const std::string>(*std::move(bytes));
  }
  return in.finished();
}

void write_attachment(base::JsonWriter& out, const Attachment& attachment) {
  out.begin_object().member("bytes", attachment.bytes);
  const bool known = attachment.kind != AttachmentKind::other;
  out.member("kind", known ? word(attachment.kind) : std::string_view(attachment.kind_given));
  if (attachment.mesh) {
    out.key("mesh");
    write_mesh(out, *attachment.mesh);
  }
  out.member("name", attachment.name);
  if (!attachment.sha256.empty()) out.member("sha256", attachment.sha256);
  out.end_object();
}

void keep_contents(std::vector<Attachment>& now, const std::vector<Attachment>& before) {
  const auto same = [](const Attachment& a, const Attachment& b) {
    return a.name == b.name && a.kind == b.kind && a.bytes == b.bytes && a.sha256 == b.sha256;
  };
  for (Attachment& attachment : now) {
    if (attachment.content || attachment.on_its_way.bytes) continue;
    for (const Attachment& known : before)
      if (same(attachment, known)) attachment.content = known.content;
  }
}

}  // namespace articulator::model
