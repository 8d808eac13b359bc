// The edges of what is asked of bridges, implants, dentures, charts and attachments: VAL-13 to 17, 23,
// 26, 27.
#include "engine/base/hash.hpp"
#include "engine/base/json_reader.hpp"
#include "engine/model/identity.hpp"
#include "engine/validation/scan/shapes_test.hpp"
#include "engine/validation/validate.hpp"

#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include <boost/test/unit_test.hpp>
#include <fmt/format.h>

namespace articulator::validation {
namespace {

constexpr std::string_view lab_json =
    R"({"lab":"glidewell","name":"Glidewell","time_zone":"America/Los_Angeles","cutoff":"15:00",
  "working_days":["mon","tue","wed","thu","fri"],"holidays":[],"transit_working_days":2,
  "shade_guides":["vita_classical"],"attachments":{"name":"{case}.{ext}","accept":["stl","dcm","jpg"],"max_bytes":1000000},
  "products":[
  {"restoration":"crown","material":"zirconia","positions":["anterior","posterior"],"turnaround_working_days":5,"shade":false,
   "margins":[],"needs":[],"recommended_for":[]},
  {"restoration":"bridge","material":"zirconia","positions":["anterior","posterior"],"turnaround_working_days":5,"shade":false,
   "margins":[],"needs":[],"recommended_for":[]},
  {"restoration":"implant_crown","material":"zirconia","positions":["anterior","posterior"],"turnaround_working_days":5,"shade":false,
   "margins":[],"needs":[],"recommended_for":[]},
  {"restoration":"denture","material":"acrylic","positions":["anterior","posterior"],"turnaround_working_days":5,"shade":false,
   "margins":[],"needs":[],"recommended_for":[]}]})";

struct World {
  model::LabProfile profile;
  model::CaseFile file;
  model::Patient patient;

  explicit World(std::string_view prescription, std::string_view attachments = "[]") {
    base::JsonParser parser;
    profile = model::read_lab_profile(*parser.parse(lab_json), "").value();
    const std::string json = fmt::format(
        R"({{"patient":"PT-1","prescriber":{{"id":"D-1","name":"Dr. Abel","license":"DN1","signed":true}},"lab":"glidewell",)"
        R"("prescription":{},"attachments":{}}})",
        prescription, attachments);
    file = model::read_case_file(*parser.parse(json), "").value();
    file.prescription.due_date = {"2024-11-29", base::parse_date("2024-11-29").value()};
  }

  // "VAL-15 /prescription/teeth, ..."
  [[nodiscard]] std::string said() const {
    const Context context{.file = file,
                          .lab = &profile,
                          .now = base::parse_instant("2024-10-21T09:00:00-07:00").value(),
                          .zone = base::TimeZone::find("America/New_York").value(),
                          .patient = &patient};
    std::string text;
    for (const model::Finding& finding : validate(context).findings)
      if (finding.rule.number != 33)
        text += fmt::format("{}{} {}", text.empty() ? "" : ", ", code(finding.rule), finding.field);
    return text;
  }
  [[nodiscard]] std::string sentences() const {
    const Context context{.file = file, .lab = &profile, .patient = &patient};
    std::string text;
    for (const model::Finding& finding : validate(context).findings)
      text += finding.sentence + ' ' + finding.evidence + '\n';
    return text;
  }
};

struct Row {
  std::string_view given;
  std::string_view said;
};

void check(const std::vector<Row>& rows) {
  for (const Row& row : rows) {
    const std::string said = World(row.given).said();
    BOOST_TEST(said == row.said, row.given << "\n  " << said);
  }
}

std::string with_content(const std::string& bytes, std::string_view name, std::string_view kind,
                         std::string_view more = "") {
  return fmt::format(R"([{{"name":"{}","kind":"{}","content":"{}"{}}}])", name, kind,
                     base::base64_encode(bytes), more);
}

BOOST_AUTO_TEST_SUITE(structural_rules)

