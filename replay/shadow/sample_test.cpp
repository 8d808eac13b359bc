// The bundled log: every divergence that was put into it is found, with its kind, and none besides.
#include "engine/base/json_reader.hpp"
#include "replay/shadow/replay.hpp"

#include <algorithm>
#include <cstdint>
#include <fstream>
#include <iterator>
#include <string>
#include <vector>

#include <boost/test/unit_test.hpp>

namespace articulator::replay {
namespace {

const std::string samples = ARTICULATOR_SOURCE_DIR "/replay/samples/";

struct Truth {
  std::vector<std::string> divergences;  // "kind type case practice", sorted
  std::vector<std::int64_t> damaged_lines;
  std::int64_t duplicates = 0;
  std::int64_t unknown_types = 0;
  std::int64_t cases = 0;
  std::int64_t practices = 0;
  std::int64_t decisions = 0;
};

Truth read_truth() {
  std::ifstream file(samples + "sample.truth.json");
  const std::string text{std::istreambuf_iterator<char>(file), {}};
  base::JsonParser parser;
  base::ObjectReader in(parser.parse(text).value(), "");
  Truth truth;
  for (const base::JsonValue value : in.elements("divergences")) {
    base::ObjectReader one(value, "");
    std::string row = one.text("kind");
    for (const char* key : {"type", "case", "practice"})
      row += " " + one.text(key);
    truth.divergences.push_back(row);
  }
  std::ranges::sort(truth.divergences);
  for (const base::JsonValue line : in.elements("damaged_lines"))
    truth.damaged_lines.push_back(line.integer().value());
  constexpr std::int64_t most = 1'000'000;
  truth.duplicates = in.integer("duplicates", 0, most);
  truth.unknown_types = in.integer("unknown_types", 0, most);
  truth.cases = in.integer("cases", 0, most);
  truth.practices = in.integer("practices", 0, most);
  truth.decisions = in.integer("decisions", 0, most);
  BOOST_REQUIRE(!in.error());
  return truth;
}

Report replayed(int jobs) {
  return replay({{samples + "sample.ndjson"}, base::minutes(5), jobs}).value();
}

}  // namespace

BOOST_AUTO_TEST_SUITE(sample)

BOOST_AUTO_TEST_CASE(every_divergence_of_the_truth_is_found_and_none_besides) {
  const Truth truth = read_truth();
  const Report report = replayed(1);
  std::vector<std::string> found;
  for (const Divergence& divergence : report.divergences) {
    BOOST_TEST(!divergence.rule.empty());
    found.push_back(std::string(word(divergence.kind)) + " dental.engine." +
                    std::string(word(divergence.type)) + " " + divergence.case_id.text + " " +
                    divergence.practice.text);
  }
  std::ranges::sort(found);
  BOOST_TEST(found == truth.divergences, boost::test_tools::per_element());
}

BOOST_AUTO_TEST_CASE(every_line_is_accounted_for) {
  const Truth truth = read_truth();
  const Report report = replayed(1);
  std::vector<std::int64_t> refused;
  for (const RefusedLine& line : report.lines_refused)
    refused.push_back(line.place.line);
  BOOST_TEST(refused == truth.damaged_lines, boost::test_tools::per_element());
  BOOST_TEST(report.duplicates == truth.duplicates);
  BOOST_TEST(report.unknown_types == truth.unknown_types);
  BOOST_TEST(report.cases == truth.cases);
  BOOST_TEST(report.practices == truth.practices);
  BOOST_TEST(report.decisions == truth.decisions);
}

BOOST_AUTO_TEST_CASE(each_of_productions_decisions_agrees_diverges_or_is_not_judged) {
  const Report report = replayed(1);
  std::int64_t accounted = report.agreed;
  for (const std::int64_t count : report.not_judged)
    accounted += count;
  accounted += std::ranges::count_if(
      report.divergences, [](const Divergence& one) { return one.kind != DivergenceKind::missing; });
  BOOST_TEST(accounted == report.decisions);
}

BOOST_AUTO_TEST_CASE(the_report_does_not_depend_on_the_number_of_jobs) {
  const std::string alone = report_json(replayed(1));
  for (const int jobs : {2, 3, 16})
    BOOST_TEST((report_json(replayed(jobs)) == alone), jobs);
}

BOOST_AUTO_TEST_SUITE_END()

}  // namespace articulator::replay
