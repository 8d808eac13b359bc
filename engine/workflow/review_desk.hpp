// The review desk: what people tell the engine.
//
//   POST /v1/reviews/{id} {"decision":"approve|reject|correct","changes":{"/prescription/shade":"A2"},
//                                          "answer":"..."}   -> 200 {"decision","review"}
//   POST /v1/dead-letters/{id}/redrive                       -> 200 {"dead_letter","redriven":true}
//   POST /v1/policy {"phases":{"crown":"auto"}}              -> 200 {"policy","practice"}, a merge patch
//
// All need `Authorization: Bearer <person's token>`. Errors: 400 malformed, 401 unknown token, 403 the role
// may not, 404 no such open review or dead letter at the person's practice, 409 a blocker stands or the
// review was decided already, 413 too long. Every refusal is audited (SEC-02).
#pragma once

#include "engine/base/http.hpp"
#include "engine/base/instant.hpp"
#include "engine/workflow/context.hpp"
#include "engine/workflow/live_practice.hpp"
#include "engine/workflow/people.hpp"

#include <string>
#include <string_view>

namespace articulator::workflow {

inline constexpr std::size_t decision_bytes_max = 64U * 1024;

base::HttpResponse decide_review(Context& context, LivePractice& practice, const model::Person& person,
                                 const std::string& review, const base::HttpRequest& request,
                                 base::Instant now);

// A seat visit's: see seat_desk.hpp.
base::HttpResponse decide_seat(Context& context, LivePractice& practice, const model::Person& person,
                               const SeatItem& item, const base::HttpRequest& request, base::Instant now);

// A refusal, with its audit record.
base::HttpResponse refuse_act(Context& context, const LivePractice& practice, const model::Person& person,
                              const model::CaseId& case_id, std::string_view act, int status,
                              base::Error error, base::Instant now);

base::HttpResponse redrive(Context& context, LivePractice& practice, const model::Person& person,
                           const std::string& dead_letter, base::Instant now);

base::HttpResponse change_policy(Context& context, LivePractice& practice, const model::Person& person,
                                 const base::HttpRequest& request, base::Instant now);

// For a token that nobody bears.
base::HttpResponse refuse_stranger(Context& context, base::Instant now);

}  // namespace articulator::workflow
