#include "scenarios/certificate/certificate_page.hpp"

#include "engine/base/html_page.hpp"
#include "scenarios/certificate/certification.hpp"
#include "scenarios/certificate/files.hpp"
#include "scenarios/page/run_page.hpp"
#include "scenarios/page/sequence_diagram.hpp"

#include <algorithm>
#include <map>
#include <utility>

#include <fmt/format.h>

namespace articulator::certificate {
namespace {

using base::markup_text;

// So that the page of a large profile stays one that a browser opens: what held is told shorter.
constexpr std::size_t failed_told_max = 40;

constexpr std::string_view style = R"(
.levels { list-style: none; padding: 0; }
.levels li { background: var(--card); border: 1px solid var(--line); border-radius: .5rem; padding: .7rem 1rem; margin: .6rem 0; }
.verdict { font-weight: 600; white-space: nowrap; }
td.runs a, .mutant { display: block; }
tbody th { white-space: nowrap; }
)";

std::string when(base::Instant at) {
  const std::string text = base::format_instant(at);
  return fmt::format("<time datetime=\"{0}\">{1} {2} UTC</time>", text, text.substr(0, 10),
                     text.substr(11, 5));
}

std::string anchor(const Run& run) {
  std::string name = run.id;
  std::replace(name.begin(), name.end(), '/', '-');
  return name;
}

std::string verdict_cell(IdVerdict verdict) {
  const std::string_view word = base::word_of(id_verdict_words, verdict);
  const std::string_view colour = verdict == IdVerdict::passed   ? "good"
                                  : verdict == IdVerdict::failed ? "bad"
                                                                 : "quiet";
  return fmt::format("<td class=\"verdict {}\">{}</td>", colour, word);
}

std::string time_of(const Certificate& certificate) {
  if (certificate.time == "lockstep") return "in lockstep";
  return markup_text(certificate.time.substr(1)) + " times as fast as real time";
}

std::string lead(const Certificate& certificate) {
  return fmt::format(
      "<p>{}: {}<br>with {} and {}, {}, from {} to {}</p>\n",
      markup_text(certificate.engine.empty() ? "An engine that does not say its name" : certificate.engine),
      markup_text(certificate.profile.says), certificate.pair.pms, certificate.pair.lab, time_of(certificate),
      when(certificate.begun), when(certificate.ended));
}

std::string figures(const Certificate& certificate) {
  const Judgement& judgement = certificate.judgement;
  base::Duration virtual_time{0};
  std::size_t made = 0;
  std::size_t worlds = 0;
  for (const Run& run : certificate.runs) {
    virtual_time += run.result.virtual_time;
    if (run.left_out == LeftOut::no) ++(run.world ? worlds : made);
  }
  return fmt::format(
      "<div class=\"figures\"><div><b class=\"good\">{}</b> passed</div><div><b class=\"bad\">{}</b> "
      "failed</div><div><b>{}</b> not applicable</div><div><b>{}</b> not judged</div><div><b>{}</b> "
      "scenarios</div><div><b>{}</b> generated worlds</div><div><b>{}</b> days of dental work</div></div>\n",
      judgement.count(IdVerdict::passed), judgement.count(IdVerdict::failed),
      judgement.count(IdVerdict::not_applicable), judgement.count(IdVerdict::not_judged), made, worlds,
      virtual_time / base::days(1));
}

std::string worlds_line(const WorldsVerdict& worlds, const KillTable& kills) {
  const std::uint64_t seed = worlds.wanted.seed;
  std::string line =
      fmt::format("<br><span class=\"verdict {}\">{} of {}</span> generated worlds of seed {} held",
                  worlds.all_held() ? "good" : "bad", worlds.held, worlds.wanted.count, seed);
  line += fmt::format("<br><span class=\"quiet\">{} engines broken on purpose do not hold in them</span>",
                      kills.in_worlds(worlds.wanted));
  if (!worlds.why.empty())
    line += "<br><span class=\"quiet\">" + markup_text(worlds.why.substr(0, 400)) + "</span>";
  return line;
}

std::string levels(const Judgement& judgement, const KillTable& kills) {
  std::string html = "<h2 id=\"levels\">Levels</h2>\n<ol class=\"levels\">\n";
  for (const LevelVerdict& level : judgement.levels) {
    html += fmt::format("<li><b>{}</b>: <span class=\"verdict {}\">{}</span><br>{}", markup_text(level.name),
                        level.granted ? "good" : "bad", level.granted ? "granted" : "not granted",
                        markup_text(level.says));
    if (!level.missing.empty()) {
      html += "<br><span class=\"quiet\">missing:</span>";
      for (const std::string& id : level.missing)
        html += fmt::format(" <a href=\"#{0}\">{0}</a>", id);
    } else if (!level.granted && (!level.worlds || level.worlds->all_held())) {
      html += "<br><span class=\"quiet\">a level before it is missing</span>";
    }
    if (level.worlds) html += worlds_line(*level.worlds, kills);
    html += "</li>\n";
  }
  return html + "</ol>\n";
}

// By which engines broken on purpose it is known that the checks of a requirement bite.
std::string mutants_cell(const std::vector<Kill>& kills) {
  if (kills.empty()) return "<td class=\"quiet\">no mutant kills this id's checks yet</td>";
  std::string lines;
  for (const Kill& kill : kills) {
    std::string by = fmt::format("{}, {}", kill.scenario, kill.check);
    if (!kill.world.empty()) by += fmt::format("; {}, {}", kill.world, kill.world_check);
    lines += fmt::format("<span class=\"mutant\" title=\"{}\">{}</span>", markup_text(by),
                         markup_text(kill.mutant));
  }
  return "<td>" + lines + "</td>";
}

std::string requirement_row(const RequirementVerdict& verdict, const std::vector<Run>& runs,
                            const KillTable& kills) {
  std::string links;
  for (const std::size_t n : verdict.runs)
    if (runs[n].left_out == LeftOut::no)
      links += fmt::format("<a href=\"#{}\">{}</a>", anchor(runs[n]), markup_text(runs[n].result.name));
  const std::string why = verdict.why.empty() ? ""
                                              : "<br><span class=\"quiet\">" +
                                                    markup_text(verdict.why.substr(0, 400)) + "</span>";
  return fmt::format(
      "<tr id=\"{0}\"{1}><th scope=\"row\">{0}</th><td>{2}{3}</td>{4}<td class=\"runs\">{5}</td>{6}</tr>\n",
      verdict.id, verdict.verdict == IdVerdict::failed ? " class=\"bad\"" : "", markup_text(verdict.text),
      why, verdict_cell(verdict.verdict), links, mutants_cell(kills.of(verdict.id)));
}

// A table a group of requirements: VAL, DSP, ...
std::string requirements(const Certificate& certificate) {
  std::vector<std::pair<std::string, std::string>> groups;
  std::map<std::string, std::pair<std::size_t, std::size_t>> counts;  // passed, of
  for (const RequirementVerdict& verdict : certificate.judgement.requirements) {
    const std::string group = verdict.id.substr(0, verdict.id.find('-'));
    auto found =
        std::find_if(groups.begin(), groups.end(), [&](const auto& one) { return one.first == group; });
    if (found == groups.end()) found = groups.insert(groups.end(), {group, {}});
    found->second += requirement_row(verdict, certificate.runs, certificate.kills);
    ++counts[group].second;
    counts[group].first += verdict.verdict == IdVerdict::passed ? 1U : 0U;
  }
  std::string html = "<h2 id=\"requirements\">Requirements</h2>\n";
  for (const auto& [group, rows] : groups)
    html += fmt::format(
        "<h3>{0}</h3>\n<div class=\"scroll wide\" tabindex=\"0\" role=\"region\" aria-label=\"{0}\"><table>"
        "<caption>{1} of {2} passed</caption><thead><tr><th scope=\"col\">id</th><th scope=\"col\">it "
        "demands</th><th scope=\"col\">verdict</th><th scope=\"col\">shown by</th><th "
        "scope=\"col\">mutants that its checks kill</th></tr></thead><tbody>\n{3}"
        "</tbody></table></div>\n",
        group, counts[group].first, counts[group].second, rows);
  return html;
}

base::Expected<std::string> evidence(const Certificate& certificate, const std::string& folder) {
  std::string html =
      "<h2 id=\"evidence\">Evidence</h2>\n<p class=\"quiet\">Each scenario as it ran, those that failed "
      "first. "
      "Times are the world's own, UTC. Credentials and people are made up for the bench.</p>\n";
  std::vector<const Run*> runs;
  for (const bool held : {false, true})
    for (const Run& run : certificate.runs)
      if (run.left_out == LeftOut::no && (run.result.verdict == runner::Verdict::passed) == held)
        runs.push_back(&run);
  std::size_t told = 0;
  for (const Run* run : runs) {
    const bool held = run->result.verdict == runner::Verdict::passed;
    const auto journal = read_packed(journal_path(folder, *run));
    if (!journal) return std::unexpected(journal.error());
    std::string ids;
    for (const std::string& id : run->result.shows)
      ids += certificate.profile.has(id) ? fmt::format(" <a href=\"#{0}\">{0}</a>", id) : " " + id;
    const bool shortly = held || ++told > failed_told_max;
    const page::DiagramOptions options =
        page::diagram_of(shortly ? runner::Verdict::passed : run->result.verdict);
    html += fmt::format(
        "<details id=\"{}\"><summary><span class=\"verdict {}\">{}</span> {}</summary><p>shows{}; journal "
        "<code>{}</code></p>\n{}</details>\n",
        anchor(*run), held ? "good" : "bad", base::word_of(runner::verdict_words, run->result.verdict),
        markup_text(run->result.name), ids, run->result.fingerprint,
        page::sequence_diagram(*journal, run->result.failures, options));
  }
  return html;
}

std::string left_out(const Certificate& certificate) {
  std::string rows;
  for (const Run& run : certificate.runs)
    if (run.left_out != LeftOut::no)
      rows += fmt::format("<tr><td>{}</td><td>{}</td></tr>\n", markup_text(run.result.name),
                          markup_text(run.because));
  if (rows.empty()) return {};
  return "<h2 id=\"left-out\">Left out</h2>\n<div class=\"scroll\"><table><caption>scenarios that were not "
         "run, "
         "and why</caption><thead><tr><th scope=\"col\">scenario</th><th scope=\"col\">why</th></tr></thead>"
         "<tbody>\n" +
         rows + "</tbody></table></div>\n";
}

}  // namespace

