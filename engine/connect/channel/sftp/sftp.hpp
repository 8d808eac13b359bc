// The SFTP channel: an order into a lab's drop folder (DSP-04).
//
// Every file goes up under a temporary name (`*.part`), is looked at there, and is renamed when it is whole;
// the manifest goes last, since the lab takes an order when its manifest is there. The lab claims an order by
// renaming the manifest to `{stem}.claimed.json`, and answers in `{stem}.ack.json`.
//
// An upload whose outcome is open is settled by looking: a manifest that is claimed or acknowledged is the
// lab's. One that still lies there is taken back, by renaming it to `{stem}.withdrawn.json`: of that rename
// and the lab's own, one alone succeeds, so afterwards the order is either the lab's or nobody's (DSP-03).
//
// The wire is file operations in the words of HTTP, in process and for the host alike, which performs them by
// SFTP where the address is `sftp://`: LIST, PUT, MOVE (header Destination), GET, DELETE, the account in the
// header User, contents in base64.
#pragma once

#include "engine/base/error.hpp"
#include "engine/model/bench.hpp"
#include "engine/model/connector.hpp"

#include <memory>

namespace articulator::connect::sftp {

// Error: the practice has no drop folder at this lab.
base::Expected<std::unique_ptr<model::ChannelConnector>> make_connector(const model::PracticeBench& practice,
                                                                        const model::LabAccess& lab);

}  // namespace articulator::connect::sftp
