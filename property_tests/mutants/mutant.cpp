#include "property_tests/mutants/mutant.hpp"

#include "engine/base/hash.hpp"
#include "property_tests/mutants/meddlers.hpp"
#include "property_tests/mutants/mutant_tables.hpp"
#include "property_tests/mutants/unsaid.hpp"
#include "scenarios/runner/people.hpp"

#include <algorithm>
#include <array>
#include <charconv>
#include <memory>
#include <string>
#include <utility>
#include <variant>
#include <vector>

#include <fmt/format.h>

namespace articulator::mutants {
namespace {

using Also = std::vector<world::EngineCall>;

constexpr std::string_view key_header = "Idempotency-Key";

bool is_order(const base::HttpRequest& request) {
  return request.method == "POST" && (request.target == "/v1/orders" || request.target.ends_with("/cases"));
}

base::HttpResponse ok(std::string body = "{}") {
  return base::json_response(200, std::move(body));
}

// ---- orders

// Another order, under another key: what a lab takes for a second one.
world::EngineCall under_another_key(const world::EngineCall& call) {
  world::EngineCall second = call;
  second.request.headers.set(std::string(key_header), "again-" + std::to_string(call.id));
  return second;
}

Meddling second_order_after_a_lost_answer() {
  Meddling meddling;
  meddling.after_call = [](const world::EngineCall& call, world::Outcome& answer, Also& also) {
    if (is_order(call.request) && std::holds_alternative<base::CallFailure>(answer))
      also.push_back(under_another_key(call));
  };
  return meddling;
}

Meddling order_sent_twice() {
  Meddling meddling;
  meddling.before_call = [](world::EngineCall& call, Instead& instead) {
    if (is_order(call.request)) instead.also.push_back(under_another_key(call));
  };
  return meddling;
}

Meddling another_key_each_time() {
  Meddling meddling;
  meddling.before_call = [](world::EngineCall& call, Instead&) {
    if (is_order(call.request)) call = under_another_key(call);
  };
  return meddling;
}

// The headers of an answer are not looked at.
Meddling retry_after_ignored() {
  Meddling meddling;
  meddling.after_call = [](const world::EngineCall&, world::Outcome& answer, Also&) {
    auto* response = std::get_if<base::HttpResponse>(&answer);
    if (response && response->status == 429)
      std::erase_if(response->headers.list,
                    [](const base::Header& one) { return one.name == "Retry-After"; });
  };
  return meddling;
}

// What the lab refuses since it is too late is taken for done.
Meddling refusal_taken_for_done(std::string method, std::string path_has) {
  Meddling meddling;
  meddling.after_call = [=](const world::EngineCall& call, world::Outcome& answer, Also&) {
    auto* response = std::get_if<base::HttpResponse>(&answer);
    if (response && response->status == 409 && call.request.method == method &&
        call.request.target.find(path_has) != std::string::npos)
      response->status = 200;
  };
  return meddling;
}

// ---- statuses and webhooks

constexpr std::string_view webhook_secret = "whsec_dGVzdC1zZWNyZXQtb2YtYS1tYWRlLXVwLWxhYg==";

// Signed as the lab would (standardwebhooks.com), so that the engine takes it.
void sign(base::HttpRequest& request) {
  const std::string* id = request.headers.find("webhook-id");
  const std::string* timestamp = request.headers.find("webhook-timestamp");
  const auto secret = base::base64_decode(webhook_secret.substr(6));
  if (!id || !timestamp || !secret) return;
  const base::Sha256 mac = base::hmac_sha256(*secret, *id + "." + *timestamp + "." + request.body);
  const std::string bytes(reinterpret_cast<const char*>(mac.data()), mac.size());
  request.headers.set("webhook-signature", "v1," + base::base64_encode(bytes));
}

Meddling bad_signature_accepted() {
  Meddling meddling;
  meddling.before_request = [](base::HttpRequest& request, base::Instant) -> std::optional<world::Outcome> {
    if (request.target.starts_with("/webhooks/")) sign(request);
    return std::nullopt;
  };
  return meddling;
}

Meddling old_webhook_accepted() {
  Meddling meddling;
  meddling.before_request = [](base::HttpRequest& request,
                               base::Instant now) -> std::optional<world::Outcome> {
    if (!request.headers.find("webhook-timestamp")) return std::nullopt;
    request.headers.set("webhook-timestamp", std::to_string(now.ms_since_epoch / 1000));
    sign(request);
    return std::nullopt;
  };
  return meddling;
}

// In what the lab answers, and in what it says by itself.
Meddling carriers_tracking_lost() {
  constexpr std::string_view tracking = "carrier_tracking";
  constexpr std::string_view nothing = "carrier_trackin";
  Meddling meddling = in_answers("/v1/orders", std::string(tracking), std::string(nothing));
  meddling.before_request = [=](base::HttpRequest& request, base::Instant) -> std::optional<world::Outcome> {
    if (replace(request.body, tracking, nothing)) sign(request);
    return std::nullopt;
  };
  return meddling;
}

// In what the office answers, and in what it says by itself.
Meddling unknown_taken_for_consent() {
  constexpr std::string_view unknown = R"("TxtMsgOk":"Unknown")";
  constexpr std::string_view yes = R"("TxtMsgOk":"Yes")";
  Meddling meddling = in_answers("/patients", std::string(unknown), std::string(yes));
  meddling.before_request = [=](base::HttpRequest& request, base::Instant) -> std::optional<world::Outcome> {
    replace(request.body, unknown, yes);
    return std::nullopt;
  };
  return meddling;
}

Meddling webhooks_ignored(std::string of) {
  Meddling meddling;
  meddling.before_request = [of](base::HttpRequest& request, base::Instant) -> std::optional<world::Outcome> {
    if (request.target.starts_with("/webhooks/" + of)) return world::Outcome(base::HttpResponse{204, {}, {}});
    return std::nullopt;
  };
  return meddling;
}

// After each status the one before is written once more.
Meddling stage_moved_back() {
  Meddling meddling;
  auto last = std::make_shared<std::map<std::string, world::EngineCall>>();
  meddling.before_call = [last](world::EngineCall& call, Instead& instead) {
    if (call.request.body.find("[Lab] status:") == std::string::npos) return;
    const auto before = last->find(call.request.target);
    if (before != last->end()) instead.also.push_back(before->second);
    last->insert_or_assign(call.request.target, call);
  };
  return meddling;
}

// ---- people

// Whoever asks, it is the dentist of that practice.
Meddling role_unchecked() {
  Meddling meddling;
  meddling.before_request = [](base::HttpRequest& request, base::Instant) -> std::optional<world::Outcome> {
    const std::string* bearer = request.headers.find("Authorization");
    const std::size_t at = bearer ? bearer->find("-at-") : std::string::npos;
    if (request.target.starts_with("/v1/") && at != std::string::npos)
      request.headers.set("Authorization", "Bearer " + runner::token_of(bearer->substr(at + 4), "D-1"));
    return std::nullopt;
  };
  return meddling;
}

// A rejection is taken for an approval.
Meddling rejection_taken_for_approval() {
  Meddling meddling;
  meddling.before_request = [](base::HttpRequest& request, base::Instant) -> std::optional<world::Outcome> {
    if (request.target.starts_with("/v1/reviews/")) replace(request.body, R"("reject")", R"("approve")");
    return std::nullopt;
  };
  return meddling;
}

Meddling decisions_forgotten() {
  Meddling meddling;
  meddling.before_request = [](base::HttpRequest& request, base::Instant) -> std::optional<world::Outcome> {
    if (request.target.starts_with("/v1/reviews/")) return world::Outcome(ok());
    return std::nullopt;
  };
  return meddling;
}

// ---- the rest

// What a person reads in a text message is the patient's name.
Meddling name_in_a_message() {
  return in_calls("POST", "commlogs", R"("Note":"Your dentist's office)",
                  R"("Note":"Avelina Quimbleton, your dentist's office)");
}

Meddling tooth_in_a_message() {
  return in_calls("POST", "commlogs", R"("Note":"Your dentist's office: )",
                  R"("Note":"Your dentist's office: zirconia crown, tooth 19: )");
}

// Each product of the profile is promised by so many working days less.
Meddling turnaround_less(int by) {
  Meddling meddling;
  meddling.bench = [by](std::string& bench) {
    constexpr std::string_view key = R"("turnaround_working_days":)";
    for (std::size_t at = bench.find(key); at != std::string::npos; at = bench.find(key, at)) {
      at += key.size();
      int days = 0;
      const auto read = std::from_chars(bench.data() + at, bench.data() + bench.size(), days);
      bench.replace(at, static_cast<std::size_t>(read.ptr - bench.data()) - at,
                    std::to_string(std::max(0, days - by)));
    }
  };
  return meddling;
}

// A cent is lost in each line: what doubles make of money.
Meddling cents_as_floats() {
  Meddling meddling;
  meddling.after_call = [](const world::EngineCall& call, world::Outcome& answer, Also&) {
    auto* response = std::get_if<base::HttpResponse>(&answer);
    if (!response || call.request.target.find("/statements") == std::string::npos) return;
    replace(response->body, R"("cents":9900)", R"("cents":9899)");
    replace(response->body, R"("cents":29700)", R"("cents":29699)");
  };
  return meddling;
}

template <typename Make>
Mutant mutant(std::string_view name, std::string_view requirement, Make meddle) {
  return {name, requirement, meddle};
}

std::vector<Mutant> all_mutants() {
  const std::string orders = "/v1/orders";
  return {
      // Validation
      mutant("due-date-off-by-one-working-day", "VAL-09", [] { return turnaround_less(1); }),
      mutant("cut-off-hour-ignored", "VAL-09",
             [] { return in_bench_between(R"("cutoff":")", "\"", "23:59"); }),
      mutant("holidays-of-the-lab-ignored", "VAL-09",
             [] { return in_bench_between(R"("holidays":[)", "]", ""); }),
      mutant("missing-shade-not-seen", "VAL-05",
             [] { return in_bench(R"("shade":true)", R"("shade":false)"); }),
      mutant("any-margin-will-do", "VAL-08", [] { return in_bench_between(R"("margins":[)", "]", ""); }),
      mutant("no-attachment-demanded", "VAL-10", [] { return in_bench_between(R"("needs":[)", "]", ""); }),
      mutant("unsigned-taken-for-signed", "VAL-24",
             [] { return in_answers("/labcases", "signed: false", "signed: true"); }),
      mutant("allergies-not-read", "VAL-20",
             [] {
               return in_answers("/allergies", R"("StatusIsActive":"true")", R"("StatusIsActive":"false")");
             }),
      mutant("procedure-codes-not-checked", "MAP-02",
             [] { return in_bench(R"("procedure_code":true)", R"("procedure_code":false)"); }),
      // Mapping
      mutant("fdi-read-as-universal", "MAP-03",
             [] { return in_bench(R"("tooth_numbering":"fdi")", R"("tooth_numbering":"universal")"); }),
      mutant("shade-altered-in-the-order", "MAP-01",
             [=] { return in_calls("POST", orders, R"("shade":"A2")", R"("shade":"A1")"); }),
      mutant(
          "material-altered-in-the-order", "MAP-01",
          [=] { return in_calls("POST", orders, R"("material":"zirconia")", R"("material":"pfm_base")"); }),
      mutant("files-under-other-names", "MAP-05",
             [=] { return in_bench("{case}_{tooth}_{kind}.{ext}", "{case}.{ext}"); }),
      // Dispatch and resilience
      mutant("second-order-after-a-lost-answer", "RES-02", [] { return second_order_after_a_lost_answer(); }),
      mutant("order-sent-twice", "DSP-01", [] { return order_sent_twice(); }),
      mutant("another-key-at-each-attempt", "RES-02", [] { return another_key_each_time(); }),
      mutant("order-never-sent", "DSP-01",
             [=] { return call_lost("POST", orders, R"("prescription")", base::CallFailure::refused); }),
      mutant("order-thought-rejected", "DSP-09",
             [=] {
               return call_lost("POST", orders, R"("prescription")",
                                base::json_response(422, R"({"reasons":["no"]})"));
             }),
      mutant("retry-after-ignored", "RES-01", [] { return retry_after_ignored(); }),
      mutant("cancellation-never-sent", "DSP-10", [] { return call_lost("POST", "/cancel", "", ok()); }),
      mutant("cancelled-after-fabrication", "DSP-10",
             [] { return refusal_taken_for_done("POST", "/cancel"); }),
      mutant("amendment-lost", "DSP-10", [=] { return call_lost("PATCH", orders, "", ok()); }),
      mutant("amended-after-fabrication", "DSP-10", [=] { return refusal_taken_for_done("PATCH", orders); }),
      mutant("manifest-never-written", "DSP-03", [] { return call_lost("PUT", ".manifest", "", ok("")); }),
      mutant("dead-letter-lost", "RES-01", [] { return record_lost("dead_letter"); }),
      // Status
      mutant("stage-moved-back", "STS-05", [] { return stage_moved_back(); }),
      mutant("status-never-written", "STS-02", [] { return call_lost("PUT", "/labcases/", "[Lab]", ok()); }),
      mutant("a-word-of-the-lab-guessed", "STS-01",
             [] { return in_bench(R"("In Design":"in_design")", R"("In Design":"shipped")"); }),
      mutant("bad-signature-accepted", "STS-04", [] { return bad_signature_accepted(); }),
      mutant("old-webhook-accepted", "STS-04", [] { return old_webhook_accepted(); }),
      mutant("webhooks-ignored", "STS-03", [] { return webhooks_ignored("glidewell"); }),
      mutant("changes-never-polled", "STS-03",
             [] { return call_lost("GET", "changed_after", "", ok(R"({"orders":[],"last_change":0})")); }),
      mutant("answer-never-given", "STS-06", [] { return call_lost("POST", "/answers", "", ok()); }),
      mutant("carriers-tracking-lost", "STS-07", [] { return carriers_tracking_lost(); }),
      // Messages
      mutant("message-in-quiet-hours", "NTF-03",
             [] { return in_bench_between(R"("time_zone":")", "\"", "Asia/Tokyo"); }),
      mutant("message-after-an-opt-out", "NTF-02",
             [] { return in_answers("/patients", R"("TxtMsgOk":"No")", R"("TxtMsgOk":"Yes")"); }),
      mutant("message-without-consent", "NTF-02", [] { return unknown_taken_for_consent(); }),
      mutant("name-in-a-message", "NTF-04", [] { return name_in_a_message(); }),
      mutant("tooth-in-a-message", "NTF-04", [] { return tooth_in_a_message(); }),
      mutant("message-sent-twice", "NTF-02",
             [] { return call_repeated("POST", "commlogs", R"("SentOrReceived":"Sent")"); }),
      mutant("message-never-sent", "NTF-01",
             [] {
               return call_lost("POST", "commlogs", R"("SentOrReceived":"Sent")",
                                base::json_response(201, "{}"));
             }),
      // Delays
      mutant("delay-alert-an-hour-late", "DLV-03",
             [] { return record_late("delay.alerted", base::hours(1)); }),
      mutant("delay-alert-lost", "DLV-02", [] { return record_lost("delay.alerted"); }),
      mutant("slots-never-proposed", "DLV-04", [] { return record_lost("slots.proposed"); }),
      // Governance
      mutant("role-unchecked", "SEC-02", [] { return role_unchecked(); }),
      mutant("assist-taken-for-auto", "GOV-02",
             [] { return in_bench(R"("phase":"assist")", R"("phase":"auto")"); }),
      mutant("monitor-taken-for-auto", "GOV-01",
             [] { return in_bench(R"("phase":"monitor")", R"("phase":"auto")"); }),
      mutant("first-days-not-watched", "GOV-04",
             [] { return in_bench_between(R"("approval_days_left":)", ",", "0"); }),
      mutant("clinicians-approval-not-asked-for", "GOV-06",
             [] { return in_bench_between(R"("final_approval":[)", "]", ""); }),
      mutant("clean-history-not-asked-for", "GOV-03",
             [] { return in_bench_between(R"("min_clean_cases":)", "}", "0"); }),
      mutant("rejection-taken-for-approval", "GOV-02", [] { return rejection_taken_for_approval(); }),
      mutant("decisions-forgotten", "GOV-02", [] { return decisions_forgotten(); }),
      // Audit
      mutant("record-of-an-order-dropped", "AUD-05", [] { return record_lost("order.sent"); }),
      mutant("record-of-a-status-dropped", "AUD-05", [] { return record_lost("pms.status"); }),
      mutant("record-of-a-decision-dropped", "AUD-05", [] { return record_lost("review.decided"); }),
      mutant("record-of-a-message-dropped", "AUD-05", [] { return record_lost("patient.notified"); }),
      // Money
      mutant("cents-as-floats", "REC-03", [] { return cents_as_floats(); }),
      mutant("invoice-line-lost", "REC-03", [] { return record_lost("invoice.line"); }),
      mutant("statement-never-read", "REC-01",
             [] { return call_lost("GET", "/statements", "", ok(R"({"lines":[]})")); }),
      // Remakes and pages
      mutant("remake-goes-unseen", "RMK-01", [] { return record_lost("remake.triaged"); }),
      mutant("pages-open-to-all", "SEC-02",
             [] { return in_bench(R"("pages":"by_role")", R"("pages":"open")"); }),
  };
}

}  // namespace

std::unique_ptr<runner::EngineBinding> Mutant::make() const {
  return std::make_unique<MutantEngine>(meddle());
}

std::span<const Mutant> mutants() {
  static const std::vector<Mutant> all = [] {
    std::vector<Mutant> table = all_mutants();
    for (const auto& part :
         {mutants_of_checks(), mutants_of_orders(), mutants_of_care(), mutants_of_insight()})
      table.insert(table.end(), part.begin(), part.end());
    return table;
  }();
  return all;
}

const Mutant* find_mutant(std::string_view name) {
  const std::span<const Mutant> all = mutants();
  const auto found =
      std::find_if(all.begin(), all.end(), [&](const Mutant& one) { return one.name == name; });
  return found == all.end() ? nullptr : &*found;
}

}  // namespace articulator::mutants
