#include "property_tests/mutants/meddlers.hpp"
#include "property_tests/mutants/mutant_tables.hpp"
#include "property_tests/mutants/unsaid.hpp"

#include <string>

namespace articulator::mutants {
namespace {

// A patient hears of a delay though no staff saw it, whatever the policy says.
Meddling delays_told_unseen() {
  Meddling meddling;
  meddling.bench = [](std::string& bench) {
    if (replace(bench, R"("message_unseen":false)", R"("message_unseen":true)")) return;
    replace(bench, R"("predictor":)", R"("delivery":{"hold_hours":0,"message_unseen":true},"predictor":)");
  };
  return meddling;
}

}  // namespace

std::vector<Mutant> mutants_of_care() {
  const std::string orders = "/v1/orders";
  return {
      // Delays and visits
      {"history-not-learned-from", "DLV-01",
       [] { return in_bench(R"("predictor":"learned")", R"("predictor":"lab_promise")"); }},
      {"chair-time-held-for-ever", "DLV-05", [] { return in_bench_between(R"("hold_hours":)", ",", "72"); }},
      {"no-slots-without-a-visit", "DLV-06", [] { return record_lost("slots.proposed"); }},
      {"alerts-never-measured", "DLV-07", [] { return record_lost("delay.judged"); }},
      {"delays-told-unseen", "NTF-05", [] { return delays_told_unseen(); }},
      // Remakes and invoices
      {"every-remake-one-way", "RMK-02",
       [] { return in_records("remake.triaged", "route", R"("redesign")"); }},
      {"warranty-never-claimed", "RMK-03",
       [=] { return in_calls("POST", orders, R"("warranty_claimed":true)", R"("warranty_claimed":false)"); }},
      {"remake-not-in-the-chart", "RMK-04",
       [] { return call_lost("POST", "commlogs", "Remake, round", base::json_response(201, "{}")); }},
      {"exceptions-taken-for-matched", "REC-02",
       [] { return in_records("invoice.line", "result", R"("matched")"); }},
      // Trust and proof
      {"lab-called-without-credentials", "SEC-01", [=] { return header_left_out(orders, "X-API-Key"); }},
      {"record-altered-after-it-was-signed", "AUD-02",
       [] { return in_pages("/v1/audit?", R"("actor":"engine")", R"("actor":"somebody")"); }},
      {"export-of-other-records", "AUD-03",
       [] { return in_pages("/v1/audit/export", R"("actor":"engine")", R"("actor":"somebody")"); }},
  };
}

}  // namespace articulator::mutants
