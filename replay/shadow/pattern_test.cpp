#include "replay/shadow/pattern.hpp"

#include <string>
#include <vector>

#include <boost/test/unit_test.hpp>

namespace articulator::replay {
namespace {

constexpr std::int64_t cases_of_each = 100;
const base::Instant first_day = base::parse_instant("2025-01-06T09:00:00Z").value();

// A log of a hundred days in two practices: as many crowns at one lab as veneers at another.
Report log() {
  Report report;
  report.first = first_day;
  report.last = first_day + base::days(100);
  report.cases_by_traits = {{{"glidewell", "crown", "zirconia"}, cases_of_each},
                            {{"dentsply-sirona", "veneer", "lithium_disilicate"}, cases_of_each}};
  report.cases_by_practice = {{"p-01", cases_of_each}, {"p-02", cases_of_each}};
  return report;
}

Divergence divergence(const std::string& rule, const CaseTraits& traits, int day,
                      const std::string& practice) {
  Divergence one;
  one.kind = DivergenceKind::different;
  one.rule = rule;
  one.traits = traits;
  one.practice = model::PracticeId{practice};
  one.at = first_day + base::days(day);
  one.production = R"({"codes":[],"status":"approved"})";
  one.reference = R"({"codes":["VAL-05"],"status":"blocked"})";
  return one;
}

const CaseTraits crown{"glidewell", "crown", "zirconia"};
const CaseTraits veneer{"dentsply-sirona", "veneer", "lithium_disilicate"};

std::vector<std::string> sentences(const Report& report) {
  std::vector<std::string> texts;
  for (const Pattern& pattern : patterns(report))
    texts.push_back(pattern.sentence);
  return texts;
}

}  // namespace

BOOST_AUTO_TEST_SUITE(divergence_patterns)

BOOST_AUTO_TEST_CASE(what_nearly_all_of_a_group_has_in_common_is_named) {
  Report report = log();
  for (int day = 0; day < 20; ++day)
    report.divergences.push_back(
        divergence("VAL-05", day == 7 ? crown : veneer, day * 5, day % 2 ? "p-01" : "p-02"));
  BOOST_TEST(sentences(report) ==
                 std::vector<std::string>{
                     "19 of 20: VAL-05 not raised for dentsply-sirona lithium_disilicate veneer cases"},
             boost::test_tools::per_element());
}

BOOST_AUTO_TEST_CASE(what_began_in_the_middle_of_the_log_says_since_when) {
  Report report = log();
  for (int day = 0; day < 20; ++day)
    report.divergences.push_back(
        divergence("VAL-05", day % 2 ? crown : veneer, 56 + day, day % 4 < 2 ? "p-01" : "p-02"));
  BOOST_TEST(sentences(report) == std::vector<std::string>{"20: VAL-05 not raised, since 2025-03-03"},
             boost::test_tools::per_element());
}

BOOST_AUTO_TEST_CASE(a_practice_of_its_own_is_named) {
  Report report = log();
  for (int day = 0; day < 10; ++day)
    report.divergences.push_back(divergence("VAL-05", day % 2 ? crown : veneer, day * 9, "p-02"));
  BOOST_TEST(sentences(report) == std::vector<std::string>{"10: VAL-05 not raised at p-02"},
             boost::test_tools::per_element());
}

// Six of six would come about by chance once in sixty-four times.
BOOST_AUTO_TEST_CASE(what_chance_may_bring_about_is_not_named) {
  Report report = log();
  for (int day = 0; day < 6; ++day)
    report.divergences.push_back(divergence("VAL-05", veneer, day * 15, "p-01"));
  BOOST_TEST(sentences(report) == std::vector<std::string>{"6: VAL-05 not raised"},
             boost::test_tools::per_element());
}

BOOST_AUTO_TEST_CASE(each_finding_of_a_differing_validation_is_counted) {
  Report report = log();
  report.divergences.push_back(divergence("VAL-05, VAL-07", crown, 1, "p-01"));
  report.divergences.push_back(divergence("VAL-05", crown, 2, "p-01"));
  const auto found = patterns(report);
  BOOST_REQUIRE(found.size() == 2U);
  BOOST_TEST(found[0].rule == "VAL-05");
  BOOST_TEST(found[0].members.size() == 2U);
  BOOST_TEST(found[1].rule == "VAL-07");
}

BOOST_AUTO_TEST_CASE(no_divergence_has_no_pattern) {
  BOOST_TEST(patterns(log()).empty());
}

BOOST_AUTO_TEST_SUITE_END()

}  // namespace articulator::replay
