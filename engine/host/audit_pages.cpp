#include "engine/host/audit_pages.hpp"

#include "engine/workflow/replies.hpp"

#include <charconv>
#include <string>
#include <string_view>

namespace articulator::host {
namespace {

using workflow::error_reply;

std::optional<std::uint64_t> number(const std::string* text) {
  if (text == nullptr) return std::nullopt;
  std::uint64_t value = 0;
  const char* end = text->data() + text->size();
  const auto parsed = std::from_chars(text->data(), end, value);
  return parsed.ec == std::errc() && parsed.ptr == end ? std::optional(value) : std::nullopt;
}

base::HttpResponse consistency(audit::Publisher& publisher, const base::Target& target,
                               const audit::Log& log) {
  const auto from = number(target.find("from"));
  const auto to = number(target.find("to"));
  if (!from || !to)
    return error_reply(400, {"from, to", "are not whole numbers", "give the sizes of two checkpoints"});
  auto proof = publisher.consistency(log, *from, *to);
  return proof ? base::json_response(200, *std::move(proof)) : error_reply(400, proof.error());
}

}  // namespace

AuditPages::AuditPages(std::optional<audit::SigningKey> key) {
  if (key) publisher_.emplace(*std::move(key));
}

std::optional<base::HttpResponse> AuditPages::answer(const base::HttpRequest& request, const audit::Log& log,
                                                     base::Instant now) {
  constexpr std::string_view prefix = "/v1/audit/";
  if (request.method != "GET" || !request.target.starts_with(prefix)) return std::nullopt;
  const base::Target target = base::parse_target(request.target);
  if (target.path.size() != 3) return std::nullopt;
  const std::string& page = target.path[2];
  if (page != "checkpoint" && page != "key" && page != "consistency" && page != "export") return std::nullopt;
  if (!publisher_)
    return error_reply(409, {request.target.substr(0, request.target.find('?')),
                             "this engine was given no key to sign its audit with",
                             "start it with --audit-key FILE; articulator audit key makes one"});
  if (page == "checkpoint") return base::text_response(200, publisher_->checkpoint(log, now));
  if (page == "key") return base::text_response(200, audit::write_key(publisher_->key()) + "\n");
  if (page == "consistency") return consistency(*publisher_, target, log);
  base::HttpResponse response{200, {}, publisher_->whole_export(log, now)};
  response.headers.set("Content-Type", "application/x-ndjson");
  return response;
}

}  // namespace articulator::host
