// The example lab: a two-bench studio whose interface is a desk that takes forms and a board to look at.
//
// Nothing of it is JSON: requests are forms (application/x-www-form-urlencoded), answers plain text, and who
// asks is known by HTTP Basic (user: the practice, password: its key). It sends nothing by itself.
//
//   POST /desk/orders   ref, case, patient, dentist, checked, and the prescription's own fields, each as
//                       `rx.` and its name, repeated where it is a list; attachments as `file`, each
//                       "kind name". 201 "BW-1001 2024-10-28": ticket and the day it leaves; 200 the same,
//                       for a `ref` that is known; 422 a reason a line; 400
//   GET  /desk/orders?ref=R   200 as above, or 404
//   POST /desk/cancel   ticket, reason; 200, or 409 once it is made
//   POST /desk/answer   ticket, text; 200, and the question is taken from the board
//   GET  /board?after=N  a line for each change after number N, oldest first, its parts divided by tabs:
//                       number, ticket, case, how many words this order has had, word[, carrier, parcel]
//
// Verbs of `act`: status {"case","status"}, question {"case","question"} (the word for a hold, and the
// question behind it), ship {"case","carrier"?,"carrier_tracking"?}, reject_next {"reasons":["..."]}.
//
// Facts: `engine.order.sent`, `engine.order.cancelled`, `engine.question.answered`, `lab.order.acknowledged`,
// `lab.order.rejected`, `lab.case.status`, `lab.case.question`, `lab.case.shipped`.
#pragma once

#include "simulators/lab/vendor.hpp"

namespace articulator::simulators::birchwood {

// Error: a profile without a calendar.
base::Expected<std::unique_ptr<world::Simulator>> make_simulator(const LabSetup& setup);

}  // namespace articulator::simulators::birchwood
