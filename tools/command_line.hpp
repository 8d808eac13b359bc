// What the subcommands have in common: arguments read by Boost.Program_options, and its errors as a sentence.
//
//   const auto given = read_command_line(argc, argv, all, positional, "replay");
//   if (!given) return refuse(given.error());        // "unrecognised option '--x'; see articulator replay
//   --help" if (given->contains("help")) ...                 // nothing else was looked at
#pragma once

#include <algorithm>
#include <atomic>
#include <expected>
#include <initializer_list>
#include <string>
#include <string_view>
#include <vector>

#include <boost/program_options.hpp>
#include <fmt/format.h>
#include <fmt/ranges.h>

namespace articulator::tools {

// DESIGN, "The command".
inline constexpr int exit_holds = 0;  // all holds, or is done
inline constexpr int exit_fails = 1;  // a check failed, a divergence was found, a certificate was refused
inline constexpr int exit_usage = 2;  // usage or unreadable input
inline constexpr int exit_unreachable = 3;  // an engine or a server

inline constexpr int jobs_max = 256;

// Fills what the options point at, unless help is asked for. A number below 0 where only such from 0 on make
// sense is an error, too.
std::expected<boost::program_options::variables_map, std::string> read_command_line(
    int argc, const char* const* argv, const boost::program_options::options_description& options,
    const boost::program_options::positional_options_description& positional, std::string_view subcommand);

// The same for a subcommand that takes logs, at least one, into `logs`. False: help was asked for.
std::expected<bool, std::string> read_logs_command_line(
    int argc, const char* const* argv, const boost::program_options::options_description& options,
    std::vector<std::string>& logs, std::string_view subcommand);

// Writes a result to where the user wants it; "-" is standard output, an empty path nowhere. Error text, or
// empty.
std::string write_result(const std::string& path, std::string_view text);

// Whether `name` is a vendor's. Error text, or empty.
template <typename Vendors>
std::string unknown_name(std::string_view option, const std::string& name, const Vendors& vendors) {
  std::vector<std::string_view> known;
  for (const auto& vendor : vendors)
    known.push_back(vendor.kind);
  if (std::ranges::find(known, name) != known.end()) return {};
  return fmt::format("{} {}: there is none of that name; there is {}", option, name, fmt::join(known, ", "));
}

// Whether `url` is an http URL, or empty: not given. Error text, or empty.
std::string unknown_url(std::string_view option, const std::string& url);

// For what serves until SIGINT or SIGTERM: said before any thread starts, so that all of them leave these to
// `wait_for_stop`, which returns at the first. What a peer that has gone makes of a write is an error, no
// signal.
void hold_stops();
void wait_for_stop();

// For what ends by itself once it may: becomes true at the first of these signals. A second one ends the
// command at once, as if nobody listened.
const std::atomic<bool>& listen_for(std::initializer_list<int> signals);

// How many threads where the user did not say: one a core.
int default_jobs();

}  // namespace articulator::tools
