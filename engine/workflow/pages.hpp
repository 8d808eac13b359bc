// Pages: who may see what the GETs of the contract answer (SEC-02).
//
// A request with a person's token sees what the role may, of the person's own practice. One without a token
// comes from who runs the engine, on its own machine, and sees all; unless the bench says "pages": "by_role",
// and then everybody needs a token, who runs the engine the bench's "operator_token". A refusal is audited,
// so it is a step and no query: a host asks `Engine::refuses` first.
#pragma once

#include "engine/base/http.hpp"
#include "engine/base/instant.hpp"
#include "engine/workflow/context.hpp"
#include "engine/workflow/people.hpp"
#include "engine/workflow/views.hpp"

#include <cstddef>
#include <optional>
#include <string>

namespace articulator::workflow {

struct PageRefusal {
  int status = 403;
  base::Error error;
  std::string page;                     // the word after /v1
  const PersonPlace* bearer = nullptr;  // null: a stranger
};

// Empty: it may be seen. `practices` is their number: what holds all of them is no one practice's to see.
std::optional<PageRefusal> page_refusal(const People& people, bool by_role, const base::HttpRequest& request,
                                        std::size_t practices);

// With its audit record.
base::HttpResponse refuse_page(Context& context, const Practices& practices, const PageRefusal& refusal,
                               base::Instant now);

}  // namespace articulator::workflow
