// Events: everything that happens to a practice's cases, whichever vendor's wire it came over. The types of
// DESIGN.md, "Log format", that are not the engine's own. Connectors make them from wire messages, replay
// reads them from a log.
#pragma once

#include "engine/base/error.hpp"
#include "engine/base/instant.hpp"
#include "engine/base/json_reader.hpp"
#include "engine/model/case_file.hpp"
#include "engine/model/ids.hpp"
#include "engine/model/invoice.hpp"
#include "engine/model/lab_profile.hpp"
#include "engine/model/policy.hpp"

#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

namespace articulator::model {

struct PolicyChanged {
  Policy policy;
};  // world.policy
struct LabProfileGiven {
  std::shared_ptr<const LabProfile> profile;
};  // lab.profile
struct CaseReady {
  CaseFile file;
};  // pms.case.ready
struct CaseUpdated {              // pms.case.updated: one of the two
  std::optional<CaseFile> whole;  // as a connector reads it
  std::string merge_patch;        // as a log has it
};
struct CaseCancelled {
  std::string reason;
};  // pms.case.cancelled
struct CaseReceived {};  // pms.case.received
struct CaseSeated {};    // pms.case.seated
struct CaseFeedback {
  std::string text;
};  // pms.case.feedback
struct AppointmentBooked {
  Appointment appointment;
};  // pms.appointment.booked and .moved
struct AppointmentCancelled {
  AppointmentId id;
};  // pms.appointment.cancelled
struct PatientUpdated {
  Patient patient;
};  // pms.patient.updated
// What the lab says to the claim that a remake is its own to pay (RMK-03).
struct WarrantyAnswer {
  bool granted = false;
  std::string reason;  // why not, in the lab's words
};
struct OrderAcknowledged {
  std::string tracking;
  std::string ship_by;
  std::optional<WarrantyAnswer> warranty{};  // where it was claimed, and the lab says so
};  // lab.order.acknowledged
struct OrderRejected {
  std::vector<std::string> reasons;
};  // lab.order.rejected
struct LabStatus {  // lab.case.status
  std::string tracking;
  std::string status;  // the lab's own word
  std::int64_t sequence = 0;
  std::optional<base::Instant> eta;
};
struct LabQuestion {
  std::string question;
};  // lab.case.question
struct LabShipped {  // lab.case.shipped
  std::string carrier;
  std::string carrier_tracking;
  std::optional<base::Instant> delivery;
};
struct LabInvoice {
  Invoice invoice;
};  // lab.invoice
enum class Verdict : std::uint8_t { approve, reject, correct };
std::string_view word(Verdict verdict);
std::optional<Verdict> verdict_of(std::string_view word);
struct ReviewDecided {  // people.review.decided
  ReviewId review;
  PersonId by;
  Role role = Role::dentist;
  Verdict verdict = Verdict::approve;
  std::string changes;  // JSON object of pointers and values; empty: none
  std::string answer;   // to the lab's question, where the review holds one
};

using Happening = std::variant<PolicyChanged, LabProfileGiven, CaseReady, CaseUpdated, CaseCancelled,
                               CaseReceived, CaseSeated, CaseFeedback, AppointmentBooked,
                               AppointmentCancelled, PatientUpdated, OrderAcknowledged, OrderRejected,
                               LabStatus, LabQuestion, LabShipped, LabInvoice, ReviewDecided>;

struct Event {
  base::Instant at;
  CaseId case_id;  // empty where no case is meant
  LabId lab;       // for lab events: which lab said it
  Happening happening;
};

// Reads the `data` of a CloudEvent of the given type (without "dental."). Empty value: a type that is none of
// the above (the caller counts it). Error: data that does not fit its type, with its JSON pointer.
base::Expected<std::optional<Happening>> read_happening(std::string_view type, base::JsonValue data);
// The same in place. False: a type that is none of the above.
base::Expected<bool> read_happening(std::string_view type, base::JsonValue data, Happening& happening);

}  // namespace articulator::model
