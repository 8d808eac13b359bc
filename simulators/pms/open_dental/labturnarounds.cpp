// LabTurnarounds (DOMAIN.md 1.4; vendor's page apilabturnarounds). No DELETE.
#include "simulators/pms/open_dental/listing.hpp"
#include "simulators/pms/open_dental/resources.hpp"

#include <array>

namespace articulator::simulators::open_dental {
namespace {

constexpr std::array columns = {
    number("LabTurnaroundNum", &LabTurnaround::number),
    number("LaboratoryNum", &LabTurnaround::laboratory, Rule::create, Reference::laboratory),
    text("Description", &LabTurnaround::description, Rule::both),
    number("DaysPublished", &LabTurnaround::days_published, Rule::both),
    number("DaysActual", &LabTurnaround::days_actual, Rule::both),
};

}  // namespace

Answer get_lab_turnaround(Office& office, Call& call) {
  const LabTurnaround* row = office.lab_turnarounds.find(call.number);
  if (row == nullptr) return not_found("LabTurnaround");
  return ok(row_json(columns, *row, rendering(office, call)));
}

Answer get_lab_turnarounds(Office& office, Call& call) {
  Selection<LabTurnaround> selection(office.lab_turnarounds);
  if (auto refusal = selection.filter(
          office, call, {{"LaboratoryNum", &LabTurnaround::laboratory, Reference::laboratory, 0}})) {
    // This method documents no 400: a number that is none finds no laboratory.
    return not_found("Laboratory");
  }
  return list_answer(columns, selection.page(call), rendering(office, call));
}

Answer post_lab_turnaround(Office& office, Call& call) {
  if (auto refusal = missing(call.body, {"LaboratoryNum", "Description", "DaysActual"}))
    return std::unexpected(*refusal);
  LabTurnaround row;
  if (auto refusal = read_body(office, columns, call.body, Rule::create, row))
    return std::unexpected(*refusal);
  if (row.laboratory == 0) return not_found("Laboratory");
  return created(
      row_json(columns, office.lab_turnarounds.add(std::move(row), office.now), rendering(office, call)));
}

Answer put_lab_turnaround(Office& office, Call& call) {
  const LabTurnaround* before = office.lab_turnarounds.find(call.number);
  if (before == nullptr) return not_found("LabTurnaround");
  LabTurnaround row = *before;
  if (auto refusal = read_body(office, columns, call.body, Rule::update, row))
    return std::unexpected(*refusal);
  office.lab_turnarounds.update(std::move(row), office.now);
  return ok(row_json(columns, *office.lab_turnarounds.find(call.number), rendering(office, call)));
}

}  // namespace articulator::simulators::open_dental
