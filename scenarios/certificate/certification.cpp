#include "scenarios/certificate/certification.hpp"

#include "engine/base/hash.hpp"
#include "scenarios/certificate/files.hpp"
#include "scenarios/runner/engine_recorded.hpp"
#include "scenarios/runner/engine_remote.hpp"
#include "scenarios/runner/scenario_run.hpp"
#include "scenarios/runner/transcript.hpp"

#include <algorithm>
#include <filesystem>
#include <memory>
#include <mutex>
#include <optional>
#include <thread>
#include <utility>
#include <vector>

#include <fmt/format.h>

namespace articulator::certificate {
namespace {

namespace fs = std::filesystem;
using runner::RemoteEngine;
using runner::Scenario;
using runner::ScenarioResult;

constexpr int gone_in_a_row_max = 3;

std::string path_in(const std::string& folder, std::string_view kind, const Run& run) {
  std::string name = run.id;
  std::replace(name.begin(), name.end(), '/', '-');
  return fmt::format("{}/{}/{}.ndjson.zst", folder, kind, name);
}

// What came of one scenario, before it is in the plan.
struct Heard {
  std::string said;
  std::optional<std::string> fingerprint;  // of the run itself, where there was one
};

// One instance of the engine, and the scenarios that are run against it.
class Instance {
 public:
  Instance(std::string url, const runner::Library& library, const CertificationOptions& options)
      : url_(std::move(url)), library_(library), options_(options) {}

  [[nodiscard]] bool is_gone() const { return gone_in_a_row_ >= gone_in_a_row_max; }

  // Error: there never was one, or a file cannot be read or written.
  base::Expected<void> run(const Scenario& scenario, Run& run) {
    const std::string path = transcript_path(options_.folder, run);
    Heard heard;
    if (options_.resume && fs::exists(path)) {
      auto kept = read_packed(path);
      if (!kept) return std::unexpected(kept.error());
      heard.said = std::move(*kept);
    } else {
      auto made = hear(scenario);
      if (!made) return std::unexpected(made.error());
      heard = std::move(*made);
      if (auto written = write_packed(path, heard.said); !written) return written;
    }
    auto told = tell_again(scenario, library_, heard.said);
    if (!told) return std::unexpected(told.error());
    if (heard.fingerprint && *heard.fingerprint != told->result.fingerprint) differ(told->result);
    take(run, std::move(told->result), heard.said);
    return write_packed(journal_path(options_.folder, run), told->journal);
  }

 private:
  base::Expected<Heard> hear(const Scenario& scenario) {
    if (!engine_) {
      auto reached = reach();
      if (!reached && !was_there_) return std::unexpected(reached.error());
      if (!reached) {
        ++gone_in_a_row_;
        return Heard{
            runner::write_transcript(
                {{runner::UtteranceKind::bench, scenario.world.start, {}, {}, {}, {}, reached.error()}}),
            {}};
      }
      engine_ = std::move(*reached);
      was_there_ = true;
    }
    runner::Transcript transcript;
    engine_->record(&transcript);
    const ScenarioResult result = runner::run_scenario(scenario, library_, *engine_, {});
    engine_->record(nullptr);
    if (result.verdict == runner::Verdict::error) engine_.reset();  // a new connection for the next
    gone_in_a_row_ = result.engine_unreachable ? gone_in_a_row_ + 1 : 0;
    return Heard{runner::write_transcript(transcript), result.fingerprint};
  }

  base::Expected<std::unique_ptr<RemoteEngine>> reach() const {
    runner::RemoteOptions remote;
    remote.answer_timeout = options_.answer_timeout;
    remote.run_timeout = options_.run_timeout;
    remote.calls_max = options_.calls_max;
    remote.rate = options_.rate;
    return RemoteEngine::reach(url_, remote);
  }

  static void differ(ScenarioResult& result) {
    result.verdict = runner::Verdict::error;
    result.failures.insert(
        result.failures.begin(),
        {"the run can be told again by what the engine said", "another journal", {}, {}, "run"});
  }

  static void take(Run& run, ScenarioResult result, const std::string& said) {
    result.file = run.result.file;
    run.result = std::move(result);
    run.left_out = LeftOut::no;
    run.because.clear();
    run.transcript = base::hex(base::sha256(said));
  }

