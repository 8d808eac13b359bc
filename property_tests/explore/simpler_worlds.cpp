#include "property_tests/explore/simpler_worlds.hpp"

#include "scenarios/runner/document.hpp"
#include "scenarios/runner/scenario_loader.hpp"
#include "scenarios/runner/scenario_writer.hpp"
#include "scenarios/runner/usual_world.hpp"

#include <algorithm>
#include <utility>
#include <variant>

#include <fmt/format.h>

namespace articulator::explore {
namespace {

using runner::PracticeSetup;
using runner::Scenario;
using runner::StartFault;
using runner::Step;

// One setting of all practices, as usual.
template <typename Member>
Simplify usual(Member member) {
  return [member](Scenario& world, const runner::Library& library) {
    const PracticeSetup as_usual = runner::usual_practice(library);
    for (PracticeSetup& practice : world.world.practices)
      practice.*member = as_usual.*member;
  };
}

std::vector<Simplify> all_simpler_worlds() {
  std::vector<Simplify> all{
      [](Scenario& world, const runner::Library&) {
        world.world.has_rates = false;
        world.world.rates = {};
      },
      usual(&PracticeSetup::phase), usual(&PracticeSetup::phases), usual(&PracticeSetup::approval_days_left),
      usual(&PracticeSetup::min_clean_cases), usual(&PracticeSetup::final_approval),
      usual(&PracticeSetup::review_hours), usual(&PracticeSetup::notify), usual(&PracticeSetup::predictor),
      usual(&PracticeSetup::hold_hours), usual(&PracticeSetup::message_unseen),
      usual(&PracticeSetup::check_codes), usual(&PracticeSetup::fdi_teeth),
      usual(&PracticeSetup::channel_budget), usual(&PracticeSetup::zone),
      [](Scenario& world, const runner::Library&) { world.world.channels.clear(); },
      [](Scenario& world, const runner::Library&) { world.world.model.clear(); },
      [](Scenario& world, const runner::Library&) { world.world.line = false; },
      [](Scenario& world, const runner::Library&) { world.world.seed = 1; },
      // An ordinary Monday morning; what has a date of its own keeps it.
      [](Scenario& world, const runner::Library&) {
        const base::Instant monday = base::parse_instant("2024-10-21T14:00:00Z").value();
        world.world.rates.until = world.world.rates.until + (monday - world.world.start);
        world.world.start = monday;
      },
      [](Scenario& world, const runner::Library&) { world.judged_at_every_step = false; }};
  for (std::size_t kind = 0; kind < world::fault_words.size(); ++kind)
    all.push_back([kind](Scenario& world, const runner::Library&) {
      world.world.rates.per_mille.at(kind) = 0;
      const auto& rates = world.world.rates.per_mille;
      if (std::all_of(rates.begin(), rates.end(), [](std::uint32_t rate) { return rate == 0; })) {
        world.world.has_rates = false;
        world.world.rates = {};
      }
    });
  return all;
}

template <typename Change>
SimplifyStep of_fault(Change change) {
  return [change](Step& step) {
    if (auto* start = std::get_if<StartFault>(&step.what)) change(*start);
  };
}

std::vector<SimplifyStep> all_simpler_steps() {
  const world::Fault usual;
  return {[](Step& step) { step.if_possible = false; },
          of_fault([](StartFault& start) { start.fault.times = 1; }),
          of_fault([](StartFault& start) { start.fault.skip = 0; }),
          of_fault([](StartFault& start) { start.fault.method.clear(); }),
          of_fault([usual](StartFault& start) { start.fault.delay = usual.delay; }),
          of_fault([](StartFault& start) {
            if (start.lasts && *start.lasts > base::minutes(10)) start.lasts = base::minutes(10);
          }),
          [](Step& step) {
            if (auto* crash = std::get_if<runner::Crash>(&step.what)) crash->down = base::Duration{0};
          },
          [](Step& step) {
            if (auto* crash = std::get_if<runner::Crash>(&step.what)) crash->unsent = false;
          }};
}

runner::Node* child(runner::Node& node, std::string_view key) {
  for (runner::Member& member : node.members)
    if (member.key == key) return &member.value;
  return nullptr;
}

void take(runner::Node& node, std::string_view key) {
  std::erase_if(node.members, [&](const runner::Member& member) { return member.key == key; });
}

// The node that a step is about, where it stands; null: it is about none.
template <typename AnyStep>
auto node_in(AnyStep& step) -> decltype(&std::get_if<runner::Act>(&step.what)->node) {
  if (auto* act = std::get_if<runner::Act>(&step.what)) return &act->node;
  if (auto* start = std::get_if<StartFault>(&step.what)) return &start->fault.to;
  if (auto* crash = std::get_if<runner::Crash>(&step.what)) return &crash->node;
  if (auto* clock = std::get_if<runner::SetClock>(&step.what)) return &clock->node;
  return nullptr;
}

base::Expected<Scenario> read(const runner::Node& document, const Scenario& like,
                              const runner::Library& library) {
  return runner::read_scenario(runner::dump(document), like.file, library, like.pair);
}

}  // namespace

const std::vector<Simplify>& simpler_worlds() {
  static const std::vector<Simplify> all = all_simpler_worlds();
  return all;
}

const std::vector<SimplifyStep>& simpler_steps() {
  static const std::vector<SimplifyStep> all = all_simpler_steps();
  return all;
}

base::Expected<Scenario> read_again(const Scenario& world, const runner::Library& library) {
  return runner::read_scenario(runner::write_scenario(world, library), world.file, library, world.pair);
}

std::vector<Scenario> simpler_cases(const Scenario& world, std::size_t i, const runner::Library& library) {
  std::vector<Scenario> simpler;
  if (world.steps[i].word != "case_ready") return simpler;
  auto document = runner::parse_document(runner::write_scenario(world, library), world.file);
  if (!document) return simpler;
  const auto attempt = [&](const auto& change) {
    runner::Node changed = *document;
    change(*child(child(changed, "steps")->elements[i], "case_ready"));
    if (auto read_world = read(changed, world, library)) simpler.push_back(std::move(*read_world));
  };
  constexpr std::string_view plainest = "crown-19-zirconia";
  const runner::Node& like = *child(child(*document, "steps")->elements[i], "case_ready");
  if (const runner::Node* name = like.find("like"); name && name->text != plainest)
    attempt([&](runner::Node& sent) { *child(sent, "like") = runner::Node::of_text(std::string(plainest)); });
  if (const runner::Node* with = like.find("with")) {
    attempt([](runner::Node& sent) { take(sent, "with"); });
    for (const runner::Member& member : with->members)
      attempt([&](runner::Node& sent) { take(*child(sent, "with"), member.key); });
  }
  if (like.find("without")) attempt([](runner::Node& sent) { take(sent, "without"); });
  return simpler;
}

std::string case_of(const Step& step) {
  if (const auto* act = std::get_if<runner::Act>(&step.what)) {
    const auto arguments = runner::parse_document(act->arguments, "");
    return arguments ? arguments->text_or("case", "") : std::string();
  }
  if (const auto* decide = std::get_if<runner::Decide>(&step.what)) return decide->case_id;
  if (const auto* redrive = std::get_if<runner::Redrive>(&step.what)) return redrive->case_id;
  return {};
}

std::string node_of(const Step& step) {
  const std::string* node = node_in(step);
  return node ? *node : std::string();
}

void set_node(Step& step, std::string node) {
  if (std::string* place = node_in(step)) *place = std::move(node);
}

}  // namespace articulator::explore
