#include "engine/connect/pms/eaglesoft/connector.hpp"

#include "engine/connect/pms/eaglesoft/office.hpp"
#include "engine/connect/pms/eaglesoft/poll.hpp"
#include "engine/connect/pms/eaglesoft/schedule.hpp"
#include "engine/connect/pms/eaglesoft/writes.hpp"

#include <algorithm>
#include <string>
#include <utility>

namespace articulator::connect::eaglesoft {
namespace {

class Connector : public model::PmsConnector {
 public:
  explicit Connector(const model::PracticeBench& practice) : office_(practice) {}

  std::unique_ptr<model::Task> poll() override { return std::make_unique<Poll>(office_); }

  base::Instant next_poll(base::Instant last_started) const override {
    if (office_.backlog)
      return std::max(last_started + base::seconds(1), office_.not_before.value_or(last_started));
    // Nobody tells us that something stands in the queue, so it is asked at the same pace at any hour that
    // the box is up (VAL-32).
    return last_started + base::seconds(office_.box.access.poll_seconds);
  }

  std::unique_ptr<model::Task> write_status(const model::StatusWrite& status) override {
    return std::make_unique<StatusTask>(office_, status);
  }
  std::unique_ptr<model::Task> write_note(const model::CaseId& case_id, const model::PatientId& patient,
                                          std::string text) override {
    return std::make_unique<NoteTask>(office_, Letter{case_id, patient, "note", std::move(text)});
  }
  std::unique_ptr<model::Task> notify(const model::CaseId& case_id, const model::PatientId& patient,
                                      const model::PatientNotified& message, std::string text) override {
    return tell(case_id, patient, message.medium, std::string(model::word(message.milestone)),
                std::move(text));
  }
  std::unique_ptr<model::Task> tell(const model::CaseId& case_id, const model::PatientId& patient,
                                    model::Medium medium, const std::string& milestone,
                                    std::string text) override {
    return std::make_unique<NotifyTask>(office_, Letter{case_id, patient, milestone, std::move(text)},
                                        medium);
  }

  std::unique_ptr<model::Task> free_times(const model::ScheduleQuestion& question) override {
    return std::make_unique<FreeTimesTask>(office_, question);
  }
  std::unique_ptr<model::Task> seat(const model::SeatVisit& visit) override {
    return std::make_unique<SeatTask>(office_, visit);
  }
  std::unique_ptr<model::Task> hold(const model::SlotHold& hold) override {
    return std::make_unique<HoldTask>(office_, hold);
  }
  std::unique_ptr<model::Task> release(const std::string& hold) override {
    return std::make_unique<ReleaseTask>(office_, hold);
  }

  // Eaglesoft sends nothing by itself: its queue is asked.
  std::optional<model::WebhookResult> webhook(const base::HttpRequest&, base::Instant) override {
    return std::nullopt;
  }

 private:
  Office office_;
};

}  // namespace

base::Expected<std::unique_ptr<model::PmsConnector>> make_connector(const model::PracticeBench& practice) {
  if (practice.pms.developer_key.empty() || practice.pms.customer_key.empty())
    return base::failure("practice " + practice.practice.text,
                         "Eaglesoft wants an integration key and a password",
                         "give pms.developer_key and pms.customer_key");
  return std::make_unique<Connector>(practice);
}

}  // namespace articulator::connect::eaglesoft
