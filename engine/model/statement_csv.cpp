#include "engine/model/statement_csv.hpp"

#include "engine/model/spelling.hpp"

#include <algorithm>
#include <array>
#include <optional>

#include <fmt/format.h>

namespace articulator::model {
namespace {

constexpr std::int64_t cents_max = 100'000'000'000;

std::string place(std::size_t line, std::size_t column) {
  return fmt::format("line {}, column {}", line, column);
}

// The text, byte by byte, and where that is.
class Reader {
 public:
  explicit Reader(std::string_view text) : text_(text) {}

  [[nodiscard]] bool done() const { return at_ == text_.size(); }
  [[nodiscard]] char next() const { return text_[at_]; }
  [[nodiscard]] std::size_t line() const { return line_; }
  [[nodiscard]] std::size_t column() const { return at_ - line_begin_ + 1; }
  char take() {
    const char c = text_[at_++];
    if (c == '\n') {
      ++line_;
      line_begin_ = at_;
    }
    return c;
  }
  // CRLF or LF.
  bool take_line_end() {
    if (done()) return false;
    if (next() == '\r' && at_ + 1 < text_.size() && text_[at_ + 1] == '\n') take();
    if (next() != '\n') return false;
    take();
    return true;
  }
  [[nodiscard]] bool at_line_end() const {
    return next() == '\n' || (next() == '\r' && at_ + 1 < text_.size() && text_[at_ + 1] == '\n');
  }

 private:
  std::string_view text_;
  std::size_t at_ = 0;
  std::size_t line_ = 1;
  std::size_t line_begin_ = 0;
};

base::Expected<std::string> read_quoted(Reader& in) {
  const std::string begun = place(in.line(), in.column());
  in.take();
  std::string field;
  while (!in.done()) {
    if (field.size() > csv_field_bytes_max)
      return base::failure(begun, fmt::format("a field is longer than {} bytes", csv_field_bytes_max));
    const char c = in.take();
    if (c != '"') {
      field += c;
      continue;
    }
    if (in.done() || in.next() == ',' || in.at_line_end()) return field;
    if (in.next() != '"')
      return base::failure(place(in.line(), in.column()),
                           "after a closing quote comes a comma or the line's end",
                           "double the quotes inside of a field");
    field += in.take();
  }
  return base::failure(begun, "the quoted field is never closed", "end it with a quote");
}

base::Expected<std::string> read_plain(Reader& in) {
  const std::string begun = place(in.line(), in.column());
  std::string field;
  while (!in.done() && in.next() != ',' && !in.at_line_end()) {
    if (in.next() == '"')
      return base::failure(place(in.line(), in.column()), "a quote stands inside of a field without quotes",
                           "put the field in quotes, and double those inside");
    if (field.size() > csv_field_bytes_max)
      return base::failure(begun, fmt::format("a field is longer than {} bytes", csv_field_bytes_max));
    field += in.take();
  }
  return field;
}

base::Expected<CsvRecord> read_record(Reader& in) {
  CsvRecord record;
  record.line = in.line();
  for (;;) {
    auto field = !in.done() && in.next() == '"' ? read_quoted(in) : read_plain(in);
    if (!field) return std::unexpected(std::move(field.error()));
    record.fields.push_back(std::move(*field));
    if (record.fields.size() > csv_columns_max)
      return base::failure(place(record.line, 1), fmt::format("more than {} columns", csv_columns_max));
    if (in.done() || in.take_line_end()) return record;
    in.take();  // the comma
  }
}

// "1,234.50", "$99", "-99.00", "(99.00)" -> cents. Empty: no amount of money.
std::optional<std::int64_t> cents_of(std::string_view text) {
  text = trimmed(text);
  bool below_zero = false;
  if (text.size() > 2 && text.front() == '(' && text.back() == ')') {
    below_zero = true;
    text = text.substr(1, text.size() - 2);
  }
  if (!text.empty() && text.front() == '-') {
    below_zero = !below_zero;
    text.remove_prefix(1);
  }
  if (!text.empty() && text.front() == '$') text.remove_prefix(1);
  const std::size_t point = std::min(text.find('.'), text.size());
  const std::string_view decimals = point < text.size() ? text.substr(point + 1) : std::string_view{};
  if (point == 0 || decimals.size() > 2 || (point < text.size() && decimals.empty())) return std::nullopt;
  std::int64_t cents = 0;
  for (std::size_t n = 0; n < point; ++n) {
    if (text[n] == ',' && n > 0) continue;
    if (text[n] < '0' || text[n] > '9' || cents > cents_max) return std::nullopt;
    cents = cents * 10 + (text[n] - '0');
  }
  for (std::size_t n = 0; n < 2; ++n) {
    const char digit = n < decimals.size() ? decimals[n] : '0';
    if (digit < '0' || digit > '9') return std::nullopt;
    cents = cents * 10 + (digit - '0');
  }
  if (cents > cents_max) return std::nullopt;
  return below_zero ? -cents : cents;
}

std::optional<std::int64_t> whole_of(std::string_view text) {
  text = trimmed(text);
  const bool below_zero = !text.empty() && text.front() == '-';
  if (below_zero) text.remove_prefix(1);
  if (text.empty() || text.size() > 12) return std::nullopt;
  std::int64_t value = 0;
  for (const char c : text) {
    if (c < '0' || c > '9') return std::nullopt;
    value = value * 10 + (c - '0');
  }
  return below_zero ? -value : value;
}

// "2024-10-21", "10/21/2024".
base::Expected<base::Date> date_of(std::string_view text) {
  text = trimmed(text);
  const std::size_t first = text.find('/');
  const std::size_t second = first == std::string_view::npos ? first : text.find('/', first + 1);
  if (second == std::string_view::npos) return base::parse_date(text);
  const auto two = [](std::string_view part) {
    return part.size() == 1 ? "0" + std::string(part) : std::string(part);
  };
  return base::parse_date(std::string(text.substr(second + 1)) + "-" + two(text.substr(0, first)) + "-" +
                          two(text.substr(first + 1, second - first - 1)));
}

enum Column : std::size_t {
  line,
  case_id,
  tracking,
  patient,
  tooth,
  description,
  cents,
  amount,
  date,
  statement,
  columns
};
constexpr std::array<std::string_view, columns> column_words{
    "line", "case", "tracking", "patient", "tooth", "description", "cents", "amount", "date", "statement"};

struct Table {
  std::array<std::optional<std::size_t>, columns> at;  // by Column: index in a record

