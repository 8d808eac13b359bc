#include "scenarios/page/story.hpp"

#include "engine/base/json_reader.hpp"

#include <algorithm>
#include <map>
#include <set>
#include <utility>

#include <fmt/format.h>

namespace articulator::page {
namespace {

using base::JsonValue;

constexpr std::size_t folded_min = 3;
constexpr std::string_view engine_lane = "engine";
constexpr std::string_view patient_lane = "patient";
constexpr std::string_view people_lane = "people";

std::string text_of(const JsonValue& data, std::string_view key) {
  const auto member = data.find(key);
  return member ? std::string(member->text().value_or("")) : std::string();
}

std::int64_t number_of(const JsonValue& data, std::string_view key) {
  const auto member = data.find(key);
  return member ? member->integer().value_or(0) : 0;
}

// Who an address of the log format names: "/practices/p-02/pms/open-dental" -> "open-dental.p-02".
std::string lane_of_source(std::string_view source) {
  std::vector<std::string_view> parts;
  while (!source.empty()) {
    source.remove_prefix(source.front() == '/' ? 1 : 0);
    const std::size_t end = std::min(source.find('/'), source.size());
    parts.push_back(source.substr(0, end));
    source.remove_prefix(end);
  }
  if (parts.size() < 3) return {};
  const std::string_view practice = parts[1];
  if (parts[2] == "pms" && parts.size() > 3)
    return practice == "p-01" ? std::string(parts[3]) : fmt::format("{}.{}", parts[3], practice);
  if (parts[2] == "labs" && parts.size() > 3) return std::string(parts[3]);
  return std::string(parts[2]);  // engine, people
}

// What matters of a fact besides its type, on one line.
std::string gist(std::string_view type, const JsonValue& data) {
  std::string out;
  for (const std::string_view key : {"status", "stage", "milestone", "medium", "decision", "result", "cause",
                                     "route", "lab", "channel", "tracking"})
    if (std::string value = text_of(data, key); !value.empty()) out += " " + value;
  if (type == "engine.rx.validated")
    if (const auto findings = data.find("findings"))
      for (const JsonValue& finding : findings->elements())
        out += " " + text_of(finding, "code");
  if (const auto reasons = data.find("reasons"))
    for (const JsonValue& reason : reasons->elements())
      out += " " + std::string(reason.text().value_or(""));
  return out;
}

bool asks_for_news(const Row& row) {
  return row.kind == RowKind::message && row.fault.empty() &&
         (row.text.starts_with("GET ") || row.text.find("/queries/ShortQuery") != std::string::npos ||
          row.text.find("/oauth") != std::string::npos);
}

// Reads lines into rows; lanes are known by name until all are read.
class Reader {
 public:
  void read(std::string_view line) {
    const auto document = parser_.parse(line);
    if (!document) return;
    const std::string type = text_of(*document, "type");
    const auto data = document->find("data");
    const auto at = base::parse_instant(text_of(*document, "time"));
    if (!data || !at || !type.starts_with(prefix)) return;
    const std::string_view kind = std::string_view(type).substr(prefix.size());
    if (kind == "wire.request")
      request(*data, *at);
    else if (kind == "wire.response")
      response(*data);
    else
      fact(kind, *document, *data, *at);
  }

  Story finish() {
    Story story;
    story.lanes = lanes();
    const auto lane = [&](const std::string& name) {
      const auto found = std::find(story.lanes.begin(), story.lanes.end(), name);
      return static_cast<std::size_t>(found - story.lanes.begin());
    };
    for (Row& row : rows_) {
      row.from = lane(row.from_name);
      row.to = lane(row.to_name);
    }
    in_order();
    fold(story.rows);
    tell_time(story.rows);
    return story;
  }

 private:
  static constexpr std::string_view prefix = "dental.";

  Row& add(Row row) {
    for (const std::string& name : {row.from_name, row.to_name})
      if (std::find(seen_.begin(), seen_.end(), name) == seen_.end()) seen_.push_back(name);
    return rows_.emplace_back(std::move(row));
  }

  // A person is known by an id of their own.
  static std::string lane_of_node(std::string name) {
    const bool person = name.size() < 5 && name.find('-') != std::string::npos;
    return person ? std::string(people_lane) : name;
  }

