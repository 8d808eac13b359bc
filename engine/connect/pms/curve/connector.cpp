#include "engine/connect/pms/curve/connector.hpp"

#include "engine/base/hash.hpp"
#include "engine/connect/pms/curve/office.hpp"
#include "engine/connect/pms/curve/poll.hpp"
#include "engine/connect/pms/curve/schedule.hpp"
#include "engine/connect/pms/curve/webhooks.hpp"
#include "engine/connect/pms/curve/writes.hpp"

#include <algorithm>
#include <string>
#include <string_view>
#include <utility>

namespace articulator::connect::curve {
namespace {

constexpr std::size_t hash_chars = 16;  // of a text's SHA-256: enough to tell one note of a case from another

class Connector : public model::PmsConnector {
 public:
  explicit Connector(const model::PracticeBench& practice) : office_(practice) {}

  std::unique_ptr<model::Task> poll() override { return std::make_unique<Poll>(office_); }

  base::Instant next_poll(base::Instant last_started) const override {
    const base::Instant soon = last_started + base::seconds(1);
    if (office_.backlog) return std::max(soon, office_.not_before.value_or(soon));
    // An instant that is the poll's own may lie after it: an engine behind a socket has a coarse clock.
    if (office_.hinted >= last_started) return soon;
    return last_started + base::seconds(office_.access.poll_seconds);
  }

  std::unique_ptr<model::Task> write_status(const model::StatusWrite& status) override {
    return std::make_unique<StatusTask>(office_, status);
  }

  std::unique_ptr<model::Task> write_note(const model::CaseId& case_id, const model::PatientId& patient,
                                          std::string text) override {
    const std::string mark = base::hex(base::sha256(text)).substr(0, hash_chars);
    return std::make_unique<WriteTask>(
        office_,
        Writing{"/chart-notes", case_id, patient, std::move(text), case_id.text + "/note/" + mark, {}, {}});
  }

  std::unique_ptr<model::Task> notify(const model::CaseId& case_id, const model::PatientId& patient,
                                      const model::PatientNotified& message, std::string text) override {
    return tell(case_id, patient, message.medium, std::string(model::word(message.milestone)),
                std::move(text));
  }

  std::unique_ptr<model::Task> tell(const model::CaseId& case_id, const model::PatientId& patient,
                                    model::Medium medium, const std::string& milestone,
                                    std::string text) override {
    const char* channel = medium == model::Medium::sms      ? "text"
                          : medium == model::Medium::portal ? "portal"
                                                            : "email";
    return std::make_unique<NotifyTask>(office_,
                                        Writing{"/messages", case_id, patient, std::move(text),
                                                case_id.text + "/" + milestone, channel, milestone},
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
    return take_webhook(office_, request, now);
  }

 private:
  Office office_;
};

}  // namespace

base::Expected<std::unique_ptr<model::PmsConnector>> make_connector(const model::PracticeBench& practice) {
  if (practice.pms.customer_key.empty())
    return base::failure("practice " + practice.practice.text, "Curve wants an API key",
                         "give pms.customer_key");
  return std::make_unique<Connector>(practice);
}

}  // namespace articulator::connect::curve
