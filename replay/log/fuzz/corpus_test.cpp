// What the fuzzer has found worth keeping, through the reader once more, with every compiler.
#include "replay/log/fuzz/read_bytes.hpp"

#include <algorithm>
#include <cstdint>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <string>
#include <vector>

#include <boost/test/unit_test.hpp>

namespace articulator::replay {
namespace {

std::vector<std::filesystem::path> corpus() {
  std::vector<std::filesystem::path> files;
  for (const auto& entry :
       std::filesystem::directory_iterator(ARTICULATOR_SOURCE_DIR "/replay/log/fuzz/corpus"))
    files.push_back(entry.path());
  std::ranges::sort(files);
  return files;
}

std::string bytes_of(const std::filesystem::path& path) {
  std::ifstream file(path, std::ios::binary);
  return {std::istreambuf_iterator<char>(file), {}};
}

}  // namespace

BOOST_AUTO_TEST_SUITE(fuzz_corpus)

BOOST_AUTO_TEST_CASE(whatever_the_bytes_the_reader_reads_them_or_says_why_not) {
  std::int64_t events = 0;
  std::int64_t refused = 0;
  for (const auto& path : corpus()) {
    BOOST_TEST_CONTEXT(path.string()) {
      const ReadBytes read = read_bytes(bytes_of(path));
      events += read.events;
      refused += read.refused;
    }
  }
  BOOST_TEST(events > 50);
  BOOST_TEST(refused > 20);
}

// A seed cut off, and with a bit turned, at each of some hundred places.
BOOST_AUTO_TEST_CASE(a_log_cut_off_or_with_a_bit_turned_anywhere_is_read_as_far_as_it_goes) {
  constexpr std::size_t places = 97;
  for (const auto& path : corpus()) {
    if (!path.filename().string().starts_with("seed-")) continue;
    const std::string bytes = bytes_of(path);
    for (std::size_t n = 0; n < places; ++n) {
      const std::size_t place = bytes.size() * n / places;
      read_bytes(std::string_view(bytes).substr(0, place));
      std::string turned = bytes;
      turned[place] = static_cast<char>(turned[place] ^ (1 << (n % 8)));
      read_bytes(turned);
    }
  }
}

BOOST_AUTO_TEST_SUITE_END()

}  // namespace articulator::replay
