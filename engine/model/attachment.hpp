// What goes to the lab beside the prescription: scans, photos, forms.
#pragma once

#include "engine/base/error.hpp"
#include "engine/base/json_reader.hpp"
#include "engine/base/json_writer.hpp"

#include <array>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace articulator::model {

enum class AttachmentKind : std::uint8_t {
  scan_prep,
  scan_opposing,
  scan_bite,
  photo_shade,
  photo,
  dicom,
  form,
  other
};
std::string_view word(AttachmentKind kind);  // "scan.prep"
std::optional<AttachmentKind> attachment_kind_of(std::string_view word);

// What a look at a scan found.
struct Mesh {
  std::int64_t triangles = 0;
  bool watertight = false;
  std::int64_t components = 1;                       // connected ones of at least 1 % of the triangles
  std::array<std::int64_t, 3> size_hundredths_mm{};  // extent on each axis
  friend bool operator==(const Mesh&, const Mesh&) = default;
};

struct Attachment {
  std::string name;
  AttachmentKind kind = AttachmentKind::other;
  std::string kind_given;  // as written
  std::int64_t bytes = 0;
  std::string sha256;        // 64 hex digits, or empty
  std::optional<Mesh> mesh;  // empty: nobody looked at it
  friend bool operator==(const Attachment&, const Attachment&) = default;
};

base::Expected<Attachment> read_attachment(base::JsonValue value, std::string pointer);
void write_attachment(base::JsonWriter& out, const Attachment& attachment);

}  // namespace articulator::model
