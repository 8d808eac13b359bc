// Columns: how a row is said in JSON, and what a body may set.
//
//   inline constexpr std::array columns = {
//       number("LabCaseNum", &LabCase::number),
//       number("PatNum", &LabCase::patient, Rule::create, Reference::patient),
//       date_time("DateTimeSent", &LabCase::sent, Rule::both), ...
//
// A resource is a table of columns; writing a row, reading a POST's or PUT's body into it, and the sentences
// that refuse a bad value are then the same code for all. A member that is no column, or that this method may
// not set, is passed over, as the vendor's server does.
#pragma once

#include "engine/base/json_reader.hpp"
#include "engine/base/json_writer.hpp"
#include "simulators/pms/open_dental/instructions.hpp"
#include "simulators/pms/open_dental/office.hpp"
#include "simulators/pms/open_dental/request.hpp"

#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <variant>

namespace articulator::simulators::open_dental {

enum class Kind : std::uint8_t {
  number,       // 7
  number_text,  // "7"
  text,
  flag,         // "true"
  choice,       // a word of an enumeration
  date,         // "2024-10-21"
  date_time,    // "2024-10-21 14:03:22"
  stamp,        // likewise, of an instant
  money,        // 17.5
  money_text,   // "17.50"
  time_of_day,  // "14:03:22"
  derived,      // text from other rows, read-only
  server_time,  // the office's clock
};

enum class Rule : std::uint8_t { read_only, create, update, both };  // which bodies may set it

// What a number points at. 0 points at nothing and is always allowed, unless the method requires the field.
enum class Reference : std::uint8_t {
  none,
  patient,
  provider,
  laboratory,
  appointment,
  scheduled_appointment,
  planned_appointment,
  operatory,
  clinic,
  appointment_type,
  confirmed,
  unsched_status,
  diagnosis,
  image,
  treat_priority,
  comm_log,
  prognosis,
  specialty,
};

// Empty: it exists and may be pointed at. Else 404 "Patient not found", or 400 where only its state is wrong.
std::optional<Refusal> check_reference(const Office& office, Reference reference, std::int64_t number);

template <typename Row>
using Derived = std::string (*)(const Office& office, const Row& row);

template <typename Row>
struct Column {
  using Member = std::variant<std::int64_t Row::*, std::string Row::*, bool Row::*, Choice Row::*,
                              LocalDateTime Row::*, base::Instant Row::*, Derived<Row>, std::monostate>;
  std::string_view name;
  Kind kind = Kind::number;
  Member member;
  Rule rule = Rule::read_only;
  Reference reference = Reference::none;
  Words words;

