#include "engine/workflow/kept_file.hpp"

namespace articulator::workflow {

FileOutline KeptFile::outline_of(const model::CaseFile& file) {
  FileOutline outline{file.patient, file.lab, file.prescription.procedure.value,
                      file.prescription.material.value, std::nullopt};
  if (file.appointment) outline.visit = Visit{file.appointment->id, file.appointment->start};
  return outline;
}

void KeptFile::book(std::optional<model::Appointment> appointment) {
  model::CaseFile& file = whole_.change();
  file.appointment = std::move(appointment);
  outline_ = outline_of(file);
}

}  // namespace articulator::workflow
