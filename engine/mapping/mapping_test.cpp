// Codes, fields, habits and file names, on the edges of each rule.
#include "engine/mapping/bundle.hpp"
#include "engine/mapping/code_check.hpp"
#include "engine/mapping/lab_fields.hpp"
#include "engine/mapping/procedure_code.hpp"

#include <boost/test/unit_test.hpp>

namespace articulator::mapping {
namespace {

using model::Material;
using model::Restoration;

model::CaseFile crown() {
  model::CaseFile file;
  file.prescriber.id = model::PersonId("D-1");
  file.lab = model::LabId("glidewell");
  model::Prescription& rx = file.prescription;
  rx.procedure = {"crown", Restoration::crown};
  rx.material = {"zirconia", Material::zirconia};
  rx.procedure_code = "D2740";
  rx.teeth = {{"19", model::ToothNumber::from_universal("19")}};
  rx.shade = {"a2", model::parse_shade("a2")};
  return file;
}

const model::LabField* find(const std::vector<model::LabField>& fields, std::string_view name) {
  for (const model::LabField& field : fields)
    if (field.name == name) return &field;
  return nullptr;
}

BOOST_AUTO_TEST_SUITE(mapping)

BOOST_AUTO_TEST_CASE(each_range_of_codes_begins_and_ends_where_it_says) {
  struct Row {
    const char* code;
    const char* kind;  // empty: not known
    const char* made_of;
  };
  constexpr Row rows[] = {
      {"D2740", "crown", "ceramic"},
      {"d2740", "crown", "ceramic"},
      {"D2739", "", ""},
      {"D2741", "", ""},
      {"D2750", "crown", "porcelain on metal"},
      {"D2753", "crown", "porcelain on metal"},
      {"D2754", "", ""},
      {"D2790", "crown", "cast metal"},
      {"D2794", "crown", "cast metal"},
      {"D2795", "", ""},
      {"D6058", "implant_crown", "ceramic"},
      {"D6067", "implant_crown", "cast metal"},
      {"D6057", "", ""},
      {"D6068", "", ""},
      {"D6205", "bridge", "resin"},
      {"D6252", "bridge", "any material"},
      {"D6253", "", ""},
      {"D6710", "bridge", "resin"},
      {"D6740", "bridge", "ceramic"},
      {"D6794", "bridge", "cast metal"},
      {"D6795", "", ""},
      {"D5110", "denture", "resin"},
      {"D5140", "denture", "resin"},
      {"D5211", "partial", "resin"},
      {"D5213", "partial", "a metal frame"},
      {"D5228", "partial", "resin"},
      {"D2510", "inlay", "cast metal"},
      {"D2664", "onlay", "resin"},
      {"D2642", "onlay", "ceramic"},
      {"D2960", "veneer", "resin"},
      {"D2962", "veneer", "ceramic"},
      {"2740", "", ""},
      {"D27400", "", ""},
      {"", "", ""},
  };
  for (const Row& row : rows) {
    const CodeMeaning* meaning = meaning_of(row.code);
    BOOST_TEST((meaning ? model::word(meaning->kind) : "") == row.kind, row.code);
    BOOST_TEST((meaning ? word(meaning->made_of) : "") == row.made_of, row.code);
  }
}

BOOST_AUTO_TEST_CASE(a_code_against_the_prescription_is_one_warning) {
  model::Prescription rx = crown().prescription;
  BOOST_TEST(check_code(rx).empty());
  rx.procedure_code = "D2750";
  const auto found = check_code(rx);
  BOOST_REQUIRE(found.size() == 1u);
  BOOST_TEST(model::code(found[0].rule) == "MAP-02");
  BOOST_TEST((found[0].severity == model::Severity::warning));
  BOOST_TEST(
      found[0].sentence ==
      "Procedure code D2750 is for a crown of porcelain on metal, but the prescription asks for zirconia.");
  rx.procedure_code = "D6740";
  BOOST_TEST(check_code(rx).at(0).sentence ==
             "Procedure code D6740 is for a bridge, but the prescription asks for a crown.");
  rx.procedure_code = "D2610";
  BOOST_TEST(check_code(rx).at(0).sentence ==
             "Procedure code D2610 is for an inlay, but the prescription asks for a crown.");
  for (const char* silent : {"", "D9999", "X2740"}) {
    rx.procedure_code = silent;
    BOOST_TEST(check_code(rx).empty(), silent);
  }
  rx.procedure_code = "D2750";
  rx.material = {};
  BOOST_TEST(check_code(rx).empty());
}

BOOST_AUTO_TEST_CASE(a_warning_asks_for_a_review_and_never_lifts_a_block) {
  model::Prescription rx = crown().prescription;
  model::Validation clean;
  add_checks(rx, clean);
  BOOST_TEST((clean.status == model::RxStatus::approved));
  BOOST_TEST(clean.checks_passed.size() == 1u);
  rx.procedure_code = "D2750";
  model::Validation warned;
  add_checks(rx, warned);
  BOOST_TEST((warned.status == model::RxStatus::needs_review));
  model::Validation blocked;
  blocked.status = model::RxStatus::blocked;
  add_checks(rx, blocked);
  BOOST_TEST((blocked.status == model::RxStatus::blocked));
}

BOOST_AUTO_TEST_CASE(a_habit_takes_three_orders_and_four_in_five) {
  Habits habits;
  model::CaseFile file = crown();
  const auto learn = [&](const char* contact) {
    file.prescription.contact = contact;
    habits.learn(file);
  };
  learn("tight");
  learn("tight");
  BOOST_TEST(!habits.usual(file, "contact"));
  learn("tight");
  BOOST_REQUIRE(habits.usual(file, "contact").has_value());
  learn("broad");
  BOOST_TEST(!habits.usual(file, "contact"));  // 3 of 4
  learn("tight");
  const auto usual = habits.usual(file, "contact");  // 4 of 5
  BOOST_REQUIRE(usual.has_value());
  BOOST_TEST(usual->value == "tight");
  BOOST_TEST(usual->orders == 4);
  BOOST_TEST(usual->of == 5);
  file.prescriber.id = model::PersonId("D-2");
  BOOST_TEST(!habits.usual(file, "contact"));
}

BOOST_AUTO_TEST_CASE(every_field_says_where_its_value_came_from) {
  Habits habits;
  model::CaseFile file = crown();
  file.prescription.contact = "tight";
  for (int n = 0; n < 3; ++n)
    habits.learn(file);
  file.prescription.contact.clear();
  const auto fields = fill_lab_fields(file, nullptr, habits);
  BOOST_TEST(fields.size() == 2u);
  BOOST_REQUIRE(find(fields, "contact"));
  BOOST_TEST(find(fields, "contact")->source == "history");
  BOOST_TEST(find(fields, "contact")->evidence == "3 of 3 orders");
  BOOST_REQUIRE(find(fields, "shade"));
  BOOST_TEST(find(fields, "shade")->value == "A2");
  BOOST_TEST(find(fields, "shade")->source == "prescription");
}

BOOST_AUTO_TEST_CASE(a_given_value_is_never_overridden_and_the_other_one_is_told) {
  Habits habits;
  model::CaseFile file = crown();
  model::Prescription& rx = file.prescription;
  rx.procedure = {"implant_crown", Restoration::implant_crown};
  rx.procedure_code = "D6065";
  BOOST_TEST(find(fill_lab_fields(file, nullptr, habits), "retention")->value == "screw");
  BOOST_TEST(find(fill_lab_fields(file, nullptr, habits), "retention")->source == "procedure_code");
  rx.implant = model::Implant{"", "", "", "cement"};
  const auto fields = fill_lab_fields(file, nullptr, habits);
  BOOST_TEST(find(fields, "retention")->value == "cement");
  BOOST_TEST(find(fields, "retention")->source == "prescription");
  BOOST_TEST(find(fields, "retention")->inferred == "screw");
  BOOST_TEST(find(fields, "retention")->evidence == "D6065");
  rx.implant->retention = "screw";
  BOOST_TEST(find(fill_lab_fields(file, nullptr, habits), "retention")->inferred == "");
}

BOOST_AUTO_TEST_CASE(files_get_the_labs_names_and_stay_apart) {
  std::vector<model::Attachment> files(4);
  files[0].name = "Smith John.STL";
  files[0].kind = model::AttachmentKind::scan_prep;
  files[1] = files[0];
  files[2].name = "shade";
  files[2].kind = model::AttachmentKind::photo_shade;
  files[3].name = "../../etc/passwd.tar.gz";
  files[3].kind = model::AttachmentKind::form;
  const model::Prescription rx = crown().prescription;
  const auto named = bundle("{case}_{tooth}_{kind}.{ext}", model::CaseId("LC-7"), rx, files);
  BOOST_TEST(named[0].name == "LC-7_19_scan.prep.stl");
  BOOST_TEST(named[1].name == "LC-7_19_scan.prep-2.stl");
  BOOST_TEST(named[2].name == "LC-7_19_photo.shade");
  BOOST_TEST(named[3].name == "LC-7_19_form.gz");
  BOOST_TEST(bundle("", model::CaseId("LC-7"), rx, files)[0].name == "Smith John.STL");
  BOOST_TEST(bundle("{case}-{kind}-{tooth}.{ext}", model::CaseId("LC-7"), {}, files)[0].name ==
             "LC-7-scan.prep-none.stl");
}

BOOST_AUTO_TEST_SUITE_END()

}  // namespace
}  // namespace articulator::mapping
