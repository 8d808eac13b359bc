// What the subcommands have in common: arguments read by Boost.Program_options, and its errors as a sentence.
//
//   const auto given = read_command_line(argc, argv, all, positional, "replay");
//   if (!given) return refuse(given.error());        // "unrecognised option '--x'; see articulator replay
//   --help" if (given->contains("help")) ...                 // nothing else was looked at
#pragma once

#include <expected>
#include <string>
#include <string_view>

#include <boost/program_options.hpp>

namespace articulator::tools {

// Fills what the options point at, unless help is asked for.
std::expected<boost::program_options::variables_map, std::string> read_command_line(
    int argc, const char* const* argv, const boost::program_options::options_description& options,
    const boost::program_options::positional_options_description& positional, std::string_view subcommand);

}  // namespace articulator::tools
