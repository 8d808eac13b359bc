#include "scenarios/runner/audit_reader.hpp"

#include "engine/base/json_writer.hpp"

#include <algorithm>
#include <array>
#include <string>
#include <utility>

#include <fmt/format.h>

namespace articulator::runner {
namespace {

struct FactType {
  std::string_view action;
  std::string_view type;
};
constexpr std::array<FactType, 8> fact_types{{
    {"rx.validated", "engine.rx.validated"},
    {"review.opened", "engine.review.opened"},
    {"delay.alerted", "engine.delay.alerted"},
    {"delay.cleared", "engine.delay.cleared"},
    {"slots.proposed", "engine.slots.proposed"},
    {"remake.triaged", "engine.remake.triaged"},
    {"invoice.line", "engine.invoice.line"},
    {"dead_letter", "engine.dead_letter"},
}};

base::Error garbage(std::string what) {
  return {"GET /v1/audit", std::move(what), "answer with one audit record a line, in order"};
}

}  // namespace

std::string_view fact_type_of(std::string_view action) {
  for (const FactType& row : fact_types)
    if (row.action == action) return row.type;
  return {};
}

// Of an invoice line the case is what was decided, so the log format has it among the data.
std::string fact_data(const AuditRecord& record) {
  std::string data(record.data);
  if (record.action != "invoice.line" || !data.starts_with('{') || record.case_id.empty()) return data;
  std::string with_case = R"({"case":)";
  base::append_json_text(with_case, record.case_id);
  with_case += data.size() > 2 ? "," : "";
  return with_case + data.substr(1);
}

std::string_view AuditReader::keep(std::string text) {
  return texts_.emplace_back(std::move(text));
}

base::Expected<AuditRecord> AuditReader::read(std::string_view line) {
  const auto document = parser_.parse(line);
  if (!document)
    return std::unexpected(garbage("the engine's audit holds a line that is " + document.error().what));
  base::ObjectReader reader(*document, "");
  AuditRecord record;
  record.sequence =
      static_cast<std::uint64_t>(reader.integer("sequence", 1, static_cast<std::int64_t>(records_max)));
  record.at = reader.instant("at");
  record.practice = keep(reader.text_or("practice", ""));
  record.actor = keep(reader.text_or("actor", ""));
  record.action = keep(reader.text("action"));
  record.case_id = keep(reader.text_or("case_id", ""));
  if (const auto data = reader.value("data")) record.data = keep(data->dump());
  record.correlation = keep(reader.text_or("correlation", ""));
  if (reader.error())
    return std::unexpected(garbage("an audit record is malformed: " + reader.error()->text()));
  return record;
}

base::Expected<void> AuditReader::pull(EngineBinding& engine, std::vector<AuditRecord>& records) {
  if (engine.read_audit(last_, records)) {
    if (!records.empty()) last_ = records.back().sequence;
    return {};
  }
  for (;;) {
    const world::Outcome outcome = engine.ask({"GET", fmt::format("/v1/audit?after={}", last_), {}, {}});
    const auto* response = std::get_if<base::HttpResponse>(&outcome);
    if (!response) return std::unexpected(garbage("the engine does not answer"));
    if (response->status != 200)
      return std::unexpected(garbage(fmt::format("the engine answers {}", response->status)));
    const std::uint64_t before = last_;
    std::string_view rest = response->body;
    while (!rest.empty()) {
      const std::size_t end = std::min(rest.find('\n'), rest.size());
      const std::string_view line = rest.substr(0, end);
      rest.remove_prefix(std::min(end + 1, rest.size()));
      if (line.empty()) continue;
      auto record = read(line);
      if (!record) return std::unexpected(record.error());
      if (record->sequence != last_ + 1)
        return std::unexpected(
            garbage(fmt::format("after audit record {} comes {}", last_, record->sequence)));
      last_ = record->sequence;
      records.push_back(*record);
    }
    if (last_ == before) return {};  // a page may be cut anywhere, so only an empty one is the last
  }
}

}  // namespace articulator::runner
