#include "engine/governance/permission.hpp"

#include <algorithm>

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
                              {Role::lab_coordinator, {"GOV-06"}, false},
                              {Role::lab_coordinator, {"GOV-02", "GOV-06"}, false},
                              {Role::dentist, {"GOV-04", "GOV-06"}, true},
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

BOOST_AUTO_TEST_CASE(each_role_sees_and_does_what_is_its_own) {
  struct Row {
    Permission permission;
    std::vector<Role> who;
  };
  const std::vector<Row> rows{
      {Permission::redrive, {Role::lab_coordinator, Role::administrator}},
      {Permission::change_policy, {Role::administrator}},
      {Permission::see_reviews, {Role::dentist, Role::lab_coordinator, Role::auditor, Role::administrator}},
      {Permission::see_cases,
       {Role::dentist, Role::lab_coordinator, Role::front_desk, Role::auditor, Role::administrator}},
      {Permission::see_dead_letters, {Role::lab_coordinator, Role::auditor, Role::administrator}},
      {Permission::see_audit, {Role::auditor, Role::administrator}},
      {Permission::see_insight, {Role::dentist, Role::lab_coordinator, Role::auditor, Role::administrator}},
      {Permission::decide_purchases, {Role::dentist, Role::lab_coordinator, Role::administrator}},
      {Permission::keep_stock,
       {Role::dentist, Role::lab_coordinator, Role::front_desk, Role::administrator}}};
  for (const Row& row : rows)
    for (const Role role :
         {Role::dentist, Role::lab_coordinator, Role::front_desk, Role::auditor, Role::administrator})
      BOOST_TEST(may(role, row.permission).has_value() ==
                     (std::find(row.who.begin(), row.who.end(), role) != row.who.end()),
                 word(role) << ": " << word(row.permission));
  BOOST_TEST(may(Role::front_desk, Permission::see_audit).error().text() ==
             "the role front desk may not see the audit; ask the auditor or the administrator");
}

BOOST_AUTO_TEST_CASE(every_page_with_cases_in_it_wants_a_permission) {
  for (const std::string_view page : {"reviews", "cases", "notices", "dead-letters", "audit", "insight"})
    BOOST_TEST(permission_for_page(page).has_value(), page);
  BOOST_TEST(!permission_for_page("capabilities"));
}

BOOST_AUTO_TEST_CASE(a_review_goes_up_one_role_at_a_time) {
  BOOST_TEST((first_to_decide({"GOV-02"}) == Role::lab_coordinator));
  BOOST_TEST((first_to_decide({"GOV-02", "VAL-08"}) == Role::dentist));
  BOOST_TEST((first_to_decide({"GOV-06"}) == Role::dentist));
  BOOST_TEST((next_above(Role::lab_coordinator) == Role::dentist));
  BOOST_TEST((next_above(Role::dentist) == Role::administrator));
  BOOST_TEST(!next_above(Role::administrator).has_value());
  BOOST_TEST(!next_above(Role::front_desk).has_value());
}

BOOST_AUTO_TEST_SUITE_END()

}  // namespace
}  // namespace articulator::governance
