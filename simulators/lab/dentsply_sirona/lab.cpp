#include "simulators/lab/dentsply_sirona/lab.hpp"

#include "simulators/lab/dentsply_sirona/order_json.hpp"

#include <algorithm>
#include <utility>

namespace articulator::simulators::dentsply_sirona {
namespace {

using workshop::Meaning;
using workshop::WorkOffset;

constexpr WorkOffset redesign_ms = 4 * 3'600'000;  // another design takes half a day

std::string describe(const workshop::Product& product, std::int32_t units, bool is_free) {
  std::string text = product.procedure + " of " + product.material;
  std::replace(text.begin(), text.end(), '_', ' ');
  if (units > 1) text += ", " + std::to_string(units) + " units";
  if (is_free) text += ", remake free of charge";
  return text;
}

workshop::Setup workshop_of(const Config& config, workshop::Profile profile) {
  workshop::Setup setup;
  setup.name = config.name;
  for (const LabAccount& account : config.accounts)
    setup.practices.push_back(account.practice);
  setup.profile = std::move(profile);
  setup.seed = config.seed;
  setup.production_line = config.production_line;
  setup.chances = config.chances;
  workshop::Ways& ways = setup.ways;
  ways.number_purpose = "number";
  ways.test_number_prefix = "TEST-";
  ways.number_in_hex = false;
  ways.number_digits = 7;
  ways.carrier = "FedEx";
  ways.parcel_prefix = "";
  ways.parcel_digits = 12;
  ways.final_from = Meaning::in_design;
  ways.lines_keep_numbers = true;
  ways.describe = &describe;
  return setup;
}

}  // namespace

std::optional<Instant> ListQuota::take(std::size_t account, Instant now) {
  if (an_hour_ == 0) return {};
  Hour& hour = hours_[account];
  if (now >= hour.begun + base::hours(1)) hour = {now, 0};
  if (hour.lists >= an_hour_) return hour.begun + base::hours(1);
  ++hour.lists;
  return {};
}

Lab::Lab(Config config, workshop::Profile profile)
    : config_(std::move(config)), shop_(workshop_of(config_, std::move(profile)), *this) {}

std::optional<std::size_t> Lab::account_of_client(std::string_view id, std::string_view secret) const {
  for (std::size_t i = 0; i < config_.accounts.size(); ++i)
    if (config_.accounts[i].client_id == id &&
        base::equal_in_constant_time(config_.accounts[i].client_secret, secret))
      return i;
  return {};
}

void Lab::propose_design(Order& order, Instant now, SimulatorOutputs& out) {
  Design& design = own(order).design;
  ++design.version;
  design.state = DesignState::proposed;
  order.stopped = false;
  const std::string text =
      "Please approve design " + std::to_string(design.version) + ", or say what is to be changed.";
  shop_.ask(order, text, now, out, HoldKind::design);
}

void Lab::decide_design(Order& order, bool approved, std::string comment, Instant now,
                        SimulatorOutputs& out) {
  Design& design = own(order).design;
  order.hold.reset();
  order.stopped = !approved;
  design.comment = std::move(comment);
  design.state = approved ? DesignState::approved : DesignState::rejected;
  const workshop::Profile& profile = shop_.profile();
  if (!approved) {
    shop_.set_status(order, std::string(design_rejected), {}, {}, now, out);
    if (!order.on_line) return;
    const WorkOffset ready = workshop::work_offset(profile, order.plan.received_on, now) + redesign_ms;
    return shop_.call_at(order, workshop::work_instant(profile, order.plan.received_on, ready));
  }
  shop_.resume(order, now);
  if (order.status != design_rejected) return shop_.changed(order);
  shop_.set_status(order, profile.word_for("in_design").value_or(profile.line.front().word), {},
                   order.eta_is_news ? order.eta : std::nullopt, now, out);
}

// The next reading shows it once, as a copy that lags behind would.
void Lab::late_status_told(Order& order, const std::string& status, std::uint32_t sequence,
                           std::optional<Instant> /*eta*/, Instant /*now*/, SimulatorOutputs& out) {
  shop_.changed(order);
  own(order).stale = stale_order(*this, order, status, sequence, out);
}

// It calls nobody.
void Lab::status_told(Order& /*order*/, const std::string& /*status*/, std::uint32_t /*sequence*/,
                      std::optional<Instant> /*eta*/, Instant /*now*/, SimulatorOutputs& /*out*/) {}
void Lab::question_told(Order& /*order*/, const std::string& /*question*/, Instant /*now*/,
                        SimulatorOutputs& /*out*/) {}
void Lab::shipment_told(Order& /*order*/, const workshop::Shipment& /*shipment*/, Instant /*now*/,
                        SimulatorOutputs& /*out*/) {}

void Lab::errand_due(Order& order, Instant now, SimulatorOutputs& out) {
  propose_design(order, now, out);
}

}  // namespace articulator::simulators::dentsply_sirona
