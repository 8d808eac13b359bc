#include "simulators/lab/glidewell/statements.hpp"

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

}  // namespace

std::optional<Period> parse_month(std::string_view month) {
  const auto first = base::parse_date(std::string(month) + "-01");
  if (!first || month.size() != 7) return {};
  const base::YearMonthDay day = base::year_month_day(*first);
  const base::Date end =
      day.month == 12 ? base::make_date(day.year + 1, 1, 1) : base::make_date(day.year, day.month + 1, 1);
  return Period{*first, end};
}

std::string statement(Lab& lab, std::size_t account, const std::string& month, const Period& period,
                      SimulatorOutputs& out) {
  AccountBook& book = lab.book(account);
  const std::string id = "ST-" + book.practice + "-" + month;
  std::string body;
  std::string news;  // lines not told before
  JsonWriter body_writer(body);
  JsonWriter news_writer(news);
  body_writer.begin_object().member("statement", std::string_view(id)).key("lines").begin_array();
  news_writer.begin_object().member("statement", std::string_view(id)).key("lines").begin_array();
  std::int64_t number = 0;
  bool any_news = false;
  for (InvoiceLine& line : book.invoices) {
    if (line.date < period.first || line.date >= period.end) continue;
    write_line(body_writer, ++number, line);
    if (line.told) continue;
    line.told = true;
    any_news = true;
    write_line(news_writer, number, line);
  }
  body_writer.end_array().end_object();
  news_writer.end_array().end_object();
  if (any_news) out.facts.push_back({"lab.invoice", book.lab_source, "", std::move(news)});
  return body;
}

}  // namespace articulator::simulators::glidewell
