#include "simulators/lab/workshop/desk.hpp"

#include <utility>

namespace articulator::simulators::workshop {
namespace {

using base::JsonValue;
using base::JsonWriter;

std::string of_this_lab(const Workshop& shop) {
  std::string data;
  JsonWriter(data).begin_object().member("lab", std::string_view(shop.name())).end_object();
  return data;
}

}  // namespace

void tell(Workshop& shop, std::size_t account, std::string_view type, const std::string& case_id,
          std::string data, SimulatorOutputs& out) {
  const AccountBook& book = shop.book(account);
  const bool of_lab = type.starts_with("lab.");
  out.facts.push_back(
      {std::string(type), of_lab ? book.lab_source : book.engine_source, case_id, std::move(data)});
}

void tell_sent(Workshop& shop, std::size_t account, std::string_view channel, std::string_view reference,
               const std::string& case_id, JsonValue order, SimulatorOutputs& out) {
  std::string data;
  JsonWriter writer(data);
  writer.begin_object().member("lab", std::string_view(shop.name())).member("channel", channel);
  writer.member("idempotency_key", reference).key("order").raw(order.dump()).end_object();
  tell(shop, account, "engine.order.sent", case_id, std::move(data), out);
}

void tell_mirrored(Workshop& shop, std::size_t account, const std::string& case_id, JsonValue order,
                   SimulatorOutputs& out) {
  std::string data;
  JsonWriter writer(data);
  writer.begin_object().member("lab", std::string_view(shop.name()));
  writer.key("order").raw(order.dump()).end_object();
  tell(shop, account, "engine.order.mirrored", case_id, std::move(data), out);
}

void tell_amended(const Workshop& shop, const Order& order, JsonValue amendment, SimulatorOutputs& out) {
  std::string data;
  JsonWriter writer(data);
  writer.begin_object().member("lab", std::string_view(shop.name()));
  if (const auto prescription = amendment.find("prescription"))
    writer.key("prescription").raw(prescription->dump());
  writer.end_object();
  shop.fact(out, order, "engine.order.amended", std::move(data));
}

void tell_cancelled(const Workshop& shop, const Order& order, SimulatorOutputs& out) {
  shop.fact(out, order, "engine.order.cancelled", of_this_lab(shop));
}

std::string tell_rejected(Workshop& shop, std::size_t account, const std::string& case_id,
                          const std::vector<Reason>& reasons, SimulatorOutputs& out) {
  std::string data;
  JsonWriter writer(data);
  writer.begin_object().key("reasons").begin_array();
  for (const Reason& reason : reasons)
    writer.text(reason.message);
  writer.end_array().end_object();
  tell(shop, account, "lab.order.rejected", case_id, data, out);
  return data;
}

std::string tell_acknowledged(const Workshop& shop, const Order& order, SimulatorOutputs& out) {
  const std::string ship_by = base::format_date(order.plan.ship_by);
  std::string data;
  JsonWriter writer(data);
  writer.begin_object()
      .member("tracking", std::string_view(order.tracking))
      .member("ship_by", std::string_view(ship_by));
  write_warranty(writer, order);
  writer.end_object();
  shop.fact(out, order, "lab.order.acknowledged", data);
  return data;
}

void write_warranty(JsonWriter& writer, const Order& order) {
  if (!order.warranty_claimed) return;
  writer.key("warranty").begin_object().member("granted", order.claim_refused.empty());
  if (!order.claim_refused.empty()) writer.member("reason", std::string_view(order.claim_refused));
  writer.end_object();
}

void write_reasons(JsonWriter& writer, const std::vector<Reason>& reasons) {
  writer.key("reasons").begin_array();
  for (const Reason& reason : reasons) {
    writer.begin_object()
        .member("code", std::string_view(reason.code))
        .member("field", std::string_view(reason.field))
        .member("message", std::string_view(reason.message))
        .end_object();
  }
  writer.end_array();
}

void write_shipment(JsonWriter& writer, const Order& order) {
  if (!order.shipment) {
    writer.null();
    return;
  }
  writer.begin_object()
      .member("carrier", std::string_view(order.shipment->carrier))
      .member("carrier_tracking", std::string_view(order.shipment->carrier_tracking))
      .member("delivery", order.shipment->delivery)
      .end_object();
}

base::Expected<void> check_cancellation(JsonValue body) {
  base::ObjectReader reader(body, "");
  static_cast<void>(reader.text_or("reason", ""));
  if (const auto& error = reader.error()) return std::unexpected(*error);
  return {};
}

}  // namespace articulator::simulators::workshop
