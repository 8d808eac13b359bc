#include "scenarios/runner/report.hpp"

#include "engine/base/hash.hpp"
#include "engine/base/html_page.hpp"
#include "engine/base/json_writer.hpp"

#include <string_view>

#include <fmt/format.h>

namespace articulator::runner {
namespace {

std::string seconds_text(base::Duration duration) {
  return fmt::format("{}.{:03}", duration.count() / 1000, duration.count() % 1000);
}

std::string failure_text(const Failure& failure) {
  return fmt::format("expected: {}\nfound: {}\nat: {}\nagain: {}\n", failure.expected, failure.found,
                     base::format_instant(failure.at), failure.again);
}

void write_failures(base::JsonWriter& w, const std::vector<Failure>& failures) {
  w.key("failures").begin_array();
  for (const Failure& failure : failures) {
    w.begin_object().member("expected", failure.expected).member("found", failure.found);
    w.member("at", failure.at).member("again", failure.again).end_object();
  }
  w.end_array();
}

}  // namespace

std::string area_of(const std::string& file) {
  const std::size_t slash = file.rfind('/');
  if (slash == std::string::npos || slash == 0) return ".";
  const std::size_t before = file.rfind('/', slash - 1);
  return file.substr(before == std::string::npos ? 0 : before + 1,
                     slash - (before == std::string::npos ? 0 : before + 1));
}

Summary summarise(const std::vector<ScenarioResult>& results, base::Duration wall_time) {
  Summary summary;
  summary.wall_time = wall_time;
  base::Sha256Stream all;
  for (const ScenarioResult& result : results) {
    (result.verdict == Verdict::passed   ? summary.passed
     : result.verdict == Verdict::failed ? summary.failed
                                         : summary.errors) += 1;
    summary.virtual_time += result.virtual_time;
    summary.messages += result.messages;
    all.update(result.fingerprint + "\n");
  }
  summary.fingerprint = base::hex(all.digest());
  return summary;
}

std::string report_json(const Summary& summary, const std::vector<ScenarioResult>& results) {
  std::string json;
  base::JsonWriter w(json);
  w.begin_object().key("summary").begin_object();
  w.member("passed", static_cast<std::int64_t>(summary.passed));
  w.member("failed", static_cast<std::int64_t>(summary.failed));
  w.member("errors", static_cast<std::int64_t>(summary.errors));
  w.key("virtual_s").raw(seconds_text(summary.virtual_time));
  w.key("wall_s").raw(seconds_text(summary.wall_time));
  w.end_object().key("scenarios").begin_array();
  for (const ScenarioResult& result : results) {
    w.begin_object().member("name", result.name).member("file", result.file);
    w.member("pms", result.pms).member("lab", result.lab);
    w.key("shows").begin_array();
    for (const std::string& id : result.shows)
      w.text(id);
    w.end_array();
    w.member("verdict", base::word_of(verdict_words, result.verdict));
    w.member("fingerprint", result.fingerprint);
    write_failures(w, result.failures);
    w.end_object();
  }
  w.end_array().end_object();
  json += '\n';
  return json;
}

std::string report_junit(const Summary& summary, const std::vector<ScenarioResult>& results) {
  std::string xml = "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n";
  xml += fmt::format(
      "<testsuite name=\"articulator run\" tests=\"{}\" failures=\"{}\" errors=\"{}\" time=\"{}\">\n",
      results.size(), summary.failed, summary.errors, seconds_text(summary.wall_time));
  for (const ScenarioResult& result : results) {
    xml += fmt::format("  <testcase classname=\"{}\" name=\"{}\" file=\"{}\" time=\"{}\"",
                       base::markup_text(area_of(result.file)), base::markup_text(result.name),
                       base::markup_text(result.file), seconds_text(result.wall_time));
    if (result.failures.empty()) {
      xml += "/>\n";
      continue;
    }
    xml += ">\n";
    const std::string_view element = result.verdict == Verdict::error ? "error" : "failure";
    for (const Failure& failure : result.failures)
      xml += fmt::format("    <{0} message=\"{1}\">{2}</{0}>\n", element, base::markup_text(failure.expected),
                         base::markup_text(failure_text(failure)));
    xml += "  </testcase>\n";
  }
  xml += "</testsuite>\n";
  return xml;
}

}  // namespace articulator::runner
