// Laboratories (DOMAIN.md 1.4; vendor's page apilaboratories). No DELETE.
#include "simulators/pms/open_dental/listing.hpp"
#include "simulators/pms/open_dental/resources.hpp"

#include <array>

namespace articulator::simulators::open_dental {
namespace {

constexpr std::array columns = {
    number("LaboratoryNum", &Laboratory::number),
    text("Description", &Laboratory::description, Rule::both),
    text("Phone", &Laboratory::phone, Rule::both),
    text("Notes", &Laboratory::notes, Rule::both),
    number("Slip", &Laboratory::slip, Rule::both),
    text("Address", &Laboratory::address, Rule::both),
    text("City", &Laboratory::city, Rule::both),
    text("State", &Laboratory::state, Rule::both),
    text("Zip", &Laboratory::zip, Rule::both),
    text("Email", &Laboratory::email, Rule::both),
    text("WirelessPhone", &Laboratory::wireless_phone, Rule::both),
    flag("IsHidden", &Laboratory::is_hidden, Rule::both),
};

}  // namespace

Answer get_laboratory(Office& office, Call& call) {
  const Laboratory* row = office.laboratories.find(call.number);
  if (row == nullptr) return not_found("Laboratory");
  return ok(row_json(columns, *row, rendering(office, call)));
}

Answer get_laboratories(Office& office, Call& call) {
  const Selection<Laboratory> selection(office.laboratories);
  return list_answer(columns, selection.page(call), rendering(office, call));
}

Answer post_laboratory(Office& office, Call& call) {
  if (auto refusal = missing(call.body, {"Description"})) return std::unexpected(*refusal);
  if (auto refusal = check_address(call.body)) return std::unexpected(*refusal);
  Laboratory row;
  if (auto refusal = read_body(office, columns, call.body, Rule::create, row))
    return std::unexpected(*refusal);
  return created(
      row_json(columns, office.laboratories.add(std::move(row), office.now), rendering(office, call)));
}

Answer put_laboratory(Office& office, Call& call) {
  const Laboratory* before = office.laboratories.find(call.number);
  if (before == nullptr) return not_found("Laboratory");
  if (auto refusal = check_address(call.body)) return std::unexpected(*refusal);
  Laboratory row = *before;
  if (auto refusal = read_body(office, columns, call.body, Rule::update, row))
    return std::unexpected(*refusal);
  if (row.description.empty()) return bad("Description is required");
  office.laboratories.update(std::move(row), office.now);
  return ok(row_json(columns, *office.laboratories.find(call.number), rendering(office, call)));
}

}  // namespace articulator::simulators::open_dental
