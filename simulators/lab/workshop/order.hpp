// What a workshop knows of an order, and of a practice that sends it orders: plain values. What is a lab's
// own (a webhook's number, versions of a design) its wire keeps beside them, by the order's index.
#pragma once

#include "engine/base/calendar.hpp"
#include "engine/base/instant.hpp"
#include "engine/base/money.hpp"
#include "simulators/lab/workshop/intake.hpp"
#include "simulators/lab/workshop/line.hpp"

#include <cstddef>
#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <vector>

namespace articulator::simulators::workshop {

using base::Instant;

enum class HoldKind : std::uint8_t { question, status, design };

// What an order waits for the practice to say.
struct Hold {
  std::string id;  // "W-2", of this order
  HoldKind kind = HoldKind::question;
  std::string text;           // may be empty of one by status
  bool by_status = false;     // the order says the lab's word for it
  std::string resume_status;  // what it said before
};

struct Shipment {
  std::string carrier;
  std::string carrier_tracking;
  Instant delivery;
};

struct Order {
  std::size_t index = 0;    // in the workshop's list
  std::size_t account = 0;  // index
  std::string case_id;
  std::string tracking;   // the lab's number
  std::string reference;  // the practice's own name or key for the order
  std::string remake_of;
  bool says_why = false;  // of a remake: a structured claim, or none
  std::string remake_cause;
  bool warranty_claimed = false;
  std::string claim_refused;  // why; empty: granted, or none made
  WorkForm work;
  int product = 0;
  std::int32_t units = 1;

  Plan plan;
  std::size_t stages_done = 0;          // of the plan's; all of them done: the shipment is next
  bool on_line = false;                 // the production line moves it
  std::optional<Instant> paused_since;  // by a hold, by the line's own stop, or both
  bool stopped = false;                 // by the wire: a design was turned down
  std::optional<Instant> due;           // when the line moves it next; it stands in the line's queue then
  bool errand = false;                  // what is due next is the wire's errand and no stage
  int late_working_days = 0;
  bool late_told = false;
  std::string intake_question;  // asked once the order is logged
  bool drawn_question = false;  // one more, when design begins

  std::string status;  // empty until the first
  std::uint32_t sequence = 0;
  Instant status_since;
  std::optional<Instant> eta;
  bool eta_is_news = false;
  bool is_final = false;  // work is so far that nothing can be changed or cancelled any more
  bool shipped = false;
  bool cancelled = false;
  std::optional<Hold> hold;
  std::int32_t holds = 0;  // so many so far
  std::optional<Shipment> shipment;
  std::optional<Instant> shipped_at;
  std::optional<std::size_t> invoice;  // its line in the account's list
  bool never_billed = false;
  std::uint64_t change = 0;    // the account's counter at the last change; 0: none yet
  std::uint32_t revision = 0;  // counts its own changes
};

struct InvoiceLine {
  std::string case_id;
  std::string tracking;
  std::string patient;  // where a line names no order
  std::string tooth;
  base::Date date;  // lab time
  std::string description;
  base::Cents amount;
  bool told = false;       // somebody was shown it
  bool withdrawn = false;  // shown to nobody, and never will be
};

struct AccountBook {
  std::string practice;
  std::string lab_source;                                                // "/practices/p-01/labs/glidewell"
  std::string engine_source;                                             // "/practices/p-01/engine"
  std::map<std::string, std::size_t, std::less<>> by_reference;          // order index
  std::map<std::string, std::vector<std::size_t>, std::less<>> by_case;  // order indices, oldest first
  std::map<std::uint64_t, std::size_t> feed;                             // change -> order index
  std::uint64_t last_change = 0;
  std::vector<InvoiceLine> invoices;  // in the order of shipping
};

}  // namespace articulator::simulators::workshop
