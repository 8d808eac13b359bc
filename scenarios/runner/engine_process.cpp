#include "scenarios/runner/engine_process.hpp"

#include <array>
#include <cerrno>
#include <chrono>
#include <csignal>
#include <cstdlib>
#include <cstring>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <string_view>
#include <thread>
#include <utility>

#include <fcntl.h>
#include <sys/prctl.h>
#include <sys/wait.h>
#include <unistd.h>

namespace articulator::runner {
namespace {

constexpr std::string_view announcement = "listening on ";
constexpr auto look_again_after = std::chrono::milliseconds(2);
constexpr auto polite_for = std::chrono::seconds(5);

std::string content_of(const std::string& path) {
  std::ifstream in(path, std::ios::binary);
  return {std::istreambuf_iterator<char>(in), std::istreambuf_iterator<char>()};
}

// The URL in a whole line "listening on 127.0.0.1:41234"; empty: not said yet.
std::string announced_url(const std::string& output) {
  const std::size_t at = output.find(announcement);
  if (at == std::string::npos) return {};
  const std::size_t from = at + announcement.size();
  const std::size_t line_end = output.find('\n', from);
  if (line_end == std::string::npos) return {};
  std::string url = output.substr(from, output.find_first_of(" ,\r\n", from) - from);
  return url.starts_with("http") ? url : "http://" + url;
}

std::string last_line(std::string text) {
  while (!text.empty() && text.back() == '\n')
    text.pop_back();
  const std::size_t line = text.rfind('\n');
  return line == std::string::npos ? text : text.substr(line + 1);
}

// Between fork and exec only what is safe there: no memory is asked for.
[[noreturn]] void become(const char* executable, char* const* arguments, int output, int errors) {
  prctl(PR_SET_PDEATHSIG, SIGTERM);  // it does not outlive this program
  dup2(output, STDOUT_FILENO);
  dup2(errors, STDERR_FILENO);
  execv(executable, arguments);
  _exit(127);
}

}  // namespace

base::Expected<std::unique_ptr<EngineProcess>> EngineProcess::start(const std::string& executable,
                                                                    base::Duration patience) {
  std::error_code failed;
  std::string folder = (std::filesystem::temp_directory_path(failed) / "articulator-engine-XXXXXX").string();
  if (failed || !mkdtemp(folder.data()))
    return base::failure(folder,
                         std::string("no folder for the daemon's store (") + std::strerror(errno) + ")",
                         "see whether the temporary folder can be written to");
  std::unique_ptr<EngineProcess> process(new EngineProcess);
  process->folder_ = folder;
  process->executable_ = executable;
  process->patience_ = patience;
  if (auto running = process->run("127.0.0.1:0"); !running) return std::unexpected(running.error());
  return process;
}

base::Expected<void> EngineProcess::run(const std::string& listen) {
  const std::string output = folder_ + "/output";
  const std::string errors = folder_ + "/errors";
  // What an earlier run of it said is no news.
  constexpr int afresh = O_CREAT | O_WRONLY | O_APPEND | O_TRUNC | O_CLOEXEC;
  const int output_file = open(output.c_str(), afresh, 0600);
  const int errors_file = open(errors.c_str(), afresh, 0600);
  std::array<std::string, 8> words{"articulator",          "engine", "--listen", listen, "--store",
                                   folder_ + "/engine.db", "--time", "lockstep"};
  std::array<char*, 9> arguments{};
  for (std::size_t i = 0; i < words.size(); ++i)
    arguments[i] = words[i].data();
  const pid_t child = fork();
  if (child == 0) become(executable_.c_str(), arguments.data(), output_file, errors_file);
  close(output_file);
  close(errors_file);
  if (child < 0)
    return base::failure("articulator engine",
                         std::string("cannot be started (") + std::strerror(errno) + ")",
                         "end some processes and repeat");
  pid_ = child;
  const auto until = std::chrono::steady_clock::now() + patience_;
  while (std::chrono::steady_clock::now() < until) {
    url_ = announced_url(content_of(output));
    if (!url_.empty()) return {};
    if (waitpid(child, nullptr, WNOHANG) == child) {
      pid_ = 0;
      return base::failure("articulator engine", "ended at once: " + last_line(content_of(errors)),
                           "start it by hand to see why");
    }
    std::this_thread::sleep_for(look_again_after);
  }
  return base::failure("articulator engine", "does not say where it listens", "start it by hand to see why");
}

void EngineProcess::kill() {
  if (pid_ <= 0) return;
  ::kill(pid_, SIGKILL);
  waitpid(pid_, nullptr, 0);
  pid_ = 0;
}

base::Expected<void> EngineProcess::start_again() {
  constexpr std::string_view scheme = "http://";
  const std::string listen = url_.substr(scheme.size());
  return run(listen);
}

EngineProcess::~EngineProcess() {
  if (pid_ > 0) {
    ::kill(pid_, SIGTERM);
    const auto until = std::chrono::steady_clock::now() + polite_for;
    bool ended = false;
    while (!ended && std::chrono::steady_clock::now() < until) {
      ended = waitpid(pid_, nullptr, WNOHANG) == pid_;
      if (!ended) std::this_thread::sleep_for(look_again_after);
    }
    if (!ended) kill();
  }
  std::error_code ignored;
  if (!folder_.empty()) std::filesystem::remove_all(folder_, ignored);
}

}  // namespace articulator::runner
