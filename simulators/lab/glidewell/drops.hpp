// Drops: how orders come to the lab besides its API, as files in a practice's drop folder and as mail.
//
// A drop folder. Any file that is no temporary one (`*.part`, or beginning with a dot) is copied as soon as
// it is seen, which is why an upload must have another name until it is whole. An order is there once its
// manifest is, `{stem}.manifest.json`:
//   {"case":"LC-1","files":[{"bytes":812,"name":"LC-1_1.order.json","role":"order","sha256":"..."},
//     {"bytes":1,"link":"https://...","name":"LC-1_19_scan.prep.stl","role":"attachment","sha256":"..."}],
//    "idempotency_key":"LC-1/1","practice":"p-01"}
// Files without a link are in the folder, and their copies must be of that size and hash. The lab claims the
// order by renaming the manifest to `{stem}.claimed.json`, and says in `{stem}.ack.json` what became of it:
//   {"case_id","idempotency_key","ship_by","tracking"} or {"case_id","idempotency_key","reasons":[...]}
// A manifest whose files are not there or not whole is left alone until something changes.
//
// Mail. A message of three parts or more, one of them `*.order.json`, one a manifest as above, one the form
// as PDF; from the address that the account has on record.
//
// A key that was seen, on whatever channel, makes no second order (DSP-01): it is acknowledged once more.
//
// Facts: `engine.order.sent` with its channel, `lab.order.acknowledged` or `.rejected`; `lab.form.read`
// {"channel","missing","pages"}: what the clerk at the order desk did not find on the form though the order
// has it; `lab.manifest.read` {"channel","lacking","linked","names"}; `lab.drop.incomplete`
// {"channel","file"} and `lab.mail.refused` {"why"}.
#pragma once

#include "engine/base/instant.hpp"
#include "engine/base/json_reader.hpp"
#include "simulators/lab/glidewell/lab.hpp"
#include "simulators/world/shelf.hpp"

#include <cstddef>
#include <cstdint>
#include <memory>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <vector>

namespace articulator::simulators::glidewell {

class Drops {
 public:
  explicit Drops(const Config& config);

  // The lab looks into an inbox half a minute after something changed there.
  [[nodiscard]] std::optional<Instant> next_due() const;
  void advance(Lab& lab, base::JsonParser& parser, Instant now, SimulatorOutputs& out);

 private:
  struct Place {
    std::string practice;  // empty: the mailbox
    std::shared_ptr<world::Shelf> shelf;
    std::uint64_t seen_changes = 0;
    world::Shelf::Files copies{};             // of a drop: as they were when first seen
    std::set<std::string> incomplete_told{};  // manifest and file
  };

  void look_into_drop(Lab& lab, base::JsonParser& parser, Place& place, Instant now, SimulatorOutputs& out);
  void look_into_mailbox(Lab& lab, base::JsonParser& parser, Place& place, Instant now,
                         SimulatorOutputs& out);

  std::vector<Place> places_;
};

}  // namespace articulator::simulators::glidewell
