#include "engine/insight/analytics.hpp"

#include "engine/base/json_reader.hpp"
#include "engine/insight/figures.hpp"
#include "engine/model/event.hpp"

#include <algorithm>
#include <string>
#include <string_view>
#include <vector>

#include <boost/test/unit_test.hpp>

namespace articulator::insight {
namespace {

constexpr std::string_view policy = R"({"phase":"auto","time_zone":"America/Chicago"})";
constexpr std::string_view profile = R"({"lab":"northern","name":"Northern Lab","time_zone":"UTC",
  "cutoff":"15:00","working_days":["mon","tue","wed","thu","fri"],"holidays":[],"transit_working_days":1,
  "tracking_prefix":"N-","channels":["api"],"email":"cases@northern.example",
  "shade_guides":["vita_classical"],"attachments":{"name":"{case}.{ext}","accept":["stl"],"max_bytes":1000},
  "statuses":{"Made":"in_fabrication","Waiting for you":"on_hold"},
  "products":[{"restoration":"crown","material":"zirconia","positions":["anterior","posterior"],
    "turnaround_working_days":5,"fee_cents":9900,"shade":true,"margins":["chamfer"],"needs":[],
    "recommended_for":[],"warranty_months":12}]})";

model::Event event(std::string_view type, std::string_view at, std::string_view data,
                   std::string_view id = "LC-1") {
  base::JsonParser parser;
  const auto document = parser.parse(data);
  BOOST_REQUIRE(document);
  auto happening = model::read_happening(type, *document);
  BOOST_REQUIRE_MESSAGE(happening && *happening, (happening ? "unknown type" : happening.error().text()));
  return {*base::parse_instant(at), model::CaseId(std::string(id)), model::LabId("northern"),
          **std::move(happening)};
}

constexpr std::string_view crown =
    R"({"patient":"PT-1","prescriber":{"id":"D-1","name":"Dr. Able","license":"1","signed":true},
  "lab":"northern","prescription":{"procedure":"crown","tooth":"19","material":"zirconia","shade":"A2",
  "due_date":"2024-10-31"},"notes":"","attachments":[]})";

std::vector<model::Event> beginning() {
  return {event("world.policy", "2024-10-01T00:00:00Z", policy, ""),
          event("lab.profile", "2024-10-01T00:00:00Z", profile, "")};
}

// Sent on the evening of 31 October in Chicago, which is November in Greenwich; acknowledged, delivered after
// exactly five days.
std::vector<model::Event> one_case() {
  std::vector<model::Event> events = beginning();
  events.push_back(event("pms.case.ready", "2024-11-01T02:00:00Z", crown));
  events.push_back(
      event("lab.order.acknowledged", "2024-11-01T03:00:00Z", R"({"tracking":"N-1","ship_by":""})"));
  events.push_back(event("pms.case.received", "2024-11-06T03:00:00Z", "{}"));
  return events;
}

Analytics over(const std::vector<model::Event>& events) {
  Analytics analytics(model::PracticeId("p-01"));
  for (const model::Event& one : events)
    analytics.observe(one);
  return analytics;
}

Tally tally_of(const std::vector<model::Event>& events) {
  return whole(over(events).table());
}

BOOST_AUTO_TEST_SUITE(analytics)

BOOST_AUTO_TEST_CASE(of_no_event_there_is_no_row) {
  const Table table = over({}).table();
  BOOST_CHECK(table.empty());
  BOOST_CHECK(whole(table) == Tally{});
  BOOST_CHECK_EQUAL(whole(table).cost_per_unit().cents, 0);
}

BOOST_AUTO_TEST_CASE(a_case_is_counted_under_all_its_dimensions_in_the_practices_own_month) {
  const Table table = over(one_case()).table();
  BOOST_REQUIRE_EQUAL(table.size(), 1U);
  const Key& key = table.begin()->first;
  BOOST_CHECK_EQUAL(key.practice.text, "p-01");
  BOOST_CHECK_EQUAL(key.lab.text, "northern");
  BOOST_CHECK_EQUAL(key.restoration, "crown");
  BOOST_CHECK_EQUAL(key.material, "zirconia");
  BOOST_CHECK_EQUAL(key.prescriber.text, "D-1");
  BOOST_CHECK_EQUAL(format_month(key.month), "2024-10");
  for (const Dimension dimension : dimensions)
    BOOST_CHECK(by(table, dimension).begin()->second == whole(table));
  BOOST_CHECK_EQUAL(by(table, Dimension::prescriber).begin()->first, "p-01/D-1");
}

BOOST_AUTO_TEST_CASE(turnaround_goes_from_the_acknowledgement_to_the_receipt) {
  const Tally tally = tally_of(one_case());
  BOOST_CHECK_EQUAL(tally.turnaround.count(), 1);
  const std::int64_t five_days = 5 * 1440;
  BOOST_CHECK_LE(std::abs(tally.turnaround.quantile(500) - five_days) * Histogram::error_one_in, five_days);
}

