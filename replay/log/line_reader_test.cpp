#include "replay/log/line_reader.hpp"

#include <cstdio>
#include <filesystem>
#include <fstream>
#include <string>
#include <utility>
#include <vector>

#include <boost/test/unit_test.hpp>
#include <unistd.h>
#include <zlib.h>
#include <zstd.h>

namespace articulator::replay {
namespace {

// A file that goes away with the test.
class TemporaryFile {
 public:
  explicit TemporaryFile(const std::string& bytes)
      : path_(std::filesystem::temp_directory_path() /
              ("articulator-line-reader-" + std::to_string(getpid()) + "-" + std::to_string(++count_))) {
    std::ofstream(path_, std::ios::binary) << bytes;
  }
  ~TemporaryFile() { std::filesystem::remove(path_); }
  TemporaryFile(const TemporaryFile&) = delete;
  TemporaryFile& operator=(const TemporaryFile&) = delete;
  [[nodiscard]] std::string path() const { return path_.string(); }

 private:
  static inline int count_ = 0;
  std::filesystem::path path_;
};

std::string gzipped(const std::string& bytes) {
  constexpr int window_bits_gzip = 15 + 16;
  z_stream stream{};
  deflateInit2(&stream, Z_DEFAULT_COMPRESSION, Z_DEFLATED, window_bits_gzip, 8, Z_DEFAULT_STRATEGY);
  std::string in = bytes;
  std::string out(deflateBound(&stream, in.size()), '\0');
  stream.next_in = reinterpret_cast<Bytef*>(in.data());
  stream.avail_in = static_cast<uInt>(in.size());
  stream.next_out = reinterpret_cast<Bytef*>(out.data());
  stream.avail_out = static_cast<uInt>(out.size());
  deflate(&stream, Z_FINISH);
  out.resize(stream.total_out);
  deflateEnd(&stream);
  return out;
}

std::string zstandard(const std::string& bytes) {
  std::string out(ZSTD_compressBound(bytes.size()), '\0');
  out.resize(ZSTD_compress(out.data(), out.size(), bytes.data(), bytes.size(), 3));
  return out;
}

// "1:text", or "1!why" where the line was refused.
std::vector<std::string> lines_of(const std::string& bytes) {
  const TemporaryFile file(bytes);
  auto reader = LineReader::open(file.path());
  std::vector<std::string> lines;
  while (const auto line = reader->next())
    lines.push_back(std::to_string(line->number) +
                    (line->refused.empty() ? ":" + std::string(line->text) : "!" + line->refused));
  return lines;
}

using Lines = std::vector<std::string>;

std::string many_lines(int count) {
  std::string text;
  for (int i = 1; i <= count; ++i)
    text += "line " + std::to_string(i) + " of a long log\n";
  return text;
}

}  // namespace

BOOST_AUTO_TEST_SUITE(line_reader)

BOOST_AUTO_TEST_CASE(lines_have_their_numbers_and_blank_ones_are_passed_over) {
  BOOST_TEST(lines_of("a\r\n\n  \nb\nc") == (Lines{"1:a", "4:b", "5:c"}), boost::test_tools::per_element());
  BOOST_TEST(lines_of("").empty());
  BOOST_TEST(lines_of("\n\n").empty());
}

BOOST_AUTO_TEST_CASE(packing_is_told_by_the_first_bytes) {
  const std::string text = many_lines(50'000);  // several chunks
  const Lines plain = lines_of(text);
  BOOST_TEST(plain.size() == 50'000U);
  BOOST_TEST((lines_of(gzipped(text)) == plain));
  BOOST_TEST((lines_of(zstandard(text)) == plain));
}

BOOST_AUTO_TEST_CASE(packed_parts_one_after_the_other_are_one_log) {
  BOOST_TEST(lines_of(gzipped("a\nb") + gzipped("c\n")) == (Lines{"1:a", "2:bc"}),
             boost::test_tools::per_element());
  BOOST_TEST(lines_of(zstandard("a\nb") + zstandard("c\n")) == (Lines{"1:a", "2:bc"}),
             boost::test_tools::per_element());
}

BOOST_AUTO_TEST_CASE(a_line_too_long_is_refused_and_the_next_is_read) {
  const std::string longest(LineReader::line_bytes_max, 'x');
  BOOST_TEST(lines_of(longest + "\nb\n").front().size() == longest.size() + 2);
  BOOST_TEST(lines_of(longest + "x\nb\n") == (Lines{"1!is longer than 1 MB", "2:b"}),
             boost::test_tools::per_element());
  BOOST_TEST(lines_of("a\n" + longest + longest + longest + "\nb\n" + longest + longest) ==
                 (Lines{"1:a", "2!is longer than 1 MB", "3:b", "4!is longer than 1 MB"}),
             boost::test_tools::per_element());
}

BOOST_AUTO_TEST_CASE(packing_that_breaks_off_refuses_the_place_and_keeps_what_came_before) {
  const std::string text = many_lines(50'000);
  for (const std::string& packed : {gzipped(text), zstandard(text)}) {
    const Lines lines = lines_of(packed.substr(0, packed.size() / 2));
    BOOST_TEST(lines.size() > 2U);
    BOOST_TEST(lines.front() == "1:line 1 of a long log");
    BOOST_TEST(lines.back().find("ends too early") != std::string::npos);
  }
  std::string damaged = gzipped(text);
  for (std::size_t i = damaged.size() / 2; i < damaged.size() / 2 + 64; ++i)
    damaged[i] = '\xff';
  BOOST_TEST(lines_of(damaged).back().find("damaged") != std::string::npos);
}

BOOST_AUTO_TEST_CASE(a_file_that_is_not_there_says_what_to_do) {
  const auto reader = LineReader::open("/nowhere/log.ndjson");
  BOOST_REQUIRE(!reader);
  BOOST_TEST(reader.error().text() ==
             "/nowhere/log.ndjson: cannot be opened: No such file or directory; name a log file, or - for "
             "standard input");
}

BOOST_AUTO_TEST_CASE(a_folder_is_no_log) {
  BOOST_TEST(!LineReader::open(std::filesystem::temp_directory_path().string()));
}

BOOST_AUTO_TEST_SUITE_END()

}  // namespace articulator::replay
