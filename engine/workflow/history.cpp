#include "engine/workflow/history.hpp"

#include "engine/base/packing.hpp"
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

template <typename A, base::SameAs<Trace> T>
void walk(A& archive, T& trace) {
  auto& [ended_at, orders_sent, reviews_opened, clean] = trace;
  archive(ended_at, orders_sent, reviews_opened, clean);
}

void pack(const model::CaseId& /*id*/, const Trace& trace, std::string& out) {
  base::Packer{out}(trace);
}

void unpack(const model::CaseId& /*id*/, std::string_view bytes, Trace& trace) {
  base::Unpacker{bytes}(trace);
}

void History::acknowledged(const model::CaseFile& file) {
  acknowledged_.emplace(file.prescriber.id, material_of(file));
}

bool History::ever_acknowledged(const model::CaseFile& file) const {
  return acknowledged_.contains({file.prescriber.id, material_of(file)});
}

void History::ended(const model::CaseId& id, Trace trace, const model::CaseFile& file, bool clean) {
  patients_.put(file.patient.text, {});
  if (clean) {
    const std::size_t work = work_numbers_.emplace(repeat_of(file), clean_.size()).first->second;
    if (work == clean_.size()) clean_.push_back(0);
    ++clean_[work];
    trace.clean = work;
  }
  traces_[id] = trace;
}

void History::feedback(const model::CaseId& id) {
  Trace* found = traces_.find(id);
  if (found == nullptr || is_forgotten(*found) || !found->clean) return;
  --clean_[*found->clean];
  found->clean.reset();
}

bool History::worked_for(const model::PatientId& patient) const {
  return patients_.find(patient.text).has_value();
}

int History::clean_cases(const model::CaseFile& file) const {
  const auto found = work_numbers_.find(repeat_of(file));
  return found == work_numbers_.end() ? 0 : clean_[found->second];
}

const Trace* History::trace(const model::CaseId& id) const {
  const Trace* found = traces_.find(id);
  return found == nullptr || is_forgotten(*found) ? nullptr : found;
}

void History::forget(base::Instant now) {
  now_ = now;
  traces_.rest();
  if (now - swept_at_ < swept_every) return;
  swept_at_ = now;
  traces_.erase_if([this](const model::CaseId&, const Trace& trace) { return is_forgotten(trace); });
}

}  // namespace articulator::workflow