BOOST_AUTO_TEST_CASE(the_due_date_lasts_to_the_end_of_the_practices_day) {
  auto events = one_case();
  events.back() = event("pms.case.received", "2024-11-01T04:59:59Z", "{}");  // 23:59:59 in Chicago
  BOOST_CHECK_EQUAL(tally_of(events).on_time, 1);
  events.back() = event("pms.case.received", "2024-11-01T05:00:00Z", "{}");
  BOOST_CHECK_EQUAL(tally_of(events).on_time, 0);
  BOOST_CHECK_EQUAL(tally_of(events).on_time_judged, 1);
}

BOOST_AUTO_TEST_CASE(without_a_due_date_the_appointment_says_what_is_late) {
  auto events = one_case();
  events.push_back(
      event("pms.case.updated", "2024-11-01T02:30:00Z", R"({"prescription":{"due_date":null}})"));
  BOOST_CHECK_EQUAL(tally_of(events).on_time_judged, 0);
  events.push_back(event("pms.appointment.booked", "2024-11-01T02:40:00Z",
                         R"({"appointment":"A-1","patient":"PT-1","start":"2024-11-06T03:00:01Z",
                             "minutes":60,"provider":"D-1","operatory":"OP1"})"));
  BOOST_CHECK_EQUAL(tally_of(events).on_time, 1);
  events.push_back(event("pms.appointment.moved", "2024-11-02T02:40:00Z",
                         R"({"appointment":"A-1","patient":"PT-1","start":"2024-11-05T03:00:00Z",
                             "minutes":60,"provider":"D-1","operatory":"OP1"})"));
  BOOST_CHECK_EQUAL(tally_of(events).on_time_judged, 1);
  BOOST_CHECK_EQUAL(tally_of(events).on_time, 0);
}

BOOST_AUTO_TEST_CASE(when_all_are_late_the_rate_is_nothing_and_its_bound_is_not) {
  std::vector<model::Event> events = beginning();
  for (int n = 0; n < 10; ++n) {
    const std::string id = "LC-" + std::to_string(n);
    events.push_back(event("pms.case.ready", "2024-10-10T12:00:00Z", crown, id));
    events.push_back(event("pms.case.received", "2024-12-01T12:00:00Z", "{}", id));
  }
  const Tally tally = tally_of(events);
  BOOST_CHECK_EQUAL(tally.on_time, 0);
  BOOST_CHECK_EQUAL(tally.on_time_judged, 10);
  BOOST_CHECK_EQUAL(tally.on_time_interval().low_bp, 0);
  BOOST_CHECK_GT(tally.on_time_interval().high_bp, 2500);
}

BOOST_AUTO_TEST_CASE(questions_holds_and_rejections_are_callbacks_and_other_words_are_not) {
  auto events = one_case();
  events.push_back(
      event("lab.case.status", "2024-11-02T03:00:00Z", R"({"tracking":"N-1","status":"Made","sequence":1})"));
  events.push_back(event("lab.case.status", "2024-11-02T04:00:00Z",
                         R"({"tracking":"N-1","status":"Waiting for you","sequence":2})"));
  events.push_back(event("lab.case.question", "2024-11-03T05:00:00Z", R"({"question":"Which shade?"})"));
  events.push_back(event("lab.order.rejected", "2024-11-04T06:00:00Z", R"({"reasons":["no scan"]})"));
  BOOST_CHECK_EQUAL(tally_of(events).callbacks, 3);
  // The question that comes with the hold, and the same one found once more by a poll, are no further calls.
  events.push_back(event("lab.case.question", "2024-11-02T05:00:00Z", R"({"question":"Which margin?"})"));
  events.push_back(event("lab.case.question", "2024-11-06T05:00:00Z", R"({"question":"Which margin?"})"));
  BOOST_CHECK_EQUAL(tally_of(events).callbacks, 3);
}

BOOST_AUTO_TEST_CASE(a_complaint_is_a_remake_and_its_cause_is_counted) {
  auto events = one_case();
  BOOST_CHECK_EQUAL(tally_of(events).remade, 0);
  events.push_back(event("pms.case.feedback", "2024-11-08T03:00:00Z", R"({"text":"rocks"})"));
  Analytics with = over(events);
  with.triaged(model::CaseId("LC-1"), *base::parse_instant("2024-11-08T03:00:01Z"), "fit");
  const Tally tally = whole(with.table());
  BOOST_CHECK_EQUAL(tally.remade, 1);
  BOOST_CHECK_EQUAL(tally.remake_causes.at("fit"), 1);
}

BOOST_AUTO_TEST_CASE(an_order_after_the_receipt_is_a_remake_too) {
  auto events = one_case();
  events.push_back(
      event("lab.order.acknowledged", "2024-11-09T03:00:00Z", R"({"tracking":"N-2","ship_by":""})"));
  BOOST_CHECK_EQUAL(tally_of(events).remade, 1);
}

