// ProcedureLogs (DOMAIN.md 1.6; vendor's page apiprocedurelogs): where tooth and CDT code live.
#include "simulators/pms/open_dental/definitions.hpp"
#include "simulators/pms/open_dental/listing.hpp"
#include "simulators/pms/open_dental/resources.hpp"

#include <algorithm>
#include <array>

#include <fmt/format.h>

namespace articulator::simulators::open_dental {
namespace {

std::string provider_name(const Office& office, const ProcedureLog& row) {
  return office.provider_abbreviation(row.provider);
}
std::string priority_name(const Office&, const ProcedureLog& row) {
  return std::string(definition_name(Category::treat_priority, row.priority));
}
std::string diagnosis_name(const Office&, const ProcedureLog& row) {
  return std::string(definition_name(Category::diagnosis, row.dx));
}
std::string description(const Office&, const ProcedureLog& row) {
  const ProcedureCode* code = find_code(row.code_number);
  return code == nullptr ? std::string{} : std::string(code->description);
}
std::string code_of(const Office&, const ProcedureLog& row) {
  return row.code;
}
std::string canadian_codes(const Office&, const ProcedureLog&) {
  return {};
}

constexpr std::array columns = {
    number("ProcNum", &ProcedureLog::number),
    number("PatNum", &ProcedureLog::patient, Rule::create, Reference::patient),
    number("AptNum", &ProcedureLog::appointment, Rule::both, Reference::appointment),
    date("ProcDate", &ProcedureLog::date, Rule::both),
    integer_kind(Kind::money_text, "ProcFee", &ProcedureLog::fee_cents, Rule::both),
    text("Surf", &ProcedureLog::surf, Rule::both),
    text("ToothNum", &ProcedureLog::tooth, Rule::both),
    text("ToothRange", &ProcedureLog::tooth_range, Rule::both),
    number("Priority", &ProcedureLog::priority, Rule::both, Reference::treat_priority),
    derived<ProcedureLog>("priority", priority_name),
    choice("ProcStatus", &ProcedureLog::status, proc_status_words, Rule::both),
    number("ProvNum", &ProcedureLog::provider, Rule::both, Reference::provider),
    derived<ProcedureLog>("provAbbr", provider_name),
    number("Dx", &ProcedureLog::dx, Rule::both, Reference::diagnosis),
    derived<ProcedureLog>("dxName", diagnosis_name),
    number("PlannedAptNum", &ProcedureLog::planned_appointment, Rule::both, Reference::planned_appointment),
    choice("PlaceService", &ProcedureLog::place_service, place_service_words, Rule::both),
    choice("Prosthesis", &ProcedureLog::prosthesis, prosthesis_words),
    date("DateOriginalProsth", &ProcedureLog::original_prosthesis, Rule::both),
    text("ClaimNote", &ProcedureLog::claim_note, Rule::both),
    date("DateEntryC", &ProcedureLog::entered_on),
    number("ClinicNum", &ProcedureLog::clinic, Rule::both, Reference::clinic),
    number("CodeNum", &ProcedureLog::code_number),
    derived<ProcedureLog>("procCode", code_of),
    derived<ProcedureLog>("descript", description),
    number("UnitQty", &ProcedureLog::unit_quantity),
    number("BaseUnits", &ProcedureLog::base_units),
    date("DateTP", &ProcedureLog::treatment_planned, Rule::both),
    number("SiteNum", &ProcedureLog::site, Rule::both),
    flag("HideGraphics", &ProcedureLog::hide_graphics),
    derived<ProcedureLog>("CanadianTypeCodes", canadian_codes),
    integer_kind(Kind::time_of_day, "ProcTime", &ProcedureLog::time_s, Rule::both),
    integer_kind(Kind::time_of_day, "ProcTimeEnd", &ProcedureLog::time_end_s, Rule::both),
    stamp("DateTStamp", &ProcedureLog::stamp),
    number("Prognosis", &ProcedureLog::prognosis, Rule::both, Reference::prognosis),
    flag("IsLocked", &ProcedureLog::is_locked),
    text("BillingNote", &ProcedureLog::billing_note, Rule::both),
    integer_kind(Kind::money, "Discount", &ProcedureLog::discount_cents, Rule::both),
    flag("IsDateProsthEst", &ProcedureLog::is_date_prosthesis_estimated, Rule::both),
    date_time("SecDateEntry", &ProcedureLog::entered),
    server_time<ProcedureLog>(),
};

// The samples of POST and PUT write some numbers as text.
constexpr std::array post_as_text = {std::string_view{"ClinicNum"}};
constexpr std::array put_as_text = {std::string_view{"AptNum"}, std::string_view{"PlannedAptNum"},
                                    std::string_view{"ClinicNum"}};

std::optional<Refusal> read_code(const base::JsonValue& body, ProcedureLog& row) {
  const bool by_code = given(body, "procCode");
  const bool by_number = given(body, "CodeNum");
  if (by_code && by_number) return Refusal{400, "Only one of procCode and CodeNum may be given"};
  if (!by_code && !by_number) return std::nullopt;
  const auto word = by_code ? body.find("procCode")->text() : std::nullopt;
  const ProcedureCode* code = by_number ? find_code(number_of(*body.find("CodeNum")).value_or(0))
                              : word    ? find_code(*word)
                                        : nullptr;
  if (code == nullptr) return Refusal{404, "ProcedureCode not found"};
  const ProcedureCode* before = find_code(row.code_number);
  if (before != nullptr && before->area != code->area)
    return Refusal{400, "The treatment area of the new procedure code must match the current one"};
  row.code_number = code->number;
  row.code = code->code;
  return std::nullopt;
}

std::optional<Refusal> read_named_definitions(const base::JsonValue& body, ProcedureLog& row) {
  struct Named {
    std::string_view name;
    std::string_view number_name;
    Category category;
    std::int64_t ProcedureLog::* member;
  };
  for (const Named& named : {Named{"priority", "Priority", Category::treat_priority, &ProcedureLog::priority},
                             Named{"dxName", "Dx", Category::diagnosis, &ProcedureLog::dx}}) {
    if (!given(body, named.name)) continue;
    if (given(body, named.number_name))
      return Refusal{400, fmt::format("Only one of {} and {} may be given", named.number_name, named.name)};
    const auto word = body.find(named.name)->text();
    const Definition* found = word ? find_definition(named.category, *word) : nullptr;
    if (found == nullptr) return Refusal{404, "Definition not found"};
    row.*named.member = found->number;
  }
  if (const auto prosthesis = body.find("Prosthesis"); prosthesis && prosthesis->text()) {
    const std::string_view word = *prosthesis->text() == "No" ? "" : *prosthesis->text();
    const auto read = choice_of(prosthesis_words, word);
    if (!read) return Refusal{400, "Prosthesis is invalid"};
    row.prosthesis = *read;
  }
  return std::nullopt;
}

std::optional<Refusal> check_area(const ProcedureLog& row) {
  const ProcedureCode* code = find_code(row.code_number);
  if (code == nullptr) return std::nullopt;
  const bool tooth_wanted = code->area == TreatmentArea::tooth || code->area == TreatmentArea::surface;
  const bool surface_wanted = code->area == TreatmentArea::surface || code->area == TreatmentArea::arch;
  if (tooth_wanted && row.tooth.empty()) return Refusal{400, "ToothNum is required"};
  if (surface_wanted && row.surf.empty()) return Refusal{400, "Surf is required"};
  if (code->area == TreatmentArea::tooth_range && row.tooth_range.empty())
    return Refusal{400, "ToothRange is required"};
  if (!row.prosthesis.is(Prosthesis::no) && !code->is_prosthesis)
    return Refusal{400, "Prosthesis cannot be set for this procedure code"};
  return std::nullopt;
}

std::optional<Refusal> read_procedure(const Office& office, const Call& call, Rule method,
                                      ProcedureLog& row) {
  const ProcedureLog before = row;
  if (auto refusal = read_code(call.body, row)) return refusal;
  if (auto refusal = read_body(office, columns, call.body, method, row)) return refusal;
  if (auto refusal = read_named_definitions(call.body, row)) return refusal;
  // Empty strings for these are passed over.
  for (auto member : {&ProcedureLog::tooth, &ProcedureLog::surf, &ProcedureLog::tooth_range})
    if ((row.*member).empty()) row.*member = before.*member;
  const auto range = unfolded_teeth(row.tooth_range);
  if (!range) return Refusal{400, "ToothRange is invalid"};
  row.tooth_range = *range;
  return check_area(row);
}

}  // namespace

ProcedureLog new_procedure(const Office& office, std::int64_t patient, std::string_view code) {
  ProcedureLog row;
  row.patient = patient;
  row.code = code;
  if (const ProcedureCode* known = find_code(code)) {
    row.code_number = known->number;
    row.fee_cents = known->fee_cents;
  }
  const Patient* who = office.patients.find(patient);
  row.provider = who != nullptr && who->provider != 0 ? who->provider : office.default_provider();
  row.clinic = who != nullptr ? who->clinic : 0;
  row.date = start_of_day(office.local_now);
  row.entered_on = row.date;
  row.treatment_planned = row.date;
  row.entered = office.local_now;
  return row;
}

std::string procedure_json(const Office&, const ProcedureLog& row, const Rendering& how) {
  return row_json(columns, row, how);
}

Answer get_procedure(Office& office, Call& call) {
  const ProcedureLog* row = office.procedures.find(call.number);
  if (row == nullptr) return not_found("Procedure");
  return ok(row_json(columns, *row, rendering(office, call)));
}

Answer get_procedures(Office& office, Call& call) {
  Selection<ProcedureLog> selection(office.procedures);
  if (auto refusal = selection.filter(
          office, call,
          {{"AptNum", &ProcedureLog::appointment, Reference::appointment, ProcedureLog::by_appointment},
           {"PatNum", &ProcedureLog::patient, Reference::patient, ProcedureLog::by_patient},
           {"PlannedAptNum", &ProcedureLog::planned_appointment, Reference::planned_appointment,
            ProcedureLog::by_planned_appointment}}))
    return std::unexpected(*refusal);
  if (auto refusal = selection.changed(office, call, Since::on_or_after)) return std::unexpected(*refusal);
  if (auto refusal = selection.filter(office, call,
                                      {{"ClinicNum", &ProcedureLog::clinic, Reference::clinic},
                                       {"CodeNum", &ProcedureLog::code_number, Reference::none}}))
    return std::unexpected(*refusal);
  if (const std::string* word = call.query("ProcStatus"); word != nullptr && !word->empty()) {
    const auto status = choice_of(proc_status_words, *word);
    if (!status) return bad("ProcStatus is invalid");
    selection.keep([&](const ProcedureLog& row) { return row.status == *status; });
  }
  return list_answer(columns, selection.page(call), rendering(office, call));
}

Answer post_procedure(Office& office, Call& call) {
  if (auto refusal = missing(call.body, {"PatNum", "ProcDate", "ProcStatus"}))
    return std::unexpected(*refusal);
  if (!given(call.body, "procCode") && !given(call.body, "CodeNum"))
    return bad("procCode or CodeNum is required");
  ProcedureLog blank;
  if (auto refusal = read_code(call.body, blank)) return std::unexpected(*refusal);
  const std::int64_t patient = number_of(*call.body.find("PatNum")).value_or(0);
  ProcedureLog row = new_procedure(office, patient, blank.code);
  if (auto refusal = read_procedure(office, call, Rule::create, row)) return std::unexpected(*refusal);
  if (row.patient == 0) return not_found("Patient");
  if (row.status.is(ProcStatus::d) || row.status.is(ProcStatus::tpi)) return bad("ProcStatus is invalid");
  const ProcedureLog& added = office.procedures.add(std::move(row), office.now);
  return created(row_json(columns, added, rendering(office, call, {.as_text = post_as_text})));
}

Answer put_procedure(Office& office, Call& call) {
  const ProcedureLog* before = office.procedures.find(call.number);
  if (before == nullptr) return not_found("Procedure");
  if (before->status.is(ProcStatus::c)) {
    for (const std::string_view fixed : {"CodeNum", "procCode", "Discount", "ToothNum", "Surf", "ToothRange"})
      if (given(call.body, fixed))
        return bad(fmt::format("{} cannot be changed on a completed procedure", fixed));
  }
  ProcedureLog row = *before;
  if (auto refusal = read_procedure(office, call, Rule::update, row)) return std::unexpected(*refusal);
  office.procedures.update(std::move(row), office.now);
  return ok(row_json(columns, *office.procedures.find(call.number),
                     rendering(office, call, {.as_text = put_as_text})));
}

Answer delete_procedure(Office& office, Call& call) {
  const ProcedureLog* before = office.procedures.find(call.number);
  if (before == nullptr) return not_found("Procedure");
  const bool may = before->status.is(ProcStatus::tp) || before->status.is(ProcStatus::tpi) ||
                   before->status.is(ProcStatus::c);
  if (!may) return bad("Only procedures with a ProcStatus of TP, TPi, or C can be deleted");
  ProcedureLog row = *before;
  row.status = Choice(ProcStatus::d);  // the row stays, marked
  row.appointment = 0;
  row.planned_appointment = 0;
  office.procedures.update(std::move(row), office.now);
  return ok_without_body();
}

}  // namespace articulator::simulators::open_dental
