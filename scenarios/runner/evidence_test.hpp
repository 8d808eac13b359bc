// Journals written by hand, for the tests of judges: what must be caught, and what must not.
//
//   Story story;
//   story.at(1).pms("pms.case.ready", "LC-1").at(2).engine("engine.order.sent", "LC-1",
//   R"({"idempotency_key":"LC-1/1"})"); check_exactly_once(story.evidence(), failures);
#pragma once

#include "scenarios/runner/check_evidence.hpp"
#include "scenarios/runner/check_failure.hpp"

#include <deque>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include <boost/test/unit_test.hpp>

namespace articulator::runner {

class Story {
 public:
  // Monday, 21 October 2024, 09:00 in Chicago.
  base::Instant start{1'729'519'200'000};
  std::vector<world::Entry> facts;
  std::vector<AuditRecord> audit;
  std::vector<Harm> harms;
  std::vector<std::string> names;
  bool settled = true;
  bool unheard = false;
  base::Duration asked_within{0};
  base::Duration engine_ahead{0};

  // What follows happens so many minutes after the start.
  Story& at(std::int64_t minutes) {
    now_ = start + base::minutes(minutes);
    return *this;
  }
  Story& pms(std::string type, std::string case_id, std::string data = "{}") {
    return fact(std::move(type), "/pms/open-dental", std::move(case_id), std::move(data));
  }
  Story& lab(std::string type, std::string case_id, std::string data = "{}") {
    return fact(std::move(type), "/labs/glidewell", std::move(case_id), std::move(data));
  }
  Story& engine(std::string type, std::string case_id, std::string data = "{}") {
    return fact(std::move(type), "/engine", std::move(case_id), std::move(data));
  }
  Story& people(std::string type, std::string case_id, std::string data = "{}") {
    return fact(std::move(type), "/people", std::move(case_id), std::move(data));
  }
  Story& record(std::string action, std::string case_id, std::string data = "{}") {
    const auto keep = [this](std::string text) -> std::string_view {
      return texts_.emplace_back(std::move(text));
    };
    AuditRecord record{audit.size() + 1, now_, "p-01", "engine", {}, {}, {}, "c1"};
    record.action = keep(std::move(action));
    record.case_id = keep(std::move(case_id));
    record.data = keep(std::move(data));
    audit.push_back(record);
    return *this;
  }
  Story& harm(std::string kind) {
    harms.push_back({std::move(kind), "open-dental", now_});
    return *this;
  }

  [[nodiscard]] Evidence evidence() const {
    Evidence evidence{start, start + base::days(3), facts, audit, harms, {}, names, std::nullopt};
    evidence.zones.emplace("p-01", base::TimeZone::find("America/Chicago").value());
    if (settled) evidence.settled_until = evidence.end;
    evidence.words_unheard = unheard;
    evidence.asked_within = asked_within;
    evidence.engine_ahead = engine_ahead;
    return evidence;
  }

  // What a judge finds in it.
  [[nodiscard]] std::vector<Failure> judged_by(void (*check)(const Evidence&, std::vector<Failure>&)) const {
    std::vector<Failure> failures;
    check(evidence(), failures);
    return failures;
  }

 private:
  Story& fact(std::string type, std::string system, std::string case_id, std::string data) {
    facts.push_back({facts.size() + 1, now_, std::move(type), "/practices/p-01" + system, std::move(case_id),
                     std::move(data)});
    return *this;
  }

  base::Instant now_ = start;
  std::deque<std::string> texts_;  // of the audit records
};

// The judge finds exactly one thing, and says this of what it found.
inline void check_caught(const std::vector<Failure>& failures, std::string_view found) {
  BOOST_REQUIRE_MESSAGE(failures.size() == 1U, failures.size() << " failures where one is wanted");
  BOOST_TEST(failures[0].found.find(found) != std::string::npos, failures[0].found << " lacks " << found);
  BOOST_TEST(!failures[0].expected.empty());
}

}  // namespace articulator::runner
