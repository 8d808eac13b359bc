#include "engine/validation/scan/look.hpp"

#include "engine/base/random.hpp"
#include "engine/validation/scan/shapes_test.hpp"

#include <limits>
#include <string>
#include <tuple>
#include <utility>
#include <vector>

#include <boost/test/unit_test.hpp>

namespace scan = articulator::validation::scan;
using namespace scan::testing;

namespace {

struct File {
  std::string_view name;
  scan::Format format;
  std::string bytes;
};

std::vector<File> in_each_format(const Shape& shape) {
  return {{"binary STL", scan::Format::stl_binary, stl_binary(shape)},
          {"binary STL that begins with solid", scan::Format::stl_binary, stl_binary(shape, "solid jaw\n")},
          {"ASCII STL", scan::Format::stl_ascii, stl_ascii(shape)},
          {"ASCII PLY", scan::Format::ply_ascii, ply_ascii(shape)},
          {"little-endian PLY", scan::Format::ply_binary, ply_binary(shape, false)},
          {"big-endian PLY", scan::Format::ply_binary, ply_binary(shape, true)},
          {"OBJ", scan::Format::obj, obj(shape)}};
}

scan::Look seen(const std::string& bytes) {
  const auto look = scan::look(bytes);
  BOOST_REQUIRE_MESSAGE(look, (look ? std::string() : look.error().text()));
  return *look;
}

std::string refused(std::string_view bytes) {
  const auto look = scan::look(bytes);
  BOOST_REQUIRE(!look);
  return look.error().text();
}

bool has(const std::string& text, std::string_view part) {
  return text.find(part) != std::string::npos;
}

}  // namespace

BOOST_AUTO_TEST_SUITE(scan_look)

