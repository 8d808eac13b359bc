#include "engine/host/channel_caller.hpp"

#include "engine/base/hash.hpp"
#include "engine/base/json_writer.hpp"

#include <algorithm>
#include <array>
#include <atomic>
#include <charconv>
#include <cstdio>
#include <cstring>
#include <fstream>
#include <map>
#include <mutex>
#include <optional>
#include <sstream>
#include <string>
#include <utility>
#include <vector>

#include <curl/curl.h>

namespace articulator::host {
namespace {

constexpr std::size_t answer_bytes_max = 16U * 1024 * 1024;
constexpr long connect_timeout_s = 10;
constexpr std::size_t secret_bytes_max = 4096;

struct Easy {
  CURL* handle = curl_easy_init();
  Easy() = default;
  Easy(const Easy&) = delete;
  Easy& operator=(const Easy&) = delete;
  ~Easy() {
    if (handle != nullptr) curl_easy_cleanup(handle);
  }
};

struct List {
  curl_slist* list = nullptr;
  List() = default;
  List(const List&) = delete;
  List& operator=(const List&) = delete;
  ~List() { curl_slist_free_all(list); }
  void add(const std::string& text) { list = curl_slist_append(list, text.c_str()); }
};

struct Upload {
  std::string_view rest;
};

std::size_t give(char* to, std::size_t size, std::size_t count, void* from) {
  auto& upload = *static_cast<Upload*>(from);
  const std::size_t length = std::min(size * count, upload.rest.size());
  std::memcpy(to, upload.rest.data(), length);
  upload.rest.remove_prefix(length);
  return length;
}

std::size_t take(const char* from, std::size_t size, std::size_t count, void* to) {
  auto& body = *static_cast<std::string*>(to);
  if (body.size() + size * count > answer_bytes_max) return 0;
  body.append(from, size * count);
  return size * count;
}

int stopped(void* flag, curl_off_t, curl_off_t, curl_off_t, curl_off_t) {
  return static_cast<const std::atomic<bool>*>(flag)->load() ? 1 : 0;
}

std::string header(const base::HttpRequest& request, std::string_view name) {
  const std::string* found = request.headers.find(name);
  return found == nullptr ? std::string() : *found;
}

base::HttpResponse said(int status, std::string text) {
  return base::text_response(status, std::move(text));
}

// What went wrong with the connection rather than with what was asked over it. Empty: it is for the protocol
// to say.
std::optional<Outcome> connection_outcome(CURLcode code, const std::string& why) {
  switch (code) {
    case CURLE_COULDNT_RESOLVE_HOST:
    case CURLE_COULDNT_CONNECT:
      return base::CallFailure::refused;
    case CURLE_OPERATION_TIMEDOUT:
      return base::CallFailure::timeout;
    case CURLE_PEER_FAILED_VERIFICATION:
    case CURLE_SSL_CACERT_BADFILE:
    case CURLE_SSL_ISSUER_ERROR:
      return said(495, "not the one we were told to trust: " + why);
    case CURLE_USE_SSL_FAILED:
      return said(426, "no TLS: " + why);
    case CURLE_LOGIN_DENIED:
      return said(401, "nobody lets us in: " + why);
    default:
      return std::nullopt;
  }
}

// The first line of a secret's file; empty: it cannot be read.
std::string secret_in(const std::string& file) {
  std::ifstream in(file);
  std::string line;
  std::getline(in, line);
  if (line.size() > secret_bytes_max) line.clear();
  while (line.ends_with('\r'))
    line.pop_back();
  return line;
}

// "-rw-r--r--    1 user  group   812 Oct 21 09:00 LC-7_1.order.json" a line, as OpenSSH and others write
// them.
std::string listing_json(const std::string& lines) {
  std::map<std::string, std::int64_t> files;
  std::istringstream in(lines);
  for (std::string line; std::getline(in, line);) {
    if (!line.starts_with('-')) continue;
    std::istringstream words(line);
    std::string word;
    std::int64_t bytes = -1;
    for (int column = 1; column <= 8 && words >> word; ++column)
      if (column == 5) std::from_chars(word.data(), word.data() + word.size(), bytes);
    std::string name;
    std::getline(words >> std::ws, name);
    while (name.ends_with('\r'))
      name.pop_back();
    if (!name.empty()) files[name] = bytes;
  }
  std::string json;
  base::JsonWriter w(json);
  w.begin_array();
  for (const auto& [name, bytes] : files)
    w.begin_object().member("bytes", bytes).member("name", std::string_view(name)).end_object();
  w.end_array();
  return json;
}

// A path may stand in a quoted command and in an address as it is.
bool is_plain_path(std::string_view path) {
  return path.starts_with('/') && std::all_of(path.begin(), path.end(), [](char c) {
           return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '/' ||
                  c == '.' || c == '_' || c == '-';
         });
}

bool has(const std::string& text, std::string_view part) {
  return text.find(part) != std::string::npos;
}

}  // namespace

struct ChannelCaller::State {
  std::mutex mutex;
  std::map<std::pair<std::string, std::string>, model::SftpAccess> drops;  // by origin and user
  std::map<std::string, model::MailAccess> relays;                         // by origin
  std::vector<std::unique_ptr<Easy>> idle;
  std::atomic<bool> stop = false;

