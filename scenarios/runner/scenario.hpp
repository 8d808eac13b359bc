// Scenario: one readable file, typed. What it means is in scenarios/README.md; how it is read in
// scenario_loader.hpp.
#pragma once

#include "engine/base/calendar.hpp"
#include "engine/base/http.hpp"
#include "engine/base/instant.hpp"
#include "scenarios/runner/expectation.hpp"
#include "simulators/world/fault.hpp"

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <variant>
#include <vector>

namespace articulator::runner {

// A PMS and a lab.
struct Pair {
  std::string pms = "open-dental";
  std::string lab = "glidewell";
  friend bool operator==(const Pair&, const Pair&) = default;
};

// A practice: its office, its policy.
struct PracticeSetup {
  std::string practice = "p-01";
  std::string pms = "open-dental";
  std::string phase = "assist";
  std::vector<std::pair<std::string, std::string>> phases;  // restoration -> phase
  base::TimeZone zone;
  std::int64_t approval_days_left = 0;
  std::int64_t min_clean_cases = 0;
  std::vector<std::string> final_approval;  // phases (GOV-06)
  std::int64_t review_hours = 0;
  std::vector<std::string> notify;
  std::string predictor = "lab_promise";  // DLV-01
  std::int64_t hold_hours = 0;            // DLV-05
  bool message_unseen = false;            // NTF-05
  std::vector<std::string> permissions;   // of the PMS key
  // How often the engine shall look into the PMS: half of the minute within which a case must be validated
  // (VAL-32).
  std::int64_t poll_seconds = 30;
  std::int64_t poll_seconds_closed = 45;  // outside the office's hours
  bool check_codes = false;               // MAP-02
  bool model_doubts = false;              // AIM-02
  bool fdi_teeth = false;                 // MAP-03: the office writes teeth so
  base::Duration channel_budget{0};       // DSP-03: how long a channel is tried; 0: the policy says nothing

  // The node's name: "open-dental" for p-01, "open-dental.p-02" for another.
  [[nodiscard]] std::string node() const { return practice == "p-01" ? pms : pms + "." + practice; }
  friend bool operator==(const PracticeSetup&, const PracticeSetup&) = default;
};

struct WorldSetup {
  base::Instant start;
  std::uint64_t seed = 1;
  std::string lab = "glidewell";
  bool line = false;
  bool tls = false;            // PMS and lab stand behind TLS and ask who calls: over sockets really so
  bool pages_by_role = false;  // SEC-02
  world::FaultRates rates;
  bool has_rates = false;
  base::Duration rest = base::hours(1);
  // The ways to the lab, in its order of preference: "api", "sftp", "email". Empty: as its profile says, of
  // which the practices have access to the API alone.
  std::vector<std::string> channels;
  // Kinds of attachments that every product of the lab wants besides those of its profile, such as
  // "scan.bite".
  std::vector<std::string> needs;

