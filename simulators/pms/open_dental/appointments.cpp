// Appointments (DOMAIN.md 1.5; vendor's page apiappointments), but for the free slots (`slots.cpp`). No
// DELETE.
#include "simulators/pms/open_dental/appointment_facts.hpp"
#include "simulators/pms/open_dental/definitions.hpp"
#include "simulators/pms/open_dental/listing.hpp"
#include "simulators/pms/open_dental/resources.hpp"

#include <algorithm>
#include <array>

#include <fmt/format.h>

namespace articulator::simulators::open_dental {
namespace {

constexpr std::size_t pattern_size_max = 108;  // 9 hours of 5 minutes

std::string confirmed_name(const Office&, const Appointment& row) {
  return std::string(definition_name(Category::appt_confirmed, row.confirmed));
}
std::string provider_name(const Office& office, const Appointment& row) {
  return office.provider_abbreviation(row.provider);
}
std::string unsched_name(const Office&, const Appointment& row) {
  return std::string(definition_name(Category::unsched_status, row.unsched_status));
}

// The abbreviations of the procedures that are to be done: "Cer Crn, PA".
std::string procedures_of(const Office& office, const Appointment& row) {
  const bool planned = row.status.is(AptStatus::planned);
  const std::size_t key = planned ? ProcedureLog::by_planned_appointment : ProcedureLog::by_appointment;
  std::string text;
  for (const ProcedureLog* procedure :
       Office::rows_of(office.procedures, office.procedures.with(key, row.number))) {
    const ProcedureCode* code = find_code(procedure->code_number);
    if (procedure->status.is(ProcStatus::d) || code == nullptr || code->abbreviation.empty()) continue;
    if (!text.empty()) text += ", ";
    text += code->abbreviation;
  }
  return text;
}

constexpr std::array columns = {
    server_time<Appointment>(),
    number("AptNum", &Appointment::number),
    number("PatNum", &Appointment::patient, Rule::create, Reference::patient),
    choice("AptStatus", &Appointment::status, apt_status_words, Rule::both),
    text("Pattern", &Appointment::pattern, Rule::both),
    number("Confirmed", &Appointment::confirmed, Rule::both, Reference::confirmed),
    derived<Appointment>("confirmed", confirmed_name),
    flag("TimeLocked", &Appointment::time_locked),
    number("Op", &Appointment::operatory, Rule::both, Reference::operatory),
    text("Note", &Appointment::note, Rule::both),
    number("ProvNum", &Appointment::provider, Rule::both, Reference::provider),
    derived<Appointment>("provAbbr", provider_name),
    number("ProvHyg", &Appointment::hygienist, Rule::both, Reference::provider),
    date_time("AptDateTime", &Appointment::at, Rule::both),
    number("NextAptNum", &Appointment::planned),
    number("UnschedStatus", &Appointment::unsched_status, Rule::update, Reference::unsched_status),
    derived<Appointment>("unschedStatus", unsched_name),
    flag("IsNewPatient", &Appointment::is_new_patient, Rule::both),
    derived<Appointment>("ProcDescript", procedures_of),
    number("ClinicNum", &Appointment::clinic, Rule::both, Reference::clinic),
    flag("IsHygiene", &Appointment::is_hygiene, Rule::both),
    stamp("DateTStamp", &Appointment::stamp),
    date_time("DateTimeArrived", &Appointment::arrived),
    date_time("DateTimeSeated", &Appointment::seated),
    date_time("DateTimeDismissed", &Appointment::dismissed),
    number("InsPlan1", &Appointment::ins_plan_1),
    number("InsPlan2", &Appointment::ins_plan_2),
    date_time("DateTimeAskedToArrive", &Appointment::asked_to_arrive),
    text("colorOverride", &Appointment::color, Rule::both),
    number("AppointmentTypeNum", &Appointment::type, Rule::both, Reference::appointment_type),
    number("SecUserNumEntry", &Appointment::entered_by, Rule::create),
    date_time("SecDateTEntry", &Appointment::entered),
    choice("Priority", &Appointment::priority, priority_words, Rule::both),
    text("PatternSecondary", &Appointment::pattern_secondary, Rule::both),
    number("ItemOrderPlanned", &Appointment::item_order_planned),
};

constexpr std::array web_sched_columns = {
    choice("eServiceLogType", &Appointment::web_sched, web_sched_words),
};
constexpr std::array web_sched_left_out = {
    std::string_view{"TimeLocked"},
    std::string_view{"IsNewPatient"},
    std::string_view{"InsPlan1"},
    std::string_view{"InsPlan2"},
    std::string_view{"DateTimeAskedToArrive"},
    std::string_view{"colorOverride"},
    std::string_view{"SecUserNumEntry"},
    std::string_view{"SecDateTEntry"},
    std::string_view{"Priority"},
    std::string_view{"PatternSecondary"},
    std::string_view{"ItemOrderPlanned"},
};

constexpr Shape written = {.with_server_time = false};  // what POST and PUT answer with

bool is_pattern(std::string_view text) {
  return std::ranges::all_of(text, [](char c) { return c == 'X' || c == '/'; });
}

bool is_color(std::string_view text) {
  int parts = 0;
  while (true) {
    const std::size_t comma = text.find(',');
    const auto part = whole_number(text.substr(0, comma));
    if (!part || *part > 255) return false;
    ++parts;
    if (comma == std::string_view::npos) return parts == 3;
    text.remove_prefix(comma + 1);
  }
}

// "HH:mm:ss" of the appointment's day (since 25.2.10).
std::optional<Refusal> read_visit_times(const base::JsonValue& body, Appointment& row) {
  struct Field {
    std::string_view name;
    LocalDateTime Appointment::* member;
  };
  for (const Field& field :
       {Field{"DateTimeArrived", &Appointment::arrived}, Field{"DateTimeSeated", &Appointment::seated},
        Field{"DateTimeDismissed", &Appointment::dismissed}}) {
    const auto value = body.find(field.name);
    if (!value || value->is(base::JsonKind::null)) continue;
    const auto time = value->text() ? parse_time_of_day_s(*value->text()) : std::nullopt;
    if (!time) return Refusal{400, fmt::format("{} format must be HH:mm:ss", field.name)};
    if (!row.at.empty()) row.*field.member = {start_of_day(row.at).s + *time};
  }
  return std::nullopt;
}

std::optional<Refusal> read_appointment(const Office& office, const Call& call, Rule method,
                                        Appointment& row) {
  if (auto refusal = read_body(office, columns, call.body, method, row)) return refusal;
  if (const AppointmentType* type = find_appointment_type(row.type);
      type && given(call.body, "AppointmentTypeNum")) {
    if (!given(call.body, "Pattern")) row.pattern = type->pattern;
    if (!given(call.body, "colorOverride")) row.color = type->color;
  }
  if (row.pattern.empty() || !is_pattern(row.pattern)) return Refusal{400, "Pattern is invalid"};
  if (row.pattern.size() > pattern_size_max) row.pattern.resize(pattern_size_max);
  if (!given(call.body, "PatternSecondary") && row.pattern_secondary.size() != row.pattern.size())
    row.pattern_secondary = std::string(row.pattern.size(), '/');
  if (!is_pattern(row.pattern_secondary) || row.pattern_secondary.size() != row.pattern.size())
    return Refusal{400, "PatternSecondary must match the length of Pattern"};
  if (!is_color(row.color)) return Refusal{400, "colorOverride must be in R,G,B format"};
  return read_visit_times(call.body, row);
}

// What a new appointment has unless told otherwise.
Appointment blank(const Office& office, std::int64_t patient) {
  Appointment row;
  const Patient* who = office.patients.find(patient);
  row.confirmed = first_definition(Category::appt_confirmed).number;
  row.provider = who != nullptr && who->provider != 0 ? who->provider : office.default_provider();
  row.clinic = who != nullptr ? who->clinic : 0;
  row.entered = office.local_now;
  return row;
}

std::int64_t patient_of(const Call& call) {
  const auto value = call.body.find("PatNum");
  return value ? number_of(*value).value_or(0) : 0;
}

const Appointment& enter(Office& office, Appointment row) {
  return office.appointments.add(std::move(row), office.now);
}

std::string answer_text(const Office& office, const Call& call, const Appointment& row) {
  return row_json(columns, row, rendering(office, call, written));
}

std::optional<Refusal> filter_by_day(Selection<Appointment>& selection, const Call& call) {
  const auto range = date_range(call);
  if (!range) return range.error();
  if (range->from)
    selection.keep([&](const Appointment& row) { return !row.at.empty() && row.at >= *range->from; });
  if (range->to)
    selection.keep(
        [&](const Appointment& row) { return !row.at.empty() && start_of_day(row.at) <= *range->to; });
  return std::nullopt;
}

std::optional<Refusal> filter_by_status(Selection<Appointment>& selection, const Call& call) {
  const std::string* word = call.query("AptStatus");
  if (word == nullptr || word->empty()) return std::nullopt;
  const auto status = choice_of(apt_status_words, *word);
  if (!status) return Refusal{400, "AptStatus is invalid"};
  selection.keep([&](const Appointment& row) { return row.status == *status; });
  return std::nullopt;
}

}  // namespace

Answer get_appointment(Office& office, Call& call) {
  const Appointment* row = office.appointments.find(call.number);
  if (row == nullptr) return not_found("Appointment");
  return ok(row_json(columns, *row, rendering(office, call)));
}

Answer get_appointments(Office& office, Call& call) {
  Selection<Appointment> selection(office.appointments);
  if (auto refusal = selection.filter(
          office, call, {{"PatNum", &Appointment::patient, Reference::patient, Appointment::by_patient}}))
    return std::unexpected(*refusal);
  if (auto refusal = selection.changed(office, call, Since::after)) return std::unexpected(*refusal);
  if (auto refusal = filter_by_day(selection, call)) return std::unexpected(*refusal);
  if (auto refusal = filter_by_status(selection, call)) return std::unexpected(*refusal);
  if (auto refusal =
          selection.filter(office, call,
                           {{"Op", &Appointment::operatory, Reference::operatory},
                            {"ClinicNum", &Appointment::clinic, Reference::clinic},
                            {"AppointmentTypeNum", &Appointment::type, Reference::appointment_type}}))
    return std::unexpected(*refusal);
  return list_answer(columns, selection.page(call), rendering(office, call));
}

Answer get_appointments_asap(Office& office, Call& call) {
  Selection<Appointment> selection(office.appointments);
  selection.keep([](const Appointment& row) { return row.priority.is(Priority::asap); });
  if (auto refusal = selection.filter(office, call,
                                      {{"ClinicNum", &Appointment::clinic, Reference::none},
                                       {"ProvNum", &Appointment::provider, Reference::none}}))
    return std::unexpected(*refusal);
  return list_answer(columns, selection.page(call), rendering(office, call));
}

Answer get_appointments_web_sched(Office& office, Call& call) {
  Selection<Appointment> selection(office.appointments);
  if (auto refusal = selection.changed(office, call, Since::after)) return std::unexpected(*refusal);
  if (auto refusal = filter_by_day(selection, call)) return std::unexpected(*refusal);
  if (auto refusal = selection.filter(office, call, {{"ClinicNum", &Appointment::clinic, Reference::none}}))
    return std::unexpected(*refusal);
  std::string json;
  base::JsonWriter writer(json);
  writer.begin_array();
  for (const Appointment* row : selection.page(call)) {
    const Rendering how = rendering(office, call, {.with_server_time = true, .without = web_sched_left_out});
    std::string text = row_json(columns, *row, how);
    text.pop_back();  // the closing brace: one more column follows
    text += ',';
    text += row_json(web_sched_columns, *row, how).substr(1);
    writer.raw(text);
  }
  writer.end_array();
  return ok(std::move(json));
}

Answer post_appointment(Office& office, Call& call) {
  if (auto refusal = missing(call.body, {"PatNum", "Op", "AptDateTime"})) return std::unexpected(*refusal);
  Appointment row = blank(office, patient_of(call));
  if (auto refusal = read_appointment(office, call, Rule::create, row)) return std::unexpected(*refusal);
  if (row.patient == 0) return not_found("Patient");
  if (row.operatory == 0) return not_found("Operatory");
  constexpr std::array allowed = {AptStatus::scheduled, AptStatus::complete, AptStatus::unsched_list,
                                  AptStatus::pt_note, AptStatus::pt_note_completed};
  if (std::ranges::none_of(allowed, [&](AptStatus status) { return row.status.is(status); }))
    return bad("AptStatus is invalid");
  const Appointment& added = enter(office, std::move(row));
  say_entered(office, added, call.out);
  return created(answer_text(office, call, added), "appointments", added.number);
}

Answer post_appointment_planned(Office& office, Call& call) {
  if (auto refusal = missing(call.body, {"PatNum"})) return std::unexpected(*refusal);
  const auto numbers = call.body.find("procNums");
  if (!given(call.body, "AppointmentTypeNum") && !numbers)
    return bad("AppointmentTypeNum or procNums is required");
  Appointment row = blank(office, patient_of(call));
  if (auto refusal = read_appointment(office, call, Rule::create, row)) return std::unexpected(*refusal);
  if (row.patient == 0) return not_found("Patient");
  row.status = Choice(AptStatus::planned);
  row.operatory = 0;
  row.at = {};
  row.item_order_planned = 1;
  for (const Appointment* other :
       Office::rows_of(office.appointments, office.appointments.with(Appointment::by_patient, row.patient)))
    if (other->status.is(AptStatus::planned)) ++row.item_order_planned;
  std::vector<ProcedureLog> attached;
  for (const base::JsonValue& value : numbers ? numbers->elements() : std::vector<base::JsonValue>{}) {
    const ProcedureLog* procedure = office.procedures.find(number_of(value).value_or(0));
    if (procedure == nullptr || procedure->patient != row.patient) return not_found("Procedure");
    attached.push_back(*procedure);
  }
  const std::int64_t added = enter(office, std::move(row)).number;
  for (ProcedureLog& procedure : attached) {
    procedure.planned_appointment = added;
    office.procedures.update(std::move(procedure), office.now);
  }
  return created(answer_text(office, call, *office.appointments.find(added)));
}

Answer post_schedule_planned(Office& office, Call& call) {
  if (auto refusal = missing(call.body, {"AptNum", "AptDateTime", "ProvNum", "Op"}))
    return std::unexpected(*refusal);
  const std::int64_t planned = number_of(*call.body.find("AptNum")).value_or(0);
  if (planned == 0) return not_found("Appointment");
  if (auto refusal = check_reference(office, Reference::planned_appointment, planned))
    return std::unexpected(*refusal);
  Appointment row = *office.appointments.find(planned);
  if (auto refusal = read_appointment(office, call, Rule::create, row)) return std::unexpected(*refusal);
  row.number = 0;
  row.patient = office.appointments.find(planned)->patient;
  row.status = Choice(AptStatus::scheduled);
  row.planned = planned;
  row.entered = office.local_now;
  const std::int64_t added = enter(office, std::move(row)).number;
  // Procedures and lab cases of the planned appointment go with the new one and stay with the old.
  for (const std::int64_t number :
       std::vector(office.procedures.with(ProcedureLog::by_planned_appointment, planned))) {
    ProcedureLog procedure = *office.procedures.find(number);
    procedure.appointment = added;
    office.procedures.update(std::move(procedure), office.now);
  }
  const std::int64_t patient = office.appointments.find(added)->patient;
  for (const std::int64_t number : std::vector(office.lab_cases.with(LabCase::by_patient, patient))) {
    LabCase lab_case = *office.lab_cases.find(number);
    if (lab_case.planned_appointment != planned) continue;
    lab_case.appointment = added;
    office.lab_cases.update(std::move(lab_case), office.now);
  }
  return created(answer_text(office, call, *office.appointments.find(added)));
}

Answer post_web_sched(Office& office, Call& call) {
  // The page's parameter list and its sample write the two times differently; both are understood.
  const auto time = [&](std::string_view name, std::string_view other) -> std::optional<LocalDateTime> {
    auto value = call.body.find(name);
    if (!value) value = call.body.find(other);
    return value && value->text() ? parse_local(*value->text()) : std::nullopt;
  };
  if (auto refusal = missing(call.body, {"PatNum"})) return std::unexpected(*refusal);
  const auto start = time("DateTimeStart", "dateTimeStart");
  const auto end = time("DateTimeEnd", "dateTimeEnd");
  if (!start || start->empty()) return bad("DateTimeStart is required");
  if (!end || end->empty()) return bad("DateTimeEnd is required");
  if (auto refusal = missing(call.body, {"ProvNum", "OpNum", "defNumApptType"}))
    return std::unexpected(*refusal);
  Appointment row = blank(office, patient_of(call));
  row.patient = patient_of(call);
  row.provider = number_of(*call.body.find("ProvNum")).value_or(0);
  row.operatory = number_of(*call.body.find("OpNum")).value_or(0);
  for (const auto& [reference, value] :
       {std::pair{Reference::patient, row.patient}, std::pair{Reference::provider, row.provider},
        std::pair{Reference::operatory, row.operatory}}) {
    if (auto refusal = check_reference(office, reference, value)) return std::unexpected(*refusal);
  }
  const std::int64_t type = number_of(*call.body.find("defNumApptType")).value_or(0);
  const Definition* existing = find_definition(Category::web_sched_existing, type);
  const Definition* fresh = find_definition(Category::web_sched_new, type);
  if (existing == nullptr && fresh == nullptr) return not_found("Definition");
  const std::int64_t minutes = (end->s - start->s) / 60;
  if (minutes <= 0 || minutes > 540) return bad("DateTimeEnd is invalid");
  row.at = *start;
  row.pattern = std::string(static_cast<std::size_t>((minutes + 4) / 5), 'X');
  row.pattern_secondary = std::string(row.pattern.size(), '/');
  row.confirmed = find_definition(Category::appt_confirmed, "Created from Web Sched")->number;
  row.is_new_patient = fresh != nullptr;
  row.web_sched = Choice(fresh != nullptr ? WebSchedType::new_pat : WebSchedType::existing_pat);
  row.note = fmt::format("Appointment Reason: {}", (fresh != nullptr ? fresh : existing)->name);
  return created(answer_text(office, call, enter(office, std::move(row))));
}

Answer put_appointment(Office& office, Call& call) {
  const Appointment* before = office.appointments.find(call.number);
  if (before == nullptr) return not_found("Appointment");
  Appointment row = *before;
  if (auto refusal = read_appointment(office, call, Rule::update, row)) return std::unexpected(*refusal);
  if (row.status.is(AptStatus::asap)) return bad("AptStatus is invalid");
  say_changed(office, *before, row, call.out);
  office.appointments.update(std::move(row), office.now);
  return ok(answer_text(office, call, *office.appointments.find(call.number)));
}

Answer put_appointment_break(Office& office, Call& call) {
  const Appointment* before = office.appointments.find(call.number);
  if (before == nullptr) return not_found("Appointment");
  if (auto refusal = missing(call.body, {"sendToUnscheduledList"})) return std::unexpected(*refusal);
  const auto to_list = flag_of(*call.body.find("sendToUnscheduledList"));
  if (!to_list) return bad("sendToUnscheduledList is invalid");
  if (!before->status.is(AptStatus::scheduled))
    return bad("Only appointments with an AptStatus of Scheduled can be broken");
  std::string_view fee_code;
  if (const auto type = call.body.find("breakType"); type && !type->is(base::JsonKind::null)) {
    if (type->text() == std::string_view("Missed")) fee_code = "D9986";
    if (type->text() == std::string_view("Cancelled")) fee_code = "D9987";
    if (fee_code.empty()) return bad("breakType is invalid");
  }
  Appointment row = *before;
  row.status = Choice(*to_list ? AptStatus::unsched_list : AptStatus::broken);
  if (!fee_code.empty()) {
    ProcedureLog fee = new_procedure(office, row.patient, fee_code);
    fee.status = Choice(ProcStatus::c);
    fee.provider = row.provider;
    office.procedures.add(std::move(fee), office.now);
  }
  say_changed(office, *before, row, call.out);
  office.appointments.update(std::move(row), office.now);
  return ok_without_body();
}

Answer put_appointment_note(Office& office, Call& call) {
  const Appointment* before = office.appointments.find(call.number);
  if (before == nullptr) return not_found("Appointment");
  if (auto refusal = missing(call.body, {"Note"})) return std::unexpected(*refusal);
  const auto note = call.body.find("Note")->text();
  if (!note) return bad("Note is invalid");
  Appointment row = *before;
  row.note = on_one_line(row.note.empty() ? std::string(*note) : row.note + "\r\n" + std::string(*note));
  office.appointments.update(std::move(row), office.now);
  return ok_without_body();
}

Answer put_appointment_confirm(Office& office, Call& call) {
  const Appointment* before = office.appointments.find(call.number);
  if (before == nullptr) return not_found("Appointment");
  const bool by_word = given(call.body, "confirmVal");
  if (by_word == given(call.body, "defNum")) return bad("Either confirmVal or defNum is required");
  std::int64_t confirmed = 0;
  if (by_word) {
    struct Meaning {
      std::string_view word;
      std::string_view definition;
    };
    constexpr std::array meanings = {Meaning{"None", "Not Called"}, Meaning{"Sent", "eConfirm Sent"},
                                     Meaning{"Confirmed", "Appointment Confirmed"},
                                     Meaning{"Not Accepted", "Not Accepted"},
                                     Meaning{"Failed", "eConfirm Failure"}};
    const auto word = call.body.find("confirmVal")->text();
    const auto found =
        std::ranges::find_if(meanings, [&](const Meaning& meaning) { return meaning.word == word; });
    if (found == meanings.end()) return bad("confirmVal is invalid");
    confirmed = find_definition(Category::appt_confirmed, found->definition)->number;
  } else {
    confirmed = number_of(*call.body.find("defNum")).value_or(0);
    if (find_definition(Category::appt_confirmed, confirmed) == nullptr) return not_found("Definition");
  }
  Appointment row = *before;
  row.confirmed = confirmed;
  office.appointments.update(std::move(row), office.now);
  return ok_without_body();
}

void write_appointment_event(base::JsonWriter& writer, const Office& office, const Appointment& row) {
  write_row(writer, columns, row, {.office = office, .shape = written});
}

}  // namespace articulator::simulators::open_dental
