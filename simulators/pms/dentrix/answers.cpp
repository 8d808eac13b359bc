#include "simulators/pms/dentrix/answers.hpp"

#include "engine/base/json_reader.hpp"
#include "engine/base/json_writer.hpp"

#include <utility>

namespace articulator::simulators::dentrix {
namespace {

void write_page(base::JsonWriter& out, const Page& page) {
  const std::size_t pages = (page.total + page.size - 1) / page.size;
  out.key("meta").begin_object().key("pagination").begin_object();
  out.member("page", static_cast<std::int64_t>(page.number));
  out.member("pageSize", static_cast<std::int64_t>(page.size));
  out.member("totalPages", static_cast<std::int64_t>(pages == 0 ? 1 : pages));
  out.member("totalElements", static_cast<std::int64_t>(page.total));
  out.end_object().end_object();
}

void no_list(base::JsonWriter& out, std::string_view name) {
  out.key(name).begin_array().end_array();
}

void write_grown(base::JsonWriter& out, const base::JsonValue& value, std::string_view key) {
  if (value.is(base::JsonKind::array)) {
    out.begin_array();
    for (const base::JsonValue& element : value.elements())
      write_grown(out, element, "");
    out.end_array();
  } else if (value.is(base::JsonKind::object)) {
    out.begin_object().key("auditTrail").begin_array().text("of a later release").end_array();
    for (const base::JsonValue::Member& member : value.members()) {
      out.key(member.key);
      write_grown(out, member.value, member.key);
    }
    out.key("regionalSettings").begin_object().member("enabled", true).end_object().end_object();
  } else if (key == "status" && value.text() == "OUTSTANDING") {
    out.text("OUTSTANDING_AT_LAB");
  } else if (key == "status" && value.text() == "UNCONFIRMED") {
    out.text("PENDING_REMINDER");
  } else {
    out.raw(value.dump());
  }
}

}  // namespace

base::HttpResponse one(int status, std::string_view row_json) {
  std::string body;
  base::JsonWriter out(body);
  out.begin_object().key("data").raw(row_json);
  no_list(out, "warnings");
  no_list(out, "errors");
  out.key("meta").begin_object().end_object().end_object();
  return base::json_response(status, std::move(body));
}

base::HttpResponse many(const std::vector<std::string>& rows_json, const Page& page) {
  std::string body;
  base::JsonWriter out(body);
  out.begin_object().key("data").begin_array();
  for (const std::string& row : rows_json)
    out.raw(row);
  out.end_array();
  no_list(out, "warnings");
  no_list(out, "errors");
  write_page(out, page);
  out.end_object();
  return base::json_response(200, std::move(body));
}

base::HttpResponse error(int status, std::string_view code, std::string_view message) {
  std::string body;
  base::JsonWriter out(body);
  out.begin_object().key("data").null();
  no_list(out, "warnings");
  out.key("errors").begin_array().begin_object();
  out.member("code", code).member("message", message).end_object().end_array();
  out.key("meta").begin_object().end_object().end_object();
  return base::json_response(status, std::move(body));
}

base::HttpResponse fault(int status, std::string_view errorcode, std::string_view faultstring) {
  std::string body;
  base::JsonWriter out(body);
  out.begin_object().key("fault").begin_object().member("faultstring", faultstring);
  out.key("detail").begin_object().member("errorcode", errorcode).end_object();
  out.end_object().end_object();
  return base::json_response(status, std::move(body));
}

base::HttpResponse with_more_fields(base::HttpResponse answer) {
  base::JsonParser parser;
  const auto body = parser.parse(answer.body);
  if (!body) return answer;
  std::string grown;
  base::JsonWriter out(grown);
  write_grown(out, *body, "");
  answer.body = std::move(grown);
  return answer;
}

}  // namespace articulator::simulators::dentrix
