// Orders for tests of the channels: a zirconia crown on tooth 19 from p-01 to Glidewell.
#pragma once

#include "engine/model/connector.hpp"
#include "engine/model/lab_profile.hpp"

#include <memory>

namespace articulator::connect::testing {

inline model::Order crown_order() {
  model::Order order;
  order.case_id = model::CaseId("LC-7");
  order.idempotency_key = "LC-7/1";
  order.ordered_at = base::parse_instant("2024-10-21T14:00:00Z").value();
  order.file.patient = model::PatientId("PT-3");
  order.file.prescriber = {model::PersonId("D-2"), "Alma Diaz", "TX-12345", true};
  order.file.lab = model::LabId("glidewell");
  model::Prescription& rx = order.file.prescription;
  rx.procedure = {"crown", model::Restoration::crown};
  rx.procedure_code = "D2740";
  rx.teeth = {{"19", model::ToothNumber::from_universal("19")}};
  rx.material = {"zirconia", model::Material::zirconia};
  rx.shade = {"A2", model::parse_shade("A2")};
  rx.margin_type = {"chamfer", model::Margin::chamfer};
  rx.due_date = {"2024-11-15", base::parse_date("2024-11-15").value()};
  rx.instructions = "Match the adjacent tooth; light occlusal contact.";
  for (const char* name : {"prep.stl", "opposing.stl"}) {
    model::Attachment scan;
    scan.name = name;
    scan.kind = model::AttachmentKind::scan_prep;
    scan.kind_given = "scan.prep";
    scan.bytes = 12'475'500;
    scan.sha256 = std::string(64, name[0] == 'p' ? 'a' : 'b');
    order.file.attachments.push_back(scan);
  }
  order.validation.checks_passed = {"VAL-01", "VAL-02", "VAL-03"};
  return order;
}

inline model::LabProfile glidewell() {
  model::LabProfile profile;
  profile.lab = model::LabId("glidewell");
  profile.name = "Glidewell";
  profile.email = "cases@glidewell.example";
  profile.channels = {"api", "sftp", "email"};
  return profile;
}

}  // namespace articulator::connect::testing
