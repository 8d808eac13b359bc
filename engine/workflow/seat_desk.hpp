// SeatDesk: what the front desk sees and decides of seat visits, live: a delay alert with new slots to choose
// from (DLV-02, DLV-04), or slots for a visit that nobody booked yet (DLV-06).
//
//   GET  /v1/alerts, and among GET /v1/reviews: {"review":"LC-1-d1","reasons":["DLV-02"],"slots":[...],...}
//   POST /v1/reviews/LC-1-d1 {"decision":"approve"}            seen: the patient may hear of it (NTF-05)
//                            {"decision":"approve","slot":2}   seen, and the visit goes to the second slot
//                            {"decision":"reject"}             seen; the visit stays where it is
//
// Nothing moves without such a word (DLV-05). An item ends when its alert does: the work is here, the
// prediction recovered, the visit moved. DECISIONS knows no review about delays, so shadow replay has none of
// this: the ids are the desk's own, and what is proposed there is counted and not judged.
//
// A slot may be held in the schedule for as long as the policy says (`delivery.hold_hours`); a hold lets go
// by itself, and makes way for the visit that it was for.
#pragma once

#include "engine/base/instant.hpp"
#include "engine/model/ids.hpp"
#include "engine/model/policy.hpp"
#include "engine/model/schedule.hpp"

#include <map>
#include <optional>
#include <string>
#include <vector>

namespace articulator::workflow {

struct SeatItem {
  model::ReviewId id;  // "{case}-d{n}"
  model::CaseId case_id;
  model::AppointmentId appointment;  // empty: none is booked (DLV-06)
  base::Instant opened_at;
  base::Instant predicted;  // when the work is expected here
  bool seen = false;
  bool rejected = false;              // seen, and left as it is
  bool moving = false;                // a slot was chosen and is being written
  std::vector<model::Slot> slots;     // as proposed
  int asked = 0;                      // how often the schedule was asked for this item
  std::optional<base::Instant> tell;  // when the patient is to hear of it: quiet hours

  struct Hold {
    std::string name;  // the connector's
    model::Slot slot;
    base::Instant until;
  };
  std::optional<Hold> hold;

  [[nodiscard]] bool is_alert() const { return !appointment.empty(); }
  [[nodiscard]] std::vector<std::string> reasons() const { return {is_alert() ? "DLV-02" : "DLV-06"}; }
};

// A schedule in which somebody else is quicker each time is not asked for ever.
inline constexpr int asks_max = 5;

struct SeatDesk {
  std::map<model::CaseId, SeatItem> items;
  std::map<model::CaseId, int> opened;  // the n of the id
  std::map<model::CaseId, int> told;    // the round in which the patient heard of a delay (NTF-02)

  [[nodiscard]] const SeatItem* find(const model::ReviewId& id) const;
  [[nodiscard]] SeatItem* find(const model::ReviewId& id);
  [[nodiscard]] std::optional<base::Instant> next_due() const;  // a hold or a message
  [[nodiscard]] std::vector<model::Slot> held() const;
};

// Of the shape "{case}-d{n}".
bool is_seat_item(const model::CaseId& case_id, const model::ReviewId& review);

}  // namespace articulator::workflow
