#include "engine/workflow/purchase_desk.hpp"

#include "engine/base/json_reader.hpp"
#include "engine/governance/permission.hpp"
#include "engine/workflow/replies.hpp"

#include <optional>
#include <utility>

namespace articulator::workflow {
namespace {

constexpr std::size_t body_bytes_max = 64U * 1024;
constexpr std::int64_t units_max = 1'000'000;

base::HttpResponse refuse(Context& context, const LivePractice& practice, const model::Person& person,
                          std::string_view action, int status, const base::Error& error, base::Instant now) {
  context.record(now, practice.bench().practice, person.id.text, action, {},
                 json_object([&](base::JsonWriter& w) {
                   w.member("role", model::word(person.role)).member("status", status);
                   w.member("what", plain(error.what)).member("where", plain(error.where));
                 }),
                 context.new_correlation());
  return error_reply(status, error);
}

struct Decision {
  model::Verdict verdict = model::Verdict::reject;
  std::int64_t quantity = 0;
};

base::Expected<Decision> read_decision(const std::string& body, std::int64_t drafted) {
  base::JsonParser parser;
  const auto document = parser.parse(body);
  if (!document) return std::unexpected(document.error());
  base::ObjectReader in(*document, "");
  const auto verdict = model::verdict_of(in.text("decision"));
  if (!verdict) in.report("decision", "is not a decision", "use approve, reject or correct");
  Decision decision{verdict.value_or(model::Verdict::reject), drafted};
  if (decision.verdict == model::Verdict::correct) {
    base::ObjectReader changes = in.object("changes");
    decision.quantity = changes.integer("/quantity", 1, units_max);
    in.report(changes.error());
  }
  return in.finished(decision);
}

}  // namespace

base::HttpResponse decide_purchase(Context& context, LivePractice& practice, const model::Person& person,
                                   const std::string& number, const base::HttpRequest& request,
                                   base::Instant now) {
  const std::string where = "/v1/reviews/" + number;
  const auto refused = [&](int status, const base::Error& error) {
    return refuse(context, practice, person, "purchase.refused", status, error, now);
  };
  if (request.body.size() > body_bytes_max)
    return refused(413, {where, "the decision is longer than 64 KiB", "send less"});
  const Purchase& purchase = *practice.inventory().find(number);
  if (const auto may = governance::may(person.role, governance::Permission::decide_purchases); !may)
    return refused(403, {where, may.error().what, may.error().to_do});
  if (purchase.state != PurchaseState::drafted)
    return refused(409, {where, "this purchase was decided already", "see GET /v1/insight/inventory"});
  const auto decision = read_decision(request.body, purchase.quantity);
  if (!decision) return refused(400, decision.error());
  practice.purchase_decided(person.id, number, decision->verdict != model::Verdict::reject,
                            decision->quantity, now);
  return base::json_response(200, json_object([&](base::JsonWriter& w) {
                               w.member("decision", model::word(decision->verdict));
                               w.member("review", number);
                             }));
}

base::HttpResponse change_stock(Context& context, LivePractice& practice, const model::Person& person,
                                const std::string& item, const base::HttpRequest& request,
                                base::Instant now) {
  const std::string where = "/v1/inventory/" + plain(item, 60);
  const auto refused = [&](int status, const base::Error& error) {
    return refuse(context, practice, person, "stock.refused", status, error, now);
  };
  if (const auto may = governance::may(person.role, governance::Permission::keep_stock); !may)
    return refused(403, {where, may.error().what, may.error().to_do});
  if (request.body.size() > body_bytes_max)
    return refused(413, {where, "is longer than 64 KiB", "send less"});
  base::JsonParser parser;
  const auto document = parser.parse(request.body);
  if (!document) return refused(400, document.error());
  base::ObjectReader in(*document, "");
  const bool counted = in.has("counted");
  if (counted == in.has("received"))
    in.report("", "says neither what was received nor what was counted", "send one of the two");
  const std::int64_t units = in.integer(counted ? "counted" : "received", 0, units_max);
  if (in.error()) return refused(400, *in.error());
  if (!practice.stock_changed(person.id, item, counted, units, now))
    return refused(404, {where, "no such item is kept in stock", "see GET /v1/insight/inventory"});
  return base::json_response(200, json_object([&](base::JsonWriter& w) {
                               w.member("item", item).member(counted ? "counted" : "received", units);
                             }));
}

}  // namespace articulator::workflow