  [[nodiscard]] std::string_view field(const CsvRecord& record, Column column) const {
    const auto index = at.at(column);
    return index && *index < record.fields.size() ? trimmed(record.fields[*index]) : std::string_view{};
  }
};

base::Expected<Table> read_head(const CsvRecord& head) {
  Table table;
  for (std::size_t n = 0; n < head.fields.size(); ++n) {
    const std::string name = folded(head.fields[n]);
    const auto known = std::find(column_words.begin(), column_words.end(), name);
    if (known == column_words.end()) continue;
    auto& index = table.at.at(static_cast<std::size_t>(known - column_words.begin()));
    if (index) return base::failure(place(head.line, 1), "the column \"" + name + "\" comes twice");
    index = n;
  }
  if (!table.at[cents] && !table.at[amount])
    return base::failure(place(head.line, 1), "no column says what a line costs", "call it cents or amount");
  if (!table.at[case_id] && !table.at[tracking] && !table.at[patient])
    return base::failure(place(head.line, 1), "no column says what a line is for",
                         "call it case, tracking or patient");
  return table;
}

base::Expected<BilledLine> read_line(const Table& table, const CsvRecord& record, std::int64_t number) {
  const auto wrong = [&](Column column, std::string what, std::string to_do) {
    return base::failure(fmt::format("line {}, {}", record.line, column_words.at(column)), std::move(what),
                         std::move(to_do));
  };
  BilledLine read;
  read.line = number;
  if (const auto text = table.field(record, line); !text.empty()) {
    const auto given = whole_of(text);
    if (!given || *given < 0) return wrong(line, "is no line number", "write a whole number");
    read.line = *given;
  }
  read.case_id = CaseId(std::string(table.field(record, case_id)));
  read.tracking = table.field(record, tracking);
  read.patient = PatientId(std::string(table.field(record, patient)));
  read.description = table.field(record, description);
  if (const auto text = table.field(record, tooth); !text.empty()) {
    read.tooth = ToothNumber::from_universal(text);
    if (!read.tooth) return wrong(tooth, "is no tooth", "write it in Universal numbers, 1-32 or A-T");
  }
  if (const auto text = table.field(record, date); !text.empty()) {
    const auto day = date_of(text);
    if (!day) return wrong(date, "is no date", "write it like 2024-10-21 or 10/21/2024");
    read.date = *day;
  }
  const Column money = table.at[cents] ? cents : amount;
  const std::string_view text = table.field(record, money);
  const auto value = money == cents ? whole_of(text) : cents_of(text);
  if (!value)
    return wrong(money, "is no amount of money",
                 money == cents ? "write whole cents" : "write it like 1234.50");
  read.amount = {*value};
  return read;
}

}  // namespace

base::Expected<std::vector<CsvRecord>> read_csv(std::string_view text, std::size_t records_max) {
  if (text.size() > csv_bytes_max)
    return base::failure("", fmt::format("is longer than {} bytes", csv_bytes_max));
  if (text.starts_with("\xEF\xBB\xBF")) text.remove_prefix(3);  // as spreadsheets write it
  Reader in(text);
  std::vector<CsvRecord> records;
  while (!in.done()) {
    const std::size_t begun = in.line();
    if (in.take_line_end()) continue;  // an empty line
    if (records.size() >= records_max)
      return base::failure(place(begun, 1), fmt::format("more than {} records", records_max));
    auto record = read_record(in);
    if (!record) return std::unexpected(std::move(record.error()));
    records.push_back(std::move(*record));
  }
  return records;
}

base::Expected<Invoice> read_statement_csv(std::string_view text, std::string_view name) {
  const auto records = read_csv(text, invoice_lines_max + 2);
  if (!records) return std::unexpected(records.error());
  if (records->empty())
    return base::failure("line 1, column 1", "is empty", "name the columns in the first line");
  const auto table = read_head(records->front());
  if (!table) return std::unexpected(table.error());
  Invoice invoice;
  invoice.statement = name;
  for (std::size_t n = 1; n < records->size(); ++n) {
    const CsvRecord& record = (*records)[n];
    if (record.fields.size() != records->front().fields.size())
      return base::failure(place(record.line, 1),
                           fmt::format("has {} fields where the first line has {}", record.fields.size(),
                                       records->front().fields.size()));
    auto read = read_line(*table, record, static_cast<std::int64_t>(n));
    if (!read) return std::unexpected(std::move(read.error()));
    if (const auto given = table->field(record, statement); !given.empty()) invoice.statement = given;
    if (folded(read->description) == "total")
      invoice.total = read->amount;
    else
      invoice.lines.push_back(std::move(*read));
  }
  if (invoice.lines.size() > invoice_lines_max)
    return base::failure("", fmt::format("more than {} lines", invoice_lines_max));
  return invoice;
}

}  // namespace articulator::model
