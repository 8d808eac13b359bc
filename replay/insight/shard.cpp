#include "replay/insight/shard.hpp"

#include "engine/model/lab_profile.hpp"

#include <algorithm>
#include <array>
#include <iterator>
#include <utility>
#include <variant>

namespace articulator::replay::insight {
namespace {

constexpr std::size_t word_bytes_max = 64;
constexpr std::int64_t cents_max = 100'000'000;  // a million dollars on one line of a dental statement
constexpr std::int64_t line_max = 1'000'000;

// Lines whose data is looked into here, whatever the reader of events makes of them.
constexpr std::array<std::string_view, 3> own_types{"dental.engine.remake.triaged",
                                                    "dental.engine.invoice.line", "dental.lab.invoice"};

bool may_be_own(std::string_view line) {
  return std::ranges::any_of(
      own_types, [&](std::string_view type) { return line.find(type) != std::string_view::npos; });
}

// Practices may write it differently: one of them counts, whatever the order.
void name_lab(std::map<std::string, std::string>& names, const std::string& lab, const std::string& name) {
  std::string& known = names[lab];
  known = std::max(known, name);
}

}  // namespace

void Shard::feed(std::string_view line, Place place) {
  const auto event = read_log_event(line, parser_);
  if (!event) {
    found_.lines_refused.push_back({place, event.error().text()});
    return;
  }
  ++events_of_log_[place.log];
  auto practice = practices_.find(event->practice);
  if (practice == practices_.end())
    practice = practices_.emplace(event->practice, OnePractice(event->practice)).first;
  if (!practice->second.seen.insert(event->source, event->id)) {
    ++found_.duplicates;
    return;
  }
  ++found_.events;
  if (std::holds_alternative<UnknownType>(event->what)) ++found_.unknown_types;
  found_.from = found_.from ? std::min(*found_.from, event->at) : event->at;
  found_.to = found_.to ? std::max(*found_.to, event->at) : event->at;
  observe(practice->second, *event);
  if (!may_be_own(line)) return;
  const auto document = data_parser_.parse(line);
  const auto data = document ? document->find("data") : std::nullopt;
  if (!data) return;
  const auto type = document->find("type");
  if (const auto read = observe_data(practice->second, *event, type->text().value_or(""), *data); !read)
    found_.lines_refused.push_back({place, read.error().text()});
}

void Shard::observe(OnePractice& practice, const LogEvent& event) {
  const auto* happened = std::get_if<model::Event>(&event.what);
  if (happened == nullptr) return;
  practice.analytics.observe(*happened);
  if (const auto* given = std::get_if<model::LabProfileGiven>(&happened->happening))
    name_lab(found_.lab_names, given->profile->lab.text, given->profile->name);
}

base::Expected<void> Shard::observe_data(OnePractice& practice, const LogEvent& event, std::string_view type,
                                         base::JsonValue data) {
  base::ObjectReader in(data, "/data");
  if (type == own_types[0]) {
    std::string cause = in.text("cause");
    if (cause.size() > word_bytes_max) in.report("cause", "is longer than 64 bytes");
    if (!in.error()) practice.analytics.triaged(event.case_id, event.at, std::move(cause));
  } else if (type == own_types[1]) {
    const std::string statement = in.text("statement");
    const std::int64_t line = in.integer("line", 0, line_max);
    std::string result = in.text("result");
    if (result.size() > word_bytes_max) in.report("result", "is longer than 64 bytes");
    if (!in.error()) practice.analytics.invoice_judged(statement, line, std::move(result));
  } else if (type == own_types[2]) {
    const std::string statement = in.text("statement");
    for (const base::JsonValue& element : in.elements("lines")) {
      base::ObjectReader of_line(element, "/data/lines");
      const std::int64_t line = of_line.integer("line", 0, line_max);
      const std::string id = of_line.text_or("case", "");
      const std::int64_t cents = of_line.integer("cents", -cents_max, cents_max);
      in.report(of_line.error());
      if (in.error()) break;
      if (!id.empty()) practice.analytics.billed(model::CaseId(id), statement, line, {cents});
    }
  }
  if (in.error()) return std::unexpected(*in.error());
  return {};
}

void Shard::finish(Report& report) const {
  for (const auto& [id, practice] : practices_) {
    if (!id.empty()) ++report.practices;
    articulator::insight::merge(report.table, practice.analytics.table());
    for (const auto& [result, lines] : practice.analytics.invoice_results())
      report.invoice_results[result] += lines;
  }
  report.events += found_.events;
  report.duplicates += found_.duplicates;
  report.unknown_types += found_.unknown_types;
  if (found_.from) report.from = report.from ? std::min(*report.from, *found_.from) : *found_.from;
  if (found_.to) report.to = report.to ? std::max(*report.to, *found_.to) : *found_.to;
  for (const auto& [lab, name] : found_.lab_names)
    name_lab(report.lab_names, lab, name);
  std::ranges::copy(found_.lines_refused, std::back_inserter(report.lines_refused));
}

}  // namespace articulator::replay::insight
