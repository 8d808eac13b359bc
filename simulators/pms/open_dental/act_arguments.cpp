#include "simulators/pms/open_dental/act_arguments.hpp"

#include "simulators/pms/open_dental/consent.hpp"
#include "simulators/pms/open_dental/definitions.hpp"
#include "simulators/pms/open_dental/engine_facts.hpp"
#include "simulators/pms/open_dental/request.hpp"

#include <algorithm>

#include <fmt/format.h>

namespace articulator::simulators::open_dental {
namespace {

constexpr std::int64_t minutes_max = 540;  // a pattern's 9 hours

bool consents_to_email(const Patient& row) {
  return row.contact_method.is(ContactMethod::email) && !row.email.empty();
}

// What the rows say, in the words of the log format, less what the patient's own messages took back. The
// portal is no column: never.
std::string patient_data(const Office& office, const Patient& row) {
  std::string data;
  base::JsonWriter writer(data);
  writer.begin_object()
      .member("patient", std::string_view(patient_id(row.number)))
      .key("consent")
      .begin_object();
  const bool no_texts = taken_back(office, row.number, Mode::text);
  const bool no_mail = taken_back(office, row.number, Mode::email);
  if (no_texts || !row.txt_msg_ok.is(TxtMsgOk::unknown))
    writer.member("sms", row.txt_msg_ok.is(TxtMsgOk::yes) && !no_texts);
  writer.member("portal", false).member("email", consents_to_email(row) && !no_mail).end_object();
  if (row.contact_method.is(ContactMethod::text_message)) writer.member("prefers", "sms");
  if (row.contact_method.is(ContactMethod::email)) writer.member("prefers", "email");
  write_chart(writer, office, row.number);
  if (!row.birthdate.empty()) {
    writer.key("identity")
        .begin_object()
        .member("birth_date", std::string_view(format_local(row.birthdate, Precision::date)));
    writer.key("ids").begin_array().text(patient_id(row.number)).text(std::to_string(row.number)).end_array();
    writer.member("name", std::string_view(fmt::format("{}^{}", row.last_name, row.first_name))).end_object();
  }
  writer.end_object();
  return data;
}

void apply_contact(const PatientSaid& said, Patient& row) {
  if (said.txt_msg_ok) row.txt_msg_ok = *choice_of(txt_msg_ok_words, *said.txt_msg_ok);
  if (said.email) row.email = *said.email;
  if (said.email_consent) {
    if (*said.email_consent && row.email.empty())
      row.email = fmt::format("patient{}@mail.example", row.number);
    if (*said.email_consent && !said.prefers) row.contact_method = Choice(ContactMethod::email);
    // A preference for mail with an address would be a consent: without one the address goes.
    if (!*said.email_consent && (!said.email || said.prefers == "email")) row.email.clear();
    if (!*said.email_consent && !said.prefers && row.contact_method.is(ContactMethod::email))
      row.contact_method = Choice(ContactMethod::none);
  }
  if (said.prefers)
    row.contact_method = Choice(*said.prefers == "sms" ? ContactMethod::text_message : ContactMethod::email);
}

// {"3": "missing", "4": "present"}
std::vector<Charted> read_charted(base::ObjectReader& reader) {
  std::vector<Charted> teeth;
  const auto value = reader.value("chart");
  for (const base::JsonValue::Member& member : value->members()) {
    const auto state = member.value.text();
    if (!state || (*state != "present" && *state != "missing" && *state != "extracted"))
      reader.report("chart", fmt::format("says of tooth {} what no chart says", member.key),
                    "write present, missing or extracted");
    teeth.push_back({std::string(member.key), std::string(state.value_or(""))});
  }
  return teeth;
}

}  // namespace

std::optional<std::int64_t> id_number(std::string_view id, std::string_view prefix) {
  if (!id.starts_with(prefix)) return std::nullopt;
  const std::string_view digits = id.substr(prefix.size());
  if (digits.starts_with('0')) return std::nullopt;  // LC-007 would come back as LC-7
  return whole_number(digits);
}

std::int64_t id_number(base::ObjectReader& reader, std::string_view key, std::string_view prefix) {
  const std::string id = reader.text(key);
  if (reader.error()) return 0;
  const auto number = id_number(id, prefix);
  if (!number)
    reader.report(key, fmt::format("is \"{}\", which Open Dental has no number for", id),
                  fmt::format("write {}1, {}2 and so on", prefix, prefix));
  return number.value_or(0);
}

std::int64_t known_case(const Office& office, base::ObjectReader& arguments) {
  const std::int64_t number = id_number(arguments, "case", "LC-");
  if (!arguments.error() && office.lab_cases.find(number) == nullptr)
    arguments.report("case", fmt::format("is LC-{}, which this office does not have", number),
                     "make it with case_ready first");
  return number;
}

std::int64_t known_patient(const Office& office, base::ObjectReader& arguments) {
  const std::int64_t number = id_number(arguments, "patient", "PT-");
  if (!arguments.error() && office.patients.find(number) == nullptr)
    arguments.report("patient", fmt::format("is PT-{}, whom this office does not have", number),
                     "make the patient with case_ready or patient_update first");
  return number;
}

std::int64_t known_appointment(const Office& office, base::ObjectReader& arguments) {
  const std::int64_t number = id_number(arguments, "appointment", "A-");
  if (!arguments.error() && office.appointments.find(number) == nullptr)
    arguments.report("appointment", fmt::format("is A-{}, which this office does not have", number),
                     "make it with case_ready or appointment_booked first");
  return number;
}

PatientSaid read_patient_said(base::ObjectReader& reader, std::string_view id_key) {
  PatientSaid said;
  said.number = id_number(reader, id_key, "PT-");
  if (reader.has("first_name")) said.first_name = reader.text("first_name");
  if (reader.has("last_name")) said.last_name = reader.text("last_name");
  if (reader.has("email")) said.email = reader.text("email");
  if (reader.has("prefers")) {
    said.prefers = reader.text("prefers");
    if (*said.prefers != "sms" && *said.prefers != "email")
      reader.report("prefers", fmt::format("is \"{}\"", *said.prefers),
                    "write sms or email, or leave it out");
  }
  if (reader.has("birth_date")) said.birth_date = reader.text("birth_date");
  if (reader.has("allergies")) said.allergies = reader.texts_or_none("allergies");
  if (reader.has("chart")) said.chart = read_charted(reader);
  if (reader.has("consent")) {
    base::ObjectReader consent = reader.object("consent");
    if (consent.has("sms"))
      said.txt_msg_ok = consent.boolean("sms") ? "Yes" : "No";
    else if (reader.value("consent")->find("sms"))  // null
      said.txt_msg_ok = "Unknown";
    if (consent.has("email")) said.email_consent = consent.boolean("email");
    reader.report(consent.error());
  }
  return said;
}

void keep_patient(Office& office, const PatientSaid& said, bool always, world::SimulatorOutputs& out) {
  const Patient* before = office.patients.find(said.number);
  Patient row;
  if (before != nullptr) {
    row = *before;
  } else {
    row.number = said.number;
    row.first_name = fmt::format("Patient{}", said.number);
    row.last_name = "Example";
    row.guarantor = said.number;
    row.entered_on = start_of_day(office.local_now);
  }
  if (said.first_name) row.first_name = *said.first_name;
  if (said.last_name) row.last_name = *said.last_name;
  if (said.birth_date)
    if (const auto born = parse_local(*said.birth_date)) row.birthdate = *born;
  apply_contact(said, row);
  bool changed = before == nullptr;
  if (changed)
    office.patients.add(std::move(row), office.now);
  else
    changed = office.patients.update(std::move(row), office.now);
  if (said.allergies) chart_allergies(office, said.number, *said.allergies);
  if (said.chart) chart_teeth(office, said.number, *said.chart);
  if (changed || always || said.allergies || said.chart)
    say(office, Source::pms, "pms.patient.updated", {},
        patient_data(office, *office.patients.find(said.number)), out);
}

AppointmentSaid read_appointment_said(const Office& office, base::ObjectReader& reader) {
  AppointmentSaid said;
  said.number = id_number(reader, "id", "A-");
  said.start_text = reader.text_or("start", "");
  said.start = reader.instant("start");
  said.minutes = reader.integer_or("minutes", 60, 5, minutes_max);
  if (reader.has("patient")) said.patient = id_number(reader, "patient", "PT-");
  if (reader.has("provider")) said.provider = id_number(reader, "provider", "D-");
  const std::vector<std::string>& operatories = office.config.operatories;
  said.operatory_text = reader.text_or("operatory", operatories.empty() ? "" : operatories.front());
  const auto found = std::ranges::find(operatories, said.operatory_text);
  if (found == operatories.end())
    reader.report("operatory", fmt::format("is \"{}\", which this office does not have", said.operatory_text),
                  fmt::format("write one of {}", fmt::join(operatories, ", ")));
  said.operatory = found - operatories.begin() + 1;
  return said;
}

void keep_provider(Office& office, std::int64_t number) {
  if (number == 0 || office.providers.find(number) != nullptr) return;
  Provider row;
  row.number = number;
  row.abbreviation = fmt::format("DOC{}", number);
  office.providers.add(std::move(row), office.now);
}

std::string appointment_pattern(std::int64_t minutes) {
  return std::string(static_cast<std::size_t>((minutes + 4) / 5), 'X');
}

void keep_appointment(Office& office, const AppointmentSaid& said, std::int64_t patient,
                      std::int64_t provider) {
  const Appointment* before = office.appointments.find(said.number);
  Appointment row;
  if (before != nullptr) row = *before;
  row.number = said.number;
  row.patient = patient;
  row.status = Choice(AptStatus::scheduled);
  row.at = office.local(said.start);
  row.pattern = appointment_pattern(said.minutes);
  row.pattern_secondary = std::string(row.pattern.size(), '/');
  row.provider = said.provider != 0 ? said.provider : provider;
  row.operatory = said.operatory;
  keep_provider(office, row.provider);
  if (before != nullptr) {
    office.appointments.update(std::move(row), office.now);
    return;
  }
  row.confirmed = first_definition(Category::appt_confirmed).number;
  row.entered = office.local_now;
  office.appointments.add(std::move(row), office.now);
}

void write_appointment(base::JsonWriter& writer, const Office& office, const Appointment& row,
                       std::string_view id_key, std::string_view start) {
  writer.begin_object()
      .member(id_key, std::string_view(fmt::format("A-{}", row.number)))
      .member("patient", std::string_view(patient_id(row.patient)))
      .key("start");
  if (start.empty())
    writer.instant(instant_of(row.at, office.config.zone));
  else
    writer.text(start);
  writer.member("minutes", row.minutes());
  if (row.provider != 0) writer.member("provider", std::string_view(fmt::format("D-{}", row.provider)));
  const auto operatory = static_cast<std::size_t>(row.operatory - 1);
  if (row.operatory >= 1 && operatory < office.config.operatories.size())
    writer.member("operatory", std::string_view(office.config.operatories[operatory]));
  writer.end_object();
}

}  // namespace articulator::simulators::open_dental
