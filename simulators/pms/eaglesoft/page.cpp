#include "simulators/pms/eaglesoft/page.hpp"

#include <array>
#include <string>
#include <string_view>

#include <fmt/format.h>

namespace articulator::simulators::eaglesoft {
namespace {

struct Part {
  std::string_view what;
  std::string_view known;
};
// By the letters of the domain notes: D documented, S seen in somebody's code, U not known and made up here.
constexpr std::array<Part, 8> parts{{
    {"A server in the office, reached over its own network", "S"},
    {"Authenticate(IntegrationKey, UserId, Password) gives a session token for Authorization", "S"},
    {"Routes are told by /help and differ from box to box", "S; what the page looks like: U"},
    {"PascalCase bodies", "S; their members: U"},
    {"Lab cases, their states and prescriptions, as XML over SOAP 1.1", "U"},
    {"A queue of changes with leases and acknowledgements", "U"},
    {"Sessions lapse after 15 minutes; dates as /Date(ms)/; error bodies", "U"},
    {"Messages to and from patients, chart notes, the schedule", "U"},
}};

}  // namespace

base::HttpResponse about(const Routes& routes) {
  std::string page = fmt::format(
      "<!doctype html><html lang=\"en\"><meta charset=\"utf-8\"><title>Eaglesoft, simulated</title>"
      "<h1>Eaglesoft, simulated</h1><p>Stylised: what is not publicly known of Eaglesoft is made up here. "
      "This box is {}.</p><h2>What is known</h2><table>",
      routes.installation());
  for (const Part& part : parts)
    page += fmt::format("<tr><td>{}<td>{}", part.what, part.known);
  page += "</table><p>S: seen in a public project's code; U: not known.</p><h2>Routes</h2><table>";
  for (const Route& route : routes.all())
    page += fmt::format("<tr><td>{}<td>{}<td><code>/{}</code>", route.name, route.methods, route.form);
  page += "</table></html>\n";
  base::HttpResponse response = base::text_response(200, std::move(page));
  response.headers.set("Content-Type", "text/html; charset=utf-8");
  return response;
}

}  // namespace articulator::simulators::eaglesoft
