// Law: validation is a function of its input (VAL-31): the same prescription and the same lab profile give
// the same findings in the same order, however the input was written down.
#include "engine/validation/validate.hpp"
#include "property_tests/generated_case.hpp"

#include <algorithm>
#include <string>
#include <tuple>

#include <boost/test/unit_test.hpp>
#include <rapidcheck/boost_test.h>

namespace articulator::property_tests {
namespace {

model::Validation validated(const model::CaseFile& file) {
  return validation::validate({.file = file,
                               .lab = &generated_lab(),
                               .now = base::parse_instant("2024-10-21T14:00:00Z").value(),
                               .first_time_material = false});
}

std::string whole(const model::Validation& validation) {
  std::string json;
  base::JsonWriter out(json);
  out.begin_object().member("status", word(validation.status)).key("findings");
  write_findings(out, validation.findings);
  out.key("passed").begin_array();
  for (const std::string_view check : validation.checks_passed)
    out.text(check);
  out.end_array().end_object();
  return json;
}

BOOST_AUTO_TEST_SUITE(validation_law)

RC_BOOST_PROP(the_same_input_gives_the_same_findings, ()) {
  const std::string json = *case_json();
  const auto seed = *rc::gen::arbitrary<std::uint64_t>();
  const std::string once = whole(validated(case_of(json)));
  RC_ASSERT(whole(validated(case_of(json))) == once);
  RC_ASSERT(whole(validated(case_of(permuted(json, seed)))) == once);
}

RC_BOOST_PROP(findings_come_by_rule_and_then_by_field, ()) {
  const auto findings = validated(case_of(*case_json())).findings;
  RC_ASSERT(
      std::is_sorted(findings.begin(), findings.end(), [](const model::Finding& a, const model::Finding& b) {
        return std::tie(a.rule, a.field) < std::tie(b.rule, b.field);
      }));
}

RC_BOOST_PROP(the_status_follows_from_the_findings_and_each_finding_speaks, ()) {
  const auto validation = validated(case_of(*case_json()));
  const auto has = [&](auto holds) {
    return std::any_of(validation.findings.begin(), validation.findings.end(), holds);
  };
  const bool blocker = has([](const model::Finding& f) { return f.severity == model::Severity::blocker; });
  const bool doubt = has(
      [](const model::Finding& f) { return f.severity == model::Severity::warning || f.rule.number == 33; });
  RC_ASSERT((validation.status == model::RxStatus::blocked) == blocker);
  RC_ASSERT((validation.status == model::RxStatus::approved) == (!blocker && !doubt));
  RC_ASSERT(
      !has([](const model::Finding& f) { return f.sentence.empty() || f.fix.empty() || f.field.empty(); }));
}

BOOST_AUTO_TEST_SUITE_END()

}  // namespace
}  // namespace articulator::property_tests
