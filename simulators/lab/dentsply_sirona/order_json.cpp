#include "simulators/lab/dentsply_sirona/order_json.hpp"

#include "simulators/lab/dentsply_sirona/statements.hpp"
#include "simulators/lab/workshop/desk.hpp"

#include <array>
#include <string_view>

namespace articulator::simulators::dentsply_sirona {
namespace {

using base::JsonWriter;

constexpr std::array<std::string_view, 3> waiting_words{"question", "hold", "design"};
constexpr std::array<std::string_view, 4> design_words{"none", "proposed", "rejected", "approved"};

void write_waiting(JsonWriter& writer, const Order& order) {
  if (!order.hold) {
    writer.null();
    return;
  }
  writer.begin_object().member("id", std::string_view(order.hold->id));
  writer.member("kind", waiting_words[static_cast<std::size_t>(order.hold->kind)]);
  writer.member("text", std::string_view(order.hold->text)).end_object();
}

void write_design(JsonWriter& writer, const Design& design) {
  if (design.state == DesignState::none) {
    writer.null();
    return;
  }
  writer.begin_object().member("version", design.version);
  writer.member("state", design_words[static_cast<std::size_t>(design.state)]).end_object();
}

}  // namespace

std::string etag_of(const Order& order) {
  return "\"r" + std::to_string(order.revision) + "\"";
}

void write_order(JsonWriter& writer, Lab& lab, const Order& order, SimulatorOutputs& out) {
  writer.begin_object()
      .member("reference", std::string_view(order.reference))
      .member("order_number", std::string_view(order.tracking))
      .member("case_id", std::string_view(order.case_id))
      .member("revision", static_cast<std::int64_t>(order.revision))
      .member("state", std::string_view(order.status))
      .member("sequence", static_cast<std::int64_t>(order.sequence))
      .member("state_since", order.status_since)
      .member("accepted", order.is_final)
      .member("ship_by", std::string_view(base::format_date(order.plan.ship_by)));
  writer.key("eta");
  if (order.eta)
    writer.instant(*order.eta);
  else
    writer.null();
  writer.key("waiting_for");
  write_waiting(writer, order);
  writer.key("design");
  write_design(writer, lab.own(order).design);
  writer.key("shipment");
  workshop::write_shipment(writer, order);
  writer.key("invoice");
  write_invoice(writer, lab.shop(), order, out);
  workshop::write_warranty(writer, order);
  writer.end_object();
}

std::string stale_order(Lab& lab, const Order& order, const std::string& state, std::uint32_t sequence,
                        SimulatorOutputs& out) {
  Order old = order;
  old.status = state;
  old.sequence = sequence;
  old.revision = order.revision > 0 ? order.revision - 1 : 0;
  old.invoice.reset();
  std::string body;
  JsonWriter writer(body);
  write_order(writer, lab, old, out);
  return body;
}

}  // namespace articulator::simulators::dentsply_sirona
