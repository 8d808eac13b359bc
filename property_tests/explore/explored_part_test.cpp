// The law of worlds done in parts: what is told is what one machine tells, world for world.
#include "property_tests/explore/explored_part.hpp"

#include "property_tests/mutants/mutant.hpp"
#include "scenarios/runner/library_test.hpp"
#include "scenarios/runner/suite_part.hpp"

#include <limits>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include <boost/test/unit_test.hpp>

namespace articulator::explore {
namespace {

// An engine some of whose worlds fail.
std::unique_ptr<runner::EngineBinding> sends_twice() {
  return mutants::find_mutant("order-sent-twice")->make();
}

struct Told {
  std::vector<std::string> worlds;
  Coverage coverage;
  int failed = 0;
};

void tell(Told& told, const Explored& one) {
  runner::ScenarioResult result = one.result;
  result.wall_time = {};
  told.worlds.push_back(std::to_string(one.number) + (one.run_twice ? " twice " : " ") + one.differs +
                        runner::result_json(result));
  told.coverage.add(one.coverage);
  told.failed += one.result.verdict == runner::Verdict::passed ? 0 : 1;
}

Told at_once(const WorldRange& range) {
  ExploreOptions options;
  options.seed = range.seed;
  options.first = range.first;
  options.worlds = range.worlds;
  options.twice_every = range.twice_every;
  options.make_engine = sends_twice;
  Told told;
  explore(options, runner::project_library(), [&](const Explored& one) { return tell(told, one), true; });
  return told;
}

std::string bytes_of(const WorldRange& range) {
  const auto read = read_range(range_text(range));
  BOOST_REQUIRE(read.has_value());
  return explored_text(explore_range(*read, runner::project_library(), sends_twice, {}));
}

std::string replaced(std::string text, std::string_view what, std::string_view by) {
  const std::size_t at = text.find(what);
  BOOST_REQUIRE_MESSAGE(at != std::string::npos, what << " is not in " << text);
  return text.replace(at, what.size(), by);
}

BOOST_AUTO_TEST_SUITE(explored_parts)

BOOST_AUTO_TEST_CASE(a_range_reads_back_as_it_was_written) {
  constexpr std::uint64_t max = std::numeric_limits<std::uint64_t>::max();
  for (const WorldRange& range : {WorldRange{1, 1, 1, 50}, WorldRange{max, max - 4, range_worlds_max, 0}}) {
    const auto back = read_range(range_text(range));
    BOOST_REQUIRE(back.has_value());
    BOOST_TEST((*back == range));
  }
  const std::string text = range_text({1, 2, 3, 4});
  for (const std::string& bytes :
       {std::string(), std::string("{}"), replaced(text, R"("worlds":3)", R"("worlds":0)"),
        replaced(text, R"("worlds":3)", R"("worlds":10001)"),
        replaced(text, R"("first":2)", R"("first":2.5)"), replaced(text, R"("seed":1)", R"("seed":"1")")})
    BOOST_TEST(!read_range(bytes).has_value(), bytes);
}

BOOST_AUTO_TEST_CASE(worlds_in_parts_tell_what_they_tell_at_once) {
  const Told once = at_once({3, 5, 9, 4});
  Told parts;
  for (const WorldRange& range : {WorldRange{3, 5, 4, 4}, WorldRange{3, 9, 4, 4}, WorldRange{3, 13, 1, 4}}) {
    const auto worlds = read_explored(bytes_of(range), range);
    BOOST_REQUIRE_MESSAGE(worlds.has_value(), (worlds ? "" : worlds.error().text()));
    for (const Explored& one : *worlds)
      tell(parts, one);
  }
  BOOST_TEST(parts.worlds == once.worlds, boost::test_tools::per_element());
  BOOST_TEST(once.failed > 0);
  BOOST_TEST(once.failed < 9);
  BOOST_TEST(once.worlds[3].starts_with("8 twice "));
  BOOST_TEST(coverage_json(parts.coverage, {"VAL-05"}) == coverage_json(once.coverage, {"VAL-05"}));
  BOOST_TEST((parts.coverage.operations() == once.coverage.operations()));
  BOOST_TEST(parts.coverage.faults() == once.coverage.faults());
  BOOST_TEST(parts.coverage.decisions() == once.coverage.decisions());
}

BOOST_AUTO_TEST_CASE(a_world_lost_doubled_or_in_anothers_place_is_refused) {
  const WorldRange range{3, 5, 3, 4};
  const auto worlds = explore_range(range, runner::project_library(), sends_twice, {});
  const auto refused = [&](const std::vector<std::size_t>& chosen) {
    std::vector<Explored> others;
    for (const std::size_t one : chosen)
      others.push_back(worlds[one]);
    return !read_explored(explored_text(others), range).has_value();
  };
  BOOST_TEST(!refused({0, 1, 2}));
  BOOST_TEST(refused({}));
  BOOST_TEST(refused({0, 1}));
  BOOST_TEST(refused({0, 1, 1, 2}));
  BOOST_TEST(refused({0, 1, 2, 2}));
  BOOST_TEST(refused({0, 2, 1}));
  BOOST_TEST(!read_explored(explored_text(worlds), {3, 6, 3, 4}).has_value());
}

BOOST_AUTO_TEST_CASE(damaged_worlds_are_refused) {
  const WorldRange range{3, 5, 1, 4};
  const std::string text = bytes_of(range);
  BOOST_TEST(read_explored(text, range).has_value());
  for (const std::string& bytes :
       {text.substr(0, text.size() - 1), text + "x", replaced(text, R"("world":5)", R"("world":6)"),
        replaced(text, R"("faults":)", R"("faultx":)"), replaced(text, R"("rules":{)", R"("rules":[)"),
        replaced(text, R"("twice":false)", R"("twice":"no" )"),
        replaced(text, R"("engine.rx.validated":)", R"("engine.rx.validate":-)")})
    BOOST_TEST(!read_explored(bytes, range).has_value(), bytes);
}

BOOST_AUTO_TEST_SUITE_END()

}  // namespace
}  // namespace articulator::explore
