#include "replay/saved/case_history.hpp"

#include "engine/base/json_reader.hpp"
#include "replay/log/feed.hpp"
#include "replay/log/log_event.hpp"
#include "replay/log/seen_ids.hpp"

#include <algorithm>
#include <deque>
#include <string_view>
#include <utility>
#include <variant>

namespace articulator::replay::saved {
namespace {

using Json = nlohmann::json;

std::string text_at(const Json& json, const std::string& pointer) {
  const Json::json_pointer at(pointer);
  if (!json.contains(at) || !json.at(at).is_string()) return {};
  return json.at(at).get<std::string>();
}

std::string maker_of(const Json& sent) {
  return text_at(sent, "/prescriber/id") + "\n" + text_at(sent, "/prescription/material");
}

std::string maker_and_lab_of(const Json& sent) {
  return maker_of(sent) + "\n" + text_at(sent, "/lab");
}

// A practice, as far as a case's decisions rest on others'.
struct Past {
  SeenIds seen;
  Json policy = Json::object();
  std::map<std::string, Json> patients;
  std::map<std::string, Json> sent;  // cases that are not seated yet, with what people corrected
  std::map<std::string, std::deque<Json>> taken;
  std::map<std::string, std::int64_t> clean;

  void note(const std::string& type, const std::string& case_id, const Json& data) {
    if (type == "world.policy") {
      policy = data;
    } else if (type == "pms.patient.updated") {
      patients[text_at(data, "/patient")].update(data);
    } else if (type == "pms.case.ready") {
      sent[case_id] = data;
    } else if (const auto open = sent.find(case_id); open != sent.end()) {
      note_open(type, open, data);
    }
  }

 private:
  void note_open(const std::string& type, std::map<std::string, Json>::iterator open, const Json& data) {
    if (type == "people.review.decided" && data.contains("changes") && data["changes"].is_object()) {
      for (const auto& [pointer, value] : data["changes"].items())
        if (pointer.starts_with("/prescription/") && pointer.find_first_of("/~", 14) == std::string::npos)
          open->second["prescription"][pointer.substr(14)] = value;
    } else if (type == "lab.order.acknowledged") {
      auto& latest = taken[maker_of(open->second)];
      latest.push_front(open->second);
      if (latest.size() > forerunners_max) latest.pop_back();
    } else if (type == "pms.case.seated") {
      ++clean[maker_and_lab_of(open->second)];
      sent.erase(open);
    }
  }
};

class Historian : public LineSink {
 public:
  Historian(std::size_t logs, const std::set<CaseKey>& cases) : cases_(cases), events_of_log_(logs) {
    for (const CaseKey& key : cases)
      pasts_[key.first];
  }

  void feed(std::string_view line, Place place) override {
    const auto event = read_log_event(line, parser_);
    if (!event) return;
    const bool says_something =
        std::holds_alternative<model::Event>(event->what) || std::holds_alternative<Decided>(event->what);
    ++events_of_log_[place.log];
    const auto past = pasts_.find(event->practice.text);
    if (past == pasts_.end() || !past->second.seen.insert(event->source, event->id)) return;
    if (!says_something) return;
    // Read strictly already; here a tree is at hand.
    const Json tree = Json::parse(line, nullptr, false);
    if (!tree.is_object() || !tree.contains("data")) return;
    const std::string type = text_at(tree, "/type").substr(std::string_view("dental.").size());
    keep(*event, type, place, tree["data"], past->second);
    past->second.note(type, event->case_id.text, tree["data"]);
    if (type == "people.review.decided")
      note_corrected({event->practice.text, event->case_id.text}, past->second);
  }
  [[nodiscard]] const std::vector<std::int64_t>& events_of_log() const override { return events_of_log_; }

  std::map<CaseKey, CaseHistory> histories;

 private:
  void keep(const LogEvent& event, const std::string& type, Place place, const Json& data, const Past& past) {
    const std::string system = event.source.substr(event.source.find_last_of('/') + 1);
    const CaseEvent kept{place, event.at, type, system, data};
    const CaseKey key{event.practice.text, event.case_id.text};
    if (type == "pms.patient.updated") {
      const auto [begin, end] = cases_of_patient_.equal_range({key.first, text_at(data, "/patient")});
      for (auto one = begin; one != end; ++one)
        add(histories[one->second], kept);
      return;
    }
    if (type == "world.policy") {
      for (auto one = histories.lower_bound({key.first, ""}); one != histories.end(); ++one) {
        if (one->first.first != key.first) break;
        if (!one->second.events.empty()) add(one->second, kept);
      }
      return;
    }
    if (type == "lab.invoice") return keep_lines(kept, key.first, past);
    if (type == "engine.invoice.line") return keep_judged(kept, key.first);
    if (type == "lab.order.acknowledged") note_later(key, past);
    if (key.second.empty() || !cases_.contains(key)) return;
    CaseHistory& history = of(key, past);
    if (history.events.empty() && type == "pms.case.ready") begin(history, key, data, past);
    if (type == "lab.order.acknowledged") by_tracking_[{key.first, text_at(data, "/tracking")}] = key;
    add(history, kept);
  }

