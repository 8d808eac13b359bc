#include "engine/validation/validate.hpp"

#include "engine/base/json_reader.hpp"

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include <boost/test/unit_test.hpp>
#include <fmt/format.h>

namespace articulator::validation {
namespace {

// A lab with one product for each thing that a rule looks at.
constexpr std::string_view lab_json =
    R"({"lab":"glidewell","name":"Glidewell","time_zone":"America/Los_Angeles","cutoff":"15:00",
  "working_days":["mon","tue","wed","thu","fri"],"holidays":["2024-11-28","2024-11-29"],"transit_working_days":2,
  "shade_guides":["vita_classical","bleach"],"products":[
  {"restoration":"crown","material":"zirconia","positions":["anterior","posterior"],"turnaround_working_days":5,"shade":true,
   "margins":["chamfer","shoulder"],"needs":["scan.prep","scan.opposing"],"recommended_for":["posterior"]},
  {"restoration":"crown","material":"lithium_disilicate","positions":["anterior","posterior"],"turnaround_working_days":5,"shade":true,
   "margins":["chamfer","shoulder"],"needs":["scan.prep","scan.opposing","scan.bite"],"recommended_for":["anterior"]},
  {"restoration":"crown","material":"pfm_base","positions":["anterior","posterior"],"turnaround_working_days":7,"shade":true,
   "margins":["chamfer"],"needs":["scan.prep"],"recommended_for":[]},
  {"restoration":"crown","material":"full_cast_noble","positions":["posterior"],"turnaround_working_days":7,"shade":false,
   "margins":["bevel"],"needs":["scan.prep"],"recommended_for":["posterior"]},
  {"restoration":"bridge","material":"zirconia","positions":["anterior","posterior"],"turnaround_working_days":7,"shade":true,
   "margins":["chamfer"],"needs":["scan.prep"],"recommended_for":[],"max_units":4},
  {"restoration":"implant_crown","material":"zirconia","positions":["anterior","posterior"],"turnaround_working_days":5,"shade":true,
   "margins":[],"needs":[],"recommended_for":["posterior"]},
  {"restoration":"night_guard","material":"pmma","positions":["anterior","posterior"],"turnaround_working_days":4,"shade":false,
   "margins":[],"needs":[],"recommended_for":[]}]})";

constexpr std::string_view case_json =
    R"({"patient":"PT-1","prescriber":{"id":"D-1","name":"Dr. Abel","license":"DN1","signed":true},
  "lab":"glidewell","prescription":{"procedure":"crown","tooth":"19","material":"zirconia","shade":"A2","margin_type":"chamfer",
  "due_date":"2024-10-30"},"attachments":[
  {"name":"prep.stl","kind":"scan.prep","mesh":{"triangles":20000,"components":1,"size_mm":[5,120,21]}},
  {"name":"opposing.stl","kind":"scan.opposing","mesh":{"triangles":500,"components":1,"size_mm":[60,40,20]}}]})";

// A Monday morning at the lab: a crown takes 5 days to make and 2 on the way, so 30 October.
constexpr std::string_view monday = "2024-10-21T09:00:00-07:00";

model::LabProfile lab() {
  base::JsonParser parser;
  return model::read_lab_profile(*parser.parse(lab_json), "").value();
}

model::CaseFile good_case() {
  base::JsonParser parser;
  return model::read_case_file(*parser.parse(case_json), "").value();
}

struct World {
  model::LabProfile profile = lab();
  model::CaseFile file = good_case();
  Context context{.file = file,
                  .lab = &profile,
                  .now = base::parse_instant(monday).value(),
                  .zone = base::TimeZone::find("America/New_York").value()};

  World() = default;
  explicit World(std::string_view changes) {
    auto changed = model::corrected(file, changes);
    BOOST_REQUIRE_MESSAGE(changed.has_value(), changes);
    file = *std::move(changed);
  }
  World(const World&) = delete;
  World& operator=(const World&) = delete;
};

// "blocked: VAL-05 blocker /prescription/shade, VAL-33 note ..."; "approved" alone when there is nothing.
std::string said(const model::Validation& validation) {
  std::string text(word(validation.status));
  for (const model::Finding& finding : validation.findings)
    text += fmt::format("{} {} {} {}", &finding == &validation.findings.front() ? ":" : ",",
                        code(finding.rule), word(finding.severity), finding.field);
  return text;
}