BOOST_AUTO_TEST_CASE(a_bridge_is_one_span_with_an_abutment_and_a_pontic_design) {
  check({
      {R"({"procedure":"bridge","material":"zirconia","teeth":["3","4","5"],"pontics":["4"],"pontic_design":"ovate"})",
       ""},
      {R"({"procedure":"bridge","material":"zirconia","teeth":["5","3","4"],"pontics":["4"],"pontic_design":"ovate"})",
       ""},
      // across the midline of either arch
      {R"({"procedure":"bridge","material":"zirconia","teeth":["7","8","9"],"pontics":["8"],"pontic_design":"ovate"})",
       ""},
      {R"({"procedure":"bridge","material":"zirconia","teeth":["24","25"],"pontics":["25"],"pontic_design":"ovate"})",
       ""},
      // a cantilever has its abutment
      {R"({"procedure":"bridge","material":"zirconia","teeth":["3","4"],"pontics":["4"],"pontic_design":"ovate"})",
       ""},
      // 16 and 17 are neighbours by number only
      {R"({"procedure":"bridge","material":"zirconia","teeth":["15","16","17"],"pontics":["16"],"pontic_design":"ovate"})",
       "VAL-15 /prescription/teeth"},
      {R"({"procedure":"bridge","material":"zirconia","teeth":["3","5"],"pontics":["5"],"pontic_design":"ovate"})",
       "VAL-15 /prescription/teeth"},
      {R"({"procedure":"bridge","material":"zirconia","teeth":["3","4","5"],"pontics":["6"],"pontic_design":"ovate"})",
       "VAL-15 /prescription/pontics/0"},
      {R"({"procedure":"bridge","material":"zirconia","teeth":["3","4"],"pontics":["3","4"],"pontic_design":"ovate"})",
       "VAL-15 /prescription/pontics"},
      {R"({"procedure":"bridge","material":"zirconia","teeth":["3","4","5"]})",
       "VAL-15 /prescription/pontics"},
      {R"({"procedure":"bridge","material":"zirconia","teeth":["3","4","5"],"pontics":["4"]})",
       "VAL-15 /prescription/pontic_design"},
      // a tooth that is none is said once, by its own rule
      {R"({"procedure":"bridge","material":"zirconia","teeth":["3","99"],"pontics":["3"]})",
       "VAL-02 /prescription/teeth/1"},
      {R"({"procedure":"crown","material":"zirconia","tooth":"3"})", ""},
  });
}

BOOST_AUTO_TEST_CASE(an_implant_is_described_in_four_parts) {
  check({
      {R"({"procedure":"implant_crown","material":"zirconia","tooth":"9","implant":{"system":"BLX","platform":"RB","abutment":"custom","retention":"screw"}})",
       ""},
      {R"({"procedure":"implant_crown","material":"zirconia","tooth":"9","implant":{"system":"BLX","platform":" ","abutment":"custom","retention":"screw"}})",
       "VAL-16 /prescription/implant/platform"},
      {R"({"procedure":"implant_crown","material":"zirconia","tooth":"9","implant":{"platform":"RB","abutment":"custom","retention":"screw"}})",
       "VAL-16 /prescription/implant/system"},
      {R"({"procedure":"implant_crown","material":"zirconia","tooth":"9","implant":{"system":"BLX","platform":"RB","retention":"screw"}})",
       "VAL-16 /prescription/implant/abutment"},
      {R"({"procedure":"implant_crown","material":"zirconia","tooth":"9","implant":{"system":"BLX","platform":"RB","abutment":"custom"}})",
       "VAL-16 /prescription/implant/retention"},
      {R"({"procedure":"implant_crown","material":"zirconia","tooth":"9"})",
       "VAL-16 /prescription/implant/abutment, VAL-16 /prescription/implant/platform, VAL-16 "
       "/prescription/implant/retention, VAL-16 /prescription/implant/system"},
  });
}

BOOST_AUTO_TEST_CASE(a_denture_needs_arch_stage_mould_and_shade) {
  check({
      {R"({"procedure":"denture","material":"acrylic","arch":"upper","stage":"try_in","mould":"22E","shade":"A2"})",
       ""},
      {R"({"procedure":"denture","material":"acrylic","arch":"upper","mould":"22E","shade":"A2"})",
       "VAL-17 /prescription/stage"},
      {R"({"procedure":"denture","material":"acrylic","stage":"finish","mould":"22E","shade":"A2"})",
       "VAL-17 /prescription/arch"},
      {R"({"procedure":"denture","material":"acrylic","arch":"lower","stage":"finish","shade":"A2"})",
       "VAL-17 /prescription/mould"},
      {R"({"procedure":"denture","material":"acrylic","arch":"lower","stage":"finish","mould":"22E"})",
       "VAL-17 /prescription/shade"},
      {R"({"procedure":"denture","material":"acrylic"})",
       "VAL-17 /prescription/arch, VAL-17 /prescription/mould, VAL-17 /prescription/shade, VAL-17 "
       "/prescription/stage"},
  });
}

