// The routes of one box, as its discovery page tells them. They differ from box to box, so nothing of them is
// written here but where that page is and what the routes are called.
//
//   auto routes = read_routes(answer.body);                        // of GET {base}/help
//   auto target = routes->target("Patient", {{"PatientId", "7"}}); // "/esapi/v21/patients/7"
#pragma once

#include "engine/base/error.hpp"

#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace articulator::connect::eaglesoft {

inline constexpr std::string_view help_path = "/help";

using Parameters = std::vector<std::pair<std::string, std::string>>;

class Routes {
 public:
  // Which installation of the box told them: another one has other routes, another queue, no sessions.
  std::string installation;
  std::map<std::string, std::string, std::less<>> templates;  // "Patient" -> "esapi/v21/patients/{PatientId}"

  // With the parameters put where the template has them, the others after it as a query. Empty: the box has
  // no such route, or it wants a parameter that is not given.
  [[nodiscard]] std::optional<std::string> target(std::string_view route, const Parameters& parameters) const;
};

// Error: no such page, with the path of what is wrong. At most 200 routes.
base::Expected<Routes> read_routes(std::string_view page);

}  // namespace articulator::connect::eaglesoft
