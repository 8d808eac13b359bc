// What goes to the lab: the order of DSP-02, changes to it, its cancellation and the answers to what it waits
// for.
//
// The practice names its orders itself, by the order's idempotency key, and makes one with `If-None-Match:
// *`: there can be no second one of that name. So after an ambiguous outcome the same request is simply sent
// again, and 412 means that the first was taken: what is there is asked for (RES-02).
#pragma once

#include "engine/connect/flow.hpp"
#include "engine/connect/lab/dentsply_sirona/account.hpp"
#include "engine/connect/lab/dentsply_sirona/changes.hpp"
#include "engine/connect/order_json.hpp"
#include "engine/model/connector.hpp"

#include <string>
#include <string_view>
#include <utility>

namespace articulator::connect::dentsply_sirona {

class Submission : public FlowTask {
 public:
  Submission(Account& account, const model::Order& order)
      : account_(account),
        case_id_(order.case_id),
        reference_(order.idempotency_key),
        body_(order_json(order)) {}

 private:
  Flow<Outcome> run(bool may_have_happened) override;

  Account& account_;
  model::CaseId case_id_;
  std::string reference_;
  std::string body_;
};

// Whether the lab has this order (DSP-03).
class Search : public FlowTask {
 public:
  Search(Account& account, const model::Order& order)
      : account_(account), case_id_(order.case_id), reference_(order.idempotency_key) {}

 private:
  Flow<Outcome> run(bool may_have_happened) override;

  Account& account_;
  model::CaseId case_id_;
  std::string reference_;
};

// Phase monitor: to the lab's sandbox, which judges the order and makes nothing.
class Mirroring : public FlowTask {
 public:
  Mirroring(Account& account, const model::Order& order)
      : account_(account), reference_(order.idempotency_key), body_(order_json(order)) {}

 private:
  Flow<Outcome> run(bool may_have_happened) override;

  Account& account_;
  std::string reference_;
  std::string body_;
};

// An order that exists, wanted by our name for it or, where that is not known, by case and number.
struct Wanted {
  model::CaseId case_id;
  std::string tracking;  // may be empty
};

// An amendment or a cancellation: possible until the lab accepts the order.
class Change : public FlowTask {
 public:
  struct What {
    std::string method;
    std::string suffix;  // after /v1/orders/{reference}
    std::string body;
    bool needless_without_order = false;  // no order at the lab: nothing to do
  };
  Change(Account& account, Wanted wanted, What what)
      : account_(account), wanted_(std::move(wanted)), what_(std::move(what)) {}

 private:
  Flow<Outcome> run(bool may_have_happened) override;

  Account& account_;
  Wanted wanted_;
  What what_;
};
Change::What amendment(const model::Order& order);
Change::What cancellation(const std::string& reason);

// Words that approve a design: "approved", "Approve.", "yes", and nothing else besides. Any others say what
// is to be changed, so that no design is made by a misunderstanding.
bool approves(std::string_view words);

// The answer to what the order waits for: words to a question, yes or no to a design. It is meant for what
// the person was shown, and for nothing that the lab has come to wait for since.
class Answer : public FlowTask {
 public:
  Answer(Account& account, Wanted wanted, std::string text);

 private:
  Flow<Outcome> run(bool may_have_happened) override;

  Account& account_;
  Wanted wanted_;
  std::string text_;
  std::string meant_;  // id of what is answered; empty: whatever it waits for at the first attempt
};

}  // namespace articulator::connect::dentsply_sirona