  std::unique_ptr<Easy> handle() {
    const std::lock_guard lock(mutex);
    if (idle.empty()) return std::make_unique<Easy>();
    auto one = std::move(idle.back());
    idle.pop_back();
    return one;
  }
  void give_back(std::unique_ptr<Easy> one) {
    curl_easy_reset(one->handle);  // its connections stay
    const std::lock_guard lock(mutex);
    idle.push_back(std::move(one));
  }

  void prepare(CURL* curl, const workflow::Call& call, std::string& body, char* error) const {
    curl_easy_setopt(curl, CURLOPT_NOSIGNAL, 1L);
    curl_easy_setopt(curl, CURLOPT_CONNECTTIMEOUT, connect_timeout_s);
    curl_easy_setopt(curl, CURLOPT_TIMEOUT_MS, static_cast<long>(call.timeout.count()));
    curl_easy_setopt(curl, CURLOPT_ERRORBUFFER, error);
    curl_easy_setopt(curl, CURLOPT_WRITEFUNCTION, take);
    curl_easy_setopt(curl, CURLOPT_WRITEDATA, &body);
    curl_easy_setopt(curl, CURLOPT_NOPROGRESS, 0L);
    curl_easy_setopt(curl, CURLOPT_XFERINFOFUNCTION, stopped);
    curl_easy_setopt(curl, CURLOPT_XFERINFODATA, &stop);
  }

