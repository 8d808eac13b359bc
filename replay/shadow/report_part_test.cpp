#include "replay/shadow/report_part.hpp"

#include "replay/shadow/replay.hpp"

#include <string>

#include <boost/test/unit_test.hpp>

namespace articulator::replay {
namespace {

Report sample() {
  auto report = replay({.logs = {ARTICULATOR_SOURCE_DIR "/replay/samples/sample.ndjson"}, .read_on = {}});
  BOOST_REQUIRE(report);
  return *std::move(report);
}

BOOST_AUTO_TEST_SUITE(report_parts)

BOOST_AUTO_TEST_CASE(a_part_reads_back_as_it_was_written) {
  const Report report = sample();
  auto part = read_part(part_text(report));
  BOOST_REQUIRE(part);
  BOOST_TEST(part->divergences.size() == report.divergences.size());
  BOOST_CHECK(part->cases_by_traits == report.cases_by_traits);
  BOOST_CHECK(part->cases_by_practice == report.cases_by_practice);
  Report again;
  add_part(again, *std::move(part));
  complete(again, report.logs, {}, *report.last, report.stopped);
  BOOST_TEST(report_json(again) == report_json(report));
  BOOST_TEST(report_text(again) == report_text(report));
}

BOOST_AUTO_TEST_CASE(parts_may_be_added_in_any_order) {
  const Report report = sample();
  Report even;
  Report odd;
  for (std::size_t at = 0; at < report.divergences.size(); ++at)
    (at % 2 == 0 ? even : odd).divergences.push_back(report.divergences[at]);
  even.lines_refused = report.lines_refused;
  even.first = report.first;
  odd.first = report.last;
  const auto together = [&](const Report& a, const Report& b) {
    Report sum;
    add_part(sum, a);
    add_part(sum, b);
    complete(sum, report.logs, {}, *report.last, false);
    return report_json(sum);
  };
  BOOST_TEST(together(even, odd) == together(odd, even));
}

BOOST_AUTO_TEST_CASE(what_is_no_part_is_an_error) {
  const std::string good = part_text(sample());
  BOOST_TEST(!read_part("{}"));
  BOOST_TEST(!read_part("{\"what\":\"frobnicate\"}"));
  BOOST_TEST(!read_part(good.substr(0, good.size() - 5)));
}

BOOST_AUTO_TEST_SUITE_END()

}  // namespace
}  // namespace articulator::replay