BOOST_AUTO_TEST_CASE(every_format_gives_the_same_sheet) {
  for (const File& file : in_each_format(sheet(10, 60))) {
    BOOST_TEST_CONTEXT(file.name) {
      const scan::Look look = seen(file.bytes);
      BOOST_TEST((look.format == file.format));
      BOOST_TEST(look.mesh.triangles == 200);
      BOOST_TEST(look.points == 121);
      BOOST_TEST(look.mesh.components == 1);
      BOOST_TEST(!look.mesh.watertight);
      BOOST_TEST(look.rims == 1);

      BOOST_TEST(look.longest_rim_um == 262'644);  // 2 * 60 and 2 * (48 + 2 * 11.661), in mm
      BOOST_TEST(look.non_manifold_edges == 0);
      BOOST_TEST(look.size_um[0] == 60'000);
      BOOST_TEST(look.size_um[2] == 10'000);
      BOOST_TEST(look.mesh.size_hundredths_mm[2] == 1'000);
      BOOST_TEST((look.unit == scan::Unit::millimetres));
    }
  }
}

BOOST_AUTO_TEST_CASE(a_box_is_watertight) {
  for (const File& file : in_each_format(box({60, 50, 20}))) {
    BOOST_TEST_CONTEXT(file.name) {
      const scan::Look look = seen(file.bytes);
      BOOST_TEST(look.mesh.watertight);
      BOOST_TEST(look.rims == 0);
      BOOST_TEST(look.mesh.components == 1);
      BOOST_TEST(look.points == 8);
    }
  }
}

BOOST_AUTO_TEST_CASE(pieces_of_less_than_a_hundredth_of_the_triangles_do_not_count) {
  Shape shape = sheet(20, 60);  // 800 triangles
  Shape crumb;
  crumb.points = {{0, 0, 0}, {1, 0, 0}, {0, 1, 0}, {1, 1, 0}, {2, 1, 0}, {3, 1, 0},
                  {3, 2, 0}, {4, 3, 0}, {5, 1, 0}, {6, 6, 0}, {7, 8, 0}};
  for (std::uint32_t i = 2; i < 9; ++i)
    crumb.faces.push_back({0, i - 1, i});  // 7 of 807: less than 1 %
  append(shape, crumb, 70);
  BOOST_TEST(seen(stl_binary(shape)).mesh.components == 1);
  shape.faces.push_back({static_cast<std::uint32_t>(shape.points.size() - 11),
                         static_cast<std::uint32_t>(shape.points.size() - 3),
                         static_cast<std::uint32_t>(shape.points.size() - 2)});
  shape.faces.push_back({static_cast<std::uint32_t>(shape.points.size() - 11),
                         static_cast<std::uint32_t>(shape.points.size() - 2),
                         static_cast<std::uint32_t>(shape.points.size() - 1)});
  BOOST_TEST(seen(stl_binary(shape)).mesh.components == 2);  // 9 of 809
}

BOOST_AUTO_TEST_CASE(a_hole_is_a_rim_more) {
  Shape shape = sheet(20, 60);
  const auto hole = shape.faces.begin() + 2 * (10 * 20 + 10);
  shape.faces.erase(hole, hole + 2);  // one square of 3 mm a side: a rim of 12 mm
  const scan::Look look = seen(stl_binary(shape));
  BOOST_TEST(look.rims == 2);
  BOOST_TEST(look.noteworthy_rims == 2);
  BOOST_TEST(look.mesh.components == 1);
}

BOOST_AUTO_TEST_CASE(a_pinhole_is_a_rim_but_not_a_noteworthy_one) {
  Shape shape = sheet(200, 60);
  const auto hole = shape.faces.begin() + 2 * (50 * 200 + 90);
  shape.faces.erase(hole, hole + 1);  // a triangle of 0.3 mm
  const scan::Look look = seen(stl_binary(shape));
  BOOST_TEST(look.rims == 2);
  BOOST_TEST(look.noteworthy_rims == 1);
}

BOOST_AUTO_TEST_CASE(a_piece_counts_from_exactly_a_hundredth_of_the_triangles_on) {
  for (const auto& [crumbs, counted] : {std::pair{7U, 1}, std::pair{8U, 2}}) {
    Shape shape = sheet(20, 60);
    shape.faces.resize(800 - crumbs);
    Shape crumb;
    crumb.points = {{0, 0, 0}, {1, 0, 0}, {0, 1, 0}, {0, 2, 1}, {0, 3, 1},
                    {0, 4, 1}, {0, 5, 2}, {0, 6, 2}, {0, 7, 3}, {0, 8, 3}};
    for (std::uint32_t i = 0; i < crumbs; ++i)
      crumb.faces.push_back({0, i + 1, i + 2});
    append(shape, crumb, 70);
    BOOST_TEST(seen(stl_binary(shape)).mesh.components == counted, crumbs << " of 800");
  }
}

BOOST_AUTO_TEST_CASE(a_rim_is_noteworthy_from_three_millimetres_on) {
  for (const auto& [side, rim_um, noteworthy] : {std::tuple{0.749F, 2'998, 0}, std::tuple{0.75F, 3'000, 1}}) {
    Shape shape;
    shape.points = {{0, 0, 0}, {1, 0, 0}, {0, side, 0}};
    shape.faces = {{0, 1, 2}};
    const scan::Look look = seen(stl_binary(shape));
    BOOST_TEST(look.longest_rim_um == rim_um);
    BOOST_TEST(look.noteworthy_rims == noteworthy);
  }
}

BOOST_AUTO_TEST_CASE(an_edge_of_three_triangles_is_not_manifold) {
  Shape shape = box({60, 50, 20});
  shape.points.push_back({30, 25, 60});
  shape.faces.push_back({4, 5, 8});
  const scan::Look look = seen(stl_binary(shape));
  BOOST_TEST(look.non_manifold_edges == 1);
  BOOST_TEST(!look.mesh.watertight);
}

BOOST_AUTO_TEST_CASE(a_wrong_unit_is_guessed_from_the_size) {
  const std::vector<std::pair<float, scan::Unit>> table{{60.0F, scan::Unit::millimetres},
                                                        {60.0F / 25.4F, scan::Unit::inches},
                                                        {0.06F, scan::Unit::metres},
                                                        {60'000.0F, scan::Unit::micrometres},
                                                        {700.0F, scan::Unit::unclear}};
  for (const auto& [side, unit] : table)
    BOOST_TEST((seen(stl_binary(sheet(4, side))).unit == unit), "a side of " << side);
}

BOOST_AUTO_TEST_CASE(a_count_that_lies_is_an_error_with_both_numbers) {
  std::string bytes = stl_binary(sheet(2, 60));
  bytes[80] = 9;
  BOOST_TEST(has(refused(bytes), "says that it holds 9 triangles, which take 534 bytes, but it has 484"));
  bytes[83] = '\x7f';  // two thousand million
  BOOST_TEST(has(refused(bytes), "but it has 484"));
}

BOOST_AUTO_TEST_CASE(coordinates_that_are_no_numbers_are_named) {
  for (const float bad :
       {std::numeric_limits<float>::quiet_NaN(), std::numeric_limits<float>::infinity(), 3e9F}) {
    Shape shape = sheet(2, 60);
    shape.points[4][1] = bad;
    BOOST_TEST(has(refused(stl_binary(shape)), "a coordinate is no usable number"));
    BOOST_TEST(has(refused(ply_binary(shape, false)), "vertex 5 of 9: a coordinate is no usable number"));
    BOOST_TEST(has(refused(obj(shape)), "line 7: a vertex has no three usable coordinates"));
  }
}

BOOST_AUTO_TEST_CASE(what_is_wrong_is_said_and_where) {
  struct Row {
    std::string bytes;
    std::string_view said;
  };
  const std::vector<Row> rows{
      {"", "the file is empty"},
      {"hello", "the file is no STL, PLY or OBJ"},
      {std::string(84, '\0'), ""},  // a header and no triangle is a scan, an empty one
      {std::string(100, 'x'), "says that it holds"},
      {"solid a\nfacet normal 0 0 1\nouter loop\nvertex 1 2\nendloop", "line 5: a vertex has no three"},
      {"solid a\nfacet normal 0 0 1\nouter loop\nvertex 1 2 3\n", "line 5: the file ends where \"vertex\""},
      {"solid a\nendsolid a\nrubbish", "line 3: this is neither"},
      {"solid a\n", "the file ends before its solid does"},
      {"ply\nformat ascii 1.0\n", "the header does not end"},
      {"ply\nelement vertex 1\nend_header\n", "which PLY format"},
      {"ply\nformat martian 1.0\nend_header\n", "\"martian\" is no PLY format"},
      {"ply\nformat ascii 1.0\nelement vertex -1\nend_header\n", "an element has a name and a count"},
      {"ply\nformat ascii 1.0\nproperty float x\nend_header\n", "a property stands before any element"},
      {"ply\nformat ascii 1.0\nelement vertex 4000000000\nproperty float x\nend_header\n1 2\n",
       "vertex 3 of 4000000000: the file ends"},
      {"ply\nformat ascii 1.0\nelement face 1\nproperty list uchar int vertex_indices\nend_header\n3 0 1 2\n",
       "face 1 of 1: a face names a vertex that there is not"},
      {"ply\nformat ascii 1.0\nelement face 1\nproperty list int int vertex_indices\nend_header\n-3 0 1 2\n",
       "face 1 of 1: the file ends, or turns"},
      {"ply\nformat ascii 1.0\nelement face 1\nproperty list int int vertex_indices\nend_header\n2 0 1\n",
       "face 1 of 1"},
      {"v 0 0 0\nv 1 0 0\nv 0 1 0\nf 1 2 4\n", "line 4: the face names vertex \"4\", and there are 3"},
      {"v 0 0 0\nv 1 0 0\nv 0 1 0\nf 1 2 -4\n", "line 4: the face names vertex \"-4\""},
      {"v 0 0 0\nf 0 1 1\n", "the face names vertex \"0\""},
      {"v 0 0 0\nf 1 1\n", "a face has fewer than three corners"},
  };
  for (const Row& row : rows) {
    const auto look = scan::look(row.bytes);
    const std::string said = look ? std::string() : look.error().text();
    BOOST_TEST((row.said.empty() ? said.empty() : has(said, row.said)), said << " for " << row.said);
  }
}

BOOST_AUTO_TEST_CASE(elements_without_properties_cost_nothing_however_many) {
  const scan::Look look = seen("ply\nformat ascii 1.0\nelement nothing 9000000000000000000\nend_header\n");
  BOOST_TEST(look.mesh.triangles == 0);
}

BOOST_AUTO_TEST_CASE(faces_of_many_corners_become_fans) {
  const scan::Look ply = seen(
      "ply\nformat ascii 1.0\nelement vertex 4\nproperty double x\nproperty double y\nproperty double z\n"
      "element face 1\nproperty list uchar uint vertex_index\nend_header\n0 0 0\n50 0 0\n50 50 9\n0 50 9\n"
      "4 0 1 2 3\n");
  BOOST_TEST(ply.mesh.triangles == 2);
  BOOST_TEST(ply.rims == 1);
  const scan::Look obj = seen("v 0 0 0\nv 50 0 0\nv 50 50 9\nv 0 50 9\nf -4 -3/7 -2//9 -1\n");
  BOOST_TEST(obj.mesh.triangles == 2);
  BOOST_TEST(obj.longest_rim_um == 2 * 50'000 + 2 * 50'803);
}

BOOST_AUTO_TEST_CASE(line_ends_of_any_kind_and_exponents_are_read) {
  const scan::Look look = seen("# x\r\nv 0 0 0\r\nv 5e1 0 0\r\nv +0 50.0 1e1\r\nf 1 2 3\r\n");
  BOOST_TEST(look.size_um[1] == 50'000);
  BOOST_TEST(seen("v 1e-400 0 0\nv 5 0 0\nv 0 5 5\nf 1 2 3").size_um[0] == 5'000);
}

BOOST_AUTO_TEST_CASE(points_equal_to_the_micrometre_are_one) {
  Shape shape;
  shape.points = {{0, 0, 0}, {10, 0, 0}, {0, 10, 10}, {10.0002F, 0, 0}, {0, 10.0002F, 10}, {20, 20, 20}};
  shape.faces = {{0, 1, 2}, {3, 5, 4}};
  const scan::Look look = seen(stl_binary(shape));
  BOOST_TEST(look.mesh.components == 1);
  BOOST_TEST(look.rims == 1);
  BOOST_TEST(look.points == 4);
}

BOOST_AUTO_TEST_CASE(triangles_with_equal_corners_count_but_have_no_edges) {
  Shape shape = box({60, 50, 20});
  shape.faces.push_back({3, 3, 5});
  const scan::Look look = seen(stl_binary(shape));
  BOOST_TEST(look.mesh.triangles == 13);
  BOOST_TEST(look.degenerate_triangles == 1);
  BOOST_TEST(look.mesh.watertight);
}

// Whatever is done to a valid file, there is a look or an error, and never more triangles than bytes.
BOOST_AUTO_TEST_CASE(damaged_files_are_survived) {
  constexpr std::uint64_t rounds = 2'000;
  const auto files = in_each_format(sheet(6, 60));
  for (std::uint64_t round = 0; round < rounds; ++round) {
    std::string bytes = files[round % files.size()].bytes;
    auto draw = [round, step = std::uint64_t{0}](std::uint64_t below) mutable {
      return articulator::base::draw(20241021, "damage", round * 100 + step++) % below;
    };
    const std::uint64_t changes = 1 + draw(8);
    for (std::uint64_t i = 0; i < changes && !bytes.empty(); ++i) {
      const std::uint64_t what = draw(4);
      const std::size_t at = draw(bytes.size());
      if (what == 0) bytes[at] = static_cast<char>(draw(256));
      if (what == 1) bytes.resize(at);
      if (what == 2) bytes.insert(at, 1 + draw(9), static_cast<char>(draw(256)));
      if (what == 3) bytes.erase(at, 1 + draw(9));
    }
    const auto look = scan::look(bytes);
    if (look)
      BOOST_REQUIRE(look->mesh.triangles <= static_cast<std::int64_t>(bytes.size()));
    else
      BOOST_REQUIRE(!look.error().what.empty());
  }
}

BOOST_AUTO_TEST_CASE(a_file_may_say_in_its_own_words_which_arch_it_shows) {
  const Shape shape = sheet(10, 60);
  const auto arch_in = [](std::string bytes, std::string_view before, const std::string& words) {
    const std::size_t at = bytes.find(before);
    BOOST_REQUIRE(at != std::string::npos);
    return seen(bytes.insert(at, words)).arch;
  };
  using articulator::model::Arch;
  BOOST_TEST((seen(stl_binary(shape, "UpperJawScan")).arch == Arch::upper));
  BOOST_TEST((arch_in(ply_binary(shape, false), "element", "comment mandibular scan\n") == Arch::lower));
  BOOST_TEST((arch_in(ply_ascii(shape), "element", "obj_info maxilla\n") == Arch::upper));
  BOOST_TEST((arch_in(obj(shape), "v ", "# exported 2024\no LowerJaw\n") == Arch::lower));
  std::string ascii = stl_ascii(shape);
  ascii.insert(ascii.find('\n'), " lower_jaw");
  BOOST_TEST((seen(ascii).arch == Arch::lower));
  for (const File& file : in_each_format(shape))
    BOOST_TEST(!seen(file.bytes).arch.has_value(), file.name);
}

BOOST_AUTO_TEST_SUITE_END()
