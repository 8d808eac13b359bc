#include "scenarios/runner/suite_part.hpp"

#include "engine/base/json_reader.hpp"
#include "engine/base/json_writer.hpp"
#include "scenarios/runner/engine_in_process.hpp"
#include "scenarios/runner/parcel.hpp"
#include "scenarios/runner/scenario_loader.hpp"
#include "scenarios/runner/suite.hpp"

#include <limits>
#include <memory>
#include <utility>

namespace articulator::runner {
namespace {

constexpr std::int64_t integer_max = std::numeric_limits<std::int64_t>::max();
constexpr std::int64_t count_max = 1'000'000'000'000'000;  // thousands of them can be added up
constexpr std::size_t labs_max = 1000;
constexpr std::size_t scenarios_max = 20'000;

// A head read strictly, then by `read`.
template <typename Read>
auto read_head(std::string_view head, Read read)
    -> base::Expected<decltype(read(std::declval<base::ObjectReader&>()))> {
  base::JsonParser parser;
  const auto document = parser.parse(head);
  if (!document) return std::unexpected(document.error());
  base::ObjectReader in(*document, "");
  return in.finished(read(in));
}

std::string file_head(const std::string& path) {
  std::string head;
  base::JsonWriter(head).begin_object().member("file", path).end_object();
  return head;
}

std::string scenario_head(const ScenarioText& scenario, bool journals) {
  std::string head;
  base::JsonWriter out(head);
  out.begin_object().member("file", scenario.file);
  out.member("pms", scenario.pair.pms).member("lab", scenario.pair.lab);
  // By their bits: JSON's integers are signed here.
  if (scenario.seed) out.member("seed", static_cast<std::int64_t>(*scenario.seed));
  out.member("journal", journals).end_object();
  return head;
}

void write_result(base::JsonWriter& out, const ScenarioResult& result) {
  out.begin_object().member("name", result.name).member("file", result.file);
  out.member("pms", result.pms).member("lab", result.lab);
  out.key("shows").begin_array();
  for (const std::string& id : result.shows)
    out.text(id);
  out.end_array().member("verdict", base::word_of(verdict_words, result.verdict));
  out.member("fingerprint", result.fingerprint);
  out.member("virtual_ms", result.virtual_time.count()).member("wall_ms", result.wall_time.count());
  out.member("messages", static_cast<std::int64_t>(result.messages));
  out.member("unreachable", result.engine_unreachable);
  out.key("failures").begin_array();
  for (const Failure& failure : result.failures) {
    out.begin_object().member("expected", failure.expected).member("found", failure.found);
    out.member("at_ms", failure.at.ms_since_epoch).member("again", failure.again);
    out.member("check", failure.check).end_object();
  }
  out.end_array().end_object();
}

ScenarioResult read_result(base::ObjectReader& in) {
  ScenarioResult result;
  result.name = in.text("name");
  result.file = in.text("file");
  result.pms = in.text("pms");
  result.lab = in.text("lab");
  result.shows = in.texts_or_none("shows");
  const std::string verdict = in.text("verdict");
  if (const auto known = base::value_of(verdict_words, verdict))
    result.verdict = *known;
  else
    in.report("verdict", "there is no verdict \"" + verdict + "\"");
  result.fingerprint = in.text("fingerprint");
  result.virtual_time = base::Duration(in.integer("virtual_ms", 0, count_max));
  result.wall_time = base::Duration(in.integer("wall_ms", 0, count_max));
  result.messages = static_cast<std::uint64_t>(in.integer("messages", 0, count_max));
  result.engine_unreachable = in.boolean("unreachable");
  for (const base::JsonValue& element : in.elements("failures")) {
    base::ObjectReader one(element, "/failures");
    Failure& failure = result.failures.emplace_back();
    failure.expected = one.text("expected");
    failure.found = one.text("found");
    failure.at = base::Instant{one.integer("at_ms", -integer_max, integer_max)};
    failure.again = one.text("again");
    failure.check = one.text("check");
    in.report(one.error());
  }
  // Whoever asks for the first of them relies on it.
  if ((result.verdict == Verdict::passed) != result.failures.empty())
    in.report("failures", "they do not fit the verdict");
  return result;
}

}  // namespace

base::Expected<Scenario> scenario_of(const ScenarioText& text, const Library& library) {
  auto scenario = read_scenario(text.text, text.file, library, text.pair);
  if (scenario && text.seed) scenario->world.seed = *text.seed;
  return scenario;
}

std::string library_text(const LibraryFiles& files) {
  std::string parcel;
  add_to_parcel(parcel, file_head(files.fixtures.path), files.fixtures.text);
  for (const TextFile& lab : files.labs)
    add_to_parcel(parcel, file_head(lab.path), lab.text);
  return parcel;
}

base::Expected<LibraryFiles> read_library_text(std::string_view text) {
  std::vector<TextFile> files;
  for (ParcelReader in(text); !in.at_end();) {
    const auto piece = in.next();
    if (!piece) return std::unexpected(piece.error());
    auto path = read_head(piece->head, [](base::ObjectReader& head) { return head.text("file"); });
    if (!path) return std::unexpected(path.error());
    files.push_back({*std::move(path), std::string(piece->body)});
    if (files.size() > labs_max) return base::failure("", "a library of too many files", "take some away");
  }
  if (files.empty()) return base::failure("", "a library without fixtures", "run the command once more");
  LibraryFiles library{std::move(files.front()), {}};
  files.erase(files.begin());
  library.labs = std::move(files);
  return library;
}

std::string suite_part_text(const SuitePart& part) {
  std::string parcel;
  for (const ScenarioText& scenario : part.scenarios)
    add_to_parcel(parcel, scenario_head(scenario, part.journals), scenario.text);
  return parcel;
}

base::Expected<SuitePart> read_suite_part(std::string_view text) {
  SuitePart part;
  for (ParcelReader in(text); !in.at_end();) {
    const auto piece = in.next();
    if (!piece) return std::unexpected(piece.error());
    auto scenario = read_head(piece->head, [&part](base::ObjectReader& head) {
      ScenarioText one{head.text("file"), {}, {}, std::nullopt};
      one.pair.pms = head.text("pms");
      one.pair.lab = head.text("lab");
      if (head.has("seed"))
        one.seed = static_cast<std::uint64_t>(head.integer("seed", -integer_max - 1, integer_max));
      part.journals = head.boolean("journal");
      return one;
    });
    if (!scenario) return std::unexpected(scenario.error());
    scenario->text = piece->body;
    part.scenarios.push_back(*std::move(scenario));
    if (part.scenarios.size() > scenarios_max)
      return base::failure("", "a part of too many scenarios", "run fewer at once");
  }
  return part;
}

base::Expected<std::vector<RunScenario>> run_suite_part(const SuitePart& part, const Library& library,
                                                        const std::function<void()>& told) {
  std::vector<Scenario> scenarios;
  for (const ScenarioText& text : part.scenarios) {
    auto scenario = scenario_of(text, library);
    if (!scenario) return std::unexpected(scenario.error());
    scenarios.push_back(*std::move(scenario));
  }
  std::vector<RunScenario> done(scenarios.size());
  SuiteOptions options;
  options.make_engine = [] {
    return base::Expected<std::unique_ptr<EngineBinding>>(std::make_unique<InProcessEngine>());
  };
  options.on_done = [&told](std::size_t, const ScenarioResult&) {
    if (told) told();
  };
  if (part.journals)
    options.journal_of = [&done](std::size_t index) {
      return
          [&journal = done[index].journal](std::string_view line) { journal.append(line).push_back('\n'); };
    };
  auto results = run_suite(scenarios, library, options);
  if (!results) return std::unexpected(results.error());
  for (std::size_t index = 0; index < done.size(); ++index)
    done[index].result = std::move((*results)[index]);
  return done;
}

std::string results_text(const std::vector<RunScenario>& results) {
  std::string parcel;
  for (const RunScenario& one : results)
    add_to_parcel(parcel, result_json(one.result), one.journal);
  return parcel;
}

base::Expected<std::vector<RunScenario>> read_results(std::string_view text, const SuitePart& part) {
  std::vector<RunScenario> results;
  for (ParcelReader in(text); !in.at_end();) {
    const auto piece = in.next();
    if (!piece) return std::unexpected(piece.error());
    auto result = read_result(piece->head);
    if (!result) return std::unexpected(result.error());
    const bool asked =
        results.size() < part.scenarios.size() && part.scenarios[results.size()].file == result->file;
    if (!asked)
      return base::failure(result->file, "a result that was not asked for", "run the command once more");
    results.push_back({*std::move(result), std::string(piece->body)});
  }
  if (results.size() != part.scenarios.size())
    return base::failure(part.scenarios[results.size()].file, "its result is missing",
                         "run the command once more");
  return results;
}

std::string result_json(const ScenarioResult& result) {
  std::string json;
  base::JsonWriter out(json);
  write_result(out, result);
  return json;
}

base::Expected<ScenarioResult> read_result(std::string_view json) {
  return read_head(json, [](base::ObjectReader& in) { return read_result(in); });
}

}  // namespace articulator::runner
