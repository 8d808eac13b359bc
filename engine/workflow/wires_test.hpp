// For tests: a PMS and a lab whose wire is as plain as can be, and a rig that runs an engine against them.
//
// Every errand is one call, `POST /{errand}/{case}` (a poll: `GET /poll`), whose header `Maybe: yes` says
// that the task was told that an earlier attempt may have been carried out. 2xx is done, 429 and 5xx are
// worth another attempt (not before `Retry-After` seconds), any other answer is a refusal.
#pragma once

#include "engine/base/http.hpp"
#include "engine/model/connector.hpp"
#include "engine/workflow/engine.hpp"

#include <deque>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

namespace articulator::workflow::test {

using Outcome = std::variant<base::HttpResponse, base::CallFailure>;

// What the peers have to say at the next poll.
struct News {
  std::vector<model::Event> of_pms;
  std::vector<model::Event> of_lab;
};

Connectors plain_connectors(News& news);

// A practice "p-01" in Chicago with PMS "open-dental" at http://pms and lab "glidewell" at http://lab; people
// D-1 (dentist, token "dentist-token"), C-1 (lab_coordinator, "coordinator-token"), F-1 (front_desk,
// "desk-token"), X-1 (administrator, "admin-token"). `policy` is the JSON of `world.policy` without its zone.
model::Bench bench_of(const std::string& policy);

// A case for a zirconia crown on tooth 19 that passes every check, due 2024-11-15.
model::CaseFile good_case(const std::string& patient = "PT-1");

struct SeenCall {
  base::Instant at;
  std::string target;
  bool maybe = false;
};

class Rig {
 public:
  explicit Rig(const std::string& policy = R"("phase":"assist")", const Limits& limits = {});

  // Runs everything that is due within `span`, with `peer` answering each call at once.
  void run(base::Duration span);
  // A request to the engine, now. Calls that follow are answered by `peer`.
  base::HttpResponse request(const base::HttpRequest& request);
  base::HttpResponse post(const std::string& target, const std::string& body, const std::string& token = {});
  [[nodiscard]] std::string get(const std::string& target) const;

  // Tells the PMS's or lab's news by the next poll, and runs until it is known.
  void pms_says(const std::string& case_id, model::Happening happening);
  void lab_says(const std::string& case_id, model::Happening happening);

  [[nodiscard]] std::vector<SeenCall> calls_to(std::string_view target_prefix) const;
  [[nodiscard]] std::vector<audit::Record> records(std::string_view action) const;
  [[nodiscard]] base::Instant now() const { return now_; }
  [[nodiscard]] Engine& engine() { return *engine_; }

  std::function<Outcome(const Call&)> peer = [](const Call&) { return base::json_response(200, "{}"); };

 private:
  Outputs step(std::variant<Request, Answer, Due> what);

  News news_;
  base::Instant now_;
  std::unique_ptr<Engine> engine_;
  std::vector<SeenCall> seen_;
};

}  // namespace articulator::workflow::test
