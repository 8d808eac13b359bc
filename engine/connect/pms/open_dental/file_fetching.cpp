#include "engine/connect/pms/open_dental/file_fetching.hpp"

#include "engine/base/hash.hpp"
#include "engine/base/json_writer.hpp"
#include "engine/connect/pms/open_dental/case_reading.hpp"

#include <memory>
#include <optional>
#include <string_view>
#include <utility>

namespace articulator::connect::open_dental {
namespace {

constexpr base::Duration site_pause = base::minutes(5);
// A file comes as base64 in one answer, of which 16 MB are read.
constexpr std::int64_t file_bytes_max = 8'000'000;

std::string name_of(const DocumentRow& document) {
  const std::string& name = document.attachment.name;
  const std::size_t dot = name.rfind('.');
  std::string ending = dot == std::string::npos ? std::string() : name.substr(dot);
  constexpr std::size_t ending_chars_max = 8;
  const bool plain =
      ending.size() <= ending_chars_max &&
      ending.find_first_not_of(".abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789") ==
          std::string::npos;
  return "document-" + std::to_string(document.number) + (plain ? ending : std::string());
}

std::string download_order(const model::FileSite& site, const DocumentRow& document) {
  const std::string& origin = site.sftp.endpoint.origin;
  const std::size_t scheme = origin.find("://");
  std::string body;
  base::JsonWriter w(body);
  w.begin_object().member("DocNum", document.number);
  w.member("SftpAddress", origin.substr(scheme == std::string::npos ? 0 : scheme + 3) +
                              site.sftp.endpoint.base_path + "/" + name_of(document));
  w.member("SftpUsername", site.sftp.user).member("SftpPassword", site.password).end_object();
  return body;
}

base::HttpRequest at_site(const model::FileSite& site, std::string_view method, const std::string& name) {
  const model::Endpoint& endpoint = site.sftp.endpoint;
  base::HttpRequest request{std::string(method), endpoint.origin + endpoint.base_path + "/" + name, {}, {}};
  request.headers.set("User", site.sftp.user);
  return request;
}

bool is_looked_at(const DocumentRow& document) {
  using enum model::AttachmentKind;
  switch (document.attachment.kind) {
    case scan_prep:
    case scan_opposing:
    case scan_bite:
    case photo_shade:
    case photo:
    case dicom:
      return true;
    case form:
    case other:
      break;
  }
  return false;
}

// Empty: it is not to be had, which is remarked.
Flow<Got<std::optional<std::string>>> read_file(Office& office, Line& line, const DocumentRow& document,
                                                std::string& remark) {
  const model::FileSite& site = *office.access.files;
  const std::string what = "document " + std::to_string(document.number);
  const base::HttpResponse& put =
      co_await line.call(office.api.post("/documents/DownloadSftp", download_order(site, document)));
  if (auto failed = failure_of(put, line.now())) {
    if (failed->worth_retrying) co_return std::unexpected(std::move(*failed));
    add_remark(remark, what + " is not handed out: " + failed->error);
    co_return std::optional<std::string>();
  }
  // Should the answer be lost, the poll begins anew, and finds the site marked as one that does not answer.
  office.files_not_before = line.now() + site_pause;
  const base::HttpResponse& got = co_await line.call(at_site(site, "GET", name_of(document)));
  if (got.status != 200) {
    if (got.status == 404) office.files_not_before = {};
    add_remark(remark, what + " is not on the site: " + std::to_string(got.status));
    co_return std::optional<std::string>();
  }
  const std::string* encoding = got.headers.find("Content-Transfer-Encoding");
  std::optional<std::string> bytes =
      encoding != nullptr && *encoding == "base64" ? base::base64_decode(got.body) : std::optional(got.body);
  // Personal data stays nowhere longer than it must. If it does not go, the next file of that name replaces
  // it.
  co_await line.call(at_site(site, "DELETE", name_of(document)));
  office.files_not_before = {};
  if (!bytes) add_remark(remark, what + " came in an unknown encoding");
  co_return bytes;
}

}  // namespace

Flow<Got<bool>> fetch_files(Office& office, Line& line, std::vector<DocumentRow>& documents,
                            FetchedDocuments& fetched, std::string& remark) {
  if (!office.access.files) co_return true;
  for (DocumentRow& document : documents) {
    model::Attachment& attachment = document.attachment;
    if (!is_looked_at(document) || attachment.on_its_way.bytes || attachment.content) continue;
    if (const auto before = fetched.find(document.number);
        before != fetched.end() && before->second == document.stamp)
      continue;
    if (attachment.bytes > file_bytes_max) {
      add_remark(remark, "document " + std::to_string(document.number) + " is too large to be fetched");
      continue;
    }
    if (line.now() < office.files_not_before) {
      add_remark(remark, "the site for files does not answer: documents are judged by their description");
      break;
    }
    auto bytes = co_await read_file(office, line, document, remark);
    if (!bytes) co_return std::unexpected(std::move(bytes.error()));
    if (!*bytes) continue;
    attachment.on_its_way.bytes = std::make_shared<const std::string>(*std::move(*bytes));
    fetched[document.number] = document.stamp;
  }
  co_return true;
}

}  // namespace articulator::connect::open_dental
