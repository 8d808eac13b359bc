#include "engine/connect/pms/open_dental/api.hpp"

#include "engine/base/json_writer.hpp"
#include "engine/connect/answer.hpp"

#include <algorithm>
#include <utility>

namespace articulator::connect::open_dental {
namespace {

bool speaks_of(std::string_view body, std::string_view lower_case_word) {
  const auto same = [](char a, char b) { return (a >= 'A' && a <= 'Z' ? a - 'A' + 'a' : a) == b; };
  return std::search(body.begin(), body.end(), lower_case_word.begin(), lower_case_word.end(), same) !=
         body.end();
}

}  // namespace

Api::Api(const model::PmsAccess& access) : base_path_(access.endpoint.base_path) {
  headers_.list.push_back({"Authorization", "ODFHIR " + access.developer_key + "/" + access.customer_key});
  headers_.list.push_back({"Content-Type", "application/json"});  // on GET too, or the answer is 400
}

base::HttpRequest Api::request(std::string_view method, std::string_view path) const {
  base::HttpRequest made;
  made.method = method;
  made.target.clear();
  made.target.reserve(base_path_.size() + path.size());
  made.target += base_path_;
  made.target += path;
  made.headers = headers_;
  return made;
}

base::HttpRequest Api::get(std::string_view path) const {
  return request("GET", path);
}

base::HttpRequest Api::put(std::string_view path, std::string body) const {
  base::HttpRequest made = request("PUT", path);
  made.body = std::move(body);
  return made;
}

base::HttpRequest Api::post(std::string_view path, std::string body) const {
  base::HttpRequest made = request("POST", path);
  made.body = std::move(body);
  return made;
}

base::HttpRequest Api::query(const std::string& sql, std::size_t offset) const {
  std::string body;
  base::JsonWriter(body).begin_object().member("SqlCommand", sql).end_object();
  std::string path = "/queries/ShortQuery";
  if (offset > 0) path += "?Offset=" + std::to_string(offset);
  return put(path, std::move(body));
}

std::string page_of(std::string_view path, std::size_t offset) {
  std::string page(path);
  page += path.find('?') == std::string_view::npos ? '?' : '&';
  page += "Limit=" + std::to_string(page_rows) + "&Offset=" + std::to_string(offset);
  return page;
}

std::optional<model::TaskFailed> failure_of(const base::HttpResponse& response, base::Instant now) {
  auto failed = connect::failure_of(peer, response, now);
  if (!failed || response.status != 400) return failed;
  const bool unreachable = speaks_of(response.body, "econnector") || speaks_of(response.body, "timeout") ||
                           speaks_of(response.body, "timed out");
  if (unreachable) {
    failed->worth_retrying = true;
    failed->retry_after = retry_after(response, now);
  }
  return failed;
}

}  // namespace articulator::connect::open_dental
