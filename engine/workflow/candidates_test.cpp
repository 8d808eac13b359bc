#include "engine/workflow/candidates.hpp"

#include "engine/workflow/practice_test.hpp"

#include <algorithm>
#include <string>
#include <utility>
#include <vector>

#include <boost/test/unit_test.hpp>

namespace articulator::workflow {
namespace {

const base::Instant now = *base::parse_instant("2024-10-21T14:00:00Z");

// A lab that makes crowns of three materials.
constexpr std::string_view profile =
    R"({"lab":"northern","name":"Northern Lab","time_zone":"America/Chicago","cutoff":"15:00",)"
    R"("working_days":["mon","tue","wed","thu","fri"],"holidays":[],"transit_working_days":1,)"
    R"("tracking_prefix":"N-","channels":["api"],"email":"cases@northern.example",)"
    R"("shade_guides":["vita_classical"],"attachments":{"name":"{case}","accept":["stl"],"max_bytes":1000},)"
    R"("statuses":{},"products":[)"
    R"({"restoration":"crown","material":"zirconia","positions":["anterior","posterior"],)"
    R"("turnaround_working_days":5,"fee_cents":9900,"shade":true,"margins":["chamfer"],"needs":[],)"
    R"("recommended_for":["posterior"],"warranty_months":12},)"
    R"({"restoration":"crown","material":"pfm_base","positions":["anterior","posterior"],)"
    R"("turnaround_working_days":7,"fee_cents":11900,"shade":true,"margins":["chamfer"],"needs":[],)"
    R"("recommended_for":["anterior"],"warranty_months":12},)"
    R"({"restoration":"crown","material":"lithium_disilicate","positions":["anterior"],)"
    R"("turnaround_working_days":5,"fee_cents":12900,"shade":true,"margins":["chamfer"],"needs":[],)"
    R"("recommended_for":[],"warranty_months":12}]})";

model::PracticeBench bench() {
  base::JsonParser parser;
  model::PracticeBench made;
  made.practice = model::PracticeId("p-01");
  made.insight.selection.labs = {
      std::make_shared<const model::LabProfile>(model::read_lab_profile(*parser.parse(profile), "").value())};
  return made;
}

Case crown(const std::string& insurance = {}) {
  base::JsonParser parser;
  std::string json = on_paper::crown();
  json.insert(json.find(R"("pontics")"), R"("procedure_code":"D2740",)");
  if (!insurance.empty()) json.insert(1, R"("insurance":)" + insurance + ",");
  Case made;
  made.file = model::read_case_file(*parser.parse(json), "").value();
  return made;
}

std::vector<insight::Candidate> found(const Case& of, const insight::Table& table = {},
                                      const std::string& allergy = {}) {
  Practice practice(model::PracticeId("p-01"));
  model::Patient patient;
  patient.id = of.file->patient;
  if (!allergy.empty()) patient.allergies = {allergy};
  std::vector<model::Decision> decisions;
  practice.apply({now, {}, {}, model::PatientUpdated{patient}}, decisions);
  return candidates(practice, bench(), of, table, now);
}

BOOST_AUTO_TEST_SUITE(candidates_of_a_case)

BOOST_AUTO_TEST_CASE(only_what_the_lab_makes_for_the_tooth_may_be_suggested) {
  const auto all = found(crown());  // tooth 19: no lithium disilicate there
  BOOST_REQUIRE_EQUAL(all.size(), 2U);
  BOOST_CHECK(all[0].material == model::Material::zirconia);
  BOOST_CHECK(all[0].guideline == insight::Guideline::recommends);
  BOOST_CHECK(all[1].guideline == insight::Guideline::advises_other);
  BOOST_CHECK_EQUAL(all[0].fee.cents, 9900);
  // Monday: five working days in the lab and one on the way.
  BOOST_CHECK_EQUAL(all[0].promised_minutes, 8 * 1440);
}

BOOST_AUTO_TEST_CASE(what_the_patient_is_allergic_to_is_not_suggested) {
  const auto all = found(crown(), {}, "nickel");
  BOOST_REQUIRE_EQUAL(all.size(), 1U);
  BOOST_CHECK(all[0].material == model::Material::zirconia);
}

BOOST_AUTO_TEST_CASE(the_plan_is_asked_about_the_code_of_each_material) {
  const auto all = found(crown(
      R"({"plan":"PLAN-1","coinsurance":[{"codes":"D2700-D2799","percent":50},{"codes":"D2740","percent":40}]})"));
  BOOST_CHECK_EQUAL(all[0].plan_percent.value(), 40);
  BOOST_CHECK_EQUAL(all[1].plan_percent.value(), 50);
  BOOST_CHECK(!found(crown())[0].plan_percent);
}

BOOST_AUTO_TEST_CASE(a_downgrade_counts_half_and_is_said) {
  const auto all =
      found(crown(R"({"plan":"PLAN-1","coinsurance":[{"codes":"D2700-D2799","percent":50}],)"
                  R"("alternate_benefits":[{"code":"D2740","pays_as":"D2791","only":"molar"}]})"));
  BOOST_CHECK_EQUAL(all[0].plan_percent.value(), 25);
  BOOST_CHECK_EQUAL(all[0].plan_remark, "since it pays as for D2791");
  BOOST_CHECK_EQUAL(all[1].plan_percent.value(), 50);
}

BOOST_AUTO_TEST_CASE(history_is_of_the_like_before_it_is_of_all) {
  insight::Table table;
  const auto add = [&](const char* restoration, const char* material, std::int64_t cases) {
    table[{model::PracticeId("p-01"), model::LabId("northern"), restoration, material, {}, {24'297}}].cases =
        cases;
  };
  add("crown", "zirconia", 5);
  add("crown", "pfm_base", 7);
  add("bridge", "zirconia", 11);
  table[{model::PracticeId("p-01"), model::LabId("southern"), "crown", "zirconia", {}, {24'297}}].cases = 100;
  const auto histories = found(crown(), table)[0].histories;
  BOOST_REQUIRE_EQUAL(histories.size(), 3U);
  BOOST_CHECK_EQUAL(histories[0].tally.cases, 5);
  BOOST_CHECK_EQUAL(histories[1].tally.cases, 12);
  BOOST_CHECK_EQUAL(histories[2].tally.cases, 23);
}

BOOST_AUTO_TEST_CASE(of_work_of_an_unknown_kind_nothing_is_suggested) {
  Case unknown = crown();
  model::CaseFile file = *unknown.file;
  file.prescription.procedure = {};
  unknown.file = std::move(file);
  BOOST_CHECK(found(unknown).empty());
}

BOOST_AUTO_TEST_SUITE_END()

}  // namespace
}  // namespace articulator::workflow
