#include "engine/insight/figures.hpp"

#include <string>

namespace articulator::insight {
namespace {

void write_rate(base::JsonWriter& out, std::int64_t hits, std::int64_t all, const Interval& interval) {
  out.member("high_bp", interval.high_bp);
  out.member("low_bp", interval.low_bp);
  out.member("rate_bp", rate_bp(hits, all));
}

void write_turnaround(base::JsonWriter& out, const Histogram& turnaround) {
  out.key("turnaround_minutes").begin_object();
  out.member("error_one_in", Histogram::error_one_in);
  out.member("measured", turnaround.count());
  for (const auto& [name, permille] : {std::pair("p50", 500), std::pair("p90", 900)}) {
    out.key(name);
    turnaround.count() > 0 ? out.integer(turnaround.quantile(permille)) : out.null();
  }
  out.end_object();
}

void write_groups(base::JsonWriter& out, const std::string& name,
                  const std::map<std::string, Tally>& groups) {
  out.key("by_" + name).begin_array();
  for (const auto& [text, tally] : groups) {
    out.begin_object().member(name, std::string_view(text));
    write_tally_members(out, tally);
    out.end_object();
  }
  out.end_array();
}

}  // namespace

void write_tally_members(base::JsonWriter& out, const Tally& tally) {
  out.member("callbacks", tally.callbacks);
  out.member("cancelled", tally.cancelled);
  out.member("cases", tally.cases);
  out.member("cost_per_unit_cents", tally.cost_per_unit().cents);
  out.member("delivered", tally.delivered);
  out.key("on_time").begin_object();
  write_rate(out, tally.on_time, tally.on_time_judged, tally.on_time_interval());
  out.member("judged", tally.on_time_judged).member("on_time", tally.on_time).end_object();
  out.member("ordered", tally.ordered);
  out.key("remakes").begin_object().key("causes").begin_object();
  for (const auto& [cause, count] : tally.remake_causes)
    out.member(cause, count);
  out.end_object();
  write_rate(out, tally.remade, tally.delivered, tally.remake_interval());
  out.member("remade", tally.remade).end_object();
  out.member("spend_cents", tally.spend.cents);
  write_turnaround(out, tally.turnaround);
}

void write_table_members(base::JsonWriter& out, const Table& table) {
  for (const Dimension dimension : dimensions)
    write_groups(out, std::string(word(dimension)), by(table, dimension));
  write_groups(out, "restoration_and_lab", by(table, Dimension::restoration, Dimension::lab));
  out.key("whole").begin_object();
  write_tally_members(out, whole(table));
  out.end_object();
}

}  // namespace articulator::insight
