#include "engine/connect/pms/open_dental/insurance.hpp"

#include "engine/connect/testing/open_dental_office.hpp"

#include <string>

#include <boost/test/unit_test.hpp>

namespace articulator::connect::open_dental {
namespace {

struct InsuredOffice : testing::OpenDentalOffice {
  InsuredOffice() {
    cases({{}});
    peer.on(
        "GET /api/v1/procedurelogs?PatNum=3*", 200,
        R"([{"ProcNum":11,"ToothNum":"3","procCode":"D0120","ProcStatus":"TP","ProcDate":"2024-10-01"},)"
        R"({"ProcNum":9,"ToothNum":"19","procCode":"D2750","CodeNum":40,"ProcStatus":"EO","ProcDate":"2022-03-01"},)"
        R"({"ProcNum":12,"ToothNum":"19","procCode":"D2740","CodeNum":41,"ProcStatus":"TP","ProcDate":"2024-10-21"}])");
    peer.on(
        "GET /api/v1/familymodules/3/Insurance*", 200,
        R"([{"PlanNum":5,"Ordinal":1,"IsMedical":"true"},{"PlanNum":6,"Ordinal":2,"IsMedical":"false"},)"
        R"({"PlanNum":7,"Ordinal":1,"IsMedical":"false","PlanNote":"Preauthorization required: D2740, D6058. Fax it."}])");
    peer.on("GET /api/v1/covspans?*", 200, R"([{"CovCatNum":4,"FromCode":"D2700","ToCode":"D2799"}])");
    peer.on(
        "GET /api/v1/benefits?PlanNum=7*", 200,
        R"([{"CovCatNum":4,"BenefitType":"CoInsurance","Percent":50,"procCode":""},)"
        R"({"CovCatNum":0,"BenefitType":"Exclusions","Percent":-1,"procCode":"D2740"},)"
        R"({"CovCatNum":4,"BenefitType":"Limitations","QuantityQualifier":"Years","Quantity":5,"procCode":"","TreatArea":"Tooth"},)"
        R"({"CovCatNum":4,"BenefitType":"Limitations","QuantityQualifier":"AgeLimit","Quantity":18,"procCode":""},)"
        R"({"CovCatNum":9,"BenefitType":"CoInsurance","Percent":0,"procCode":""}])");
    peer.on("GET /api/v1/substitutionlinks?PlanNum=7*", 200,
            R"([{"CodeNum":41,"SubstitutionCode":"D2791","SubstOnlyIf":"Molar"},)"
            R"({"CodeNum":41,"SubstitutionCode":"D2792","SubstOnlyIf":"Never"},)"
            R"({"CodeNum":77,"SubstitutionCode":"D2793","SubstOnlyIf":"Always"}])");
    peer.on("GET /api/v1/claims?PatNum=3*", 200,
            R"([{"ClaimNum":1,"ClaimType":"PreAuth","ClaimStatus":"S","PlanNum":7},)"
            R"({"ClaimNum":2,"ClaimType":"PreAuth","ClaimStatus":"R","PlanNum":7}])");
    peer.on("GET /api/v1/claimprocs?ClaimNum=2*", 200, R"([{"ProcNum":12}])");
  }

  std::string coverage() {
    const model::TaskDone done = poll();
    for (const model::Event& event : done.events) {
      const auto* ready = std::get_if<model::CaseReady>(&event.happening);
      if (ready == nullptr || !ready->file.coverage) continue;
      std::string json;
      base::JsonWriter out(json);
      model::write_coverage(out, *ready->file.coverage);
      return json;
    }
    return done.remark;
  }
};

}  // namespace

BOOST_FIXTURE_TEST_SUITE(open_dental_insurance, InsuredOffice)

BOOST_AUTO_TEST_CASE(a_plan_is_put_together_from_its_tables) {
  BOOST_TEST(coverage() ==
             R"({"alternate_benefits":[{"code":"D2740","only":"molar","pays_as":"D2791"}],)"
             R"("coinsurance":[{"codes":"D2700-D2799","percent":50},{"codes":"D2740","percent":0}],)"
             R"("history":[{"code":"D2750","date":"2022-03-01","tooth":"19"}],)"
             R"("limitations":[{"codes":"D2700-D2799","months":60,"per_tooth":true}],"plan":"PLAN-7",)"
             R"("preauthorization":{"codes":["D2740","D6058"],"granted":true}})");
}

BOOST_AUTO_TEST_CASE(a_preauthorization_of_other_work_is_none) {
  peer.on("GET /api/v1/claimprocs?ClaimNum=2*", 200, R"([{"ProcNum":11}])");
  BOOST_TEST(coverage().ends_with(R"("granted":false}})"));
}

BOOST_AUTO_TEST_CASE(what_all_patients_of_a_plan_share_is_read_once_for_a_list_of_cases) {
  testing::LabCaseText second;
  second.number = 8;
  cases({{}, second});
  BOOST_TEST(poll_all().size() == 3u);
  int shared = 0;
  for (const std::string& call : peer.calls())
    if (call.find("/covspans") != std::string::npos || call.find("/benefits") != std::string::npos ||
        call.find("/substitutionlinks") != std::string::npos)
      ++shared;
  BOOST_TEST(shared == 3);
}

BOOST_AUTO_TEST_CASE(without_a_dental_plan_there_is_no_coverage) {
  peer.on("GET /api/v1/familymodules/3/Insurance*", 200, R"([{"PlanNum":5,"Ordinal":1,"IsMedical":"true"}])");
  BOOST_TEST(coverage() == "");
}

BOOST_AUTO_TEST_CASE(an_office_that_does_not_serve_it_is_remarked) {
  peer.on("GET /api/v1/familymodules/3/Insurance*", 404, "Resource not found");
  BOOST_TEST(coverage().find("/familymodules/3/Insurance: 404") != std::string::npos);
}

BOOST_AUTO_TEST_CASE(a_plans_note_names_the_codes_to_be_asked_for) {
  BOOST_TEST(preauthorization_codes("Preauthorization required: D2740, D6058. Fax it.") ==
                 (std::vector<std::string>{"D2740", "D6058"}),
             boost::test_tools::per_element());
  BOOST_TEST(preauthorization_codes("Preauthorization required:").empty());
  BOOST_TEST(preauthorization_codes("Mostly covered.").empty());
}

BOOST_AUTO_TEST_SUITE_END()

}  // namespace articulator::connect::open_dental
