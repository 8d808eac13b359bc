#include "property_tests/mutants/meddlers.hpp"
#include "property_tests/mutants/mutant_tables.hpp"
#include "property_tests/mutants/unsaid.hpp"

#include <map>
#include <memory>
#include <set>
#include <string>
#include <variant>

namespace articulator::mutants {
namespace {

Meddling in_calls_between(std::string path_has, std::string from, std::string to, std::string with) {
  Meddling meddling;
  meddling.before_call = [=](world::EngineCall& call, Instead&) {
    if (call.request.target.find(path_has) != std::string::npos)
      replace_between(call.request.body, from, to, with);
  };
  return meddling;
}

// Each order is sent in vain so many times first: what a hurried engine would have done within a minute takes
// longer.
Meddling first_attempts_lost(int count) {
  Meddling meddling;
  auto lost = std::make_shared<std::map<std::string, int>>();
  meddling.before_call = [=](world::EngineCall& call, Instead& instead) {
    const std::string* key = call.request.headers.find("Idempotency-Key");
    if (call.request.method != "POST" || !key || (*lost)[*key]++ >= count) return;
    instead.not_sent = true;
    instead.told = base::CallFailure::refused;
  };
  return meddling;
}

bool is_failure(const world::Outcome& outcome) {
  const auto* response = std::get_if<base::HttpResponse>(&outcome);
  return !response || response->status >= 500;
}

// As long as one peer is down, nobody else is talked to either.
Meddling one_down_stops_all() {
  Meddling meddling;
  auto down = std::make_shared<std::set<std::string>>();
  meddling.before_call = [=](world::EngineCall& call, Instead& instead) {
    if (down->empty() || down->contains(call.origin)) return;
    instead.not_sent = true;
    instead.told = base::CallFailure::refused;
  };
  meddling.after_call = [=](const world::EngineCall& call, world::Outcome& answer,
                            std::vector<world::EngineCall>&) {
    if (is_failure(answer))
      down->insert(call.origin);
    else
      down->erase(call.origin);
  };
  return meddling;
}

}  // namespace

std::vector<Mutant> mutants_of_orders() {
  return {
      {"given-value-overridden", "MAP-04",
       [] { return in_calls("POST", "/v1/orders", R"("retention":"screw")", R"("retention":"cement")"); }},
      {"checks-left-out-of-the-order", "DSP-02",
       [] { return in_calls_between("/v1/orders", R"("checks_passed":[)", "]", ""); }},
      {"chart-note-never-written", "DSP-07",
       [] { return call_lost("POST", "commlogs", "ordered from", base::json_response(201, "{}")); }},
      {"order-sent-minutes-late", "DSP-08", [] { return first_attempts_lost(8); }},
      {"phases-of-restorations-ignored", "GOV-05", [] { return in_bench_between(R"("phases":{)", "}", ""); }},
      {"one-peer-down-stops-all", "RES-04", [] { return one_down_stops_all(); }},
      {"last-status-never-written", "STS-08",
       [] {
         return call_lost("PUT", "/labcases/", "[Lab] status: shipped", base::json_response(200, "{}"));
       }},
      {"calls-not-on-record", "AUD-01", [] { return record_lost("call.sent"); }},
      {"names-on-record", "AUD-04",
       [] { return in_records("pms.case.ready", "patient", R"("Avelina Quimbleton")"); }},
  };
}

}  // namespace articulator::mutants