  [[nodiscard]] bool has_channel(std::string_view name) const {
    for (const std::string& one : channels)
      if (one == name) return true;
    return false;
  }
  [[nodiscard]] std::string drop_node() const { return "sftp." + lab; }
  [[nodiscard]] static std::string mail_node() { return "mail"; }
  // How the model behaves that makes suggestions on notes: simulators/model/chat/chat.hpp. Empty: there is
  // none.
  std::string model;
  [[nodiscard]] static std::string model_node() { return "model"; }
  // Of every practice, a JSON object: what was before, other labs, the stock
  // (engine/model/insight_setup.hpp). Empty: nothing.
  std::string insight;
  std::vector<std::string> suppliers;  // the addresses in it
  // A relay, for orders by mail or purchase orders.
  [[nodiscard]] bool has_mail() const { return has_channel("email") || !suppliers.empty(); }
  // Whether the offices have a site where they leave the files that they are asked for. False: what a
  // scenario says of a file's content stands in the document's note, as the API's Upload leaves it.
  bool files = false;
  [[nodiscard]] static std::string files_node() { return "files"; }
  std::vector<PracticeSetup> practices;  // p-01 first
  friend bool operator==(const WorldSetup&, const WorldSetup&) = default;
};

// A simulator does something.
struct Act {
  std::string node;
  std::string verb;       // the simulator's
  std::string arguments;  // a JSON object
  friend bool operator==(const Act&, const Act&) = default;
};
// A person decides an open review.
struct Decide {
  std::string case_id;
  std::string as;  // a role or a person's id
  std::string decision;
  std::string changes;                 // a JSON object, or empty
  std::string answer;                  // to the lab's question, or empty
  std::optional<std::int64_t> slot;    // of those proposed, from 1
  std::vector<std::string> reasons;    // of the review that is meant; empty: the latest open one
  std::optional<std::int64_t> status;  // the HTTP status that must come back; empty: any 2xx
  friend bool operator==(const Decide&, const Decide&) = default;
};
// A person sends a dead letter off again.
struct Redrive {
  std::string case_id;
  std::string as;
  std::optional<std::int64_t> status;
  friend bool operator==(const Redrive&, const Redrive&) = default;
};
// An administrator changes the policy.
struct ChangePolicy {
  std::string as;
  std::string changes;  // a JSON object
  std::optional<std::int64_t> status;
  friend bool operator==(const ChangePolicy&, const ChangePolicy&) = default;
};
struct StartFault {
  world::Fault fault;  // `from` is the step's instant
  std::optional<base::Duration> lasts;
  friend bool operator==(const StartFault&, const StartFault&) = default;
};
// Somebody outside sends the engine something.
struct SendRequest {
  base::HttpRequest request;
  std::int64_t status = 200;  // that must come back
  friend bool operator==(const SendRequest&, const SendRequest&) = default;
};
struct Expect {
  Expectation wanted;
  friend bool operator==(const Expect&, const Expect&) = default;
};

// A node dies and comes back: in the meantime nobody answers there. The engine comes back by its inputs.
struct Crash {
  std::string node;
  base::Duration down{0};
  bool unsent = false;  // what the engine was about to send in that instant does not arrive
  friend bool operator==(const Crash&, const Crash&) = default;
};
// A node's clock is wrong by so much from here on; the engine's, in the whole run.
struct SetClock {
  std::string node;
  base::Duration ahead{0};  // below zero: behind
  friend bool operator==(const SetClock&, const SetClock&) = default;
};

struct Step {
  base::Duration at{0};  // since the world's start
  std::string practice = "p-01";
  std::string word;  // the verb as written
  int line = 0;
  bool if_possible = false;  // what cannot be done by then is passed over
  std::variant<Act, Decide, Redrive, ChangePolicy, StartFault, SendRequest, Expect, Crash, SetClock> what;
  // Wherever it was written.
  friend bool operator==(const Step& a, const Step& b) {
    return a.at == b.at && a.practice == b.practice && a.word == b.word && a.if_possible == b.if_possible &&
           a.what == b.what;
  }
};

struct Scenario {
  std::string file;  // as it was named
  // Whether it is about no PMS or lab in particular: its world names none. Then it has those of `pair`.
  bool any_pms = false;
  bool any_lab = false;
  Pair pair;
  std::string name;
  std::vector<std::string> shows;
  // The invariants, and the first failure ends it; else they are judged at the end alone.
  bool judged_at_every_step = false;
  WorldSetup world;
  std::vector<Step> steps;         // by instant; as written within one
  std::vector<Expectation> never;  // judged over the whole journal
  std::vector<std::string> names;  // first and last names of the patients and prescribers in it

  // Whatever the file is called.
  friend bool operator==(const Scenario& a, const Scenario& b) {
    return a.any_pms == b.any_pms && a.any_lab == b.any_lab && a.pair == b.pair && a.name == b.name &&
           a.shows == b.shows && a.judged_at_every_step == b.judged_at_every_step && a.world == b.world &&
           a.steps == b.steps && a.never == b.never && a.names == b.names;
  }
};

}  // namespace articulator::runner
