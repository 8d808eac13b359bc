#include "simulators/lab/glidewell/statements.hpp"

namespace articulator::simulators::glidewell {
namespace {

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

std::string statement_number(Workshop& shop, std::size_t account, std::string_view month) {
  return "ST-" + shop.book(account).practice + "-" + std::string(month);
}

std::string statement(Workshop& shop, std::size_t account, const std::string& month, SimulatorOutputs& out) {
  return workshop::statement_json(shop, account, statement_number(shop, account, month),
                                  workshop::lines_of(shop, account, month), out);
}

std::string statement_csv(Workshop& shop, std::size_t account, const std::string& month,
                          SimulatorOutputs& out) {
  const std::string id = statement_number(shop, account, month);
  const auto lines = workshop::lines_of(shop, account, month);
  workshop::tell_lines(shop, account, id, lines, out);
  std::string table = "statement,line,case,tracking,description,amount,date,patient,tooth\r\n";
  base::Cents total;
  for (const auto& [number, line] : lines) {
    total = total + line->amount;
    table += id + ',' + std::to_string(number) + ',' + quoted(line->case_id) + ',' + quoted(line->tracking) +
             ',' + quoted(line->description) + ',' + money(line->amount) + ',' +
             base::format_date(line->date) + ',' + quoted(line->patient) + ',' + quoted(line->tooth) + "\r\n";
  }
  return table + id + ",,,,total," + money(total) + ",,,\r\n";
}

}  // namespace articulator::simulators::glidewell
