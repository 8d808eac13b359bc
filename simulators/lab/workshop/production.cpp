// The production line: stages by the plan, a queue of what is due, and what stops it.
#include "simulators/lab/workshop/workshop.hpp"

#include <algorithm>

namespace articulator::simulators::workshop {

// Past its capacity of a day the lab logs an order on the working day after.
base::Date Workshop::day_taken_in(Instant now) {
  base::Date day = day_of_receipt(setup_.profile, now);
  const std::uint32_t at_most = setup_.chances.orders_a_day_max;
  while (at_most > 0 && received_[day] >= at_most)
    day = base::add_working_days(day, 1, setup_.profile.days);
  ++received_[day];
  return day;
}

void Workshop::pace(Order& order, int working_days, std::optional<Instant> eta, Instant now,
                    SimulatorOutputs& out) {
  const Profile& profile = setup_.profile;
  const Instant promised = order.eta.value_or(delivery_instant(profile, order.plan.ship_by));
  if (!order.errand) unqueue(order);
  shift_plan(order, working_days * working_day_ms);
  if (!order.paused_since) queue_next(order, now);
  if (!eta) {
    const base::LocalTime local = profile.zone.local(promised);
    eta = profile.zone.instant(
        {base::add_working_days(local.date, working_days, profile.days), local.ms_of_day});
  }
  order.eta = eta;
  if (order.status.empty()) return;  // the first status will tell
  set_status(order, order.status, {}, eta, now, out);
}

void Workshop::queue_next(Order& order, Instant not_before) {
  if (!order.on_line || order.errand) return;
  const auto& begins = order.plan.stages;
  if (order.stages_done > begins.size()) return;  // the carrier has it
  const WorkOffset offset =
      order.stages_done < begins.size() ? begins[order.stages_done] : order.plan.shipment;
  order.due = std::max(not_before, work_instant(setup_.profile, order.plan.received_on, offset));
  line_.emplace(*order.due, order.index);
}

void Workshop::call_at(Order& order, Instant when) {
  unqueue(order);
  order.errand = true;
  order.due = when;
  line_.emplace(when, order.index);
}

void Workshop::unqueue(Order& order) {
  if (!order.due) return;
  line_.erase({*order.due, order.index});
  order.due.reset();
}

void Workshop::pause(Order& order, Instant now) {
  if (!order.on_line || order.paused_since) return;
  order.paused_since = now;
  unqueue(order);
}

void Workshop::resume(Order& order, Instant now) {
  if (!order.paused_since || order.hold || line_stopped_ || order.stopped) return;
  const Profile& profile = setup_.profile;
  const WorkOffset lost = work_offset(profile, order.plan.received_on, now) -
                          work_offset(profile, order.plan.received_on, *order.paused_since);
  order.paused_since.reset();
  shift_plan(order, lost);
  queue_next(order, now);
}

void Workshop::leave_line(Order& order) {
  unqueue(order);
  order.on_line = false;
  order.errand = false;
}

// Moves what is not done yet. When that moves the day of shipping, the estimate moves too, and is news.
void Workshop::shift_plan(Order& order, WorkOffset by) {
  const Profile& profile = setup_.profile;
  Plan& plan = order.plan;
  const auto ship_date = [&] {
    return profile.zone.local(work_instant(profile, plan.received_on, plan.stages.back())).date;
  };
  const base::Date before = ship_date();
  for (std::size_t i = order.stages_done; i < plan.stages.size(); ++i)
    plan.stages[i] = std::max<WorkOffset>(0, plan.stages[i] + by);
  plan.shipment = std::max<WorkOffset>(0, plan.shipment + by);
  const base::Date after = ship_date();
  if (before == after || order.shipped) return;
  order.eta = delivery_instant(profile, after);
  order.eta_is_news = true;
}

void Workshop::move_on_line(Order& order, Instant now, SimulatorOutputs& out) {
  order.due.reset();
  if (order.errand) {
    order.errand = false;
    return wire_->errand_due(order, now, out);
  }
  const std::size_t stage = order.stages_done++;
  if (stage == order.plan.stages.size()) return ship(order, usual_shipment(order, now), now, out);

  const Profile& profile = setup_.profile;
  const StatusWord& word = profile.line[stage];
  // The lab knows by now, and says so.
  const bool says_late = word.meaning == Meaning::in_fabrication && order.late_working_days > 0;
  if (says_late && !std::exchange(order.late_told, true)) {
    const Instant last = work_instant(profile, order.plan.received_on, order.plan.stages.back());
    order.eta = delivery_instant(profile, profile.zone.local(last).date);
    order.eta_is_news = true;
  }
  const auto eta = order.eta_is_news ? order.eta : std::nullopt;
  set_status(order, word.word, {}, eta, now, out);
  queue_next(order, now);
  if (stage == 0 && !order.intake_question.empty()) return ask(order, order.intake_question, now, out);
  if (word.meaning == Meaning::in_design && order.drawn_question) {
    order.drawn_question = false;
    ask(order, "The margin is hard to make out in the scan. May we go on as it is?", now, out);
  }
}

void Workshop::run_line(bool running, Instant now) {
  line_stopped_ = !running;
  for (Order& order : orders_) {
    if (running)
      resume(order, now);
    else
      pause(order, now);
  }
}

std::optional<Instant> Workshop::next_due() const {
  if (line_.empty()) return {};
  return line_.begin()->first;
}

void Workshop::advance_one(SimulatorOutputs& out) {
  if (line_.empty()) return;
  const auto [due, index] = *line_.begin();
  line_.erase(line_.begin());
  move_on_line(orders_[index], due, out);
}

}  // namespace articulator::simulators::workshop
