#include "engine/workflow/history.hpp"

#include "engine/model/prescription.hpp"

namespace articulator::workflow {
namespace {

std::string material_of(const model::CaseFile& file) {
  const auto& material = file.prescription.material;
  return material.value ? std::string(model::word(*material.value)) : material.given;
}

History::Repeat repeat_of(const model::CaseFile& file) {
  return {file.prescriber.id, material_of(file), file.lab};
}

}  // namespace

void History::acknowledged(const model::CaseFile& file) {
  acknowledged_.emplace(file.prescriber.id, material_of(file));
}

bool History::ever_acknowledged(const model::CaseFile& file) const {
  return acknowledged_.contains({file.prescriber.id, material_of(file)});
}

void History::ended(const model::CaseId& id, Trace trace, const model::CaseFile& file, bool clean) {
  patients_.insert(file.patient);
  if (clean) {
    trace.clean = repeat_of(file);
    ++clean_[*trace.clean];
  }
  by_end_.emplace(trace.ended_at, id);
  traces_.insert_or_assign(id, std::move(trace));
}

void History::feedback(const model::CaseId& id) {
  const auto found = traces_.find(id);
  if (found == traces_.end() || !found->second.clean) return;
  --clean_[*found->second.clean];
  found->second.clean.reset();
}

bool History::worked_for(const model::PatientId& patient) const {
  return patients_.contains(patient);
}

int History::clean_cases(const model::CaseFile& file) const {
  const auto found = clean_.find(repeat_of(file));
  return found == clean_.end() ? 0 : found->second;
}

const History::Trace* History::trace(const model::CaseId& id) const {
  const auto found = traces_.find(id);
  return found == traces_.end() ? nullptr : &found->second;
}

void History::forget(base::Instant now) {
  while (!by_end_.empty() && by_end_.begin()->first + trace_kept < now) {
    const auto oldest = by_end_.begin();
    const auto found = traces_.find(oldest->second);
    if (found != traces_.end() && found->second.ended_at == oldest->first) traces_.erase(found);
    by_end_.erase(oldest);
  }
}

}  // namespace articulator::workflow