struct Row {
  std::string_view changes;
  std::string_view said;
};

void check(const std::vector<Row>& rows) {
  for (const Row& row : rows) {
    const World world(row.changes);
    BOOST_TEST(said(validate(world.context)) == row.said,
               row.changes << "\n  " << said(validate(world.context)));
  }
}

bool passed(const model::Validation& validation, std::string_view check_name) {
  for (const std::string_view name : validation.checks_passed)
    if (name == check_name) return true;
  return false;
}

BOOST_AUTO_TEST_SUITE(validation)

BOOST_AUTO_TEST_CASE(a_sound_case_is_approved_and_its_checks_are_named) {
  const World world;
  const model::Validation validation = validate(world.context);
  BOOST_TEST(said(validation) == "approved");
  const std::vector<std::string_view> checks{"kind of restoration",
                                             "tooth",
                                             "material",
                                             "offered by the lab",
                                             "shade given",
                                             "shade in the lab's guides",
                                             "margin given",
                                             "margin suits the material",
                                             "due date reachable",
                                             "opposing arch",
                                             "scans sound",
                                             "scan fine enough",
                                             "recommended for the position",
                                             "no other open case",
                                             "prescriber",
                                             "attachments whole",
                                             "familiar work"};
  BOOST_TEST(validation.checks_passed == checks, boost::test_tools::per_element());
}

