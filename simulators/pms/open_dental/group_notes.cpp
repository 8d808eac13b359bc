// Group notes: a procedure with code ~GRP~ that speaks for several (vendor's page apiprocedurelogs,
// "GroupNote").
#include "simulators/pms/open_dental/definitions.hpp"
#include "simulators/pms/open_dental/resources.hpp"

#include <algorithm>

namespace articulator::simulators::open_dental {
namespace {

void write_group_note(base::JsonWriter& writer, const ProcedureLog& row) {
  writer.begin_object()
      .member("PatNum", row.patient)
      .member("ProvNum", row.provider)
      .member("ProcNum", row.number)
      .key("ProcNums")
      .begin_array();
  for (const std::int64_t number : row.group)
    writer.integer(number);
  writer.end_array().member("Note", std::string_view(row.group_note)).key("isSigned");
  write_flag(writer, row.is_signed);
  writer.end_object();
}

std::string group_note_json(const ProcedureLog& row) {
  std::string json;
  base::JsonWriter writer(json);
  write_group_note(writer, row);
  return json;
}

const ProcedureLog* find_group_note(const Office& office, std::int64_t number) {
  const ProcedureLog* row = office.procedures.find(number);
  return row != nullptr && row->code == group_note_code && !row->status.is(ProcStatus::d) ? row : nullptr;
}

std::optional<Refusal> read_signed_and_provider(const Office& office, const base::JsonValue& body,
                                                ProcedureLog& row) {
  if (given(body, "isSigned")) {
    const auto is_signed = flag_of(*body.find("isSigned"));
    if (!is_signed) return Refusal{400, "isSigned is invalid"};
    row.is_signed = *is_signed;
  }
  if (given(body, "ProvNum")) {
    const auto provider = number_of(*body.find("ProvNum"));
    if (!provider) return Refusal{400, "ProvNum is invalid"};
    if (auto refusal = check_reference(office, Reference::provider, *provider)) return refusal;
    row.provider = *provider;
  }
  return std::nullopt;
}

}  // namespace

Answer get_group_notes(Office& office, Call& call) {
  const auto patient = number_parameter(call, "PatNum");
  if (!patient) return std::unexpected(patient.error());
  if (!*patient) return bad("PatNum is required");
  if (office.patients.find(**patient) == nullptr) return not_found("Patient");
  std::string json;
  base::JsonWriter writer(json);
  writer.begin_array();
  for (const std::int64_t number : office.procedures.with(ProcedureLog::by_patient, **patient))
    if (const ProcedureLog* row = find_group_note(office, number)) write_group_note(writer, *row);
  writer.end_array();
  return ok(std::move(json));
}

Answer post_group_note(Office& office, Call& call) {
  if (auto refusal = missing(call.body, {"PatNum", "ProcNums", "Note"})) return std::unexpected(*refusal);
  const std::int64_t patient = number_of(*call.body.find("PatNum")).value_or(0);
  if (office.patients.find(patient) == nullptr) return not_found("Patient");
  ProcedureLog row = new_procedure(office, patient, group_note_code);
  row.status = Choice(ProcStatus::ec);
  const ProcedureLog* first = nullptr;
  for (const base::JsonValue& value : call.body.find("ProcNums")->elements()) {
    const ProcedureLog* procedure = office.procedures.find(number_of(value).value_or(0));
    if (procedure == nullptr || procedure->patient != patient) return not_found("Procedure");
    if (first == nullptr) first = procedure;
    if (procedure->date != first->date || procedure->clinic != first->clinic ||
        procedure->provider != first->provider)
      return bad("The procedures must have the same date, clinic and provider");
    if (std::ranges::find(row.group, procedure->number) == row.group.end())
      row.group.push_back(procedure->number);
  }
  if (row.group.empty()) return bad("ProcNums is required");
  if (auto refusal = read_signed_and_provider(office, call.body, row)) return std::unexpected(*refusal);
  const auto note = call.body.find("Note")->text();
  if (!note) return bad("Note is invalid");
  row.group_note = on_one_line(*note);
  return created(group_note_json(office.procedures.add(std::move(row), office.now)));
}

Answer put_group_note(Office& office, Call& call) {
  const ProcedureLog* before = find_group_note(office, call.number);
  if (before == nullptr) return not_found("GroupNote");
  if (auto refusal = missing(call.body, {"PatNum", "Note"})) return std::unexpected(*refusal);
  if (number_of(*call.body.find("PatNum")) != before->patient)
    return bad("PatNum is not the patient of this GroupNote");
  const auto note = call.body.find("Note")->text();
  if (!note) return bad("Note is invalid");
  ProcedureLog row = *before;
  const auto append = call.body.find("doAppendNote");
  const bool appends = append && flag_of(*append).value_or(false);
  row.group_note = on_one_line(appends ? row.group_note + "\r\n" + std::string(*note) : std::string(*note));
  if (auto refusal = read_signed_and_provider(office, call.body, row)) return std::unexpected(*refusal);
  office.procedures.update(std::move(row), office.now);
  return ok(group_note_json(*office.procedures.find(call.number)));
}

Answer delete_group_note(Office& office, Call& call) {
  const ProcedureLog* before = find_group_note(office, call.number);
  if (before == nullptr) return not_found("GroupNote");
  ProcedureLog row = *before;
  row.status = Choice(ProcStatus::d);
  office.procedures.update(std::move(row), office.now);
  return ok_without_body();
}

}  // namespace articulator::simulators::open_dental
