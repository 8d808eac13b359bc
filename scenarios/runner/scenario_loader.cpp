#include "scenarios/runner/scenario_loader.hpp"

#include "scenarios/runner/bench_insight.hpp"
#include "scenarios/runner/document.hpp"
#include "scenarios/runner/step_loader.hpp"
#include "scenarios/runner/strict_reader.hpp"
#include "scenarios/runner/usual_world.hpp"
#include "simulators/pms/vendor.hpp"

#include <algorithm>
#include <array>
#include <map>
#include <utility>

#include <fmt/format.h>

namespace articulator::runner {
namespace {

using base::JsonKind;

constexpr std::array<std::string_view, 3> phases{"monitor", "assist", "auto"};
constexpr std::array<std::string_view, 2> judgings{"at_the_end", "at_every_step"};
constexpr std::array<std::string_view, 2> predictors{"lab_promise", "learned"};
constexpr std::array<std::string_view, 2> numberings{"universal", "fdi"};
constexpr std::array<std::string_view, 3> channels_known{"api", "sftp", "email"};
constexpr std::array<std::string_view, 9> restorations{
    "crown", "bridge", "veneer", "inlay", "onlay", "implant_crown", "denture", "partial", "night_guard"};
constexpr std::array<std::string_view, 6> milestones{"received", "in_fabrication", "quality_check",
                                                     "shipped",  "delivered",      "delayed"};
constexpr std::int64_t days_left_max = 365;
constexpr std::size_t practices_max = 20;

void check_elements(const Node& node, std::string_view key, std::string_view what_kind,
                    std::span<const std::string_view> known, Complaints& complaints) {
  if (const Node* list = node.find(key))
    for (const Node& element : list->elements)
      check_word(&element, what_kind, known, complaints);
}

std::vector<std::string_view> pms_known() {
  std::vector<std::string_view> kinds;
  for (const simulators::PmsVendor& vendor : simulators::pms_vendors())
    kinds.push_back(vendor.kind);
  return kinds;
}

// What a practice says of itself, over what the world says for all.
void read_practice(const Node& node, const Library& library, PracticeSetup& setup, Complaints& complaints) {
  if (check_word(node.find("pms"), "PMS", pms_known(), complaints))
    setup.pms = node.text_or("pms", setup.pms);
  if (check_word(node.find("phase"), "phase", phases, complaints))
    setup.phase = node.text_or("phase", setup.phase);
  if (const Node* zone_name = node.find("time_zone")) {
    const auto zone = library.zone(zone_name->text);
    if (zone)
      setup.zone = *zone;
    else
      complaints.inside(zone_name->line, zone.error());
  }
  setup.approval_days_left = integer_at(node, "approval_days_left").value_or(setup.approval_days_left);
  if (setup.approval_days_left > days_left_max)
    complaints.add(node.line, "\"approval_days_left\" is more than a year", "write 0 to 365");
  check_elements(node, "final_approval", "phase", phases, complaints);
  if (node.find("final_approval")) setup.final_approval = texts_at(node, "final_approval");
  setup.review_hours = integer_at(node, "review_hours").value_or(setup.review_hours);
  setup.min_clean_cases = integer_at(node, "min_clean_cases").value_or(setup.min_clean_cases);
  check_elements(node, "notify", "milestone", milestones, complaints);
  if (node.find("notify")) setup.notify = texts_at(node, "notify");
  if (check_word(node.find("predictor"), "predictor", predictors, complaints))
    setup.predictor = node.text_or("predictor", setup.predictor);
  setup.hold_hours = integer_at(node, "hold_hours").value_or(setup.hold_hours);
  if (node.find("message_unseen")) setup.message_unseen = boolean_at(node, "message_unseen");
  if (node.find("permissions")) setup.permissions = texts_at(node, "permissions");
  const Node* by_restoration = node.find("phases");
  if (!by_restoration) return;
  setup.phases.clear();
  for (const Member& member : by_restoration->members) {
    if (std::find(restorations.begin(), restorations.end(), member.key) == restorations.end())
      complaints.unknown(member.line, "restoration", member.key, {restorations.begin(), restorations.end()});
    if (check_word(&member.value, "phase", phases, complaints))
      setup.phases.emplace_back(member.key, member.value.text);
  }
}

void read_practices(const Node& node, const Library& library, WorldSetup& world, Complaints& complaints) {
  const Node* more = node.find("practices");
  if (!more) return;
  if (more->elements.size() + 1 > practices_max)
    return complaints.add(more->line, fmt::format("a world has at most {} practices", practices_max),
                          "name fewer");
  for (const Node& element : more->elements) {
    if (!check_keys(element, {practice_keys()}, "a practice", complaints)) return;
    PracticeSetup setup = world.practices.front();
    setup.practice = text_at(element, "practice");
    const auto same = [&](const PracticeSetup& one) { return one.practice == setup.practice; };
    const bool well_named =
        setup.practice.starts_with("p-") && setup.practice.size() <= 20 &&
        setup.practice.find_first_not_of("abcdefghijklmnopqrstuvwxyz0123456789-") == std::string::npos;
    if (!well_named) complaints.add(element.line, "a practice is named p-02, say", "correct \"practice\"");
    if (std::any_of(world.practices.begin(), world.practices.end(), same))
      complaints.add(element.line, fmt::format("practice \"{}\" is there already", setup.practice),
                     "p-01 is always there; name another");
    read_practice(element, library, setup, complaints);
    world.practices.push_back(std::move(setup));
  }
}

// {"lost_request": 20, ..., "until": "48h"}: chances in a thousand.
void read_rates(const Node& node, WorldSetup& world, Complaints& complaints) {
  const Node* rates = node.find("faults");
  if (!rates) return;
  std::vector<Key> keys{{"until", KeyKind::duration}};
  // A certificate is no matter of chance: it is wrong from one instant on, until it is renewed.
  for (const auto& kind : world::fault_words)
    if (kind.value != world::FaultKind::untrusted) keys.push_back({kind.text, KeyKind::integer});
  if (!check_keys(*rates, {keys}, "faults", complaints)) return;
  std::int64_t sum = 0;
  for (std::size_t i = 0; i < world::fault_words.size(); ++i) {
    const std::int64_t rate = integer_at(*rates, world::fault_words[i].text).value_or(0);
    sum += std::min<std::int64_t>(rate, 1001);
    world.rates.per_mille[i] = static_cast<std::uint32_t>(std::min<std::int64_t>(rate, 1000));
  }
  if (sum > 1000)
    complaints.add(rates->line, "the faults strike more than 1000 messages in 1000", "lower them");
  world.has_rates = true;
  world.rates.until = base::Instant{INT64_MAX};
  if (const auto until = duration_at(*rates, "until")) world.rates.until = world.start + *until;
}

void read_model(const Node& node, WorldSetup& world, Complaints& complaints) {
  const Node* model = node.find("model");
  constexpr std::array<Key, 2> keys{{{"behaviour", KeyKind::text, true}, {"doubts", KeyKind::boolean}}};
  if (!model || !check_keys(*model, {keys}, "model", complaints)) return;
  if (check_word(model->find("behaviour"), "behaviour", model_behaviours, complaints))
    world.model = text_at(*model, "behaviour");
}

bool read_world(const Node& node, const Library& library, const Pair& pair, WorldSetup& world,
                Complaints& complaints) {
  if (!check_keys(node, {world_keys()}, "world", complaints)) return false;
  world.lab = pair.lab;
  world.start = *instant_at(node, "start");
  world.seed = static_cast<std::uint64_t>(integer_at(node, "seed").value_or(1));
  if (check_word(node.find("lab"), "lab", library.lab_ids(), complaints))
    world.lab = node.text_or("lab", world.lab);
  world.line = boolean_at(node, "line");
  world.tls = boolean_at(node, "tls");
  constexpr std::array<std::string_view, 2> page_rules{"open", "by_role"};
  if (check_word(node.find("pages"), "rule for pages", page_rules, complaints))
    world.pages_by_role = node.text_or("pages", "open") == "by_role";
  world.rest = duration_at(node, "rest").value_or(world.rest);
  check_elements(node, "channels", "channel", channels_known, complaints);
  world.channels = texts_at(node, "channels");
  world.needs = texts_at(node, "needs");
  world.files = boolean_at(node, "files");
  read_model(node, world, complaints);
  constexpr std::array<Key, 3> insight_keys{
      {{"past", KeyKind::array}, {"selection", KeyKind::object}, {"inventory", KeyKind::object}}};
  if (const Node* insight = node.find("insight");
      insight && check_keys(*insight, {insight_keys}, "insight", complaints)) {
    world.insight = json_at(node, "insight");
    world.suppliers = supplier_addresses(world.insight);
  }
  read_rates(node, world, complaints);

  PracticeSetup first = usual_practice(library);
  first.pms = pair.pms;
  if (const auto zone = library.zone(std::string(usual_zone)); !zone)
    complaints.inside(node.line, zone.error());
  first.check_codes = boolean_at(node, "check_codes");
  if (const Node* model = node.find("model"); model && model->is(base::JsonKind::object))
    first.model_doubts = boolean_at(*model, "doubts");
  if (check_word(node.find("tooth_numbering"), "numbering", numberings, complaints))
    first.fdi_teeth = node.text_or("tooth_numbering", "") == "fdi";
  first.channel_budget = duration_at(node, "channel_budget").value_or(first.channel_budget);
  read_practice(node, library, first, complaints);
  world.practices.push_back(std::move(first));
  read_practices(node, library, world, complaints);
  return !complaints.first();
}

void finish(Scenario& scenario, const Node& root, Complaints& complaints) {
  std::multimap<base::Duration, Step> by_instant;
  for (Step& step : scenario.steps)
    by_instant.emplace(step.at, std::move(step));
  scenario.steps.clear();
  for (auto& [at, step] : by_instant)
    scenario.steps.push_back(std::move(step));
  std::sort(scenario.names.begin(), scenario.names.end());
  WorldSetup& world = scenario.world;
  const base::Duration last = scenario.steps.empty() ? base::Duration{0} : scenario.steps.back().at;
  if (last + world.rest > world_time_max)
    complaints.add(root.line, "the scenario lasts longer than three years", "shorten it");
  // The end is judged in peace: without a word of their own, seeded faults end with the last step.
  if (world.has_rates && world.rates.until == base::Instant{INT64_MAX})
    world.rates.until = world.start + last;
}

}  // namespace

base::Expected<Scenario> read_scenario(std::string_view text, const std::string& file, const Library& library,
                                       const Pair& pair) {
  auto root = parse_document(text, file);
  if (!root) return std::unexpected(root.error());
  Complaints complaints(file);
  Scenario scenario;
  scenario.file = file;
  if (check_keys(*root, {scenario_keys()}, "a scenario", complaints)) {
    scenario.name = text_at(*root, "name");
    scenario.shows = texts_at(*root, "shows");
    if (const Node* judged = root->find("judged");
        judged && check_word(judged, "judged", judgings, complaints))
      scenario.judged_at_every_step = judged->text == judgings[1];
    const Node& steps = *root->find("steps");
    if (scenario.name.empty()) complaints.add(root->line, "the scenario has no name", "say what must hold");
    if (steps.elements.size() > steps_max)
      complaints.add(steps.line, fmt::format("a scenario has at most {} steps", steps_max), "split it");
    const Node& world = *root->find("world");
    scenario.any_pms = world.find("pms") == nullptr;
    scenario.any_lab = world.find("lab") == nullptr;
    scenario.pair = pair;
    if (read_world(world, library, pair, scenario.world, complaints)) {
      for (const Node& step : steps.elements) {
        read_step(step, library, scenario, complaints);
        if (complaints.first()) break;
      }
      finish(scenario, *root, complaints);
    }
  }
  if (complaints.first()) return std::unexpected(*complaints.first());
  return scenario;
}

base::Expected<Scenario> load_scenario(const std::string& path, const Library& library, const Pair& pair) {
  auto text = read_file(path);
  if (!text) return std::unexpected(text.error());
  return read_scenario(*text, path, library, pair);
}

std::vector<Pair> all_pairs(const Library& library) {
  std::vector<Pair> pairs;
  for (const std::string_view pms : pms_known())
    for (const std::string_view lab : library.lab_ids())
      pairs.push_back({std::string(pms), std::string(lab)});
  return pairs;
}

}  // namespace articulator::runner
