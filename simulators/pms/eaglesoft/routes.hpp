// Where things stand on one box. No two boxes agree: the routes are drawn from the practice and from how
// often the box was installed.
//
//   const Routes routes("p-01", 1);
//   const auto found = routes.match("/esapi/v21/patients/7");   // "Patient", {PatientId: 7}
#pragma once

#include <array>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace articulator::simulators::eaglesoft {

using Arguments = std::map<std::string, std::string, std::less<>>;

struct Route {
  std::string name;     // "Patient"
  std::string methods;  // "GET, PUT"
  std::string form;     // "esapi/v21/patients/{PatientId}"
};

struct Matched {
  std::string name;
  Arguments arguments;  // of the template and of the query
};

class Routes {
 public:
  Routes(std::string_view practice, int installation);

  [[nodiscard]] const std::string& installation() const { return installation_; }  // "ES-3F2A91C0"
  [[nodiscard]] const std::vector<Route>& all() const { return routes_; }
  [[nodiscard]] std::optional<Matched> match(std::string_view target) const;
  [[nodiscard]] std::string help() const;  // the discovery page

 private:
  std::string installation_;
  std::vector<Route> routes_;
};

}  // namespace articulator::simulators::eaglesoft
