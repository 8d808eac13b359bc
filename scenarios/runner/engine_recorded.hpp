// RecordedEngine: an engine that is not there any more, heard again from its transcript (transcript.hpp).
//
//   RecordedEngine engine(read_transcript(text).value());
//   ScenarioResult result = run_scenario(scenario, library, engine, {});
//   engine.left_over()           // nothing, where the transcript is of this scenario
//
// It says what the transcript says, as long as it is asked what it was asked then. Where it is not, the
// transcript is of another scenario, seed or build, and the run ends with an error that says so.
#pragma once

#include "scenarios/runner/engine_binding.hpp"
#include "scenarios/runner/transcript.hpp"

#include <cstddef>
#include <optional>
#include <string>

namespace articulator::runner {

class RecordedEngine final : public EngineBinding {
 public:
  explicit RecordedEngine(Transcript transcript) : transcript_(std::move(transcript)) {}

  // Whether time went on by itself, so at a rate.
  [[nodiscard]] bool time_flowed() const { return time_flowed_; }

  // What is said in the transcript and was not asked for.
  [[nodiscard]] std::size_t left_over() const { return transcript_.size() - next_; }

  [[nodiscard]] bool instant_network() const override { return true; }
  base::Expected<std::string> address_of(const std::string& node, const std::string& origin,
                                         bool tls) override;
  void attach(world::World& world) override;
  void detach() override { world_ = nullptr; }
  base::Expected<void> start(const std::string& bench, base::Instant now) override;

  world::Outcome deliver(const base::HttpRequest& request, base::Instant now) override;
  base::Expected<void> clock(base::Instant now) override;
  bool wait_until(base::Instant next) override;
  void answered(std::uint64_t /*call*/, world::Outcome /*outcome*/, base::Instant /*now*/) override {}
  std::vector<world::EngineCall> take_calls() override { return {}; }
  [[nodiscard]] std::optional<base::Instant> next_due() const override { return due_; }

 private:
  world::Outcome get(const base::HttpRequest& request) override;

  void call_again(const Utterance& call);

  // Makes the calls that the engine made, then gives what it said of `kind`; null: it said something else.
  const Utterance* heard(UtteranceKind kind, base::Instant now, const base::HttpRequest* request = nullptr);

  Transcript transcript_;
  std::size_t next_ = 0;
  bool time_flowed_ = false;
  world::World* world_ = nullptr;
  std::optional<base::Instant> due_;
  std::optional<base::Error> trouble_;
};

}  // namespace articulator::runner
