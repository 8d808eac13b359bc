// KeptFile: the case as the practice sent it, as a practice keeps it. What nearly every rule asks of it is at
// hand; all of it rests within the case (base/kept.hpp) until a rule wants to see it.
//
//   open.file.outline().lab          // always cheap
//   open.file->prescription.teeth    // unpacks the file of a case that rested, once
//   open.file = std::move(file);     // the only way to change it, but for the visit
#pragma once

#include "engine/base/instant.hpp"
#include "engine/base/kept.hpp"
#include "engine/model/case_file.hpp"
#include "engine/model/finding.hpp"

#include <optional>
#include <string>
#include <string_view>
#include <utility>

namespace articulator::model {

// How they rest; beside their types, where `Kept` looks for them.
void pack(const CaseFile& file, std::string& out);
void unpack(std::string_view bytes, CaseFile& file);
void pack(const Validation& validation, std::string& out);
void unpack(std::string_view bytes, Validation& validation);

}  // namespace articulator::model

namespace articulator::workflow {

// Of the appointment what decides whether a case comes late for it.
struct Visit {
  model::AppointmentId id;
  base::Instant start;
};

struct FileOutline {
  model::PatientId patient;
  model::LabId lab;
  std::optional<model::Restoration> procedure;
  std::optional<model::Material> material;
  std::optional<Visit> visit;
};

class KeptFile {
 public:
  KeptFile() = default;
  KeptFile& operator=(model::CaseFile&& file) {
    outline_ = outline_of(file);
    whole_ = std::move(file);
    return *this;
  }

  [[nodiscard]] const FileOutline& outline() const { return outline_; }
  [[nodiscard]] const model::CaseFile& operator*() const { return *whole_; }
  [[nodiscard]] const model::CaseFile* operator->() const { return &*whole_; }

  void book(std::optional<model::Appointment> appointment);  // empty: none any more

  template <typename A, base::SameAs<KeptFile> T>
  friend void walk(A& archive, T& kept);

 private:
  static FileOutline outline_of(const model::CaseFile& file);

  FileOutline outline_;  // of what `whole_` says
  base::Kept<model::CaseFile> whole_;
};

}  // namespace articulator::workflow
