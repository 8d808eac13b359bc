#include "engine/connect/lab/dentsply_sirona/connector.hpp"

#include "engine/connect/lab/dentsply_sirona/account.hpp"
#include "engine/connect/lab/dentsply_sirona/changes.hpp"
#include "engine/connect/lab/dentsply_sirona/orders.hpp"
#include "engine/connect/lab/dentsply_sirona/statements.hpp"

#include <algorithm>
#include <string>
#include <utility>

namespace articulator::connect::dentsply_sirona {
namespace {

// The lab calls nobody, so what it has to say is found as soon as we ask. To ask while nothing changed costs
// one 304 without a body, so we ask each minute: a state then reaches the PMS within the five minutes of
// STS-02, and within the fifteen of STS-03 even if several questions in a row get no answer.
constexpr base::Duration poll_every = base::minutes(1);

class Connector : public model::LabConnector {
 public:
  Connector(const model::PracticeBench& practice, const model::LabAccess& lab) : account_(practice, lab) {}

  std::unique_ptr<model::Task> submit(const model::Order& order) override {
    return std::make_unique<Submission>(account_, order);
  }
  std::unique_ptr<model::Task> mirror(const model::Order& order) override {
    return std::make_unique<Mirroring>(account_, order);
  }
  std::unique_ptr<model::Task> amend(const model::Order& order, const std::string& tracking) override {
    return std::make_unique<Change>(account_, Wanted{order.case_id, tracking}, amendment(order));
  }
  std::unique_ptr<model::Task> cancel(const model::CaseId& case_id, const std::string& tracking,
                                      std::string reason) override {
    return std::make_unique<Change>(account_, Wanted{case_id, tracking}, cancellation(reason));
  }
  std::unique_ptr<model::Task> answer(const model::CaseId& case_id, const std::string& tracking,
                                      std::string text) override {
    return std::make_unique<Answer>(account_, Wanted{case_id, tracking}, std::move(text));
  }
  std::unique_ptr<model::Task> find(const model::Order& order) override {
    return std::make_unique<Search>(account_, order);
  }
  std::unique_ptr<model::Task> statement(const std::string& month) override {
    return std::make_unique<StatementReading>(account_, month);
  }
  std::unique_ptr<model::Task> poll() override { return std::make_unique<Poll>(account_); }

  base::Instant next_poll(base::Instant last_started, base::Instant /*last_webhook*/) const override {
    return last_started + poll_every;
  }

  std::optional<model::WebhookResult> webhook(const base::HttpRequest& /*request*/,
                                              base::Instant /*now*/) override {
    return std::nullopt;  // the lab sends none
  }

 private:
  Account account_;
};

}  // namespace

base::Expected<std::unique_ptr<model::LabConnector>> make_connector(const model::PracticeBench& practice,
                                                                    const model::LabAccess& lab) {
  if (lab.client_id.empty() || lab.client_secret.empty())
    return base::failure("practice " + practice.practice.text + ", lab dentsply-sirona",
                         "Dentsply Sirona wants a client of OAuth 2", "give client_id and client_secret");
  return std::make_unique<Connector>(practice, lab);
}

}  // namespace articulator::connect::dentsply_sirona
