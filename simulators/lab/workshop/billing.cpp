// What an order costs: a line when it ships, free where a remake's claim is granted.
#include "engine/base/json_writer.hpp"
#include "simulators/lab/workshop/workshop.hpp"

#include <algorithm>

namespace articulator::simulators::workshop {
namespace {

std::string usual_description(const Product& product, std::int32_t units, bool is_free) {
  std::string text = product.material + " " + product.procedure;
  std::replace(text.begin(), text.end(), '_', ' ');
  if (units > 1) text += ", " + std::to_string(units) + " units";
  if (is_free) text += ", remake under warranty";
  return text;
}

}  // namespace

bool Workshop::is_free(const Order& order, Instant now) {
  if (order.says_why) return order.warranty_claimed && order.claim_refused.empty();
  return shipped_within_credit(order, now);
}

// Why a claim is not granted; empty: it is.
std::string Workshop::refusal_of(const Order& order, Instant now) {
  if (!claims_refused_.empty()) return claims_refused_;
  const auto& causes = setup_.profile.warranty_causes;
  if (!causes.empty() && std::find(causes.begin(), causes.end(), order.remake_cause) == causes.end())
    return "Our remake policy does not cover " + order.remake_cause + ".";
  if (!shipped_within_credit(order, now))
    return "We shipped no such work within the last " + std::to_string(setup_.profile.warranty_days) +
           " days.";
  return {};
}

// By the number of the work, or the first that was shipped for the case.
bool Workshop::shipped_within_credit(const Order& order, Instant now) {
  if (order.remake_of.empty()) return false;
  const Order* original = find(order.account, order.remake_of);
  if (original == nullptr) {
    const auto& by_case = books_[order.account].by_case;
    const auto found = by_case.find(order.remake_of);
    for (const std::size_t index : found == by_case.end() ? std::vector<std::size_t>() : found->second)
      if (original == nullptr && index != order.index && orders_[index].shipped_at)
        original = &orders_[index];
  }
  if (original == nullptr || original == &order || !original->shipped_at) return false;
  return now - *original->shipped_at <= base::days(setup_.profile.warranty_days);
}

void Workshop::bill(Order& order, Instant now, SimulatorOutputs& out) {
  order.shipped = true;
  order.shipped_at = now;
  const std::string_view flaw = drawn_flaw(setup_.chances, setup_.seed, order.tracking, order.units);
  if (!flaw.empty()) {
    std::string data;
    base::JsonWriter(data)
        .begin_object()
        .member("tracking", std::string_view(order.tracking))
        .member("cause", flaw)
        .end_object();
    fact(out, order, "lab.case.flawed", std::move(data));
  }
  if (order.never_billed) return;
  const Product& product = setup_.profile.products[static_cast<std::size_t>(order.product)];
  const bool free_of_charge = is_free(order, now);
  const auto describe = setup_.ways.describe != nullptr ? setup_.ways.describe : &usual_description;
  InvoiceLine line;
  line.case_id = order.case_id;
  line.tracking = order.tracking;
  line.date = setup_.profile.zone.local(now).date;
  line.description = describe(product, order.units, free_of_charge);
  if (!free_of_charge) line.amount = product.fee * order.units;
  auto& invoices = books_[order.account].invoices;
  order.invoice = invoices.size();
  invoices.push_back(std::move(line));
}

void Workshop::unbill(Order& order) {
  if (!order.shipped) order.never_billed = true;
  for (InvoiceLine& line : books_[order.account].invoices)
    if (!line.told && line.case_id == order.case_id) line.withdrawn = true;
}

}  // namespace articulator::simulators::workshop
