#include "engine/base/packing.hpp"

#include <cstddef>
#include <cstdint>
#include <limits>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include <boost/test/unit_test.hpp>

namespace articulator::base {
namespace {

template <typename T>
std::string bytes_of(const T& value) {
  std::string bytes;
  Packer{bytes}(value);
  return bytes;
}

template <typename T>
bool comes_back(const T& value) {
  return Unpacker(bytes_of(value)).take<T>() == value;
}

}  // namespace

BOOST_AUTO_TEST_SUITE(packing)

BOOST_AUTO_TEST_CASE(numbers_come_back_and_small_ones_are_a_byte) {
  for (const std::int64_t n :
       {std::int64_t{0}, std::int64_t{-1}, std::int64_t{63}, std::int64_t{-64}, std::int64_t{300},
        std::numeric_limits<std::int64_t>::max(), std::numeric_limits<std::int64_t>::min()})
    BOOST_TEST(comes_back(n));
  BOOST_TEST(comes_back(std::numeric_limits<std::uint64_t>::max()));
  BOOST_TEST(comes_back(std::numeric_limits<std::int32_t>::min()));
  BOOST_TEST(bytes_of(63).size() == 1U);
  BOOST_TEST(bytes_of(-64).size() == 1U);
}

BOOST_AUTO_TEST_CASE(numbers_of_any_size_come_back_in_a_byte_for_seven_bits) {
  for (unsigned bits = 1; bits <= 64; ++bits) {
    const std::uint64_t largest = ~std::uint64_t{0} >> (64 - bits);
    for (const std::uint64_t n : {largest, largest - 1, largest / 2 + 1}) {
      BOOST_TEST(comes_back(n));
      BOOST_TEST((comes_back(std::vector<std::uint64_t>{n, 1, n})));  // also not at the end
      BOOST_TEST(bytes_of(n).size() <= (bits <= 56 ? (bits + 6) / 7 : 9));
    }
  }
}

// However little room there was: behind what stood there, and nothing behind that.
BOOST_AUTO_TEST_CASE(what_is_packed_stands_behind_what_was_there) {
  for (std::size_t size = 0; size < 2000; size += 7) {
    std::string bytes = "before";
    Packer{bytes}(std::string(size, 'x'), std::uint64_t{1} << 40U);
    BOOST_TEST(bytes.substr(0, 6) == "before");
    Unpacker back(std::string_view(bytes).substr(6));
    BOOST_TEST(back.take<std::string>().size() == size);
    BOOST_TEST(back.take<std::uint64_t>() == std::uint64_t{1} << 40U);
    BOOST_TEST(bytes.size() <= 6 + size + 8);
  }
}

BOOST_AUTO_TEST_CASE(texts_come_back_and_hashes_take_half) {
  const std::string hash = "149cbaabbfdc849d1c5120912b7f1856f78d6e055338c8c1056aa686c3971182";
  for (const std::string& text :
       {std::string(), std::string("face"), std::string("facade12"), std::string("FACADE12"),
        std::string("facade1"), std::string(300, 'x'), hash, std::string("a\0b\xff", 4)})
    BOOST_TEST(comes_back(text));
  BOOST_TEST(bytes_of(hash).size() <= hash.size() / 2 + 2);
}

BOOST_AUTO_TEST_CASE(containers_come_back) {
  BOOST_TEST(comes_back(std::vector<std::string>{"a", "", "b"}));
  BOOST_TEST(comes_back(std::set<int>{-3, 0, 9}));
  BOOST_TEST((comes_back(std::map<int, std::string>{{1, "x"}, {7, ""}})));
  BOOST_TEST(comes_back(std::optional<std::int64_t>()));
  BOOST_TEST(comes_back(std::optional<std::int64_t>(0)));
  BOOST_TEST((comes_back(Instant{-5})));
}

BOOST_AUTO_TEST_SUITE_END()

}  // namespace articulator::base