base::Expected<std::string> certificate_page(const Certificate& certificate, const std::string& key,
                                             const std::string& folder) {
  auto proof = evidence(certificate, folder);
  if (!proof) return std::unexpected(proof.error());
  const std::string title = fmt::format("Certificate: {}", certificate.profile.name);
  const std::string own_style = std::string(style) + std::string(page::sequence_style());
  const std::string head = lead(certificate);
  const std::string body = figures(certificate) + levels(certificate.judgement, certificate.kills) +
                           requirements(certificate) + left_out(certificate) + *proof;
  const std::string foot = fmt::format(
      "<p>Judged by Articulator {}, scenarios <code>{}</code>, profile <code>{}</code>. {}</p><p>To check "
      "it: "
      "<code>articulator certify --verify certificate.json</code> derives every verdict anew from what the "
      "engine said.</p>\n",
      certificate.articulator, certificate.library, certificate.profile.digest,
      key.empty() ? std::string("Not signed.") : "Signed by <code>" + markup_text(key) + "</code>.");
  // A link to a scenario opens it.
  constexpr std::string_view script =
      "<script>function show(){const e=document.getElementById(location.hash.slice(1));if(e&&e.tagName==="
      "'DETAILS')e.open=true;}addEventListener('hashchange',show);show();</script>\n";
  return base::html_page({title, own_style, head, body, foot, script});
}

}  // namespace articulator::certificate
