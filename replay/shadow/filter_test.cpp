#include "replay/shadow/filter.hpp"

#include <string>
#include <vector>

#include <boost/test/unit_test.hpp>

namespace articulator::replay {
namespace {

Divergence of(const std::string& rule, const std::string& practice, const std::string& lab) {
  Divergence one;
  one.rule = rule;
  one.practice = model::PracticeId{practice};
  one.traits.lab = lab;
  one.production = "null";
  one.reference = "{}";
  return one;
}

Report report() {
  Report report;
  report.divergences = {of("VAL-05, VAL-07", "p-01", "glidewell"), of("NTF-03", "p-01", "glidewell"),
                        of("NTF-03", "p-02", "dentsply-sirona")};
  return report;
}

std::vector<std::string> left(Report report, const Filter& what) {
  filter(report, what);
  std::vector<std::string> rows;
  for (const Divergence& one : report.divergences)
    rows.push_back(one.rule + " " + one.practice.text);
  return rows;
}

const base::Date today = base::make_date(2025, 3, 31);
using Rows = std::vector<std::string>;

}  // namespace

BOOST_AUTO_TEST_SUITE(divergence_filter)

BOOST_AUTO_TEST_CASE(only_the_rules_named_are_counted_also_among_several) {
  BOOST_TEST((left(report(), {{"VAL-07"}, {}, today}) == Rows{"VAL-05, VAL-07 p-01"}));
  BOOST_TEST(left(report(), {{"VAL-0"}, {}, today}).empty());
}

BOOST_AUTO_TEST_CASE(an_ignored_rule_is_counted_as_ignored) {
  Report found = report();
  filter(found, {{}, {{"NTF-03", "", "", "carrier outage", today}}, today});
  BOOST_TEST(found.divergences.size() == 1U);
  BOOST_REQUIRE(found.ignored.size() == 1U);
  BOOST_TEST(found.ignored[0].count == 2);
  BOOST_TEST(!found.ignored[0].is_over);
}

BOOST_AUTO_TEST_CASE(practice_and_lab_narrow_what_is_ignored) {
  BOOST_TEST((left(report(), {{}, {{"NTF-03", "p-02", "", "new office", today}}, today}) ==
              Rows{"VAL-05, VAL-07 p-01", "NTF-03 p-01"}));
  BOOST_TEST((left(report(), {{}, {{"NTF-03", "", "glidewell", "known", today}}, today}) ==
              Rows{"VAL-05, VAL-07 p-01", "NTF-03 p-02"}));
}

BOOST_AUTO_TEST_CASE(the_day_after_its_last_day_it_ignores_nothing) {
  Report found = report();
  filter(found, {{}, {{"NTF-03", "", "", "carrier outage", today + -1}}, today});
  BOOST_TEST(found.divergences.size() == 3U);
  BOOST_TEST(found.ignored[0].is_over);
}

BOOST_AUTO_TEST_CASE(an_ignore_file_is_read_strictly) {
  const auto read =
      read_ignores(R"([{"rule":"NTF-03","practice":"p-01","reason":"r","until":"2025-03-31"}])");
  BOOST_REQUIRE(read.has_value());
  BOOST_TEST(read->front().practice == "p-01");
  BOOST_TEST((read->front().until == today));
  for (const char* wrong : {R"({})", R"([{"rule":"NTF-03","until":"2025-03-31"}])", "[3]", "[",
                            R"([{"rule":"NTF-03","reason":"r","until":"soon"}])",
                            R"([{"rule":"NTF-03","reason":"","until":"2025-03-31"}])"})
    BOOST_TEST(!read_ignores(wrong).has_value(), wrong);
}

BOOST_AUTO_TEST_SUITE_END()

}  // namespace articulator::replay
