#include "simulators/lab/dentsply_sirona/statements.hpp"

#include <cstdint>

namespace articulator::simulators::dentsply_sirona {
namespace {

using base::JsonWriter;

std::string month_of(const InvoiceLine& line) {
  return base::format_date(line.date).substr(0, 7);
}

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

std::string statement_number(const AccountBook& book, std::string_view month) {
  return "DS-" + book.practice + "-" + std::string(month);
}

// Lines of a month, or only this one of them; null: all. Those not shown before are told as a fact.
std::string shown(Lab& lab, std::size_t account, std::string_view month, const InvoiceLine* only,
                  SimulatorOutputs& out) {
  AccountBook& book = lab.book(account);
  const std::string id = statement_number(book, month);
  std::string body;
  std::string news;
  JsonWriter body_writer(body);
  JsonWriter news_writer(news);
  body_writer.begin_object().member("statement", std::string_view(id)).key("lines").begin_array();
  news_writer.begin_object().member("statement", std::string_view(id)).key("lines").begin_array();
  std::int64_t number = 0;
  bool any_news = false;
  for (InvoiceLine& line : book.invoices) {
    if (month_of(line) != month) continue;
    ++number;
    if (line.withdrawn || (only != nullptr && only != &line)) continue;
    write_line(body_writer, number, line);
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

}  // namespace

std::string statement(Lab& lab, std::size_t account, std::string_view month, SimulatorOutputs& out) {
  if (month.size() != 7 || !base::parse_date(std::string(month) + "-01")) return {};
  return shown(lab, account, month, nullptr, out);
}

void write_invoice(JsonWriter& writer, Lab& lab, const Order& order, SimulatorOutputs& out) {
  if (!order.invoice) {
    writer.null();
    return;
  }
  const InvoiceLine& line = lab.book(order.account).invoices[*order.invoice];
  writer.raw(shown(lab, order.account, month_of(line), &line, out));
}

}  // namespace articulator::simulators::dentsply_sirona
