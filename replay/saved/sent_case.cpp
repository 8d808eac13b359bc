#include "replay/saved/sent_case.hpp"

#include <algorithm>
#include <utility>

namespace articulator::replay::saved {

using Json = nlohmann::json;

namespace {

// Of whatever event: a visit's id alone, or in the appointment that a case was sent with.
std::string visit_in(const Json& data) {
  if (!data.is_object() || !data.contains("appointment")) return {};
  const Json& visit = data["appointment"];
  if (visit.is_string()) return visit.get<std::string>();
  return visit.is_object() ? visit.value("id", "") : "";
}

Json line_named(const Json& data) {
  return {data.value("statement", Json()), data.value("line", Json())};
}

// What the log format says of a file; a run's journal also has what is in it.
Json attachments_of(const Json& sent) {
  Json out = Json::array();
  const Json listed = sent.value("attachments", Json::array());
  for (const Json& file : listed) {
    Json& kept = out.emplace_back(Json::object());
    for (const char* key : {"name", "kind", "bytes", "sha256", "mesh"})
      if (file.contains(key)) kept[key] = file[key];
  }
  return out;
}

}  // namespace

OwnIds::OwnIds(const CaseHistory& history) : case_(history.case_id) {
  for (const CaseEvent& event : history.events) {
    const std::string visit = event.system == "engine" ? "" : visit_in(event.data);
    if (!visit.empty() && std::ranges::find(visits_, visit) == visits_.end()) visits_.push_back(visit);
    if (event.type == "lab.invoice") lines_.push_back(line_named(event.data));
  }
}

std::string OwnIds::visit(const std::string& in_log) const {
  const auto position = std::ranges::find(visits_, in_log) - visits_.begin();
  return position == 0 ? "A-1" : "A-" + std::to_string(10 + position);
}

std::string OwnIds::case_id(const std::string& in_log) const {
  if (in_log.empty()) return {};
  return in_log == case_ ? "LC-1" : "LC-9";
}

std::int64_t OwnIds::line(const Json& billed) const {
  const auto position = std::ranges::find(lines_, line_named(billed));
  return position == lines_.end() ? 0 : position - lines_.begin() + 1;
}

// The simulated offices know no portal: e-mail stands for it. A patient prefers what may be used, as every
// office here would have it.
Json patient_of(const Json& in_log) {
  Json out = Json::object();
  for (const char* charted : {"allergies", "chart"})
    if (in_log.contains(charted) && !in_log[charted].empty()) out[charted] = in_log[charted];
  const Json consent = in_log.value("consent", Json());
  if (!consent.is_object()) return out;
  const auto may = [&](const char* medium) { return consent.value(medium, Json()) == true; };
  const bool sms = may("sms");
  const bool email = may("email") || may("portal");
  out["consent"] = {{"sms", sms}, {"email", email}};
  if (in_log.contains("prefers")) {
    const bool wants_sms = in_log["prefers"] == "sms";
    out["prefers"] = (wants_sms && sms) || !email ? "sms" : "email";
  }
  return out;
}

Json appointment_of(const Json& in_log, const std::string& id) {
  Json out = {{"id", id}, {"provider", "D-1"}};
  for (const char* key : {"start", "minutes", "operatory"})
    if (in_log.contains(key)) out[key] = in_log[key];
  return out;
}

Json sent_case(const std::string& number, const Json& sent, const Json& patient,
               const std::string& appointment) {
  Json with = {{"/prescription", sent.value("prescription", Json::object())},
               {"/notes", sent.value("notes", "")}};
  with["/attachments"] = attachments_of(sent);
  if (sent.contains("prescriber") && sent["prescriber"].contains("signed"))
    with["/prescriber/signed"] = sent["prescriber"]["signed"];
  for (const auto& [key, value] : patient.items())
    with["/patient/" + key] = value;
  Json out = {{"case", "LC-" + number}, {"like", "crown-19-zirconia"}};
  if (sent.contains("appointment") && sent["appointment"].is_object())
    with["/appointment"] = appointment_of(sent["appointment"], appointment);
  else
    out["without"] = {"/appointment"};
  out["with"] = std::move(with);
  return out;
}

}  // namespace articulator::replay::saved
