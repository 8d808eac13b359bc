#include "property_tests/lab_life.hpp"

#include "engine/base/calendar.hpp"
#include "engine/base/json_reader.hpp"
#include "engine/base/random.hpp"
#include "engine/base/words.hpp"
#include "engine/delivery/working_time.hpp"

#include <algorithm>
#include <map>
#include <memory>
#include <string>
#include <utility>

namespace articulator::property_tests {
namespace {

using delivery::working_day_ms;

constexpr std::array<base::Word<Manner>, 4> manner_words{{{Manner::published, "published figures"},
                                                          {Manner::heavy_tails, "heavier tails"},
                                                          {Manner::optimistic, "optimistic profile"},
                                                          {Manner::silent, "silent lab"}}};

// Work, what is published of it by the quickest and the slowest source, in working days (DOMAIN 4.7).
struct Kind {
  std::string_view procedure;
  std::string_view material;
  int quickest = 5;
  int slowest = 9;
  std::uint32_t share = 1;  // of all cases, in twentieths
};
constexpr std::array<Kind, 5> kinds{{{"crown", "zirconia", 5, 9, 9},
                                     {"crown", "lithium_disilicate", 5, 9, 5},
                                     {"crown", "pfm_noble", 5, 9, 3},
                                     {"crown", "full_cast_noble", 5, 7, 2},
                                     {"veneer", "lithium_disilicate", 5, 7, 1}}};
constexpr int transit_days = 2;

constexpr std::array<std::string_view, 5> words_said{"Case Received", "In Design", "Milling", "Quality Check",
                                                     "Shipped"};
// Where in the making each word is said, in eighths of it.
constexpr std::array<int, 5> said_after{0, 1, 3, 7, 8};

struct Dice {
  std::uint64_t seed;
  [[nodiscard]] std::uint32_t below(std::string_view purpose, int id, std::uint32_t bound) const {
    return base::draw_below(base::draw(seed, purpose, static_cast<std::uint64_t>(id)), bound);
  }
};

std::string profile_json(Manner manner) {
  std::string products;
  for (const Kind& kind : kinds) {
    // A lab that keeps its word publishes what it mostly needs; an optimistic one its quickest.
    const int said = manner == Manner::optimistic ? kind.quickest : (kind.quickest + kind.slowest) / 2;
    products +=
        std::string(products.empty() ? "" : ",") + R"({"restoration":")" + std::string(kind.procedure) +
        R"(","material":")" + std::string(kind.material) +
        R"(","positions":["anterior","posterior"],"turnaround_working_days":)" + std::to_string(said) +
        R"(,"fee_cents":9900,"shade":false,"margins":[],"needs":[],"recommended_for":[],"warranty_months":12})";
  }
  return R"({"lab":"glidewell","name":"Glidewell","time_zone":"America/Los_Angeles","cutoff":"15:00",)"
         R"("working_days":["mon","tue","wed","thu","fri"],"holidays":["2024-11-28","2024-11-29","2024-12-25"],)"
         R"("transit_working_days":2,"tracking_prefix":"GLW-","channels":["api"],"email":"cases@glidewell.example",)"
         R"("shade_guides":["vita_classical"],"attachments":{"name":"{case}","accept":["stl"],"max_bytes":1000000},)"
         R"("webhook":{"silent_after_minutes":60},"products":[)" +
         products +
         R"(],"statuses":{"Case Received":"received","In Design":"in_design","Milling":"in_fabrication",)"
         R"("Quality Check":"quality_check","Shipped":"shipped","On Hold":"on_hold"}})";
}

model::Happening read(std::string_view type, std::string_view json) {
  base::JsonParser parser;
  return **model::read_happening(type, parser.parse(json).value());
}

struct Maker {
  LabLifeSetup setup;
  Dice dice;
  base::TimeZone practice;
  std::shared_ptr<const model::LabProfile> lab;
  LabLife life;
  std::multimap<base::Instant, model::Event> spoken;  // at one instant in the order said

  [[nodiscard]] delivery::LabCalendar calendar() const { return {lab->zone, lab->days}; }
  [[nodiscard]] base::Instant later(base::Instant from, std::int64_t eighths) const {
    return delivery::after_working(from, eighths * (working_day_ms / 8), calendar());
  }
  void say(base::Instant at, const model::CaseId& id, model::Happening happening) {
    spoken.emplace(at, model::Event{at, id, lab->lab, std::move(happening)});
  }

  [[nodiscard]] const Kind& kind_of(int n) const {
    std::uint32_t point = dice.below("kind", n, 20);
    for (const Kind& kind : kinds) {
      if (point < kind.share) return kind;
      point -= kind.share;
    }
    return kinds.front();
  }

  // How long the making really takes, in eighths of a working day.
  [[nodiscard]] int making(int n, const Kind& kind, int said) const {
    const auto span = static_cast<std::uint32_t>((kind.slowest - kind.quickest) * 8 + 1);
    const int within = kind.quickest * 8 + static_cast<int>(dice.below("within", n, span));
    if (setup.manner == Manner::optimistic)
      return kind.slowest * 8 - static_cast<int>(dice.below("within", n, 9));
    const bool as_said = dice.below("as said", n, 10) < 7;
    const int usual = as_said ? said * 8 - static_cast<int>(dice.below("early", n, 9)) : within;
    const bool heavy = setup.manner == Manner::heavy_tails || setup.manner == Manner::silent;
    if (heavy && dice.below("heavy", n, 8) == 0)
      return said * (12 + static_cast<int>(dice.below("how heavy", n, 13)));  // 1.5 to 3 times
    return usual;
  }

