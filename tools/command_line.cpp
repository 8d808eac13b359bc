#include "tools/command_line.hpp"

#include <fmt/format.h>

namespace articulator::tools {

namespace po = boost::program_options;

std::expected<po::variables_map, std::string> read_command_line(
    int argc, const char* const* argv, const po::options_description& options,
    const po::positional_options_description& positional, std::string_view subcommand) {
  try {
    po::variables_map given;
    po::store(po::command_line_parser(argc, argv).options(options).positional(positional).run(), given);
    if (!given.contains("help")) po::notify(given);
    return given;
  } catch (const po::error& error) {
    return std::unexpected(fmt::format("{}; see articulator {} --help", error.what(), subcommand));
  }
}

}  // namespace articulator::tools
