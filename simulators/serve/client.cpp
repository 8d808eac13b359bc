#include "simulators/serve/client.hpp"

#include "simulators/serve/connection_headers.hpp"

#include <chrono>
#include <utility>

#include <httplib.h>

namespace articulator::serve {
namespace {

constexpr std::size_t url_bytes_max = 2000;

base::HttpResponse to_value(httplib::Response& response) {
  base::HttpResponse value{response.status, {}, std::move(response.body)};
  for (auto& [name, text] : response.headers)
    value.headers.list.push_back({name, std::move(text)});
  return value;
}

// `httplib::Error::Read` stands for a broken connection and for an answer that did not come in time.
base::CallFailure failure_of(httplib::Error error, bool time_is_over) {
  switch (error) {
    case httplib::Error::Connection:
    case httplib::Error::ConnectionTimeout:
    case httplib::Error::BindIPAddress:
      return base::CallFailure::refused;
    default:
      return time_is_over ? base::CallFailure::timeout : base::CallFailure::reset;
  }
}

}  // namespace

struct Client::Impl {
  std::string path;  // of the base URL, without a slash at the end
  base::Duration answer_timeout{0};
  httplib::Client client;

  explicit Impl(const std::string& origin) : client(origin) {}
};

base::Expected<SplitUrl> split_url(const std::string& url) {
  constexpr std::string_view scheme = "http://";
  const auto refuse = [&](std::string what) -> base::Expected<SplitUrl> {
    return base::failure(url.substr(0, url_bytes_max), std::move(what),
                         "write it as http://127.0.0.1:8080/path");
  };
  if (url.size() > url_bytes_max) return refuse("the URL is too long");
  for (const char c : url)
    if (c <= ' ' || c > '~') return refuse("the URL has a character that a URL does not have");
  if (!url.starts_with(scheme)) return refuse("not an http URL");
  const std::size_t path = url.find_first_of("/?#", scheme.size());
  SplitUrl split{url.substr(0, path), path == std::string::npos ? "/" : url.substr(path)};
  if (split.target.front() != '/') split.target.insert(0, "/");
  const std::string_view authority = std::string_view(split.origin).substr(scheme.size());
  if (authority.empty() || authority.find('@') != std::string_view::npos) return refuse("not an http URL");
  if (const std::size_t colon = authority.rfind(':');
      colon != std::string_view::npos && authority.back() != ']') {
    const std::string_view port = authority.substr(colon + 1);
    const bool digits = port.find_first_not_of("0123456789") == std::string_view::npos;
    if (colon == 0 || port.empty() || port.size() > 5 || !digits || std::stoi(std::string(port)) > 65'535)
      return refuse("the URL's port is not a port");
  }
  return split;
}

base::Expected<std::unique_ptr<Client>> Client::to(const std::string& base_url,
                                                   const ClientOptions& options) {
  const auto split = split_url(base_url);
  if (!split) return std::unexpected(split.error());
  auto impl = std::make_unique<Impl>(split->origin);
  if (!impl->client.is_valid())
    return base::failure(base_url, "not an http URL", "write it as http://127.0.0.1:8080");
  impl->path = split->target;
  while (impl->path.ends_with('/'))
    impl->path.pop_back();
  impl->answer_timeout = options.answer_timeout;
  impl->client.set_keep_alive(true);
  impl->client.set_tcp_nodelay(true);
  impl->client.set_url_encode(false);  // a target is encoded already
  impl->client.set_follow_location(false);
  impl->client.set_connection_timeout(options.connect_timeout);
  impl->client.set_read_timeout(options.answer_timeout);
  impl->client.set_write_timeout(options.answer_timeout);
  return std::unique_ptr<Client>(new Client(std::move(impl)));
}

Client::Client(std::unique_ptr<Impl> impl) : impl_(std::move(impl)) {}

Client::~Client() = default;

CallResult Client::perform(const base::HttpRequest& request) {
  httplib::Request call;
  call.method = request.method;
  call.path = impl_->path + request.target;
  for (const base::Header& header : request.headers.list)
    call.headers.emplace(header.name, header.value);
  call.body = request.body;
  const auto begin = std::chrono::steady_clock::now();
  auto result = impl_->client.send(call);
  if (result) return to_value(*result);
  const auto took = std::chrono::steady_clock::now() - begin;
  return failure_of(result.error(), took >= impl_->answer_timeout);
}

void Client::cancel() {
  impl_->client.stop();
}

}  // namespace articulator::serve
