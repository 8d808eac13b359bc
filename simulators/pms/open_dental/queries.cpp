// PUT /queries/ShortQuery (vendor's page apiqueries): read-only SQL, at most 100 rows an answer. The vendor
// runs any SELECT; this simulator understands what a lab connector needs, and says so otherwise:
//
//   SELECT LabCaseNum, DateTStamp FROM labcase WHERE DateTStamp >= '2024-10-21 09:00:00' AND LaboratoryNum =
//   1
//     ORDER BY LabCaseNum
#include "simulators/pms/open_dental/lab_case_columns.hpp"
#include "simulators/pms/open_dental/listing.hpp"
#include "simulators/pms/open_dental/resources.hpp"

#include <algorithm>
#include <array>

#include <fmt/format.h>

namespace articulator::simulators::open_dental {
namespace {

constexpr std::size_t tokens_max = 256;

using LabCaseColumn = Column<LabCase>;

// Its texts are those of the query.
struct Condition {
  const LabCaseColumn* column = nullptr;
  std::string_view comparison;
  std::string_view value;
};

struct Query {
  std::vector<const LabCaseColumn*> columns;
  std::vector<Condition> conditions;
  const LabCaseColumn* order = nullptr;
  bool descending = false;
};

bool same_word(std::string_view a, std::string_view b) {
  const auto lower = [](char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c; };
  return std::ranges::equal(a, b, {}, lower, lower);
}

bool is_word(char c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_' || c == '.';
}

struct Token {
  std::string_view text;
  bool quoted = false;
};

Outcome<std::vector<Token>> tokens_of(std::string_view sql) {
  std::vector<Token> tokens;
  tokens.reserve(sql.size() / 4);
  std::size_t at = 0;
  while (at < sql.size()) {
    if (tokens.size() == tokens_max) return bad("The query is too long");
    const char c = sql[at];
    if (c == ' ' || c == '\n' || c == '\r' || c == '\t') {
      ++at;
    } else if (c == '\'') {
      const std::size_t end = sql.find('\'', at + 1);
      if (end == std::string_view::npos)
        return bad("You have an error in your SQL syntax: a quote is not closed");
      tokens.push_back({sql.substr(at + 1, end - at - 1), true});
      at = end + 1;
    } else if (is_word(c)) {
      std::size_t end = at;
      while (end < sql.size() && is_word(sql[end]))
        ++end;
      tokens.push_back({sql.substr(at, end - at), false});
      at = end;
    } else {
      const bool two = sql.substr(at, 2) == ">=";
      tokens.push_back({sql.substr(at, two ? 2 : 1), false});
      at += two ? 2 : 1;
    }
  }
  return tokens;
}

const LabCaseColumn* find_column(std::string_view name) {
  if (const std::size_t dot = name.find('.');
      dot != std::string_view::npos && same_word(name.substr(0, dot), "labcase"))
    name = name.substr(dot + 1);
  const auto found = std::ranges::find_if(
      lab_case_columns, [&](const LabCaseColumn& column) { return same_word(column.name, name); });
  return found == lab_case_columns.end() ? nullptr : &*found;
}

// Reads the tokens one after another; the first thing that does not fit ends it.
class QueryReader {
 public:
  explicit QueryReader(std::vector<Token> tokens) : tokens_(std::move(tokens)) {}

  Outcome<Query> read() {
    Query query;
    take("SELECT");
    if (peek("*")) {
      ++at_;
      for (const LabCaseColumn& column : lab_case_columns)
        query.columns.push_back(&column);
    } else {
      query.columns.push_back(column());
      while (peek(",")) {
        ++at_;
        query.columns.push_back(column());
      }
    }
    take("FROM");
    take("labcase");
    if (peek("WHERE")) {
      do {
        ++at_;
        query.conditions.push_back(condition());
      } while (peek("AND"));
    }
    if (peek("ORDER")) {
      ++at_;
      take("BY");
      query.order = column();
      query.descending = peek("DESC");
      if (query.descending || peek("ASC")) ++at_;
    }
    if (peek(";")) ++at_;
    if (sentence_.empty() && at_ < tokens_.size()) wrong(tokens_[at_].text);
    if (!sentence_.empty()) return bad(sentence_);
    return query;
  }

 private:
  [[nodiscard]] bool peek(std::string_view word) const {
    return at_ < tokens_.size() && !tokens_[at_].quoted && same_word(tokens_[at_].text, word);
  }
  void wrong(std::string_view near) {
    if (sentence_.empty())
      sentence_ = fmt::format(
          "You have an error in your SQL syntax near '{}'; this office answers SELECT <columns> FROM labcase "
          "[WHERE "
          "<column> (=|>=|>) <value> [AND ...]] [ORDER BY <column>]",
          near);
  }
  [[nodiscard]] std::string_view here() const { return at_ < tokens_.size() ? tokens_[at_].text : "the end"; }
  void take(std::string_view word) {
    if (peek(word))
      ++at_;
    else
      wrong(here());
  }
  const LabCaseColumn* column() {
    const LabCaseColumn* found = at_ < tokens_.size() ? find_column(tokens_[at_].text) : nullptr;
    if (found == nullptr) {
      if (sentence_.empty()) sentence_ = fmt::format("Unknown column '{}' in 'labcase'", here());
      return nullptr;
    }
    ++at_;
    return found;
  }
  Condition condition() {
    Condition made;
    made.column = column();
    made.comparison = here();
    if (!peek("=") && !peek(">=") && !peek(">")) wrong(here());
    ++at_;
    const bool value = at_ < tokens_.size() && (tokens_[at_].quoted || whole_number(tokens_[at_].text));
    if (!value) wrong(here());
    if (value) made.value = tokens_[at_].text;
    ++at_;
    return made;
  }

