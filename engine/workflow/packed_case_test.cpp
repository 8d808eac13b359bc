#include "engine/workflow/packed_case.hpp"

#include "engine/model/packing.hpp"
#include "engine/validation/validate.hpp"

#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include <boost/test/unit_test.hpp>

namespace articulator::workflow {
namespace {

model::Attachment scan() {
  model::Attachment scan;
  scan.name = "prep.stl";
  scan.kind = model::AttachmentKind::scan_prep;
  scan.kind_given = "scan.prep";
  scan.bytes = 21'586'682;
  scan.sha256 = "149cbaabbfdc849d1c5120912b7f1856f78d6e055338c8c1056aa686c3971182";
  scan.mesh = model::Mesh{111'602, true, 2, {6500, 5900, 2600}};
  scan.content = model::Content{true,      7,
                                "ab",      "cannot be read",
                                scan.mesh, model::Arch::lower,
                                "inches",  3,
                                40,        model::Identity{{"1", "2"}, "n", "d"}};
  scan.on_its_way.bytes = std::make_shared<const std::string>("solid");
  return scan;
}

model::Prescription prescription() {
  model::Prescription rx;
  rx.procedure = {"Crown", model::Restoration::implant_crown};
  rx.procedure_code = "D6058";
  rx.teeth = {{"#19", model::ToothNumber::from_universal("19")}, {"99", std::nullopt}};
  rx.material = {"Zirconia", model::Material::composite};
  rx.shade = {"a2", model::Shade{"A2", 1}};
  rx.stump_shade = {"ND9", std::nullopt};
  rx.margin_type = {"chamfer", model::Margin::bevel};
  rx.due_date = {"2024-11-01", base::make_date(2024, 11, 1)};
  rx.die_material = "gypsum";
  rx.physical_model = true;
  rx.pontics = {{"A", model::ToothNumber::from_universal("A")}};
  rx.pontic_design = "ovate";
  rx.implant = model::Implant{"a", "b", "c", "d"};
  rx.arch = "upper";
  rx.stage = "try-in";
  rx.mould = "M1";
  rx.occlusal = "light";
  rx.contact = "tight";
  rx.instructions = "Contacts light please.";
  return rx;
}

model::CaseFile case_file() {
  model::CaseFile file;
  file.patient = model::PatientId("PT-1");
  file.prescriber = {model::PersonId("D-1"), "Dr. Ellingwood", "DN10001", true};
  file.lab = model::LabId("glidewell");
  file.prescription = prescription();
  file.notes = "Notes";
  file.attachments = {scan(), {}};
  file.appointment =
      model::Appointment{model::AppointmentId("A-1"), file.patient, base::Instant{5}, 90, "D-1", "OP2"};
  model::Coverage plan;
  plan.plan = "PL-1";
  plan.coinsurance = {{{"D2700", "D2799"}, 50}};
  plan.limitations = {{{"D2740", "D2740"}, 60, false}};
  plan.alternate_benefits = {{"D2740", "D2751", model::AlternateBenefit::Only::molar}};
  plan.history = {{"D2740", model::ToothNumber::from_universal("3"), base::make_date(2020, 1, 2)}};
  plan.preauthorization_codes = {"D6058"};
  plan.preauthorized = true;
  file.coverage = plan;
  return file;
}

// Every member is other than it begins.
Case whole_case() {
  Case open;
  open.file = case_file();
  open.stage = model::Stage::shipped;
  open.on_hold = open.sent = open.by_a_person = open.cancelled = true;
  open.orders_sent = 2;
  open.reviews_opened = 3;
  open.round = 4;
  open.remake =
      model::Remake{4, model::RemakeCause::fit, model::RemakeRoute::redesign, "LC-1/1", "T-1", true};
  open.last_sequence = 1'000'000'000'000;
  open.tracking = "T-2";
  open.ship_by = "2024-11-02";
  open.carrier = "UPS";
  open.carrier_tracking = "1Z";
  open.predicted_delivery = base::Instant{-7};
  open.received_back = true;
  open.delay = delivery::Alert{model::AppointmentId("A-1"), base::Instant{8}, base::Instant{9}};
  open.journey.reach(model::Stage::in_design, base::Instant{10});
  open.next_check = base::Instant{11};
  open.reviews = {{model::ReviewId("LC-1-r3"), {"GOV-03", "VAL-33"}, base::Instant{12}, "Which shade?"}};
  open.milestones_told = {model::Stage::received, model::Stage::shipped};
  model::Validation found;
  found.status = model::RxStatus::needs_review;
  found.findings = {{model::Rule{33}, model::Severity::note, "/a", "b", "c", "d"}};
  found.checks_passed = {validation::check_names().front(), validation::check_names().back()};
  open.validation = model::Validation(found);
  open.had_feedback = true;
  open.ended_at = base::Instant{13};
  return open;
}

const model::CaseId id("LC-1");

std::string packed(const Case& open) {
  std::string bytes;
  pack(id, open, bytes);
  return bytes;
}

Case unpacked(const std::string& bytes) {
  Case open;
  unpack(id, bytes, open);
  return open;
}

}  // namespace

BOOST_AUTO_TEST_SUITE(packed_case)

BOOST_AUTO_TEST_CASE(a_case_that_rested_is_what_it_was) {
  const Case open = whole_case();
  const Case back = unpacked(packed(open));
  BOOST_TEST(packed(back) == packed(open));
  BOOST_TEST((*back.file == *open.file));
  BOOST_TEST(*back.file->attachments[0].on_its_way.bytes == "solid");
  BOOST_TEST((back.remake == open.remake));
  BOOST_TEST((back.stage == open.stage && back.on_hold && back.sent && back.by_a_person && back.cancelled &&
              back.received_back));
  BOOST_TEST((back.orders_sent == 2 && back.reviews_opened == 3 && back.round == 4));
  BOOST_TEST(back.last_sequence == open.last_sequence);
  BOOST_TEST((back.tracking == "T-2" && back.ship_by == "2024-11-02"));
  BOOST_TEST((back.carrier == "UPS" && back.carrier_tracking == "1Z"));
  BOOST_TEST((back.predicted_delivery == base::Instant{-7} && back.next_check == base::Instant{11}));
  BOOST_TEST((back.delay->predicted == base::Instant{8} && back.delay->raised_at == base::Instant{9}));
  BOOST_TEST((back.journey.reached(model::Stage::in_design) == base::Instant{10}));
  BOOST_TEST((back.reviews.at(0).question == "Which shade?" && back.reviews.at(0).reasons.size() == 2));
  BOOST_TEST((back.milestones_told == open.milestones_told));
  BOOST_TEST((back.validation->status == open.validation->status));
  BOOST_TEST((back.validation->findings == open.validation->findings));
  BOOST_TEST((back.validation->checks_passed == open.validation->checks_passed));
  BOOST_TEST((back.had_feedback && back.ended_at == base::Instant{13}));
}

BOOST_AUTO_TEST_CASE(a_case_that_was_only_looked_at_rests_as_it_was) {
  const Case open = unpacked(packed(whole_case()));
  BOOST_TEST(open.file->notes == "Notes");
  BOOST_TEST(open.validation->findings.size() == 1U);
  BOOST_TEST(packed(open) == packed(whole_case()));
}

// Whatever is done to it, also of a case that rested.
BOOST_AUTO_TEST_CASE(the_outline_says_what_the_file_says) {
  const auto agree = [](const KeptFile& file) {
    const FileOutline& outline = file.outline();
    const auto& seat = file->appointment;
    BOOST_TEST((outline.patient == file->patient && outline.lab == file->lab));
    BOOST_TEST((outline.procedure == file->prescription.procedure.value));
    BOOST_TEST((outline.material == file->prescription.material.value));
    BOOST_REQUIRE_EQUAL(outline.visit.has_value(), seat.has_value());
    if (seat) BOOST_TEST((outline.visit->id == seat->id && outline.visit->start == seat->start));
  };
  Case open = unpacked(packed(whole_case()));
  agree(open.file);
  open.file.book(std::nullopt);
  agree(open.file);
  open = unpacked(packed(open));
  BOOST_TEST(!open.file->appointment.has_value());
  agree(open.file);
  open.file.book(model::Appointment{model::AppointmentId("A-2"), open.file->patient, base::Instant{6}, 30,
                                    "D-1", "OP1"});
  agree(open.file);
  BOOST_TEST((unpacked(packed(open)).file->appointment->id == model::AppointmentId("A-2")));
  open.file = model::CaseFile{};
  agree(open.file);
}

// All of them, none, one, and in another order than that of the rules.
BOOST_AUTO_TEST_CASE(the_checks_that_passed_come_back_in_their_order) {
  const std::vector<std::string_view> all = validation::check_names();
  const std::vector<std::string_view> reversed(all.rbegin(), all.rend());
  for (const auto& passed : {all, reversed, std::vector{all.back()}, std::vector<std::string_view>{},
                             std::vector{all[3], all[3]}}) {
    Case open;
    model::Validation found;
    found.checks_passed = passed;
    open.validation = model::Validation(found);
    BOOST_TEST((unpacked(packed(open)).validation->checks_passed == passed));
  }
}

BOOST_AUTO_TEST_CASE(an_appointment_of_somebody_else_stays_theirs) {
  Case open = whole_case();
  model::CaseFile file = *open.file;
  file.appointment->patient = model::PatientId("PT-2");
  open.file = model::CaseFile(file);
  BOOST_TEST((*unpacked(packed(open)).file == file));
}

BOOST_AUTO_TEST_CASE(an_empty_case_is_a_few_bytes) {
  const std::string bytes = packed(Case{});
  BOOST_TEST(bytes.size() < 100U);
  BOOST_TEST(packed(unpacked(bytes)) == bytes);
}

BOOST_AUTO_TEST_CASE(a_patient_who_rested_is_who_it_was) {
  const model::PatientId patient_id("PT-1");
  const model::Patient patient{patient_id,
                               true,
                               false,
                               std::nullopt,
                               model::Medium::email,
                               {"nickel"},
                               {{*model::ToothNumber::from_universal("19"), model::ToothState::missing}},
                               {{"1"}, "n", "d"}};
  std::string bytes;
  pack(patient_id, patient, bytes);
  model::Patient back;
  unpack(patient_id, bytes, back);
  BOOST_TEST((back == patient));
}

BOOST_AUTO_TEST_SUITE_END()

}  // namespace articulator::workflow