BOOST_AUTO_TEST_CASE(what_is_to_be_made_of_what_for_which_tooth) {
  check({
      // VAL-01: nothing of the product is judged then, nor whether a shade is wanted
      {R"({"/prescription/procedure":null})", "blocked: VAL-01 blocker /prescription/procedure"},
      {R"({"/prescription/procedure":"krown"})", "blocked: VAL-01 blocker /prescription/procedure"},
      {R"({"/prescription/procedure":null,"/prescription/shade":null})",
       "blocked: VAL-01 blocker /prescription/procedure"},
      // VAL-02
      {R"({"/prescription/tooth":null})", "blocked: VAL-02 blocker /prescription/tooth"},
      {R"({"/prescription/tooth":"0"})", "blocked: VAL-02 blocker /prescription/tooth"},
      {R"({"/prescription/tooth":"1"})", "approved"},
      {R"({"/prescription/tooth":"32"})", "approved"},
      {R"({"/prescription/tooth":"33"})", "blocked: VAL-02 blocker /prescription/tooth"},
      {R"({"/prescription/tooth":"A"})", "approved"},
      {R"({"/prescription/tooth":"T"})", "approved"},
      {R"({"/prescription/tooth":"U"})", "blocked: VAL-02 blocker /prescription/tooth"},
      {R"({"/prescription/teeth":["3","upper left"]})", "blocked: VAL-02 blocker /prescription/teeth/1"},
      {R"({"/prescription/tooth":"#19"})", "approved"},
      {R"({"/prescription/implant":{"system":"BLX","platform":"RB","abutment":"stock","retention":"screw"},"/prescription/procedure":"implant_crown","/prescription/tooth":"T"})",
       "blocked: VAL-02 blocker /prescription/tooth"},
      {R"({"/prescription/implant":{"system":"BLX","platform":"RB","abutment":"stock","retention":"screw"},"/prescription/procedure":"implant_crown","/prescription/tooth":"30"})",
       "approved"},
      {R"({"/prescription/procedure":"night_guard","/prescription/material":"pmma","/prescription/tooth":null})",
       "approved"},
      // VAL-03
      {R"({"/prescription/material":null})", "blocked: VAL-03 blocker /prescription/material"},
      {R"({"/prescription/material":null,"/prescription/shade":null,"/prescription/margin_type":null})",
       "blocked: VAL-03 blocker /prescription/material, VAL-05 blocker /prescription/shade, VAL-07 blocker "
       "/prescription/margin_type"},
      {R"({"/prescription/material":null,"/attachments":[]})",
       "blocked: VAL-03 blocker /prescription/material"},
      // VAL-04
      {R"({"/prescription/material":"acrylic"})", "blocked: VAL-04 blocker /prescription/material"},
      {R"({"/prescription/material":"gold"})", "blocked: VAL-04 blocker /prescription/material"},
      {R"({"/prescription/material":"acrylic","/prescription/shade":null})",
       "blocked: VAL-04 blocker /prescription/material, VAL-05 blocker /prescription/shade"},
      {R"({"/prescription/material":"acrylic","/prescription/margin_type":"bevel","/prescription/due_date":"2024-10-22"})",
       "blocked: VAL-04 blocker /prescription/material"},
      {R"({"/prescription/procedure":"veneer"})", "blocked: VAL-04 blocker /prescription/material"},
      {R"({"/prescription/procedure":"veneer","/prescription/shade":null,"/prescription/margin_type":null})",
       "blocked: VAL-04 blocker /prescription/material"},
  });
}

BOOST_AUTO_TEST_CASE(a_labs_positions_and_units_are_kept) {
  check({
      {R"({"/prescription/material":"full_cast_noble","/prescription/margin_type":"bevel","/prescription/shade":null,"/prescription/due_date":"2024-11-01"})",
       "approved"},
      {R"({"/prescription/material":"full_cast_noble","/prescription/margin_type":"bevel","/prescription/due_date":"2024-11-01","/prescription/tooth":"8"})",
       "blocked: VAL-04 blocker /prescription/tooth, VAL-18 warning /prescription/material"},
      {R"({"/prescription/procedure":"bridge","/prescription/due_date":"2024-11-01","/prescription/pontics":["4"],"/prescription/pontic_design":"ovate","/prescription/teeth":["3","4","5"]})",
       "approved"},
      {R"({"/prescription/procedure":"bridge","/prescription/due_date":"2024-11-01","/prescription/pontics":["4"],"/prescription/pontic_design":"ovate","/prescription/teeth":["2","3","4","5"]})",
       "needs_review: VAL-33 note /prescription/teeth"},
      {R"({"/prescription/procedure":"bridge","/prescription/due_date":"2024-11-01","/prescription/pontics":["4"],"/prescription/pontic_design":"ovate","/prescription/teeth":["1","2","3","4","5"]})",
       "blocked: VAL-04 blocker /prescription/teeth, VAL-33 note /prescription/teeth"},
  });
}

BOOST_AUTO_TEST_CASE(shades_and_margins) {
  check({
      {R"({"/prescription/shade":null})", "blocked: VAL-05 blocker /prescription/shade"},
      {R"({"/prescription/shade":"A7"})", "blocked: VAL-06 blocker /prescription/shade"},
      {R"({"/prescription/shade":"2M2"})",
       "blocked: VAL-06 blocker /prescription/shade"},   // 3D-Master: not this lab's
      {R"({"/prescription/shade":"0M2"})", "approved"},  // in the bleach guide too
      {R"({"/prescription/shade":"bl3"})", "approved"},
      {R"({"/prescription/shade":"D4"})", "approved"},
      {R"({"/prescription/shade":"D1"})", "blocked: VAL-06 blocker /prescription/shade"},
      // full cast needs none, and one does no harm
      {R"({"/prescription/material":"full_cast_noble","/prescription/margin_type":"bevel","/prescription/due_date":"2024-11-01","/prescription/shade":"A7"})",
       "approved"},
      {R"({"/prescription/margin_type":null})", "blocked: VAL-07 blocker /prescription/margin_type"},
      {R"({"/prescription/margin_type":"Shoulder"})", "approved"},
      {R"({"/prescription/margin_type":"feather edge"})",
       "needs_review: VAL-08 warning /prescription/margin_type"},
      {R"({"/prescription/margin_type":"chisel"})", "needs_review: VAL-08 warning /prescription/margin_type"},
      {R"({"/prescription/implant":{"system":"BLX","platform":"RB","abutment":"stock","retention":"screw"},"/prescription/procedure":"implant_crown","/prescription/margin_type":null})",
       "approved"},
      {R"({"/prescription/implant":{"system":"BLX","platform":"RB","abutment":"stock","retention":"screw"},"/prescription/procedure":"implant_crown","/prescription/margin_type":"bevel"})",
       "approved"},
  });
}

BOOST_AUTO_TEST_CASE(due_dates) {
  check({
      {R"({"/prescription/due_date":null})", "blocked: VAL-09 blocker /prescription/due_date"},
      {R"({"/prescription/due_date":"soon"})", "blocked: VAL-09 blocker /prescription/due_date"},
      {R"({"/prescription/due_date":"2024-10-20"})", "blocked: VAL-09 blocker /prescription/due_date"},
      {R"({"/prescription/due_date":"2024-10-21"})", "needs_review: VAL-09 warning /prescription/due_date"},
      {R"({"/prescription/due_date":"2024-10-29"})", "needs_review: VAL-09 warning /prescription/due_date"},
      {R"({"/prescription/due_date":"2024-10-30"})", "approved"},
      {R"({"/prescription/material":null,"/prescription/due_date":"2024-10-21"})",
       "blocked: VAL-03 blocker /prescription/material"},
      {R"({"/prescription/material":null,"/prescription/due_date":"2024-10-20"})",
       "blocked: VAL-03 blocker /prescription/material, VAL-09 blocker /prescription/due_date"},
  });
}

BOOST_AUTO_TEST_CASE(a_due_date_is_reachable_by_the_labs_clock_and_past_by_the_practices) {
  struct Moment {
    std::string_view now;
    std::string_view due;
    std::string_view said;
  };
  const std::vector<Moment> moments{
      {"2024-10-21T14:59:59-07:00", "2024-10-30", "approved"},
      {"2024-10-21T15:00:00-07:00", "2024-10-30", "needs_review: VAL-09 warning /prescription/due_date"},
      {"2024-10-21T15:00:00-07:00", "2024-10-31", "approved"},
      {"2024-11-27T14:00:00-08:00", "2024-12-10", "approved"},  // over the lab's holidays
      {"2024-11-27T14:00:00-08:00", "2024-12-09", "needs_review: VAL-09 warning /prescription/due_date"},
      {"2024-11-28T09:00:00-08:00", "2024-12-11", "approved"},
      // 23:30 in New York is still the 21st; half an hour later it is the 22nd, though not yet at the lab
      {"2024-10-21T23:30:00-04:00", "2024-10-21", "needs_review: VAL-09 warning /prescription/due_date"},
      {"2024-10-22T00:00:00-04:00", "2024-10-21", "blocked: VAL-09 blocker /prescription/due_date"},
  };
  for (const Moment& moment : moments) {
    World world(fmt::format(R"({{"/prescription/due_date":"{}"}})", moment.due));
    world.context.now = base::parse_instant(moment.now).value();
    BOOST_TEST(said(validate(world.context)) == moment.said, moment.now << " " << moment.due);
  }
}

BOOST_AUTO_TEST_CASE(records_that_go_with_the_prescription) {
  check({
      {R"({"/attachments/1":null})", "blocked: VAL-10 blocker /attachments"},
      {R"({"/attachments/0":null})", "blocked: VAL-13 blocker /attachments"},
      {R"({"/attachments":[]})", "blocked: VAL-10 blocker /attachments, VAL-13 blocker /attachments"},
      {R"({"/prescription/tooth":"8","/prescription/material":"lithium_disilicate"})",
       "needs_review: VAL-11 warning /attachments"},
      {R"({"/prescription/tooth":"8","/prescription/material":"lithium_disilicate","/attachments/2":{"kind":"scan.bite"}})",
       "approved"},
      {R"({"/prescription/physical_model":true})", "blocked: VAL-12 blocker /prescription/die_material"},
      {R"({"/prescription/physical_model":true,"/prescription/die_material":" "})",
       "blocked: VAL-12 blocker /prescription/die_material"},
      {R"({"/prescription/physical_model":true,"/prescription/die_material":"stone"})", "approved"},
      // meshes
      {R"({"/attachments/0/mesh":null})", "approved"},
      {R"({"/attachments/0/mesh/triangles":19999})", "needs_review: VAL-14 warning /attachments/0"},
      {R"({"/attachments/0/mesh/triangles":0})",
       "blocked: VAL-13 blocker /attachments/0, VAL-14 warning /attachments/0"},
      {R"({"/attachments/0/mesh/components":2})", "blocked: VAL-13 blocker /attachments/0"},
      {R"({"/attachments/1/mesh/triangles":0})", "blocked: VAL-13 blocker /attachments/1"},
      {R"({"/attachments/0/mesh/size_mm":[4.99,20,20]})", "blocked: VAL-13 blocker /attachments/0"},
      {R"({"/attachments/0/mesh/size_mm":[20,20,120.01]})", "blocked: VAL-13 blocker /attachments/0"},
      {R"({"/attachments/0/mesh/size_mm":[5,120,120]})", "approved"},
      {R"({"/attachments/2":{"kind":"photo","mesh":{"triangles":0,"size_mm":[0,0,0]}}})", "approved"},
      // the arch that a scan names: 19 is in the lower
      {R"({"/attachments/0/name":"LowerJawScan.stl","/attachments/1/name":"UpperJawScan.stl"})", "approved"},
      {R"({"/attachments/0/name":"UpperJawScan.stl"})", "blocked: VAL-13 blocker /attachments/0"},
      {R"({"/attachments/1/name":"lower.stl"})", "blocked: VAL-13 blocker /attachments/1"},
      {R"({"/attachments/0/name":"upper.stl","/attachments/1/name":"lower.stl"})",
       "blocked: VAL-13 blocker /attachments/0, VAL-13 blocker /attachments/1"},
      {R"({"/attachments/2":{"kind":"scan.bite","name":"upper.stl"}})", "approved"},
      {R"({"/attachments/2":{"kind":"photo","name":"upper.jpg"}})", "approved"},
      {R"({"/prescription/tooth":"3","/attachments/0/name":"upper.stl"})", "approved"},
      {R"({"/prescription/tooth":"3","/attachments/0/name":"lower.stl"})",
       "blocked: VAL-13 blocker /attachments/0"},
      // also where nobody can say whether a scan is wanted
      {R"({"/prescription/material":null,"/attachments/0/mesh/triangles":0})",
       "blocked: VAL-03 blocker /prescription/material, VAL-13 blocker /attachments/0, VAL-14 warning "
       "/attachments/0"},
  });
}

BOOST_AUTO_TEST_CASE(recommendations_of_the_lab) {
  check({
      {R"({"/prescription/tooth":"8"})", "needs_review: VAL-18 warning /prescription/material"},
      {R"({"/prescription/tooth":"30","/prescription/material":"lithium_disilicate","/attachments/2":{"kind":"scan.bite"}})",
       "needs_review: VAL-18 warning /prescription/material"},
      // nothing is recommended against what has no recommendation, nor where no other material is better
      {R"({"/prescription/tooth":"8","/prescription/material":"pfm_base","/prescription/due_date":"2024-11-01"})",
       "approved"},
      {R"({"/prescription/tooth":"8","/prescription/procedure":"implant_crown","/prescription/implant":{"system":"BLX","platform":"RB","abutment":"stock","retention":"screw"}})",
       "approved"},
  });
}

BOOST_AUTO_TEST_CASE(the_prescriber_signs_with_name_and_licence) {
  check({
      {R"({"/prescriber/name":" "})", "blocked: VAL-24 blocker /prescriber/name"},
      {R"({"/prescriber/license":null})", "blocked: VAL-24 blocker /prescriber/license"},
      {R"({"/prescriber/signed":null})", "blocked: VAL-24 blocker /prescriber/signed"},
      {R"({"/prescriber":null})",
       "blocked: VAL-24 blocker /prescriber/license, VAL-24 blocker /prescriber/name, VAL-24 blocker "
       "/prescriber/signed"},
  });
}

BOOST_AUTO_TEST_CASE(allergies_stand_against_their_materials_only) {
  struct Chart {
    std::string_view allergy;
    std::string_view material;
    bool blocked;
  };
  const std::vector<Chart> charts{{"nickel", "pfm_base", true},
                                  {"Nickel", "full_cast_base", true},
                                  {"nickel", "cobalt_chrome", true},
                                  {"base metal", "pfm_base", true},
                                  {"Base-Metal", "cobalt_chrome", true},
                                  {"acrylic", "acrylic", true},
                                  {"acrylic", "pmma", true},
                                  {"acrylic", "composite", false},
                                  {"nickel", "pfm_noble", false},
                                  {"penicillin", "pfm_base", false},
                                  {"latex", "zirconia", false}};
  for (const Chart& chart : charts) {
    World world(fmt::format(R"({{"/prescription/material":"{}"}})", chart.material));
    model::Patient patient;
    patient.allergies = {"pollen", std::string(chart.allergy)};
    world.context.patient = &patient;
    const bool found = said(validate(world.context)).find("VAL-20") != std::string::npos;
    BOOST_TEST(found == chart.blocked, chart.allergy << " and " << chart.material);
  }
}

BOOST_AUTO_TEST_CASE(the_same_work_is_not_ordered_twice) {
  World world;
  world.context.open_cases = {model::CaseId{"LC-7"}};
  const model::Validation validation = validate(world.context);
  BOOST_TEST(said(validation) == "blocked: VAL-22 blocker /prescription");
  BOOST_TEST(validation.findings[0].sentence == "The same work for tooth 19 is already under way in LC-7.");
  BOOST_TEST(validation.findings[0].evidence == "LC-7");
}

BOOST_AUTO_TEST_CASE(work_is_the_same_with_its_kind_and_a_tooth_in_common) {
  const model::Prescription crown = World().file.prescription;
  const auto other = [](std::string_view changes) { return World(changes).file.prescription; };
  BOOST_TEST(same_work(crown, other(R"({"/prescription/material":"pfm_base"})")));
  BOOST_TEST(same_work(crown, other(R"({"/prescription/teeth":["18","#19"]})")));
  BOOST_TEST(!same_work(crown, other(R"({"/prescription/tooth":"18"})")));
  BOOST_TEST(!same_work(crown, other(R"({"/prescription/procedure":"onlay"})")));
  BOOST_TEST(
      !same_work(other(R"({"/prescription/procedure":"x"})"), other(R"({"/prescription/procedure":"x"})")));
  BOOST_TEST(!same_work(other(R"({"/prescription/tooth":"99"})"), other(R"({"/prescription/tooth":"99"})")));
}

BOOST_AUTO_TEST_CASE(a_first_time_material_asks_for_a_review_without_a_finding) {
  World world;
  world.context.first_time_material = true;
  BOOST_TEST(said(validate(world.context)) == "needs_review: VAL-33 note /prescription/material");
}

BOOST_AUTO_TEST_CASE(an_unknown_lab_offers_nothing) {
  World world(R"({"/lab":"nowhere","/prescription/shade":null,"/attachments":[]})");
  world.context.lab = nullptr;
  const model::Validation validation = validate(world.context);
  BOOST_TEST(said(validation) == "blocked: VAL-04 blocker /prescription/material");
  BOOST_TEST(validation.findings[0].sentence ==
             "\"nowhere\" is no lab that is known here, so nobody can say what it offers for tooth 19.");
}

BOOST_AUTO_TEST_CASE(all_findings_come_at_once_by_rule_and_then_by_field) {
  World world(
      R"({"/prescription/shade":"A7","/prescription/margin_type":null,"/prescription/due_date":"2024-10-22",
    "/prescription/physical_model":true,"/prescriber/signed":false,"/prescriber/name":"","/attachments":[]})");
  world.context.first_time_material = true;
  BOOST_TEST(said(validate(world.context)) ==
             "blocked: VAL-06 blocker /prescription/shade, VAL-07 blocker /prescription/margin_type, "
             "VAL-09 warning /prescription/due_date, VAL-10 blocker /attachments, "
             "VAL-12 blocker /prescription/die_material, VAL-13 blocker /attachments, VAL-24 blocker "
             "/prescriber/name, "
             "VAL-24 blocker /prescriber/signed, VAL-33 note /prescription/material");
}

BOOST_AUTO_TEST_CASE(a_finding_says_what_is_wrong_where_and_what_to_do) {
  const World world(R"({"/prescription/shade":null,"/prescription/due_date":"2024-10-28"})");
  const auto findings = validate(world.context).findings;
  BOOST_REQUIRE(findings.size() == 2U);
  BOOST_TEST(findings[0].sentence ==
             "No shade was given for tooth 19. Zirconia crowns from Glidewell need one, for example A2.");
  BOOST_TEST(findings[0].fix == "Give a shade, for example A2.");
  BOOST_TEST(findings[1].sentence ==
             "Glidewell cannot have zirconia crowns for tooth 19 at the practice by 2024-10-28; the earliest "
             "date is 2024-10-30.");
  BOOST_TEST(findings[1].evidence == "5 working days in the lab and 2 on the way, by Glidewell's calendar");
}

BOOST_AUTO_TEST_CASE(a_check_that_does_not_apply_neither_fails_nor_passes) {
  const World guard(
      R"({"/prescription/procedure":"night_guard","/prescription/material":"pmma","/prescription/tooth":null})");
  const model::Validation validation = validate(guard.context);
  for (const std::string_view check_name :
       {"shade given", "margin given", "opposing arch", "bite record", "die material", "tooth"})
    BOOST_TEST(!passed(validation, check_name), check_name);
  BOOST_TEST(passed(validation, "due date reachable"));
}

BOOST_AUTO_TEST_SUITE_END()

}  // namespace
}  // namespace articulator::validation
