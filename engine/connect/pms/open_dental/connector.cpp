#include "engine/connect/pms/open_dental/connector.hpp"

#include "engine/connect/office_hours.hpp"
#include "engine/connect/pms/open_dental/deliveries.hpp"
#include "engine/connect/pms/open_dental/office.hpp"
#include "engine/connect/pms/open_dental/poll.hpp"
#include "engine/connect/pms/open_dental/schedule.hpp"
#include "engine/connect/pms/open_dental/writes.hpp"

#include <algorithm>
#include <string>
#include <string_view>
#include <utility>

namespace articulator::connect::open_dental {
namespace {

class Connector : public model::PmsConnector {
 public:
  explicit Connector(const model::PracticeBench& practice) : office_(practice) {}

  std::unique_ptr<model::Task> poll() override { return std::make_unique<Poll>(office_); }

  base::Instant next_poll(base::Instant last_started) const override {
    if (office_.backlog)
      return std::max(last_started + base::seconds(1), office_.not_before.value_or(last_started));
    return next_look(office_.access, last_started);
  }

  std::unique_ptr<model::Task> write_status(const model::StatusWrite& status) override {
    return std::make_unique<StatusTask>(office_, status);
  }

  std::unique_ptr<model::Task> write_note(const model::CaseId& case_id, const model::PatientId& patient,
                                          std::string text) override {
    return std::make_unique<NoteTask>(
        office_, Commlog{case_id, patient, "None", "Neither", std::move(text), reference(case_id, "note")});
  }

  std::unique_ptr<model::Task> notify(const model::CaseId& case_id, const model::PatientId& patient,
                                      const model::PatientNotified& message, std::string text) override {
    return tell(case_id, patient, message.medium, std::string(model::word(message.milestone)),
                std::move(text));
  }

  std::unique_ptr<model::Task> tell(const model::CaseId& case_id, const model::PatientId& patient,
                                    model::Medium medium, const std::string& milestone,
                                    std::string text) override {
    const std::string mode = medium == model::Medium::sms ? "Text" : "Email";
    return std::make_unique<NotifyTask>(
        office_, Commlog{case_id, patient, mode, "Sent", std::move(text), reference(case_id, milestone)},
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

  std::optional<model::WebhookResult> webhook(const base::HttpRequest& request, base::Instant now) override {
    return take_delivery(office_, request, now);
  }

 private:
  static std::string reference(const model::CaseId& case_id, std::string_view what) {
    return "[ref " + case_id.text + " " + std::string(what) + "]";
  }

  Office office_;
};

}  // namespace

base::Expected<std::unique_ptr<model::PmsConnector>> make_connector(const model::PracticeBench& practice) {
  if (practice.pms.developer_key.empty() || practice.pms.customer_key.empty())
    return base::failure("practice " + practice.practice.text, "Open Dental wants two keys",
                         "give pms.developer_key and pms.customer_key");
  return std::make_unique<Connector>(practice);
}

}  // namespace articulator::connect::open_dental
