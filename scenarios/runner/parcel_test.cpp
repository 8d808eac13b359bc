#include "scenarios/runner/parcel.hpp"

#include <string>
#include <utility>
#include <vector>

#include <boost/test/unit_test.hpp>

namespace articulator::runner {
namespace {

using Pieces = std::vector<std::pair<std::string, std::string>>;

base::Expected<Pieces> read(std::string_view parcel) {
  Pieces pieces;
  for (ParcelReader in(parcel); !in.at_end();) {
    const auto piece = in.next();
    if (!piece) return std::unexpected(piece.error());
    pieces.emplace_back(piece->head, piece->body);
  }
  return pieces;
}

BOOST_AUTO_TEST_SUITE(parcels)

BOOST_AUTO_TEST_CASE(pieces_come_out_as_they_went_in) {
  const Pieces pieces{{"{}", ""}, {R"({"a":1})", std::string("\x00\n1 1\n\xff", 7)}, {"", "12 3\n"}};
  std::string parcel;
  for (const auto& [head, body] : pieces)
    add_to_parcel(parcel, head, body);
  const auto back = read(parcel);
  BOOST_REQUIRE(back);
  BOOST_TEST((*back == pieces));
  BOOST_TEST(read("")->empty());
}

BOOST_AUTO_TEST_CASE(a_parcel_cut_off_anywhere_is_an_error_or_lacks_whole_pieces) {
  std::string parcel;
  add_to_parcel(parcel, "{}", "first");
  const std::size_t first = parcel.size();
  add_to_parcel(parcel, "{}", "second");
  for (std::size_t size = 1; size < parcel.size(); ++size)
    BOOST_TEST(read(std::string_view(parcel).substr(0, size)).has_value() == (size == first), size);
}

BOOST_AUTO_TEST_CASE(what_is_no_parcel_is_an_error) {
  for (const char* bytes : {"x", "1", "1 1", "1 1\nx", "-1 1\nxx", "1  1\nxx", "1,1\nxx",
                            "99999999999999999999 1\nx", "1 18446744073709551615\nxx"})
    BOOST_TEST(!read(bytes).has_value(), bytes);
}

BOOST_AUTO_TEST_SUITE_END()

}  // namespace
}  // namespace articulator::runner
