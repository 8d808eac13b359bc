// What goes to the lab: the order of DSP-02, changes to it, its cancellation and the answers to the lab's
// questions.
//
// All but the cancellation, which is a state, bear an idempotency key, so that after an ambiguous outcome the
// same request is simply sent again (RES-02).
#pragma once

#include "engine/connect/flow.hpp"
#include "engine/connect/lab/glidewell/account.hpp"
#include "engine/connect/order_json.hpp"
#include "engine/model/connector.hpp"

#include <string>

namespace articulator::connect::glidewell {

class Submission : public FlowTask {
 public:
  Submission(Account& account, const model::Order& order)
      : account_(account), case_id_(order.case_id), key_(order.idempotency_key), body_(order_json(order)) {}

 private:
  Flow<Outcome> run(bool may_have_happened) override;
  Flow<Outcome> take_what_is_there();

  Account& account_;
  model::CaseId case_id_;
  std::string key_;
  std::string body_;
};

// Whether the lab has this order, on whatever channel it came (DSP-03).
class Search : public FlowTask {
 public:
  Search(Account& account, const model::Order& order)
      : account_(account), case_id_(order.case_id), key_(order.idempotency_key) {}

 private:
  Flow<Outcome> run(bool may_have_happened) override;

  Account& account_;
  model::CaseId case_id_;
  std::string key_;
};

// Phase monitor: to the lab's sandbox, which judges the order and makes nothing.
class Mirroring : public FlowTask {
 public:
  Mirroring(Account& account, const model::Order& order)
      : account_(account), key_(order.idempotency_key), body_(order_json(order)) {}

 private:
  Flow<Outcome> run(bool may_have_happened) override;

  Account& account_;
  std::string key_;
  std::string body_;
};

// A message about an order that exists: an amendment, a cancellation, an answer. Without its tracking number
// the lab is asked for the order first.
class Message : public FlowTask {
 public:
  struct What {
    std::string method;
    std::string suffix;  // after /v1/orders/{tracking}
    std::string body;
    std::string idempotency_key;          // empty: none
    std::string too_late;                 // error of a 409
    bool needless_without_order = false;  // no order at the lab: nothing to do
  };
  Message(Account& account, model::CaseId case_id, std::string tracking, What what)
      : account_(account),
        case_id_(std::move(case_id)),
        tracking_(std::move(tracking)),
        what_(std::move(what)) {}

 private:
  Flow<Outcome> run(bool may_have_happened) override;

  Account& account_;
  model::CaseId case_id_;
  std::string tracking_;
  What what_;
};

Message::What amendment(Account& account, const model::Order& order);
Message::What cancellation(const std::string& reason);
Message::What answer_to_question(Account& account, const model::CaseId& case_id, const std::string& text);

}  // namespace articulator::connect::glidewell
