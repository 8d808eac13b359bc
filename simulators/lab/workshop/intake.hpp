// The order desk: what an order says, and whether the lab can make it.
//
// Three outcomes, as in a lab that logs cases by hand (DOMAIN 3.1). A form that is not an order at all is
// sent back unread (400). An order for what the lab does not make is refused with reasons (422). An order
// that lacks something a telephone call can settle is taken in, and held with a question.
//
// The desk judges by the lab's own means: what it can make from what it was given. It is no copy of a
// practice's checks, so a margin that is merely unusual, or a due date that is too soon, is no reason to
// refuse: the dentist signed for it.
#pragma once

#include "engine/base/error.hpp"
#include "engine/base/json_reader.hpp"
#include "simulators/lab/workshop/profile.hpp"

#include <cstdint>
#include <string>
#include <vector>

namespace articulator::simulators::workshop {

struct Reason {
  std::string code;     // "shade_unknown"
  std::string field;    // JSON pointer into the order, "/prescription/shade"; may be empty
  std::string message;  // a sentence
};

struct Attachment {
  std::string name;
  std::string kind;
  std::int64_t bytes = 0;  // 0: not said
};

// The work, as far as the lab needs to know it.
struct WorkForm {
  std::string procedure;
  std::string material;
  std::string shade;
  std::string margin;
  std::string due_date;
  std::string arch;
  std::vector<std::string> teeth;
  std::vector<Attachment> attachments;
};

struct OrderForm {
  std::string case_id;
  std::string remake_of;  // a tracking number or case id; empty: new work
  // What a practice says of the remake, where it does: why, and whether it should be free.
  bool says_why = false;
  std::string remake_cause;
  bool warranty_claimed = false;
  WorkForm work;
};

struct Judgement {
  std::vector<Reason> reasons;  // not empty: refused
  int product = -1;             // index into the profile's products, when not refused
  std::int32_t units = 1;       // what the fee is multiplied by
  std::string question;         // not empty: taken in, and held with this question
};

// Error: what makes it no order; `where` is the JSON pointer.
base::Expected<OrderForm> read_order(base::JsonValue order);
// The parts that an amendment gives replace those in `work`. Error: as above.
base::Expected<void> read_amendment(base::JsonValue amendment, WorkForm& work);

Judgement judge(const WorkForm& work, const Profile& profile);

}  // namespace articulator::simulators::workshop