  CaseHistory& of(const CaseKey& key, const Past& past) {
    const auto [known, is_new] = histories.try_emplace(key);
    if (is_new) {
      known->second.case_id = key.second;
      known->second.policy = past.policy;
    }
    return known->second;
  }

  // To the case that a line names, or to the one whose tracking number it gives.
  void keep_lines(const CaseEvent& statement, const std::string& practice, const Past& past) {
    for (const Json& line : statement.data.value("lines", Json::array())) {
      CaseEvent billed = statement;
      billed.data = line;
      billed.data["statement"] = statement.data.value("statement", "");
      const CaseKey named{practice, text_at(line, "/case")};
      const auto tracked = by_tracking_.find({practice, text_at(line, "/tracking")});
      if (tracked != by_tracking_.end() && tracked->second != named) add(of(tracked->second, past), billed);
      if (tracked != by_tracking_.end() && named.second.empty()) continue;
      if (cases_.contains(named)) add(of(named, past), billed);
    }
  }

  // Production's word on a line, to all that the line was kept of.
  void keep_judged(const CaseEvent& judged, const std::string& practice) {
    for (auto one = histories.lower_bound({practice, ""}); one != histories.end(); ++one) {
      if (one->first.first != practice) break;
      const auto is_of_it = [&](const CaseEvent& event) {
        return event.type == "lab.invoice" && event.data["statement"] == judged.data.value("statement", "") &&
               event.data.value("line", Json()) == judged.data.value("line", Json());
      };
      if (std::ranges::any_of(one->second.events, is_of_it)) add(one->second, judged);
    }
  }

  // A correction of the material makes the case rest on others.
  void note_corrected(const CaseKey& key, const Past& past) {
    const auto history = histories.find(key);
    const auto sent = past.sent.find(key.second);
    if (history == histories.end() || sent == past.sent.end()) return;
    const auto taken = past.taken.find(maker_of(sent->second));
    if (taken == past.taken.end() || history->second.events.empty()) return;
    if (maker_of(sent->second) == maker_of(history->second.events.front().data)) return;
    history->second.later_ones.assign(taken->second.begin(), taken->second.end());
  }

  // What a lab took while cases of the same practice wait.
  void note_later(const CaseKey& taken, const Past& past) {
    const auto sent = past.sent.find(taken.second);
    if (sent == past.sent.end()) return;
    for (auto one = histories.lower_bound({taken.first, ""}); one != histories.end(); ++one) {
      if (one->first.first != taken.first) break;
      CaseHistory& history = one->second;
      if (one->first == taken || history.events.empty() || history.later_ones.size() == forerunners_max)
        continue;
      if (maker_of(history.events.front().data) == maker_of(sent->second))
        history.later_ones.push_back(sent->second);
    }
  }

  static void add(CaseHistory& history, const CaseEvent& event) {
    if (history.events.size() <= events_max) history.events.push_back(event);
  }

  void begin(CaseHistory& history, const CaseKey& key, const Json& sent, const Past& past) {
    history.policy = past.policy;
    const std::string patient = text_at(sent, "/patient");
    if (const auto known = past.patients.find(patient); known != past.patients.end())
      history.patient = known->second;
    if (const auto taken = past.taken.find(maker_of(sent)); taken != past.taken.end())
      history.forerunners.assign(taken->second.begin(), taken->second.end());
    if (const auto clean = past.clean.find(maker_and_lab_of(sent)); clean != past.clean.end())
      history.clean_cases = clean->second;
    cases_of_patient_.emplace(std::pair(key.first, patient), key);
  }

  const std::set<CaseKey>& cases_;
  base::JsonParser parser_;
  std::vector<std::int64_t> events_of_log_;
  std::map<std::string, Past> pasts_;
  std::multimap<std::pair<std::string, std::string>, CaseKey> cases_of_patient_;
  std::map<std::pair<std::string, std::string>, CaseKey> by_tracking_;
};

}  // namespace

base::Expected<std::map<CaseKey, CaseHistory>> read_histories(const Options& options,
                                                              const std::set<CaseKey>& cases) {
  if (std::ranges::find(options.logs, "-") != options.logs.end())
    return base::failure("standard input", "cannot be read twice", "give --save a log that is a file");
  Historian historian(options.logs.size(), cases);
  if (auto read = feed_lines(options.logs, {&historian}, options.read_on); !read)
    return std::unexpected(read.error());
  return std::move(historian.histories);
}

}  // namespace articulator::replay::saved
