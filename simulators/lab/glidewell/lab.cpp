#include "simulators/lab/glidewell/lab.hpp"

#include "engine/base/random.hpp"

#include <algorithm>

namespace articulator::simulators::glidewell {
namespace {

using base::JsonWriter;

std::string upper_hex(std::uint64_t bits, int digits_wanted) {
  constexpr std::string_view digits = "0123456789ABCDEF";
  std::string text;
  for (int i = 0; i < digits_wanted; ++i) {
    text += digits[bits >> 60U];
    bits <<= 4U;
  }
  return text;
}

std::string decimal_digits(std::uint64_t bits, int digits_wanted) {
  std::string text;
  for (int i = 0; i < digits_wanted; ++i) {
    text += static_cast<char>('0' + base::draw_below(bits, 10));
    bits = base::mix(bits);
  }
  return text;
}

}  // namespace

Lab::Lab(Config config, Profile profile, WebhookSender sender)
    : config_(std::move(config)), profile_(std::move(profile)), sender_(std::move(sender)) {
  for (const Account& account : config_.accounts) {
    AccountBook book;
    book.practice = account.practice;
    book.lab_source = "/practices/" + account.practice + "/labs/" + config_.name;
    book.engine_source = "/practices/" + account.practice + "/engine";
    books_.push_back(std::move(book));
  }
}

std::optional<std::size_t> Lab::account_of_key(std::string_view api_key) const {
  for (std::size_t i = 0; i < config_.accounts.size(); ++i)
    if (base::equal_in_constant_time(config_.accounts[i].api_key, api_key)) return i;
  return {};
}

std::optional<std::size_t> Lab::account_of_practice(std::string_view practice) const {
  for (std::size_t i = 0; i < books_.size(); ++i)
    if (books_[i].practice == practice) return i;
  return {};
}

Order* Lab::find(std::size_t account, std::string_view tracking) {
  const auto found = by_tracking_.find(tracking);
  if (found == by_tracking_.end() || orders_[found->second].account != account) return nullptr;
  return &orders_[found->second];
}

Order* Lab::latest_of_case(std::size_t account, std::string_view case_id) {
  const auto& by_case = books_[account].by_case;
  const auto found = by_case.find(case_id);
  return found == by_case.end() ? nullptr : &orders_[found->second.back()];
}

// --- the order desk

Judgement Lab::judge_order(std::size_t account, const OrderForm& form, std::string_view key) {
  const std::string& practice = books_[account].practice;
  for (auto planned = rejections_.begin(); planned != rejections_.end(); ++planned) {
    if (!planned->case_id.empty() && planned->case_id != form.case_id) continue;
    if (!planned->practice.empty() && planned->practice != practice) continue;
    Judgement refused;
    refused.reasons = std::move(planned->reasons);
    rejections_.erase(planned);
    return refused;
  }
  Judgement judgement = judge(form.work, profile_);
  const std::uint64_t bits = base::draw(config_.seed, "reject", practice + '\n' + std::string(key));
  if (judgement.reasons.empty() && base::draw_chance(bits, config_.reject_per_mille))
    judgement.reasons.push_back({"scan_unreadable", "/attachments", "The prep scan cannot be opened."});
  return judgement;
}

// Six digits are few for a large lab, so a number that is taken is drawn anew.
std::string Lab::free_tracking(std::size_t account, std::string_view key) const {
  const std::string id = books_[account].practice + '\n' + std::string(key);
  for (std::uint64_t attempt = 0;; ++attempt) {
    std::string tracking =
        profile_.tracking_prefix + upper_hex(base::draw(config_.seed, "tracking", id, attempt), 6);
    if (!by_tracking_.contains(tracking)) return tracking;
  }
}

std::string Lab::sandbox_tracking(std::size_t account, std::string_view key) const {
  const std::string id = books_[account].practice + '\n' + std::string(key);
  return "SBX-" + upper_hex(base::draw(config_.seed, "sandbox", id), 6);
}

Order& Lab::take_in(std::size_t account, const OrderForm& form, const Judgement& judgement, std::string key,
                    Instant now) {
  Order& order = orders_.emplace_back();
  order.index = orders_.size() - 1;
  order.account = account;
  order.case_id = form.case_id;
  order.remake_of = form.remake_of;
  order.says_why = form.says_why;
  order.remake_cause = form.remake_cause;
  order.warranty_claimed = form.warranty_claimed;
  if (order.warranty_claimed) order.claim_refused = refusal_of(order, now);
  order.work = form.work;
  order.product = judgement.product;
  order.units = judgement.units;
  order.intake_question = judgement.question;
  order.tracking = free_tracking(account, key);
  order.idempotency_key = std::move(key);
  by_tracking_.emplace(order.tracking, order.index);
  books_[account].by_case[order.case_id].push_back(order.index);

  const std::uint64_t late = base::draw(config_.seed, "late", order.tracking);
  if (base::draw_chance(late, config_.late_per_mille))
    order.late_working_days = 1 + static_cast<int>(base::draw_below(base::mix(late), 3));
  order.drawn_question =
      base::draw_chance(base::draw(config_.seed, "question", order.tracking), config_.question_per_mille);

  base::Date day = day_of_receipt(profile_, now);
  if (config_.orders_a_day_max > 0)
    while (received_[day] >= config_.orders_a_day_max)
      day = base::add_working_days(day, 1, profile_.days);
  ++received_[day];
  order.plan = make_plan(profile_, profile_.products[static_cast<std::size_t>(order.product)], now, day,
                         config_.seed, order.tracking, order.late_working_days);
  order.eta = delivery_instant(profile_, order.plan.ship_by);
  order.eta_is_news = true;
  order.stage_since = now;
  order.on_line = config_.production_line;
  if (line_stopped_)
    pause(order, now);
  else
    queue_next(order, now);
  return order;
}

void Lab::amend(Order& order, WorkForm work, const Judgement& judgement, Instant now, SimulatorOutputs& out) {
  order.work = std::move(work);
  order.product = judgement.product;
  order.units = judgement.units;
  const bool was_incomplete = !order.intake_question.empty();
  order.intake_question = judgement.question;
  if (was_incomplete && order.intake_question.empty() && order.hold) release(order, now, out);
}

void Lab::cancel(Order& order, Instant now, SimulatorOutputs& out) {
  leave_line(order);
  order.hold.reset();
  order.cancelled = true;
  order.eta.reset();
  set_status(order, profile_.cancelled.word, {}, {}, now, out);
}

// --- what happens to an order

void Lab::fact(SimulatorOutputs& out, const Order& order, std::string_view type, std::string data) const {
  const AccountBook& book = books_[order.account];
  const bool of_lab = type.starts_with("lab.");
  out.facts.push_back(
      {std::string(type), of_lab ? book.lab_source : book.engine_source, order.case_id, std::move(data)});
}

void Lab::changed(Order& order) {
  AccountBook& book = books_[order.account];
  if (order.change != 0) book.feed.erase(order.change);
  order.change = ++book.last_change;
  book.feed.emplace_hint(book.feed.end(), order.change, order.index);
}

JsonWriter& Lab::begin_message(JsonWriter& writer, const Order& order, const char* type, std::uint64_t change,
                               Instant now) const {
  return writer.begin_object()
      .member("type", type)
      .member("account", std::string_view(books_[order.account].practice))
      .member("case_id", std::string_view(order.case_id))
      .member("tracking", std::string_view(order.tracking))
      .member("change", static_cast<std::int64_t>(change))
      .member("occurred_at", now);
}

std::string Lab::status_message(const Order& order, std::string_view status, std::uint32_t sequence,
                                std::optional<Instant> eta, std::uint64_t change, Instant now) const {
  std::string body;
  JsonWriter writer(body);
  begin_message(writer, order, "order.status", change, now)
      .member("status", status)
      .member("sequence", static_cast<std::int64_t>(sequence));
  if (eta) writer.member("eta", *eta);
  writer.end_object();
  return body;
}

void Lab::notify(Order& order, std::string body, Instant now, SimulatorOutputs& out) {
  const std::uint64_t number = sender_.send(std::move(body), now, out);
  if (number == 0) return;
  if (order.latest_webhook != 0) sender_.forget(order.latest_webhook);
  order.latest_webhook = number;
}

void Lab::set_status(Order& order, const std::string& status, std::optional<std::uint32_t> sequence,
                     std::optional<Instant> eta, Instant now, SimulatorOutputs& out) {
  const std::uint32_t number = sequence.value_or(order.sequence + 1);
  if (number > order.sequence) {
    const Meaning meaning = profile_.meaning(status);
    if (meaning == Meaning::on_hold) {
      if (!order.hold) order.hold = Hold{"", true, order.status};
      pause(order, now);
    } else if (order.hold && order.hold->by_status) {
      order.hold.reset();
      resume(order, now);
    }
    order.status = status;
    order.sequence = number;
    order.stage_since = now;
    if (eta) order.eta = eta;
    order.eta_is_news = false;
    if (meaning == Meaning::in_fabrication || meaning == Meaning::quality_check ||
        meaning == Meaning::shipped)
      order.in_fabrication = true;
    if (meaning == Meaning::shipped && !order.shipped) bill(order, now);
    changed(order);
  }
  std::string data;
  JsonWriter writer(data);
  writer.begin_object()
      .member("tracking", std::string_view(order.tracking))
      .member("status", std::string_view(status))
      .member("sequence", static_cast<std::int64_t>(number));
  if (eta) writer.member("eta", *eta);
  writer.end_object();
  fact(out, order, "lab.case.status", std::move(data));
  notify(order, status_message(order, status, number, eta, order.change, now), now, out);
}

void Lab::ask(Order& order, const std::string& question, Instant now, SimulatorOutputs& out) {
  if (order.hold)
    order.hold->question = question;
  else
    order.hold = Hold{question, false, ""};
  pause(order, now);
  changed(order);
  std::string data;
  JsonWriter(data).begin_object().member("question", std::string_view(question)).end_object();
  fact(out, order, "lab.case.question", std::move(data));
  std::string body;
  JsonWriter writer(body);
  begin_message(writer, order, "order.question", order.change, now)
      .member("question", std::string_view(question))
      .end_object();
  notify(order, std::move(body), now, out);
}

void Lab::put_on_hold(Order& order, const std::string& question, Instant now, SimulatorOutputs& out) {
  if (!order.hold) order.hold = Hold{question, true, order.status};
  if (!order.hold->by_status) order.hold->resume_status = order.status;
  order.hold->by_status = true;
  if (!question.empty()) order.hold->question = question;
  set_status(order, profile_.hold.word, {}, {}, now, out);
}

void Lab::release(Order& order, Instant now, SimulatorOutputs& out) {
  if (!order.hold) return;
  const Hold hold = *std::move(order.hold);
  order.hold.reset();
  resume(order, now);
  if (!hold.by_status || hold.resume_status.empty()) return changed(order);
  const auto eta = order.eta_is_news ? order.eta : std::nullopt;
  set_status(order, hold.resume_status, {}, eta, now, out);
}

void Lab::ship(Order& order, const Shipment& shipment, Instant now, SimulatorOutputs& out) {
  order.shipment = shipment;
  order.eta = shipment.delivery;
  changed(order);
  std::string data;
  JsonWriter(data)
      .begin_object()
      .member("carrier", std::string_view(shipment.carrier))
      .member("carrier_tracking", std::string_view(shipment.carrier_tracking))
      .member("delivery", shipment.delivery)
      .end_object();
  fact(out, order, "lab.case.shipped", std::move(data));
  std::string body;
  JsonWriter writer(body);
  begin_message(writer, order, "order.shipped", order.change, now)
      .member("carrier", std::string_view(shipment.carrier))
      .member("carrier_tracking", std::string_view(shipment.carrier_tracking))
      .member("delivery", shipment.delivery)
      .end_object();
  notify(order, std::move(body), now, out);
}

void Lab::acknowledge(Order& order, Instant now, SimulatorOutputs& out) {
  const std::string ship_by = base::format_date(order.plan.ship_by);
  std::string body;
  JsonWriter writer(body);
  begin_message(writer, order, "order.acknowledged", order.change, now)
      .member("ship_by", std::string_view(ship_by))
      .end_object();
  notify(order, std::move(body), now, out);
}

void Lab::reject(std::size_t account, const std::string& case_id, const std::string& key,
                 const std::vector<Reason>& reasons, Instant now, SimulatorOutputs& out) {
  std::string body;
  JsonWriter writer(body);
  writer.begin_object()
      .member("type", "order.rejected")
      .member("account", std::string_view(books_[account].practice))
      .member("case_id", std::string_view(case_id))
      .member("idempotency_key", std::string_view(key))
      .member("occurred_at", now);
  writer.key("reasons").begin_array();
  for (const Reason& reason : reasons)
    writer.text(reason.message);
  writer.end_array().end_object();
  sender_.send(std::move(body), now, out);
}

Shipment Lab::usual_shipment(const Order& order, Instant now) const {
  return {"UPS", "1Z" + decimal_digits(base::draw(config_.seed, "parcel", order.tracking), 8),
          delivery_instant(profile_, profile_.zone.local(now).date)};
}

void Lab::pace(Order& order, int working_days, std::optional<Instant> eta, Instant now,
               SimulatorOutputs& out) {
  const base::Instant promised = order.eta.value_or(delivery_instant(profile_, order.plan.ship_by));
  unqueue(order);
  shift_plan(order, working_days * working_day_ms);
  if (!order.paused_since) queue_next(order, now);
  if (!eta) {
    const base::LocalTime local = profile_.zone.local(promised);
    eta = profile_.zone.instant(
        {base::add_working_days(local.date, working_days, profile_.days), local.ms_of_day});
  }
  order.eta = eta;
  if (order.status.empty()) return;  // the first status will tell
  set_status(order, order.status, {}, eta, now, out);
}

// --- invoices

bool Lab::under_warranty(const Order& order, Instant now) {
  if (order.says_why) return order.warranty_claimed && order.claim_refused.empty();
  return shipped_within_credit(order, now);
}

// Why a claim is not granted; empty: it is.
std::string Lab::refusal_of(const Order& order, Instant now) {
  if (!claims_refused_.empty()) return claims_refused_;
  const auto& causes = profile_.warranty_causes;
  if (!causes.empty() && std::find(causes.begin(), causes.end(), order.remake_cause) == causes.end())
    return "Our remake policy does not cover " + order.remake_cause + ".";
  if (!shipped_within_credit(order, now))
    return "We shipped no such work within the last " + std::to_string(profile_.warranty_days) + " days.";
  return {};
}

bool Lab::shipped_within_credit(const Order& order, Instant now) {
  if (order.remake_of.empty()) return false;
  const Order* original = find(order.account, order.remake_of);
  if (original == nullptr) {
    const auto& by_case = books_[order.account].by_case;
    const auto found = by_case.find(order.remake_of);
    if (found != by_case.end()) original = &orders_[found->second.front()];
  }
  if (original == nullptr || original == &order || !original->shipped_at) return false;
  return now - *original->shipped_at <= base::days(profile_.warranty_days);
}

void Lab::bill(Order& order, Instant now) {
  order.shipped = true;
  order.shipped_at = now;
  const Product& product = profile_.products[static_cast<std::size_t>(order.product)];
  InvoiceLine line;
  line.case_id = order.case_id;
  line.tracking = order.tracking;
  line.date = profile_.zone.local(now).date;
  line.description = product.material + " " + product.procedure;
  std::replace(line.description.begin(), line.description.end(), '_', ' ');
  if (order.units > 1) line.description += ", " + std::to_string(order.units) + " units";
  line.amount = product.fee * order.units;
  if (under_warranty(order, now)) {
    line.description += ", remake under warranty";
    line.amount = {};
  }
  books_[order.account].invoices.push_back(std::move(line));
}

// --- the production line

void Lab::queue_next(Order& order, Instant not_before) {
  if (!order.on_line) return;
  const auto& stages = order.plan.stages;
  if (order.stages_done > stages.size()) return;  // the carrier has it
  const WorkOffset offset =
      order.stages_done < stages.size() ? stages[order.stages_done] : order.plan.shipment;
  order.due = std::max(not_before, work_instant(profile_, order.plan.received_on, offset));
  line_.emplace(*order.due, order.index);
}

void Lab::unqueue(Order& order) {
  if (!order.due) return;
  line_.erase({*order.due, order.index});
  order.due.reset();
}

void Lab::pause(Order& order, Instant now) {
  if (!order.on_line || order.paused_since) return;
  order.paused_since = now;
  unqueue(order);
}

void Lab::resume(Order& order, Instant now) {
  if (!order.paused_since || order.hold || line_stopped_) return;
  const WorkOffset lost = work_offset(profile_, order.plan.received_on, now) -
                          work_offset(profile_, order.plan.received_on, *order.paused_since);
  order.paused_since.reset();
  shift_plan(order, lost);
  queue_next(order, now);
}

void Lab::leave_line(Order& order) {
  unqueue(order);
  order.on_line = false;
}

// Moves what is not done yet. When that moves the day of shipping, the estimate moves too, and is news.
void Lab::shift_plan(Order& order, WorkOffset by) {
  Plan& plan = order.plan;
  const auto ship_date = [&] {
    return profile_.zone.local(work_instant(profile_, plan.received_on, plan.stages.back())).date;
  };
  const base::Date before = ship_date();
  for (std::size_t i = order.stages_done; i < plan.stages.size(); ++i)
    plan.stages[i] = std::max<WorkOffset>(0, plan.stages[i] + by);
  plan.shipment = std::max<WorkOffset>(0, plan.shipment + by);
  const base::Date after = ship_date();
  if (before == after || order.shipped) return;
  order.eta = delivery_instant(profile_, after);
  order.eta_is_news = true;
}

void Lab::move_on_line(Order& order, Instant now, SimulatorOutputs& out) {
  order.due.reset();
  const std::size_t stage = order.stages_done++;
  if (stage == order.plan.stages.size()) return ship(order, usual_shipment(order, now), now, out);

  const StatusWord& word = profile_.line[stage];
  const bool fabrication_begins = word.meaning == Meaning::in_fabrication && !order.in_fabrication;
  if (fabrication_begins && order.late_working_days > 0) {  // the lab knows by now, and says so
    order.eta = delivery_instant(
        profile_,
        profile_.zone.local(work_instant(profile_, order.plan.received_on, order.plan.stages.back())).date);
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

void Lab::run_line(bool running, Instant now) {
  line_stopped_ = !running;
  for (Order& order : orders_) {
    if (running)
      resume(order, now);
    else
      pause(order, now);
  }
}

std::optional<Instant> Lab::next_due() const {
  std::optional<Instant> due = sender_.next_due();
  if (!line_.empty() && (!due || line_.begin()->first < *due)) due = line_.begin()->first;
  return due;
}

void Lab::advance(Instant now, SimulatorOutputs& out) {
  for (auto due = next_due(); due && *due <= now; due = next_due()) {
    if (!line_.empty() && line_.begin()->first == *due) {
      Order& order = orders_[line_.begin()->second];
      line_.erase(line_.begin());
      move_on_line(order, *due, out);
    } else {
      sender_.advance(*due, out);
    }
  }
}

}  // namespace articulator::simulators::glidewell