BOOST_AUTO_TEST_CASE(a_crown_stands_on_a_tooth_and_a_pontic_on_none) {
  const model::ToothNumber three = *model::ToothNumber::from_universal("3");
  const model::ToothNumber four = *model::ToothNumber::from_universal("4");
  using model::ToothState;
  World crown(R"({"procedure":"crown","material":"zirconia","tooth":"3"})");
  for (const auto& [state, said] : {std::pair{ToothState::present, ""},
                                    {ToothState::missing, "VAL-23 /prescription/tooth"},
                                    {ToothState::extracted, "VAL-23 /prescription/tooth"}}) {
    crown.patient.chart[three] = state;
    BOOST_TEST(crown.said() == said);
  }
  World bridge(
      R"({"procedure":"bridge","material":"zirconia","teeth":["3","4","5"],"pontics":["4"],"pontic_design":"ovate"})");
  bridge.patient.chart[four] = ToothState::missing;
  BOOST_TEST(bridge.said().empty());
  bridge.patient.chart[four] = ToothState::present;
  bridge.patient.chart[three] = ToothState::extracted;
  BOOST_TEST(bridge.said() == "VAL-23 /prescription/teeth/0, VAL-23 /prescription/teeth/1");
  World implant(
      R"({"procedure":"implant_crown","material":"zirconia","tooth":"3","implant":{"system":"BLX","platform":"RB","abutment":"custom","retention":"screw"}})");
  implant.patient.chart[three] = ToothState::missing;
  BOOST_TEST(implant.said().empty());
}

