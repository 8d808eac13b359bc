// articulator simulate: the simulated PMS and lab on sockets, for anyone who wants to poke them.
#include "engine/base/calendar.hpp"
#include "engine/base/instant.hpp"
#include "engine/base/json_reader.hpp"
#include "scenarios/runner/bench.hpp"
#include "scenarios/runner/document.hpp"
#include "scenarios/runner/library.hpp"
#include "scenarios/runner/scenario_loader.hpp"
#include "simulators/serve/client.hpp"
#include "simulators/serve/real_time.hpp"
#include "tools/command_line.hpp"
#include "tools/commands.hpp"

#include <algorithm>
#include <array>
#include <charconv>
#include <chrono>
#include <csignal>
#include <cstdint>
#include <filesystem>
#include <iostream>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <system_error>
#include <utility>
#include <vector>

#include <boost/program_options.hpp>
#include <fmt/format.h>

namespace articulator::tools {
namespace {

namespace po = boost::program_options;
using base::Instant;
using runner::Scenario;

constexpr int exit_stopped = 0;
constexpr int exit_usage = 2;
constexpr int exit_unreachable = 3;
constexpr int port_max = 65'534;  // the lab takes the next one
constexpr std::uint32_t rate_max = 100'000;

constexpr std::array<std::string_view, 1> pms_known{"open-dental"};
constexpr std::array<std::string_view, 1> labs_known{"glidewell"};

// By hand every start is the same one, a Monday morning at the office.
constexpr std::string_view start_by_hand = "2024-10-21T09:00:00-05:00";

struct Arguments {
  std::string pms;
  std::string lab;
  int port = 0;
  std::string time;
  std::string engine_url;
  std::uint64_t seed = 1;
};

struct Pace {
  bool by_hand = false;
  std::uint32_t rate = 1;
};

int refuse(int status, const std::string& what) {
  std::cerr << "articulator simulate: " << what << '\n';
  return status;
}

po::options_description visible_options(Arguments& into) {
  po::options_description options("Options");
  auto add = options.add_options();
  add("pms", po::value(&into.pms)->default_value(std::string(pms_known.front()))->value_name("NAME"),
      "the practice-management system");
  add("lab", po::value(&into.lab)->default_value(std::string(labs_known.front()))->value_name("NAME"),
      "the dental lab");
  add("port", po::value(&into.port)->default_value(0)->value_name("N"),
      "of the PMS on 127.0.0.1; the lab gets the next one; 0 takes free ones");
  add("time", po::value(&into.time)->default_value("real")->value_name("real|xN|lockstep"),
      "real: the wall clock; x60: an hour takes a minute; lockstep: stands still until it is told");
  add("engine", po::value(&into.engine_url)->value_name("URL"),
      "where webhooks go; without it they find nobody, and are tried again");
  add("seed", po::value(&into.seed)->default_value(1)->value_name("N"), "of what the lab does by itself");
  add("help", "this text");
  return options;
}

void print_help(const po::options_description& options) {
  std::cout
      << "articulator simulate\n\n"
         "Puts a simulated practice and a simulated lab on loopback ports, with a case in them, says how to\n"
         "talk to them, and prints what happens, one line each, until SIGINT or SIGTERM.\n\n"
         "With --time lockstep time begins on "
      << start_by_hand
      << " and stands still, but for\n"
         "    curl -d '{\"now\":\"2024-10-21T18:00:00Z\"}' URL/_clock\n"
         "on either of the two, which moves it for both and is answered, when all that was due is done, "
         "with\n"
         "{\"now\":...,\"next\":...}: what it is, and when something is due next. GET URL/_clock only says "
         "it.\n\n"
         "Exit status: 0 stopped, 2 usage, 3 a port is taken.\n\n"
      << options;
}

std::optional<Pace> parse_pace(const std::string& text) {
  if (text == "real") return Pace{};
  if (text == "lockstep") return Pace{true, 1};
  Pace pace;
  const char* end = text.data() + text.size();
  if (!text.starts_with('x')) return std::nullopt;
  const auto parsed = std::from_chars(text.data() + 1, end, pace.rate);
  if (parsed.ec != std::errc() || parsed.ptr != end || pace.rate < 1 || pace.rate > rate_max)
    return std::nullopt;
  return pace;
}

// Error text, or empty.
std::string unknown(std::string_view option, const std::string& name, const auto& known) {
  if (std::find(known.begin(), known.end(), name) != known.end()) return {};
  return fmt::format("{} {}: there is no simulator of that name; there is {}", option, name,
                     fmt::join(known, ", "));
}
std::string trouble_with(const Arguments& arguments) {
  if (auto trouble = unknown("--pms", arguments.pms, pms_known); !trouble.empty()) return trouble;
  if (auto trouble = unknown("--lab", arguments.lab, labs_known); !trouble.empty()) return trouble;
  if (arguments.port < 0 || arguments.port > port_max)
    return fmt::format("--port {}: no such port; give one from 1 to {}, or 0 for free ones", arguments.port,
                       port_max);
  if (!arguments.engine_url.empty())
    if (const auto url = serve::split_url(arguments.engine_url); !url)
      return "--engine " + url.error().text();
  return {};
}

Instant wall_clock() {
  const auto since_epoch = std::chrono::system_clock::now().time_since_epoch();
  return Instant{} + std::chrono::duration_cast<base::Duration>(since_epoch);
}

std::string library_folder() {
  std::error_code ignored;
  const std::string here = "scenarios/library";
  return std::filesystem::exists(here + "/fixtures.json", ignored) ? here : ARTICULATOR_SOURCE_DIR "/" + here;
}

// The world to show, in the words of a scenario: an office with two cases that went to the lab.
base::Expected<Scenario> scenario_of(const Arguments& arguments, Instant start,
                                     const runner::Library& library) {
  const std::string text = fmt::format(
      R"({{"name": "on sockets", "shows": [],
           "world": {{"start": "{}", "seed": {}, "pms": "{}", "lab": "{}", "line": true}},
           "steps": [
             {{"at": "0m", "case_ready": {{"case": "LC-1", "like": "crown-19-zirconia"}}}},
             {{"at": "0m", "case_ready": {{"case": "LC-2", "like": "crown-8-lithium-disilicate"}}}}]}})",
      base::format_instant(start), arguments.seed & INT64_MAX, arguments.pms, arguments.lab);
  return runner::read_scenario(text, "simulate", library);
}

