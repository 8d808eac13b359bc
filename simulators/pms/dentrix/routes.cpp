#include "simulators/pms/dentrix/routes.hpp"

namespace articulator::simulators::dentrix {

base::HttpResponse not_found() {
  return error(404, "NOT_FOUND", "There is no such resource.");
}

base::HttpResponse route(const Call& call) {
  const auto& path = call.target.path;
  if (path.size() < 2 || path.size() > 4 || path[0] != "v1") return not_found();
  if (call.method == "GET" && path.size() == 2) return list(call, path[1]);
  if (call.method == "GET" && path.size() == 3) return read_one(call, path[1], path[2]);
  if (call.method == "GET" && path.size() == 4 && path[1] == "documents" && path[3] == "content")
    return read_content(call, path[2]);
  if (call.method == "POST" && path.size() == 2) return post(call, path[1]);
  if (call.method == "PUT" && path.size() == 3) return put(call, path[1], path[2]);
  return not_found();
}

}  // namespace articulator::simulators::dentrix
