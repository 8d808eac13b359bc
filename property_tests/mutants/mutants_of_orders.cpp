#include "engine/base/hash.hpp"
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

// Files go to the drop under the names that they are to have in the end, so that the lab sees them grow.
Meddling uploaded_without_a_temporary_name() {
  constexpr std::string_view temporary = ".part";
  Meddling meddling;
  meddling.before_call = [=](world::EngineCall& call, Instead& instead) {
    if (!call.request.target.ends_with(temporary)) return;
    if (call.request.method == "PUT")
      call.request.target.resize(call.request.target.size() - temporary.size());
    if (call.request.method != "MOVE") return;
    instead.not_sent = true;
    instead.told = base::HttpResponse{201, {}, {}};
  };
  return meddling;
}

// The lab is told that the order is whole before its files are there.
Meddling manifest_before_the_files() {
  Meddling meddling;
  meddling.before_call = [](world::EngineCall& call, Instead& instead) {
    if (call.request.method != "PUT" || !call.request.target.ends_with(".order.json.part")) return;
    world::EngineCall manifest = call;
    replace(manifest.request.target, ".order.json.part", ".manifest.json");
    manifest.request.body =
        base::base64_encode(R"({"case":"","files":[{"bytes":1,"name":"a.stl","role":"scan","sha256":""}]})");
    instead.also.push_back(std::move(manifest));
  };
  return meddling;
}

Meddling mail_to_another_address() {
  Meddling meddling;
  meddling.before_call = [](world::EngineCall& call, Instead&) {
    if (call.request.headers.find("Rcpt-To")) call.request.headers.set("Rcpt-To", "cases@elsewhere.example");
  };
  return meddling;
}

// Nobody can read the form that goes with an order.
Meddling form_cut_short() {
  Meddling meddling;
  meddling.before_call = [](world::EngineCall& call, Instead&) {
    if (call.request.method == "PUT" && call.request.target.find(".rx.pdf") != std::string::npos)
      call.request.body.resize(call.request.body.size() / 8 * 4);  // base64
  };
  return meddling;
}

}  // namespace

std::vector<Mutant> mutants_of_orders() {
  return {
      {"uploaded-without-a-temporary-name", "DSP-04", [] { return uploaded_without_a_temporary_name(); }},
      {"manifest-before-the-files", "DSP-04", [] { return manifest_before_the_files(); }},
      {"mail-to-another-address", "DSP-05", [] { return mail_to_another_address(); }},
      {"mail-in-the-clear", "DSP-05", [] { return header_left_out("/", "TLS"); }},
      {"form-cut-short", "DSP-06", [] { return form_cut_short(); }},
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
