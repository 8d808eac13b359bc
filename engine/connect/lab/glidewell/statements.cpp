#include "engine/connect/lab/glidewell/statements.hpp"

#include "engine/connect/answer.hpp"
#include "engine/connect/channel/sftp/statements.hpp"
#include "engine/model/event.hpp"
#include "engine/model/invoice.hpp"
#include "engine/model/statement_csv.hpp"

#include <string>
#include <utility>

namespace articulator::connect::glidewell {
namespace {

constexpr base::Duration look_every = base::hours(6);
constexpr base::Duration look_again = base::hours(1);
constexpr std::size_t remark_bytes_max = 2'000;

void add_remark(std::string& remark, const std::string& text) {
  if (text.empty() || remark.size() >= remark_bytes_max) return;
  remark += remark.empty() ? text : "; " + text;
}

// With the file's name, and always with something to do about it.
std::string refusal_of(const std::string& file, base::Error error) {
  error.where = error.where.empty() ? file : file + ", " + error.where;
  if (error.to_do.empty()) error.to_do = "ask the lab for it once more";
  return error.text();
}

void take(Account& account, model::Invoice statement, base::Instant now, model::TaskDone& done) {
  const StatementBook::Is is = account.statements.note(statement);
  add_remark(done.remark, said_of(is, statement));
  if (is != StatementBook::Is::news) return;
  done.events.push_back({now, {}, account.lab, model::LabInvoice{std::move(statement)}});
}

void read_file(Account& account, const sftp::StatementFile& file, base::Instant now, model::TaskDone& done) {
  if (account.statements.is_known_file(file.name, file.content)) return;
  // Called after the file where the table does not say.
  auto statement = model::read_statement_csv(file.content, file.name.substr(0, file.name.rfind('.')));
  if (!statement) return add_remark(done.remark, refusal_of(file.name, statement.error()));
  add_remark(done.remark, "the statement " + statement->statement + " lay in the drop as " + file.name);
  if (!statement->lines.empty()) take(account, *std::move(statement), now, done);
}

}  // namespace

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
    take(account_, *std::move(invoice), line().now(), done);
  co_return done;
}

Flow<bool> look_for_statements(Account& account, Line& line, model::TaskDone& done) {
  if (!account.drop || line.now() < account.next_look) co_return false;
  // Should an answer be lost, the poll begins anew, and goes on without the drop.
  account.next_look = line.now() + look_again;
  std::string remark;
  const auto files =
      co_await sftp::fetch_statements(*account.drop, "the drop of Glidewell", account.parser, line, remark);
  add_remark(done.remark, remark);
  if (!files) {
    add_remark(done.remark, "the drop was not looked into for statements: " + files.error().error);
    co_return false;
  }
  account.next_look = line.now() + look_every;
  for (const sftp::StatementFile& file : *files)
    read_file(account, file, line.now(), done);
  co_return true;
}

}  // namespace articulator::connect::glidewell
