// articulator: one command, a table of subcommands, each in its own file.
#include "tools/command_line.hpp"
#include "tools/commands.hpp"

#include <array>
#include <cstdlib>
#include <iostream>
#include <string_view>

namespace articulator::tools {
namespace {

struct Subcommand {
  std::string_view name;
  int (*command)(int argc, const char* const* argv);
  std::string_view help;
};

constexpr auto subcommands = std::to_array<Subcommand>({
    {"run", run_command, "run scenarios under virtual time, and judge them"},
    {"explore", explore_command, "generated worlds and faults: find what nobody thought of, and shrink it"},
    {"mutants", mutants_command, "run engines that are broken on purpose, and say what catches each"},
    {"replay", replay_command,
     "replay recorded logs through the reference engine, and say where production did otherwise"},
    {"insight", insight_command, "add up what recorded logs say: turnaround, on-time and remake rates, cost"},
    {"certify", certify_command, "certify an engine for a profile, or check a certificate"},
    {"simulate", simulate_command, "put the simulated PMS and lab on sockets"},
    {"engine", engine_command, "run the reference engine as a daemon"},
    {"generate", generate_command, "write a production log of made-up practices, of any size"},
    {"scrub", scrub_command, "take out of a log who it is about, so that it can be passed on"},
    {"worker", worker_command, "work for those who run, explore or replay with --cluster"},
    {"audit", audit_command, "check, prove and fetch what an engine's audit log says"},
});

void print_help(std::ostream& out) {
  out << "articulator: a dry run for dental-lab integrations\n\n";
  for (const Subcommand& subcommand : subcommands) {
    out << "  articulator " << subcommand.name
        << std::string_view("            ").substr(subcommand.name.size()) << subcommand.help << '\n';
  }
  out << "\narticulator SUBCOMMAND --help says what each takes; --version, which one this is.\n";
}

int dispatch(int argc, const char* const* argv) {
  if (argc < 2) {
    print_help(std::cerr);
    return exit_usage;
  }
  const std::string_view name = argv[1];
  if (name == "--help" || name == "help") {
    print_help(std::cout);
    return EXIT_SUCCESS;
  }
  if (name == "--version") {
    std::cout << "articulator " ARTICULATOR_VERSION "\n";
    return EXIT_SUCCESS;
  }
  for (const Subcommand& subcommand : subcommands)
    if (subcommand.name == name) return subcommand.command(argc - 1, argv + 1);
  std::cerr << "articulator: there is no subcommand \"" << name << "\"; see articulator --help\n";
  return exit_usage;
}

}  // namespace
}  // namespace articulator::tools

int main(int argc, char** argv) {
  return articulator::tools::dispatch(argc, argv);
}
