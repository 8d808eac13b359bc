// Allergies (vendor's page apiallergies, since 21.1) and ToothInitials (apitoothinitials, since 24.2.3): what
// is read of them. The office enters them by acts.
#include "simulators/pms/open_dental/listing.hpp"
#include "simulators/pms/open_dental/resources.hpp"

#include <array>

namespace articulator::simulators::open_dental {
namespace {

constexpr std::array allergy_columns = {
    number("AllergyNum", &Allergy::number),       number("AllergyDefNum", &Allergy::definition),
    number("PatNum", &Allergy::patient),          text("defDescription", &Allergy::description),
    text("defSnomedType", &Allergy::snomed_type), text("Reaction", &Allergy::reaction),
    flag("StatusIsActive", &Allergy::is_active),  date("DateAdverseReaction", &Allergy::adverse_reaction),
};

constexpr std::array tooth_initial_columns = {
    number("ToothInitialNum", &ToothInitial::number), number("PatNum", &ToothInitial::patient),
    text("ToothNum", &ToothInitial::tooth),           text("InitialType", &ToothInitial::type),
    text("Movement", &ToothInitial::movement),        text("DrawingSegment", &ToothInitial::drawing),
    text("ColorDraw", &ToothInitial::color),          date_time("SecDateTEntry", &ToothInitial::entered),
    date_time("SecDateTEdit", &ToothInitial::edited), text("DrawText", &ToothInitial::text),
};

}  // namespace

Answer get_allergies(Office& office, Call& call) {
  if (const std::string* patient = call.query("PatNum"); patient == nullptr || patient->empty())
    return bad("PatNum is required");
  Selection<Allergy> selection(office.allergies);
  if (auto refusal = selection.filter(
          office, call, {{"PatNum", &Allergy::patient, Reference::patient, Allergy::by_patient}}))
    return std::unexpected(*refusal);
  return list_answer(allergy_columns, selection.page(call), rendering(office, call));
}

Answer get_tooth_initials(Office& office, Call& call) {
  Selection<ToothInitial> selection(office.tooth_initials);
  if (auto refusal = selection.filter(
          office, call, {{"PatNum", &ToothInitial::patient, Reference::patient, ToothInitial::by_patient}}))
    return std::unexpected(*refusal);
  return list_answer(tooth_initial_columns, selection.page(call), rendering(office, call));
}

}  // namespace articulator::simulators::open_dental
