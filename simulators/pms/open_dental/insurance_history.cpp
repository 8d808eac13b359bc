// Insurance history: when a patient last had each category of treatment (vendor's page apiprocedurelogs,
// "InsuranceHistory"). This office has one plan a patient: InsSubNum is the patient's own number.
#include "simulators/pms/open_dental/definitions.hpp"
#include "simulators/pms/open_dental/resources.hpp"

#include <algorithm>

namespace articulator::simulators::open_dental {
namespace {

const ProcedureLog* latest(const Office& office, std::int64_t patient, const HistoryCategory& category) {
  const ProcedureLog* found = nullptr;
  for (const std::int64_t number : office.procedures.with(ProcedureLog::by_patient, patient)) {
    const ProcedureLog* row = office.procedures.find(number);
    const bool done =
        row->status.is(ProcStatus::c) || row->status.is(ProcStatus::ec) || row->status.is(ProcStatus::eo);
    if (!done || std::ranges::find(category.codes, row->code) == category.codes.end()) continue;
    if (found == nullptr || row->date > found->date) found = row;
  }
  return found;
}

std::optional<Refusal> check_subscriber(const Office& office, std::int64_t patient, std::int64_t subscriber) {
  if (office.patients.find(patient) == nullptr) return Refusal{404, "Patient not found"};
  if (subscriber != patient) return Refusal{404, "InsSub not found"};
  return std::nullopt;
}

}  // namespace

Answer get_insurance_history(Office& office, Call& call) {
  const auto patient = number_parameter(call, "PatNum");
  const auto subscriber = number_parameter(call, "InsSubNum");
  if (!patient) return std::unexpected(patient.error());
  if (!subscriber) return std::unexpected(subscriber.error());
  if (!*patient) return bad("PatNum is required");
  if (!*subscriber) return bad("InsSubNum is required");
  if (auto refusal = check_subscriber(office, **patient, **subscriber)) return std::unexpected(*refusal);
  const Rendering how = rendering(office, call);
  std::string json;
  base::JsonWriter writer(json);
  writer.begin_array();
  for (const HistoryCategory& category : history_categories()) {
    const ProcedureLog* row = latest(office, **patient, category);
    writer.begin_object().member("insHistPrefName", category.name).key("procDate");
    if (row != nullptr)
      write_time(writer, row->date, Precision::date, how);
    else
      writer.text(category.codes.empty() ? "Not Set" : "No History");
    writer.member("ProcNum", row == nullptr ? 0 : row->number).end_object();
  }
  writer.end_array();
  return ok(std::move(json));
}

Answer post_insurance_history(Office& office, Call& call) {
  if (auto refusal = missing(call.body, {"PatNum", "InsSubNum", "insHistPrefName", "ProcDate"}))
    return std::unexpected(*refusal);
  const std::int64_t patient = number_of(*call.body.find("PatNum")).value_or(0);
  const std::int64_t subscriber = number_of(*call.body.find("InsSubNum")).value_or(0);
  if (auto refusal = check_subscriber(office, patient, subscriber)) return std::unexpected(*refusal);
  const auto name = call.body.find("insHistPrefName")->text();
  const auto category = std::ranges::find_if(
      history_categories(), [&](const HistoryCategory& candidate) { return candidate.name == name; });
  if (category == history_categories().end()) return bad("insHistPrefName is invalid");
  if (category->codes.empty()) return bad("The preference has no procedure codes");
  const auto written = call.body.find("ProcDate")->text();
  const auto date = written ? parse_local(*written) : std::nullopt;
  if (!date || date->empty()) return bad("ProcDate format must be yyyy-MM-dd");
  ProcedureLog row = new_procedure(office, patient, category->codes.front());
  row.status = Choice(ProcStatus::eo);
  row.date = start_of_day(*date);
  row.treatment_planned = row.date;
  row.fee_cents = 0;
  const ProcedureLog& added = office.procedures.add(std::move(row), office.now);
  return created(procedure_json(office, added, rendering(office, call)));
}

}  // namespace articulator::simulators::open_dental
