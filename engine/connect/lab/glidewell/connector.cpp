#include "engine/connect/lab/glidewell/connector.hpp"

#include "engine/connect/lab/glidewell/account.hpp"
#include "engine/connect/lab/glidewell/changes.hpp"
#include "engine/connect/lab/glidewell/orders.hpp"
#include "engine/connect/lab/glidewell/signature.hpp"
#include "engine/connect/lab/glidewell/statements.hpp"
#include "engine/connect/lab/glidewell/webhooks.hpp"

#include <algorithm>
#include <string>
#include <utility>

namespace articulator::connect::glidewell {
namespace {

// STS-03 wants a change found within 15 minutes of a silence that is too long: ten, and the rest for a call
// that must be repeated.
constexpr base::Duration poll_every = base::minutes(10);

class Connector : public model::LabConnector {
 public:
  Connector(const model::PracticeBench& practice, const model::LabAccess& lab, std::string key)
      : account_(practice, lab, std::move(key)) {}

  std::unique_ptr<model::Task> submit(const model::Order& order) override {
    return std::make_unique<Submission>(account_, order);
  }
  std::unique_ptr<model::Task> mirror(const model::Order& order) override {
    return std::make_unique<Mirroring>(account_, order);
  }
  std::unique_ptr<model::Task> amend(const model::Order& order, const std::string& tracking) override {
    return std::make_unique<Message>(account_, order.case_id, tracking, amendment(account_, order));
  }
  std::unique_ptr<model::Task> cancel(const model::CaseId& case_id, const std::string& tracking,
                                      std::string reason) override {
    return std::make_unique<Message>(account_, case_id, tracking, cancellation(reason));
  }
  std::unique_ptr<model::Task> answer(const model::CaseId& case_id, const std::string& tracking,
                                      std::string text) override {
    return std::make_unique<Message>(account_, case_id, tracking,
                                     answer_to_question(account_, case_id, text));
  }
  std::unique_ptr<model::Task> find(const model::Order& order) override {
    return std::make_unique<Search>(account_, order);
  }
  std::unique_ptr<model::Task> statement(const std::string& month) override {
    return std::make_unique<StatementReading>(account_, month);
  }
  std::unique_ptr<model::Task> poll() override { return std::make_unique<Poll>(account_); }

  base::Instant next_poll(base::Instant last_started, base::Instant last_webhook) const override {
    const base::Instant next = last_started + poll_every;
    if (!account_.profile || !account_.profile->webhook_silent_after_minutes) return next;
    return std::max(next, last_webhook + base::minutes(*account_.profile->webhook_silent_after_minutes));
  }

  std::optional<model::WebhookResult> webhook(const base::HttpRequest& request, base::Instant now) override {
    return take_webhook(account_, request, now);
  }

 private:
  Account account_;
};

}  // namespace

base::Expected<std::unique_ptr<model::LabConnector>> make_connector(const model::PracticeBench& practice,
                                                                    const model::LabAccess& lab) {
  const std::string where = "practice " + practice.practice.text + ", lab glidewell";
  if (lab.api_key.empty()) return base::failure(where, "Glidewell wants an API key", "give api_key");
  auto key = webhook_key(lab.webhook_secret);
  if (!key) return base::failure(where, "the webhook secret is no whsec_<base64>", "give webhook_secret");
  return std::make_unique<Connector>(practice, lab, std::move(*key));
}

}  // namespace articulator::connect::glidewell
