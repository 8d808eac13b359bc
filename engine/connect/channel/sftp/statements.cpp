#include "engine/connect/channel/sftp/statements.hpp"

#include "engine/base/hash.hpp"
#include "engine/connect/answer.hpp"

#include <algorithm>
#include <utility>

#include <fmt/format.h>

namespace articulator::connect::sftp {
namespace {

constexpr std::size_t name_bytes_max = 200;

// Neither hidden nor still on its way.
bool is_statement(std::string_view name) {
  constexpr std::string_view csv = ".csv";
  if (name.starts_with('.') || name.size() <= csv.size()) return false;
  const std::string_view end = name.substr(name.size() - csv.size());
  return std::equal(end.begin(), end.end(), csv.begin(),
                    [](char a, char b) { return a == b || (a >= 'A' && a <= 'Z' && a - 'A' + 'a' == b); });
}

bool can_be_asked_for(std::string_view name) {
  return name.size() <= name_bytes_max && std::all_of(name.begin(), name.end(), [](char c) {
           return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '.' ||
                  c == '_' || c == '-';
         });
}

struct Listed {
  std::string name;
  std::int64_t bytes = 0;
};

std::vector<Listed> listed(base::JsonValue body) {
  std::vector<Listed> files;
  for (const base::JsonValue& element : body.elements()) {
    base::ObjectReader in(element, "");
    Listed file;
    file.name = in.text("name");
    file.bytes = in.integer_or("bytes", 0, -1, INT64_MAX);
    if (!in.error() && is_statement(file.name)) files.push_back(std::move(file));
  }
  std::sort(files.begin(), files.end(), [](const Listed& a, const Listed& b) { return a.name > b.name; });
  return files;
}

// The names to fetch, and in a remark how many are not.
std::vector<std::string> chosen(const std::vector<Listed>& files, std::string& remark) {
  std::vector<std::string> names;
  std::int64_t bytes = 0;
  for (const Listed& file : files) {
    if (!can_be_asked_for(file.name) || file.bytes > statement_bytes_max ||
        bytes + file.bytes > look_bytes_max || names.size() >= statement_files_max)
      continue;
    bytes += file.bytes;
    names.push_back(file.name);
  }
  if (names.size() < files.size())
    remark += fmt::format(
        "{} statement files were passed over: too many, too long, or named so that they "
        "cannot be asked for; ",
        files.size() - names.size());
  std::reverse(names.begin(), names.end());
  return names;
}

base::HttpRequest ask(const model::SftpAccess& drop, std::string_view method, const std::string& name) {
  const std::string folder = drop.endpoint.origin + drop.endpoint.base_path + "/statements";
  base::HttpRequest request{std::string(method), name.empty() ? folder : folder + "/" + name, {}, {}};
  request.headers.set("User", drop.user);
  return request;
}

std::string content_of(const base::HttpResponse& answer) {
  const std::string* encoding = answer.headers.find("Content-Transfer-Encoding");
  if (encoding == nullptr || *encoding != "base64") return answer.body;
  return base::base64_decode(answer.body).value_or("");
}

}  // namespace

Flow<Got<std::vector<StatementFile>>> fetch_statements(const model::SftpAccess& drop, std::string peer,
                                                       base::JsonParser& parser, Line& line,
                                                       std::string& remark) {
  std::vector<StatementFile> files;
  const base::HttpResponse& there = co_await line.call(ask(drop, "LIST", ""));
  if (there.status == 404) co_return files;
  if (auto failed = failure_of(peer, there, line.now())) co_return std::unexpected(*std::move(failed));
  const auto body = read_body(parser, there);
  if (!body) co_return std::unexpected(unreadable(peer, body.error()));
  const std::vector<std::string> names = chosen(listed(*body), remark);
  for (const std::string& name : names) {
    const base::HttpResponse& answer = co_await line.call(ask(drop, "GET", name));
    if (answer.status == 404) continue;  // taken away since
    if (auto failed = failure_of(peer, answer, line.now())) co_return std::unexpected(*std::move(failed));
    StatementFile file;
    file.name = name;
    file.content = content_of(answer);
    files.push_back(std::move(file));
  }
  co_return files;
}

}  // namespace articulator::connect::sftp
