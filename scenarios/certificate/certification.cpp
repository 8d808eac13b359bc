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
#include <optional>
#include <utility>

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

// A certification under way.
class Certification {
 public:
  Certification(Plan& plan, const runner::Library& library, const CertificationOptions& options)
      : plan_(plan), library_(library), options_(options) {}

  base::Expected<void> perform() {
    std::error_code failed;
    for (const char* kind : {"/journals", "/transcripts"})
      fs::create_directories(options_.folder + kind, failed);
    if (failed)
      return base::failure(options_.folder, "cannot be made", "name a folder that you may write to");
    const auto wanted = [](const Run& run) { return run.left_out == LeftOut::not_come_to; };
    const auto total = static_cast<std::size_t>(std::count_if(plan_.runs.begin(), plan_.runs.end(), wanted));
    std::size_t done = 0;
    for (std::size_t n = 0; n < plan_.runs.size() && gone_in_a_row_ < gone_in_a_row_max; ++n) {
      if (!wanted(plan_.runs[n])) continue;
      if (options_.on_run) options_.on_run(plan_.runs[n], done++, total);
      if (auto ran = run(plan_.scenarios[n], plan_.runs[n]); !ran) return ran;
    }
    return {};
  }

 private:
  base::Expected<void> run(const Scenario& scenario, Run& run) {
    const std::string path = transcript_path(options_.folder, run);
    std::string said;
    std::optional<std::string> fingerprint;  // of the run itself, where there was one
    if (options_.resume && fs::exists(path)) {
      auto kept = read_packed(path);
      if (!kept) return std::unexpected(kept.error());
      said = std::move(*kept);
    } else {
      auto heard = hear(scenario, fingerprint);
      if (!heard) return std::unexpected(heard.error());
      said = std::move(*heard);
      if (auto written = write_packed(path, said); !written) return written;
    }
    auto told = tell_again(scenario, library_, said);
    if (!told) return std::unexpected(told.error());
    if (fingerprint && *fingerprint != told->result.fingerprint) differ(told->result);
    take(run, std::move(told->result), said);
    return write_packed(journal_path(options_.folder, run), told->journal);
  }

  // Runs it against the engine. Error: there never was one.
  base::Expected<std::string> hear(const Scenario& scenario, std::optional<std::string>& fingerprint) {
    runner::Transcript transcript;
    if (!engine_) {
      auto reached = reach();
      if (!reached && !was_there_) return std::unexpected(reached.error());
      if (!reached) {
        ++gone_in_a_row_;
        return runner::write_transcript(
            {{runner::UtteranceKind::bench, scenario.world.start, {}, {}, {}, {}, reached.error()}});
      }
      engine_ = std::move(*reached);
      was_there_ = true;
    }
    engine_->record(&transcript);
    const ScenarioResult result = runner::run_scenario(scenario, library_, *engine_, {});
    engine_->record(nullptr);
    fingerprint = result.fingerprint;
    if (result.verdict == runner::Verdict::error) engine_.reset();  // a new connection for the next
    gone_in_a_row_ = result.engine_unreachable ? gone_in_a_row_ + 1 : 0;
    return runner::write_transcript(transcript);
  }

  base::Expected<std::unique_ptr<RemoteEngine>> reach() const {
    runner::RemoteOptions remote;
    remote.answer_timeout = options_.answer_timeout;
    remote.run_timeout = options_.run_timeout;
    remote.calls_max = options_.calls_max;
    return RemoteEngine::reach(options_.engine_url, remote);
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

  Plan& plan_;
  const runner::Library& library_;
  const CertificationOptions& options_;
  std::unique_ptr<RemoteEngine> engine_;
  bool was_there_ = false;
  int gone_in_a_row_ = 0;
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
