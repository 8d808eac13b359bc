#include "simulators/channel/sftp/sftp.hpp"

#include "engine/base/hash.hpp"
#include "engine/base/json_writer.hpp"
#include "simulators/world/answering_simulator.hpp"

#include <array>
#include <string_view>
#include <utility>

namespace articulator::simulators::sftp {
namespace {

using base::HttpRequest;
using base::HttpResponse;
using base::Instant;
using base::ObjectReader;

constexpr std::size_t file_bytes_max = 16'000'000;
constexpr std::size_t name_bytes_max = 255;
constexpr std::size_t files_max = 10'000;
constexpr std::int64_t cuts_max = 1'000;

class Sftp final : public world::AnsweringSimulator {
 public:
  explicit Sftp(Config config) : config_(std::move(config)) {}

  world::Reply handle(const HttpRequest& request, Instant now, world::SimulatorOutputs& /*out*/) override {
    return {answer(request, now)};
  }
  base::Expected<void> act(std::string_view verb, const base::JsonValue& arguments, Instant now,
                           world::SimulatorOutputs& out) override;

 private:
  HttpResponse answer(const HttpRequest& request, Instant now);
  HttpResponse put(world::Shelf& drop, const std::string& name, const HttpRequest& request, Instant now);
  HttpResponse move(world::Shelf& drop, const std::string& name, const HttpRequest& request,
                    Instant now) const;
  [[nodiscard]] std::optional<std::string> name_in_folder(std::string_view path) const;
  [[nodiscard]] world::Shelf* drop_of(std::string_view user) const;
  [[nodiscard]] std::optional<HttpResponse> of_statements(const world::Shelf& drop,
                                                          const HttpRequest& request) const;

