// One line of a log, scrubbed.
//
//   LineScrubber scrubber(pseudonyms, -261 * 7, kinds);
//   std::string line = scrubber.scrub(line, counts);     // empty: the reader would refuse the line
//
// The line that comes out is read as the one that went in: the same event of the same case at the moved
// instant, under other ids.
#pragma once

#include "engine/base/json_reader.hpp"
#include "engine/base/json_writer.hpp"
#include "replay/log/log_event.hpp"
#include "replay/scrub/free_text.hpp"
#include "replay/scrub/members.hpp"
#include "replay/scrub/pseudonym.hpp"

#include <cstdint>
#include <span>
#include <string>
#include <string_view>

namespace articulator::replay {

struct ScrubCounts {
  std::int64_t lines = 0;
  std::int64_t blanked = 0;   // could not be read as events: nothing of them is left but an empty line
  std::int64_t left_out = 0;  // members that the log format does not know
  std::int64_t texts = 0;
  std::int64_t texts_unlike = 0;  // the engine reads something else out of them now
};

class LineScrubber {
 public:
  // `pms`: the kinds of practice management systems that a source may name.
  LineScrubber(const Pseudonyms& pseudonyms, int days, std::span<const std::string> pms)
      : pseudonyms_(pseudonyms), days_(days), pms_(pms) {}

  std::string scrub(std::string_view line, ScrubCounts& counts);

 private:
  void object(base::JsonValue value, std::string_view parent);
  void value(base::JsonValue value, std::string_view parent, std::string_view name, Treatment treatment);
  void text(std::string_view text, Treatment treatment);
  std::string kept_meaning(std::string_view text);
  [[nodiscard]] std::string source(std::string_view source) const;

  const Pseudonyms& pseudonyms_;
  int days_;
  std::span<const std::string> pms_;
  base::JsonParser envelope_parser_;
  base::JsonParser parser_;
  // of the line at hand
  TextPlace place_;
  std::string out_;
  base::JsonWriter* json_ = nullptr;
  ScrubCounts* counts_ = nullptr;
};

}  // namespace articulator::replay
