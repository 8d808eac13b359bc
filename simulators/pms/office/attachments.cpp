#include "simulators/pms/office/attachments.hpp"

#include "engine/base/hash.hpp"
#include "simulators/pms/office/file_content.hpp"

#include <string_view>
#include <utility>

namespace articulator::simulators::office {
namespace {

constexpr std::int64_t count_max = std::int64_t{1} << 50;

std::string read_mesh(base::ObjectReader& mesh) {
  std::string json;
  base::JsonWriter writer(json);
  writer.begin_object();
  if (mesh.has("triangles")) writer.member("triangles", mesh.integer("triangles", 0, count_max));
  if (mesh.has("watertight")) writer.member("watertight", mesh.boolean("watertight"));
  if (mesh.has("components")) writer.member("components", mesh.integer("components", 0, count_max));
  if (const auto sides = mesh.elements_or_none("size_mm"); !sides.empty()) {
    writer.key("size_mm").begin_array();
    for (const base::JsonValue& side : sides)
      writer.raw(side.dump());
    writer.end_array();
  }
  writer.end_object();
  return json == "{}" ? std::string{} : json;
}

}  // namespace

base::Expected<Attachment> read_attachment(const base::JsonValue& attachment, std::string pointer) {
  base::ObjectReader reader(attachment, std::move(pointer));
  Attachment row;
  row.name = reader.text("name");
  row.kind = reader.text_or("kind", "");
  if (reader.has("content")) {
    base::ObjectReader description = reader.object("content");
    FileContent content = make_file_content(description);
    reader.report(description.error());
    row.bytes = static_cast<std::int64_t>(content.described.size());
    row.sha256 = base::hex(base::sha256(content.described));
    row.content = std::move(content.bytes);
  } else {
    if (reader.has("bytes")) row.bytes = reader.integer("bytes", 0, count_max);
    row.sha256 = reader.text_or("sha256", "");
  }
  if (reader.has("mesh")) {
    base::ObjectReader mesh = reader.object("mesh");
    row.mesh = read_mesh(mesh);
    reader.report(mesh.error());
  }
  return reader.finished(std::move(row));
}

void write_attachments(base::JsonWriter& writer, const std::vector<Attachment>& attachments) {
  writer.begin_array();
  for (const Attachment& row : attachments) {
    writer.begin_object()
        .member("name", std::string_view(row.name))
        .member("kind", std::string_view(row.kind));
    if (row.bytes) writer.member("bytes", *row.bytes);
    if (!row.sha256.empty()) writer.member("sha256", std::string_view(row.sha256));
    if (!row.mesh.empty()) writer.key("mesh").raw(row.mesh);
    if (!row.content.empty()) writer.member("content", std::string_view(base::base64_encode(row.content)));
    writer.end_object();
  }
  writer.end_array();
}

}  // namespace articulator::simulators::office
