// The policy in force for a practice (`world.policy`), and the patient's word on messages.
#pragma once

#include "engine/base/calendar.hpp"
#include "engine/base/error.hpp"
#include "engine/base/json_reader.hpp"
#include "engine/base/json_writer.hpp"
#include "engine/model/attachment.hpp"
#include "engine/model/ids.hpp"
#include "engine/model/stage.hpp"
#include "engine/model/tooth.hpp"

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace articulator::model {

enum class Phase : std::uint8_t { monitor, assist, automatic };  // GOV-01, 02, 03; "auto" in the log
std::string_view word(Phase phase);
std::optional<Phase> phase_of(std::string_view word);

struct Policy {
  Phase phase = Phase::assist;
  // GOV-05: phases per restoration kind, where they differ from `phase`: member `phases` of the log's policy.
  std::map<std::string, Phase, std::less<>> phase_by_restoration;
  int approval_days_left = 0;  // GOV-04
  base::TimeZone zone;         // the practice's
  int min_clean_cases = 0;     // GOV-03
  std::vector<Stage> notify = {Stage::received, Stage::shipped, Stage::delivered};
  std::string predictor = "lab_promise";
  // DSP-03: how long a channel is tried before the next takes over, member `dispatch` of the log's policy.
  // Zero: as long as anything else, RES-01's 24 hours.
  base::Duration channel_budget{0};
  // GOV-06: in these phases a clinician's approval stands before every order. None: as the phase says.
  std::vector<Phase> final_approval;
  // A review that waits longer goes up to the next role. 0: it waits where it is.
  int review_hours = 0;
  // MAP-02: whether a procedure code that contradicts the prescription is a finding, member `checks` of the
  // log's policy.
  bool check_procedure_code = false;
  // AIM-02: a model's reading of a note that is at odds with the prescription opens a review for a clinician;
  // member `advice` of the log's policy.
  bool model_doubts = false;
  // NTF-05: patients hear of delays, too: the milestone `delayed` in `notify`.
  bool notify_delayed = false;
  // Member `delivery` of the log's policy. NTF-05: a delay message need not wait for the staff's word.
  bool delay_message_unseen = false;
  // DLV-05: a proposed slot is held in the schedule for so long. 0: nothing is held.
  int hold_hours = 0;
};
base::Expected<Policy> read_policy(base::JsonValue value, std::string pointer);
void write_policy(base::JsonWriter& out, const Policy& policy);

// The policy with a part of it changed: an RFC 7396 merge patch of what `write_policy` writes, so that
// {"phases":{"crown":"auto"}} changes that phase alone, and null takes one away. Error: a member that no
// policy has, or a value that does not fit.
base::Expected<Policy> changed_policy(const Policy& policy, std::string_view merge_patch_json);

// What the chart says of a tooth, as far as a restoration has to know.
enum class ToothState : std::uint8_t { present, missing, extracted };
std::string_view word(ToothState state);
std::optional<ToothState> tooth_state_of(std::string_view word);

// Consent is unknown until the patient said something: an unknown patient hears nothing.
struct Patient {
  PatientId id;
  std::optional<bool> sms;
  std::optional<bool> portal;
  std::optional<bool> email;
  std::optional<Medium> prefers;
  std::vector<std::string> allergies;
  std::map<ToothNumber, ToothState> chart;  // teeth of which nothing is charted are not in it
  Identity identity;                        // to tell somebody else's picture by

  // DECISIONS, "Patient messages": the preferred medium if consented, else the first consented of sms,
  // portal, email.
  [[nodiscard]] std::optional<Medium> medium() const;
  friend bool operator==(const Patient&, const Patient&) = default;
};
// Beside the members of DESIGN.md, "Log format": `identity` {ids, name "Family^Given", birth_date}, which a
// journal of a made-up world has; prints are all that is kept of it.
base::Expected<Patient> read_patient(base::JsonValue value, const base::JsonPlace& place);

enum class Role : std::uint8_t { dentist, lab_coordinator, front_desk, auditor, administrator };
std::string_view word(Role role);
std::optional<Role> role_of(std::string_view word);

}  // namespace articulator::model
