#include "engine/base/resting_map.hpp"

#include "engine/base/packed_queue.hpp"
#include "engine/base/packing.hpp"
#include "engine/base/random.hpp"

#include <map>
#include <string>
#include <vector>

#include <boost/test/unit_test.hpp>

namespace articulator::base {

struct Note {
  std::string text;
};
void pack(const Id<Note>& /*id*/, const Note& note, std::string& out);
void unpack(const Id<Note>& id, std::string_view bytes, Note& note);

void pack(const Id<Note>& /*id*/, const Note& note, std::string& out) {
  Packer{out}(note.text);
}
void unpack(const Id<Note>& /*id*/, std::string_view bytes, Note& note) {
  Unpacker{bytes}(note.text);
}

namespace {

using Notes = RestingMap<Id<Note>, Note>;
using Key = Id<Note>;

Key key_of(std::uint64_t n) {
  return Key("key-" + std::to_string(n));
}

// Some are empty, some longer than a chunk.
std::string text_of(std::uint64_t bits) {
  const std::uint32_t length =
      draw_chance(bits, 20) ? draw_below(mix(bits), 9000) : draw_below(mix(bits), 90);
  return std::string(length, static_cast<char>('a' + bits % 26));
}

}  // namespace

BOOST_AUTO_TEST_SUITE(resting_map)

// Whatever was done, the same as with a map of which nothing rests.
BOOST_AUTO_TEST_CASE(a_value_that_rested_is_what_it_was) {
  for (const std::size_t awake_max : {std::size_t{0}, std::size_t{3}, Notes::all}) {
    Notes notes(awake_max);
    std::map<Key, std::string> expected;
    constexpr std::uint64_t turns = 20'000;
    for (std::uint64_t turn = 0; turn < turns; ++turn) {
      const std::uint64_t bits = draw(7, "turn", turn);
      const Key key = key_of(draw_below(mix(bits), 400));
      if (draw_chance(bits, 300)) {
        BOOST_REQUIRE_EQUAL(notes.erase(key), expected.erase(key) == 1);
      } else if (draw_chance(mix(mix(bits)), 500)) {
        notes[key].text = text_of(bits);
        expected[key] = text_of(bits);
      } else {
        const Note* found = notes.find(key);
        BOOST_REQUIRE_EQUAL(found != nullptr, expected.contains(key));
        if (found != nullptr) BOOST_REQUIRE_EQUAL(found->text, expected.at(key));
      }
      if (draw_chance(mix(bits + 1), 500)) notes.rest();
      BOOST_REQUIRE_EQUAL(notes.size(), expected.size());
    }
    notes.rest();
    if (awake_max != Notes::all) BOOST_TEST(notes.awake() <= awake_max);
    const auto& all = notes.wake_all();
    BOOST_REQUIRE_EQUAL(all.size(), expected.size());
    for (const auto& [key, note] : all)
      BOOST_TEST(note.text == expected.at(key));
  }
}

BOOST_AUTO_TEST_CASE(what_goes_by_a_rule_goes_from_among_those_awake_and_at_rest) {
  Notes notes(1);
  for (std::uint64_t n = 0; n < 100; ++n)
    notes[key_of(n)].text = n % 3 == 0 ? "goes" : "stays";
  notes.rest();
  static_cast<void>(notes.find(key_of(3)));
  notes.erase_if([](const Key&, const Note& note) { return note.text == "goes"; });
  BOOST_TEST(notes.size() == 66U);
  BOOST_TEST((notes.find(key_of(3)) == nullptr));
  BOOST_TEST((notes.find(key_of(99)) == nullptr));
  BOOST_TEST((notes.find(key_of(4)) != nullptr));
}

// Records that come, change and go: memory is that of those which are there, and a part of that in holes.
BOOST_AUTO_TEST_CASE(memory_is_of_what_is_there_whatever_was_there_before) {
  Notes notes(0);
  constexpr std::uint64_t there = 200;
  constexpr std::uint64_t bytes_each = 100;
  for (std::uint64_t n = 0; n < 100 * there; ++n) {
    notes[key_of(n)].text = std::string(bytes_each - n % 40, 'x');
    notes.rest();
    notes[key_of(n)].text += "and a little more";
    if (n >= there) notes.erase(key_of(n - there));
    notes.rest();
  }
  BOOST_TEST(notes.size() == there);
  BOOST_TEST(notes.memory_bytes_at_rest() < 2 * there * (bytes_each + 30));
}

// Those that are known to grow: each is as large as it becomes in the end from early on, and holes are more.
BOOST_AUTO_TEST_CASE(memory_of_records_that_grow_is_of_what_is_there_too) {
  Notes notes(0, Records::grow);
  constexpr std::uint64_t there = 200;
  constexpr std::size_t bytes_each = 300;
  for (std::uint64_t n = 0; n < 100 * there; ++n) {
    notes[key_of(n)].text = std::string(bytes_each, 'x');
    notes.rest();
    for (int i = 0; i < 10; ++i) {
      notes[key_of(n)].text += "little more";
      notes.rest();
    }
    if (n >= there) notes.erase(key_of(n - there));
  }
  BOOST_TEST(notes.size() == there);
  BOOST_TEST(notes.find(key_of(100 * there - 1))->text.size() == bytes_each + 110);
  BOOST_TEST(notes.memory_bytes_at_rest() < 2 * there * (bytes_each + 110 + 30));
}

BOOST_AUTO_TEST_CASE(a_queue_gives_what_was_pushed_in_its_order) {
  PackedQueue queue;
  std::vector<std::string> pushed;
  std::size_t taken = 0;
  for (std::uint64_t n = 0; n < 2000; ++n) {
    pushed.push_back(text_of(draw(3, "queue", n)));
    queue.push(pushed.back());
    if (n % 3 != 0) continue;
    BOOST_REQUIRE_EQUAL(queue.front(), pushed.at(taken++));
    queue.pop();
  }
  for (; !queue.empty(); queue.pop())
    BOOST_REQUIRE_EQUAL(queue.front(), pushed.at(taken++));
  BOOST_TEST(taken == pushed.size());
}

BOOST_AUTO_TEST_SUITE_END()

}  // namespace articulator::base