  template <typename T>
  [[nodiscard]] const T& of(const Row& row) const {
    return row.*(*std::get_if<T Row::*>(&member));
  }
  template <typename T>
  [[nodiscard]] T& of(Row& row) const {
    return row.*(*std::get_if<T Row::*>(&member));
  }
};

template <typename Row>
constexpr Column<Row> number(std::string_view name, std::int64_t Row::* member, Rule rule = Rule::read_only,
                             Reference reference = Reference::none) {
  return {name, Kind::number, member, rule, reference, {}};
}
template <typename Row>
constexpr Column<Row> text(std::string_view name, std::string Row::* member, Rule rule = Rule::read_only) {
  return {name, Kind::text, member, rule, Reference::none, {}};
}
template <typename Row>
constexpr Column<Row> flag(std::string_view name, bool Row::* member, Rule rule = Rule::read_only) {
  return {name, Kind::flag, member, rule, Reference::none, {}};
}
template <typename Row>
constexpr Column<Row> choice(std::string_view name, Choice Row::* member, Words words,
                             Rule rule = Rule::read_only) {
  return {name, Kind::choice, member, rule, Reference::none, words};
}
template <typename Row>
constexpr Column<Row> date(std::string_view name, LocalDateTime Row::* member, Rule rule = Rule::read_only) {
  return {name, Kind::date, member, rule, Reference::none, {}};
}
template <typename Row>
constexpr Column<Row> date_time(std::string_view name, LocalDateTime Row::* member,
                                Rule rule = Rule::read_only) {
  return {name, Kind::date_time, member, rule, Reference::none, {}};
}
template <typename Row>
constexpr Column<Row> stamp(std::string_view name, base::Instant Row::* member) {
  return {name, Kind::stamp, member, Rule::read_only, Reference::none, {}};
}
template <typename Row>
constexpr Column<Row> integer_kind(Kind kind, std::string_view name, std::int64_t Row::* member,
                                   Rule rule = Rule::read_only, Reference reference = Reference::none) {
  return {name, kind, member, rule, reference, {}};
}
template <typename Row>
constexpr Column<Row> derived(std::string_view name, Derived<Row> from) {
  return {name, Kind::derived, from, Rule::read_only, Reference::none, {}};
}
template <typename Row>
constexpr Column<Row> server_time() {
  return {"serverDateTime", Kind::server_time, std::monostate{}, Rule::read_only, Reference::none, {}};
}

// How one method's answer differs from the table: the vendor's answers are not all alike.
struct Shape {
  bool with_server_time = true;                 // else the key is left out
  std::span<const std::string_view> as_text{};  // number columns written as text
  std::span<const std::string_view> without{};  // columns left out
};

// The forms that dates are written in, and the office that derived columns look at.
struct Rendering {
  const Office& office;
  Shape shape;
  const std::string* date_pattern = nullptr;
  const std::string* date_time_pattern = nullptr;
};
Rendering rendering(const Office& office, const Call& call, Shape shape = {});

void write_time(base::JsonWriter& writer, LocalDateTime time, Precision precision,
                const Rendering& rendering);
void write_flag(base::JsonWriter& writer, bool value);
std::string money_text(std::int64_t cents);
bool among(std::span<const std::string_view> names, std::string_view name);

template <typename Row>
void write_value(base::JsonWriter& writer, const Column<Row>& column, const Row& row,
                 const Rendering& rendering) {
  switch (column.kind) {
    case Kind::number:
      if (!rendering.shape.as_text.empty() && among(rendering.shape.as_text, column.name))
        writer.text(std::to_string(column.template of<std::int64_t>(row)));
      else
        writer.integer(column.template of<std::int64_t>(row));
      return;
    case Kind::number_text:
      writer.text(std::to_string(column.template of<std::int64_t>(row)));
      return;
    case Kind::text:
      writer.text(column.template of<std::string>(row));
      return;
    case Kind::flag:
      write_flag(writer, column.template of<bool>(row));
      return;
    case Kind::choice:
      writer.text(column.words[column.template of<Choice>(row).index]);
      return;
    case Kind::date:
      write_time(writer, column.template of<LocalDateTime>(row), Precision::date, rendering);
      return;
    case Kind::date_time:
      write_time(writer, column.template of<LocalDateTime>(row), Precision::date_time, rendering);
      return;
    case Kind::stamp:
      write_time(writer, rendering.office.local(column.template of<base::Instant>(row)), Precision::date_time,
                 rendering);
      return;
    case Kind::money:
      writer.decimal(column.template of<std::int64_t>(row));
      return;
    case Kind::money_text:
      writer.text(money_text(column.template of<std::int64_t>(row)));
      return;
    case Kind::time_of_day:
      writer.text(format_time_of_day(column.template of<std::int64_t>(row)));
      return;
    case Kind::derived:
      writer.text((*std::get_if<Derived<Row>>(&column.member))(rendering.office, row));
      return;
    case Kind::server_time:
      write_time(writer, rendering.office.local_now, Precision::date_time, rendering);
      return;
  }
}

template <typename Row, std::size_t N>
void write_row(base::JsonWriter& writer, const std::array<Column<Row>, N>& columns, const Row& row,
               const Rendering& rendering) {
  writer.begin_object();
  for (const Column<Row>& column : columns) {
    if (column.kind == Kind::server_time && !rendering.shape.with_server_time) continue;
    if (!rendering.shape.without.empty() && among(rendering.shape.without, column.name)) continue;
    writer.key(column.name);
    write_value(writer, column, row, rendering);
  }
  writer.end_object();
}

template <typename Row, std::size_t N>
std::string row_json(const std::array<Column<Row>, N>& columns, const Row& row, const Rendering& rendering) {
  std::string json;
  json.reserve(1024);
  base::JsonWriter writer(json);
  write_row(writer, columns, row, rendering);
  return json;
}

// Reads one member of a body into the row.
template <typename Row>
std::optional<Refusal> read_value(const Office& office, const Column<Row>& column,
                                  const base::JsonValue& value, Row& row) {
  const auto invalid = [&column] { return Refusal{400, std::string(column.name) + " is invalid"}; };
  switch (column.kind) {
    case Kind::number:
    case Kind::number_text: {
      const auto read = number_of(value);
      if (!read) return invalid();
      if (auto refusal = check_reference(office, column.reference, *read)) return refusal;
      column.template of<std::int64_t>(row) = *read;
      return std::nullopt;
    }
    case Kind::text: {
      const auto read = value.text();
      if (!read) return invalid();
      column.template of<std::string>(row) = on_one_line(*read);
      return std::nullopt;
    }
    case Kind::flag: {
      const auto read = flag_of(value);
      if (!read) return invalid();
      column.template of<bool>(row) = *read;
      return std::nullopt;
    }
    case Kind::choice: {
      const auto word = value.text();
      const auto read = word ? choice_of(column.words, *word) : std::nullopt;
      if (!read) return invalid();
      column.template of<Choice>(row) = *read;
      return std::nullopt;
    }
    case Kind::date:
    case Kind::date_time: {
      const auto written = value.text();
      const auto read = written ? parse_local(*written) : std::nullopt;
      const bool is_date = column.kind == Kind::date;
      if (!read)
        return Refusal{400, std::string(column.name) + " format must be " +
                                (is_date ? "yyyy-MM-dd" : "yyyy-MM-dd HH:mm:ss")};
      column.template of<LocalDateTime>(row) = is_date ? start_of_day(*read) : *read;
      return std::nullopt;
    }
    case Kind::money:
    case Kind::money_text: {
      const auto read = cents_of(value);
      if (!read) return invalid();
      column.template of<std::int64_t>(row) = *read;
      return std::nullopt;
    }
    case Kind::time_of_day: {
      const auto written = value.text();
      const auto read = written ? parse_time_of_day_s(*written) : std::nullopt;
      if (!read) return Refusal{400, std::string(column.name) + " format must be HH:mm:ss"};
      column.template of<std::int64_t>(row) = *read;
      return std::nullopt;
    }
    case Kind::stamp:
    case Kind::derived:
    case Kind::server_time:
      return std::nullopt;
  }
  return std::nullopt;
}

// Reads all that a POST's (Rule::create) or PUT's (Rule::update) body may set.
template <typename Row, std::size_t N>
std::optional<Refusal> read_body(const Office& office, const std::array<Column<Row>, N>& columns,
                                 const base::JsonValue& body, Rule method, Row& row) {
  for (const base::JsonValue::Member& member : body.members()) {
    for (const Column<Row>& column : columns) {
      if (column.name != member.key) continue;
      const bool may = column.rule == Rule::both || column.rule == method;
      if (may && !member.value.is(base::JsonKind::null))
        if (auto refusal = read_value(office, column, member.value, row)) return refusal;
      break;
    }
  }
  return std::nullopt;
}

}  // namespace articulator::simulators::open_dental
