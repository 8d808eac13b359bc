#include "engine/connect/channel/package.hpp"

#include "engine/base/hash.hpp"
#include "engine/base/json_writer.hpp"
#include "engine/connect/channel/rx_form/rx_form.hpp"
#include "engine/connect/order_json.hpp"

#include <set>
#include <utility>

namespace articulator::connect {
namespace {

constexpr std::size_t name_bytes_max = 150;

// Nothing in a name that a file system, a shell or a mail program might take for something else.
std::string safe_name(std::string_view text) {
  std::string name;
  for (const char c : text.substr(0, name_bytes_max)) {
    const bool safe = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') ||
                      c == '.' || c == '_' || c == '-';
    name += safe ? c : '_';
  }
  while (name.starts_with('.'))
    name.erase(0, 1);
  return name.empty() ? "file" : name;
}

std::string media_type(std::string_view name) {
  for (const auto& [end, type] : {std::pair<std::string_view, std::string_view>{".pdf", "application/pdf"},
                                  {".json", "application/json"},
                                  {".stl", "model/stl"},
                                  {".jpg", "image/jpeg"},
                                  {".png", "image/png"},
                                  {".dcm", "application/dicom"}})
    if (name.ends_with(end)) return std::string(type);
  return "application/octet-stream";
}

void list(base::JsonWriter& w, const PackageFile& file, std::string_view role) {
  w.begin_object().member("bytes", static_cast<std::int64_t>(file.content.size()));
  w.member("name", std::string_view(file.name)).member("role", role);
  w.member("sha256", std::string_view(base::hex(base::sha256(file.content)))).end_object();
}

}  // namespace

base::Expected<Package> make_package(const model::PracticeId& practice, const model::Order& order,
                                     const model::LabProfile& lab, std::string_view files_url,
                                     std::size_t contents_max) {
  Package package;
  package.stem = safe_name(order.idempotency_key);
  auto form = rx_form::draw_rx_form(order, lab);
  if (!form) return std::unexpected(std::move(form.error()));
  package.files.push_back({package.stem + ".order.json", "application/json", order_json(order)});
  package.files.push_back({package.stem + ".rx.pdf", "application/pdf", *std::move(form)});

  std::string manifest;
  base::JsonWriter w(manifest);
  w.begin_object().member("case", std::string_view(order.case_id.text)).key("files").begin_array();
  list(w, package.files[0], "order");
  list(w, package.files[1], "rx");
  std::set<std::string> names;
  std::size_t room = contents_max;
  for (const model::Attachment& attachment : order.file.attachments) {
    std::string name = package.stem + "." + safe_name(attachment.name);
    for (int n = 2; !names.insert(name).second; ++n)
      name = package.stem + "." + std::to_string(n) + "." + safe_name(attachment.name);
    const auto content = order.contents.find(attachment.sha256);
    if (content != order.contents.end() && content->second.size() <= room) {
      room -= content->second.size();
      package.files.push_back({name, media_type(name), content->second});
      list(w, package.files.back(), "attachment");
      continue;
    }
    const std::string link = std::string(files_url.empty() ? "urn:sha256:" : files_url) + attachment.sha256;
    w.begin_object().member("bytes", attachment.bytes).member("link", std::string_view(link));
    w.member("name", std::string_view(name)).member("role", "attachment");
    w.member("sha256", std::string_view(attachment.sha256)).end_object();
  }
  w.end_array().member("idempotency_key", std::string_view(order.idempotency_key));
  w.member("practice", std::string_view(practice.text)).end_object();
  package.manifest = {package.stem + ".manifest.json", "application/json", std::move(manifest)};
  return package;
}

}  // namespace articulator::connect
