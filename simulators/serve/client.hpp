// Client: performs HTTP requests against one base URL, on one kept-alive connection.
//
//   auto client = Client::to("http://127.0.0.1:8080/engine");
//   if (!client) ...                                     // not a URL
//   std::variant<base::HttpResponse, base::CallFailure> answer = (*client)->perform(request);
//
// `request.target` is appended to the base URL's path. One request at a time a client; `cancel` may come from
// another thread. Redirects are not followed, nothing is tried twice, bodies are not compressed.
#pragma once

#include "engine/base/error.hpp"
#include "engine/base/http.hpp"
#include "engine/base/instant.hpp"

#include <memory>
#include <string>
#include <variant>

namespace articulator::serve {

using CallResult = std::variant<base::HttpResponse, base::CallFailure>;

struct ClientOptions {
  base::Duration connect_timeout = base::seconds(5);
  base::Duration answer_timeout = base::seconds(60);
};

class Client {
 public:
  // `base_url` is http://host[:port][/path]. Error: anything else.
  static base::Expected<std::unique_ptr<Client>> to(const std::string& base_url,
                                                    const ClientOptions& options = {});

  ~Client();
  Client(const Client&) = delete;
  Client& operator=(const Client&) = delete;

  CallResult perform(const base::HttpRequest& request);

  // Breaks off the request that is being performed, if any: it returns CallFailure::reset. From any thread.
  void cancel();

 private:
  struct Impl;
  explicit Client(std::unique_ptr<Impl> impl);
  std::unique_ptr<Impl> impl_;
};

// An http URL taken apart: "http://h:1/a/b?c" -> {"http://h:1", "/a/b?c"}. Error: not such a URL.
struct SplitUrl {
  std::string origin;
  std::string target;  // at least "/"
};
base::Expected<SplitUrl> split_url(const std::string& url);

}  // namespace articulator::serve
