#include "engine/connect/lab/glidewell/statements.hpp"

#include "engine/connect/answer.hpp"
#include "engine/model/event.hpp"
#include "engine/model/invoice.hpp"

#include <utility>

namespace articulator::connect::glidewell {

Flow<Outcome> StatementReading::run(bool) {
  auto value = co_await fetch(account_, line(), "/v1/statements?month=" + base::percent_encode(month_));
  if (!value) co_return std::unexpected(std::move(value.error()));
  auto invoice = model::read_invoice(*value);
  if (!invoice) co_return std::unexpected(unreadable(peer, invoice.error()));
  model::TaskDone done;
  done.acted = false;
  if (invoice->lines.empty())
    done.remark = "the lab billed nothing for " + month_;
  else
    done.events.push_back({line().now(), {}, account_.lab, model::LabInvoice{std::move(*invoice)}});
  co_return done;
}

}  // namespace articulator::connect::glidewell
