#include "property_tests/explore/coverage.hpp"

#include "simulators/world/fault.hpp"

#include <algorithm>
#include <array>

#include <fmt/format.h>
#include <fmt/ranges.h>

namespace articulator::explore {
namespace {

// Those that come into a PMS (DECISIONS, rows `lab.*`).
constexpr std::array<std::string_view, 7> stages_known{
    "submitted", "received", "in_design", "in_fabrication", "quality_check", "shipped", "on_hold"};
constexpr std::array<std::string_view, 6> routes_known{"new_impression", "redesign",      "shade_correction",
                                                       "lab_credit",     "carrier_claim", "person"};
constexpr std::array<std::string_view, 6> milestones_known{"received", "in_fabrication", "quality_check",
                                                           "shipped",  "delivered",      "delayed"};

// What follows `key` up to the next quote; empty: it is not there.
std::string_view after(std::string_view line, std::string_view key) {
  const std::size_t at = line.find(key);
  if (at == std::string_view::npos) return {};
  line.remove_prefix(at + key.size());
  return line.substr(0, line.find('"'));
}

void count(Coverage::Counts& counts, std::string_view what) {
  if (what.empty()) return;
  const auto found = counts.find(what);
  if (found == counts.end())
    counts.emplace(what, 1);
  else
    ++found->second;
}

// A target less what names a thing in it, at the end of `out`: "/v1/orders/{}/cancel". A word with a digit is
// a name, unless it is a version.
void append_route(std::string& out, std::string_view target) {
  const auto is_digit = [](char c) { return c >= '0' && c <= '9'; };
  const auto is_of_names = [&](char c) { return is_digit(c) || c == '.'; };
  target = target.substr(0, target.find('?'));
  while (!target.empty()) {
    target.remove_prefix(1);
    const std::string_view word = target.substr(0, target.find('/'));
    target.remove_prefix(word.size());
    const bool named = word.size() > 2 && std::ranges::any_of(word, is_of_names);
    const bool number = !word.empty() && std::ranges::all_of(word, is_digit);
    out += '/';
    out += named || number ? std::string_view("{}") : word;
  }
}

void add_counts(Coverage::Counts& into, const Coverage::Counts& from) {
  for (const auto& [what, times] : from)
    into[what] += times;
}

constexpr std::int64_t count_max = 1'000'000'000'000'000;  // thousands of them can be added up

void write_counts(base::JsonWriter& out, std::string_view name, const Coverage::Counts& counts) {
  out.key(name).begin_object();
  for (const auto& [what, times] : counts)
    out.member(what, static_cast<std::int64_t>(times));
  out.end_object();
}

Coverage::Counts read_counts(base::ObjectReader& in, std::string_view name) {
  Coverage::Counts counts;
  in.report(in.object(name).error());
  if (const auto value = in.value(name))
    for (const auto& [what, times] : value->members()) {
      const std::int64_t count = times.integer().value_or(-1);
      if (count < 0 || count > count_max) in.report(name, "holds what is no count");
      counts[std::string(what)] = static_cast<std::uint64_t>(count);
    }
  return counts;
}

struct Row {
  std::string_view what;
  std::size_t seen = 0;
  std::size_t known = 0;
  std::vector<std::string> never;
};

template <typename Known>
Row row_of(std::string_view what, const Coverage::Counts& counts, const Known& known) {
  Row row{what, 0, std::size(known), {}};
  for (const auto& one : known) {
    if (counts.contains(std::string_view(one)))
      ++row.seen;
    else
      row.never.emplace_back(one);
  }
  return row;
}

Row pairs_row(const Coverage::Pairs& operations) {
  Row row{"fault x operation", 0, 0, {}};
  const auto all = operations.find("");
  if (all == operations.end()) return row;
  for (const auto& kind : world::fault_words) {
    if (kind.value == world::FaultKind::untrusted) continue;  // of worlds behind TLS only
    const auto struck = operations.find(kind.text);
    for (const auto& [operation, times] : all->second) {
      ++row.known;
      if (struck != operations.end() && struck->second.contains(operation))
        ++row.seen;
      else
        row.never.push_back(fmt::format("{} {}", kind.text, operation));
    }
  }
  return row;
}

std::vector<Row> rows_of(const Coverage& coverage, const std::vector<std::string>& rules_known) {
  Coverage::Counts kinds;
  for (const auto& [kind, counts] : coverage.operations())
    if (!kind.empty()) kinds[kind] = counts.size();
  std::vector<std::string_view> kinds_known;
  for (const auto& kind : world::fault_words)
    if (kind.value != world::FaultKind::untrusted) kinds_known.push_back(kind.text);
  return {row_of("rules", coverage.rules(), rules_known),
          row_of("stages", coverage.stages(), stages_known),
          row_of("routes", coverage.routes(), routes_known),
          row_of("milestones", coverage.milestones(), milestones_known),
          row_of("fault kinds", kinds, kinds_known),
          pairs_row(coverage.operations())};
}

}  // namespace

const std::string& Coverage::operation_of(std::string_view method, std::string_view to,
                                          std::string_view target) {
  const std::string_view path = target.substr(0, target.find('?'));
  for (const Request& known : latest_)
    if (known.path == path && known.to == to && known.method == method) return known.operation;
  Request& request = latest_[next_];
  next_ = (next_ + 1) % latest_.size();
  request.method = method;
  request.to = to;
  request.path = path;
  request.operation = method;
  request.operation += ' ';
  request.operation += to.substr(0, to.find(".p-"));  // all offices of a kind are one
  request.operation += ' ';
  append_route(request.operation, path);
  return request.operation;
}

void Coverage::on_request(const world::Wire& wire, const base::HttpRequest& request, base::Instant /*at*/) {
  const std::string& operation = operation_of(request.method, wire.to, request.target);
  count(operations_[""], operation);
  if (wire.fault.empty()) return;
  ++faults_;
  auto found = operations_.find(wire.fault);
  if (found == operations_.end()) found = operations_.emplace(wire.fault, Counts()).first;
  count(found->second, operation);
}

void Coverage::on_fact(const world::Entry& fact) {
  const std::string_view type = fact.type;
  count(facts_, type);
  if (!type.starts_with("engine.")) return;
  ++decisions_;
  if (type == "engine.pms.status") count(stages_, after(fact.data, R"("stage":")"));
  if (type == "engine.remake.triaged") count(routes_, after(fact.data, R"("route":")"));
  if (type == "engine.patient.notified") count(milestones_, after(fact.data, R"("milestone":")"));
  if (type != "engine.rx.validated") return;
  constexpr std::string_view code = R"("code":")";
  const std::string_view data = fact.data;
  for (std::size_t at = data.find(code); at != std::string_view::npos; at = data.find(code, at + 1))
    count(rules_, after(data.substr(at), code));
}

void Coverage::add(const Coverage& other) {
  add_counts(rules_, other.rules_);
  add_counts(stages_, other.stages_);
  add_counts(routes_, other.routes_);
  add_counts(milestones_, other.milestones_);
  add_counts(facts_, other.facts_);
  for (const auto& [fault, counts] : other.operations_)
    add_counts(operations_[fault], counts);
  faults_ += other.faults_;
  decisions_ += other.decisions_;
}

void Coverage::write(base::JsonWriter& out) const {
  out.begin_object();
  write_counts(out, "rules", rules_);
  write_counts(out, "stages", stages_);
  write_counts(out, "routes", routes_);
  write_counts(out, "milestones", milestones_);
  write_counts(out, "facts", facts_);
  out.key("operations").begin_object();
  for (const auto& [fault, counts] : operations_)
    write_counts(out, fault, counts);
  out.end_object().member("faults", static_cast<std::int64_t>(faults_));
  out.member("decisions", static_cast<std::int64_t>(decisions_)).end_object();
}

Coverage Coverage::read(base::ObjectReader& in) {
  Coverage coverage;
  coverage.rules_ = read_counts(in, "rules");
  coverage.stages_ = read_counts(in, "stages");
  coverage.routes_ = read_counts(in, "routes");
  coverage.milestones_ = read_counts(in, "milestones");
  coverage.facts_ = read_counts(in, "facts");
  base::ObjectReader operations = in.object("operations");
  if (const auto value = in.value("operations"))
    for (const auto& [fault, counts] : value->members())
      coverage.operations_[std::string(fault)] = read_counts(operations, fault);
  in.report(operations.error());
  coverage.faults_ = static_cast<std::uint64_t>(in.integer("faults", 0, count_max));
  coverage.decisions_ = static_cast<std::uint64_t>(in.integer("decisions", 0, count_max));
  return coverage;
}

std::string coverage_text(const Coverage& coverage, const std::vector<std::string>& rules_known) {
  constexpr std::size_t never_shown_max = 12;
  std::string out;
  for (const Row& row : rows_of(coverage, rules_known)) {
    out += fmt::format("  {:<18}{} of {}", row.what, row.seen, row.known);
    const std::size_t shown = std::min(row.never.size(), never_shown_max);
    if (shown > 0)
      out += fmt::format(
          "; never: {}{}",
          fmt::join(row.never.begin(), row.never.begin() + static_cast<std::ptrdiff_t>(shown), ", "),
          row.never.size() > shown ? fmt::format(" and {} more", row.never.size() - shown) : "");
    out += "\n";
  }
  return out;
}

std::string coverage_json(const Coverage& coverage, const std::vector<std::string>& rules_known) {
  std::string out;
  base::JsonWriter w(out);
  w.begin_object();
  for (const Row& row : rows_of(coverage, rules_known)) {
    w.key(row.what).begin_object().member("seen", static_cast<std::int64_t>(row.seen));
    w.member("known", static_cast<std::int64_t>(row.known)).key("never").begin_array();
    for (const std::string& one : row.never)
      w.text(one);
    w.end_array().end_object();
  }
  w.key("facts").begin_object();
  for (const auto& [type, times] : coverage.facts())
    w.member(type, static_cast<std::int64_t>(times));
  w.end_object().end_object();
  return out;
}

}  // namespace articulator::explore
