// Accounts, the order desk, and what happens to an order. The line is in production.cpp, what is billed in
// billing.cpp.
#include "simulators/lab/workshop/workshop.hpp"

#include "engine/base/json_writer.hpp"
#include "engine/base/random.hpp"

#include <algorithm>

namespace articulator::simulators::workshop {
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

std::string number_of(const Ways& ways, std::uint64_t bits) {
  return ways.number_in_hex ? upper_hex(bits, ways.number_digits) : decimal_digits(bits, ways.number_digits);
}

}  // namespace

Workshop::Workshop(Setup setup, Wire& wire) : setup_(std::move(setup)), wire_(&wire) {
  for (const std::string& practice : setup_.practices) {
    AccountBook book;
    book.practice = practice;
    book.lab_source = "/practices/" + practice + "/labs/" + setup_.name;
    book.engine_source = "/practices/" + practice + "/engine";
    books_.push_back(std::move(book));
  }
}

std::optional<std::size_t> Workshop::account_of_practice(std::string_view practice) const {
  for (std::size_t i = 0; i < books_.size(); ++i)
    if (books_[i].practice == practice) return i;
  return {};
}

Order* Workshop::find(std::size_t account, std::string_view tracking) {
  const auto found = by_tracking_.find(tracking);
  if (found == by_tracking_.end() || orders_[found->second].account != account) return nullptr;
  return &orders_[found->second];
}

Order* Workshop::find_reference(std::size_t account, std::string_view reference) {
  const auto& by_reference = books_[account].by_reference;
  const auto found = by_reference.find(reference);
  return found == by_reference.end() ? nullptr : &orders_[found->second];
}

Order* Workshop::latest_of_case(std::size_t account, std::string_view case_id) {
  const auto& by_case = books_[account].by_case;
  const auto found = by_case.find(case_id);
  return found == by_case.end() ? nullptr : &orders_[found->second.back()];
}

// --- the order desk

Judgement Workshop::judge_order(std::size_t account, const OrderForm& form, std::string_view reference) {
  const std::string& practice = books_[account].practice;
  for (auto planned = rejections_.begin(); planned != rejections_.end(); ++planned) {
    if (!planned->case_id.empty() && planned->case_id != form.case_id) continue;
    if (!planned->practice.empty() && planned->practice != practice) continue;
    Judgement refused;
    refused.reasons = std::move(planned->reasons);
    rejections_.erase(planned);
    return refused;
  }
  Judgement judgement = judge(form.work, setup_.profile);
  const std::string name = practice + '\n' + std::string(reference);
  if (judgement.reasons.empty() && drawn_rejection(setup_.chances, setup_.seed, name))
    judgement.reasons.push_back({"scan_unreadable", "/attachments", "The prep scan cannot be opened."});
  return judgement;
}

// A few digits are few for a large lab, so a number that is taken is drawn anew.
std::string Workshop::free_number(std::size_t account, std::string_view reference) const {
  const std::string id = books_[account].practice + '\n' + std::string(reference);
  for (std::uint64_t attempt = 0;; ++attempt) {
    const std::uint64_t bits = base::draw(setup_.seed, setup_.ways.number_purpose, id, attempt);
    std::string number = setup_.profile.tracking_prefix + number_of(setup_.ways, bits);
    if (!by_tracking_.contains(number)) return number;
  }
}

std::string Workshop::test_number(std::size_t account, std::string_view reference) const {
  const std::string id = books_[account].practice + '\n' + std::string(reference);
  return std::string(setup_.ways.test_number_prefix) +
         number_of(setup_.ways, base::draw(setup_.seed, "sandbox", id));
}

Order& Workshop::take_in(std::size_t account, const OrderForm& form, const Judgement& judgement,
                         std::string reference, Instant now) {
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
  order.tracking = free_number(account, reference);
  order.reference = std::move(reference);
  by_tracking_.emplace(order.tracking, order.index);
  books_[account].by_reference.emplace(order.reference, order.index);
  books_[account].by_case[order.case_id].push_back(order.index);

  const Profile& profile = setup_.profile;
  const Product& product = profile.products[static_cast<std::size_t>(order.product)];
  order.late_working_days = drawn_delay(setup_.chances, product, setup_.seed, order.tracking);
  order.drawn_question = drawn_question(setup_.chances, setup_.seed, order.tracking);
  order.plan = make_plan(profile, product, now, day_taken_in(now), setup_.seed, order.tracking,
                         order.late_working_days);
  order.eta = delivery_instant(profile, order.plan.ship_by);
  order.eta_is_news = true;
  order.status_since = now;
  order.on_line = setup_.production_line;
  if (line_stopped_)
    pause(order, now);
  else
    queue_next(order, now);
  return order;
}

