#include "scenarios/certificate/verification.hpp"

#include "engine/base/hash.hpp"
#include "engine/base/json_reader.hpp"
#include "scenarios/certificate/certification.hpp"
#include "scenarios/certificate/files.hpp"
#include "scenarios/runner/document.hpp"

#include <algorithm>
#include <filesystem>
#include <utility>

#include <fmt/format.h>

namespace articulator::certificate {
namespace {

using Wrong = std::vector<std::string>;

void check_signature(const SignedCertificate& said, const std::optional<audit::VerifierKey>& trusted,
                     Wrong& wrong) {
  if (!said.key)
    wrong.emplace_back("it is not signed, so anybody may have written it");
  else if (!said.signature_holds)
    wrong.emplace_back("the signature is not of what the certificate says");
  else if (trusted && !(*trusted == *said.key))
    wrong.push_back("it is signed by another key than the one trusted: " + audit::write_key(*said.key));
}

// Tells a run again by its files, which must be those that the certificate names.
base::Expected<void> tell(Run& run, const runner::Scenario& scenario, const SignedCertificate::RunLine& said,
                          bool lockstep, const std::string& folder, const Sources& sources, Wrong& wrong) {
  const auto transcript = read_packed(transcript_path(folder, run));
  if (!transcript) return std::unexpected(transcript.error());
  const auto journal = read_packed(journal_path(folder, run));
  if (!journal) return std::unexpected(journal.error());
  run.transcript = base::hex(base::sha256(*transcript));
  if (run.transcript != said.transcript)
    wrong.push_back(run.id + ": the transcript is not the one certified");
  auto told = tell_again(scenario, sources.library, *transcript);
  if (!told) return base::failure(transcript_path(folder, run), told.error().text());
  if (told->result.fingerprint != said.journal)
    wrong.push_back(run.id + ": what the engine said gives another journal than the one certified");
  if (lockstep && told->time_flowed)
    wrong.push_back(run.id + ": time went on by itself, and the certificate says lockstep");
  if (told->journal != *journal)
    wrong.push_back(run.id + ": the journal in the folder is not that of the run");
  told->result.file = run.result.file;
  run.result = std::move(told->result);
  run.left_out = LeftOut::no;
  run.because.clear();
  return {};
}

base::Expected<void> tell_all(Plan& plan, const SignedCertificate& said, const std::string& folder,
                              const Sources& sources, Wrong& wrong) {
  for (std::size_t n = 0; n < plan.runs.size(); ++n) {
    Run& run = plan.runs[n];
    if (run.left_out != LeftOut::not_come_to) continue;
    const auto line =
        std::find_if(said.runs.begin(), said.runs.end(), [&](const auto& one) { return one.id == run.id; });
    if (line == said.runs.end()) {
      wrong.push_back(run.id + ": the certificate is silent about this scenario");
      continue;
    }
    if (line->digest != run.digest) {
      wrong.push_back(fmt::format("{}: it was another one than this build's, {} and not {}", run.id,
                                  line->digest.substr(0, 12), run.digest.substr(0, 12)));
      continue;
    }
    if (line->not_come_to) continue;
    if (auto told = tell(run, plan.scenarios[n], *line, said.time == "lockstep", folder, sources, wrong);
        !told)
      return told;
  }
  return {};
}

void compare_verdicts(const SignedCertificate& said, const Judgement& derived, Wrong& wrong) {
  for (const RequirementVerdict& verdict : derived.requirements) {
    const auto line = std::find_if(said.requirements.begin(), said.requirements.end(),
                                   [&](const auto& one) { return one.id == verdict.id; });
    const std::string_view found = base::word_of(id_verdict_words, verdict.verdict);
    if (line == said.requirements.end())
      wrong.push_back(verdict.id + ": the certificate is silent about it");
    else if (line->verdict != found)
      wrong.push_back(fmt::format("{}: certified as {}, and it is {}", verdict.id, line->verdict, found));
  }
}

}  // namespace

base::Expected<Verification> verify(const std::string& path, const std::optional<audit::VerifierKey>& trusted,
                                    const Sources& sources) {
  const auto text = runner::read_file(path, base::JsonParser::size_max);
  if (!text) return std::unexpected(text.error());
  const auto said = read_certificate(*text);
  if (!said) return base::failure(path, said.error().text(), "name a certificate.json");
  Verification found;
  check_signature(*said, trusted, found.wrong);

  auto profile = read_profile(sources.profiles_folder + "/" + said->profile + ".json");
  if (!profile) return std::unexpected(profile.error());
  auto plan =
      make_plan(*profile, said->claims, said->pair, sources.library_folder, sources.library, sources.worlds);
  if (!plan) return std::unexpected(plan.error());
  if (plan->library != said->library) {
    found.wrong.push_back(fmt::format(
        "it is of other scenarios (library {}, version {}) than this build's ({}, {})",
        said->library.substr(0, 12), said->articulator, plan->library.substr(0, 12), sources.articulator));
    return found;
  }
  const std::string folder = std::filesystem::path(path).parent_path().string();
  if (auto told = tell_all(*plan, *said, folder.empty() ? "." : folder, sources, found.wrong); !told)
    return std::unexpected(told.error());
  Judgement judgement = judge(*profile, sources.table, said->claims, plan->runs);
  compare_verdicts(*said, judgement, found.wrong);
  found.certificate = {sources.articulator,   plan->library,        std::move(*profile), said->pair,
                       said->engine,          said->claims,         said->begun,         said->ended,
                       std::move(plan->runs), std::move(judgement), sources.kills,       said->time};
  if (found.wrong.empty() && body_of(found.certificate) != said->body)
    found.wrong.emplace_back("it says something else than what comes out of its transcripts");
  return found;
}

}  // namespace articulator::certificate
