// Attachments of a case as an act describes them.
#pragma once

#include "engine/base/json_reader.hpp"
#include "engine/base/json_writer.hpp"
#include "simulators/pms/office/book.hpp"

#include <cstdint>
#include <string>
#include <vector>

namespace articulator::simulators::office {

// One attachment of the log format; its id is the caller's to give. With a `content` that is described
// (file_content.hpp) the file is made, and size and SHA-256 are its own. Error: a name is missing, a value is
// of another kind; with its pointer.
base::Expected<Attachment> read_attachment(const base::JsonValue& attachment, std::string pointer);

// As the log format has them; what was made comes as `content`, in base64.
void write_attachments(base::JsonWriter& writer, const std::vector<Attachment>& attachments);

}  // namespace articulator::simulators::office
