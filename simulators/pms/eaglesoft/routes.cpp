#include "simulators/pms/eaglesoft/routes.hpp"

#include "engine/base/hash.hpp"
#include "engine/base/http.hpp"
#include "simulators/pms/eaglesoft/xml.hpp"

#include <algorithm>

#include <fmt/format.h>

namespace articulator::simulators::eaglesoft {
namespace {

constexpr std::size_t styles = 3;

struct Place {
  std::string_view name;
  std::string_view methods;
  std::array<std::string_view, styles> forms;  // after the prefix
};

constexpr std::array<std::string_view, 4> prefixes{"esapi/v21", "EaglesoftApi/api", "pdco/es/v2", "api"};

constexpr std::array<Place, 9> places{{
    {"Authenticate", "POST", {"session", "Authenticate", "auth/login"}},
    {"LabService", "POST", {"soap/lab", "LabService.asmx", "services/LabCases"}},
    {"Patient", "GET", {"patients/{PatientId}", "Patient?id={PatientId}", "patient/by-id/{PatientId}"}},
    {"Messages", "GET, POST", {"messages", "Messaging", "communication/messages"}},
    {"ChartNotes", "GET, POST", {"chartnotes", "Notes", "clinical/notes"}},
    {"Appointments", "GET, POST", {"appointments", "Schedule", "book/visits"}},
    {"Appointment",
     "GET, PUT",
     {"appointments/{AppointmentId}", "Appointment?id={AppointmentId}", "book/visit/{AppointmentId}"}},
    {"BreakAppointment",
     "POST",
     {"appointments/{AppointmentId}/break", "BreakAppointment?id={AppointmentId}",
      "book/visit/{AppointmentId}/cancel"}},
    {"OpenTimes", "GET", {"opentimes", "Openings", "book/free"}},
}};

std::vector<std::string_view> split(std::string_view text, char by) {
  std::vector<std::string_view> parts;
  while (true) {
    const std::size_t at = text.find(by);
    parts.push_back(text.substr(0, at));
    if (at == std::string_view::npos) return parts;
    text.remove_prefix(at + 1);
  }
}

bool is_argument(std::string_view part) {
  return part.size() > 2 && part.front() == '{' && part.back() == '}';
}

bool bind(std::string_view part, std::string_view value, Arguments& arguments) {
  if (!is_argument(part)) return part == value;
  if (value.empty()) return false;
  arguments[std::string(part.substr(1, part.size() - 2))] = value;
  return true;
}

bool matches(const Route& route, const base::Target& target, Arguments& arguments) {
  const std::string_view form = route.form;
  const std::size_t question = std::min(form.find('?'), form.size());
  std::string_view left = form.substr(0, question);
  std::size_t bound = 0;
  for (bool more = true; more; ++bound) {
    const std::size_t slash = left.find('/');
    more = slash != std::string_view::npos;
    if (bound == target.path.size() || !bind(left.substr(0, slash), target.path[bound], arguments))
      return false;
    if (more) left.remove_prefix(slash + 1);
  }
  if (bound != target.path.size()) return false;
  if (question == form.size()) return true;
  for (const std::string_view pair : split(form.substr(question + 1), '&')) {
    const std::size_t equals = pair.find('=');
    const std::string* value = target.find(pair.substr(0, equals));
    if (value == nullptr || !bind(pair.substr(equals + 1), *value, arguments)) return false;
  }
  return true;
}

}  // namespace

Routes::Routes(std::string_view practice, int installation) {
  const base::Sha256 drawn = base::sha256(fmt::format("{} {}", practice, installation));
  const std::string digits = base::hex(drawn);
  installation_ = "ES-" + digits.substr(0, 8);
  // An installation differs from the one before in its style at least.
  const std::size_t own = base::sha256(practice).front();
  const std::size_t style = (own + static_cast<std::size_t>(installation)) % styles;
  const std::string_view prefix = prefixes[drawn[9] % prefixes.size()];
  for (const Place& place : places)
    routes_.push_back({std::string(place.name), std::string(place.methods),
                       fmt::format("{}/{}", prefix, place.forms[style])});
}

std::optional<Matched> Routes::match(std::string_view text) const {
  const base::Target target = base::parse_target(text);
  for (const Route& route : routes_) {
    Arguments arguments;
    if (!matches(route, target, arguments)) continue;
    for (const auto& [name, value] : target.query)
      arguments.emplace(name, value);
    return Matched{route.name, std::move(arguments)};
  }
  return std::nullopt;
}

std::string Routes::help() const {
  XmlWriter page("ApiHelp");
  page.add("Installation", installation_);
  for (const Route& route : routes_) {
    XmlWriter one = page.inside("Route");
    one.add("Name", route.name).add("Methods", route.methods).add("Template", route.form);
  }
  return page.text();
}

}  // namespace articulator::simulators::eaglesoft
