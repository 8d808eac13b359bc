// articulator certify: a certificate for an engine, or whether one holds.
#include "property_tests/explore/certified_worlds.hpp"
#include "scenarios/certificate/certificate.hpp"
#include "scenarios/certificate/certificate_page.hpp"
#include "scenarios/certificate/certification.hpp"
#include "scenarios/certificate/files.hpp"
#include "scenarios/certificate/report.hpp"
#include "scenarios/certificate/verification.hpp"
#include "scenarios/runner/document.hpp"
#include "scenarios/runner/engine_remote.hpp"
#include "simulators/lab/vendor.hpp"
#include "simulators/pms/vendor.hpp"
#include "tools/command_line.hpp"
#include "tools/commands.hpp"
#include "tools/keys.hpp"
#include "tools/project_folder.hpp"

#include <algorithm>
#include <charconv>
#include <chrono>
#include <cstdint>
#include <filesystem>
#include <iostream>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include <boost/program_options.hpp>
#include <fmt/format.h>
#include <fmt/ranges.h>
#include <unistd.h>

namespace articulator::tools {
namespace {

namespace po = boost::program_options;
namespace fs = std::filesystem;

constexpr std::int64_t patience_max = 3600;  // seconds

struct Arguments {
  std::vector<std::string> engine_urls;
  std::string profile;
  std::string out;
  std::string key;
  std::string verify;
  std::string json;
  runner::Pair pair;
  std::int64_t patience = 30;
  std::string time = "lockstep";
  bool fresh = false;
  bool list = false;
};

int refuse(const std::string& what, int status = exit_usage) {
  std::cerr << "articulator certify: " << what << '\n';
  return status;
}

po::options_description visible_options(Arguments& into) {
  po::options_description options("Options");
  auto add = options.add_options();
  add("engine", po::value(&into.engine_urls)->value_name("URL"),
      "the engine, which speaks the engine contract; named several times: instances of it, which share the "
      "scenarios");
  add("profile", po::value(&into.profile)->value_name("NAME"),
      "what it is certified for; --profiles lists them");
  add("out", po::value(&into.out)->value_name("DIR"), "where certificate, journals and transcripts go");
  add("key", po::value(&into.key)->value_name("FILE"),
      "the key to sign with (articulator audit key makes one); with --verify the public key to trust");
  add("pms", po::value(&into.pair.pms)->default_value(into.pair.pms)->value_name("NAME"), "with this PMS");
  add("lab", po::value(&into.pair.lab)->default_value(into.pair.lab)->value_name("NAME"), "with this lab");
  add("patience", po::value(&into.patience)->default_value(into.patience)->value_name("S"),
      "seconds that the engine may take for one answer; twenty times that for a scenario");
  add("time", po::value(&into.time)->default_value(into.time)->value_name("lockstep|xN"),
      "xN: time flows by itself, N times as fast as the wall clock, and what the engine takes its time for "
      "costs it");
  add("fresh", po::bool_switch(&into.fresh), "begin anew where an earlier certification was interrupted");
  add("verify", po::value(&into.verify)->value_name("CERT"), "check a certificate.json, offline");
  add("profiles", po::bool_switch(&into.list), "list the profiles");
  add("json", po::value(&into.json)->value_name("F"), "write the verdicts as JSON; - is standard output");
  add("help", "this text");
  return options;
}

void print_help(const po::options_description& options) {
  std::cout
      << "articulator certify --engine URL --profile NAME --out DIR [--key FILE]\n"
         "articulator certify --verify DIR/certificate.json [--key PUBLIC]\n\n"
         "Runs every scenario of a profile against an engine, in lockstep or at a rate, and writes what it "
         "is good "
         "for:\n"
         "certificate.json (signed), certificate.html, junit.xml, the journals, and the transcripts by "
         "which\n"
         "anybody can derive each verdict anew; --verify does. Exit status: 0 all levels are granted, or "
         "the\n"
         "certificate holds; 1 not; 2 usage or an unreadable file; 3 the engine cannot be reached.\n\n"
      << options;
}

// What both ways need.
struct Project {
  std::unique_ptr<runner::Library> library;
  std::vector<runner::Requirement> table;
  certificate::KillTable kills;
};
base::Expected<Project> read_project() {
  auto library = runner::Library::read(in_project("scenarios/library"));
  if (!library) return std::unexpected(library.error());
  auto table = runner::read_requirements(in_project("scenarios/requirements.json"));
  if (!table) return std::unexpected(table.error());
  auto kills = certificate::read_kill_table(in_project("scenarios/kills.json"));
  if (!kills) return std::unexpected(kills.error());
  return Project{std::move(*library), std::move(*table), std::move(*kills)};
}

base::Instant wall_clock() {
  return base::Instant{
      std::chrono::duration_cast<base::Duration>(std::chrono::system_clock::now().time_since_epoch())
          .count()};
}

int list_profiles() {
  for (const std::string& name : certificate::profile_names(in_project("scenarios/profiles"))) {
    const auto profile = certificate::read_profile(in_project("scenarios/profiles/" + name + ".json"));
    if (!profile) return refuse(profile.error().text());
    std::cout << fmt::format("{:<14}{}\n", name, profile->says);
    for (const certificate::Level& level : profile->levels)
      std::cout << fmt::format("  {:<12}{} requirements{}: {}\n", level.name, level.requirements.size(),
                               level.worlds ? fmt::format(", {} generated worlds", level.worlds->count) : "",
                               level.says);
  }
  return exit_holds;
}

// A line that moves, on a terminal only.
void show_progress(const certificate::Run& run, std::size_t done, std::size_t total) {
  if (isatty(STDERR_FILENO) != 0)
    std::cerr << fmt::format("\r\033[K  {} of {}: {}", done + 1, total, run.result.name.substr(0, 60))
              << std::flush;
}
void end_progress() {
  if (isatty(STDERR_FILENO) != 0) std::cerr << "\r\033[K" << std::flush;
}

// What says that a certification in a folder has not come to its end.
std::string mark_in(const std::string& folder) {
  return folder + "/unfinished.json";
}

// Whether the folder holds the beginning of just this certification. Error: of another.
base::Expected<bool> may_resume(const Arguments& arguments, const std::string& mark) {
  std::error_code ignored;
  if (arguments.fresh || !fs::exists(mark_in(arguments.out), ignored)) return false;
  const auto there = runner::read_file(mark_in(arguments.out));
  if (!there) return std::unexpected(there.error());
  if (*there != mark)
    return base::failure(arguments.out, "holds the beginning of another certification",
                         "say --fresh to begin anew, or name another folder");
  return true;
}

// Through another address it is the same engine, as far as one can see.
std::string mark_of(const certificate::Certificate& certificate) {
  return fmt::format("{}\n{}\n{}\n{} {}\n{}\n{}\n", certificate.articulator, certificate.library,
                     certificate.profile.digest, certificate.pair.pms, certificate.pair.lab,
                     certificate.engine,
                     fmt::join(certificate.claims.value_or(std::vector<std::string>{"-"}), " ")) +
         certificate.time + "\n";
}

base::Expected<void> write_results(const certificate::Certificate& certificate,
                                   const std::optional<audit::SigningKey>& key, const Arguments& arguments) {
  const std::string signed_text = certificate::sign_certificate(certificate, key ? &*key : nullptr);
  const std::string& out = arguments.out;
  if (auto written = certificate::write_text(out + "/certificate.json", signed_text); !written)
    return written;
  auto page =
      certificate::certificate_page(certificate, key ? audit::write_key(audit::verifier_of(*key)) : "", out);
  if (!page) return std::unexpected(page.error());
  if (auto written = certificate::write_text(out + "/certificate.html", *page); !written) return written;
  return certificate::write_text(out + "/junit.xml", certificate::junit_of(certificate));
}

int conclude(const certificate::Certificate& certificate, const Arguments& arguments, std::string_view how) {
  if (arguments.json != "-") std::cout << certificate::summary_of(certificate) << how;
  if (!arguments.json.empty())
    if (const std::string trouble = write_result(arguments.json, certificate::body_of(certificate) + "\n");
        !trouble.empty())
      return refuse(trouble);
  return certificate.judgement.all_granted() ? exit_holds : exit_fails;
}

// What an engine says of itself. Error: an instance that is not there, or says something else than the first.
base::Expected<runner::Capabilities> capabilities_of(const std::vector<std::string>& urls) {
  std::optional<runner::Capabilities> first;
  for (const std::string& url : urls) {
    const auto engine = runner::RemoteEngine::reach(url);
    if (!engine) return std::unexpected(engine.error());
    runner::Capabilities said = (*engine)->capabilities();
    if (first && (first->engine != said.engine || first->requirements != said.requirements))
      return base::failure(url, "is another engine than " + urls.front() + ", by its GET /v1/capabilities",
                           "name instances of one engine only");
    if (!first) first = std::move(said);
  }
  return *first;
}

// Of "x3600" 3600, of "lockstep" 0. Empty: neither.
std::optional<std::uint32_t> rate_of(std::string_view text) {
  if (text == "lockstep") return 0;
  constexpr std::uint32_t rate_max = 100'000;
  std::uint32_t rate = 0;
  if (!text.starts_with('x')) return std::nullopt;
  const auto read = std::from_chars(text.data() + 1, text.data() + text.size(), rate);
  if (read.ec != std::errc() || read.ptr != text.data() + text.size() || rate < 1 || rate > rate_max)
    return std::nullopt;
  return rate;
}

// Of its scenarios, in virtual time.
base::Duration longest(const certificate::Plan& plan) {
  base::Duration length{0};
  for (const runner::Scenario& scenario : plan.scenarios)
    length = std::max(length, scenario.world.rest +
                                  (scenario.steps.empty() ? base::Duration{0} : scenario.steps.back().at));
  return length;
}

int certify(const Arguments& arguments) {
  const auto project = read_project();
  if (!project) return refuse(project.error().text());
  auto profile = certificate::read_profile(in_project("scenarios/profiles/" + arguments.profile + ".json"));
  if (!profile) return refuse(profile.error().text());
  std::optional<audit::SigningKey> key;
  if (!arguments.key.empty()) {
    auto read = read_signing_key_file(arguments.key);
    if (!read) return refuse(read.error().text());
    key = std::move(*read);
  }
  certificate::Certificate made;
  made.articulator = ARTICULATOR_VERSION;
  made.profile = std::move(*profile);
  made.pair = arguments.pair;
  made.kills = project->kills;
  const auto said = capabilities_of(arguments.engine_urls);
  if (!said) return refuse(said.error().text(), exit_unreachable);
  made.engine = said->engine;
  made.claims = certificate::known_of(said->requirements, project->table);
  auto plan = certificate::make_plan(made.profile, made.claims, made.pair, in_project("scenarios/library"),
                                     *project->library, explore::worlds_for(*project->library));
  if (!plan) return refuse(plan.error().text());
  made.library = plan->library;

  certificate::CertificationOptions options;
  options.engine_urls = arguments.engine_urls;
  options.folder = arguments.out;
  options.answer_timeout = base::seconds(arguments.patience);
  options.run_timeout = base::seconds(arguments.patience * 20);
  options.rate = rate_of(arguments.time).value_or(0);
  if (options.rate > 0) options.run_timeout += longest(*plan) / options.rate;
  made.time = arguments.time;
  options.on_run = show_progress;
  const std::string mark = mark_of(made);
  const auto resume = may_resume(arguments, mark);
  if (!resume) return refuse(resume.error().text());
  options.resume = *resume;
  std::error_code ignored;
  fs::create_directories(arguments.out, ignored);
  if (auto written = certificate::write_text(mark_in(arguments.out), mark); !written)
    return refuse(written.error().text());
  made.begun = wall_clock();
  const auto done = certificate::certify(*plan, *project->library, options);
  end_progress();
  if (!done) return refuse(done.error().text(), exit_unreachable);
  made.ended = wall_clock();
  made.runs = std::move(plan->runs);
  made.judgement = certificate::judge(made.profile, project->table, made.claims, made.runs);
  if (auto written = write_results(made, key, arguments); !written) return refuse(written.error().text());
  fs::remove(mark_in(arguments.out), ignored);
  return conclude(
      made, arguments,
      fmt::format("\n  {}{}/certificate.html shows it; anybody checks it by\n  articulator certify "
                  "--verify {}/certificate.json\n",
                  key ? "" : "not signed, since no --key was given; ", arguments.out, arguments.out));
}

int verify(const Arguments& arguments) {
  const auto project = read_project();
  if (!project) return refuse(project.error().text());
  std::optional<audit::VerifierKey> trusted;
  if (!arguments.key.empty()) {
    auto key = read_public_key(arguments.key);
    if (!key) return refuse(key.error().text());
    trusted = std::move(*key);
  }
  const certificate::Sources sources{ARTICULATOR_VERSION,
                                     in_project("scenarios/library"),
                                     in_project("scenarios/profiles"),
                                     *project->library,
                                     project->table,
                                     project->kills,
                                     explore::worlds_for(*project->library)};
  const auto found = certificate::verify(arguments.verify, trusted, sources);
  if (!found) return refuse(found.error().text());
  if (!found->wrong.empty()) {
    for (const std::string& one : found->wrong)
      std::cout << arguments.verify << ": does not hold: " << one << '\n';
    return exit_fails;
  }
  std::cout << fmt::format("{}: holds: signed{}, and every verdict follows from what the engine said\n",
                           arguments.verify, trusted ? " by the key that is trusted" : "");
  std::cout << certificate::summary_of(found->certificate);
  return exit_holds;
}

// Error text, or empty.
std::string trouble_with(const Arguments& arguments) {
  if (!arguments.verify.empty()) return {};
  if (arguments.engine_urls.empty() || arguments.profile.empty() || arguments.out.empty())
    return "--engine, --profile and --out are needed, or --verify; see articulator certify --help";
  if (arguments.patience < 1 || arguments.patience > patience_max)
    return fmt::format("--patience is 1 to {} seconds", patience_max);
  if (!rate_of(arguments.time))
    return fmt::format("--time {}: is no way to tell time; use lockstep, or x1 to x100000", arguments.time);
  const auto names = certificate::profile_names(in_project("scenarios/profiles"));
  if (std::find(names.begin(), names.end(), arguments.profile) == names.end())
    return fmt::format("--profile {}: there is none of that name; there is {}", arguments.profile,
                       fmt::join(names, ", "));
  for (const std::string& url : arguments.engine_urls)
    if (std::string trouble = unknown_url("--engine", url); !trouble.empty()) return trouble;
  for (const std::string& trouble : {unknown_name("--pms", arguments.pair.pms, simulators::pms_vendors()),
                                     unknown_name("--lab", arguments.pair.lab, simulators::lab_vendors())})
    if (!trouble.empty()) return trouble;
  return {};
}

}  // namespace

int certify_command(int argc, const char* const* argv) {
  Arguments arguments;
  const po::options_description options = visible_options(arguments);
  const auto given = read_command_line(argc, argv, options, {}, "certify");
  if (!given) return refuse(given.error());
  if (given->contains("help")) {
    print_help(options);
    return exit_holds;
  }
  if (arguments.list) return list_profiles();
  if (const std::string trouble = trouble_with(arguments); !trouble.empty()) return refuse(trouble);
  return arguments.verify.empty() ? certify(arguments) : verify(arguments);
}

}  // namespace articulator::tools
