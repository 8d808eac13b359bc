#include "scenarios/runner/step_loader.hpp"

#include "scenarios/runner/expectation_loader.hpp"
#include "scenarios/runner/fixture.hpp"
#include "scenarios/runner/people.hpp"

#include <algorithm>
#include <array>
#include <string>
#include <string_view>
#include <utility>

#include <fmt/format.h>

namespace articulator::runner {
namespace {

using base::JsonKind;

constexpr std::array<std::string_view, 3> decisions{"approve", "reject", "correct"};

// What reading a step needs to know around it.
struct Place {
  const Library& library;
  Scenario& scenario;
  Complaints& complaints;
  const PracticeSetup* practice = nullptr;
};

Node object() {
  Node node;
  node.kind = JsonKind::object;
  return node;
}

// The members of `from` into `into`, over what is there.
void lay_over(Node& into, const Node& from) {
  for (const Member& member : from.members) {
    const auto same = [&](const Member& one) { return one.key == member.key; };
    const auto found = std::find_if(into.members.begin(), into.members.end(), same);
    if (found == into.members.end())
      into.members.push_back(member);
    else
      found->value = member.value;
  }
}

bool is_known(const std::vector<std::string>& names, const std::string& name) {
  return std::find(names.begin(), names.end(), name) != names.end();
}

void remember_names(const Node& data, Scenario& scenario) {
  for (const std::string_view holder : {"patient", "prescriber"}) {
    const Node* person = data.find(holder);
    if (!person) continue;
    for (const std::string_view key : {"first_name", "last_name", "name"})
      add_names(scenario.names, text_at(*person, key));
    // No more than a name do these belong into an SMS or the audit.
    for (const std::string_view key : {"email", "phone"})
      if (const std::string text = text_at(*person, key); !text.empty() && !is_known(scenario.names, text))
        scenario.names.push_back(text);
  }
  for (const std::string_view key : {"first_name", "last_name"})
    add_names(scenario.names, text_at(data, key));
}

// A case_ready with its fixture, changes and dates worked out: what the simulator is given.
std::string case_data(const Node& value, Place& place) {
  Node data = object();
  const std::string case_id = text_at(value, "case");
  if (const Node* like = value.find("like")) {
    const Node* fixture = place.library.fixture(like->text);
    if (!fixture) {
      place.complaints.unknown(like->line, "fixture", like->text, place.library.fixture_names());
      return {};
    }
    data = *fixture;
    address_to(data, place.scenario.world.lab, place.library.lab(place.scenario.world.lab)->name);
  }
  number_after(data, case_id);
  const base::Instant start = place.scenario.world.start;
  if (auto dated = date_from(data, start, place.practice->zone); !dated)
    place.complaints.inside(value.line, dated.error());
  Node given = value;
  std::erase_if(given.members,
                [](const Member& m) { return m.key == "like" || m.key == "with" || m.key == "without"; });
  lay_over(data, given);
  if (const Node* with = value.find("with"))
    for (const Member& member : with->members)
      if (auto set = set_at(data, member.key, member.value); !set)
        place.complaints.inside(member.line, set.error());
  if (const Node* without = value.find("without"))
    for (const Node& pointer : without->elements)
      if (auto removed = remove_at(data, pointer.text); !removed)
        place.complaints.inside(pointer.line, removed.error());
  if (auto dated = date_from(data, start, place.practice->zone); !dated)
    place.complaints.inside(value.line, dated.error());
  for (const std::string_view key : {"patient", "lab", "prescription"})
    if (!data.find(key))
      place.complaints.add(value.line, fmt::format("the case has no \"{}\"", key),
                           "name a fixture with \"like\"");
  remember_names(data, place.scenario);
  return dump(data);
}

void check_does(const std::string& kind, const Verb& verb, int line, Complaints& complaints) {
  if (!does(kind, verb))
    complaints.add(line, fmt::format("\"{}\" is {}'s own, and here is {}", verb.word, verb.vendor, kind),
                   "choose another verb, or another PMS or lab for the world");
}

Act read_pms_act(const Verb& verb, const Node& value, Place& place) {
  check_does(place.practice->pms, verb, value.line, place.complaints);
  Act act{place.practice->node(), std::string(verb.simulator_verb), {}};
  act.arguments = verb.word == "case_ready" ? case_data(value, place) : dump(value);
  if (verb.word == "patient_update") remember_names(value, place.scenario);
  return act;
}

Act read_lab_act(const Verb& verb, const Node& value, Place& place) {
  check_does(place.scenario.world.lab, verb, value.line, place.complaints);
  Act act{place.scenario.world.lab, std::string(verb.simulator_verb), {}};
  Node arguments = value;
  const bool about_an_order = find_key(verb.keys, "case") != nullptr;
  // Two practices may each have their LC-1.
  if (about_an_order && place.scenario.world.practices.size() > 1)
    arguments.members.push_back({"practice", value.line, Node::of_text(place.practice->practice)});
  act.arguments = dump(arguments);
  return act;
}

// A way to the lab, which a world has when its "channels" name it.
Act read_channel_act(const Verb& verb, const Node& value, Place& place) {
  const WorldSetup& world = place.scenario.world;
  const bool drop = verb.actor == Actor::sftp;
  if (drop ? !world.has_channel("sftp") : !world.has_mail())
    place.complaints.add(value.line, fmt::format("this world has no way to the lab for \"{}\"", verb.word),
                         "name it in the world's \"channels\"");
  return Act{drop ? world.drop_node() : WorldSetup::mail_node(), std::string(verb.simulator_verb),
             dump(value)};
}

Act read_model_act(const Verb& verb, const Node& value, Place& place) {
  if (place.scenario.world.model.empty())
    place.complaints.add(value.line, "this world has no model", "give the world a \"model\"");
  check_word(value.find("behaviour"), "behaviour", model_behaviours, place.complaints);
  return Act{WorldSetup::model_node(), std::string(verb.simulator_verb), dump(value)};
}

void check_person(const Node& value, Complaints& complaints) {
  const Node* as = value.find("as");
  if (find_person(as->text)) return;
  std::vector<std::string_view> known;
  for (const PersonRow& person : people) {
    if (std::find(known.begin(), known.end(), person.role) == known.end()) known.push_back(person.role);
    known.push_back(person.id);
  }
  complaints.unknown(as->line, "person", as->text, known);
}

Decide read_decide(const Node& value, Place& place) {
  Decide decide;
  check_person(value, place.complaints);
  check_word(value.find("decision"), "decision", decisions, place.complaints);
  decide.case_id = text_at(value, "case");
  decide.as = text_at(value, "as");
  decide.decision = text_at(value, "decision");
  decide.changes = json_at(value, "set");
  decide.answer = text_at(value, "answer");
  decide.slot = integer_at(value, "slot");
  decide.reasons = texts_at(value, "reasons");
  std::sort(decide.reasons.begin(), decide.reasons.end());
  decide.status = integer_at(value, "status");
  return decide;
}

// "pms", "lab" and "sftp" are whichever the world has: the name of that node. Another word stays.
std::string node_of_role(const std::string& word, const Place& place) {
  const WorldSetup& world = place.scenario.world;
  if (word == "pms") return place.practice->node();
  if (word == "lab") return world.lab;
  if (word == "sftp" && world.has_channel("sftp")) return world.drop_node();
  return word;
}

void read_certificate(const Node& value, world::Fault& fault, Place& place) {
  if (fault.kind == world::FaultKind::untrusted && !place.scenario.world.tls)
    place.complaints.add(value.line, "nobody shows a certificate in this world",
                         "give the world \"tls\": true");
  std::vector<std::string_view> kinds;
  for (const auto& one : world::certificate_words)
    kinds.push_back(one.text);
  const Node* certificate = value.find("certificate");
  if (certificate && check_word(certificate, "certificate", kinds, place.complaints))
    fault.certificate = *base::value_of(world::certificate_words, certificate->text);
}

// The node that is meant; complains where the world has none of that name.
std::string read_node(const Node& value, std::string_view key, Place& place) {
  const WorldSetup& world = place.scenario.world;
  std::vector<std::string> nodes{"engine", world.lab};
  for (const PracticeSetup& practice : world.practices)
    nodes.push_back(practice.node());
  if (world.has_channel("sftp")) nodes.push_back(world.drop_node());
  if (world.has_mail()) nodes.push_back(WorldSetup::mail_node());
  if (world.files) nodes.push_back(WorldSetup::files_node());
  if (!world.model.empty()) nodes.push_back(WorldSetup::model_node());
  const std::vector<std::string_view> known(nodes.begin(), nodes.end());
  std::string node = node_of_role(text_at(value, key), place);
  if (const Node* written = value.find(key); written && node == written->text)
    check_word(written, "node", known, place.complaints);
  return node;
}

StartFault read_fault(const Node& value, Place& place) {
  StartFault start;
  std::vector<std::string_view> kinds;
  for (const auto& one : world::fault_words)
    kinds.push_back(one.text);
  const Node* kind = value.find("kind");
  if (check_word(kind, "fault", kinds, place.complaints))
    start.fault.kind = *base::value_of(world::fault_words, kind->text);
  start.fault.to = read_node(value, "to", place);
  start.fault.method = text_at(value, "method");
  start.fault.path = text_at(value, "path");
  start.fault.body_has = text_at(value, "body_has");
  constexpr std::int64_t count_max = 1'000'000;
  start.fault.skip = static_cast<int>(std::min(count_max, integer_at(value, "skip").value_or(0)));
  start.fault.times = static_cast<int>(std::min(count_max, integer_at(value, "times").value_or(1)));
  const std::int64_t status = integer_at(value, "status").value_or(start.fault.status);
  if (status < 400 || status > 599)
    place.complaints.add(value.line, "\"status\" of a fault is an error of HTTP",
                         "write one from 400 to 599");
  start.fault.status = static_cast<int>(status);
  if (const auto delay = duration_at(value, "delay")) start.fault.delay = *delay;
  read_certificate(value, start.fault, place);
  start.lasts = duration_at(value, "for");
  return start;
}

Crash read_crash(const Node& value, Place& place) {
  Crash crash{read_node(value, "node", place), duration_at(value, "down").value_or(base::Duration{0}),
              boolean_at(value, "unsent")};
  if (crash.unsent && crash.node != "engine")
    place.complaints.add(value.line, "\"unsent\" is about what the engine sends", "take it away");
  return crash;
}

SetClock read_clock(const Node& value, Place& place) {
  constexpr base::Duration skew_max = base::hours(1);
  const base::Duration ahead = duration_at(value, "ahead").value_or(base::Duration{0});
  const base::Duration behind = duration_at(value, "behind").value_or(base::Duration{0});
  if (ahead > skew_max || behind > skew_max)
    place.complaints.add(value.line, "a clock is wrong by an hour at most", "write less");
  SetClock clock{read_node(value, "node", place), ahead - behind};
  return clock;
}

SendRequest read_request(const Node& value, Place& place) {
  SendRequest send;
  send.request.method = text_at(value, "method");
  send.request.target = text_at(value, "target");
  send.request.body = text_at(value, "body");
  send.status = *integer_at(value, "status");
  if (const Node* headers = value.find("headers")) {
    for (const Member& header : headers->members) {
      if (!header.value.is(JsonKind::text))
        place.complaints.add(header.line, fmt::format("header \"{}\" is a text", header.key),
                             "put it into quotes");
      send.request.headers.set(header.key, header.value.text);
    }
  }
  return send;
}

// `always` stands for the whole run, so it has no instant.
void read_always(const Node& step, const Member& always, const std::string& practice, Place& place) {
  constexpr std::array<Key, 1> keys{{{"never", KeyKind::object, true}}};
  if (step.find("at")) place.complaints.add(step.line, "\"always\" has no \"at\"", "take \"at\" away");
  if (!check_keys(always.value, {keys}, "always", place.complaints)) return;
  place.scenario.never.push_back(
      read_expectation(*always.value.find("never"), practice, true, place.complaints));
}

void read_verb(const Member& member, Step& step, Place& place) {
  if (member.key == "expect") {
    step.what = Expect{read_expectation(member.value, step.practice, false, place.complaints)};
    return;
  }
  const Verb& verb = *find_verb(member.key);
  if (!check_keys(member.value, {verb.keys}, member.key, place.complaints)) return;
  switch (verb.actor) {
    case Actor::pms:
      step.what = read_pms_act(verb, member.value, place);
      return;
    case Actor::lab:
      step.what = read_lab_act(verb, member.value, place);
      return;
    case Actor::sftp:
    case Actor::mail:
      step.what = read_channel_act(verb, member.value, place);
      return;
    case Actor::model:
      step.what = read_model_act(verb, member.value, place);
      return;
    case Actor::network:
      if (verb.word == "crash")
        step.what = read_crash(member.value, place);
      else if (verb.word == "clock")
        step.what = read_clock(member.value, place);
      else
        step.what = read_fault(member.value, place);
      return;
    case Actor::outsider:
      step.what = read_request(member.value, place);
      return;
    case Actor::person:
      break;
  }
  if (verb.word == "decide") {
    step.what = read_decide(member.value, place);
    return;
  }
  check_person(member.value, place.complaints);
  if (verb.word == "policy") {
    step.what = ChangePolicy{text_at(member.value, "as"), json_at(member.value, "set"),
                             integer_at(member.value, "status")};
    return;
  }
  step.what =
      Redrive{text_at(member.value, "case"), text_at(member.value, "as"), integer_at(member.value, "status")};
}

// The one member of a step that says what happens; null, after complaining: none, two or an unknown one.
const Member* verb_of(const Node& node, Complaints& complaints) {
  const Member* found = nullptr;
  for (const Member& member : node.members) {
    if (find_key(step_keys(), member.key)) continue;
    const bool is_verb = member.key == "expect" || member.key == "always" || find_verb(member.key);
    if (!is_verb) {
      std::vector<std::string_view> known{"expect", "always", "at", "practice"};
      for (const Verb& verb : verbs())
        known.push_back(verb.word);
      complaints.unknown(member.line, "key", member.key, known);
      return nullptr;
    }
    if (found) {
      complaints.add(member.line,
                     fmt::format("a step does one thing, here \"{}\" and \"{}\"", found->key, member.key),
                     "make two steps of it");
      return nullptr;
    }
    found = &member;
  }
  if (!found) complaints.add(node.line, "this step does nothing", "give it a verb, such as \"expect\"");
  return found;
}

}  // namespace

void add_names(std::vector<std::string>& names, std::string_view full_name) {
  constexpr std::size_t length_min = 3;
  std::size_t from = 0;
  while (from < full_name.size()) {
    const std::size_t to = std::min(full_name.find_first_of(" .,", from), full_name.size());
    std::string one(full_name.substr(from, to - from));
    if (one.size() >= length_min && std::find(names.begin(), names.end(), one) == names.end())
      names.push_back(std::move(one));
    from = to + 1;
  }
}

void read_step(const Node& node, const Library& library, Scenario& scenario, Complaints& complaints) {
  if (!node.is(JsonKind::object)) return complaints.add(node.line, "a step is an object", "write {...}");
  const Member* verb = verb_of(node, complaints);
  if (!verb) return;
  Step step;
  step.line = node.line;
  step.word = verb->key;
  Place place{library, scenario, complaints, &scenario.world.practices.front()};
  if (const Node* practice = node.find("practice")) {
    std::vector<std::string_view> known;
    for (const PracticeSetup& one : scenario.world.practices)
      known.push_back(one.practice);
    if (!check_word(practice, "practice", known, complaints)) return;
    step.practice = practice->text;
    for (const PracticeSetup& one : scenario.world.practices)
      if (one.practice == step.practice) place.practice = &one;
  }
  if (verb->key == "always") return read_always(node, *verb, step.practice, place);
  const Node* at = node.find("at");
  if (!at) return complaints.add(node.line, "key \"at\" is missing in this step", "say when, such as \"5m\"");
  const auto when = base::parse_duration(at->text);
  if (!at->is(JsonKind::text) || !when)
    return complaints.add(at->line, "\"at\" is a duration since the world's start",
                          "write \"90s\" or \"2h30m\", say");
  step.at = *when;
  const Node* if_possible = node.find("if_possible");
  if (if_possible && !if_possible->is(JsonKind::boolean))
    return complaints.add(if_possible->line, "\"if_possible\" is true or false", "write one of them");
  step.if_possible = if_possible && if_possible->boolean;
  read_verb(*verb, step, place);
  const auto* clock = std::get_if<SetClock>(&step.what);
  if (clock && clock->node == "engine" && step.at != base::Duration{0})
    complaints.add(node.line, "the engine's clock is wrong from the start or not at all",
                   "write \"at\": \"0m\"");
  scenario.steps.push_back(std::move(step));
}

}  // namespace articulator::runner
