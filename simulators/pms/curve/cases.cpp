// Lab cases and their files.
#include "engine/base/hash.hpp"
#include "engine/base/json_writer.hpp"
#include "simulators/pms/curve/ids.hpp"
#include "simulators/pms/curve/render.hpp"
#include "simulators/pms/curve/routes.hpp"

#include <utility>
#include <vector>

namespace articulator::simulators::curve {
namespace {

base::HttpResponse no_case() {
  return problem(404, "not-found", "There is no such lab case");
}

base::HttpResponse shown(const State& state, const office::LabCase& row) {
  return with_etag(200, case_json(state, row), etag_of(to_wire(case_ids, row.id), row.stamp));
}

office::LabWord read_lab_work(const base::JsonValue& work) {
  return {.stage = text_in(work, "stage"),
          .tracking = text_in(work, "trackingNumber"),
          .ship_by = text_in(work, "shipBy"),
          .carrier = text_in(work, "carrier"),
          .carrier_tracking = text_in(work, "carrierTrackingNumber"),
          .delivery = text_in(work, "estimatedDelivery")};
}

// Whether the office could do it.
bool change(State& state, Call& call, const std::string& arguments) {
  base::JsonParser parser;
  const auto parsed = parser.parse(arguments);
  return parsed && state.office.act("case_update", *parsed, call.now, call.out).has_value();
}

// Somebody at the front desk saves the same case just now.
void edit_between(State& state, Call& call, const std::string& id) {
  if (state.edits.empty() || state.edits.front().lab_case != id) return;
  const std::string arguments = std::move(state.edits.front().arguments);
  state.edits.pop_front();
  change(state, call, arguments);
}

void keep_notes(State& state, Call& call, const std::string& id, const std::string& notes) {
  std::string arguments;
  base::JsonWriter out(arguments);
  out.begin_object().member("case", id).key("set").begin_object().member("/notes", notes);
  out.end_object().end_object();
  change(state, call, arguments);
}

}  // namespace

base::HttpResponse list_cases(State& state, Call& call) {
  std::vector<std::string> items;
  for (const auto& [id, row] : state.office.lab_cases())
    items.push_back(case_json(state, row));
  return page_of(state, call, "/lab-cases", items);
}

base::HttpResponse get_case(State& state, Call& call) {
  const office::LabCase* row = state.office.lab_case(from_wire(case_ids, call.id));
  return row == nullptr ? no_case() : shown(state, *row);
}

base::HttpResponse put_case(State& state, Call& call) {
  const std::string id = from_wire(case_ids, call.id);
  if (state.office.lab_case(id) == nullptr) return no_case();
  edit_between(state, call, id);
  const office::LabCase& row = *state.office.lab_case(id);
  if (auto refusal = precondition(call, etag_of(to_wire(case_ids, id), row.stamp))) return *refusal;
  const auto work = call.body.find("labWork");
  const auto notes = call.body.find("notes");
  if (!work || !notes || !notes->text())
    return problem(422, "invalid", "A lab case is replaced as a whole",
                   "notes, a text, and labWork, an object or null, must be there");
  const office::LabWord word = read_lab_work(*work);
  if (work->is(base::JsonKind::object) && word.stage.empty())
    return problem(422, "invalid", "labWork has no stage");
  const std::string text(*notes->text());
  if (text != row.notes) keep_notes(state, call, id, text);
  state.office.write_lab_word(id, word, call.now, call.out);
  return shown(state, *state.office.lab_case(id));
}

base::HttpResponse get_file(State& state, Call& call) {
  const office::Attachment* file = state.office.attachment(from_wire(file_ids, call.id));
  if (file == nullptr || file->content.empty())
    return problem(404, "not-found", "There is no content of such a file");
  std::string json;
  base::JsonWriter out(json);
  out.begin_object().member("id", call.id).member("contentBase64", base::base64_encode(file->content));
  out.end_object();
  return base::json_response(200, std::move(json));
}

}  // namespace articulator::simulators::curve
