#include "engine/connect/pms/eaglesoft/rows.hpp"

#include "engine/base/words.hpp"
#include "engine/connect/pms/eaglesoft/ids.hpp"
#include "engine/model/identity.hpp"
#include "engine/model/opt_out.hpp"

#include <algorithm>
#include <array>
#include <charconv>
#include <map>
#include <utility>

namespace articulator::connect::eaglesoft {
namespace {

using model::Medium;

constexpr std::array<base::Word<Medium>, 3> medium_words{
    {{Medium::sms, "Text"}, {Medium::portal, "Portal"}, {Medium::email, "Email"}}};
constexpr std::array<base::Word<Visit>, 3> visit_words{
    {{Visit::scheduled, "Scheduled"}, {Visit::completed, "Completed"}, {Visit::broken, "Broken"}}};
constexpr std::size_t list_max = 200;

std::optional<std::int64_t> digits(std::string_view text) {
  std::int64_t value = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
  if (text.empty() || error != std::errc{} || end != text.data() + text.size()) return std::nullopt;
  return value;
}

std::optional<bool> consent(base::ObjectReader& in, std::string_view key) {
  const std::string word = in.text_or(key, "NotAsked");
  if (word == "Yes") return true;
  if (word == "No") return false;
  return std::nullopt;
}

// "02/03/1971" is 3 February. Anything else stays: it is only compared.
std::string iso_date(std::string_view us_date) {
  const bool fits = us_date.size() == 10 && us_date[2] == '/' && us_date[5] == '/';
  if (!fits) return std::string(us_date);
  return std::string(us_date.substr(6)) + "-" + std::string(us_date.substr(0, 2)) + "-" +
         std::string(us_date.substr(3, 2));
}

base::Instant instant_in(base::ObjectReader& in, std::string_view key) {
  const auto read = read_net_date(in.text(key));
  if (!read) in.report(key, "is no /Date(...)/");
  return read.value_or(base::Instant{});
}

}  // namespace

std::optional<std::string> key_of(std::string_view id, std::string_view prefix) {
  if (!id.starts_with(prefix)) return std::nullopt;
  const std::string_view number = id.substr(prefix.size());
  const auto key = digits(number);
  if (!key || *key < 1 || *key > key_max || number.front() == '0') return std::nullopt;
  return std::string(number);
}

std::string id_of(std::int64_t key, std::string_view prefix) {
  return key > 0 ? std::string(prefix) + std::to_string(key) : std::string();
}

std::string_view wire_word(Medium medium) {
  return base::word_of(medium_words, medium);
}

std::optional<Medium> medium_of(std::string_view word) {
  return base::value_of(medium_words, word);
}

std::optional<base::Instant> read_net_date(std::string_view text) {
  constexpr std::string_view before = "/Date(";
  constexpr std::string_view after = ")/";
  if (!text.starts_with(before) || !text.ends_with(after)) return std::nullopt;
  text.remove_prefix(before.size());
  if (text.size() < after.size()) return std::nullopt;
  text.remove_suffix(after.size());
  constexpr std::int64_t ms_max = 7'258'118'400'000;  // the year 2200
  const auto ms = digits(text);
  if (!ms || *ms < -ms_max || *ms > ms_max) return std::nullopt;
  return base::Instant{*ms};
}

std::string net_date(base::Instant instant) {
  return "/Date(" + std::to_string(instant.ms_since_epoch) + ")/";
}

base::Expected<AppointmentRow> read_appointment(base::JsonValue value) {
  base::ObjectReader in(value, "");
  AppointmentRow row;
  row.key = in.integer("AppointmentId", 1, key_max);
  row.lab_case = in.integer_or("LabCaseId", 0, 0, key_max);
  const std::string status = in.text("Status");
  const auto visit = base::value_of(visit_words, status);
  if (!visit) in.report("Status", "is no status of a visit");
  row.visit = visit.value_or(Visit::broken);
  row.reference = in.text_or("ExternalReference", "");
  row.appointment.id = model::AppointmentId(id_of(row.key, appointment_prefix));
  row.appointment.patient =
      model::PatientId(id_of(in.integer_or("PatientId", 0, 0, key_max), patient_prefix));
  row.appointment.start = instant_in(in, "Start");
  row.appointment.minutes = static_cast<int>(in.integer_or("Minutes", 60, 0, 24 * 60));
  row.appointment.provider = id_of(in.integer_or("ProviderId", 0, 0, key_max), provider_prefix);
  row.appointment.operatory = in.text_or("Operatory", "");
  return in.finished(std::move(row));
}

base::Expected<model::Patient> read_patient(base::JsonValue value) {
  base::ObjectReader in(value, "");
  model::Patient patient;
  const std::int64_t key = in.integer("PatientId", 1, key_max);
  patient.id = model::PatientId(id_of(key, patient_prefix));
  patient.sms = consent(in, "TextConsent");
  patient.portal = consent(in, "PortalConsent");
  patient.email = consent(in, "EmailConsent");
  patient.prefers = medium_of(in.text_or("PreferredContact", ""));
  patient.allergies = in.texts_or_none("Allergies");
  if (patient.allergies.size() > list_max) patient.allergies.resize(list_max);
  std::size_t charted = 0;
  for (const base::JsonValue& element : in.elements_or_none("Chart")) {
    if (++charted > list_max) break;
    base::ObjectReader entry(element, in.pointer() + "/Chart");
    const auto tooth = model::ToothNumber::from_universal(entry.text_or("Tooth", ""));
    const auto state = model::tooth_state_of(snake_case(entry.text_or("State", "")));
    if (tooth && state) patient.chart[*tooth] = *state;
  }
  patient.identity.ids = {model::print_of_id(patient.id.text), model::print_of_id(std::to_string(key))};
  patient.identity.name = model::print_of_name(in.text_or("LastName", ""), in.text_or("FirstName", ""));
  patient.identity.birth_date = model::print_of_birth_date(iso_date(in.text_or("BirthDate", "")));
  return in.finished(std::move(patient));
}

base::Expected<MessageRow> read_message(base::JsonValue value) {
  base::ObjectReader in(value, "");
  MessageRow row;
  row.key = in.integer("MessageId", 1, key_max);
  row.patient = in.integer("PatientId", 1, key_max);
  row.from_patient = in.text("Direction") == "In";
  row.medium = medium_of(in.text_or("Medium", ""));
  row.body = in.text_or("Body", "");
  row.reference = in.text_or("ExternalReference", "");
  row.at = instant_in(in, "At");
  return in.finished(std::move(row));
}

void apply_inbound(model::Patient& patient, const std::vector<MessageRow>& messages) {
  std::map<Medium, bool> taken_back;
  for (const MessageRow& message : messages)
    if (const auto consents = message.from_patient ? model::consent_said(message.body) : std::nullopt)
      taken_back[message.medium.value_or(Medium::sms)] = !*consents;
  if (taken_back[Medium::sms]) patient.sms = false;
  if (taken_back[Medium::portal]) patient.portal = false;
  if (taken_back[Medium::email]) patient.email = false;
}

}  // namespace articulator::connect::eaglesoft