BOOST_AUTO_TEST_CASE(cost_is_the_fee_until_a_statement_says_otherwise) {
  Analytics with = over(one_case());
  BOOST_CHECK_EQUAL(whole(with.table()).spend.cents, 9900);
  with.billed(model::CaseId("LC-1"), "ST-1", 3, {10'000});
  with.billed(model::CaseId("LC-1"), "ST-1", 3, {10'000});  // said twice
  with.billed(model::CaseId("LC-1"), "ST-1", 4, {1'500});
  BOOST_CHECK_EQUAL(whole(with.table()).cost_per_unit().cents, 11'500);
}

BOOST_AUTO_TEST_CASE(a_correction_moves_the_case_to_another_row) {
  auto events = one_case();
  events.push_back(event("people.review.decided", "2024-11-01T02:10:00Z",
                         R"({"review":"LC-1-r1","by":"D-1","role":"dentist","decision":"correct",
                             "changes":{"/prescription/material":"PFM noble",
                                        "/prescription":{"teeth":["3","4","5"]}}})"));
  const Table table = over(events).table();
  BOOST_REQUIRE_EQUAL(table.size(), 1U);
  BOOST_CHECK_EQUAL(table.begin()->first.material, "pfm_noble");
  BOOST_CHECK_EQUAL(table.begin()->second.costed_units, 0);  // the lab has no such product
}

BOOST_AUTO_TEST_CASE(a_case_of_which_only_the_end_is_known_is_not_counted) {
  BOOST_CHECK(over({event("pms.case.seated", "2024-11-06T03:00:00Z", "{}")}).table().empty());
}

BOOST_AUTO_TEST_CASE(what_is_forgotten_after_a_year_stays_counted) {
  auto events = one_case();
  events.push_back(event("pms.case.seated", "2024-11-07T03:00:00Z", "{}"));
  Analytics settled = over(events);
  const Table before = settled.table();
  settled.settle(*base::parse_instant("2025-11-07T02:59:59Z"));
  BOOST_CHECK_EQUAL(settled.cases_held(), 1U);
  settled.settle(*base::parse_instant("2025-11-07T03:00:00Z"));
  BOOST_CHECK_EQUAL(settled.cases_held(), 0U);
  BOOST_CHECK(settled.table() == before);
}

BOOST_AUTO_TEST_CASE(parts_in_any_order_make_the_whole) {
  auto events = one_case();
  events.push_back(event("pms.case.feedback", "2024-11-08T03:00:00Z", R"({"text":"rocks"})"));
  const Table once = over(events).table();
  for (std::size_t cut = 2; cut <= events.size(); ++cut) {
    std::vector<model::Event> first(events.begin(), events.begin() + static_cast<std::ptrdiff_t>(cut));
    std::vector<model::Event> second(events.begin() + static_cast<std::ptrdiff_t>(cut), events.end());
    std::ranges::reverse(second);
    Analytics merged = over(second);
    merged.merge(over(first));
    merged.merge(over(first));  // a part sent twice counts once
    BOOST_CHECK(merged.table() == once);
  }
}

BOOST_AUTO_TEST_CASE(what_a_statement_bills_is_what_a_case_did_cost_and_a_strange_line_goes) {
  auto events = one_case();
  events.push_back(event("pms.case.seated", "2024-11-07T03:00:00Z", "{}"));
  events.push_back(event("lab.invoice", "2024-11-08T03:00:00Z",
                         R"({"statement":"ST-1","lines":[{"line":1,"case":"LC-1","cents":10900},)"
                         R"({"line":2,"case":"LC-77","cents":50000},{"line":3,"cents":700}]})"));
  events.push_back(events.back());  // said twice, it counts once
  Analytics billed = over(events);
  BOOST_REQUIRE_EQUAL(billed.table().size(), 1U);
  BOOST_CHECK_EQUAL(billed.table().begin()->second.spend.cents, 10900);
  BOOST_CHECK_EQUAL(billed.cases_held(), 2U);
  billed.settle(*base::parse_instant("2024-11-09T03:00:00Z"));
  BOOST_CHECK_EQUAL(billed.cases_held(), 1U);
}

BOOST_AUTO_TEST_CASE(invoice_lines_are_counted_by_what_became_of_them) {
  Analytics with(model::PracticeId("p-01"));
  with.invoice_judged("ST-1", 1, "matched");
  with.invoice_judged("ST-1", 2, "price_differs");
  with.invoice_judged("ST-1", 2, "price_differs");
  BOOST_CHECK_EQUAL(with.invoice_results().at("matched"), 1);
  BOOST_CHECK_EQUAL(with.invoice_results().at("price_differs"), 1);
}

BOOST_AUTO_TEST_CASE(figures_of_nothing_and_of_one_case_are_json) {
  for (const Table& table : {Table{}, over(one_case()).table()}) {
    std::string json;
    base::JsonWriter out(json);
    out.begin_object();
    write_table_members(out, table);
    out.end_object();
    base::JsonParser parser;
    const auto document = parser.parse(json);
    BOOST_REQUIRE(document);
    BOOST_CHECK_EQUAL(document->at_pointer("/whole/cases")->integer().value(),
                      static_cast<std::int64_t>(table.size()));
  }
}

BOOST_AUTO_TEST_SUITE_END()

}  // namespace
}  // namespace articulator::insight
