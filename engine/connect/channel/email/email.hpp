// The email channel: an order as one message to the lab's registered address (DSP-05).
//
// It carries the prescription as PDF, the order for the lab's own machines, the attachments or the links to
// them in the manifest. It goes to the address of the lab profile and to no other, and only over TLS: the
// header `TLS: required` makes the host (and the simulated relay) refuse a relay that offers none.
//
// After an open outcome the same bytes go once more under the same Message-ID and idempotency key: a mailbox
// cannot be asked, but whoever reads the message can tell that it is the same. Before it gives way to another
// channel the lab is asked by its API, if it has one (`settle` is null: see the workflow).
//
// The wire: POST / with the envelope in headers Mail-From, Rcpt-To; the body is the message.
#pragma once

#include "engine/base/error.hpp"
#include "engine/model/bench.hpp"
#include "engine/model/connector.hpp"

#include <memory>

namespace articulator::connect::email {

// Error: the practice has no mail relay for this lab, or the lab profile no address.
base::Expected<std::unique_ptr<model::ChannelConnector>> make_connector(const model::PracticeBench& practice,
                                                                        const model::LabAccess& lab);

}  // namespace articulator::connect::email