  Config config_;
  bool full_ = false;
  bool closed_ = false;
  bool no_renames_ = false;
  bool other_host_key_ = false;
  std::int64_t cuts_ = 0;
  std::string cut_has_;
};

HttpResponse said(int status, std::string_view text) {
  return base::text_response(status, std::string(text));
}

// A folder's own files, without what lies in folders inside.
HttpResponse list(const world::Shelf& drop, std::string_view folder) {
  std::string body;
  base::JsonWriter w(body);
  w.begin_array();
  for (const auto& [path, content] : drop.files()) {
    if (!path.starts_with(folder) || path.find('/', folder.size()) != std::string::npos) continue;
    const std::string_view name = std::string_view(path).substr(folder.size());
    w.begin_object().member("bytes", static_cast<std::int64_t>(content.size()));
    w.member("name", name).end_object();
  }
  w.end_array();
  return base::json_response(200, std::move(body));
}

HttpResponse content_of(const world::Shelf& drop, const std::string& name) {
  const std::string* content = drop.find(name);
  if (content == nullptr) return said(404, "no such file");
  HttpResponse found{200, {}, base::base64_encode(*content)};
  found.headers.set("Content-Transfer-Encoding", "base64");
  return found;
}

world::Shelf* Sftp::drop_of(std::string_view user) const {
  for (const Account& account : config_.accounts)
    if (account.user == user) return account.drop.get();
  return nullptr;
}

// Empty: the path is not of that folder, or the lab never put anything there.
std::optional<HttpResponse> Sftp::of_statements(const world::Shelf& drop, const HttpRequest& request) const {
  constexpr std::string_view folder = "statements/";
  std::string_view path = request.target;
  if (!path.starts_with(config_.folder + "/" + std::string(folder.substr(0, folder.size() - 1)))) return {};
  path.remove_prefix(config_.folder.size() + folder.size());
  const auto first = drop.files().lower_bound(folder);
  if (first == drop.files().end() || !first->first.starts_with(folder)) return {};
  if (path.empty() || path == "/")
    return request.method == "LIST" ? list(drop, folder) : said(405, "a folder can be listed only");
  if (path.front() != '/') return {};
  if (request.method != "GET") return said(403, "the folder is read-only");
  return content_of(drop, std::string(folder) + base::percent_decode(path.substr(1)));
}

// The file's name where the path is one of the folder; empty text: the folder itself.
std::optional<std::string> Sftp::name_in_folder(std::string_view path) const {
  if (!path.starts_with(config_.folder)) return std::nullopt;
  path.remove_prefix(config_.folder.size());
  if (path.empty() || path == "/") return std::string();
  if (path.front() != '/') return std::nullopt;
  std::string name = base::percent_decode(path.substr(1));
  if (name.size() > name_bytes_max || name == "." || name == ".." || name.find('/') != std::string::npos)
    return std::nullopt;
  return name;
}

HttpResponse Sftp::put(world::Shelf& drop, const std::string& name, const HttpRequest& request, Instant now) {
  std::string content = request.body;
  const std::string* encoding = request.headers.find("Content-Transfer-Encoding");
  if (encoding != nullptr && *encoding == "base64") {
    auto decoded = base::base64_decode(content);
    if (!decoded) return said(400, "the content is no base64");
    content = std::move(*decoded);
  }
  if (content.size() > file_bytes_max || drop.files().size() >= files_max) return said(507, "no room for it");
  const bool cut = cuts_ > 0 && name.find(cut_has_) != std::string::npos;
  if (cut) --cuts_;
  if (cut || full_) content.resize(content.size() / 2);
  drop.put(name, std::move(content), now);
  if (cut) return said(502, "the connection broke in the middle of the file");
  if (full_) return said(507, "the disk is full");
  return {201, {}, {}};
}

HttpResponse Sftp::move(world::Shelf& drop, const std::string& name, const HttpRequest& request,
                        Instant now) const {
  if (no_renames_) return said(403, "renaming is not allowed");
  const std::string* destination = request.headers.find("Destination");
  const auto to = name_in_folder(destination == nullptr ? "" : *destination);
  if (!to || to->empty()) return said(400, "the destination is no file of this folder");
  if (drop.find(name) == nullptr) return said(404, "no such file");
  if (!drop.rename(name, *to, now)) return said(409, "the destination exists");
  return {201, {}, {}};
}

HttpResponse Sftp::answer(const HttpRequest& request, Instant now) {
  if (other_host_key_) return said(495, "the host key is not the one on record");
  const std::string* user = request.headers.find("User");
  world::Shelf* drop = user == nullptr ? nullptr : drop_of(*user);
  if (drop == nullptr || closed_) return said(401, "the server takes neither key nor password");
  if (auto answered = of_statements(*drop, request)) return *std::move(answered);
  const auto name = name_in_folder(request.target);
  if (!name) return said(404, "no such file");
  if (name->empty())
    return request.method == "LIST" ? list(*drop, "") : said(405, "a folder can be listed only");
  if (request.method == "PUT") return put(*drop, *name, request, now);
  if (request.method == "MOVE") return move(*drop, *name, request, now);
  if (request.method == "DELETE")
    return drop->remove(*name, now) ? HttpResponse{204, {}, {}} : said(404, "no such file");
  if (request.method == "LIST") return said(404, "no such folder");
  if (request.method != "GET") return said(405, "no such operation");
  return content_of(*drop, *name);
}

base::Expected<void> Sftp::act(std::string_view verb, const base::JsonValue& arguments, Instant now,
                               world::SimulatorOutputs& /*out*/) {
  ObjectReader in(arguments, "");
  if (verb == "full") {
    full_ = in.boolean("full");
  } else if (verb == "accounts") {
    closed_ = !in.boolean("open");
  } else if (verb == "renames") {
    no_renames_ = !in.boolean("allowed");
  } else if (verb == "host_key") {
    other_host_key_ = in.boolean("changed");
  } else if (verb == "cut_next") {
    cuts_ = in.integer_or("times", 1, 0, cuts_max);
    cut_has_ = in.text_or("has", "");
  } else if (verb == "put") {
    const std::string user = in.text_or("user", config_.accounts.empty() ? "" : config_.accounts[0].user);
    const std::string name = in.text("name");
    const std::string content = in.text("content");
    world::Shelf* drop = drop_of(user);
    if (drop == nullptr) in.report("user", "the server has no such account");
    if (!in.error()) drop->put(name, content, now);
  } else {
    return base::failure("", "the SFTP server has no verb \"" + std::string(verb) + "\"",
                         "it knows full, accounts, renames, host_key, cut_next, put");
  }
  if (in.error()) return std::unexpected(*in.error());
  return {};
}

}  // namespace

std::unique_ptr<world::Simulator> make_sftp(Config config) {
  return std::make_unique<Sftp>(std::move(config));
}

}  // namespace articulator::simulators::sftp
