#include "simulators/pms/eaglesoft/rest_json.hpp"

#include "simulators/pms/eaglesoft/lab_case_xml.hpp"
#include "simulators/pms/eaglesoft/xml.hpp"

#include <array>
#include <charconv>

#include <fmt/format.h>

namespace articulator::simulators::eaglesoft {
namespace {

struct MediumWord {
  std::string_view log;
  std::string_view wire;
};
constexpr std::array<MediumWord, 3> mediums{{{"sms", "Text"}, {"portal", "Portal"}, {"email", "Email"}}};

std::string_view wire_medium(std::string_view medium) {
  for (const MediumWord& word : mediums)
    if (word.log == medium) return word.wire;
  return "";
}

std::string_view consent_word(const std::optional<bool>& consent) {
  return !consent ? "NotAsked" : *consent ? "Yes" : "No";
}

std::string_view visit_word(office::Visit visit) {
  return visit == office::Visit::scheduled  ? "Scheduled"
         : visit == office::Visit::complete ? "Completed"
                                            : "Broken";
}

// "1971-02-03" is "02/03/1971"; what is no date stays as it was written.
std::string us_date(const std::string& text) {
  if (!base::parse_date(text)) return text;
  return text.substr(5, 2) + "/" + text.substr(8, 2) + "/" + text.substr(0, 4);
}

void number_member(base::JsonWriter& out, std::string_view name, std::string_view id) {
  const std::string number = number_of(id);
  if (!number.empty()) out.key(name).raw(number);
}

}  // namespace

std::string net_date(base::Instant instant) {
  return fmt::format("/Date({})/", instant.ms_since_epoch);
}

std::optional<base::Instant> read_net_date(std::string_view text) {
  constexpr std::string_view before = "/Date(";
  if (!text.starts_with(before) || !text.ends_with(")/")) return std::nullopt;
  std::int64_t ms = 0;
  const char* end = text.data() + text.size() - 2;
  const auto read = std::from_chars(text.data() + before.size(), end, ms);
  if (read.ec != std::errc() || read.ptr != end) return std::nullopt;
  return base::Instant{ms};
}

std::string medium_of(std::string_view word) {
  for (const MediumWord& medium : mediums)
    if (medium.wire == word) return std::string(medium.log);
  return "";
}

void write_patient(base::JsonWriter& out, const office::Patient& row) {
  out.begin_object();
  number_member(out, "PatientId", row.id);
  out.member("FirstName", row.first_name).member("LastName", row.last_name);
  out.member("BirthDate", us_date(row.birth_date)).member("Email", row.email).member("Phone", row.phone);
  out.member("TextConsent", consent_word(row.sms)).member("PortalConsent", consent_word(row.portal));
  out.member("EmailConsent", consent_word(row.mail));
  out.member("PreferredContact", wire_medium(row.prefers));
  out.key("Allergies").begin_array();
  for (const std::string& allergy : row.allergies)
    out.text(allergy);
  out.end_array().key("Chart").begin_array();
  for (const auto& [tooth, state] : row.chart)
    out.begin_object().member("Tooth", tooth).member("State", pascal_case(state)).end_object();
  out.end_array().member("Changed", net_date(row.stamp.changed)).end_object();
}

void write_appointment(base::JsonWriter& out, const office::Appointment& row) {
  out.begin_object();
  number_member(out, "AppointmentId", row.id);
  number_member(out, "PatientId", row.patient);
  number_member(out, "LabCaseId", row.lab_case);
  number_member(out, "HeldForLabCaseId", row.held_for);
  out.member("Start", net_date(row.start)).member("Minutes", row.minutes);
  number_member(out, "ProviderId", row.provider);
  out.member("Operatory", row.operatory).member("Status", visit_word(row.visit));
  out.member("ExternalReference", row.note).end_object();
}

void write_message(base::JsonWriter& out, const office::Message& row, std::string_view reference) {
  out.begin_object();
  number_member(out, "MessageId", row.id);
  number_member(out, "PatientId", row.patient);
  number_member(out, "LabCaseId", row.lab_case);
  out.member("Direction", row.direction == office::Direction::from_patient ? "In" : "Out");
  out.member("Medium", wire_medium(row.medium)).member("Topic", row.milestone).member("Body", row.text);
  out.member("ExternalReference", reference).member("At", net_date(row.stamp.created)).end_object();
}

void write_note(base::JsonWriter& out, const office::ChartNote& row, std::string_view reference) {
  out.begin_object();
  number_member(out, "MessageId", row.id);
  number_member(out, "PatientId", row.patient);
  number_member(out, "LabCaseId", row.lab_case);
  out.member("Direction", "None").member("Body", row.text);
  out.member("ExternalReference", reference).member("At", net_date(row.stamp.created)).end_object();
}

void write_gap(base::JsonWriter& out, const office::Gap& gap, std::string_view provider,
               std::string_view operatory) {
  out.begin_object().member("Start", net_date(gap.from)).member("End", net_date(gap.to));
  number_member(out, "ProviderId", provider);
  out.member("Operatory", operatory).end_object();
}

}  // namespace articulator::simulators::eaglesoft
