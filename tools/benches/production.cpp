// A lab's production line by its published chances, beside the figures that labs and studies publish: a year
// of orders of each product, around the clock, through the workshop that every simulated lab is made of.
#include "simulators/lab/workshop/workshop.hpp"
#include "tools/benches/bench.hpp"

#include <algorithm>
#include <array>
#include <cstdio>
#include <fstream>
#include <iterator>
#include <string>
#include <string_view>
#include <vector>

#include <fmt/format.h>

namespace articulator::bench {
namespace {

namespace shop = simulators::workshop;
using base::Instant;

constexpr int orders_of_a_product = 2'000;
constexpr std::uint64_t seed = 20'241'021;
constexpr base::Duration answered_after = base::hours(3);  // a question; the practice is at its patients

// In-lab working days as quoted (DOMAIN 4.7): Ottawa Dental Lab, S&L Dental Lab, Raytops.
struct Published {
  std::string_view procedure;
  std::string_view material;  // empty: any
  std::string_view days;
};
constexpr std::array<Published, 10> published{{{"crown", "zirconia", "6-9, 5, 3-6"},
                                               {"crown", "lithium_disilicate", "6-9, 5, 5-7"},
                                               {"crown", "pfm_noble", "6-9, 5, 4-5"},
                                               {"crown", "pfm_base", "6-9, 5, 4-5"},
                                               {"crown", "full_cast_noble", "5-7, 5"},
                                               {"crown", "full_cast_base", "5-7, 5"},
                                               {"bridge", "", "7 (4 units), 7-9"},
                                               {"implant_crown", "", "14, 7-12, 8-12"},
                                               {"partial", "", "5-7, 8"},
                                               {"denture", "", "5 (set-up and finish)"}}};

std::string_view published_days(const shop::Product& product) {
  for (const Published& row : published)
    if (row.procedure == product.procedure && (row.material.empty() || row.material == product.material))
      return row.days;
  return "none found";
}

// A practice that answers what it is asked after a while.
class Practice final : public shop::Wire {
 public:
  std::vector<std::pair<Instant, std::size_t>> to_answer;  // when, order index
  int questions = 0;

