// articulator scrub LOG --key FILE: a log without who it is about.
#include "replay/scrub/scrub.hpp"
#include "scenarios/runner/document.hpp"
#include "simulators/pms/vendor.hpp"
#include "tools/command_line.hpp"
#include "tools/commands.hpp"

#include <cstdint>
#include <cstdio>
#include <iostream>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include <boost/program_options.hpp>

namespace articulator::tools {
namespace {

namespace po = boost::program_options;

struct Arguments {
  std::vector<std::string> logs;
  std::string key_file;
  std::string out;
  int weeks = 0;
};

po::options_description visible_options(Arguments& into) {
  po::options_description options("Options");
  auto add = options.add_options();
  add("key", po::value(&into.key_file)->value_name("FILE"),
      "the secret under which pseudonyms are made, 16 bytes or more (openssl rand -hex 32); whoever has it "
      "can "
      "tell who is who");
  add("weeks", po::value(&into.weeks)->value_name("N"),
      "by how many weeks dates move; without: drawn by the key. For another part of a log that was scrubbed");
  add("out,o", po::value(&into.out)->default_value("-")->value_name("OUT"), "- is standard output");
  add("help", "this text");
  return options;
}

int refuse(const std::string& what) {
  std::cerr << "articulator scrub: " << what << '\n';
  return exit_usage;
}

// The key without the line end that editors leave behind it.
base::Expected<std::string> key_of(const std::string& path) {
  if (path.empty()) return base::failure("--key", "is missing", "name a file that holds a secret");
  auto key = runner::read_file(path);
  while (key && (key->ends_with('\n') || key->ends_with('\r')))
    key->pop_back();
  return key;
}

struct CloseFile {
  void operator()(std::FILE* file) const { std::fclose(file); }
};

std::string summary(const Arguments& arguments, const replay::Scrubbed& done) {
  const replay::ScrubCounts& counts = done.counts;
  std::string text = arguments.out + ": " + std::to_string(counts.lines) + " lines, dates moved by " +
                     std::to_string(done.weeks) + " weeks (as secret as the key)";
  const auto add = [&](std::int64_t count, const std::string& what) {
    if (count > 0) text += "\n  " + std::to_string(count) + what;
  };
  add(counts.blanked, " lines that no reader takes for an event were left empty");
  add(counts.left_out, " members that the log format does not know were left out");
  add(counts.texts_unlike,
      " texts of " + std::to_string(counts.texts) + " say something else of the work than before");
  return text + "\n";
}

int scrub_with(const Arguments& arguments, bool weeks_given) {
  if (arguments.logs.size() != 1) return refuse("one log at a time; give one path");
  auto key = key_of(arguments.key_file);
  if (!key) return refuse(key.error().text());
  const bool to_stdout = arguments.out == "-";
  const std::unique_ptr<std::FILE, CloseFile> file(to_stdout ? nullptr
                                                             : std::fopen(arguments.out.c_str(), "wb"));
  if (!to_stdout && !file)
    return refuse(arguments.out +
                  " cannot be written; name a file in a folder that exists and that you may write to");
  std::FILE* out = to_stdout ? stdout : file.get();
  bool is_written = true;
  const replay::ScrubOptions options{arguments.logs.front(), *std::move(key),
                                     weeks_given ? std::optional(arguments.weeks) : std::nullopt,
                                     simulators::pms_kinds()};
  const auto done = replay::scrub(options, [&](std::string_view line) {
    is_written = is_written && std::fwrite(line.data(), 1, line.size(), out) == line.size();
  });
  if (!done) return refuse(done.error().text());
  if (std::fflush(out) != 0 || !is_written)
    return refuse(arguments.out + " was not written to its end; is the disk full, or was a pipe closed?");
  std::cerr << summary(arguments, *done);
  return exit_holds;
}

}  // namespace

int scrub_command(int argc, const char* const* argv) {
  Arguments arguments;
  const po::options_description visible = visible_options(arguments);
  const auto read = read_logs_command_line(argc, argv, visible, arguments.logs, "scrub");
  if (!read) return refuse(read.error());
  if (!*read) {
    std::cout
        << "articulator scrub LOG --key FILE [-o OUT]\n\nWrites the log without who it is about: names, "
           "places, numbers, addresses and the like (the 18 kinds of\nHIPAA's Safe Harbor) become "
           "pseudonyms, the same for the same under one key, also in notes and file names;\ndates move by "
           "whole weeks. A replay of it finds the same divergences.\nExit status: 0 written, 2 it could "
           "not be.\n\n"
        << visible;
    return exit_holds;
  }
  return scrub_with(arguments, arguments.weeks != 0);
}

}  // namespace articulator::tools
