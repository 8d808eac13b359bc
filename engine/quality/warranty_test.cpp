#include "engine/quality/warranty.hpp"

#include <boost/test/unit_test.hpp>

namespace articulator::quality {
namespace {

using Cause = model::RemakeCause;
const base::Instant shipped = base::parse_instant("2024-10-21T14:00:00Z").value();
const model::RemakeCredit credit{{Cause::fit, Cause::shade}, 180};

}  // namespace

BOOST_AUTO_TEST_SUITE(warranty)

BOOST_AUTO_TEST_CASE(the_labs_causes_are_covered_within_its_days) {
  BOOST_TEST(covered(credit, Cause::fit, shipped, shipped + base::days(180)));
  BOOST_TEST(!covered(credit, Cause::fit, shipped, shipped + base::days(180) + base::Duration{1}));
  BOOST_TEST(!covered(credit, Cause::transit, shipped, shipped));
}

BOOST_AUTO_TEST_CASE(what_is_unclear_is_never_claimed) {
  BOOST_TEST(!covered({{Cause::unclear}, 180}, Cause::unclear, shipped, shipped));
}

BOOST_AUTO_TEST_CASE(a_lab_without_a_policy_covers_nothing) {
  BOOST_TEST(!covered({}, Cause::fit, shipped, shipped));
}

BOOST_AUTO_TEST_SUITE_END()

}  // namespace articulator::quality
