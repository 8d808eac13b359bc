#include "engine/workflow/pages.hpp"

#include "engine/governance/permission.hpp"
#include "engine/workflow/replies.hpp"

namespace articulator::workflow {

std::optional<PageRefusal> page_refusal(const People& people, bool by_role, const base::HttpRequest& request,
                                        std::size_t practices) {
  const base::Target target = base::parse_target(request.target);
  if (target.path.size() < 2 || target.path[0] != "v1") return std::nullopt;
  const std::string& page = target.path[1];
  const auto wanted = governance::permission_for_page(page);
  if (!wanted) return std::nullopt;
  const bool has_token = request.headers.find("Authorization") != nullptr;
  if (!has_token && !by_role) return std::nullopt;
  if (people.is_operator(request)) return std::nullopt;
  const std::string where = "/v1/" + page;
  const PersonPlace* bearer = people.bearer(request);
  if (!bearer)
    return PageRefusal{
        401, {where, "nobody bears this token", "send Authorization: Bearer <your token>"}, page, nullptr};
  if (const auto may = governance::may(bearer->person.role, *wanted); !may)
    return PageRefusal{403, {where, may.error().what, may.error().to_do}, page, bearer};
  if (page == "audit" && target.path.size() == 3 && target.path[2] == "export" && practices > 1)
    return PageRefusal{403,
                       {where + "/export", "the export holds the records of other practices, too",
                        "ask who runs the engine for it, or for a proof of a case"},
                       page,
                       bearer};
  return std::nullopt;
}

base::HttpResponse refuse_page(Context& context, const Practices& practices, const PageRefusal& refusal,
                               base::Instant now) {
  const PersonPlace* bearer = refusal.bearer;
  context.record(now, bearer ? practices[bearer->practice]->bench().practice : model::PracticeId(),
                 bearer ? std::string_view(bearer->person.id.text) : "unknown", "page.refused", {},
                 json_object([&](base::JsonWriter& w) {
                   w.member("page", refusal.page);
                   if (bearer) w.member("role", model::word(bearer->person.role));
                   w.member("status", refusal.status);
                   w.member("what", refusal.error.what);
                 }),
                 context.new_correlation());
  return error_reply(refusal.status, refusal.error);
}

}  // namespace articulator::workflow