  std::string url_;
  const runner::Library& library_;
  const CertificationOptions& options_;
  std::unique_ptr<RemoteEngine> engine_;
  bool was_there_ = false;
  int gone_in_a_row_ = 0;
};

// In virtual time.
base::Duration length_of(const Scenario& scenario) {
  return scenario.world.rest + (scenario.steps.empty() ? base::Duration{0} : scenario.steps.back().at);
}

bool is_wanted(const Run& run) {
  return run.left_out == LeftOut::not_come_to;
}

// A certification under way: each instance takes the next scenario as long as there are any.
class Certification {
 public:
  Certification(Plan& plan, const runner::Library& library, const CertificationOptions& options)
      : plan_(plan), library_(library), options_(options) {}

  base::Expected<void> perform() {
    std::error_code failed;
    for (const char* kind : {"/journals", "/transcripts", "/worlds"})
      fs::create_directories(options_.folder + kind, failed);
    if (failed)
      return base::failure(options_.folder, "cannot be made", "name a folder that you may write to");
    if (auto written = write_worlds(); !written) return written;
    for (std::size_t n = 0; n < plan_.runs.size(); ++n)
      if (is_wanted(plan_.runs[n])) order_.push_back(n);
    // The longest first, so that no instance is left alone with it at the end.
    if (options_.engine_urls.size() > 1)
      std::sort(order_.begin(), order_.end(), [&](std::size_t a, std::size_t b) {
        const base::Duration length_a = length_of(plan_.scenarios[a]);
        const base::Duration length_b = length_of(plan_.scenarios[b]);
        return length_a != length_b ? length_a > length_b : a < b;
      });
    {
      std::vector<std::jthread> threads;
      for (std::size_t n = 1; n < options_.engine_urls.size(); ++n)
        threads.emplace_back([this, n] { work(options_.engine_urls[n]); });
      work(options_.engine_urls.front());
    }
    if (trouble_) return std::unexpected(*trouble_);
    return {};
  }

 private:
  // So that whoever reads of one can run it.
  [[nodiscard]] base::Expected<void> write_worlds() const {
    for (const Run& run : plan_.runs)
      if (run.world)
        if (auto written = write_text(options_.folder + "/" + run.id + ".json", run.text); !written)
          return written;
    return {};
  }

  void work(const std::string& url) {
    Instance instance(url, library_, options_);
    while (!instance.is_gone()) {
      const std::optional<std::size_t> n = take();
      if (!n) return;
      Run run = plan_.runs[*n];
      const auto ran = instance.run(plan_.scenarios[*n], run);
      const std::scoped_lock lock(mutex_);
      if (!ran && !trouble_) trouble_ = ran.error();
      plan_.runs[*n] = std::move(run);
      ended_ = ended_ || trouble_ || (options_.enough && options_.enough(plan_.runs));
    }
  }

  // The next scenario to be run.
  std::optional<std::size_t> take() {
    const std::scoped_lock lock(mutex_);
    if (ended_ || next_ >= order_.size()) return std::nullopt;
    const std::size_t n = order_[next_];
    if (options_.on_run) options_.on_run(plan_.runs[n], next_, order_.size());
    ++next_;
    return n;
  }

  Plan& plan_;
  const runner::Library& library_;
  const CertificationOptions& options_;
  std::mutex mutex_;
  std::vector<std::size_t> order_;  // of the runs that are to be made
  std::size_t next_ = 0;            // in it
  bool ended_ = false;
  std::optional<base::Error> trouble_;
};

}  // namespace

std::string journal_path(const std::string& folder, const Run& run) {
  return path_in(folder, "journals", run);
}

std::string transcript_path(const std::string& folder, const Run& run) {
  return path_in(folder, "transcripts", run);
}

base::Expected<ToldAgain> tell_again(const Scenario& scenario, const runner::Library& library,
                                     std::string_view transcript) {
  auto said = runner::read_transcript(transcript);
  if (!said) return std::unexpected(said.error());
  runner::RecordedEngine engine(std::move(*said));
  ToldAgain told;
  runner::RunOptions run;
  run.sink = [&](std::string_view line) { told.journal.append(line).push_back('\n'); };
  told.result = runner::run_scenario(scenario, library, engine, run);
  told.time_flowed = engine.time_flowed();
  if (told.result.verdict != runner::Verdict::error && engine.left_over() > 0) {
    told.result.verdict = runner::Verdict::error;
    told.result.failures.push_back({"the transcript is of this scenario",
                                    fmt::format("{} things that were not asked for", engine.left_over()),
                                    {},
                                    {},
                                    "run"});
  }
  return told;
}

base::Expected<void> certify(Plan& plan, const runner::Library& library,
                             const CertificationOptions& options) {
  return Certification(plan, library, options).perform();
}

}  // namespace articulator::certificate