  Outcome sftp(CURL* curl, const workflow::Call& call);
  Outcome mail(CURL* curl, const workflow::Call& call);
};

Outcome ChannelCaller::State::sftp(CURL* curl, const workflow::Call& call) {
  const base::HttpRequest& request = call.request;
  std::optional<model::SftpAccess> access;
  {
    const std::lock_guard lock(mutex);
    const auto found = drops.find({call.origin, header(request, "User")});
    if (found != drops.end()) access = found->second;
  }
  if (!access) return said(401, "no access to this drop is known");
  constexpr std::string_view fingerprint = "SHA256:";
  if (!access->host_key.starts_with(fingerprint)) return said(495, "no host key is known");
  if (!is_plain_path(request.target)) return said(400, "no such path");

  std::string body;
  std::array<char, CURL_ERROR_SIZE> error{};
  prepare(curl, call, body, error.data());
  curl_easy_setopt(curl, CURLOPT_PROTOCOLS_STR, "sftp");
  curl_easy_setopt(curl, CURLOPT_USERNAME, access->user.c_str());
  curl_easy_setopt(curl, CURLOPT_SSH_AUTH_TYPES, static_cast<long>(CURLSSH_AUTH_PUBLICKEY));
  curl_easy_setopt(curl, CURLOPT_SSH_PRIVATE_KEYFILE, access->private_key_file.c_str());
  curl_easy_setopt(curl, CURLOPT_SSH_HOST_PUBLIC_KEY_SHA256,
                   access->host_key.substr(fingerprint.size()).c_str());
  const std::string folder = request.target.substr(0, request.target.rfind('/')) + "/";
  std::string url = call.origin + request.target;
  std::string content = request.body;
  Upload upload;
  List commands;
  if (request.method == "LIST") {
    url += '/';
  } else if (request.method == "PUT") {
    if (header(request, "Content-Transfer-Encoding") == "base64") {
      auto decoded = base::base64_decode(content);
      if (!decoded) return said(400, "the content is no base64");
      content = std::move(*decoded);
    }
    upload.rest = content;
    curl_easy_setopt(curl, CURLOPT_UPLOAD, 1L);
    curl_easy_setopt(curl, CURLOPT_READFUNCTION, give);
    curl_easy_setopt(curl, CURLOPT_READDATA, &upload);
    curl_easy_setopt(curl, CURLOPT_INFILESIZE_LARGE, static_cast<curl_off_t>(content.size()));
  } else if (request.method == "MOVE" || request.method == "DELETE") {
    const std::string to = header(request, "Destination");
    if (request.method == "MOVE" && !is_plain_path(to)) return said(400, "no such destination");
    commands.add(request.method == "DELETE" ? "rm \"" + request.target + "\""
                                            : "rename \"" + request.target + "\" \"" + to + "\"");
    curl_easy_setopt(curl, CURLOPT_QUOTE, commands.list);
    curl_easy_setopt(curl, CURLOPT_NOBODY, 1L);
    url = call.origin + folder;
  } else if (request.method != "GET") {
    return said(405, "no such operation");
  }
  curl_easy_setopt(curl, CURLOPT_URL, url.c_str());
  const CURLcode code = curl_easy_perform(curl);
  const std::string why = error.data();
  if (code == CURLE_OK) {
    if (request.method == "LIST") return base::json_response(200, listing_json(body));
    if (request.method == "PUT" || request.method == "MOVE") return base::HttpResponse{201, {}, {}};
    if (request.method == "DELETE") return base::HttpResponse{204, {}, {}};
    base::HttpResponse file{200, {}, base::base64_encode(body)};
    file.headers.set("Content-Transfer-Encoding", "base64");
    return file;
  }
  if (auto outcome = connection_outcome(code, why)) return std::move(*outcome);
  if (code == CURLE_REMOTE_FILE_NOT_FOUND) return said(404, why);
  if (code == CURLE_REMOTE_DISK_FULL) return said(507, why);
  if (code == CURLE_REMOTE_ACCESS_DENIED) return said(403, why);
  if (code == CURLE_QUOTE_ERROR) {
    if (has(why, "No such")) return said(404, why);
    if (has(why, "ermission")) return said(403, why);
    return said(409, why);
  }
  if (code == CURLE_SSH && has(why, "No such")) return said(404, why);
  return base::CallFailure::reset;
}

Outcome ChannelCaller::State::mail(CURL* curl, const workflow::Call& call) {
  const base::HttpRequest& request = call.request;
  std::optional<model::MailAccess> access;
  {
    const std::lock_guard lock(mutex);
    const auto found = relays.find(call.origin);
    if (found != relays.end()) access = found->second;
  }
  if (!access) return said(401, "no access to this relay is known");
  if (request.method != "POST") return said(405, "a relay takes messages only");

  std::string body;
  std::array<char, CURL_ERROR_SIZE> error{};
  prepare(curl, call, body, error.data());
  curl_easy_setopt(curl, CURLOPT_PROTOCOLS_STR, "smtp,smtps");
  curl_easy_setopt(curl, CURLOPT_URL, call.origin.c_str());
  // The library would go on using a connection that was made secure by other certificates.
  curl_easy_setopt(curl, CURLOPT_FRESH_CONNECT, 1L);
  curl_easy_setopt(curl, CURLOPT_FORBID_REUSE, 1L);
  curl_easy_setopt(curl, CURLOPT_USE_SSL, static_cast<long>(CURLUSESSL_ALL));
  curl_easy_setopt(curl, CURLOPT_SSL_VERIFYPEER, 1L);
  curl_easy_setopt(curl, CURLOPT_SSL_VERIFYHOST, 2L);
  curl_easy_setopt(curl, CURLOPT_SSLVERSION, static_cast<long>(CURL_SSLVERSION_TLSv1_2));
  if (!access->ca_file.empty()) curl_easy_setopt(curl, CURLOPT_CAINFO, access->ca_file.c_str());
  if (!access->user.empty()) {
    const std::string password = secret_in(access->password_file);
    if (password.empty()) return said(401, "there is no password for the relay");
    curl_easy_setopt(curl, CURLOPT_USERNAME, access->user.c_str());
    curl_easy_setopt(curl, CURLOPT_PASSWORD, password.c_str());
  }
  const std::string from = "<" + header(request, "Mail-From") + ">";
  List recipients;
  recipients.add("<" + header(request, "Rcpt-To") + ">");
  Upload upload{request.body};
  curl_easy_setopt(curl, CURLOPT_MAIL_FROM, from.c_str());
  curl_easy_setopt(curl, CURLOPT_MAIL_RCPT, recipients.list);
  curl_easy_setopt(curl, CURLOPT_UPLOAD, 1L);
  curl_easy_setopt(curl, CURLOPT_READFUNCTION, give);
  curl_easy_setopt(curl, CURLOPT_READDATA, &upload);
  const CURLcode code = curl_easy_perform(curl);
  if (code == CURLE_OK) return said(202, "accepted");
  const std::string why = error.data();
  if (auto outcome = connection_outcome(code, why)) return std::move(*outcome);
  long answer = 0;
  curl_easy_getinfo(curl, CURLINFO_RESPONSE_CODE, &answer);
  if (answer >= 400 && answer < 500) return said(429, why);
  if (answer >= 500 && answer < 600) return said(403, why);
  return base::CallFailure::reset;
}

ChannelCaller::ChannelCaller() : state_(std::make_unique<State>()) {
  static const CURLcode ready = curl_global_init(CURL_GLOBAL_DEFAULT);
  static_cast<void>(ready);
}
ChannelCaller::~ChannelCaller() = default;

bool ChannelCaller::is_channel(std::string_view origin) {
  return origin.starts_with("sftp://") || origin.starts_with("smtp://") || origin.starts_with("smtps://");
}

void ChannelCaller::know(const model::Bench& bench) {
  const std::lock_guard lock(state_->mutex);
  state_->idle.clear();  // and with them connections that were trusted by what is no longer known
  state_->drops.clear();
  state_->relays.clear();
  for (const model::PracticeBench& practice : bench.practices) {
    if (const auto& inventory = practice.insight.inventory)
      state_->relays.insert_or_assign(inventory->mail.endpoint.origin, inventory->mail);
    if (practice.pms.files) {
      const model::SftpAccess& site = practice.pms.files->sftp;
      state_->drops.insert_or_assign(std::pair(site.endpoint.origin, site.user), site);
    }
    for (const model::LabAccess& lab : practice.labs) {
      if (lab.sftp)
        state_->drops.insert_or_assign(std::pair(lab.sftp->endpoint.origin, lab.sftp->user), *lab.sftp);
      if (lab.mail) state_->relays.insert_or_assign(lab.mail->endpoint.origin, *lab.mail);
    }
  }
}

Outcome ChannelCaller::perform(const workflow::Call& call) {
  if (state_->stop) return base::CallFailure::refused;
  std::unique_ptr<Easy> easy = state_->handle();
  if (easy->handle == nullptr) return base::CallFailure::refused;
  Outcome outcome =
      call.origin.starts_with("sftp:") ? state_->sftp(easy->handle, call) : state_->mail(easy->handle, call);
  state_->give_back(std::move(easy));
  return outcome;
}

void ChannelCaller::stop() {
  state_->stop = true;
}

}  // namespace articulator::host
