#include "engine/base/hash.hpp"
#include "engine/base/json_writer.hpp"
#include "engine/base/words.hpp"
#include "replay/shadow/report.hpp"

namespace articulator::replay {
namespace {

constexpr std::array<base::Word<DivergenceKind>, divergence_kinds> kind_words{{
    {DivergenceKind::missing, "missing"},
    {DivergenceKind::extra, "extra"},
    {DivergenceKind::different, "different"},
    {DivergenceKind::late, "late"},
    {DivergenceKind::early, "early"},
}};

std::string full_type(DecisionType type) {
  return "dental.engine." + std::string(word(type));
}

// A line number says enough where there is one log; of several, which one is said, too.
void write_place(base::JsonWriter& out, const Report& report, const Place& place) {
  out.member("line", place.line);
  if (report.logs.size() > 1) out.member("log", static_cast<std::int64_t>(place.log + 1));
}

void write_divergence(base::JsonWriter& out, const Report& report, const Divergence& divergence) {
  out.begin_object();
  out.member("kind", word(divergence.kind)).member("type", full_type(divergence.type));
  out.member("case", divergence.case_id.text).member("practice", divergence.practice.text);
  out.member("at", divergence.at);
  write_place(out, report, divergence.place);
  out.key("production").raw(divergence.production).key("reference").raw(divergence.reference);
  out.member("rule", divergence.rule);
  const CaseTraits& traits = divergence.traits;
  if (!traits.lab.empty()) out.member("lab", traits.lab);
  if (!traits.procedure.empty()) out.member("procedure", traits.procedure);
  if (!traits.material.empty()) out.member("material", traits.material);
  out.end_object();
}

void write_members(base::JsonWriter& out, const Report& report) {
  if (report.stopped) out.member("stopped", true);
  out.member("events", report.events).member("practices", report.practices).member("cases", report.cases);
  out.member("decisions", report.decisions).member("agreed", report.agreed);
  out.key("divergences").begin_array();
  for (const Divergence& divergence : report.divergences)
    write_divergence(out, report, divergence);
  out.end_array().key("lines_refused").begin_array();
  for (const RefusedLine& refused : report.lines_refused) {
    out.begin_object();
    write_place(out, report, refused.place);
    out.member("why", refused.why).end_object();
  }
  out.end_array();
  out.member("duplicates", report.duplicates).member("unknown_types", report.unknown_types);
  out.key("not_judged").begin_object();
  for (std::size_t type = 0; type < decision_types; ++type)
    if (report.not_judged[type] > 0)
      out.member(full_type(static_cast<DecisionType>(type)), report.not_judged[type]);
  out.end_object();
  if (report.ignored.empty()) return;
  out.key("ignored").begin_array();
  for (const Ignored& ignored : report.ignored) {
    out.begin_object().member("rule", ignored.rule).member("reason", ignored.reason);
    out.member("until", base::format_date(ignored.until)).member("over", ignored.is_over);
    out.member("count", ignored.count).end_object();
  }
  out.end_array();
}

}  // namespace

std::string_view word(DivergenceKind kind) {
  return base::word_of(kind_words, kind);
}

std::string fingerprint_of(const Report& report) {
  std::string json;
  base::JsonWriter out(json);
  out.begin_object();
  write_members(out, report);
  out.end_object();
  return base::hex(base::sha256(json));
}

std::string report_json(const Report& report) {
  std::string json;
  base::JsonWriter out(json);
  out.begin_object();
  write_members(out, report);
  out.member("fingerprint", report.fingerprint).end_object();
  json += '\n';
  return json;
}

}  // namespace articulator::replay
