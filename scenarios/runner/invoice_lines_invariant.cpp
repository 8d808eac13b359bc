// REC-01, REC-03: every line of a statement that the engine read ends as matched or as an exception, once,
// and no making of a case pays for two lines.
#include "scenarios/runner/check_facts.hpp"
#include "scenarios/runner/check_policy.hpp"
#include "scenarios/runner/invariant.hpp"

#include <algorithm>
#include <array>
#include <map>
#include <set>
#include <string>
#include <tuple>

namespace articulator::runner {
namespace {

constexpr std::array<std::string_view, 6> results{"matched",       "price_differs",   "billed_twice",
                                                  "never_ordered", "warranty_billed", "billed_early"};

using LineKey = std::tuple<std::string, std::string, std::int64_t>;  // practice, statement, line

struct Told {
  base::Instant at;
  int judged = 0;
};

std::int64_t number_at(const base::JsonValue& data, std::string_view key) {
  const auto value = data.find(key);
  return (value ? value->integer() : std::nullopt).value_or(-1);
}

std::string name_of(const LineKey& line) {
  return "line " + std::to_string(std::get<2>(line)) + " of " + std::get<1>(line);
}

// Statements that the engine says it has read.
std::set<std::pair<std::string, std::string>> read_by_the_engine(const Evidence& evidence) {
  std::set<std::pair<std::string, std::string>> read;
  base::JsonParser parser;
  for (const AuditRecord& record : evidence.audit) {
    if (record.action != "lab.invoice") continue;
    const auto data = parser.parse(record.data);
    if (data) read.emplace(record.practice, text_at(*data, "/statement"));
  }
  return read;
}

}  // namespace

void check_invoice_lines(const Evidence& evidence, std::vector<Failure>& failures) {
  std::map<LineKey, Told> lines;
  std::map<CaseKey, int> made;
  std::map<CaseKey, int> paid;
  PolicyHistory policies;
  FactData facts;
  for (const world::Entry& fact : evidence.facts) {
    policies.note(fact, facts);
    const std::string practice(practice_of(fact.source));
    if (fact.type == "engine.order.sent") ++made[key_of(fact)];
    if (fact.type == "lab.invoice" && policies.phase_of({practice, ""}) != "monitor") {
      const base::JsonValue data = facts.of(fact);
      const std::string statement = text_at(data, "/statement");
      const auto list = data.find("lines");
      if (list)
        for (const base::JsonValue& line : list->elements())
          lines.try_emplace({practice, statement, number_at(line, "line")}, Told{fact.at, 0});
    }
    if (fact.type != "engine.invoice.line") continue;
    const base::JsonValue data = facts.of(fact);
    const LineKey key{practice, text_at(data, "/statement"), number_at(data, "line")};
    const std::string result = text_at(data, "/result");
    if (std::find(results.begin(), results.end(), result) == results.end())
      report(failures, "invoice lines: " + name_of(key) + " is matched or an exception", result, fact.at);
    const auto told = lines.find(key);
    if (told != lines.end() && ++told->second.judged > 1)
      report(failures, "invoice lines: " + name_of(key) + " is judged once", "a second time", fact.at);
    const CaseKey of = key_of(fact);
    if (result == "matched" && ++paid[of] > made[of])
      report(failures, "invoice lines: each making of " + runner::name_of(of) + " pays for one line",
             name_of(key) + " is matched, too", fact.at);
  }
  const auto read = read_by_the_engine(evidence);
  for (const auto& [key, told] : lines) {
    const bool settled = evidence.settled_until && told.at <= *evidence.settled_until;
    if (told.judged == 0 && settled && read.contains({std::get<0>(key), std::get<1>(key)}))
      report(failures, "invoice lines: " + name_of(key) + " is judged", "nothing", evidence.end);
  }
}

}  // namespace articulator::runner