// Does what the scenario's steps say, now.
base::Expected<void> seed(const Scenario& scenario, serve::RealTime& world) {
  base::JsonParser parser;
  for (const runner::Step& step : scenario.steps) {
    const auto& act = std::get<runner::Act>(step.what);
    const auto document = parser.parse(act.arguments);
    if (!document) return std::unexpected(document.error());
    if (auto done = world.act(act.node, act.verb, *document); !done) return done;
  }
  return {};
}

// A whole order, of the prescription of the office's first case.
base::Expected<std::string> small_order(const Scenario& scenario) {
  const auto& act = std::get<runner::Act>(scenario.steps.front().what);
  const auto document = runner::parse_document(act.arguments, "simulate");
  if (!document) return std::unexpected(document.error());
  const runner::Node* prescription = document->find("prescription");
  return fmt::format(
      R"({{"case_id":"LC-900","patient_id":"PT-900","dentist_id":"D-1","lab_partner":"{}",)"
      R"("prescription":{},"attachments":[{{"name":"prep.stl","kind":"scan.prep","bytes":12475500}},)"
      R"({{"name":"opposing.stl","kind":"scan.opposing","bytes":9120400}}],)"
      R"("validation_result":{{"status":"approved","checks_passed":[],"notes":""}}}})",
      scenario.world.lab, prescription ? runner::dump(*prescription) : "{}");
}

// In single quotes for a shell.
std::string in_single_quotes(std::string_view text) {
  std::string out = "'";
  for (const char c : text)
    c == '\'' ? out += "'\\''" : out += c;
  return out + "'";
}

// `received`: an office-local time, as the vendor writes it.
std::string about_open_dental(const std::string& url, const runner::BenchKeys& keys,
                              const std::string& received) {
  const std::string headers =
      fmt::format("-H 'Authorization: ODFHIR {}/{}' -H 'Content-Type: application/json'", keys.developer_key,
                  keys.customer_key);
  return fmt::format(
      "Open Dental at {0}/api/v1\n"
      "  developer key {1}, customer key {2}; both headers belong to every request\n"
      "  curl {3} {0}/api/v1/labcases\n"
      "  curl {3} {0}/api/v1/patients/1\n"
      "  curl {3} -X PUT -d '{{\"DateTimeRecd\":\"{4}\"}}' {0}/api/v1/labcases/2\n\n",
      url, keys.developer_key, keys.customer_key, headers, received);
}

std::string about_glidewell(const std::string& url, const runner::BenchKeys& keys, const std::string& order) {
  const std::string headers =
      fmt::format("-H 'X-API-Key: {}' -H 'Content-Type: application/json'", keys.lab_key);
  return fmt::format(
      "Glidewell at {0} (a stylised contract: the lab's own is not public)\n"
      "  API key {1}, webhook secret {2}; each order has an Idempotency-Key of its own\n"
      "  curl {0}/\n"
      "  curl {3} -H 'Idempotency-Key: by-hand-1' -d {4} {0}/v1/orders\n"
      "  curl {3} '{0}/v1/orders?case_id=LC-900'\n\n",
      url, keys.lab_key, keys.webhook_secret, headers, in_single_quotes(order));
}

