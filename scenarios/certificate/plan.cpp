#include "scenarios/certificate/plan.hpp"

#include "engine/base/hash.hpp"
#include "scenarios/runner/document.hpp"
#include "scenarios/runner/scenario_files.hpp"
#include "scenarios/runner/scenario_loader.hpp"

#include <algorithm>
#include <filesystem>
#include <utility>
#include <variant>

#include <fmt/format.h>

namespace articulator::certificate {
namespace {

namespace fs = std::filesystem;
using runner::Scenario;

std::string run_id(const std::string& folder, const std::string& file) {
  return fs::path(file).lexically_relative(folder).replace_extension().generic_string();
}

// Empty: it is about these, or about none in particular.
std::string other_system(const Scenario& scenario, const runner::Pair& pair) {
  if (scenario.world.lab != pair.lab) return "it is about the lab " + scenario.world.lab;
  for (const runner::PracticeSetup& practice : scenario.world.practices)
    if (practice.pms != pair.pms) return "it is about the PMS " + practice.pms;
  return {};
}

bool kills_engine(const Scenario& scenario) {
  return std::any_of(scenario.steps.begin(), scenario.steps.end(), [](const runner::Step& step) {
    const auto* crash = std::get_if<runner::Crash>(&step.what);
    return crash && crash->node == "engine";
  });
}

void leave_out(Run& run, LeftOut why, std::string because) {
  run.left_out = why;
  run.because = std::move(because);
}

Run named(const Scenario& scenario) {
  Run run;
  run.result.name = scenario.name;
  run.result.shows = scenario.shows;
  run.result.pms = scenario.world.practices.front().pms;
  run.result.lab = scenario.world.lab;
  return run;
}

Run planned(const Scenario& scenario, const Claims& claims, const runner::Pair& pair) {
  Run run = named(scenario);
  if (std::string about = other_system(scenario, pair); !about.empty()) {
    leave_out(run, LeftOut::other_system, std::move(about));
    return run;
  }
  for (const std::string& id : scenario.shows)
    if (!runner::is_of_harness(id) && !is_claimed(claims, id)) {
      leave_out(run, LeftOut::unclaimed, "it shows " + id + " too, which the engine does not claim");
      return run;
    }
  if (kills_engine(scenario)) {
    leave_out(run, LeftOut::kills_engine, "it kills the engine, which cannot be done from here");
    return run;
  }
  leave_out(run, LeftOut::not_come_to, "the certification ended before it");
  return run;
}

// Empty: there is none.
std::string first_unclaimed(const std::vector<std::string>& ids, const Claims& claims) {
  const auto found =
      std::find_if(ids.begin(), ids.end(), [&](const std::string& id) { return !is_claimed(claims, id); });
  return found == ids.end() ? std::string() : *found;
}

// A level's worlds ask for all of what it and those before it demand, so an engine that does not claim all of
// that is not asked. `unclaimed`: such an id; empty: none.
base::Expected<void> add_worlds(Plan& plan, const Worlds& wanted, const std::string& unclaimed,
                                const runner::Pair& pair, const runner::Library& library,
                                const WorldMaker& worlds) {
  for (std::uint64_t number = 1; number <= wanted.count; ++number) {
    const WorldNumber world{wanted.seed, number};
    if (std::any_of(plan.runs.begin(), plan.runs.end(), [&](const Run& one) { return one.world == world; }))
      continue;  // of a level before
    const std::string id = world_id(world);
    if (!worlds) return base::failure(id, "cannot be generated here", "use articulator certify");
    std::string text = worlds(world, pair);
    auto scenario = runner::read_scenario(text, id + ".json", library);
    if (!scenario) return std::unexpected(scenario.error());
    Run run = named(*scenario);
    run.id = id;
    run.world = world;
    run.digest = base::hex(base::sha256(text));
    run.text = std::move(text);
    run.result.file = id + ".json";
    if (unclaimed.empty())
      leave_out(run, LeftOut::not_come_to, "the certification ended before it");
    else
      leave_out(run, LeftOut::unclaimed,
                "it asks for " + unclaimed + " too, which the engine does not claim");
    plan.runs.push_back(std::move(run));
    plan.scenarios.push_back(std::move(*scenario));
  }
  return {};
}

// Every file of the folder, by name.
base::Expected<std::string> digest_of(const std::string& folder) {
  std::vector<std::string> files;
  std::error_code failed;
  for (const auto& entry : fs::recursive_directory_iterator(folder, failed))
    if (entry.is_regular_file() && entry.path().extension() == ".json")
      files.push_back(entry.path().lexically_relative(folder).generic_string());
  if (failed) return base::failure(folder, "cannot be read", "name the library of scenarios");
  std::sort(files.begin(), files.end());
  std::string lines;
  for (const std::string& file : files) {
    const auto text = runner::read_file((fs::path(folder) / file).string());
    if (!text) return std::unexpected(text.error());
    lines += base::hex(base::sha256(*text)) + "  " + file + "\n";
  }
  return base::hex(base::sha256(lines));
}

}  // namespace

base::Expected<Plan> make_plan(const Profile& profile, const Claims& claims, const runner::Pair& pair,
                               const std::string& folder, const runner::Library& library,
                               const WorldMaker& worlds) {
  auto digest = digest_of(folder);
  if (!digest) return std::unexpected(digest.error());
  const auto files = runner::scenario_files({folder});
  if (!files) return std::unexpected(files.error());
  Plan plan;
  plan.library = std::move(*digest);
  for (const std::string& file : *files) {
    auto scenario = runner::load_scenario(file, library, pair);
    if (!scenario) return std::unexpected(scenario.error());
    const auto wanted = [&](const std::string& id) { return profile.has(id); };
    if (std::none_of(scenario->shows.begin(), scenario->shows.end(), wanted)) continue;
    const auto text = runner::read_file(file);
    if (!text) return std::unexpected(text.error());
    Run run = planned(*scenario, claims, pair);
    run.id = run_id(folder, file);
    run.digest = base::hex(base::sha256(*text));
    run.result.file = "scenarios/library/" + run.id + ".json";
    scenario->file = run.result.file;
    plan.runs.push_back(std::move(run));
    plan.scenarios.push_back(std::move(*scenario));
  }
  std::string unclaimed;
  for (const Level& level : profile.levels) {
    if (unclaimed.empty()) unclaimed = first_unclaimed(level.requirements, claims);
    if (!level.worlds) continue;
    if (auto added = add_worlds(plan, *level.worlds, unclaimed, pair, library, worlds); !added)
      return std::unexpected(added.error());
  }
  return plan;
}

}  // namespace articulator::certificate