  std::vector<Token> tokens_;
  std::size_t at_ = 0;
  std::string sentence_;
};

// A column's value as something that compares as the database compares it. It refers to the row's text.
struct Comparable {
  std::int64_t number = 0;
  std::string_view text;
  friend auto operator<=>(const Comparable&, const Comparable&) = default;
};

Comparable value_of(const LabCaseColumn& column, const LabCase& row) {
  switch (column.kind) {
    case Kind::date_time:
      return {column.of<LocalDateTime>(row).s, {}};
    case Kind::stamp:
      return {column.of<base::Instant>(row).ms_since_epoch, {}};
    case Kind::text:
      return {0, column.of<std::string>(row)};
    default:
      return {column.of<std::int64_t>(row), {}};
  }
}

std::optional<Comparable> literal_of(const Office& office, const Condition& condition) {
  if (condition.column->kind == Kind::text) return Comparable{0, condition.value};
  if (condition.column->kind == Kind::date_time || condition.column->kind == Kind::stamp) {
    const auto time = parse_local(condition.value);
    if (!time) return std::nullopt;
    if (condition.column->kind == Kind::date_time) return Comparable{time->s, {}};
    return Comparable{time->empty() ? 0 : instant_of(*time, office.config.zone).ms_since_epoch, {}};
  }
  const auto number = whole_number(condition.value);
  if (!number) return std::nullopt;
  return Comparable{condition.column->kind == Kind::money ? *number * 100 : *number, {}};
}

bool holds(const Comparable& value, std::string_view comparison, const Comparable& wanted) {
  if (comparison == "=") return value == wanted;
  return comparison == ">" ? value > wanted : value >= wanted;
}

bool is_key(const LabCaseColumn& column) {
  return &column == &lab_case_columns.front();
}

// Where to look: among what has changed since then, from that key on, or everywhere.
std::vector<const LabCase*> candidates(const Office& office, const Query& query,
                                       const std::vector<Comparable>& wanted) {
  const Table<LabCase>& table = office.lab_cases;
  for (std::size_t i = 0; i < wanted.size(); ++i)
    if (query.conditions[i].column->kind == Kind::stamp)
      return Office::rows_of(table, table.changed_since({wanted[i].number}));
  const auto& rows = table.rows();
  auto from = rows.begin();
  for (std::size_t i = 0; i < wanted.size(); ++i)
    if (is_key(*query.conditions[i].column))
      from = std::max(from, std::ranges::lower_bound(rows, wanted[i].number, {}, &LabCase::number));
  std::vector<const LabCase*> found;
  found.reserve(static_cast<std::size_t>(rows.end() - from));
  for (; from != rows.end(); ++from)
    found.push_back(&*from);
  return found;
}

Outcome<std::vector<const LabCase*>> rows_of(const Office& office, const Query& query) {
  std::vector<Comparable> wanted;
  for (const Condition& condition : query.conditions) {
    const auto literal = literal_of(office, condition);
    if (!literal)
      return bad(
          fmt::format("Incorrect value '{}' for column '{}'", condition.value, condition.column->name));
    wanted.push_back(*literal);
  }
  std::vector<const LabCase*> rows = candidates(office, query, wanted);
  std::erase_if(rows, [&](const LabCase* row) {
    for (std::size_t i = 0; i < wanted.size(); ++i)
      if (!holds(value_of(*query.conditions[i].column, *row), query.conditions[i].comparison, wanted[i]))
        return true;
    return false;
  });
  const auto in_order = [&](const LabCase* a, const LabCase* b) {
    const Comparable left = value_of(*query.order, *a);
    const Comparable right = value_of(*query.order, *b);
    if (left == right) return a->number < b->number;
    return query.descending ? right < left : left < right;
  };
  if (query.order != nullptr && !std::ranges::is_sorted(rows, in_order)) std::ranges::sort(rows, in_order);
  return rows;
}

}  // namespace

Answer put_short_query(Office& office, Call& call) {
  if (auto refusal = missing(call.body, {"SqlCommand"})) return std::unexpected(*refusal);
  const auto sql = call.body.find("SqlCommand")->text();
  if (!sql) return bad("SqlCommand is invalid");
  auto tokens = tokens_of(*sql);
  if (!tokens) return std::unexpected(tokens.error());
  if (tokens->empty() || !same_word(tokens->front().text, "SELECT"))
    return refused(401, "Query is not read-only");
  const auto query = QueryReader(std::move(*tokens)).read();
  if (!query) return std::unexpected(query.error());
  const auto rows = rows_of(office, *query);
  if (!rows) return std::unexpected(rows.error());
  const Rendering how = rendering(office, call);
  std::string json;
  base::JsonWriter writer(json);
  writer.begin_array();
  const std::size_t end = std::min(rows->size(), call.offset + std::min<std::size_t>(call.limit, 100));
  for (std::size_t i = call.offset; i < end; ++i) {
    writer.begin_object();
    for (const LabCaseColumn* column : query->columns) {
      writer.key(column->name);
      const LabCase& row = *(*rows)[i];
      if (column->kind == Kind::number)
        writer.text(std::to_string(column->of<std::int64_t>(row)));
      else if (column->kind == Kind::money)
        writer.text(money_text(column->of<std::int64_t>(row)));
      else
        write_value(writer, *column, row, how);
    }
    writer.end_object();
  }
  writer.end_array();
  return ok(std::move(json));
}

}  // namespace articulator::simulators::open_dental
