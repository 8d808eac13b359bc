#include "replay/shadow/baseline.hpp"

#include <string>

#include <boost/test/unit_test.hpp>

namespace articulator::replay {
namespace {

Divergence of(const std::string& case_id, DivergenceKind kind, std::int64_t line) {
  Divergence one;
  one.kind = kind;
  one.case_id = model::CaseId{case_id};
  one.practice = model::PracticeId{"p-01"};
  one.place.line = line;
  one.rule = "VAL-32";
  one.production = "null";
  one.reference = "{}";
  return one;
}

Report report(std::vector<Divergence> divergences) {
  Report report;
  report.logs = {"a.ndjson"};
  report.divergences = std::move(divergences);
  return report;
}

}  // namespace

BOOST_AUTO_TEST_SUITE(replay_baseline)

BOOST_AUTO_TEST_CASE(what_is_new_gone_and_still_there_is_told_apart_whatever_the_line) {
  const Report before = report({of("LC-1", DivergenceKind::missing, 1), of("LC-2", DivergenceKind::late, 2)});
  const auto baseline = read_baseline(report_json(before));
  BOOST_REQUIRE(baseline.has_value());
  const Report after =
      report({of("LC-1", DivergenceKind::missing, 7), of("LC-3", DivergenceKind::missing, 8)});
  const BaselineChange change = compared(*baseline, after);
  BOOST_TEST(change.added == std::vector<std::size_t>{1}, boost::test_tools::per_element());
  BOOST_TEST(change.still_there == 1);
  BOOST_TEST(change.gone == std::vector<std::string>{"p-01 LC-2 late dental.engine.rx.validated (VAL-32)"},
             boost::test_tools::per_element());
}

BOOST_AUTO_TEST_CASE(the_second_of_two_alike_is_new_where_the_baseline_has_one) {
  const Report before = report({of("LC-1", DivergenceKind::missing, 1)});
  const Report after =
      report({of("LC-1", DivergenceKind::missing, 1), of("LC-1", DivergenceKind::missing, 2)});
  const BaselineChange change = compared(*read_baseline(report_json(before)), after);
  BOOST_TEST(change.added == std::vector<std::size_t>{1}, boost::test_tools::per_element());
}

BOOST_AUTO_TEST_CASE(a_file_that_is_no_replay_result_is_refused) {
  for (const char* wrong : {"", "[]", "{}", R"({"divergences":[{"case":"LC-1"}]})"})
    BOOST_TEST(!read_baseline(wrong).has_value(), wrong);
}

BOOST_AUTO_TEST_SUITE_END()

}  // namespace articulator::replay
