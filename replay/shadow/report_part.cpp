#include "replay/shadow/report_part.hpp"

#include "engine/base/json_reader.hpp"
#include "engine/base/json_writer.hpp"

#include <algorithm>
#include <iterator>
#include <limits>
#include <tuple>
#include <utility>

namespace articulator::replay {
namespace {

constexpr std::int64_t count_max = std::numeric_limits<std::int64_t>::max();

// Several may follow from one line, a validation and a review, say; then by type and by what they are.
bool in_log_order(const Divergence& a, const Divergence& b) {
  return std::tie(a.place, a.case_id, a.type, a.kind, a.reference, a.production) <
         std::tie(b.place, b.case_id, b.type, b.kind, b.reference, b.production);
}

void write_place(base::JsonWriter& out, const Place& place) {
  out.member("log", static_cast<std::int64_t>(place.log)).member("line", place.line);
}

Place read_place(base::ObjectReader& in) {
  const std::int64_t log = in.integer("log", 0, count_max);
  const std::int64_t line = in.integer("line", 0, count_max);
  return {static_cast<std::size_t>(log), line};
}

void write_traits(base::JsonWriter& out, const CaseTraits& traits) {
  out.member("lab", traits.lab).member("procedure", traits.procedure).member("material", traits.material);
}

CaseTraits read_traits(base::ObjectReader& in) {
  CaseTraits traits;
  traits.lab = in.text("lab");
  traits.procedure = in.text("procedure");
  traits.material = in.text("material");
  return traits;
}

// ------------------------------------------------------------------------------------------- written

void write_counts(base::JsonWriter& out, const Report& part) {
  out.begin_object().member("what", "counts").member("events", part.events);
  out.member("practices", part.practices).member("cases", part.cases).member("decisions", part.decisions);
  out.member("agreed", part.agreed).member("duplicates", part.duplicates);
  out.member("unknown_types", part.unknown_types);
  if (part.first) out.member("first_ms", part.first->ms_since_epoch);
  out.key("not_judged").begin_array();
  for (const std::int64_t count : part.not_judged)
    out.integer(count);
  out.end_array().end_object();
}

void write_divergence(base::JsonWriter& out, const Divergence& divergence) {
  out.begin_object().member("what", "divergence").member("kind", static_cast<int>(divergence.kind));
  out.member("type", static_cast<int>(divergence.type)).member("case", divergence.case_id.text);
  out.member("practice", divergence.practice.text).member("at_ms", divergence.at.ms_since_epoch);
  write_place(out, divergence.place);
  out.member("production", divergence.production).member("reference", divergence.reference);
  out.member("rule", divergence.rule);
  write_traits(out, divergence.traits);
  out.end_object();
}

// ------------------------------------------------------------------------------------------- read

void read_counts(base::ObjectReader& in, Report& part) {
  part.events = in.integer("events", 0, count_max);
  part.practices = in.integer("practices", 0, count_max);
  part.cases = in.integer("cases", 0, count_max);
  part.decisions = in.integer("decisions", 0, count_max);
  part.agreed = in.integer("agreed", 0, count_max);
  part.duplicates = in.integer("duplicates", 0, count_max);
  part.unknown_types = in.integer("unknown_types", 0, count_max);
  if (in.has("first_ms")) part.first = base::Instant{in.integer("first_ms", -count_max, count_max)};
  const auto counts = in.elements("not_judged");
  if (counts.size() != part.not_judged.size()) return in.report("not_judged", "has another length");
  for (std::size_t type = 0; type < counts.size(); ++type)
    part.not_judged[type] = counts[type].integer().value_or(0);
}

Divergence read_divergence(base::ObjectReader& in) {
  Divergence divergence;
  divergence.kind = static_cast<DivergenceKind>(in.integer("kind", 0, divergence_kinds - 1));
  divergence.type = static_cast<DecisionType>(in.integer("type", 0, decision_types - 1));
  divergence.case_id.text = in.text("case");
  divergence.practice.text = in.text("practice");
  divergence.at = base::Instant{in.integer("at_ms", -count_max, count_max)};
  divergence.place = read_place(in);
  divergence.production = in.text("production");
  divergence.reference = in.text("reference");
  divergence.rule = in.text("rule");
  divergence.traits = read_traits(in);
  return divergence;
}

void read_line(base::ObjectReader& in, Report& part) {
  const std::string what = in.text("what");
  if (what == "counts") {
    read_counts(in, part);
  } else if (what == "divergence") {
    part.divergences.push_back(read_divergence(in));
  } else if (what == "refused") {
    const Place place = read_place(in);
    part.lines_refused.push_back({place, in.text("why")});
  } else if (what == "traits") {
    const CaseTraits traits = read_traits(in);
    part.cases_by_traits[traits] = in.integer("cases", 0, count_max);
  } else if (what == "practice") {
    const std::string practice = in.text("practice");
    part.cases_by_practice[practice] = in.integer("cases", 0, count_max);
  } else {
    in.report("what", "is no part of a report");
  }
}

}  // namespace

void add_part(Report& report, Report part) {
  if (part.first && (!report.first || *part.first < *report.first)) report.first = part.first;
  report.events += part.events;
  report.practices += part.practices;
  report.cases += part.cases;
  report.decisions += part.decisions;
  report.agreed += part.agreed;
  report.duplicates += part.duplicates;
  report.unknown_types += part.unknown_types;
  for (std::size_t type = 0; type < decision_types; ++type)
    report.not_judged[type] += part.not_judged[type];
  for (const auto& [traits, count] : part.cases_by_traits)
    report.cases_by_traits[traits] += count;
  for (const auto& [practice, count] : part.cases_by_practice)
    report.cases_by_practice[practice] += count;
  std::ranges::move(part.divergences, std::back_inserter(report.divergences));
  std::ranges::move(part.lines_refused, std::back_inserter(report.lines_refused));
}

std::string part_text(const Report& part) {
  std::string text;
  const auto line = [&text](const auto& write) {
    base::JsonWriter out(text);
    write(out);
    text += '\n';
  };
  line([&](base::JsonWriter& out) { write_counts(out, part); });
  for (const Divergence& divergence : part.divergences)
    line([&](base::JsonWriter& out) { write_divergence(out, divergence); });
  for (const RefusedLine& refused : part.lines_refused)
    line([&](base::JsonWriter& out) {
      out.begin_object().member("what", "refused");
      write_place(out, refused.place);
      out.member("why", refused.why).end_object();
    });
  for (const auto& cases : part.cases_by_traits)
    line([&](base::JsonWriter& out) {
      out.begin_object().member("what", "traits");
      write_traits(out, cases.first);
      out.member("cases", cases.second).end_object();
    });
  for (const auto& cases : part.cases_by_practice)
    line([&](base::JsonWriter& out) {
      out.begin_object().member("what", "practice").member("practice", cases.first);
      out.member("cases", cases.second).end_object();
    });
  return text;
}

base::Expected<Report> read_part(std::string_view text) {
  Report part;
  base::JsonParser parser;
  for (std::size_t begin = 0; begin < text.size();) {
    const std::size_t end = std::min(text.find('\n', begin), text.size());
    const auto document = parser.parse(text.substr(begin, end - begin));
    if (!document) return std::unexpected(document.error());
    base::ObjectReader in(*document, "");
    read_line(in, part);
    if (in.error()) return std::unexpected(*in.error());
    begin = end + 1;
  }
  return part;
}

void complete(Report& report, std::vector<std::string> logs, ReadLines read, base::Instant end,
              bool stopped) {
  report.logs = std::move(logs);
  report.stopped = stopped;
  if (report.first) report.last = end;
  std::ranges::move(read.refused, std::back_inserter(report.lines_refused));
  std::ranges::sort(report.divergences, in_log_order);
  report.cut_off = cut_off(std::move(read.unended), report.lines_refused);
  report.fingerprint = fingerprint_of(report);
}

}  // namespace articulator::replay
