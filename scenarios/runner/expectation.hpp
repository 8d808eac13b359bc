// Expectation: what a scenario demands of the journal at an instant, and what must never be in it.
//
//   Expectation wanted;                       // {"order": {"case": "LC-1", "times": 1}}
//   wanted.kind = FormKind::order;
//   wanted.type = "engine.order.sent";
//   wanted.case_id = "LC-1";
//   wanted.times = 1;
//   std::optional<Failure> wrong = judge(wanted, evidence);
#pragma once

#include "engine/base/instant.hpp"
#include "scenarios/runner/check_evidence.hpp"
#include "scenarios/runner/check_failure.hpp"
#include "scenarios/runner/vocabulary.hpp"

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace articulator::runner {

struct Expectation {
  FormKind kind = FormKind::fact;
  std::string word;  // as written: "order"
  std::string type;  // of the fact that is looked for
  std::string practice;
  std::string case_id;  // empty: any

  std::optional<std::int64_t> times;    // exactly; empty: at least once
  std::optional<base::Duration> after;  // since the world's start: only what happened then or later
  std::optional<base::Duration> before;

  // What the form asks of a fact's content; empty: nothing.
  std::vector<std::string> reasons;               // review: at least these, sorted
  std::optional<std::vector<std::string>> codes;  // validated: exactly these, sorted
  std::vector<std::string> has;                   // validated: at least these, sorted
  std::string status;                             // validated
  std::string as_of;  // validated: the findings of this case too, and in its order
  std::optional<std::vector<std::string>> findings;  // these are, once the journal was looked at
  std::int64_t checks = 0;  // validated, order: names of at least so many checks that passed
  std::string lab;
  std::string stage;
  std::string milestone;
  std::string medium;
  std::string text;  // answered
  std::vector<std::string> text_has;
  std::vector<std::string> text_lacks;
  std::string action;            // audit
  std::string prescription;      // a JSON object that must be part of the order's
  std::string page;              // insight
  std::string holds;             // insight: a JSON object of pointers, and what must stand there
  std::string data;              // the same of the fact's or record's data; of the case's state for `case`
  bool tracking_wanted = false;  // case, status
  std::int64_t records = 0;      // audit_verifies: at least so many
  friend bool operator==(const Expectation&, const Expectation&) = default;
};

// Looks at everything so far. Empty: it holds. Not for `case`.
std::optional<Failure> judge(const Expectation& wanted, const Evidence& evidence);

// The same for something that must not happen: every fact that fits is a failure.
std::optional<Failure> judge_never(const Expectation& unwanted, const Evidence& evidence);

// For `case`: `answer` is what the engine said of the case, a JSON object; empty: it knows none.
std::optional<Failure> judge_case(const Expectation& wanted, std::string_view answer,
                                  const Evidence& evidence);

// For `insight`: `answer` is the page, a JSON object; empty: there is none.
std::optional<Failure> judge_insight(const Expectation& wanted, std::string_view answer,
                                     const Evidence& evidence);

// "an order for case LC-1 at lab glidewell, exactly once"
std::string describe(const Expectation& wanted);

}  // namespace articulator::runner
