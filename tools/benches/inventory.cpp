// How well a stock is kept over simulated years: fill rate and stock held, beside a fixed min/max rule.
#include "engine/base/random.hpp"
#include "engine/insight/stock.hpp"
#include "tools/benches/bench.hpp"

#include <algorithm>
#include <array>
#include <cstdint>
#include <map>
#include <string_view>

#include <fmt/format.h>

namespace articulator::bench {
namespace {

constexpr int days_before = 365;  // known when the stock is set up
constexpr int days_measured = 2 * 365;
constexpr std::uint64_t practices = 100;  // of each kind of demand: 200 years

// What a practice uses of an item, on weekdays: so many times in a thousand a day something, then 1 .. most.
struct Demand {
  std::string_view name;
  std::uint32_t per_mille;
  std::uint32_t most;
  int then_percent;  // of that chance, in the years that are measured
};
constexpr std::array<Demand, 5> demands{{{"daily", 900, 4, 100},
                                         {"intermittent", 150, 2, 100},
                                         {"lumpy", 80, 8, 100},
                                         {"growing", 300, 3, 200},
                                         {"fading", 600, 3, 30}}};

std::int64_t used_on(const Demand& demand, std::uint64_t practice, int day) {
  if (day % 7 >= 5) return 0;
  const auto id = static_cast<std::uint64_t>(day);
  const bool later = day >= days_before;
  const std::uint32_t chance =
      later ? demand.per_mille * static_cast<std::uint32_t>(demand.then_percent) / 100 : demand.per_mille;
  if (!base::draw_chance(base::draw(practice, demand.name, id), chance)) return 0;
  return 1 + base::draw_below(base::draw(practice, "size", id), demand.most);
}

struct Kept {
  std::int64_t wanted = 0;
  std::int64_t served = 0;
  std::int64_t held_days = 0;  // units times days
  std::int64_t orders = 0;
};

// `order(on_hand, on_order, day)`: how much to order now. A delivery takes three to nine days.
template <typename Use, typename Order, typename Receive>
void keep(const Demand& demand, std::uint64_t practice, std::int64_t on_hand, Kept& kept, Use use,
          Order order, Receive receive) {
  std::multimap<int, std::int64_t> deliveries;
  for (int day = days_before; day < days_before + days_measured; ++day) {
    while (!deliveries.empty() && deliveries.begin()->first <= day) {
      on_hand += deliveries.begin()->second;
      receive(deliveries.begin()->second);
      deliveries.erase(deliveries.begin());
    }
    const std::int64_t wanted = used_on(demand, practice, day);
    const std::int64_t served = std::min(wanted, on_hand);
    on_hand -= served;
    kept.wanted += wanted;
    kept.served += served;
    kept.held_days += on_hand;
    use(wanted, day);
    const std::int64_t ordered = order(on_hand, day);
    if (ordered == 0) continue;
    ++kept.orders;
    const auto takes =
        3 + base::draw_below(base::draw(practice, "delivery", static_cast<std::uint64_t>(day)), 7);
    deliveries.emplace(day + static_cast<int>(takes), ordered);
  }
}

std::int64_t first_year(const Demand& demand, std::uint64_t practice) {
  std::int64_t units = 0;
  for (int day = 0; day < days_before; ++day)
    units += used_on(demand, practice, day);
  return units;
}

// Two weeks of the first year's use are the least, six weeks the most; nobody looks at it again.
void keep_fixed(const Demand& demand, std::uint64_t practice, Kept& kept) {
  const std::int64_t year = first_year(demand, practice);
  const std::int64_t least = std::max<std::int64_t>(1, (year * 14 + days_before - 1) / days_before);
  const std::int64_t most = std::max<std::int64_t>(2, (year * 44 + days_before - 1) / days_before);
  std::int64_t on_order = 0;
  keep(
      demand, practice, most, kept, [](std::int64_t, int) {},
      [&](std::int64_t on_hand, int) {
        if (on_hand + on_order > least) return std::int64_t{0};
        const std::int64_t ordered = most - on_hand - on_order;
        on_order += ordered;
        return ordered;
      },
      [&](std::int64_t units) { on_order -= units; });
}

void keep_by_forecast(const Demand& demand, std::uint64_t practice, int service_permille, Kept& kept) {
  const std::int64_t year = first_year(demand, practice);
  model::StockItem item;
  item.item = "item";
  item.on_hand = std::max<std::int64_t>(2, (year * 44 + days_before - 1) / days_before);
  item.lead_time_days = 9;
  item.service_permille = service_permille;
  for (int day = 0; day < days_before; ++day)
    item.usage.push_back(used_on(demand, practice, day));
  const base::Date first = base::make_date(2024, 1, 1);
  insight::Stock stock(item, first);
  const auto date = [&](int day) { return first + (day - days_before); };
  keep(
      demand, practice, item.on_hand, kept,
      [&](std::int64_t wanted, int day) { stock.use(wanted, date(day)); },
      [&](std::int64_t on_hand, int day) {
        stock.counted(on_hand);
        const std::int64_t ordered = stock.plan(0, date(day) + 1).order;
        stock.ordered(ordered);
        return ordered;
      },
      [&](std::int64_t units) { stock.received(units); });
}

void print(std::string_view rule, const Demand& demand, const Kept& kept) {
  const double days = static_cast<double>(practices) * days_measured;
  print_figure(
      fmt::format("stock, {}", demand.name),
      fmt::format("{:.2f} %", 100.0 * static_cast<double>(kept.served) / static_cast<double>(kept.wanted)),
      fmt::format("fill rate {}; {:.1f} units held, {:.1f} orders a year, {:.2f} units used a day", rule,
                  static_cast<double>(kept.held_days) / days, static_cast<double>(kept.orders) * 365 / days,
                  static_cast<double>(kept.wanted) / days));
}

}  // namespace

bool bench_inventory() {
  for (const Demand& demand : demands) {
    Kept fixed;
    for (std::uint64_t practice = 0; practice < practices; ++practice)
      keep_fixed(demand, practice, fixed);
    print("with a fixed minimum and maximum", demand, fixed);
    for (const int service : {950, 990}) {
      Kept kept;
      for (std::uint64_t practice = 0; practice < practices; ++practice)
        keep_by_forecast(demand, practice, service, kept);
      print(fmt::format("by the forecast at {:.1f} %", service / 10.0), demand, kept);
    }
  }
  return true;
}

}  // namespace articulator::bench
