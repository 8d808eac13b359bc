// Connectors: what a vendor's wire looks like, both ways, pure. The workflow knows these interfaces and no
// vendor; `engine/connect` has one folder a vendor that implements them.
//
// A *task* is one thing to get done over a wire, in one or several calls, as a small state machine:
//
//   TaskStep step = task->start(false);
//   while (auto* request = std::get_if<base::HttpRequest>(&step)) step = task->answered(perform(*request));
//
// A request with the absolute form of a target goes to that origin instead of the task's own peer.
//
// Who drives it also retries it: after a lost call, a 5xx or a 429 the task is started anew, and told whether
// an earlier attempt may have been carried out, so that it can ask the peer before it acts again (RES-02).
#pragma once

#include "engine/base/http.hpp"
#include "engine/base/instant.hpp"
#include "engine/model/decision.hpp"
#include "engine/model/event.hpp"
#include "engine/model/lab_field.hpp"
#include "engine/model/note_facts.hpp"
#include "engine/model/schedule.hpp"

#include <cstdint>
#include <functional>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

namespace articulator::model {

// Done, and what was learned on the way (an acknowledgement, a rejection, new cases).
struct TaskDone {
  std::vector<Event> events;
  std::string remark;       // for the audit: "already there", "consent withdrawn: not sent"; usually empty
  bool acted = true;        // false: the peer was not written to, since it was found unnecessary or forbidden
  bool found = false;       // of the question whether the lab has an order: it has
  NoteFacts suggestions{};  // of a model asked what a note says (AIM-01)
  std::vector<FreeTime> free_times{};  // of a schedule asked for them
  std::string hold{};                  // of a slot that is held now: what its release names
};

struct TaskFailed {
  bool worth_retrying = true;                 // 5xx, 429, unavailable; false: the peer understood and refuses
  std::optional<base::Duration> retry_after;  // the peer's own word
  std::string error;                          // for the audit and the dead letter: "503 from Glidewell"
};

using TaskStep = std::variant<base::HttpRequest, TaskDone, TaskFailed>;

class Task {
 public:
  Task() = default;
  virtual ~Task() = default;
  Task(const Task&) = delete;
  Task& operator=(const Task&) = delete;

  // `may_have_happened`: an earlier attempt ended without an answer.
  virtual TaskStep start(bool may_have_happened, base::Instant now) = 0;
  virtual TaskStep answered(const base::HttpResponse& response, base::Instant now) = 0;
};

// A message that a peer sent us.
struct WebhookResult {
  base::HttpResponse reply;
  std::vector<Event> events;
  bool refused = false;  // bad signature, too old, malformed: audited, changes nothing
  std::string remark;    // why refused, or that it was a repeat
};

struct StatusWrite {
  CaseId case_id;
  Stage stage = Stage::submitted;
  std::string tracking;  // empty: not known
  std::string ship_by;   // date; may be empty
  std::string carrier;
  std::string carrier_tracking;
  std::optional<base::Instant> delivery;
};

class PmsConnector {
 public:
  PmsConnector() = default;
  virtual ~PmsConnector() = default;
  PmsConnector(const PmsConnector&) = delete;
  PmsConnector& operator=(const PmsConnector&) = delete;

  // Brings the connector's view up to date; its events are what changed. Called when `next_poll` is due.
  virtual std::unique_ptr<Task> poll() = 0;
  [[nodiscard]] virtual base::Instant next_poll(base::Instant last_started) const = 0;

  virtual std::unique_ptr<Task> write_status(const StatusWrite& status) = 0;
  virtual std::unique_ptr<Task> write_note(const CaseId& case_id, const PatientId& patient,
                                           std::string text) = 0;
  // Checks the patient's consent with the PMS itself before it sends (NTF-02: none from the instant of the
  // opt-out).
  virtual std::unique_ptr<Task> notify(const CaseId& case_id, const PatientId& patient,
                                       const PatientNotified& message, std::string text) = 0;

  // As `notify`, of what is no stage: "delayed". Null: this PMS's connector cannot.
  virtual std::unique_ptr<Task> tell(const CaseId& /*case_id*/, const PatientId& /*patient*/,
                                     Medium /*medium*/, const std::string& /*milestone*/,
                                     std::string /*text*/) {
    return nullptr;
  }

