#include "engine/connect/pms/eaglesoft/routes.hpp"

#include "engine/base/http.hpp"
#include "engine/connect/pms/eaglesoft/xml.hpp"

#include <algorithm>
#include <set>

namespace articulator::connect::eaglesoft {
namespace {

constexpr std::size_t routes_max = 200;
constexpr std::size_t template_chars_max = 500;

}  // namespace

std::optional<std::string> Routes::target(std::string_view route, const Parameters& parameters) const {
  const auto found = templates.find(route);
  if (found == templates.end()) return std::nullopt;
  std::string_view rest = found->second;
  std::string target = rest.starts_with('/') ? "" : "/";
  std::set<std::string_view> placed;
  while (!rest.empty()) {
    const std::size_t open = std::min(rest.find('{'), rest.size());
    target += rest.substr(0, open);
    rest.remove_prefix(open);
    if (rest.empty()) break;
    const std::size_t close = rest.find('}');
    if (close == std::string_view::npos) return std::nullopt;
    const std::string_view name = rest.substr(1, close - 1);
    const auto given =
        std::ranges::find_if(parameters, [&](const auto& parameter) { return parameter.first == name; });
    if (given == parameters.end()) return std::nullopt;
    target += base::percent_encode(given->second);
    placed.insert(given->first);
    rest.remove_prefix(close + 1);
  }
  for (const auto& [name, value] : parameters)
    if (!placed.contains(name)) {
      target += target.find('?') == std::string::npos ? '?' : '&';
      target += name + "=" + base::percent_encode(value);
    }
  return target;
}

base::Expected<Routes> read_routes(std::string_view page) {
  const auto document = parse_xml(page);
  if (!document) return std::unexpected(document.error());
  XmlReader help(child_of(**document, "ApiHelp"), "/ApiHelp");
  Routes routes;
  routes.installation = help.text("Installation");
  for (XmlReader& route : help.children("Route")) {
    const std::string name = route.text("Name");
    const std::string form = route.text("Template");
    if (form.size() > template_chars_max) route.report("Template", "is too long");
    help.report(route.error());
    if (routes.templates.size() < routes_max) routes.templates[name] = form;
  }
  if (routes.templates.empty()) help.report("Route", "is missing");
  if (help.error()) return std::unexpected(*help.error());
  return routes;
}

}  // namespace articulator::connect::eaglesoft