  void make_case(int n, base::Instant ordered) {
    LifeCase one;
    one.id = model::CaseId("LC-" + std::to_string(n));
    const Kind& kind = kind_of(n);
    const int said = lab->product(*model::restoration_of(kind.procedure), *model::material_of(kind.material))
                         ->turnaround_working_days;
    const base::LocalTime local = practice.local(ordered);
    // What the lab publishes and two to six days to spare: for the usual work the customary two weeks.
    const int ahead = said + transit_days + 2 + static_cast<int>(dice.below("visit", n, 5));
    const base::Date visit_day = base::add_working_days(local.date, ahead, {});
    const std::int32_t visit_ms = (9 + static_cast<std::int32_t>(dice.below("hour", n, 8))) * 3'600'000;
    one.visit = practice.instant({visit_day, visit_ms});
    const base::Date due_day =
        base::add_working_days(visit_day, -1 - static_cast<int>(dice.below("due", n, 2)), {});
    one.due = practice.instant({due_day, 17 * 3'600'000});

    say(ordered, one.id, read("pms.case.ready", case_json(n, kind, one.visit, due_day)));
    say(ordered + base::minutes(2), one.id,
        read("lab.order.acknowledged", R"({"tracking":"T-)" + std::to_string(n) + R"(","ship_by":""})"));
    const base::Instant intake = later(ordered, 1 + dice.below("intake", n, 4));
    const int making_eighths = making(n, kind, said);
    const base::Instant promise = later(intake, (said + transit_days) * 8LL);
    const bool corrects = setup.manner != Manner::silent && dice.below("corrects", n, 2) == 0;
    for (std::size_t word = 0; word < words_said.size(); ++word) {
      const base::Instant at = later(intake, making_eighths * said_after.at(word) / 8);
      std::optional<base::Instant> eta;
      if (word == 0) eta = promise;
      // Half of the labs' people look at the bench and say what they see.
      if (word == 2 && corrects) eta = later(intake, making_eighths + transit_days * 8LL);
      say_status(one, at, word, eta);
    }
    const base::Instant left = later(intake, making_eighths) + base::minutes(20);
    const base::Instant carrier = later(left, transit_days * 8LL);
    say(left, one.id, model::LabShipped{"UPS", "1Z", carrier});
    one.promises.push_back({left, carrier});
    one.received = later(left, 8 + 4LL * dice.below("transit", n, 5));  // 1 to 3 days
    say(one.received, one.id, model::CaseReceived{});
    say(std::max(one.visit, one.received) + base::hours(1), one.id, model::CaseSeated{});
    life.cases.push_back(std::move(one));
  }

  void say_status(LifeCase& one, base::Instant at, std::size_t word, std::optional<base::Instant> eta) {
    model::LabStatus status;
    status.tracking = "T";
    status.status = std::string(words_said.at(word));
    status.sequence = static_cast<std::int64_t>(word) + 1;
    status.eta = eta;
    if (eta) one.promises.push_back({at, *eta});
    say(at, one.id, std::move(status));
  }

  static std::string case_json(int n, const Kind& kind, base::Instant visit, base::Date due) {
    return R"({"patient":"PT-)" + std::to_string(n) +
           R"(","prescriber":{"id":"D-1","name":"Dr. Abel","license":"DN1","signed":true},"lab":"glidewell",)"
           R"("prescription":{"procedure":")" +
           std::string(kind.procedure) + R"(","tooth":"8","material":")" + std::string(kind.material) +
           R"(","due_date":")" + base::format_date(due) +
           R"("},"notes":"","attachments":[],"appointment":{"id":"A-)" + std::to_string(n) +
           R"(","patient":"PT-)" + std::to_string(n) + R"(","start":")" + base::format_instant(visit) +
           R"(","minutes":60,"provider":"D-1","operatory":"OP1"}})";
  }
};

}  // namespace

std::string_view word(Manner manner) {
  return base::word_of(manner_words, manner);
}

LabLife lab_life(const LabLifeSetup& setup) {
  base::JsonParser parser;
  Maker maker{setup, {setup.seed}, base::TimeZone::find("America/Chicago").value(), nullptr, {}, {}};
  maker.lab = std::make_shared<const model::LabProfile>(
      model::read_lab_profile(parser.parse(profile_json(setup.manner)).value(), "").value());
  maker.life.zone = maker.practice;
  const base::Instant start = base::parse_instant("2024-01-02T14:00:00Z").value();
  maker.say(
      start, {},
      read("world.policy", R"({"phase":"assist","time_zone":"America/Chicago","predictor":"learned"})"));
  maker.say(start, {}, model::LabProfileGiven{maker.lab});
  constexpr int working_days_a_year = 250;
  const base::Date first = maker.practice.local(start).date;
  for (int n = 1; n <= setup.cases; ++n) {
    const base::Date day =
        base::add_working_days(first, n * working_days_a_year / std::max(setup.cases, 1), {});
    const auto minute = static_cast<std::int32_t>(maker.dice.below("ordered", n, 8 * 60));
    maker.make_case(n, maker.practice.instant({day, (9 * 60 + minute) * 60'000}));
  }
  for (auto& [at, event] : maker.spoken)
    maker.life.events.push_back(std::move(event));
  return std::move(maker.life);
}

}  // namespace articulator::property_tests
