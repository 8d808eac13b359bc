#include "engine/connect/lab/dentsply_sirona/statements.hpp"

#include "engine/connect/answer.hpp"
#include "engine/connect/lab/dentsply_sirona/changes.hpp"

namespace articulator::connect::dentsply_sirona {

Flow<Outcome> StatementReading::run(bool) {
  base::HttpRequest request = account_.get("/v1/statements?month=" + base::percent_encode(month_));
  auto value = co_await ask_for_json(account_, line(), std::move(request));
  if (!value) co_return std::unexpected(std::move(value.error()));
  auto invoice = model::read_invoice(*value);
  if (!invoice) co_return std::unexpected(unreadable(peer, invoice.error()));
  model::Invoice news = untold(account_, std::move(*invoice));
  model::TaskDone done;
  done.acted = false;
  if (news.lines.empty())
    done.remark = "the lab billed nothing for " + month_ + " that its orders had not told";
  else
    done.events.push_back({line().now(), {}, account_.lab, model::LabInvoice{std::move(news)}});
  co_return done;
}

}  // namespace articulator::connect::dentsply_sirona
