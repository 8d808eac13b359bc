// articulator engine: the reference engine as a daemon.
#include "engine/connect/channel/email/purchase.hpp"
#include "engine/connect/connectors.hpp"
#include "engine/host/caller.hpp"
#include "engine/host/daemon.hpp"
#include "engine/host/server.hpp"
#include "engine/host/store.hpp"
#include "scenarios/runner/document.hpp"
#include "tools/command_line.hpp"
#include "tools/commands.hpp"
#include "tools/keys.hpp"

#include <charconv>
#include <cstdlib>
#include <iostream>
#include <optional>
#include <string>
#include <vector>

#include <boost/program_options.hpp>

namespace articulator::tools {
namespace {

namespace po = boost::program_options;

constexpr std::streamsize config_bytes_max = 16 * 1024 * 1024;

struct Arguments {
  std::string listen;
  std::string store;
  std::string config;
  std::string time;
  std::string audit_key;
};

struct Address {
  std::string host;
  int port = 0;
};

po::options_description visible_options(Arguments& into) {
  po::options_description options("Options");
  auto add = options.add_options();
  add("listen", po::value(&into.listen)->default_value("127.0.0.1:0")->value_name("ADDR"),
      "loopback address and port; port 0 takes a free one");
  add("store", po::value(&into.store)->default_value(":memory:")->value_name("FILE"),
      "where it keeps what a restart must find again; without it, nothing outlives the process");
  add("config", po::value(&into.config)->value_name("FILE"), "bench description to start with, JSON");
  add("time", po::value(&into.time)->default_value("real")->value_name("MODE"),
      "real: by the wall clock; lockstep: by POST /v1/clock");
  add("audit-key", po::value(&into.audit_key)->value_name("FILE"),
      "private key that signs the audit's checkpoints, as articulator audit key makes it; or in the "
      "environment, ARTICULATOR_AUDIT_KEY");
  add("help", "this text");
  return options;
}

int refuse(int status, const std::string& what) {
  std::cerr << "articulator engine: " << what << '\n';
  return status;
}

void print_help(const po::options_description& options) {
  std::cout << "articulator engine\n\n"
               "Runs the reference engine, which speaks the engine contract over HTTP on loopback. It says "
               "where it\n"
               "listens, and goes on until SIGINT or SIGTERM. Exit status: 0 stopped, 2 usage, an unreadable "
               "bench\n"
               "or store, 3 the port is taken.\n\n"
            << options;
}

std::optional<Address> parse_address(const std::string& text) {
  const std::size_t colon = text.rfind(':');
  if (colon == std::string::npos || colon == 0) return std::nullopt;
  Address address{text.substr(0, colon), 0};
  if (address.host == "[::1]") address.host = "::1";
  const char* end = text.data() + text.size();
  const auto parsed = std::from_chars(text.data() + colon + 1, end, address.port);
  if (parsed.ec != std::errc() || parsed.ptr != end || address.port < 0 || address.port > 65535)
    return std::nullopt;
  return address;
}

// From the file, or else from the environment; none: nothing is signed in real time.
base::Expected<std::optional<audit::SigningKey>> audit_key_of(const Arguments& arguments) {
  if (!arguments.audit_key.empty()) return read_signing_key_file(arguments.audit_key);
  const char* from_environment = std::getenv("ARTICULATOR_AUDIT_KEY");
  if (!from_environment) return std::nullopt;
  auto key = audit::read_signing_key(from_environment);
  if (!key) return base::failure("ARTICULATOR_AUDIT_KEY", key.error().what, key.error().to_do);
  return *key;
}

int serve(host::Daemon& daemon, host::Caller& caller, const Address& address) {
  host::Server server([&daemon](const base::HttpRequest& request) { return daemon.handle(request); });
  const auto port = server.start(address.host, address.port);
  if (!port) return refuse(exit_unreachable, port.error().text());
  std::cout << "listening on http://" << (address.host == "::1" ? "[::1]" : address.host) << ':' << *port
            << std::endl;
  wait_for_stop();
  caller.stop();
  server.stop();
  // Every answer is out and everything is committed. What is left is idle connections and calls that were cut
  // off, and waiting for them gains nothing: whatever is open now is resolved at the next start.
  std::cout.flush();
  std::quick_exit(EXIT_SUCCESS);
}

int run_engine(const Arguments& arguments) {
  const std::optional<Address> address = parse_address(arguments.listen);
  if (!address)
    return refuse(exit_usage,
                  "--listen " + arguments.listen + ": is no address; write it like 127.0.0.1:8080");
  if (!host::is_loopback(address->host))
    return refuse(exit_usage,
                  "--listen " + arguments.listen +
                      ": is not this machine's own address, and the engine speaks plain HTTP; listen on "
                      "127.0.0.1 and put a TLS proxy in front");
  if (arguments.time != "real" && arguments.time != "lockstep")
    return refuse(exit_usage, "--time " + arguments.time + ": is no way to tell time; use real or lockstep");
  std::string config;
  if (!arguments.config.empty()) {
    auto read = runner::read_file(arguments.config, config_bytes_max);
    if (!read) return refuse(exit_usage, read.error().text());
    config = std::move(*read);
  }
  const auto audit_key = audit_key_of(arguments);
  if (!audit_key) return refuse(exit_usage, audit_key.error().text());
  auto store = host::Store::open(arguments.store);
  if (!store) return refuse(exit_usage, store.error().text());
  host::Caller caller;
  host::DaemonOptions options;
  options.connectors = {connect::make_pms, connect::make_lab, connect::make_channel, connect::make_model,
                        connect::make_supplier};
  options.perform = [&caller](const workflow::Call& call) { return caller.perform(call); };
  options.know = [&caller](const model::Bench& bench) { caller.know(bench); };
  options.time = arguments.time == "real" ? host::Time::real : host::Time::lockstep;
  options.audit_key = *audit_key;
  auto daemon = host::Daemon::open(std::move(*store), std::move(options));
  if (!daemon) return refuse(exit_usage, arguments.store + ": " + daemon.error().text());
  if (!arguments.config.empty())
    if (auto taken = (*daemon)->configure(config); !taken)
      return refuse(exit_usage, arguments.config + ": " + taken.error().text());
  return serve(**daemon, caller, *address);
}

}  // namespace

int engine_command(int argc, const char* const* argv) {
  hold_stops();
  Arguments arguments;
  const po::options_description options = visible_options(arguments);
  const auto given = read_command_line(argc, argv, options, {}, "engine");
  if (!given) return refuse(exit_usage, given.error());
  if (given->contains("help")) {
    print_help(options);
    return EXIT_SUCCESS;
  }
  return run_engine(arguments);
}

}  // namespace articulator::tools