  void request(const JsonValue& data, base::Instant at) {
    Row row;
    row.wire = true;
    row.at = at;
    row.from_name = lane_of_node(text_of(data, "from"));
    row.to_name = lane_of_node(text_of(data, "to"));
    row.text = text_of(data, "method") + " " + text_of(data, "target");
    row.asked = text_of(data, "body");
    row.fault = text_of(data, "fault");
    add(std::move(row));
    calls_[number_of(data, "call")] = rows_.size() - 1;
  }

  void response(const JsonValue& data) {
    const auto found = calls_.find(number_of(data, "call"));
    if (found == calls_.end()) return;
    Row& row = rows_[found->second];
    const std::int64_t status = number_of(data, "status");
    const std::string failure = text_of(data, "failure");
    row.text += status > 0 ? fmt::format(" \u2192 {}", status) : " \u2192 " + failure;
    row.answered = text_of(data, "body");
    if (const std::string fault = text_of(data, "fault"); row.fault.empty()) row.fault = fault;
  }

  void fact(std::string_view kind, const JsonValue& document, const JsonValue& data, base::Instant at) {
    Row row;
    row.at = at;
    const std::string source = text_of(document, "source");
    row.from_name = lane_of_source(source);
    if (row.from_name.empty()) return;
    if (source.find("/pms/") != std::string::npos) pms_.insert(row.from_name);
    row.text = std::string(kind.substr(kind.find('.') + 1));
    if (const std::string subject = text_of(document, "subject"); !subject.empty()) row.text += " " + subject;
    row.text += gist(kind, data);
    row.asked = data.dump();
    row.to_name = row.from_name;
    row.kind = RowKind::fact;
    if (kind == "engine.patient.notified") {
      row.kind = RowKind::message;
      row.to_name = patient_lane;
    }
    if (kind != "lab.profile") add(std::move(row));
  }

  // Practices on the left, the engine in the middle, labs and other nodes on the right, the patient last.
  [[nodiscard]] std::vector<std::string> lanes() const {
    const auto place = [this](const std::string& name) {
      if (name == people_lane || name == "outside") return 0;
      if (name == patient_lane) return 4;
      if (name == engine_lane) return 2;
      return pms_.contains(name) ? 1 : 3;
    };
    constexpr int places = 5;
    std::vector<std::string> names;
    for (int wanted = 0; wanted < places; ++wanted)
      for (const std::string& name : seen_)
        if (place(name) == wanted) names.push_back(name);
    return names;
  }

  // What the engine says that it decided stands in the journal when somebody asked for it.
  void in_order() {
    std::multimap<base::Instant, Row> by_instant;
    for (Row& row : rows_)
      by_instant.emplace(row.at, std::move(row));
    rows_.clear();
    for (auto& [at, row] : by_instant)
      rows_.push_back(std::move(row));
  }

  void fold(std::vector<Row>& into) {
    for (std::size_t n = 0; n < rows_.size();) {
      std::size_t end = n;
      while (end < rows_.size() && asks_for_news(rows_[end]))
        ++end;
      if (end - n < folded_min) {
        into.push_back(std::move(rows_[n++]));
        continue;
      }
      Row row;
      row.kind = RowKind::folded;
      row.wire = true;
      row.at = rows_[n].at;
      row.text = fmt::format("{} questions for news", end - n);
      for (; n < end; ++n)
        row.asked += fmt::format("{} {} to {}: {}\n", base::format_instant(rows_[n].at), rows_[n].from_name,
                                 rows_[n].to_name, rows_[n].text);
      into.push_back(std::move(row));
    }
  }

  static void tell_time(std::vector<Row>& rows) {
    std::string day;
    for (Row& row : rows) {
      const std::string text = base::format_instant(row.at);  // 2024-10-21T14:00:00.000Z
      row.clock = (text.substr(0, 10) == day ? "" : text.substr(5, 5) + " ") + text.substr(11, 8);
      day = text.substr(0, 10);
    }
  }

  base::JsonParser parser_;
  std::vector<Row> rows_;
  std::vector<std::string> seen_;
  std::set<std::string> pms_;  // of them, practice management systems
  std::map<std::int64_t, std::size_t> calls_;
};

}  // namespace

Story read_story(std::string_view journal) {
  Reader reader;
  while (!journal.empty()) {
    const std::size_t end = std::min(journal.find('\n'), journal.size());
    reader.read(journal.substr(0, end));
    journal.remove_prefix(std::min(end + 1, journal.size()));
  }
  return reader.finish();
}

}  // namespace articulator::page
