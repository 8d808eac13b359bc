#include "engine/validation/scan/weld.hpp"

#include "engine/base/random.hpp"

#include <array>
#include <cstdint>
#include <map>
#include <utility>
#include <vector>

#include <boost/test/unit_test.hpp>

namespace articulator::validation::scan {
namespace {

// What Surface::point makes of them, one by one.
Surface one_by_one(const std::vector<Point>& corners) {
  Surface surface;
  for (std::size_t i = 0; i < corners.size(); i += 3) {
    const std::uint32_t a = surface.point(corners[i]);
    const std::uint32_t b = surface.point(corners[i + 1]);
    const std::uint32_t c = surface.point(corners[i + 2]);
    surface.triangle(a, b, c);
  }
  return surface;
}

bool welds_alike(const std::vector<Point>& corners) {
  const auto welded = weld(corners);
  const Surface slowly = one_by_one(corners);
  return welded && welded->points() == slowly.points() && welded->triangles() == slowly.triangles();
}

// Corners drawn from a cube of so many points a side: the smaller it is, the more are equal.
std::vector<Point> drawn(std::size_t triangles, std::uint64_t side) {
  std::vector<Point> corners;
  for (std::uint64_t corner = 0; corner < 3 * triangles; ++corner) {
    Point& point = corners.emplace_back();
    for (std::uint64_t axis = 0; axis < point.size(); ++axis) {
      const std::uint64_t at = articulator::base::draw(side, "corner", 3 * corner + axis) % side;
      point[axis] = static_cast<std::int32_t>(at) - static_cast<std::int32_t>(side / 2);
    }
  }
  return corners;
}

// Two points of one hash: what of it the last axis cannot change is alike, and the rest is put right by that
// axis. Of 200,000 first halves a few pairs are alike.
std::pair<Point, Point> of_one_hash() {
  std::map<std::uint32_t, Point> by_upper_half;
  for (std::int32_t x = 0;; ++x)
    for (std::int32_t y = 0; y < 256; ++y) {
      const Point point{x, y, 0};
      std::uint64_t mixed = static_cast<std::uint32_t>(x) * 0x9E3779B97F4A7C15ULL;
      mixed = (mixed ^ (mixed >> 29U) ^ static_cast<std::uint32_t>(y)) * 0xBF58476D1CE4E5B9ULL;
      const auto [other, is_new] = by_upper_half.try_emplace(static_cast<std::uint32_t>(mixed >> 32U), point);
      if (is_new) continue;
      const auto lower_half = [](const Point& of) {
        std::uint64_t half = static_cast<std::uint32_t>(of[0]) * 0x9E3779B97F4A7C15ULL;
        half = (half ^ (half >> 29U) ^ static_cast<std::uint32_t>(of[1])) * 0xBF58476D1CE4E5B9ULL;
        return static_cast<std::uint32_t>(half ^ (half >> 32U));
      };
      const std::uint32_t apart = lower_half(point) ^ lower_half(other->second);
      return {other->second, {x, y, static_cast<std::int32_t>(apart)}};
    }
}

BOOST_AUTO_TEST_SUITE(weld_of_corners)

BOOST_AUTO_TEST_CASE(nothing_welds_to_nothing) {
  const auto welded = weld({});
  BOOST_REQUIRE(welded.has_value());
  BOOST_TEST(welded->points().empty());
  BOOST_TEST(welded->triangles().empty());
}

BOOST_AUTO_TEST_CASE(points_are_numbered_as_they_first_appear) {
  const Point a{0, 0, 0};
  const Point b{1, 0, 0};
  const Point c{0, 1, 0};
  const Point d{0, 0, -1};
  const auto welded = weld({c, a, b, b, a, d, a, a, c});
  BOOST_REQUIRE(welded.has_value());
  BOOST_CHECK((welded->points() == std::vector<Point>{c, a, b, d}));
  BOOST_CHECK(
      (welded->triangles() == std::vector<std::array<std::uint32_t, 3>>{{0, 1, 2}, {2, 1, 3}, {1, 1, 0}}));
}

BOOST_AUTO_TEST_CASE(it_makes_of_corners_what_looking_each_up_makes) {
  // Around the size of a heap, and with as good as no, some, and many equal points.
  for (const std::size_t triangles : {1UL, 2UL, 2730UL, 2731UL, 40'000UL})
    for (const std::uint64_t side : {2UL, 30UL, 2'000'000'000UL})
      BOOST_TEST(welds_alike(drawn(triangles, side)), triangles << " triangles, side " << side);
  BOOST_TEST(welds_alike(std::vector<Point>(30'000, Point{7, 7, 7})));
}

BOOST_AUTO_TEST_CASE(different_points_of_one_hash_stay_different) {
  const auto [p, q] = of_one_hash();
  BOOST_REQUIRE(p != q);
  BOOST_REQUIRE(spread(p) == spread(q));
  const Point a{1, 2, 3};
  BOOST_TEST(welds_alike({p, q, a, q, p, a, q, q, p, a, p, q}));
  BOOST_TEST(weld({p, q, a, q, p, a})->points().size() == 3U);
}

BOOST_AUTO_TEST_CASE(more_of_them_than_chance_brings_are_refused) {
  const std::pair<Point, Point> alike = of_one_hash();
  const auto pairs = [&alike](std::int32_t count) {
    const auto& [p, q] = alike;
    std::vector<Point> corners;
    for (std::int32_t z = 0; z < count; ++z) {
      corners.push_back({p[0], p[1], p[2] ^ z});
      corners.push_back({q[0], q[1], q[2] ^ z});
      corners.push_back({0, 0, 0});
    }
    return corners;
  };
  BOOST_TEST(weld(pairs(100'000)).has_value());
  BOOST_TEST(!weld(pairs(100'001)).has_value());
}

// All want the same place of the same heap's table, so each is looked for past all that came before.
BOOST_AUTO_TEST_CASE(points_that_crowd_one_place_are_refused) {
  const auto crowd = [](std::size_t count) {
    std::vector<Point> corners;
    for (std::int32_t z = 0; corners.size() < count; ++z) {
      const Point point{1, 1, z};
      if ((spread(point) & 0xFFFFU) == 0 && spread(point) >> 63U == 0) corners.push_back(point);
    }
    return corners;
  };
  BOOST_TEST(weld(crowd(300)).has_value());
  BOOST_TEST(!weld(crowd(1'800)).has_value());
}

BOOST_AUTO_TEST_SUITE_END()

}  // namespace
}  // namespace articulator::validation::scan
