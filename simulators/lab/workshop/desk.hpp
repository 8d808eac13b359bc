// What the order desk says of an order, the same in every lab: facts for the judges, and the words of an
// answer.
#pragma once

#include "engine/base/json_reader.hpp"
#include "engine/base/json_writer.hpp"
#include "simulators/lab/workshop/workshop.hpp"

#include <string>
#include <string_view>
#include <vector>

namespace articulator::simulators::workshop {

// A fact that is about no order yet.
void tell(Workshop& shop, std::size_t account, std::string_view type, const std::string& case_id,
          std::string data, SimulatorOutputs& out);

// engine.order.sent: what came, by which channel, under which key. engine.order.mirrored: to the test desk.
void tell_sent(Workshop& shop, std::size_t account, std::string_view channel, std::string_view reference,
               const std::string& case_id, base::JsonValue order, SimulatorOutputs& out);
void tell_mirrored(Workshop& shop, std::size_t account, const std::string& case_id, base::JsonValue order,
                   SimulatorOutputs& out);
// engine.order.amended, with the prescription that the amendment gave.
void tell_amended(const Workshop& shop, const Order& order, base::JsonValue amendment, SimulatorOutputs& out);
// engine.order.cancelled
void tell_cancelled(const Workshop& shop, const Order& order, SimulatorOutputs& out);
// lab.order.rejected; returns {"reasons":["text"]}, its data.
std::string tell_rejected(Workshop& shop, std::size_t account, const std::string& case_id,
                          const std::vector<Reason>& reasons, SimulatorOutputs& out);
// lab.order.acknowledged; returns {"tracking","ship_by","warranty"?}, its data.
std::string tell_acknowledged(const Workshop& shop, const Order& order, SimulatorOutputs& out);

// "warranty": {"granted","reason"?}, where the order claims it; else nothing.
void write_warranty(base::JsonWriter& writer, const Order& order);
// "reasons": [{"code","field","message"}]
void write_reasons(base::JsonWriter& writer, const std::vector<Reason>& reasons);
// {"carrier","carrier_tracking","delivery"}, or null.
void write_shipment(base::JsonWriter& writer, const Order& order);

// {"reason"?} of a cancellation: whether it is one.
[[nodiscard]] base::Expected<void> check_cancellation(base::JsonValue body);

}  // namespace articulator::simulators::workshop
