#include "simulators/lab/glidewell/statements.hpp"

#include <utility>
#include <vector>

namespace articulator::simulators::glidewell {
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

using Numbered = std::vector<std::pair<std::int64_t, const InvoiceLine*>>;

// The account's lines of the month; those that no statement has shown yet are told.
Numbered lines_of(Lab& lab, std::size_t account, const std::string& month, const Period& period,
                  SimulatorOutputs& out) {
  AccountBook& book = lab.book(account);
  const std::string id = statement_number(lab, account, month);
  std::string news;
  JsonWriter writer(news);
  writer.begin_object().member("statement", std::string_view(id)).key("lines").begin_array();
  Numbered lines;
  bool any_news = false;
  for (InvoiceLine& line : book.invoices) {
    if (line.date < period.first || line.date >= period.end) continue;
    lines.emplace_back(static_cast<std::int64_t>(lines.size()) + 1, &line);
    if (line.told) continue;
    line.told = true;
    any_news = true;
    write_line(writer, lines.back().first, line);
  }
  writer.end_array().end_object();
  if (any_news) out.facts.push_back({"lab.invoice", book.lab_source, "", std::move(news)});
  return lines;
}

std::string quoted(std::string_view text) {
  std::string field = "\"";
  for (const char c : text) {
    if (c == '"') field += c;
    field += c;
  }
  return field + '"';
}

// "-1234.50"
std::string money(base::Cents amount) {
  const std::int64_t cents = amount.cents < 0 ? -amount.cents : amount.cents;
  std::string pennies = std::to_string(cents % 100);
  if (pennies.size() < 2) pennies.insert(0, "0");
  return (amount.cents < 0 ? "-" : "") + std::to_string(cents / 100) + '.' + pennies;
}

}  // namespace

std::optional<Period> parse_month(std::string_view month) {
  const auto first = base::parse_date(std::string(month) + "-01");
  if (!first || month.size() != 7) return {};
  const base::YearMonthDay day = base::year_month_day(*first);
  const base::Date end =
      day.month == 12 ? base::make_date(day.year + 1, 1, 1) : base::make_date(day.year, day.month + 1, 1);
  return Period{*first, end};
}

std::string statement_number(Lab& lab, std::size_t account, std::string_view month) {
  return "ST-" + lab.book(account).practice + "-" + std::string(month);
}

std::string statement(Lab& lab, std::size_t account, const std::string& month, const Period& period,
                      SimulatorOutputs& out) {
  std::string body;
  JsonWriter writer(body);
  const std::string id = statement_number(lab, account, month);
  writer.begin_object().member("statement", std::string_view(id)).key("lines").begin_array();
  for (const auto& [number, line] : lines_of(lab, account, month, period, out))
    write_line(writer, number, *line);
  writer.end_array().end_object();
  return body;
}

std::string statement_csv(Lab& lab, std::size_t account, const std::string& month, const Period& period,
                          SimulatorOutputs& out) {
  const std::string id = statement_number(lab, account, month);
  std::string table = "statement,line,case,tracking,description,amount,date,patient,tooth\r\n";
  base::Cents total;
  for (const auto& [number, line] : lines_of(lab, account, month, period, out)) {
    total = total + line->amount;
    table += id + ',' + std::to_string(number) + ',' + quoted(line->case_id) + ',' + quoted(line->tracking) +
             ',' + quoted(line->description) + ',' + money(line->amount) + ',' +
             base::format_date(line->date) + ',' + quoted(line->patient) + ',' + quoted(line->tooth) + "\r\n";
  }
  return table + id + ",,,,total," + money(total) + ",,,\r\n";
}

}  // namespace articulator::simulators::glidewell
