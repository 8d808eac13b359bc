// A peer for tests: answers by a table of hand-written wire texts and remembers what it was asked.
//
//   ScriptedPeer peer;
//   peer.on("GET /api/v1/patients/7", 200, R"({"PatNum":7,...})");
//   peer.then("POST /api/v1/commlogs", 503, "busy");            // once, before the standing answer
//   const Ended ended = peer.drive(*task, now);                  // done or failed, after all calls
#pragma once

#include "engine/base/http.hpp"
#include "engine/base/instant.hpp"
#include "engine/model/connector.hpp"

#include <deque>
#include <map>
#include <optional>
#include <string>
#include <utility>
#include <variant>
#include <vector>

namespace articulator::connect::testing {

struct Ended {
  std::optional<model::TaskDone> done;
  std::optional<model::TaskFailed> failed;
};

class ScriptedPeer {
 public:
  // The standing answer to a request "METHOD target"; a target "...*" stands for all that begin so.
  void on(const std::string& call, int status, std::string body) {
    standing_[call] = base::json_response(status, std::move(body));
  }
  void then(const std::string& call, base::HttpResponse response) {
    once_[call].push_back(std::move(response));
  }
  void then(const std::string& call, int status, std::string body) {
    then(call, base::json_response(status, std::move(body)));
  }

  base::HttpResponse answer(const base::HttpRequest& request) {
    asked.push_back(request);
    const std::string call = request.method + " " + request.target;
    for (auto& [pattern, responses] : once_) {
      if (responses.empty() || !matches(pattern, call)) continue;
      base::HttpResponse response = std::move(responses.front());
      responses.pop_front();
      return response;
    }
    for (const auto& [pattern, response] : standing_)
      if (matches(pattern, call)) return response;
    return base::text_response(404, "not found");
  }

  Ended drive(model::Task& task, base::Instant now, bool may_have_happened = false) {
    model::TaskStep step = task.start(may_have_happened, now);
    while (const auto* request = std::get_if<base::HttpRequest>(&step)) {
      const base::HttpResponse response = answer(*request);
      step = task.answered(response, now);
    }
    if (auto* done = std::get_if<model::TaskDone>(&step)) return {std::move(*done), std::nullopt};
    return {std::nullopt, std::move(std::get<model::TaskFailed>(step))};
  }

  // "GET /labcases/7" of all requests so far, and forgets them.
  std::vector<std::string> calls() {
    std::vector<std::string> names;
    for (const base::HttpRequest& request : asked)
      names.push_back(request.method + " " + request.target);
    asked.clear();
    return names;
  }

  std::vector<base::HttpRequest> asked;

 private:
  static bool matches(const std::string& pattern, const std::string& call) {
    if (!pattern.ends_with('*')) return pattern == call;
    return call.starts_with(pattern.substr(0, pattern.size() - 1));
  }

  std::map<std::string, base::HttpResponse> standing_;
  std::map<std::string, std::deque<base::HttpResponse>> once_;
};

// The n-th event's happening, if it is one of this kind.
template <typename Happening>
const Happening* happening(const std::vector<model::Event>& events, std::size_t n) {
  return n < events.size() ? std::get_if<Happening>(&events[n].happening) : nullptr;
}

}  // namespace articulator::connect::testing
