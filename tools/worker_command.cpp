// articulator worker --cluster URL: does the work of others, part by part.
#include "replay/cluster/replay_parts.hpp"
#include "replay/cluster/worker.hpp"
#include "tools/build_name.hpp"
#include "tools/command_line.hpp"
#include "tools/commands.hpp"
#include "tools/explore_parts.hpp"
#include "tools/run_parts.hpp"

#include <atomic>
#include <csignal>
#include <cstdint>
#include <iostream>
#include <mutex>
#include <optional>
#include <string>
#include <thread>
#include <vector>

#include <boost/program_options.hpp>

namespace articulator::tools {
namespace {

namespace po = boost::program_options;
namespace cluster = replay::cluster;

struct Arguments {
  std::string url;
  int jobs = 1;
};

po::options_description visible_options(Arguments& into) {
  po::options_description options("Options");
  auto add = options.add_options();
  add("cluster", po::value(&into.url)->value_name("URL"),
      "the NATS JetStream cluster: nats://host:port, several separated by commas");
  add("jobs", po::value(&into.jobs)->default_value(default_jobs())->value_name("N"), "parts done at once");
  add("help", "this text");
  return options;
}

int refuse(const std::string& what) {
  std::cerr << "articulator worker: " << what << '\n';
  return exit_usage;
}

int work(const Arguments& arguments, const std::atomic<bool>& stop) {
  const cluster::Kinds kinds{
      {cluster::replay_kind, cluster::replay_part}, {explore_kind, explore_part}, {run_kind, run_part}};
  const auto build = build_name();
  if (!build) return refuse(build.error().text());
  std::mutex mutex;
  std::int64_t parts = 0;
  std::optional<cluster::Failure> failure;
  const auto say = [&mutex](const std::string& line) {
    const std::lock_guard lock(mutex);
    std::cout << line << std::endl;
  };
  std::vector<std::jthread> threads;
  for (int job = 0; job < arguments.jobs; ++job)
    threads.emplace_back([&] {
      const auto done = cluster::serve(arguments.url, kinds, *build, stop, say);
      const std::lock_guard lock(mutex);
      if (done)
        parts += *done;
      else
        failure = done.error();
    });
  threads.clear();  // joins
  if (failure) return refuse(failure->error.text()), failure->out_of_reach ? exit_unreachable : exit_usage;
  std::cout << parts << (parts == 1 ? " part done\n" : " parts done\n");
  return exit_holds;
}

}  // namespace

int worker_command(int argc, const char* const* argv) {
  Arguments arguments;
  const po::options_description visible = visible_options(arguments);
  const auto given = read_command_line(argc, argv, visible, {}, "worker");
  if (!given) return refuse(given.error());
  if (given->contains("help")) {
    std::cout
        << "articulator worker --cluster URL\n\n"
           "Works for whoever calls replay, explore or run with the same --cluster, until interrupted "
           "(Ctrl-C): takes\n"
           "a part of the work, stores what came out, takes the next. Start as many, on as many machines, as "
           "you like,\n"
           "all of the same build; one that dies is made up for by the others.\n"
           "Exit status: 0 interrupted, 2 usage, 3 no cluster, or it was away for too long.\n\n"
        << visible;
    return exit_holds;
  }
  if (arguments.url.empty()) return refuse("--cluster is missing: for whom to work");
  if (const std::string unknown = cluster::unknown_cluster(arguments.url); !unknown.empty())
    return refuse(unknown);
  if (arguments.jobs < 1 || arguments.jobs > jobs_max)
    return refuse("--jobs must be 1 to " + std::to_string(jobs_max));
  return work(arguments, listen_for({SIGINT, SIGTERM}));
}

}  // namespace articulator::tools
