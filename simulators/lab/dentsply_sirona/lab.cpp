#include "simulators/lab/dentsply_sirona/lab.hpp"

#include "engine/base/hash.hpp"
#include "engine/base/json_writer.hpp"
#include "engine/base/random.hpp"

#include <algorithm>
#include <array>

namespace articulator::simulators::dentsply_sirona {
namespace {

using base::JsonWriter;
using workshop::Meaning;
using workshop::WorkOffset;

constexpr WorkOffset redesign_ms = 4 * 3'600'000;  // another design takes half a day

constexpr std::array<std::pair<std::string_view, Meaning>, 7> stages{{
    {"received", Meaning::received},
    {"in_design", Meaning::in_design},
    {"in_fabrication", Meaning::in_fabrication},
    {"quality_check", Meaning::quality_check},
    {"shipped", Meaning::shipped},
    {"on_hold", Meaning::on_hold},
    {"cancelled", Meaning::cancelled},
}};

std::string decimal_digits(std::uint64_t bits, int digits_wanted) {
  std::string text;
  for (int i = 0; i < digits_wanted; ++i) {
    text += static_cast<char>('0' + base::draw_below(bits, 10));
    bits = base::mix(bits);
  }
  return text;
}

bool is_work(Meaning meaning) {
  return meaning == Meaning::in_design || meaning == Meaning::in_fabrication ||
         meaning == Meaning::quality_check || meaning == Meaning::shipped;
}

}  // namespace

Lab::Lab(Config config, workshop::Profile profile)
    : config_(std::move(config)), profile_(std::move(profile)) {
  for (const LabAccount& account : config_.accounts) {
    AccountBook book;
    book.practice = account.practice;
    book.lab_source = "/practices/" + account.practice + "/labs/" + config_.name;
    book.engine_source = "/practices/" + account.practice + "/engine";
    books_.push_back(std::move(book));
  }
}

std::optional<std::size_t> Lab::account_of_client(std::string_view id, std::string_view secret) const {
  for (std::size_t i = 0; i < config_.accounts.size(); ++i)
    if (config_.accounts[i].client_id == id &&
        base::equal_in_constant_time(config_.accounts[i].client_secret, secret))
      return i;
  return {};
}

std::optional<std::size_t> Lab::account_of_practice(std::string_view practice) const {
  for (std::size_t i = 0; i < books_.size(); ++i)
    if (books_[i].practice == practice) return i;
  return {};
}

Order* Lab::find(std::size_t account, std::string_view reference) {
  const auto& by_reference = books_[account].by_reference;
  const auto found = by_reference.find(reference);
  return found == by_reference.end() ? nullptr : &orders_[found->second];
}

Order* Lab::latest_of_case(std::size_t account, std::string_view case_id) {
  const auto& by_case = books_[account].by_case;
  const auto found = by_case.find(case_id);
  return found == by_case.end() ? nullptr : &orders_[found->second.back()];
}

std::optional<std::string> Lab::word_for(std::string_view stage) const {
  const auto* const known =
      std::find_if(stages.begin(), stages.end(), [&](const auto& row) { return row.first == stage; });
  if (known == stages.end()) return {};
  if (known->second == Meaning::on_hold) return profile_.hold.word;
  if (known->second == Meaning::cancelled) return profile_.cancelled.word;
  for (const workshop::StatusWord& status : profile_.line)
    if (status.meaning == known->second) return status.word;
  return {};
}

// --- the order desk

workshop::Judgement Lab::judge_order(std::size_t account, const workshop::OrderForm& form) {
  const std::string& practice = books_[account].practice;
  for (auto planned = rejections_.begin(); planned != rejections_.end(); ++planned) {
    if (!planned->case_id.empty() && planned->case_id != form.case_id) continue;
    if (!planned->practice.empty() && planned->practice != practice) continue;
    workshop::Judgement refused;
    refused.reasons = std::move(planned->reasons);
    rejections_.erase(planned);
    return refused;
  }
  return workshop::judge(form.work, profile_);
}

// Seven digits are few for a large lab, so a number that is taken is drawn anew.
std::string Lab::free_number(std::size_t account, std::string_view reference) const {
  const std::string id = books_[account].practice + '\n' + std::string(reference);
  for (std::uint64_t attempt = 0;; ++attempt) {
    std::string number =
        profile_.tracking_prefix + decimal_digits(base::draw(config_.seed, "number", id, attempt), 7);
    if (!numbers_.contains(number)) return number;
  }
}

std::string Lab::sandbox_number(std::size_t account, std::string_view reference) const {
  const std::string id = books_[account].practice + '\n' + std::string(reference);
  return "TEST-" + decimal_digits(base::draw(config_.seed, "sandbox", id), 7);
}

Order& Lab::take_in(std::size_t account, const workshop::OrderForm& form,
                    const workshop::Judgement& judgement, std::string reference, Instant now) {
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
  order.number = free_number(account, reference);
  order.reference = std::move(reference);
  numbers_.insert(order.number);
  books_[account].by_reference.emplace(order.reference, order.index);
  books_[account].by_case[order.case_id].push_back(order.index);
  order.plan = workshop::make_plan(profile_, profile_.products[static_cast<std::size_t>(order.product)], now,
                                   workshop::day_of_receipt(profile_, now), config_.seed, order.number, 0);
  order.eta = workshop::delivery_instant(profile_, order.plan.ship_by);
  order.eta_is_news = true;
  order.state_since = now;
  order.on_line = config_.production_line;
  if (line_stopped_)
    pause(order, now);
  else
    queue_next(order, now);
  return order;
}

void Lab::amend(Order& order, workshop::WorkForm work, const workshop::Judgement& judgement, Instant now,
                SimulatorOutputs& out) {
  order.work = std::move(work);
  order.product = judgement.product;
  order.units = judgement.units;
  const bool was_incomplete = !order.intake_question.empty();
  order.intake_question = judgement.question;
  if (was_incomplete && order.intake_question.empty() && order.waiting) return release(order, now, out);
  changed(order);
}

void Lab::cancel(Order& order, Instant now, SimulatorOutputs& out) {
  leave_line(order);
  order.waiting.reset();
  order.cancelled = true;
  order.eta.reset();
  set_state(order, profile_.cancelled.word, {}, now, out);
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
  ++order.revision;
  book.feed.emplace_hint(book.feed.end(), order.change, order.index);
}

void Lab::tell_state(const Order& order, const std::string& state, std::uint32_t sequence,
                     std::optional<Instant> eta, SimulatorOutputs& out) const {
  std::string data;
  JsonWriter writer(data);
  writer.begin_object()
      .member("tracking", std::string_view(order.number))
      .member("status", std::string_view(state))
      .member("sequence", static_cast<std::int64_t>(sequence));
  if (eta) writer.member("eta", *eta);
  writer.end_object();
  fact(out, order, "lab.case.status", std::move(data));
}

void Lab::set_state(Order& order, const std::string& state, std::optional<Instant> eta, Instant now,
                    SimulatorOutputs& out) {
  const Meaning meaning = profile_.meaning(state);
  if (meaning == Meaning::on_hold) {
    if (!order.waiting) wait_for(order, WaitingKind::hold, "", now);
  } else if (order.waiting && order.waiting->kind == WaitingKind::hold) {
    order.waiting.reset();
    resume(order, now);
  }
  order.state = state;
  ++order.sequence;
  order.state_since = now;
  if (eta) order.eta = eta;
  order.eta_is_news = false;
  if (is_work(meaning)) order.accepted = true;
  if (meaning == Meaning::shipped && !order.shipped) invoice(order, now);
  changed(order);
  tell_state(order, state, order.sequence, eta, out);
}

void Lab::wait_for(Order& order, WaitingKind kind, const std::string& text, Instant now) {
  const std::string resume_state = kind == WaitingKind::hold ? order.state : std::string();
  order.waiting = Waiting{"W-" + std::to_string(++order.waits), kind, text, resume_state};
  pause(order, now);
}

void Lab::ask(Order& order, const std::string& question, Instant now, SimulatorOutputs& out) {
  wait_for(order, WaitingKind::question, question, now);
  changed(order);
  std::string data;
  JsonWriter(data).begin_object().member("question", std::string_view(question)).end_object();
  fact(out, order, "lab.case.question", std::move(data));
}

void Lab::put_on_hold(Order& order, const std::string& question, Instant now, SimulatorOutputs& out) {
  wait_for(order, WaitingKind::hold, question, now);
  set_state(order, profile_.hold.word, {}, now, out);
}

void Lab::propose_design(Order& order, Instant now, SimulatorOutputs& out) {
  order.redesigning = false;
  ++order.design.version;
  order.design.state = DesignState::proposed;
  const std::string text =
      "Please approve design " + std::to_string(order.design.version) + ", or say what is to be changed.";
  wait_for(order, WaitingKind::design, text, now);
  changed(order);
  std::string data;
  JsonWriter(data).begin_object().member("question", std::string_view(text)).end_object();
  fact(out, order, "lab.case.question", std::move(data));
}

void Lab::decide_design(Order& order, bool approved, std::string comment, Instant now,
                        SimulatorOutputs& out) {
  order.waiting.reset();
  order.design.comment = std::move(comment);
  order.design.state = approved ? DesignState::approved : DesignState::rejected;
  if (!approved) {
    set_state(order, std::string(design_rejected), {}, now, out);
    if (!order.on_line) return;
    order.redesigning = true;
    const WorkOffset ready = workshop::work_offset(profile_, order.plan.received_on, now) + redesign_ms;
    order.due = workshop::work_instant(profile_, order.plan.received_on, ready);
    line_.emplace(*order.due, order.index);
    return;
  }
  resume(order, now);
  if (order.state != design_rejected) return changed(order);
  set_state(order, word_for("in_design").value_or(profile_.line.front().word),
            order.eta_is_news ? order.eta : std::nullopt, now, out);
}

void Lab::release(Order& order, Instant now, SimulatorOutputs& out) {
  if (!order.waiting || order.waiting->kind == WaitingKind::design) return;
  const Waiting waited = *std::move(order.waiting);
  order.waiting.reset();
  resume(order, now);
  if (waited.kind != WaitingKind::hold || waited.resume_state.empty()) return changed(order);
  set_state(order, waited.resume_state, order.eta_is_news ? order.eta : std::nullopt, now, out);
}

void Lab::ship(Order& order, const Shipment& shipment, Instant /*now*/, SimulatorOutputs& out) {
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
}

Shipment Lab::usual_shipment(const Order& order, Instant now) const {
  return {"FedEx", decimal_digits(base::draw(config_.seed, "parcel", order.number), 12),
          workshop::delivery_instant(profile_, profile_.zone.local(now).date)};
}

void Lab::pace(Order& order, int working_days, std::optional<Instant> eta, Instant now,
               SimulatorOutputs& out) {
  const Instant promised = order.eta.value_or(workshop::delivery_instant(profile_, order.plan.ship_by));
  if (!order.redesigning) unqueue(order);
  shift_plan(order, working_days * workshop::working_day_ms);
  if (!order.paused_since) queue_next(order, now);
  if (!eta) {
    const base::LocalTime local = profile_.zone.local(promised);
    eta = profile_.zone.instant(
        {base::add_working_days(local.date, working_days, profile_.days), local.ms_of_day});
  }
  order.eta = eta;
  if (order.state.empty()) return;  // the first state will tell
  set_state(order, order.state, eta, now, out);
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
    return "A remake because of " + order.remake_cause + " is not covered.";
  if (!shipped_within_credit(order, now))
    return "No such work left our house within " + std::to_string(profile_.warranty_days) + " days.";
  return {};
}

bool Lab::shipped_within_credit(const Order& order, Instant now) {
  if (order.remake_of.empty()) return false;
  const auto before = [&](const Order& other) {
    return &other != &order && other.account == order.account && other.shipped_at &&
           (other.number == order.remake_of || other.case_id == order.remake_of);
  };
  const auto original = std::find_if(orders_.begin(), orders_.end(), before);
  return original != orders_.end() && now - *original->shipped_at <= base::days(profile_.warranty_days);
}

void Lab::invoice(Order& order, Instant now) {
  order.shipped = true;
  order.shipped_at = now;
  if (order.never_billed) return;
  const workshop::Product& product = profile_.products[static_cast<std::size_t>(order.product)];
  InvoiceLine line;
  line.case_id = order.case_id;
  line.tracking = order.number;
  line.date = profile_.zone.local(now).date;
  line.description = product.procedure + " of " + product.material;
  std::replace(line.description.begin(), line.description.end(), '_', ' ');
  if (order.units > 1) line.description += ", " + std::to_string(order.units) + " units";
  line.amount = product.fee * order.units;
  if (under_warranty(order, now)) {
    line.description += ", remake free of charge";
    line.amount = {};
  }
  auto& invoices = books_[order.account].invoices;
  order.invoice = invoices.size();
  invoices.push_back(std::move(line));
}

void Lab::unbill(Order& order) {
  auto& invoices = books_[order.account].invoices;
  order.never_billed = true;
  if (!order.invoice || invoices[*order.invoice].told) return;
  invoices[*order.invoice].withdrawn = true;
  order.invoice.reset();
}

// --- the production line

void Lab::queue_next(Order& order, Instant not_before) {
  if (!order.on_line || order.redesigning) return;
  const auto& begins = order.plan.stages;
  if (order.stages_done > begins.size()) return;  // the carrier has it
  const WorkOffset offset =
      order.stages_done < begins.size() ? begins[order.stages_done] : order.plan.shipment;
  order.due = std::max(not_before, workshop::work_instant(profile_, order.plan.received_on, offset));
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
  if (!order.paused_since || order.waiting || line_stopped_ || order.design.state == DesignState::rejected)
    return;
  const WorkOffset lost = workshop::work_offset(profile_, order.plan.received_on, now) -
                          workshop::work_offset(profile_, order.plan.received_on, *order.paused_since);
  order.paused_since.reset();
  shift_plan(order, lost);
  queue_next(order, now);
}

void Lab::leave_line(Order& order) {
  unqueue(order);
  order.on_line = false;
  order.redesigning = false;
}

// Moves what is not done yet. When that moves the day of shipping, the estimate moves too, and is news.
void Lab::shift_plan(Order& order, WorkOffset by) {
  workshop::Plan& plan = order.plan;
  const auto ship_date = [&] {
    return profile_.zone.local(workshop::work_instant(profile_, plan.received_on, plan.stages.back())).date;
  };
  const base::Date before = ship_date();
  for (std::size_t i = order.stages_done; i < plan.stages.size(); ++i)
    plan.stages[i] = std::max<WorkOffset>(0, plan.stages[i] + by);
  plan.shipment = std::max<WorkOffset>(0, plan.shipment + by);
  const base::Date after = ship_date();
  if (before == after || order.shipped) return;
  order.eta = workshop::delivery_instant(profile_, after);
  order.eta_is_news = true;
}

void Lab::move_on_line(Order& order, Instant now, SimulatorOutputs& out) {
  order.due.reset();
  if (order.redesigning) return propose_design(order, now, out);
  const std::size_t stage = order.stages_done++;
  if (stage == order.plan.stages.size()) return ship(order, usual_shipment(order, now), now, out);
  const auto eta = order.eta_is_news ? order.eta : std::nullopt;
  set_state(order, profile_.line[stage].word, eta, now, out);
  queue_next(order, now);
  if (stage == 0 && !order.intake_question.empty()) ask(order, order.intake_question, now, out);
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
  if (line_.empty()) return {};
  return line_.begin()->first;
}

void Lab::advance(Instant now, SimulatorOutputs& out) {
  while (!line_.empty() && line_.begin()->first <= now) {
    const Instant due = line_.begin()->first;
    Order& order = orders_[line_.begin()->second];
    line_.erase(line_.begin());
    move_on_line(order, due, out);
  }
}

}  // namespace articulator::simulators::dentsply_sirona
