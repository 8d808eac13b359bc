#include "simulators/pms/office/facts.hpp"

#include <utility>

#include <fmt/format.h>

namespace articulator::simulators::office {

void say(const Setup& setup, Source source, std::string_view type, std::string_view subject, std::string data,
         world::SimulatorOutputs& out) {
  const std::string system = source == Source::pms ? "pms/" + setup.vendor : "engine";
  out.facts.push_back({std::string(type), fmt::format("/practices/{}/{}", setup.practice, system),
                       std::string(subject), std::move(data)});
}

std::string patient_data(const Office& office, const Patient& row) {
  const Consents consents = office.consents(row);
  std::string data;
  base::JsonWriter writer(data);
  writer.begin_object().member("patient", std::string_view(row.id)).key("consent").begin_object();
  if (consents.sms) writer.member("sms", *consents.sms);
  writer.member("portal", consents.portal.value_or(false))
      .member("email", consents.mail.value_or(false))
      .end_object();
  if (!row.prefers.empty()) writer.member("prefers", std::string_view(row.prefers));
  writer.key("allergies").begin_array();
  for (const std::string& allergy : row.allergies)
    writer.text(allergy);
  writer.end_array().key("chart").begin_object();
  for (const auto& [tooth, state] : row.chart)
    writer.member(tooth, std::string_view(state));
  writer.end_object();
  if (!row.birth_date.empty()) {
    // An office's own number for a patient is the id's: pictures are filed under either.
    const std::string_view number = std::string_view(row.id).substr(row.id.find('-') + 1);
    writer.key("identity").begin_object().member("birth_date", std::string_view(row.birth_date));
    writer.key("ids").begin_array().text(row.id).text(number).end_array();
    writer.member("name", std::string_view(fmt::format("{}^{}", row.last_name, row.first_name))).end_object();
  }
  writer.end_object();
  return data;
}

void write_appointment(base::JsonWriter& writer, const Appointment& row, std::string_view id_key,
                       std::string_view start) {
  writer.begin_object()
      .member(id_key, std::string_view(row.id))
      .member("patient", std::string_view(row.patient))
      .key("start");
  if (start.empty())
    writer.instant(row.start);
  else
    writer.text(start);
  writer.member("minutes", row.minutes);
  if (!row.provider.empty()) writer.member("provider", std::string_view(row.provider));
  if (!row.operatory.empty()) writer.member("operatory", std::string_view(row.operatory));
  writer.end_object();
}

std::string appointment_data(const Appointment& row, std::string_view id_key, std::string_view start) {
  std::string data;
  base::JsonWriter writer(data);
  write_appointment(writer, row, id_key, start);
  return data;
}

void say_appointment(const Setup& setup, std::string_view type, const Appointment& row,
                     std::string_view start, world::SimulatorOutputs& out) {
  say(setup, Source::pms, type, row.lab_case, appointment_data(row, "appointment", start), out);
}

}  // namespace articulator::simulators::office
