#include "engine/connect/statement_book.hpp"

#include "engine/base/json_writer.hpp"

namespace articulator::connect {
namespace {

base::Sha256 digest_of(const model::Invoice& statement) {
  std::string text;
  base::JsonWriter w(text);
  w.begin_array();
  for (const model::BilledLine& line : statement.lines) {
    w.begin_array();
    w.text(std::to_string(line.line)).text(line.case_id.text).text(line.tracking).text(line.patient.text);
    w.text(std::to_string(line.amount.cents)).text(line.tooth ? line.tooth->universal() : std::string());
    w.text(line.date ? base::format_date(*line.date) : std::string());
    w.end_array();
  }
  w.end_array();
  return base::sha256(text);
}

}  // namespace

void StatementBook::Memory::keep(const std::string& name, const base::Sha256& digest) {
  if (!seen.insert_or_assign(name, digest).second) return;
  by_age.push_back(name);
  if (by_age.size() <= remembered_max) return;
  seen.erase(by_age.front());
  by_age.pop_front();
}

bool StatementBook::is_known_file(const std::string& name, std::string_view content) {
  const base::Sha256 digest = base::sha256(content);
  const auto found = files_.seen.find(name);
  if (found != files_.seen.end() && found->second == digest) return true;
  files_.keep(name, digest);
  return false;
}

StatementBook::Is StatementBook::note(const model::Invoice& statement) {
  if (statement.statement.empty()) return Is::news;
  const base::Sha256 digest = digest_of(statement);
  const auto found = statements_.seen.find(statement.statement);
  if (found != statements_.seen.end()) return found->second == digest ? Is::repeated : Is::changed;
  statements_.keep(statement.statement, digest);
  return Is::news;
}

std::string said_of(StatementBook::Is is, const model::Invoice& statement) {
  switch (is) {
    case StatementBook::Is::repeated:
      return "the statement " + statement.statement + " came once more";
    case StatementBook::Is::changed:
      return "the statement " + statement.statement +
             " came once more with other lines, and was not judged again; ask the lab which is right";
    case StatementBook::Is::news:
      break;
  }
  return {};
}

}  // namespace articulator::connect