void print_guide(const std::vector<serve::NodeAddress>& places, const Scenario& scenario,
                 const std::string& order, const Arguments& arguments) {
  const runner::PracticeSetup& office = scenario.world.practices.front();
  const runner::BenchKeys keys = runner::keys_of(office);
  const Instant start = scenario.world.start;
  const std::string received = base::format_date(office.zone.local(start).date + 14) + " 09:30:00";
  std::cout << about_open_dental(places.front().url, keys, received)
            << about_glidewell(places.back().url, keys, order);
  const std::string now = base::format_instant(start);
  if (arguments.time == "lockstep")
    std::cout << fmt::format("It is {} and stays so until it is told:\n  curl -d '{{\"now\":\"{}\"}}' {}{}\n",
                             now, base::format_instant(start + base::days(1)), places.front().url, "/_clock");
  else
    std::cout << fmt::format(
        "It is {}, and time runs {}.\n", now,
        arguments.time == "real" ? "as it does" : arguments.time.substr(1) + " times as fast");
  std::cout << "Webhooks go to "
            << (arguments.engine_url.empty() ? "nobody (--engine URL)" : arguments.engine_url)
            << ". What happens, until Ctrl-C:\n"
            << std::flush;
}

void print_fact(const std::string& node, const world::Fact& fact, Instant at) {
  std::cout << fmt::format("{}  {:<11}  {:<22} {:<7} {}\n", base::format_instant(at), node, fact.type,
                           fact.subject, fact.data)
            << std::flush;
}

sigset_t stop_signals() {
  sigset_t stops;
  sigemptyset(&stops);
  sigaddset(&stops, SIGINT);
  sigaddset(&stops, SIGTERM);
  return stops;
}

int simulate(const Arguments& arguments, const Pace& pace) {
  const auto library = runner::Library::read(library_folder());
  if (!library) return refuse(exit_usage, library.error().text());
  const Instant start = pace.by_hand ? base::parse_instant(start_by_hand).value() : wall_clock();
  const auto scenario = scenario_of(arguments, start, **library);
  if (!scenario) return refuse(exit_usage, scenario.error().text());
  const auto order = small_order(*scenario);
  if (!order) return refuse(exit_usage, order.error().text());
  auto simulators = runner::make_simulators(*scenario, **library);
  if (!simulators) return refuse(exit_usage, simulators.error().text());

  std::vector<serve::RealTimeNode> nodes;
  for (std::size_t i = 0; i < simulators->size(); ++i) {
    const int port = arguments.port == 0 ? 0 : arguments.port + static_cast<int>(i);
    runner::BenchSimulator& made = (*simulators)[i];
    nodes.push_back({std::move(made.node.name), std::move(made.simulator), port});
  }
  serve::RealTimeOptions options;
  options.start = start;
  options.rate = pace.rate;
  options.by_hand = pace.by_hand;
  options.engine_url = arguments.engine_url;
  options.on_fact = print_fact;
  auto world = serve::RealTime::start(std::move(options), std::move(nodes));
  if (!world) return refuse(exit_unreachable, world.error().text());
  print_guide((*world)->addresses(), *scenario, *order, arguments);
  if (auto seeded = seed(*scenario, **world); !seeded) return refuse(exit_usage, seeded.error().text());

  const sigset_t stops = stop_signals();
  int signal = 0;
  sigwait(&stops, &signal);
  (*world)->stop();
  return exit_stopped;
}

}  // namespace

int simulate_command(int argc, const char* const* argv) {
  // Before any thread starts, so that all of them leave these to `simulate`.
  const sigset_t stops = stop_signals();
  pthread_sigmask(SIG_BLOCK, &stops, nullptr);
  std::signal(SIGPIPE, SIG_IGN);
  Arguments arguments;
  const po::options_description options = visible_options(arguments);
  const auto given = read_command_line(argc, argv, options, {}, "simulate");
  if (!given) return refuse(exit_usage, given.error());
  if (given->contains("help")) {
    print_help(options);
    return exit_stopped;
  }
  if (const std::string trouble = trouble_with(arguments); !trouble.empty())
    return refuse(exit_usage, trouble);
  const auto pace = parse_pace(arguments.time);
  if (!pace)
    return refuse(exit_usage,
                  fmt::format("--time {}: is no way to tell time; use real, lockstep, or x1 to x{}",
                              arguments.time, rate_max));
  return simulate(arguments, *pace);
}

}  // namespace articulator::tools
