#include "engine/connect/pms/dentrix/connector.hpp"

#include "engine/connect/office_hours.hpp"
#include "engine/connect/pms/dentrix/organization.hpp"
#include "engine/connect/pms/dentrix/poll.hpp"
#include "engine/connect/pms/dentrix/schedule.hpp"
#include "engine/connect/pms/dentrix/writes.hpp"

#include <algorithm>
#include <string>
#include <utility>

namespace articulator::connect::dentrix {
namespace {

class Connector : public model::PmsConnector {
 public:
  explicit Connector(const model::PracticeBench& practice) : organization_(practice) {}

  std::unique_ptr<model::Task> poll() override { return std::make_unique<Poll>(organization_); }

  base::Instant next_poll(base::Instant last_started) const override {
    if (organization_.backlog)
      return std::max(last_started + base::seconds(1), organization_.not_before.value_or(last_started));
    return next_look(organization_.session.access, last_started);
  }

  std::unique_ptr<model::Task> write_status(const model::StatusWrite& status) override {
    return std::make_unique<StatusTask>(organization_, status);
  }

  std::unique_ptr<model::Task> write_note(const model::CaseId& case_id, const model::PatientId& patient,
                                          std::string text) override {
    return std::make_unique<NoteTask>(organization_, case_id, patient, std::move(text));
  }

  std::unique_ptr<model::Task> notify(const model::CaseId& case_id, const model::PatientId& patient,
                                      const model::PatientNotified& message, std::string text) override {
    return tell(case_id, patient, message.medium, std::string(model::word(message.milestone)),
                std::move(text));
  }

  std::unique_ptr<model::Task> tell(const model::CaseId& case_id, const model::PatientId& patient,
                                    model::Medium medium, const std::string& milestone,
                                    std::string text) override {
    MessageTask::Message message{case_id, patient, medium, milestone, std::move(text)};
    return std::make_unique<MessageTask>(organization_, std::move(message));
  }

  std::unique_ptr<model::Task> free_times(const model::ScheduleQuestion& question) override {
    return std::make_unique<FreeTimesTask>(organization_, question);
  }
  std::unique_ptr<model::Task> seat(const model::SeatVisit& visit) override {
    return std::make_unique<SeatTask>(organization_, visit);
  }
  std::unique_ptr<model::Task> hold(const model::SlotHold& hold) override {
    return std::make_unique<HoldTask>(organization_, hold);
  }
  std::unique_ptr<model::Task> release(const std::string& hold) override {
    return std::make_unique<ReleaseTask>(organization_, hold);
  }

  // The vendor sends none.
  std::optional<model::WebhookResult> webhook(const base::HttpRequest&, base::Instant) override {
    return std::nullopt;
  }

 private:
  Organization organization_;
};

}  // namespace

base::Expected<std::unique_ptr<model::PmsConnector>> make_connector(const model::PracticeBench& practice) {
  const model::PmsAccess& access = practice.pms;
  if (access.client_id.empty() || access.client_secret.empty() || access.organization_id.empty())
    return base::failure("practice " + practice.practice.text, "Dentrix wants credentials",
                         "give pms.client_id, pms.client_secret and pms.organization_id");
  return std::make_unique<Connector>(practice);
}

}  // namespace articulator::connect::dentrix
