// A chat endpoint of the OpenAI-compatible kind, asked what a de-identified note says.
//
//   POST {base}/v1/chat/completions  Authorization: Bearer ...
//   {"model","messages":[system, user],"response_format":{"type":"json_schema",...},"temperature":0}
//
// The answer is data and nothing else (AIM-03): of {"facts":[{"field","value","words"}]} in the first
// choice's content, those facts are taken whose field and value are in our own tables and whose words stand
// in the note that was sent; tool calls, orders and all other words are passed over. Wire: the vendor's API
// reference, "Create chat completion", structured outputs.
#pragma once

#include "engine/base/error.hpp"
#include "engine/model/bench.hpp"
#include "engine/model/suggester.hpp"

#include <memory>
#include <string>

namespace articulator::connect::chat {

inline constexpr std::size_t answer_bytes_max = 64U * 1024;
inline constexpr std::size_t suggestions_max = 50;

std::unique_ptr<model::Suggester> make_suggester(const model::ModelAccess& access);

// What an answer suggests of the note. Error: it is too long, no JSON, or of another shape.
base::Expected<model::NoteFacts> read_suggestions(const std::string& body, const std::string& note);

}  // namespace articulator::connect::chat
