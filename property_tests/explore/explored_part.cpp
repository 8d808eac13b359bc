#include "property_tests/explore/explored_part.hpp"

#include "engine/base/json_reader.hpp"
#include "engine/base/json_writer.hpp"
#include "scenarios/runner/parcel.hpp"
#include "scenarios/runner/suite_part.hpp"

#include <limits>
#include <utility>

namespace articulator::explore {
namespace {

constexpr std::int64_t integer_max = std::numeric_limits<std::int64_t>::max();

// Numbers go by their bits: JSON's integers are signed here.
void write_number(base::JsonWriter& out, std::string_view name, std::uint64_t number) {
  out.member(name, static_cast<std::int64_t>(number));
}

std::uint64_t read_number(base::ObjectReader& in, std::string_view name) {
  return static_cast<std::uint64_t>(in.integer(name, -integer_max - 1, integer_max));
}

std::string head_of(const Explored& one) {
  std::string head;
  base::JsonWriter out(head);
  out.begin_object();
  write_number(out, "world", one.number);
  out.member("differs", one.differs).member("twice", one.run_twice).key("coverage");
  one.coverage.write(out);
  out.end_object();
  return head;
}

base::Expected<Explored> read_world(const runner::ParcelReader::Piece& piece) {
  base::JsonParser parser;
  const auto document = parser.parse(piece.head);
  if (!document) return std::unexpected(document.error());
  base::ObjectReader in(*document, "");
  Explored one;
  one.number = read_number(in, "world");
  one.differs = in.text("differs");
  one.run_twice = in.boolean("twice");
  base::ObjectReader coverage = in.object("coverage");
  one.coverage = Coverage::read(coverage);
  in.report(coverage.error());
  if (in.error()) return std::unexpected(*in.error());
  auto result = runner::read_result(piece.body);
  if (!result) return std::unexpected(result.error());
  one.result = *std::move(result);
  return one;
}

}  // namespace

std::string range_text(const WorldRange& range) {
  std::string text;
  base::JsonWriter out(text);
  out.begin_object();
  write_number(out, "seed", range.seed);
  write_number(out, "first", range.first);
  write_number(out, "worlds", range.worlds);
  write_number(out, "twice_every", range.twice_every);
  out.end_object();
  return text;
}

base::Expected<WorldRange> read_range(std::string_view text) {
  base::JsonParser parser;
  const auto document = parser.parse(text);
  if (!document) return std::unexpected(document.error());
  base::ObjectReader in(*document, "");
  WorldRange range;
  range.seed = read_number(in, "seed");
  range.first = read_number(in, "first");
  range.worlds = static_cast<std::uint64_t>(in.integer("worlds", 1, range_worlds_max));
  range.twice_every = read_number(in, "twice_every");
  return in.finished(range);
}

std::vector<Explored> explore_range(const WorldRange& range, const runner::Library& library,
                                    const MakeEngine& make_engine, const std::function<void()>& told) {
  ExploreOptions options;
  options.seed = range.seed;
  options.first = range.first;
  options.worlds = range.worlds;
  options.twice_every = range.twice_every;
  options.make_engine = make_engine;
  std::vector<Explored> worlds;
  Coverage all;
  explore(options, library, [&](const Explored& one) {
    all.add(one.coverage);
    worlds.push_back({one.number, one.result, {}, one.differs, one.run_twice});
    if (told) told();
    return true;
  });
  if (!worlds.empty()) worlds.back().coverage = std::move(all);
  return worlds;
}

std::string explored_text(const std::vector<Explored>& worlds) {
  std::string parcel;
  for (const Explored& one : worlds)
    runner::add_to_parcel(parcel, head_of(one), runner::result_json(one.result));
  return parcel;
}

base::Expected<std::vector<Explored>> read_explored(std::string_view text, const WorldRange& range) {
  std::vector<Explored> worlds;
  const auto wrong = [&](const std::string& what) {
    return base::failure("world " + std::to_string(range.first + worlds.size()), what,
                         "run the command once more");
  };
  for (runner::ParcelReader in(text); !in.at_end();) {
    const auto piece = in.next();
    if (!piece) return std::unexpected(piece.error());
    auto one = read_world(*piece);
    if (!one) return std::unexpected(one.error());
    if (worlds.size() == range.worlds || one->number != range.first + worlds.size())
      return wrong("world " + std::to_string(one->number) + " came in its place");
    worlds.push_back(*std::move(one));
  }
  if (worlds.size() != range.worlds) return wrong("what came of it is missing");
  return worlds;
}

}  // namespace articulator::explore
