#include "simulators/lab/dentsply_sirona/statements.hpp"

#include "simulators/lab/workshop/statements.hpp"

#include <algorithm>

namespace articulator::simulators::dentsply_sirona {
namespace {

std::string statement_number(Workshop& shop, std::size_t account, std::string_view month) {
  return "DS-" + shop.book(account).practice + "-" + std::string(month);
}

}  // namespace

std::string statement(Workshop& shop, std::size_t account, std::string_view month, SimulatorOutputs& out) {
  if (!workshop::is_month(month)) return {};
  return workshop::statement_json(shop, account, statement_number(shop, account, month),
                                  workshop::lines_of(shop, account, month), out);
}

void write_invoice(base::JsonWriter& writer, Workshop& shop, const Order& order, SimulatorOutputs& out) {
  const workshop::InvoiceLine* const line =
      order.invoice ? &shop.book(order.account).invoices[*order.invoice] : nullptr;
  if (line == nullptr || line->withdrawn) {
    writer.null();
    return;
  }
  const std::string month = base::format_date(line->date).substr(0, 7);
  auto lines = workshop::lines_of(shop, order.account, month);
  std::erase_if(lines, [&](const workshop::StatementLine& one) { return one.line != line; });
  writer.raw(workshop::statement_json(shop, order.account, statement_number(shop, order.account, month),
                                      lines, out));
}

}  // namespace articulator::simulators::dentsply_sirona
