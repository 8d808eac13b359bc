#include "simulators/pms/open_dental/chart.hpp"

#include "simulators/pms/open_dental/resources.hpp"

#include <map>
#include <string_view>

namespace articulator::simulators::open_dental {
namespace {

constexpr std::string_view extraction = "D7140";
constexpr std::string_view filling = "D2391";  // resin on one surface of a back tooth

bool is_chart_work(const ProcedureLog& row) {
  return (row.code == extraction || row.code == filling) && row.status.is(ProcStatus::eo);
}

void chart_work(Office& office, std::int64_t patient, const std::string& tooth, std::string_view code) {
  ProcedureLog row = new_procedure(office, patient, code);
  row.status = Choice(ProcStatus::eo);  // done elsewhere, before
  row.tooth = tooth;
  office.procedures.add(std::move(row), office.now);
}

}  // namespace

void chart_allergies(Office& office, std::int64_t patient, const std::vector<std::string>& names) {
  const std::vector<std::int64_t> before = office.allergies.with(Allergy::by_patient, patient);
  for (const std::int64_t number : before)
    office.allergies.remove(number);
  for (const std::string& name : names) {
    Allergy row;
    row.patient = patient;
    row.description = name;
    office.allergies.add(std::move(row), office.now);
  }
}

void chart_teeth(Office& office, std::int64_t patient, const std::vector<Charted>& teeth) {
  const std::vector<std::int64_t> missing = office.tooth_initials.with(ToothInitial::by_patient, patient);
  for (const std::int64_t number : missing)
    office.tooth_initials.remove(number);
  const std::vector<std::int64_t> work = office.procedures.with(ProcedureLog::by_patient, patient);
  for (const std::int64_t number : work)
    if (is_chart_work(*office.procedures.find(number))) office.procedures.remove(number);
  for (const Charted& one : teeth) {
    if (one.state == "extracted") chart_work(office, patient, one.tooth, extraction);
    if (one.state == "present") chart_work(office, patient, one.tooth, filling);
    if (one.state != "missing") continue;
    ToothInitial row;
    row.patient = patient;
    row.tooth = one.tooth;
    row.entered = office.local_now;
    row.edited = office.local_now;
    office.tooth_initials.add(std::move(row), office.now);
  }
}

void write_chart(base::JsonWriter& writer, const Office& office, std::int64_t patient) {
  writer.key("allergies").begin_array();
  for (const std::int64_t number : office.allergies.with(Allergy::by_patient, patient))
    writer.text(office.allergies.find(number)->description);
  std::map<std::string, std::string_view> states;
  for (const std::int64_t number : office.procedures.with(ProcedureLog::by_patient, patient)) {
    const ProcedureLog& row = *office.procedures.find(number);
    if (is_chart_work(row)) states[row.tooth] = row.code == extraction ? "extracted" : "present";
  }
  for (const std::int64_t number : office.tooth_initials.with(ToothInitial::by_patient, patient))
    states[office.tooth_initials.find(number)->tooth] = "missing";
  writer.end_array().key("chart").begin_object();
  for (const auto& [tooth, state] : states)
    writer.member(tooth, state);
  writer.end_object();
}

}  // namespace articulator::simulators::open_dental
