#include "replay/shadow/traits.hpp"

#include "engine/model/prescription.hpp"

namespace articulator::replay {

CaseTraits traits_of(const model::CaseFile& file) {
  CaseTraits traits;
  traits.lab = file.lab.text;
  const model::Prescription& rx = file.prescription;
  if (rx.procedure.value) traits.procedure = model::word(*rx.procedure.value);
  if (rx.material.value) traits.material = model::word(*rx.material.value);
  return traits;
}

}  // namespace articulator::replay
