#include "replay/cluster/packed_lines.hpp"

#include "replay/cluster/packed_bytes.hpp"

#include <memory>
#include <string>
#include <utility>
#include <vector>

#include <boost/test/unit_test.hpp>

namespace articulator::replay::cluster {
namespace {

// Gives its bytes in small chunks, as a store gives pieces.
class Pieces : public ByteSource {
 public:
  Pieces(std::string bytes, std::size_t size) : bytes_(std::move(bytes)), size_(size) {}
  base::Expected<void> read(std::string& chunk) override {
    chunk = bytes_.substr(0, size_);
    bytes_.erase(0, size_);
    return {};
  }

 private:
  std::string bytes_;
  std::size_t size_;
};

using Lines = std::vector<std::pair<std::string, Place>>;

base::Expected<Lines> through(const Lines& lines, std::size_t piece_bytes, std::size_t cut_off = 0) {
  LinesPacker packer;
  for (const auto& [line, place] : lines)
    packer.add(line, place);
  packer.close();
  std::string bytes = packer.packed();
  bytes.resize(bytes.size() - cut_off);
  Lines back;
  const auto done = unpack_lines(std::make_unique<Pieces>(std::move(bytes), piece_bytes),
                                 [&](std::string_view line, Place place) { back.emplace_back(line, place); });
  if (!done) return std::unexpected(done.error());
  return back;
}

BOOST_AUTO_TEST_SUITE(packed_lines)

BOOST_AUTO_TEST_CASE(lines_come_out_as_they_went_in) {
  Lines lines{{"{\"id\":\"a\"}", {0, 1}},
              {" leading blanks and a return\r", {0, 2}},
              {"7 8 numbers", {12, 3}},
              {std::string("\x00\xff\x1b", 3), {1, 9'000'000'000}}};
  lines.emplace_back(std::string(LinesPacker::frame_bytes * 3, 'x'), Place{1, 9'000'000'001});
  for (int i = 0; i < 20'000; ++i)
    lines.emplace_back("line " + std::to_string(i * 7919), Place{2, i});
  for (const std::size_t piece_bytes : {7U, 4'096U, 1'000'000U}) {
    const auto back = through(lines, piece_bytes);
    BOOST_REQUIRE(back);
    BOOST_CHECK(*back == lines);
  }
}

BOOST_AUTO_TEST_CASE(what_is_cut_off_is_an_error) {
  BOOST_TEST(!through({{"one", {0, 1}}, {"two", {0, 2}}}, 100, 3));
}

BOOST_AUTO_TEST_CASE(what_is_not_packed_lines_is_an_error) {
  const auto take = [](std::string_view, Place) {};
  for (const std::string bytes : {"no numbers here\n", "1 x\n", "1 2\n", "-1 2 line\n", "1 2 no end"})
    BOOST_TEST(!unpack_lines(std::make_unique<Pieces>(packed(bytes), 100), take), bytes);
}

BOOST_AUTO_TEST_CASE(bytes_come_back_whole_and_damaged_or_too_many_are_an_error) {
  const std::string bytes = std::string(300'000, 'x') + std::string("\x00\xff", 2);
  BOOST_TEST((unpacked_whole(packed(bytes)) == bytes));
  BOOST_TEST((unpacked_whole(packed(bytes), bytes.size()) == bytes));
  const auto too_many = unpacked_whole(packed(bytes), bytes.size() - 1);
  BOOST_REQUIRE(!too_many);
  BOOST_TEST(too_many.error().what.find("300001") != std::string::npos);
  std::string damaged = packed(bytes);
  damaged.pop_back();
  BOOST_TEST(!unpacked_whole(damaged));
}

BOOST_AUTO_TEST_SUITE_END()

}  // namespace
}  // namespace articulator::replay::cluster
