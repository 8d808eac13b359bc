#include "scenarios/certificate/report.hpp"

#include "engine/base/html_page.hpp"

#include <algorithm>

#include <fmt/format.h>
#include <fmt/ranges.h>

namespace articulator::certificate {
namespace {

constexpr std::size_t why_shown_max = 200;
constexpr std::size_t failed_shown_max = 12;

std::string shortened(const std::string& text) {
  return text.size() <= why_shown_max ? text : text.substr(0, why_shown_max) + " ...";
}

// The generated worlds of a level are one test more.
struct JunitWorlds {
  std::size_t tests = 0;
  std::size_t failures = 0;
  std::string cases;
};
JunitWorlds worlds_of(const Judgement& judgement) {
  JunitWorlds all;
  for (const LevelVerdict& level : judgement.levels) {
    if (!level.worlds) continue;
    ++all.tests;
    all.cases +=
        fmt::format("  <testcase classname=\"worlds\" name=\"{}: {} generated worlds of seed {}\"",
                    base::markup_text(level.name), level.worlds->wanted.count, level.worlds->wanted.seed);
    if (level.worlds->all_held()) {
      all.cases += "/>\n";
      continue;
    }
    ++all.failures;
    all.cases +=
        fmt::format(">\n    <failure message=\"{0}\">{0}</failure>\n  </testcase>\n",
                    base::markup_text(fmt::format("{} held: {}", level.worlds->held, level.worlds->why)));
  }
  return all;
}

}  // namespace

std::string summary_of(const Certificate& certificate) {
  const Judgement& judgement = certificate.judgement;
  std::string out =
      fmt::format("\n  {} with {} and {}{}: {}\n\n", certificate.profile.name, certificate.pair.pms,
                  certificate.pair.lab, certificate.time == "lockstep" ? "" : " at " + certificate.time,
                  certificate.engine.empty() ? "an engine without a name" : certificate.engine);
  for (const LevelVerdict& level : judgement.levels) {
    out += fmt::format("  {} {:<12}{}\n", level.granted ? "✓" : "✗", level.name,
                       level.granted ? "granted" : "not granted");
    if (!level.missing.empty()) out += fmt::format("      missing {}\n", fmt::join(level.missing, ", "));
    if (level.worlds)
      out += fmt::format("      generated worlds of seed {}: {} of {} held{}\n", level.worlds->wanted.seed,
                         level.worlds->held, level.worlds->wanted.count,
                         level.worlds->why.empty() ? "" : "; " + shortened(level.worlds->why));
  }
  out += fmt::format("\n  requirements  {} passed, {} failed, {} not applicable, {} not judged\n",
                     judgement.count(IdVerdict::passed), judgement.count(IdVerdict::failed),
                     judgement.count(IdVerdict::not_applicable), judgement.count(IdVerdict::not_judged));
  out += fmt::format(
      "  mutants       an engine broken on purpose shows what the checks of {} of these are worth",
      judgement.requirements.size() - certificate.without_mutant());
  if (certificate.without_mutant() > 0)
    out += fmt::format("; no mutant kills the checks of {} yet", certificate.without_mutant());
  out += "\n";
  std::size_t shown = 0;
  for (const RequirementVerdict& verdict : judgement.requirements) {
    if (verdict.verdict != IdVerdict::failed || shown++ >= failed_shown_max) continue;
    out += fmt::format("\n  {} {}\n      {}\n", verdict.id, verdict.text, shortened(verdict.why));
  }
  if (shown > failed_shown_max) out += fmt::format("\n  and {} more that failed\n", shown - failed_shown_max);
  return out;
}

std::string junit_of(const Certificate& certificate) {
  const Judgement& judgement = certificate.judgement;
  const std::size_t skipped =
      judgement.count(IdVerdict::not_applicable) + judgement.count(IdVerdict::not_judged);
  const JunitWorlds worlds = worlds_of(judgement);
  std::string xml = fmt::format(
      "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<testsuite name=\"articulator certify {}\" tests=\"{}\" "
      "failures=\"{}\" errors=\"0\" skipped=\"{}\">\n",
      base::markup_text(certificate.profile.name), judgement.requirements.size() + worlds.tests,
      judgement.count(IdVerdict::failed) + worlds.failures, skipped);
  for (const RequirementVerdict& verdict : judgement.requirements) {
    xml +=
        fmt::format("  <testcase classname=\"{}\" name=\"{} {}\"", verdict.id.substr(0, verdict.id.find('-')),
                    verdict.id, base::markup_text(verdict.text));
    if (verdict.verdict == IdVerdict::passed)
      xml += "/>\n";
    else if (verdict.verdict == IdVerdict::failed)
      xml += fmt::format(">\n    <failure message=\"{0}\">{0}</failure>\n  </testcase>\n",
                         base::markup_text(verdict.why));
    else
      xml += fmt::format(">\n    <skipped message=\"{}: {}\"/>\n  </testcase>\n",
                         base::word_of(id_verdict_words, verdict.verdict), base::markup_text(verdict.why));
  }
  return xml + worlds.cases + "</testsuite>\n";
}

Claims known_of(const Claims& claims, const std::vector<runner::Requirement>& table) {
  if (!claims) return claims;
  std::vector<std::string> known;
  for (const runner::Requirement& row : table)
    if (std::find(claims->begin(), claims->end(), row.id) != claims->end()) known.push_back(row.id);
  return known;
}

}  // namespace articulator::certificate
