#include "scenarios/certificate/kill_table.hpp"

#include "engine/base/hash.hpp"
#include "engine/base/json_reader.hpp"
#include "engine/base/json_writer.hpp"
#include "scenarios/runner/document.hpp"

#include <algorithm>
#include <iterator>
#include <set>
#include <tuple>

namespace articulator::certificate {

std::vector<Kill> KillTable::of(std::string_view requirement) const {
  std::vector<Kill> found;
  std::copy_if(kills.begin(), kills.end(), std::back_inserter(found),
               [&](const Kill& one) { return one.requirement == requirement; });
  return found;
}

std::size_t KillTable::in_worlds(const Worlds& worlds) const {
  std::set<std::string> ids;
  for (std::uint64_t number = 1; number <= worlds.count; ++number)
    ids.insert(world_id({worlds.seed, number}));
  return static_cast<std::size_t>(
      std::count_if(kills.begin(), kills.end(), [&](const Kill& one) { return ids.contains(one.world); }));
}

// A line a kill, so that a change of the table reads well.
std::string write_kill_table(const std::vector<Kill>& kills) {
  std::vector<Kill> sorted = kills;
  std::sort(sorted.begin(), sorted.end(), [](const Kill& a, const Kill& b) {
    return std::tie(a.requirement, a.mutant) < std::tie(b.requirement, b.mutant);
  });
  std::string text = "{\n\"kills\": [";
  for (const Kill& one : sorted) {
    text += &one == &sorted.front() ? "\n" : ",\n";
    base::JsonWriter w(text);
    w.begin_object().member("requirement", one.requirement).member("mutant", one.mutant);
    w.member("scenario", one.scenario).member("check", one.check);
    if (!one.world.empty()) w.member("world", one.world).member("world_check", one.world_check);
    w.end_object();
  }
  return text + "\n]\n}\n";
}

base::Expected<KillTable> read_kill_table(const std::string& path) {
  const auto text = runner::read_file(path);
  if (!text) return std::unexpected(text.error());
  base::JsonParser parser;
  const auto document = parser.parse(*text);
  if (!document)
    return base::failure(path, document.error().what, "derive it anew: articulator mutants --kills " + path);
  KillTable table{{}, base::hex(base::sha256(*text))};
  base::ObjectReader reader(*document, "");
  for (const base::JsonValue& element : reader.elements("kills")) {
    base::ObjectReader kill(element, "/kills");
    table.kills.push_back({kill.text("requirement"), kill.text("mutant"), kill.text("scenario"),
                           kill.text("check"), kill.text_or("world", ""), kill.text_or("world_check", "")});
    reader.report(kill.error());
  }
  if (reader.error())
    return base::failure(path + reader.error()->where, reader.error()->what, reader.error()->to_do);
  return table;
}

}  // namespace articulator::certificate
