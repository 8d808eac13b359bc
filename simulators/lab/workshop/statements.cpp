#include "simulators/lab/workshop/statements.hpp"

#include "engine/base/json_writer.hpp"

#include <algorithm>
#include <iterator>

namespace articulator::simulators::workshop {
namespace {

using base::JsonWriter;

void write_line(JsonWriter& writer, std::int64_t number, const InvoiceLine& line) {
  writer.begin_object()
      .member("line", number)
      .member("case", std::string_view(line.case_id))
      .member("tracking", std::string_view(line.tracking))
      .member("description", std::string_view(line.description))
      .member("cents", line.amount.cents)
      .member("date", std::string_view(base::format_date(line.date)));
  if (!line.patient.empty()) writer.member("patient", std::string_view(line.patient));
  if (!line.tooth.empty()) writer.member("tooth", std::string_view(line.tooth));
  writer.end_object();
}

std::string as_json(std::string_view id, const std::vector<StatementLine>& lines) {
  std::string body;
  JsonWriter writer(body);
  writer.begin_object().member("statement", id).key("lines").begin_array();
  for (const StatementLine& one : lines)
    write_line(writer, one.number, *one.line);
  writer.end_array().end_object();
  return body;
}

}  // namespace

bool is_month(std::string_view text) {
  return text.size() == 7 && base::parse_date(std::string(text) + "-01").has_value();
}

std::vector<StatementLine> lines_of(Workshop& shop, std::size_t account, std::string_view month) {
  std::vector<StatementLine> lines;
  std::int64_t number = 0;
  for (InvoiceLine& line : shop.book(account).invoices) {
    if (std::string_view(base::format_date(line.date)).substr(0, 7) != month) continue;
    if (!line.withdrawn || shop.setup().ways.lines_keep_numbers) ++number;
    if (!line.withdrawn) lines.push_back({number, &line});
  }
  return lines;
}

void tell_lines(Workshop& shop, std::size_t account, std::string_view id,
                const std::vector<StatementLine>& lines, SimulatorOutputs& out) {
  std::vector<StatementLine> news;
  std::copy_if(lines.begin(), lines.end(), std::back_inserter(news),
               [](const StatementLine& one) { return !one.line->told; });
  if (news.empty()) return;
  for (const StatementLine& one : news)
    one.line->told = true;
  out.facts.push_back({"lab.invoice", shop.book(account).lab_source, "", as_json(id, news)});
}

std::string statement_json(Workshop& shop, std::size_t account, std::string_view id,
                           const std::vector<StatementLine>& lines, SimulatorOutputs& out) {
  tell_lines(shop, account, id, lines, out);
  return as_json(id, lines);
}

}  // namespace articulator::simulators::workshop
