// articulator simulate: simulated PMSs and labs on sockets, for anyone who wants to poke them.
#include "engine/base/html_page.hpp"
#include "engine/base/instant.hpp"
#include "engine/base/json_reader.hpp"
#include "scenarios/runner/library.hpp"
#include "simulators/lab/vendor.hpp"
#include "simulators/pms/vendor.hpp"
#include "simulators/serve/client.hpp"
#include "simulators/serve/control.hpp"
#include "simulators/serve/real_time.hpp"
#include "tools/command_line.hpp"
#include "tools/commands.hpp"
#include "tools/simulated_bench.hpp"

#include <algorithm>
#include <array>
#include <charconv>
#include <chrono>
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

constexpr int port_max = 65'500;  // the others take the next ones
constexpr std::size_t nodes_max = 20;
constexpr std::uint32_t rate_max = 100'000;

// By hand every start is the same one, a Monday morning at the office.
constexpr std::string_view start_by_hand = "2024-10-21T09:00:00-05:00";

struct Arguments {
  std::vector<std::string> pms;
  std::vector<std::string> labs;
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
  add("pms", po::value(&into.pms)->composing()->value_name("NAME"),
      "a practice management system (open-dental), or `all`; may be given several times");
  add("lab", po::value(&into.labs)->composing()->value_name("NAME"),
      "a dental lab (glidewell), or `all`; may be given several times");
  add("port", po::value(&into.port)->default_value(0)->value_name("N"),
      "of the first on 127.0.0.1; the others get the next ones, the page with the guide the last; 0 takes "
      "free ones");
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
         "Puts simulated practices and labs on loopback ports, with cases in them, says how to talk to "
         "them,\n"
         "on a page too, and prints what happens, one line each, until SIGINT or SIGTERM. The page's port\n"
         "takes what shall happen: POST /act, /fault and /clock.\n\n"
         "With --time lockstep time begins on "
      << start_by_hand
      << " and stands still, but for\n"
         "    curl -d '{\"now\":\"2024-10-21T18:00:00Z\"}' URL/_clock\n"
         "on any of them, which moves it for all and is answered, when all that was due is done, with\n"
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

// What is asked for: all that there are, those named, or the first of them. Error text, or empty.
template <typename Vendors>
std::string choose(std::string_view option, std::string_view usual, const Vendors& vendors,
                   std::vector<std::string>& names) {
  std::vector<std::string> known;
  for (const auto& vendor : vendors)
    known.emplace_back(vendor.kind);
  if (names.empty()) names.emplace_back(usual);
  if (std::ranges::find(names, "all") != names.end()) names = known;
  for (const std::string& name : names)
    if (std::ranges::find(known, name) == known.end())
      return fmt::format("{} {}: there is no simulator of that name; there is {}", option, name,
                         fmt::join(known, ", "));
  return {};
}

std::string trouble_with(Arguments& arguments) {
  if (auto trouble = choose("--pms", "open-dental", simulators::pms_vendors(), arguments.pms);
      !trouble.empty())
    return trouble;
  if (auto trouble = choose("--lab", "glidewell", simulators::lab_vendors(), arguments.labs);
      !trouble.empty())
    return trouble;
  if (arguments.pms.size() + arguments.labs.size() > nodes_max)
    return fmt::format("more than {} systems at once", nodes_max);
  std::vector<std::string> once = arguments.labs;
  std::ranges::sort(once);
  if (std::ranges::adjacent_find(once) != once.end()) return "--lab: each lab is there once";
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

// Does what begins it, now.
base::Expected<void> begin(const SimulatedBench& bench, serve::RealTime& world) {
  base::JsonParser parser;
  for (const runner::Act& act : bench.acts) {
    const auto document = parser.parse(act.arguments);
    if (!document) return std::unexpected(document.error());
    if (auto done = world.act(act.node, act.verb, *document); !done) return done;
  }
  return {};
}

// How to talk to each, in the order of the nodes.
std::vector<std::string> guides(const SimulatedBench& bench, const std::vector<serve::NodeAddress>& places) {
  std::vector<std::string> texts;
  for (std::size_t i = 0; i < bench.nodes.size(); ++i)
    texts.push_back(bench.nodes[i].guide ? bench.nodes[i].guide(places[i].url) : places[i].url + "\n");
  return texts;
}

std::string about_control(const std::string& url, const std::string& lab) {
  return fmt::format(
      "What shall happen is told to {0}\n"
      "  curl -d "
      "'{{\"node\":\"{1}\",\"verb\":\"question\",\"arguments\":{{\"case\":\"LC-900\",\"question\":\"Which "
      "margin?\"}}}}' {0}/act\n"
      "  curl -d '{{\"kind\":\"lost_answer\",\"to\":\"{1}\",\"method\":\"POST\"}}' {0}/fault\n"
      "  curl {0}/clock\n",
      url, lab);
}

std::string about_time(const Arguments& arguments, Instant start, const std::string& control) {
  const std::string now = base::format_instant(start);
  if (arguments.time == "lockstep")
    return fmt::format("It is {} and stays so until it is told:\n  curl -d '{{\"now\":\"{}\"}}' {}/clock\n",
                       now, base::format_instant(start + base::days(1)), control);
  return fmt::format("It is {}, and time runs {}.\n", now,
                     arguments.time == "real" ? "as it does" : arguments.time.substr(1) + " times as fast");
}

std::string landing_page(const SimulatedBench& bench, const std::vector<std::string>& texts,
                         const std::string& by_hand) {
  std::string body;
  for (std::size_t i = 0; i < texts.size(); ++i)
    body += fmt::format("<section><h2>{}</h2><pre class=\"scroll\">{}</pre></section>\n",
                        base::markup_text(bench.nodes[i].name), base::markup_text(texts[i]));
  body += fmt::format("<section><h2>By hand</h2><pre class=\"scroll\">{}</pre></section>\n",
                      base::markup_text(by_hand));
  return base::html_page({.title = "Simulated practices and labs",
                          .lead = "<p>Everything here is made up: keys, people, addresses. A lab or system "
                                  "whose contract is not public is stylised, and says so.</p>",
                          .body = body});
}

void print_fact(const std::string& node, const world::Fact& fact, Instant at) {
  std::cout << fmt::format("{}  {:<11}  {:<22} {:<7} {}\n", base::format_instant(at), node, fact.type,
                           fact.subject, fact.data)
            << std::flush;
}

int simulate(const Arguments& arguments, const Pace& pace) {
  const auto library = runner::Library::read(library_folder());
  if (!library) return refuse(exit_usage, library.error().text());
  const Instant start = pace.by_hand ? base::parse_instant(start_by_hand).value() : wall_clock();
  auto bench = make_bench(arguments.pms, arguments.labs, start, arguments.seed, **library);
  if (!bench) return refuse(exit_usage, bench.error().text());

  std::vector<serve::RealTimeNode> nodes;
  int port = arguments.port;
  for (SimulatedNode& made : bench->nodes)
    nodes.push_back({made.name, std::move(made.simulator), port == 0 ? 0 : port++});
  serve::RealTimeOptions options;
  options.start = start;
  options.rate = pace.rate;
  options.by_hand = pace.by_hand;
  options.engine_url = arguments.engine_url;
  options.on_fact = print_fact;
  auto world = serve::RealTime::start(std::move(options), std::move(nodes));
  if (!world) return refuse(exit_unreachable, world.error().text());
  auto control = serve::Control::start(**world, port);
  if (!control) return refuse(exit_unreachable, control.error().text());
  const std::vector<std::string> texts = guides(*bench, (*world)->addresses());
  const std::string by_hand = about_control((*control)->url(), arguments.labs.front()) +
                              about_time(arguments, start, (*control)->url());
  (*control)->show(landing_page(*bench, texts, by_hand));
  for (const std::string& text : texts)
    std::cout << text << '\n';
  std::cout << by_hand << "All this as a page: " << (*control)->url() << "/\nWebhooks go to "
            << (arguments.engine_url.empty() ? "nobody (--engine URL)" : arguments.engine_url)
            << ". What happens, until Ctrl-C:\n"
            << std::flush;
  if (auto begun = begin(*bench, **world); !begun) return refuse(exit_usage, begun.error().text());

  wait_for_stop();
  (*control).reset();
  (*world)->stop();
  return exit_holds;
}

}  // namespace

int simulate_command(int argc, const char* const* argv) {
  // Before any thread starts, so that all of them leave these to `simulate`.
  hold_stops();
  Arguments arguments;
  const po::options_description options = visible_options(arguments);
  const auto given = read_command_line(argc, argv, options, {}, "simulate");
  if (!given) return refuse(exit_usage, given.error());
  if (given->contains("help")) {
    print_help(options);
    return exit_holds;
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