bool Workshop::amend(Order& order, WorkForm work, const Judgement& judgement, Instant now,
                     SimulatorOutputs& out) {
  order.work = std::move(work);
  order.product = judgement.product;
  order.units = judgement.units;
  const bool was_incomplete = !order.intake_question.empty();
  order.intake_question = judgement.question;
  if (!was_incomplete || !order.intake_question.empty() || !order.hold) return false;
  release(order, now, out);
  return true;
}

void Workshop::cancel(Order& order, Instant now, SimulatorOutputs& out) {
  leave_line(order);
  order.hold.reset();
  order.cancelled = true;
  order.eta.reset();
  set_status(order, setup_.profile.cancelled.word, {}, {}, now, out);
}

// --- what happens to an order

void Workshop::fact(SimulatorOutputs& out, const Order& order, std::string_view type,
                    std::string data) const {
  const AccountBook& book = books_[order.account];
  const bool of_lab = type.starts_with("lab.");
  out.facts.push_back(
      {std::string(type), of_lab ? book.lab_source : book.engine_source, order.case_id, std::move(data)});
}

void Workshop::changed(Order& order) {
  AccountBook& book = books_[order.account];
  if (order.change != 0) book.feed.erase(order.change);
  order.change = ++book.last_change;
  ++order.revision;
  book.feed.emplace_hint(book.feed.end(), order.change, order.index);
}

void Workshop::hold_back(Order& order, HoldKind kind, const std::string& text, Instant now) {
  if (!order.hold) order.hold.emplace();
  order.hold->id = "W-" + std::to_string(++order.holds);
  order.hold->kind = kind;
  order.hold->text = text;
  pause(order, now);
}

void Workshop::set_status(Order& order, const std::string& status, std::optional<std::uint32_t> sequence,
                          std::optional<Instant> eta, Instant now, SimulatorOutputs& out) {
  const std::uint32_t number = sequence.value_or(order.sequence + 1);
  const bool is_late = number <= order.sequence;
  if (!is_late) {
    const Meaning meaning = setup_.profile.meaning(status);
    if (meaning == Meaning::on_hold) {
      if (!order.hold) {
        hold_back(order, HoldKind::status, "", now);
        order.hold->by_status = true;
        order.hold->resume_status = order.status;
      }
      pause(order, now);
    } else if (order.hold && order.hold->by_status) {
      order.hold.reset();
      resume(order, now);
    }
    order.status = status;
    order.sequence = number;
    order.status_since = now;
    if (eta) order.eta = eta;
    order.eta_is_news = false;
    if (meaning >= setup_.ways.final_from && meaning <= Meaning::shipped) order.is_final = true;
    if (meaning == Meaning::shipped && !order.shipped) bill(order, now, out);
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
  if (is_late)
    wire_->late_status_told(order, status, number, eta, now, out);
  else
    wire_->status_told(order, status, number, eta, now, out);
}

void Workshop::ask(Order& order, const std::string& question, Instant now, SimulatorOutputs& out,
                   HoldKind kind) {
  hold_back(order, kind, question, now);
  changed(order);
  std::string data;
  JsonWriter(data).begin_object().member("question", std::string_view(question)).end_object();
  fact(out, order, "lab.case.question", std::move(data));
  wire_->question_told(order, question, now, out);
}

void Workshop::put_on_hold(Order& order, const std::string& question, Instant now, SimulatorOutputs& out) {
  const bool by_status = order.hold && order.hold->by_status;
  const std::string resume_status = by_status ? order.hold->resume_status : order.status;
  const std::string text = question.empty() && order.hold ? order.hold->text : question;
  hold_back(order, HoldKind::status, text, now);
  order.hold->by_status = true;
  order.hold->resume_status = resume_status;
  set_status(order, setup_.profile.hold.word, {}, {}, now, out);
}

void Workshop::release(Order& order, Instant now, SimulatorOutputs& out) {
  if (!order.hold || order.hold->kind == HoldKind::design) return;
  const Hold hold = *std::move(order.hold);
  order.hold.reset();
  resume(order, now);
  if (!hold.by_status || hold.resume_status.empty()) return changed(order);
  const auto eta = order.eta_is_news ? order.eta : std::nullopt;
  set_status(order, hold.resume_status, {}, eta, now, out);
}

void Workshop::ship(Order& order, const Shipment& shipment, Instant now, SimulatorOutputs& out) {
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
  wire_->shipment_told(order, shipment, now, out);
}

Shipment Workshop::usual_shipment(const Order& order, Instant now) const {
  const Ways& ways = setup_.ways;
  const std::uint64_t bits = base::draw(setup_.seed, "parcel", order.tracking);
  return {std::string(ways.carrier),
          std::string(ways.parcel_prefix) + decimal_digits(bits, ways.parcel_digits),
          delivery_instant(setup_.profile, setup_.profile.zone.local(now).date)};
}

}  // namespace articulator::simulators::workshop
