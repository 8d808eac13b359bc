// The chat simulator: an OpenAI-compatible endpoint that is asked what a note says.
//
//   auto model = make_chat({{{"p-01", "test-key"}}, Behaviour::hostile});
//
// The wire: POST /v1/chat/completions, Authorization: Bearer <key>, {"model","messages":[{"role","content"}]}
//   200  {"id","object":"chat.completion","model","choices":[{"index":0,"message":{"role","content"},
//         "finish_reason"}],"usage":{...}}
//   400 malformed, 401 unknown key, 404 another path, 503 absent
//
// Fact: model.asked {"body","target"}, of the practice whose key it came with, whatever the answer.
//
// Behaviours, from the seedless simple to the worst
//   right      says of the note's first shade that it is one
//   slow       the same, after ten minutes
//   wrong      a shade that the note does not have, a tooth 99, a material that nobody makes
//   malformed  half a JSON object in the content
//   absent     503, at once
//   hostile    by turns: an order to approve and send, tool calls that do so, a body of 4 MB, deep nesting
//
// Verbs of `act`
//   behaviour  {"behaviour": one of the words above}
#pragma once

#include "simulators/world/simulator.hpp"

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace articulator::simulators::chat_model {

enum class Behaviour : std::uint8_t { right, slow, wrong, malformed, absent, hostile };
std::optional<Behaviour> behaviour_of(std::string_view word);

struct Account {
  std::string practice;  // "p-01": whose key it is
  std::string api_key;
};

struct Config {
  std::vector<Account> accounts;
  Behaviour behaviour = Behaviour::right;
};

std::unique_ptr<world::Simulator> make_chat(Config config);

}  // namespace articulator::simulators::chat_model
