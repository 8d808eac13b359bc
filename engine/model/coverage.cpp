#include "engine/model/coverage.hpp"

#include "engine/base/words.hpp"

#include <algorithm>
#include <array>
#include <utility>

#include <fmt/format.h>

namespace articulator::model {
namespace {

using Only = AlternateBenefit::Only;

constexpr std::size_t rows_max = 500;
constexpr int months_max = 1200;

constexpr std::array<base::Word<Only>, 4> only_words{{
    {Only::always, "always"},
    {Only::posterior, "posterior"},
    {Only::molar, "molar"},
    {Only::second_molar, "second_molar"},
}};

// Universal: 1-3, 14-16, 17-19 and 30-32 are molars; 2, 15, 18 and 31 the second ones; A, B, I to L, S, T the
// primary ones.
constexpr std::array molars = {1, 2, 3, 14, 15, 16, 17, 18, 19, 30, 31, 32, 33, 34, 41, 42, 43, 44, 51, 52};
constexpr std::array second_molars = {2, 15, 18, 31, 33, 42, 43, 52};

bool among(const auto& indexes, ToothNumber tooth) {
  return std::find(indexes.begin(), indexes.end(), tooth.index()) != indexes.end();
}

// Calls `read` with a reader of each element of the list.
template <typename Read>
void each(base::ObjectReader& in, std::string_view key, Read read) {
  const std::vector<base::JsonValue> elements = in.elements_or_none(key);
  if (elements.size() > rows_max)
    return in.report(key, fmt::format("holds {} rows, more than {}", elements.size(), rows_max));
  for (std::size_t n = 0; n < elements.size(); ++n) {
    base::ObjectReader row(elements[n], in.at(key, n));
    read(row);
    in.report(row.error());
  }
}

CodeRange read_codes(base::ObjectReader& row) {
  const std::string text = row.text("codes");
  auto range = code_range_of(text);
  if (!range && !row.error())
    row.report("codes", fmt::format("is \"{}\"", text), "write D2740, or D2700-D2799");
  return range.value_or(CodeRange{});
}

base::Date read_day(base::ObjectReader& row) {
  const auto date = base::parse_date(row.text("date"));
  if (!date && !row.error()) row.report("date", "is no date", "write 2022-03-01");
  return date.value_or(base::Date{});
}

}  // namespace

std::optional<CodeRange> code_range_of(std::string_view text) {
  const std::size_t dash = text.find('-');
  CodeRange range{std::string(text.substr(0, dash)), std::string(text.substr(0, dash))};
  if (dash != std::string_view::npos) range.last = text.substr(dash + 1);
  if (range.first.empty() || range.last < range.first) return std::nullopt;
  return range;
}

std::string text_of(const CodeRange& range) {
  return range.single() ? range.first : range.first + "-" + range.last;
}

std::string_view word(Only only) {
  return base::word_of(only_words, only);
}

std::optional<Only> alternate_only_of(std::string_view word) {
  return base::value_of(only_words, word);
}

bool applies_to(Only only, ToothNumber tooth) {
  switch (only) {
    case Only::always:
      return true;
    case Only::posterior:
      return tooth.position() == Position::posterior;
    case Only::molar:
      return among(molars, tooth);
    case Only::second_molar:
      return among(second_molars, tooth);
  }
  return false;
}

base::Expected<Coverage> read_coverage(base::JsonValue value, const base::JsonPlace& place) {
  base::ObjectReader in(value, place);
  Coverage coverage;
  coverage.plan = in.text_or("plan", "");
  each(in, "coinsurance", [&](base::ObjectReader& row) {
    CodeRange codes = read_codes(row);
    coverage.coinsurance.push_back({std::move(codes), static_cast<int>(row.integer("percent", 0, 100))});
  });
  each(in, "limitations", [&](base::ObjectReader& row) {
    FrequencyLimit limit;
    limit.codes = read_codes(row);
    limit.months = static_cast<int>(row.integer("months", 1, months_max));
    limit.per_tooth = row.boolean_or("per_tooth", true);
    coverage.limitations.push_back(std::move(limit));
  });
  each(in, "alternate_benefits", [&](base::ObjectReader& row) {
    AlternateBenefit benefit{row.text("code"), row.text("pays_as"), Only::always};
    const std::string only = row.text_or("only", "always");
    const auto known = alternate_only_of(only);
    if (!known)
      row.report("only", fmt::format("is \"{}\"", only), "write always, posterior, molar or second_molar");
    benefit.only = known.value_or(Only::always);
    coverage.alternate_benefits.push_back(std::move(benefit));
  });
  each(in, "history", [&](base::ObjectReader& row) {
    PastWork work;
    work.code = row.text("code");
    work.tooth = ToothNumber::from_universal(row.text_or("tooth", ""));
    work.date = read_day(row);
    coverage.history.push_back(std::move(work));
  });
  if (in.has("preauthorization")) {
    base::ObjectReader wanted = in.object("preauthorization");
    coverage.preauthorization_codes = wanted.texts_or_none("codes");
    coverage.preauthorized = wanted.boolean_or("granted", false);
    in.report(wanted.error());
  }
  return in.finished(std::move(coverage));
}

void write_coverage(base::JsonWriter& out, const Coverage& coverage) {
  out.begin_object().key("alternate_benefits").begin_array();
  for (const AlternateBenefit& benefit : coverage.alternate_benefits)
    out.begin_object()
        .member("code", benefit.code)
        .member("only", word(benefit.only))
        .member("pays_as", benefit.pays_as)
        .end_object();
  out.end_array().key("coinsurance").begin_array();
  for (const Coinsurance& share : coverage.coinsurance)
    out.begin_object().member("codes", text_of(share.codes)).member("percent", share.percent).end_object();
  out.end_array().key("history").begin_array();
  for (const PastWork& work : coverage.history) {
    out.begin_object().member("code", work.code).member("date", base::format_date(work.date));
    if (work.tooth) out.member("tooth", work.tooth->universal());
    out.end_object();
  }
  out.end_array().key("limitations").begin_array();
  for (const FrequencyLimit& limit : coverage.limitations)
    out.begin_object()
        .member("codes", text_of(limit.codes))
        .member("months", limit.months)
        .member("per_tooth", limit.per_tooth)
        .end_object();
  out.end_array()
      .member("plan", coverage.plan)
      .key("preauthorization")
      .begin_object()
      .key("codes")
      .begin_array();
  for (const std::string& code : coverage.preauthorization_codes)
    out.text(code);
  out.end_array().member("granted", coverage.preauthorized).end_object().end_object();
}

}  // namespace articulator::model
