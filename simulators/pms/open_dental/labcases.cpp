// LabCases (DOMAIN.md 1.3; vendor's page apilabcases). No DateTStamp filter, no status filter, no event: the
// one who wants to know must ask.
#include "simulators/pms/open_dental/appointment_facts.hpp"
#include "simulators/pms/open_dental/engine_facts.hpp"
#include "simulators/pms/open_dental/lab_case_columns.hpp"
#include "simulators/pms/open_dental/listing.hpp"
#include "simulators/pms/open_dental/resources.hpp"

#include <array>

namespace articulator::simulators::open_dental {
namespace {

// A page of lab cases is asked for over and over: the text of a row is kept until the row changes.
void append_row(std::string& json, Office& office, const Call& call, const LabCase& row) {
  const bool plain = call.date_time_pattern == nullptr;
  std::string& kept = office.lab_cases.rendered(row);
  if (plain && !kept.empty()) {
    json += kept;
    return;
  }
  std::string text = row_json(lab_case_columns, row, rendering(office, call));
  json += text;
  if (plain) kept = std::move(text);
}

std::string single(Office& office, const Call& call, const LabCase& row) {
  std::string json;
  append_row(json, office, call, row);
  return json;
}

}  // namespace

Answer get_lab_case(Office& office, Call& call) {
  const LabCase* row = office.lab_cases.find(call.number);
  if (row == nullptr) return not_found("LabCase");
  return ok(single(office, call, *row));
}

Answer get_lab_cases(Office& office, Call& call) {
  Selection<LabCase> selection(office.lab_cases);
  const auto refusal =
      selection.filter(office, call,
                       {{"PatNum", &LabCase::patient, Reference::patient, LabCase::by_patient},
                        {"AptNum", &LabCase::appointment, Reference::appointment, LabCase::by_appointment},
                        {"PlannedAptNum", &LabCase::planned_appointment, Reference::appointment},
                        {"LaboratoryNum", &LabCase::laboratory, Reference::laboratory},
                        {"ProvNum", &LabCase::provider, Reference::provider}});
  if (refusal) return std::unexpected(*refusal);
  std::string json = "[";
  for (const LabCase* row : selection.page(call)) {
    if (json.size() > 1) json += ',';
    append_row(json, office, call, *row);
  }
  json += ']';
  return ok(std::move(json));
}

Answer post_lab_case(Office& office, Call& call) {
  if (auto refusal = missing(call.body, {"PatNum", "LaboratoryNum", "ProvNum"}))
    return std::unexpected(*refusal);
  LabCase row;
  if (auto refusal = read_body(office, lab_case_columns, call.body, Rule::create, row))
    return std::unexpected(*refusal);
  if (row.patient == 0) return not_found("Patient");
  if (row.laboratory == 0) return not_found("Laboratory");
  if (row.provider == 0) return not_found("Provider");
  const LabCase& added = office.lab_cases.add(std::move(row), office.now);
  return created(single(office, call, added));
}

Answer put_lab_case(Office& office, Call& call) {
  const LabCase* before = office.lab_cases.find(call.number);
  if (before == nullptr) return not_found("LabCase");
  LabCase row = *before;
  if (auto refusal = read_body(office, lab_case_columns, call.body, Rule::update, row))
    return std::unexpected(*refusal);
  say_status_change(office, *before, row, call.out);
  say_attached(office, *before, row, call.out);
  office.lab_cases.update(std::move(row), office.now);
  return ok(single(office, call, *office.lab_cases.find(call.number)));
}

Answer delete_lab_case(Office& office, Call& call) {
  if (!office.lab_cases.remove(call.number)) return not_found("LabCase");
  return ok_without_body();
}

}  // namespace articulator::simulators::open_dental
