#include "engine/base/json_reader.hpp"
#include "engine/validation/validate.hpp"

#include <algorithm>
#include <string>
#include <string_view>

#include <boost/test/unit_test.hpp>
#include <fmt/format.h>

namespace articulator::validation {
namespace {

// What VAL-21 says of a crown (D2740) on the tooth, under the plan; in the sentences' own words.
std::string said(std::string_view tooth, std::string_view insurance, std::string_view code = "D2740") {
  base::JsonParser parser;
  const std::string json = fmt::format(
      R"({{"patient":"PT-1","lab":"glidewell","prescription":{{"procedure":"crown","procedure_code":"{}",)"
      R"("tooth":"{}","material":"zirconia"}},"insurance":{}}})",
      code, tooth, insurance);
  const auto document = parser.parse(json);
  BOOST_REQUIRE_MESSAGE(document.has_value(), json);
  const auto file = model::read_case_file(*document, "");
  BOOST_REQUIRE_MESSAGE(file.has_value(), (file ? "" : file.error().text()));
  const Context context{.file = *file,
                        .now = base::parse_instant("2024-10-21T14:00:00Z").value(),
                        .zone = base::TimeZone::find("America/Chicago").value()};
  std::string all;
  for (const model::Finding& finding : validate(context).findings) {
    if (model::code(finding.rule) != "VAL-21") continue;
    BOOST_TEST((finding.severity == model::Severity::warning));
    BOOST_TEST(!finding.fix.empty());
    all += finding.sentence + "\n";
  }
  return all;
}

bool passed(std::string_view insurance) {
  base::JsonParser parser;
  const std::string json = fmt::format(
      R"({{"patient":"PT-1","prescription":{{"procedure":"crown","procedure_code":"D2740","tooth":"19"}}{}}})",
      insurance);
  const auto file = model::read_case_file(parser.parse(json).value(), "").value();
  const Context context{.file = file, .now = {}, .zone = {}};
  const auto checks = validate(context).checks_passed;
  return std::find(checks.begin(), checks.end(), "insurance") != checks.end();
}

struct Row {
  std::string_view tooth;
  std::string_view insurance;
  std::string_view says;  // part of the one finding; empty: none
};

}  // namespace

BOOST_AUTO_TEST_SUITE(rules_insurance)

BOOST_AUTO_TEST_CASE(a_plan_says_what_it_pays_for) {
  const Row rows[] = {
      // Coverage: the narrower row speaks; what is not said is not known.
      {"19", R"({"coinsurance":[{"codes":"D2740","percent":0}]})", "does not cover D2740"},
      {"19", R"({"coinsurance":[{"codes":"D2740","percent":1}]})", ""},
      {"19", R"({"coinsurance":[{"codes":"D2700-D2799","percent":50},{"codes":"D2740","percent":0}]})",
       "does not cover"},
      {"19", R"({"coinsurance":[{"codes":"D2740","percent":50},{"codes":"D2700-D2799","percent":0}]})", ""},
      {"19", R"({"coinsurance":[{"codes":"D2741-D2799","percent":0}]})", ""},
      {"19", R"({})", ""},
      // Frequency: a day before it is over, and the day itself; the same tooth, and another.
      {"19",
       R"({"limitations":[{"codes":"D2700-D2799","months":60}],"history":[{"code":"D2750","tooth":"19","date":"2019-10-22"}]})",
       "it pays again from 2024-10-22"},
      {"19",
       R"({"limitations":[{"codes":"D2700-D2799","months":60}],"history":[{"code":"D2750","tooth":"19","date":"2019-10-21"}]})",
       ""},
      {"19",
       R"({"limitations":[{"codes":"D2700-D2799","months":60}],"history":[{"code":"D2750","tooth":"18","date":"2024-01-02"}]})",
       ""},
      {"19",
       R"({"limitations":[{"codes":"D2700-D2799","months":60,"per_tooth":false}],"history":[{"code":"D2750","tooth":"18","date":"2024-01-02"}]})",
       "once in 60 months. The last one was on 2024-01-02"},
      {"19",
       R"({"limitations":[{"codes":"D2700-D2799","months":60}],"history":[{"code":"D2330","tooth":"19","date":"2024-01-02"}]})",
       ""},
      // 31 August and six months is the last of February.
      {"19",
       R"({"limitations":[{"codes":"D2740","months":6}],"history":[{"code":"D2740","tooth":"19","date":"2024-08-31"}]})",
       "it pays again from 2025-02-28"},
      // The latest counts.
      {"19",
       R"({"limitations":[{"codes":"D2740","months":12}],"history":[{"code":"D2740","tooth":"19","date":"2024-02-01"},{"code":"D2740","tooth":"19","date":"2015-02-01"}]})",
       "The last one was on 2024-02-01"},
      // Alternate benefit, by where the tooth is.
      {"19", R"({"alternate_benefits":[{"code":"D2740","pays_as":"D2791"}]})",
       "pays D2740 on tooth 19 as D2791"},
      {"19", R"({"alternate_benefits":[{"code":"D2740","pays_as":"D2791","only":"molar"}]})", "as D2791"},
      {"20", R"({"alternate_benefits":[{"code":"D2740","pays_as":"D2791","only":"molar"}]})", ""},
      {"20", R"({"alternate_benefits":[{"code":"D2740","pays_as":"D2791","only":"posterior"}]})", "as D2791"},
      {"8", R"({"alternate_benefits":[{"code":"D2740","pays_as":"D2791","only":"posterior"}]})", ""},
      {"18", R"({"alternate_benefits":[{"code":"D2740","pays_as":"D2791","only":"second_molar"}]})",
       "as D2791"},
      {"19", R"({"alternate_benefits":[{"code":"D2740","pays_as":"D2791","only":"second_molar"}]})", ""},
      {"19", R"({"alternate_benefits":[{"code":"D2750","pays_as":"D2791"}]})", ""},
      // Preauthorization.
      {"19", R"({"preauthorization":{"codes":["D2740"]}})", "no approval is on file"},
      {"19", R"({"preauthorization":{"codes":["D2740"],"granted":true}})", ""},
      {"19", R"({"preauthorization":{"codes":["D6058"]}})", ""},
  };
  for (const Row& row : rows) {
    const std::string found = said(row.tooth, row.insurance);
    if (row.says.empty())
      BOOST_TEST(found == "", row.insurance << " for " << row.tooth << " says " << found);
    else
      BOOST_TEST(
          (found.find(row.says) != std::string::npos && std::count(found.begin(), found.end(), '\n') == 1),
          row.insurance << " for " << row.tooth << " says " << found);
  }
}

BOOST_AUTO_TEST_CASE(all_that_a_plan_has_against_it_comes_at_once) {
  const std::string found =
      said("19", R"({"coinsurance":[{"codes":"D2740","percent":0}],"preauthorization":{"codes":["D2740"]},)"
                 R"("alternate_benefits":[{"code":"D2740","pays_as":"D2791"}]})");
  BOOST_TEST(std::count(found.begin(), found.end(), '\n') == 3, found);
}

BOOST_AUTO_TEST_CASE(nothing_is_judged_where_nothing_is_known) {
  BOOST_TEST(said("19", R"({"coinsurance":[{"codes":"D2740","percent":0}]})", "") == "");
  BOOST_TEST(!passed(""));
  BOOST_TEST(passed(R"(,"insurance":{"plan":"PLAN-1"})"));
}

BOOST_AUTO_TEST_CASE(a_coverage_comes_back_as_it_was_written) {
  constexpr std::string_view json =
      R"({"alternate_benefits":[{"code":"D2740","only":"molar","pays_as":"D2791"}],)"
      R"("coinsurance":[{"codes":"D2700-D2799","percent":50}],"history":[{"code":"D2750","date":"2022-03-01","tooth":"19"}],)"
      R"("limitations":[{"codes":"D2740","months":60,"per_tooth":true}],"plan":"PLAN-7",)"
      R"("preauthorization":{"codes":["D2740"],"granted":false}})";
  base::JsonParser parser;
  const auto coverage = model::read_coverage(parser.parse(json).value(), "");
  BOOST_REQUIRE(coverage);
  std::string written;
  base::JsonWriter out(written);
  model::write_coverage(out, *coverage);
  BOOST_TEST(written == json);
}

BOOST_AUTO_TEST_CASE(what_cannot_be_is_refused_where_it_stands) {
  base::JsonParser parser;
  for (const auto& [json, where] : std::initializer_list<std::pair<std::string_view, std::string_view>>{
           {R"({"coinsurance":[{"codes":"D2799-D2700","percent":50}]})", "/insurance/coinsurance/0/codes"},
           {R"({"coinsurance":[{"codes":"D2740","percent":101}]})", "/insurance/coinsurance/0/percent"},
           {R"({"limitations":[{"codes":"D2740","months":0}]})", "/insurance/limitations/0/months"},
           {R"({"history":[{"code":"D2740","date":"2023-02-29"}]})", "/insurance/history/0/date"},
           {R"({"alternate_benefits":[{"code":"D2740","pays_as":"D2791","only":"left"}]})",
            "/insurance/alternate_benefits/0/only"}}) {
    const auto coverage = model::read_coverage(parser.parse(json).value(), "/insurance");
    BOOST_REQUIRE_MESSAGE(!coverage.has_value(), json);
    BOOST_TEST(coverage.error().where == where);
  }
}

BOOST_AUTO_TEST_SUITE_END()

}  // namespace articulator::validation
