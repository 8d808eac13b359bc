// What the subcommands have in common: arguments read by Boost.Program_options, and its errors as a sentence.
//
//   const auto given = read_command_line(argc, argv, all, positional, "replay");
//   if (!given) return refuse(given.error());        // "unrecognised option '--x'; see articulator replay
//   --help" if (given->contains("help")) ...                 // nothing else was looked at
#pragma once

#include <expected>
#include <string>
#include <string_view>
#include <vector>

#include <boost/program_options.hpp>

namespace articulator::tools {

// Fills what the options point at, unless help is asked for.
std::expected<boost::program_options::variables_map, std::string> read_command_line(
    int argc, const char* const* argv, const boost::program_options::options_description& options,
    const boost::program_options::positional_options_description& positional, std::string_view subcommand);

// The same for a subcommand that takes logs, at least one, into `logs`. False: help was asked for.
std::expected<bool, std::string> read_logs_command_line(
    int argc, const char* const* argv, const boost::program_options::options_description& options,
    std::vector<std::string>& logs, std::string_view subcommand);

// Writes a result to where the user wants it; "-" is standard output. Error text, or empty.
std::string write_result(const std::string& path, const std::string& text);

// How many threads where the user did not say: one a core.
int default_jobs();

}  // namespace articulator::tools
