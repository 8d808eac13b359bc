// What goes to the lab beside the prescription: scans, photos, forms.
#pragma once

#include "engine/base/error.hpp"
#include "engine/base/json_reader.hpp"
#include "engine/base/json_writer.hpp"
#include "engine/model/arch.hpp"

#include <array>
#include <cstdint>
#include <memory>
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

// Whose picture it is, as prints (model/identity.hpp): to be compared, not read. Empty: not said.
struct Identity {
  std::vector<std::string> ids;  // any of them may match
  std::string name;
  std::string birth_date;
  friend bool operator==(const Identity&, const Identity&) = default;
};

// What a look at the content found, once the content was there. The content itself is not kept.
struct Content {
  bool absent = false;  // the prescription names it, and the PMS has no such document
  std::int64_t bytes = 0;
  std::string sha256;  // 64 hex digits
  std::string
      defect;  // why it could not be read, a sentence; empty: it could, or is of a kind that nobody reads
  std::optional<Mesh> mesh;    // of a scan
  std::optional<Arch> arch;    // that the scan says it shows
  std::string unit;            // the unit that the scan seems to be in where that is not the millimetre
  std::int64_t open_rims = 0;  // of a scan, of noteworthy length
  std::int64_t longest_rim_um = 0;
  std::optional<Identity> identity;  // of a DICOM file
  friend bool operator==(const Content&, const Content&) = default;
};

// The content on its way from a connector to the look at it. No part of what an attachment is.
struct ContentOnItsWay {
  std::shared_ptr<const std::string> bytes;
  friend bool operator==(const ContentOnItsWay&, const ContentOnItsWay&) { return true; }
};

struct Attachment {
  std::string name;
  AttachmentKind kind = AttachmentKind::other;
  std::string kind_given;  // as written
  std::int64_t bytes = 0;
  std::string sha256;              // 64 hex digits, or empty
  std::optional<Mesh> mesh;        // as described; empty: nobody looked at it
  std::optional<Content> content;  // as found by us; empty: we have not seen it
  ContentOnItsWay on_its_way;
  friend bool operator==(const Attachment&, const Attachment&) = default;
};

// Beside the members of DESIGN.md, "Log format": `content`, the content itself in base64, and `absent`.
base::Expected<Attachment> read_attachment(base::JsonValue value, const base::JsonPlace& place);
// The same into a new one, in place.
base::Expected<void> read_attachment(base::JsonValue value, const base::JsonPlace& place,
                                     Attachment& attachment);
void write_attachment(base::JsonWriter& out, const Attachment& attachment);

// What was found in the content of attachments stays found when the description comes again unchanged.
void keep_contents(std::vector<Attachment>& now, const std::vector<Attachment>& before);

}  // namespace articulator::model
