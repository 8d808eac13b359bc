// Journey: when a case first reached each stage on its way through the lab, in its round; and the record of
// such journeys that a practice learns from (DLV-01).
//
//   journey.reach(Stage::in_design, now);
//   history.learn({lab, restoration, material}, journey, received_at, calendar);
//   history.from({lab, restoration, material}, Stage::in_design)   // times from there to the practice
//
// What is kept of a stage is the time from reaching it to having the work in the practice. Times between
// neighbouring stages would not do: the 80th percentile of a sum is not the sum of 80th percentiles, and the
// stages of one case go slow together.
#pragma once

#include "engine/base/instant.hpp"
#include "engine/base/packing.hpp"
#include "engine/delivery/histogram.hpp"
#include "engine/delivery/working_time.hpp"
#include "engine/model/ids.hpp"
#include "engine/model/prescription.hpp"
#include "engine/model/stage.hpp"

#include <array>
#include <cstddef>
#include <map>
#include <optional>

namespace articulator::delivery {

// The stages that a lab tells of, in their order.
inline constexpr std::array<model::Stage, 6> stages_made{
    model::Stage::submitted,      model::Stage::received,      model::Stage::in_design,
    model::Stage::in_fabrication, model::Stage::quality_check, model::Stage::shipped};

class Journey {
 public:
  void reach(model::Stage stage, base::Instant at);  // the first time counts; other stages are passed over
  [[nodiscard]] std::optional<base::Instant> reached(model::Stage stage) const;

  struct Place {
    model::Stage stage = model::Stage::submitted;
    base::Instant since;
  };
  [[nodiscard]] std::optional<Place> latest() const;  // the furthest stage reached; empty: none yet

  template <typename A, base::SameAs<Journey> T>
  friend void walk(A& archive, T& journey) {
    archive(journey.at_);
  }

 private:
  std::array<base::Instant, stages_made.size()> at_{};  // epoch: not reached
};

struct Work {
  model::LabId lab;
  model::Restoration restoration = model::Restoration::crown;
  model::Material material = model::Material::zirconia;
  friend auto operator<=>(const Work&, const Work&) = default;
};

class History {
 public:
  // The work came back at `arrived`.
  void learn(const Work& work, const Journey& journey, base::Instant arrived, const LabCalendar& lab);
  void merge(const History& other);

  // Times from reaching that stage to the practice, in the lab's working days; null: none yet.
  [[nodiscard]] const Histogram* from(const Work& work, model::Stage stage) const;

  friend bool operator==(const History&, const History&) = default;

 private:
  std::map<Work, std::array<Histogram, stages_made.size()>> by_work_;
};

}  // namespace articulator::delivery