BOOST_AUTO_TEST_CASE(attachments_are_there_taken_and_unaltered) {
  constexpr std::string_view crown = R"({"procedure":"crown","material":"zirconia","tooth":"3"})";
  struct Case {
    std::string attachments;
    std::string_view said;
  };
  const std::string hash = base::hex(base::sha256("a photo"));
  const std::vector<Case> cases{
      {R"([{"name":"a.jpg","kind":"photo","bytes":1000000}])", ""},
      {R"([{"name":"a.jpg","kind":"photo","bytes":1000001}])", "VAL-26 /attachments/0"},
      {R"([{"name":"a.JPG","kind":"photo"},{"name":"b.exe","kind":"form"}])", "VAL-26 /attachments/1"},
      {R"([{"name":"no ending","kind":"form"}])", ""},
      {R"([{"name":"a.jpg","kind":"photo","absent":true}])", "VAL-26 /attachments/0"},
      {with_content("a photo", "a.jpg", "photo", R"(,"sha256":")" + hash + '"'), ""},
      {with_content("another", "a.jpg", "photo", R"(,"sha256":")" + hash + '"'), "VAL-26 /attachments/0"},
      {with_content("a photo", "a.jpg", "photo", R"(,"bytes":7)"), ""},
      {with_content("a photo", "a.jpg", "photo", R"(,"bytes":8)"), "VAL-26 /attachments/0"},
      {with_content("no dicom", "a.dcm", "dicom"), "VAL-26 /attachments/0"},
      {with_content(std::string(1'000'001, 'x'), "a.jpg", "photo", R"(,"bytes":5,"sha256":"")"),
       "VAL-26 /attachments/0"},
  };
  for (const Case& row : cases) {
    World world(crown, row.attachments);
    look_at_arrived(world.file.attachments);
    BOOST_TEST(world.said() == row.said, row.attachments.substr(0, 100) << "\n  " << world.said());
  }
  const std::vector<Row> named{{"See shade.jpg.", "VAL-26 /prescription/instructions"},
                               {"See A.JPG, please", ""},
                               {"version 2.0 of the design", ""},
                               {"(stl)", ""},
                               {".jpg", ""}};
  for (const Row& row : named) {
    World world(crown, R"([{"name":"a.jpg","kind":"photo"}])");
    world.file.prescription.instructions = row.given;
    BOOST_TEST(world.said() == row.said, row.given << "\n  " << world.said());
  }
}

BOOST_AUTO_TEST_CASE(somebody_elses_header_is_told_without_a_name) {
  World world(R"({"procedure":"crown","material":"zirconia","tooth":"3"})",
              R"([{"name":"a.dcm","kind":"dicom"}])");
  world.patient.identity.ids = {model::print_of_id("PT-7"), model::print_of_id("7")};
  world.patient.identity.name = model::print_of_name("Doe", "Jane");
  world.patient.identity.birth_date = model::print_of_birth_date("1980-04-17");
  const auto header = [&](std::string_view id, std::string_view name, std::string_view born) {
    model::Identity identity;
    if (!id.empty()) identity.ids = {model::print_of_id(id)};
    identity.name = model::print_of_dicom_name(name);
    identity.birth_date = model::print_of_birth_date(born);
    world.file.attachments[0].content.emplace().identity = identity;
    return world.said();
  };
  constexpr std::string_view found = "VAL-27 /attachments/0";
  BOOST_TEST(header("PT-7", "DOE^JANE^M", "19800417").empty());
  BOOST_TEST(header("7", "", "").empty());
  BOOST_TEST(header("", "", "").empty());
  BOOST_TEST(header("PT-8", "Doe^Jane", "19800417") == found);
  BOOST_TEST(header("7", "Roe^Jane", "") == found);
  BOOST_TEST(header("7", "Doe^Jane", "19800418") == found);
  const std::string text = world.sentences();
  BOOST_TEST(text.find("another date of birth") != std::string::npos);
  BOOST_TEST(text.find("Doe") == std::string::npos);
  world.patient.identity = {};
  BOOST_TEST(header("PT-8", "Roe^Jane", "19800418").empty());  // nobody to compare with
}

BOOST_AUTO_TEST_CASE(the_file_wins_over_its_description) {
  constexpr std::string_view crown = R"({"procedure":"crown","material":"zirconia","tooth":"3"})";
  constexpr std::string_view described = R"(,"mesh":{"triangles":50000,"components":1,"size_mm":[60,50,20]})";
  const auto said = [&](const std::string& bytes) {
    World world(crown, with_content(bytes, "prep.stl", "scan.prep", described));
    look_at_arrived(world.file.attachments);
    return std::pair(world.said(), world.sentences());
  };
  using namespace scan::testing;
  const auto small = said(stl_binary(box({2, 2, 1})));
  BOOST_TEST(small.first == "VAL-13 /attachments/0, VAL-14 /attachments/0");
  BOOST_TEST(small.second.find("the file itself: 12 triangles") != std::string::npos);
  BOOST_TEST(small.second.find("its description says 50000 triangles") != std::string::npos);
  BOOST_TEST(said(stl_binary(box({60, 50, 20}))).first == "VAL-14 /attachments/0");
  BOOST_TEST(said("solid nothing").first == "VAL-13 /attachments/0");
  BOOST_TEST(said(stl_binary(sheet(2, 60.0F / 25.4F))).second.find("it looks like inches") !=
             std::string::npos);
}

BOOST_AUTO_TEST_CASE(a_prep_scan_with_a_second_open_rim_has_a_hole) {
  constexpr std::string_view crown = R"({"procedure":"crown","material":"zirconia","tooth":"3"})";
  const auto said = [&](const scan::testing::Shape& shape, std::string_view kind) {
    World world(crown, with_content(scan::testing::stl_binary(shape), "a.stl", kind));
    world.profile.attachment_bytes_max = 0;
    look_at_arrived(world.file.attachments);
    return world.said();
  };
  scan::testing::Shape whole = scan::testing::sheet(101, 60);
  BOOST_TEST(said(whole, "scan.prep").empty());
  const auto hole = whole.faces.begin() + 2 * (50 * 101 + 50);
  whole.faces.erase(hole, hole + 8);
  BOOST_TEST(said(whole, "scan.prep") == "VAL-14 /attachments/0");
  BOOST_TEST(said(whole, "scan.opposing").empty());
}

BOOST_AUTO_TEST_CASE(what_was_found_stays_found_when_the_case_is_corrected) {
  World world(R"({"procedure":"crown","material":"zirconia","tooth":"3"})",
              with_content("solid nothing", "prep.stl", "scan.prep"));
  look_at_arrived(world.file.attachments);
  world.file = model::corrected(world.file, R"({"/prescription/tooth":"4"})").value();
  BOOST_TEST(world.said() == "VAL-13 /attachments/0");
}

BOOST_AUTO_TEST_SUITE_END()

}  // namespace
}  // namespace articulator::validation
