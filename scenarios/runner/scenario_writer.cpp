#include "scenarios/runner/scenario_writer.hpp"

#include "engine/base/calendar.hpp"
#include "engine/base/json_writer.hpp"
#include "scenarios/runner/case_writer.hpp"
#include "scenarios/runner/expectation_writer.hpp"
#include "scenarios/runner/node_maker.hpp"
#include "scenarios/runner/usual_world.hpp"

#include <algorithm>
#include <chrono>
#include <cstdlib>
#include <string_view>
#include <utility>
#include <variant>
#include <vector>

#include <fmt/format.h>

namespace articulator::runner {
namespace {

using base::JsonKind;

template <typename... Cases>
struct Overloaded : Cases... {
  using Cases::operator()...;
};

// In one line, with the spaces that a person leaves.
void print(std::string& out, const Node& node) {
  const bool object = node.is(JsonKind::object);
  if (!object && !node.is(JsonKind::array)) {
    out += dump(node);
    return;
  }
  const std::size_t count = object ? node.members.size() : node.elements.size();
  if (count == 0) {
    out += object ? "{}" : "[]";
    return;
  }
  out += object ? "{ " : "[";
  for (std::size_t i = 0; i < count; ++i) {
    if (i > 0) out += ", ";
    if (object) {
      base::append_json_text(out, node.members[i].key);
      out += ": ";
    }
    print(out, object ? node.members[i].value : node.elements[i]);
  }
  out += object ? " }" : "]";
}

// With the offset of the practice's clock where it can be said in minutes.
std::string start_text(base::Instant start, const base::TimeZone& zone) {
  const std::int64_t offset_min = zone.offset(start).count() / 60'000;
  const base::LocalTime local = zone.local(start);
  std::string text = base::format_date(local.date) + "T";
  const std::int32_t ms = local.ms_of_day;
  text += fmt::format("{:02}:{:02}:{:02}", ms / 3'600'000, ms / 60'000 % 60, ms / 1000 % 60);
  if (ms % 1000 != 0) text += fmt::format(".{:03}", ms % 1000);
  const std::int64_t size = std::abs(offset_min);
  text += fmt::format("{}{:02}:{:02}", offset_min < 0 ? '-' : '+', size / 60, size % 60);
  const auto read = base::parse_instant(text);
  return read && *read == start ? text : base::format_instant(start);
}

const PracticeSetup& practice_of_step(const Step& step, const WorldSetup& world) {
  for (const PracticeSetup& one : world.practices)
    if (one.practice == step.practice) return one;
  return world.practices.front();
}

// What a practice says otherwise than `usual`.
void write_practice(NodeMaker& out, const PracticeSetup& practice, const PracticeSetup& usual) {
  if (practice.phase != usual.phase) out.text("phase", practice.phase);
  if (practice.phases != usual.phases) {
    NodeMaker phases;
    for (const auto& [restoration, phase] : practice.phases)
      phases.text(restoration, phase);
    out.put("phases", std::move(phases).node());
  }
  if (practice.zone != usual.zone) out.text("time_zone", practice.zone.name());
  if (practice.approval_days_left != usual.approval_days_left)
    out.integer("approval_days_left", practice.approval_days_left);
  if (practice.min_clean_cases != usual.min_clean_cases)
    out.integer("min_clean_cases", practice.min_clean_cases);
  if (practice.final_approval != usual.final_approval)
    out.all_texts("final_approval", practice.final_approval);
  if (practice.review_hours != usual.review_hours) out.integer("review_hours", practice.review_hours);
  if (practice.notify != usual.notify) out.all_texts("notify", practice.notify);
  if (practice.predictor != usual.predictor) out.text("predictor", practice.predictor);
  if (practice.hold_hours != usual.hold_hours) out.integer("hold_hours", practice.hold_hours);
  if (practice.message_unseen != usual.message_unseen) out.boolean("message_unseen", practice.message_unseen);
  if (practice.permissions != usual.permissions) out.all_texts("permissions", practice.permissions);
}

Node write_rates(const WorldSetup& world) {
  NodeMaker rates;
  for (std::size_t kind = 0; kind < world::fault_words.size(); ++kind)
    if (world.rates.per_mille.at(kind) > 0)
      rates.integer(world::fault_words.at(kind).text, world.rates.per_mille.at(kind));
  rates.duration("until", world.rates.until - world.start);
  return std::move(rates).node();
}

Node write_practices(const WorldSetup& world) {
  Node list;
  list.kind = JsonKind::array;
  for (std::size_t i = 1; i < world.practices.size(); ++i) {
    NodeMaker one;
    one.text("practice", world.practices[i].practice);
    if (world.practices[i].pms != world.practices.front().pms) one.text("pms", world.practices[i].pms);
    write_practice(one, world.practices[i], world.practices.front());
    list.elements.push_back(std::move(one).node());
  }
  return list;
}

Node write_world(const Scenario& scenario, const Library& library) {
  const WorldSetup& world = scenario.world;
  const WorldSetup usual_world;
  const PracticeSetup& first = world.practices.front();
  const PracticeSetup usual = usual_practice(library);
  NodeMaker out;
  out.text("start", start_text(world.start, first.zone));
  if (world.seed != usual_world.seed) out.integer("seed", static_cast<std::int64_t>(world.seed));
  if (!scenario.any_pms) out.text("pms", first.pms);
  if (!scenario.any_lab) out.text("lab", world.lab);
  write_practice(out, first, usual);
  if (first.check_codes) out.boolean("check_codes", true);
  if (first.fdi_teeth) out.text("tooth_numbering", "fdi");
  if (first.channel_budget != usual.channel_budget) out.duration("channel_budget", first.channel_budget);
  if (world.line) out.boolean("line", true);
  if (world.tls) out.boolean("tls", true);
  if (world.pages_by_role) out.text("pages", "by_role");
  out.texts("channels", world.channels).texts("needs", world.needs);
  if (world.files) out.boolean("files", true);
  if (!world.model.empty()) {
    NodeMaker model;
    model.text("behaviour", world.model);
    if (world.practices.front().model_doubts) model.boolean("doubts", true);
    out.put("model", std::move(model).node());
  }
  out.json("insight", world.insight);
  if (world.has_rates) out.put("faults", write_rates(world));
  if (world.practices.size() > 1) out.put("practices", write_practices(world));
  if (world.rest != usual_world.rest) out.duration("rest", world.rest);
  return std::move(out).node();
}

Node write_act(const Step& step, const Act& act, const Scenario& scenario, const Library& library) {
  const WorldSetup& world = scenario.world;
  auto arguments = parse_document(act.arguments, "");
  if (!arguments) return {};
  if (step.word == "case_ready")
    return shortest_case(*arguments, {world.lab, world.start, practice_of_step(step, world).zone}, library);
  // The loader adds this for a lab of several practices.
  if (act.node == world.lab && world.practices.size() > 1)
    std::erase_if(arguments->members, [](const Member& member) { return member.key == "practice"; });
  return std::move(*arguments);
}

Node write_decide(const Decide& decide) {
  NodeMaker out;
  out.text("case", decide.case_id).text("as", decide.as).text("decision", decide.decision);
  out.json("set", decide.changes).text("answer", decide.answer).integer("slot", decide.slot);
  out.texts("reasons", decide.reasons).integer("status", decide.status);
  return std::move(out).node();
}

// Whichever PMS, lab and drop the world has.
std::string role_of_node(const std::string& node, const Step& step, const WorldSetup& world) {
  if (node == practice_of_step(step, world).node()) return "pms";
  if (node == world.lab) return "lab";
  return world.has_channel("sftp") && node == world.drop_node() ? "sftp" : node;
}

Node write_fault(const Step& step, const StartFault& start, const WorldSetup& world) {
  const world::Fault& fault = start.fault;
  const world::Fault usual;
  NodeMaker out;
  out.text("kind", std::string(base::word_of(world::fault_words, fault.kind)));
  out.text("to", role_of_node(fault.to, step, world)).text("method", fault.method);
  out.text("path", fault.path).text("body_has", fault.body_has);
  if (fault.skip != usual.skip) out.integer("skip", fault.skip);
  if (fault.times != usual.times) out.integer("times", fault.times);
  out.duration("for", start.lasts);
  if (fault.status != usual.status) out.integer("status", fault.status);
  if (fault.delay != usual.delay) out.duration("delay", fault.delay);
  if (fault.certificate != usual.certificate)
    out.text("certificate", std::string(base::word_of(world::certificate_words, fault.certificate)));
  return std::move(out).node();
}

Node write_request(const SendRequest& send) {
  NodeMaker out;
  out.text("method", send.request.method).text("target", send.request.target);
  NodeMaker headers;
  for (const base::Header& header : send.request.headers.list)
    headers.put(header.name, Node::of_text(header.value));
  if (!headers.empty()) out.put("headers", std::move(headers).node());
  out.text("body", send.request.body).integer("status", send.status);
  return std::move(out).node();
}

Node write_what(const Step& step, const Scenario& scenario, const Library& library) {
  return std::visit(
      Overloaded{
          [&](const Act& act) { return write_act(step, act, scenario, library); },
          [&](const Decide& decide) { return write_decide(decide); },
          [&](const Redrive& redrive) {
            NodeMaker out;
            out.text("case", redrive.case_id).text("as", redrive.as).integer("status", redrive.status);
            return std::move(out).node();
          },
          [&](const ChangePolicy& change) {
            NodeMaker out;
            out.text("as", change.as).json("set", change.changes).integer("status", change.status);
            return std::move(out).node();
          },
          [&](const StartFault& start) { return write_fault(step, start, scenario.world); },
          [&](const SendRequest& send) { return write_request(send); },
          [&](const Expect& expect) { return write_expectation(expect.wanted); },
          [&](const Crash& crash) {
            NodeMaker out;
            out.text("node", role_of_node(crash.node, step, scenario.world));
            if (crash.down > base::Duration{0}) out.duration("down", crash.down);
            if (crash.unsent) out.boolean("unsent", true);
            return std::move(out).node();
          },
          [&](const SetClock& clock) {
            NodeMaker out;
            out.text("node", role_of_node(clock.node, step, scenario.world));
            out.duration(clock.ahead < base::Duration{0} ? "behind" : "ahead", std::chrono::abs(clock.ahead));
            return std::move(out).node();
          },
      },
      step.what);
}

std::string in_one_line(const Node& node) {
  std::string out;
  print(out, node);
  return out;
}

std::string always_text(const Expectation& unwanted) {
  NodeMaker never;
  never.put("never", write_expectation(unwanted));
  NodeMaker step;
  if (unwanted.practice != "p-01") step.text("practice", unwanted.practice);
  step.put("always", std::move(never).node());
  return in_one_line(std::move(step).node());
}

}  // namespace

std::string write_step(const Step& step, const Scenario& scenario, const Library& library) {
  NodeMaker out;
  out.duration("at", step.at);
  if (step.practice != "p-01") out.text("practice", step.practice);
  if (step.if_possible) out.boolean("if_possible", true);
  out.put(step.word, write_what(step, scenario, library));
  return in_one_line(std::move(out).node());
}

std::string write_scenario(const Scenario& scenario, const Library& library) {
  std::vector<std::string> lines;
  for (const Step& step : scenario.steps)
    lines.push_back(write_step(step, scenario, library));
  for (const Expectation& unwanted : scenario.never)
    lines.push_back(always_text(unwanted));
  NodeMaker shows;
  std::string out = "{\n  \"name\": ";
  base::append_json_text(out, scenario.name);
  shows.all_texts("shows", scenario.shows);
  out += ",\n  \"shows\": " + in_one_line(std::move(shows).node().members.front().value);
  if (scenario.judged_at_every_step) out += ",\n  \"judged\": \"at_every_step\"";
  out += ",\n  \"world\": " + in_one_line(write_world(scenario, library));
  out += ",\n  \"steps\": [\n";
  for (std::size_t i = 0; i < lines.size(); ++i)
    out += "    " + lines[i] + (i + 1 < lines.size() ? ",\n" : "\n");
  return out + "  ]\n}\n";
}

}  // namespace articulator::runner
