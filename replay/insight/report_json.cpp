#include "engine/base/json_writer.hpp"
#include "engine/insight/figures.hpp"
#include "replay/insight/report.hpp"

namespace articulator::replay::insight {
namespace {

void write_instant(base::JsonWriter& out, const char* name, const std::optional<base::Instant>& at) {
  out.key(name);
  at ? out.instant(*at) : out.null();
}

}  // namespace

std::string report_json(const Report& report) {
  std::string json;
  base::JsonWriter out(json);
  out.begin_object().key("analytics").begin_object();
  articulator::insight::write_table_members(out, report.table);
  out.end_object();
  out.member("duplicates", report.duplicates).member("events", report.events);
  write_instant(out, "from", report.from);
  out.key("invoice_lines").begin_object();
  for (const auto& [result, lines] : report.invoice_results)
    out.member(result, lines);
  out.end_object().key("lines_refused").begin_array();
  for (const RefusedLine& refused : report.lines_refused) {
    out.begin_object().member("line", refused.place.line);
    if (report.logs.size() > 1) out.member("log", std::string_view(report.logs[refused.place.log]));
    out.member("why", std::string_view(refused.why)).end_object();
  }
  out.end_array().key("logs").begin_array();
  for (const std::string& log : report.logs)
    out.text(log);
  out.end_array().member("practices", report.practices);
  write_instant(out, "to", report.to);
  out.member("unknown_types", report.unknown_types).end_object();
  json += '\n';
  return json;
}

}  // namespace articulator::replay::insight