  // The schedule (DLV-04 to 06). Null, each of them: this PMS's connector cannot.
  // `free_times` of the answer, in order.
  virtual std::unique_ptr<Task> free_times(const ScheduleQuestion& /*question*/) { return nullptr; }
  // `found`: it stands there now, with an AppointmentBooked. Not found: the slot is taken, and nothing was
  // changed.
  virtual std::unique_ptr<Task> seat(const SeatVisit& /*visit*/) { return nullptr; }
  // `hold` of the answer; empty: the slot is taken. A hold shows in the schedule and is let go of by
  // `release`.
  virtual std::unique_ptr<Task> hold(const SlotHold& /*hold*/) { return nullptr; }
  virtual std::unique_ptr<Task> release(const std::string& /*hold*/) { return nullptr; }

  // Empty: the message is not for this practice.
  virtual std::optional<WebhookResult> webhook(const base::HttpRequest& request, base::Instant now) = 0;
};

struct Order {
  CaseId case_id;
  std::string idempotency_key;
  CaseFile file;
  Validation validation;
  base::Instant ordered_at;            // when it was decided
  std::vector<LabField> lab_fields{};  // by name
  std::optional<Remake> remake{};      // of work that the lab made before
  // Of those attachments that the engine holds itself: content by SHA-256.
  std::map<std::string, std::string, std::less<>> contents{};
};

class LabConnector {
 public:
  LabConnector() = default;
  virtual ~LabConnector() = default;
  LabConnector(const LabConnector&) = delete;
  LabConnector& operator=(const LabConnector&) = delete;

  virtual std::unique_ptr<Task> submit(const Order& order) = 0;  // events: OrderAcknowledged or OrderRejected
  virtual std::unique_ptr<Task> mirror(const Order& order) = 0;  // to the lab's sandbox, GOV-01
  virtual std::unique_ptr<Task> amend(const Order& order, const std::string& tracking) = 0;
  virtual std::unique_ptr<Task> cancel(const CaseId& case_id, const std::string& tracking,
                                       std::string reason) = 0;
  virtual std::unique_ptr<Task> answer(const CaseId& case_id, const std::string& tracking,
                                       std::string text) = 0;

  // Asks whether the lab has this very order, by its idempotency key: `found`, and its OrderAcknowledged.
  // Null: the lab cannot be asked.
  virtual std::unique_ptr<Task> find(const Order& order) { return static_cast<void>(order), nullptr; }

  // The lab's statement of a month, "2024-10": LabInvoice (REC-01). Null: the lab has none to ask for.
  virtual std::unique_ptr<Task> statement(const std::string& month) {
    return static_cast<void>(month), nullptr;
  }

  // What changed since the last poll, for when webhooks are silent (STS-03).
  virtual std::unique_ptr<Task> poll() = 0;
  [[nodiscard]] virtual base::Instant next_poll(base::Instant last_started,
                                                base::Instant last_webhook) const = 0;

  virtual std::optional<WebhookResult> webhook(const base::HttpRequest& request, base::Instant now) = 0;
};

// What a supplier is asked to deliver (INV-02).
struct PurchaseOrder {
  std::string number;  // of the practice's own: "PO-7"
  std::string item;
  std::string name;
  std::string unit;
  std::int64_t quantity = 0;
  std::string email;  // the supplier's registered address
  base::Instant ordered_at;
};

class SupplierConnector {
 public:
  SupplierConnector() = default;
  virtual ~SupplierConnector() = default;
  SupplierConnector(const SupplierConnector&) = delete;
  SupplierConnector& operator=(const SupplierConnector&) = delete;

  virtual std::unique_ptr<Task> order(const PurchaseOrder& order) = 0;
};

// A way to a lab besides its API (DSP-03): a drop folder, mail. The order it carries is the same under the
// same key.
class ChannelConnector {
 public:
  ChannelConnector() = default;
  virtual ~ChannelConnector() = default;
  ChannelConnector(const ChannelConnector&) = delete;
  ChannelConnector& operator=(const ChannelConnector&) = delete;

  // Done: the lab has all of it in its hands. Whether it takes the order is another matter: see below.
  virtual std::unique_ptr<Task> submit(const Order& order) = 0;

  // After an attempt whose outcome is open, and before another channel is tried: `found`, or not there, and
  // then it can no longer become the lab's, since what was there is taken back. Null: nobody can tell.
  virtual std::unique_ptr<Task> settle(const Order& order) = 0;

  // The lab's answer, where the channel brings one; worth retrying until it does. Null: it brings none.
  virtual std::unique_ptr<Task> acknowledgement(const Order& order) = 0;
};

}  // namespace articulator::model
