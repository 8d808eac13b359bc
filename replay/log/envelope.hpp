// Envelope: what stands around the data of a line that is written as the log format shows it: these members
// in that order, plain ASCII, no escapes, no white space between them. Programs write their lines so, all of
// them or none; it takes looking for some quotes to read it, and leaves but the data to the JSON parser.
//
//   if (const auto plain = plain_envelope(line)) use(plain->source, parser.parse(plain->data));
#pragma once

#include <optional>
#include <string_view>

namespace articulator::replay {

struct Envelope {  // views the line
  std::string_view id;
  std::string_view source;
  std::string_view type;
  std::string_view subject;  // empty: none, or an empty one
  std::string_view time;
  // Not looked at: the line is a JSON object of just these members if, and only if, this is a JSON value.
  std::string_view data;
};

// None: the line is written in another way, or is no CloudEvent 1.0 at all.
std::optional<Envelope> plain_envelope(std::string_view line);

// The source of such a line alone, without a look at what follows it.
std::optional<std::string_view> plain_source(std::string_view line);

}  // namespace articulator::replay
