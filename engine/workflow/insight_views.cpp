#include "engine/workflow/insight_views.hpp"

#include "engine/insight/figures.hpp"
#include "engine/workflow/context.hpp"
#include "engine/workflow/insight_desk.hpp"
#include "engine/workflow/replies.hpp"

namespace articulator::workflow {
namespace {

using base::JsonWriter;

base::HttpResponse analytics_view(const Practices& practices, const std::string* only) {
  insight::Table table;
  for (const auto& practice : practices)
    if (!only || practice->bench().practice.text == *only) insight::merge(table, practice->insight().table());
  return base::json_response(200, json_object([&](JsonWriter& w) {
                               w.key("analytics").begin_object();
                               insight::write_table_members(w, table);
                               w.end_object();
                             }));
}

void write_suggestion(JsonWriter& w, const insight::Suggestion& one) {
  w.begin_object();
  w.member("fee_cents", one.candidate.fee.cents);
  w.member("lab", one.candidate.lab.text).member("lab_name", one.candidate.lab_name);
  w.member("material", model::word(one.candidate.material));
  w.key("parts").begin_array();
  for (std::size_t n = 0; n < model::score_parts; ++n) {
    const insight::Suggestion::Part& part = one.parts[n];
    w.begin_object().member("part", model::word(static_cast<model::ScorePart>(n)));
    w.member("points_bp", part.points_bp).member("weight_percent", part.weight_percent);
    w.member("why", part.why).end_object();
  }
  w.end_array();
  w.member("promised_minutes", one.candidate.promised_minutes);
  w.member("rests_on", one.rests_on).member("score_bp", one.score_bp).member("thin", one.thin);
  w.key("history").begin_object();
  insight::write_tally_members(w, one.history);
  w.end_object().end_object();
}

base::HttpResponse selection_view(const Practices& practices, const base::Target& target,
                                  const std::string* only, base::Instant now) {
  const std::string where = "/v1/insight/selection";
  const std::string* case_id = target.find("case");
  if (!case_id) return error_reply(400, {where, "no case is named", "add ?case=<id>"});
  const std::string* practice = only ? only : target.find("practice");
  const LivePractice* holder = nullptr;
  for (const auto& one : practices) {
    if (practice && one->bench().practice.text != *practice) continue;
    if (!one->practice().find(model::CaseId(*case_id))) continue;
    if (holder)
      return error_reply(400, {where, "more than one practice has a case of this id", "add practice=<id>"});
    holder = one.get();
  }
  if (!holder)
    return error_reply(404,
                       {where, "no such case is known", "a case is forgotten some days after it is closed"});
  const Case& of = *holder->practice().find(model::CaseId(*case_id));
  const auto suggestions = holder->insight().suggestions(holder->practice(), of, now);
  return base::json_response(200, json_object([&](JsonWriter& w) {
                               const auto& material = of.file->prescription.material;
                               w.member("case", std::string_view(*case_id));
                               w.key("given").begin_object().member("lab", of.file->lab.text);
                               w.member("material", material.value ? model::word(*material.value)
                                                                   : std::string_view(material.given));
                               w.end_object();
                               w.member("minimum_cases", holder->bench().insight.selection.minimum_cases);
                               w.member("practice", holder->bench().practice.text);
                               w.key("suggestions").begin_array();
                               for (const insight::Suggestion& one : suggestions)
                                 write_suggestion(w, one);
                               w.end_array();
                             }));
}

void write_item(JsonWriter& w, const std::string& practice, const InventoryDesk::Shown& shown) {
  const model::StockItem& item = shown.stock->item();
  const insight::Forecast& forecast = shown.plan.forecast;
  w.begin_object().member("booked", forecast.booked);
  w.member("forecast_milli_a_day", forecast.milli_a_day);
  w.member("item", item.item).member("lead_time_days", item.lead_time_days);
  w.member("lead_time_demand", forecast.lead_time_demand).member("name", item.name);
  w.member("on_hand", shown.stock->on_hand()).member("on_order", shown.stock->on_order());
  w.member("practice", practice).member("reorder_point", forecast.reorder_point);
  w.member("rests_on", word(forecast.basis)).member("service_permille", item.service_permille);
  w.end_object();
}

base::HttpResponse inventory_view(const Practices& practices, const base::Target& target,
                                  const std::string* only, base::Instant now) {
  const std::string* practice = only ? only : target.find("practice");
  const auto each = [&](auto&& write) {
    for (const auto& one : practices)
      if (!practice || one->bench().practice.text == *practice) write(*one);
  };
  return base::json_response(
      200, json_object([&](JsonWriter& w) {
        w.key("items").begin_array();
        each([&](const LivePractice& one) {
          for (const InventoryDesk::Shown& shown : one.inventory().items(one.practice(), now))
            write_item(w, one.bench().practice.text, shown);
        });
        w.end_array().key("purchases").begin_array();
        each([&](const LivePractice& one) {
          for (const auto& [number, purchase] : one.inventory().purchases()) {
            w.begin_object().member("item", purchase.item).member("practice", one.bench().practice.text);
            w.member("purchase", purchase.number).member("quantity", purchase.quantity);
            w.member("state", word(purchase.state)).end_object();
          }
        });
        w.end_array();
      }));
}

}  // namespace

base::HttpResponse insight_view(const Practices& practices, const base::HttpRequest& request,
                                const std::string* only, base::Instant now) {
  const base::Target target = base::parse_target(request.target);
  const std::string page = target.path.size() == 3 ? target.path[2] : std::string();
  if (page == "analytics") return analytics_view(practices, only);
  if (page == "inventory") return inventory_view(practices, target, only, now);
  if (page == "selection") return selection_view(practices, target, only, now);
  return error_reply(404, {"/v1/insight", "there is no such page of figures",
                           "there are analytics, selection and inventory"});
}

}  // namespace articulator::workflow
