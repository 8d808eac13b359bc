// Transcript: all that an engine said and did in a run. The world, the people and the faults come out of the
// scenario and its seed; the engine is the one party that does not. So a scenario and a transcript give the
// journal again, byte for byte, and every verdict with it, on any machine and without the engine: nobody has
// to trust who ran it.
//
//   Transcript transcript;
//   engine->record(&transcript);                       // RemoteEngine
//   run_scenario(scenario, library, *engine, {});
//   std::string text = write_transcript(transcript);
//
//   RecordedEngine again(read_transcript(text).value());
//   run_scenario(scenario, library, again, {});        // the same journal, the same verdict
//
// As text it is NDJSON, one thing a line, in the order in which they came about:
//
//   {"at":"2024-10-21T14:00:00.000Z","kind":"call","origin":"http://glidewell.example","request":{...}}
//   {"at":"2024-10-21T14:00:00.000Z","kind":"clock","next":"2024-10-21T14:00:30.000Z"}
#pragma once

#include "engine/base/error.hpp"
#include "engine/base/http.hpp"
#include "engine/base/instant.hpp"
#include "simulators/world/world.hpp"

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace articulator::runner {

enum class UtteranceKind : std::uint8_t {
  call,       // the engine calls a simulator; comes before the answer to what it was asked meanwhile
  bench,      // it has taken its bench description, or not
  clock,      // it is idle, and wants to be called again at `next`, or does not follow
  delivered,  // its answer to a webhook or to a person's request
  page,       // its answer to a GET of the contract
  waited,     // time was to go on to `at`, and the calls before this line came first; at a rate only
};

struct Utterance {
  UtteranceKind kind = UtteranceKind::call;
  base::Instant at;                    // virtual; of a call later than what was asked before, at a rate
  std::string origin;                  // call: whom
  base::HttpRequest request;           // call: whole; delivered, page: method and target
  world::Outcome outcome;              // delivered, page
  std::optional<base::Instant> next;   // clock
  std::optional<base::Error> trouble;  // bench, clock
};

using Transcript = std::vector<Utterance>;

// Past this many an engine is taken to be raving.
inline constexpr std::size_t utterances_max = 2'000'000;

std::string write_transcript(const Transcript& transcript);

// Error: not a transcript, with its line.
base::Expected<Transcript> read_transcript(std::string_view text);

}  // namespace articulator::runner
