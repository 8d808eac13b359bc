#include "scenarios/runner/expectation_writer.hpp"

#include "scenarios/runner/node_maker.hpp"

#include <string>
#include <utility>

namespace articulator::runner {
namespace {

// The members of a JSON object are members of the form itself.
void spread(NodeMaker& into, const std::string& json) {
  if (json.empty()) return;
  if (auto parsed = parse_document(json, ""))
    for (Member& member : parsed->members)
      into.put(member.key, std::move(member.value));
}

}  // namespace

Node write_expectation(const Expectation& wanted) {
  const Form* form = find_form(wanted.word);
  const bool any_type = form && form->type.empty();
  const bool of_members = wanted.kind == FormKind::case_now || (wanted.kind == FormKind::fact && !any_type);
  NodeMaker inside;
  if (wanted.kind == FormKind::fact && any_type) inside.text("type", wanted.type);
  inside.text("action", wanted.action).text("page", wanted.page).text("case", wanted.case_id);
  inside.texts("reasons", wanted.reasons);
  if (wanted.codes) inside.all_texts("codes", *wanted.codes);
  if (of_members) spread(inside, wanted.data);
  if (wanted.tracking_wanted) inside.boolean("tracking", true);
  // Of a form whose keys are members of the fact these say the same a second time.
  if (!of_members) {
    inside.texts("has", wanted.has)
        .text("as_of", wanted.as_of)
        .text("status", wanted.status)
        .text("lab", wanted.lab);
    inside.text("stage", wanted.stage).text("milestone", wanted.milestone).text("medium", wanted.medium);
    inside.text("text", wanted.text).texts("text_has", wanted.text_has);
    inside.texts("text_lacks", wanted.text_lacks).json("prescription", wanted.prescription);
    inside.json("holds", wanted.holds).json("data", wanted.data);
    if (wanted.checks > 0) inside.integer("checks", wanted.checks);
    if (wanted.records > 0) inside.integer("records", wanted.records);
  }
  inside.integer("times", wanted.times).duration("after", wanted.after).duration("before", wanted.before);
  NodeMaker outside;
  outside.put(wanted.word, std::move(inside).node());
  return std::move(outside).node();
}

}  // namespace articulator::runner
