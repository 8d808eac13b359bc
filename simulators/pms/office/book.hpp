// What any office writes down, whichever practice management system it has: patients, people, lab cases, the
// appointment book, notes and messages, as plain values.
//
// Ids are the log format's ("LC-7", "PT-7", "D-1", "A-7"); how a vendor's wire numbers or names them is the
// vendor's own matter. A vendor's folder renders these values in its own words and knows nothing of how
// another one does. Nothing here judges a prescription: what a scenario writes is kept as written, right or
// wrong.
#pragma once

#include "engine/base/instant.hpp"

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace articulator::simulators::office {

// Of every row. Revisions count all changes of the office from 1, so a row's own grows by leaps: enough for
// an ETag, a cursor, a "changed since".
struct Stamp {
  std::uint64_t revision = 0;
  base::Instant created{};
  base::Instant changed{};
  friend bool operator==(const Stamp&, const Stamp&) = default;
};

struct Patient {
  std::string id{};  // "PT-1"
  std::string first_name{};
  std::string last_name{};
  std::string birth_date{};  // "1971-02-03"; empty: not written down
  std::string email{};
  std::string phone{};
  std::optional<bool> sms{};  // consents as written down; none: never asked. See Office::consents
  std::optional<bool> portal{};
  std::optional<bool> mail{};
  std::string prefers{};                 // "sms", "portal", "email"; empty: nothing said
  std::vector<std::string> allergies{};  // as said, in order
  std::map<std::string, std::string, std::less<>>
      chart{};  // tooth (Universal) -> present, missing, extracted
  Stamp stamp{};
  friend bool operator==(const Patient&, const Patient&) = default;
};

struct Provider {
  std::string id{};    // "D-1"
  std::string name{};  // "Orsino Brackwater"; may be empty
  std::string license{};
  Stamp stamp{};
  friend bool operator==(const Provider&, const Provider&) = default;
};

// A file of a case.
struct Attachment {
  std::string id{};    // "F-1": the office's own
  std::string name{};  // "prep.stl"
  std::string kind{};  // of the log format: "scan.prep"
  std::optional<std::int64_t> bytes{};
  std::string sha256{};
  std::string mesh{};     // JSON object of the log format; empty: nobody looked at the scan
  std::string content{};  // the file itself; empty: this office does not keep it
  friend bool operator==(const Attachment&, const Attachment&) = default;
};

// One value of a prescription, in the order of the log format: "shade" and "\"A2\"". Those of `implant` are
// "implant.system" and so on. JSON, since a scenario may write what no prescription should hold.
struct RxValue {
  std::string key{};
  std::string json{};
  friend bool operator==(const RxValue&, const RxValue&) = default;
};

// What an integration wrote to a case about the lab's work; empty: nothing yet.
struct LabWord {
  std::string stage{};  // normalised: "submitted"
  std::string tracking{};
  std::string ship_by{};  // date
  std::string carrier{};
  std::string carrier_tracking{};
  std::string delivery{};  // instant
  friend bool operator==(const LabWord&, const LabWord&) = default;
};

struct LabCase {
  std::string id{};        // "LC-7"
  std::string patient{};   // "PT-7"
  std::string provider{};  // "D-1": who prescribed; may be empty
  std::optional<bool> is_signed{};
  std::string lab{};       // "glidewell"; empty: none chosen
  std::string lab_name{};  // "Glidewell"
  std::vector<RxValue> prescription{};
  std::string notes{};
  std::vector<Attachment> attachments{};
  std::string insurance{};                  // of the log format, a JSON object; empty: nothing known
  std::string appointment{};                // "A-7"; empty: none
  std::optional<base::Instant> sent{};      // to the lab, last
  std::optional<base::Instant> received{};  // back from it; none again once it is sent anew
  bool seated = false;                      // likewise, as are the next two
  std::string cancelled{};                  // the reason; empty: it stands
  std::vector<std::string> feedback{};      // what the clinician says of delivered work, in order
  LabWord lab_word{};
  Stamp stamp{};
  friend bool operator==(const LabCase&, const LabCase&) = default;
};

enum class Visit : std::uint8_t { scheduled, complete, broken };

struct Appointment {
  std::string id{};        // "A-7"; of an engine's own making "A-1001" and on
  std::string patient{};   // "PT-7"
  std::string lab_case{};  // "LC-7": the seat visit of that case; empty: of none
  base::Instant start{};
  std::int64_t minutes = 60;
  std::string provider{};   // "D-1"
  std::string operatory{};  // "OP1"
  Visit visit = Visit::scheduled;
  std::string held_for{};  // a tentative hold for that case, no patient's visit; empty: a visit
  std::string note{};
  Stamp stamp{};
  friend bool operator==(const Appointment&, const Appointment&) = default;
};

struct ChartNote {
  std::string id{};  // "N-1"
  std::string lab_case{};
  std::string patient{};
  std::string text{};
  Stamp stamp{};
  friend bool operator==(const ChartNote&, const ChartNote&) = default;
};

enum class Direction : std::uint8_t { to_patient, from_patient };

struct Message {
  std::string id{};        // "M-1"
  std::string lab_case{};  // empty: of no case, as what a patient writes
  std::string patient{};
  std::string milestone{};  // "shipped"; empty from a patient
  std::string medium{};     // "sms", "portal", "email"
  std::string text{};
  Direction direction = Direction::to_patient;
  Stamp stamp{};
  friend bool operator==(const Message&, const Message&) = default;
};

// What happened, for feeds, queues and webhooks; by revision.
enum class Kind : std::uint8_t { patient, provider, lab_case, appointment, chart_note, message };
enum class Action : std::uint8_t { added, changed, removed };
struct Change {
  std::uint64_t revision = 0;
  base::Instant at{};
  Kind kind = Kind::lab_case;
  Action action = Action::changed;
  std::string id{};
  friend bool operator==(const Change&, const Change&) = default;
};

}  // namespace articulator::simulators::office
