// Commlogs (DOMAIN.md 1.6; vendor's page apicommlogs). No DELETE.
#include "simulators/pms/open_dental/definitions.hpp"
#include "simulators/pms/open_dental/engine_facts.hpp"
#include "simulators/pms/open_dental/listing.hpp"
#include "simulators/pms/open_dental/resources.hpp"

#include <array>

namespace articulator::simulators::open_dental {
namespace {

std::string type_name(const Office&, const Commlog& row) {
  return std::string(definition_name(Category::comm_log, row.type));
}
std::string source_name(const Office&, const Commlog&) {
  return "User";
}

constexpr std::array columns = {
    number("CommlogNum", &Commlog::number),
    number("PatNum", &Commlog::patient, Rule::create, Reference::patient),
    date_time("CommDateTime", &Commlog::at, Rule::create),
    integer_kind(Kind::number_text, "CommType", &Commlog::type, Rule::create, Reference::comm_log),
    derived<Commlog>("commType", type_name),
    text("Note", &Commlog::note, Rule::both),
    choice("Mode_", &Commlog::mode, mode_words, Rule::create),
    choice("SentOrReceived", &Commlog::direction, direction_words, Rule::create),
    number("UserNum", &Commlog::user),
    stamp("DateTStamp", &Commlog::stamp),
    derived<Commlog>("CommSource", source_name),
    number("ProgramNum", &Commlog::program),
    date_time("DateTEntry", &Commlog::entered),
    number("ReferralNum", &Commlog::referral),
};

}  // namespace

Answer get_commlog(Office& office, Call& call) {
  const Commlog* row = office.commlogs.find(call.number);
  if (row == nullptr) return not_found("Commlog");
  return ok(row_json(columns, *row, rendering(office, call)));
}

Answer get_commlogs(Office& office, Call& call) {
  Selection<Commlog> selection(office.commlogs);
  if (auto refusal = selection.filter(
          office, call, {{"PatNum", &Commlog::patient, Reference::patient, Commlog::by_patient}}))
    return std::unexpected(*refusal);
  if (auto refusal = selection.changed(office, call, Since::after)) return std::unexpected(*refusal);
  return list_answer(columns, selection.page(call), rendering(office, call));
}

Answer post_commlog(Office& office, Call& call) {
  if (auto refusal = missing(call.body, {"PatNum", "Note"})) return std::unexpected(*refusal);
  Commlog row;
  row.at = office.local_now;
  if (auto refusal = read_body(office, columns, call.body, Rule::create, row))
    return std::unexpected(*refusal);
  if (row.patient == 0) return not_found("Patient");
  if (const auto type = call.body.find("commType"); type && type->text()) {
    const Definition* named = find_definition(Category::comm_log, *type->text());
    if (named == nullptr) return not_found("Definition");
    row.type = named->number;
  }
  row.entered = office.local_now;
  const Commlog& added = office.commlogs.add(std::move(row), office.now);
  say_commlog(office, added, call.out);
  return created(row_json(columns, added, rendering(office, call)));
}

Answer put_commlog(Office& office, Call& call) {
  const Commlog* before = office.commlogs.find(call.number);
  if (before == nullptr) return not_found("Commlog");
  Commlog row = *before;
  if (auto refusal = read_body(office, columns, call.body, Rule::update, row))
    return std::unexpected(*refusal);
  office.commlogs.update(std::move(row), office.now);
  return ok(row_json(columns, *office.commlogs.find(call.number), rendering(office, call)));
}

}  // namespace articulator::simulators::open_dental