 private:
  void status_told(shop::Order&, const std::string&, std::uint32_t, std::optional<Instant>, Instant,
                   shop::SimulatorOutputs&) override {}
  void late_status_told(shop::Order&, const std::string&, std::uint32_t, std::optional<Instant>, Instant,
                        shop::SimulatorOutputs&) override {}
  void question_told(shop::Order& order, const std::string&, Instant now, shop::SimulatorOutputs&) override {
    ++questions;
    to_answer.emplace_back(now + answered_after, order.index);
  }
  void shipment_told(shop::Order&, const shop::Shipment&, Instant, shop::SimulatorOutputs&) override {}
  void errand_due(shop::Order&, Instant, shop::SimulatorOutputs&) override {}
};

struct Figures {
  std::vector<int> days;  // working days from receipt to shipping
  int late = 0;           // shipped after the promise
  int questions = 0;
  int refused = 0;
  int flawed = 0;
};

void answer_due(shop::Workshop& workshop, Practice& practice, Instant now, shop::SimulatorOutputs& out) {
  while (!practice.to_answer.empty() && practice.to_answer.front().first <= now) {
    const auto [when, index] = practice.to_answer.front();
    practice.to_answer.erase(practice.to_answer.begin());
    workshop.release(workshop.order(index), when, out);
  }
}

// Everything due up to then, in its order.
void run_until(shop::Workshop& workshop, Practice& practice, Instant end, shop::SimulatorOutputs& out) {
  for (;;) {
    const auto due = workshop.next_due();
    const bool answer_first =
        !practice.to_answer.empty() && (!due || practice.to_answer.front().first <= *due);
    const Instant next = answer_first ? practice.to_answer.front().first : due.value_or(end + base::days(1));
    if (next > end) return;
    if (answer_first)
      answer_due(workshop, practice, next, out);
    else
      workshop.advance_one(out);
  }
}

Figures simulate(const shop::Profile& profile, std::size_t product) {
  Practice practice;
  shop::Setup setup;
  setup.name = profile.lab;
  setup.practices = {"p-01"};
  setup.profile = profile;
  setup.seed = seed;
  setup.chances = shop::published_chances();
  const shop::Chances chances = setup.chances;
  shop::Workshop workshop(std::move(setup), practice);
  Figures figures;
  shop::SimulatorOutputs out;
  const Instant start = base::parse_instant("2024-01-01T00:00:00Z").value();
  const base::Duration between{base::days(365).count() / orders_of_a_product};
  shop::Judgement judgement;
  judgement.product = static_cast<int>(product);
  int taken = 0;
  for (int i = 0; i < orders_of_a_product; ++i) {
    const Instant now = start + base::Duration{between.count() * i};
    run_until(workshop, practice, now, out);
    // Of its own for each product, so that no two share their luck.
    const std::string case_id = fmt::format("LC-{}-{}", product, i);
    const std::string key = case_id + "/1";
    if (shop::drawn_rejection(chances, seed, "p-01\n" + key)) {
      ++figures.refused;
      continue;
    }
    shop::OrderForm form;
    form.case_id = case_id;
    workshop.take_in(0, form, judgement, key, now);
    ++taken;
  }
  run_until(workshop, practice, start + base::days(500), out);
  figures.questions = practice.questions;
  for (const world::Fact& fact : out.facts)
    if (fact.type == "lab.case.flawed") ++figures.flawed;
  for (int i = 0; i < taken; ++i) {
    const shop::Order& order = workshop.order(static_cast<std::size_t>(i));
    if (!order.shipped_at) continue;
    const base::Date shipped = profile.zone.local(*order.shipped_at).date;
    int days = 0;
    for (base::Date date = order.plan.received_on; date < shipped; date = date + 1)
      if (profile.days.works(date + 1)) ++days;
    figures.days.push_back(days);
    if (shipped > order.plan.ship_by) ++figures.late;
  }
  std::sort(figures.days.begin(), figures.days.end());
  return figures;
}

double percent(int part, std::size_t whole) {
  return whole == 0 ? 0 : 100.0 * part / static_cast<double>(whole);
}

bool bench_lab(const std::string& file) {
  std::ifstream in(file);
  const std::string json{std::istreambuf_iterator<char>(in), {}};
  const auto profile = shop::read_profile(json);
  if (!profile) {
    std::fprintf(stderr, "%s: %s\n", file.c_str(), profile.error().text().c_str());
    return false;
  }
  Figures all;
  for (std::size_t i = 0; i < profile->products.size(); ++i) {
    const shop::Product& product = profile->products[i];
    const Figures one = simulate(*profile, i);
    const auto place = [&](std::size_t per_cent) { return one.days[(one.days.size() - 1) * per_cent / 100]; };
    if (one.days.empty()) return false;
    print_figure("line, " + profile->lab, fmt::format("{} days", place(50)),
                 fmt::format("{} {}: {} promised, nine of ten within {}, {} at most; published: {}",
                             product.material, product.procedure, product.turnaround_working_days, place(90),
                             one.days.back(), published_days(product)));
    all.days.insert(all.days.end(), one.days.begin(), one.days.end());
    all.late += one.late;
    all.questions += one.questions;
    all.refused += one.refused;
    all.flawed += one.flawed;
  }
  const std::size_t made = all.days.size();
  const std::size_t asked = made + static_cast<std::size_t>(all.refused);
  const auto share = [&](int part, std::size_t whole, std::string_view beside) {
    print_figure("line, " + profile->lab, fmt::format("{:.1f} %", percent(part, whole)), std::string(beside));
  };
  share(all.late, made, "shipped later than promised; published: none, 10 % drawn and what holds add");
  share(all.questions, made, "held with a question; published: 8 % of impressions have fair margins");
  share(all.refused, asked, "refused for an unreadable scan; published: 1 % of impressions are poor");
  share(all.flawed, made, "to be made again; published: 3.8 % of single crowns, nearly 4 % of all work");
  return true;
}

}  // namespace

bool bench_production() {
  const std::string labs = ARTICULATOR_SOURCE_DIR "/scenarios/library/labs/";
  const bool first = bench_lab(labs + "glidewell.json");
  const bool second = bench_lab(labs + "dentsply-sirona.json");
  return first && second;
}

}  // namespace articulator::bench
