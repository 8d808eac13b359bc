#include "engine/connect/pms/open_dental/deliveries.hpp"

#include "engine/base/hash.hpp"
#include "engine/connect/answer.hpp"
#include "engine/connect/pms/open_dental/case_reading.hpp"

#include <string>
#include <utility>

namespace articulator::connect::open_dental {
namespace {

constexpr std::size_t body_bytes_max = 16'800'000;  // the vendor's own limit of a message [D]

model::WebhookResult refuse(std::string why) {
  model::WebhookResult result;
  result.reply = base::text_response(400, why);
  result.refused = true;
  result.remark = std::move(why);
  return result;
}

void take_appointment(Office& office, base::JsonValue element, base::Instant now,
                      model::WebhookResult& result) {
  const auto row = read_appointment(element, office.access.zone);
  if (row) {
    office.hear(*row, now);
    office.learn(*row, now, result.events);
  } else {
    add_remark(result.remark, "an appointment was passed over: " + row.error().text());
  }
}

void take_patient(Office& office, base::JsonValue element, base::Instant now, model::WebhookResult& result) {
  const auto row = read_patient(element);
  if (!row) {
    add_remark(result.remark, "a patient was passed over: " + row.error().text());
    return;
  }
  const auto number = number_of(row->patient.id);
  if (!number) return;
  office.hear(*number, *row, now);
  if (!office.patients.contains(*number)) return;  // has no case with us
  if (auto event = office.learn(*number, *row, now)) result.events.push_back(std::move(*event));
}

}  // namespace

std::optional<model::WebhookResult> take_delivery(Office& office, const base::HttpRequest& request,
                                                  base::Instant now) {
  const std::string_view path = std::string_view(request.target).substr(0, request.target.find('?'));
  if (path != delivery_target) return std::nullopt;
  const std::string* key = request.headers.find("Authorization");
  if (key == nullptr || office.access.customer_key.empty() ||
      !base::equal_in_constant_time(*key, office.access.customer_key))
    return std::nullopt;
  if (request.body.size() > body_bytes_max) return refuse("the delivery is too long");
  const std::string* type = request.headers.find("Event-Type");
  if (type == nullptr) return refuse("the delivery has no Event-Type");

  const auto rows = office.parser.parse(request.body);
  if (!rows) return refuse("the delivery is not JSON: " + rows.error().text());
  if (!rows->is(base::JsonKind::array)) return refuse("the delivery is no array of rows");
  model::WebhookResult result;
  result.reply = base::text_response(200, "");
  if (*type == "WatchTable: Appointment")
    for (const base::JsonValue& element : rows->elements())
      take_appointment(office, element, now, result);
  else if (*type == "WatchTable: Patient")
    for (const base::JsonValue& element : rows->elements())
      take_patient(office, element, now, result);
  else
    result.remark = "nothing is known of the event type " + excerpt(*type);
  return result;
}

}  // namespace articulator::connect::open_dental
