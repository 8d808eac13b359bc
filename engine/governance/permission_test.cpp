#include "engine/governance/permission.hpp"

#include <boost/test/unit_test.hpp>

namespace articulator::governance {
namespace {

using model::Role;

BOOST_AUTO_TEST_SUITE(permission)

BOOST_AUTO_TEST_CASE(each_role_decides_what_is_its_own) {
  struct Row {
    Role role;
    std::vector<std::string> reasons;
    bool allowed;
  };
  const std::vector<Row> rows{{Role::dentist, {"VAL-05", "VAL-33"}, true},
                              {Role::dentist, {"GOV-02"}, true},
                              {Role::dentist, {"STS-06"}, true},
                              {Role::dentist, {}, true},
                              {Role::lab_coordinator, {"GOV-02"}, true},
                              {Role::lab_coordinator, {"GOV-03", "GOV-04"}, true},
                              {Role::lab_coordinator, {"GOV-02", "VAL-33"}, false},
                              {Role::lab_coordinator, {"STS-06"}, false},
                              {Role::lab_coordinator, {"GOVERNMENT"}, false},
                              {Role::lab_coordinator, {}, false},
                              {Role::front_desk, {"GOV-02"}, false},
                              {Role::auditor, {"GOV-02"}, false},
                              {Role::administrator, {"GOV-02"}, false}};
  for (const Row& row : rows)
    BOOST_TEST(may_approve(row.role, row.reasons).has_value() == row.allowed,
               word(row.role) << " with " << row.reasons.size() << " reasons");
}

BOOST_AUTO_TEST_CASE(a_refusal_says_who_may) {
  const auto refused = may_approve(Role::lab_coordinator, {"VAL-05"});
  BOOST_REQUIRE(!refused);
  BOOST_TEST(refused.error().text() ==
             "the role lab coordinator decides no clinical questions; ask the dentist");
  BOOST_TEST(may_approve(Role::auditor, {"GOV-02"}).error().to_do ==
             "ask the dentist or the lab coordinator");
}

BOOST_AUTO_TEST_SUITE_END()

}  // namespace
}  // namespace articulator::governance
