#include "replay/log/line_reader.hpp"

#include <array>
#include <cstdio>
#include <filesystem>
#include <fstream>
#include <memory>
#include <string>
#include <thread>
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

using Lines = std::vector<std::string>;

// The same bytes again and again, in chunks.
class RepeatingSource : public ByteSource {
 public:
  RepeatingSource(std::string chunk, int times, std::string last)
      : chunk_(std::move(chunk)), times_(times), last_(std::move(last)) {}
  base::Expected<void> read(std::string& chunk) override {
    chunk = times_ > 0 ? chunk_ : std::exchange(last_, {});
    --times_;
    return {};
  }

 private:
  std::string chunk_;
  int times_;
  std::string last_;
};

// Standard input is this pipe while it lives; another thread fills it, byte by byte first.
class PipedInput {
 public:
  explicit PipedInput(std::string bytes) {
    std::array<int, 2> ends{};
    BOOST_REQUIRE(::pipe(ends.data()) == 0);
    kept_ = ::dup(STDIN_FILENO);
    ::dup2(ends[0], STDIN_FILENO);
    ::close(ends[0]);
    writer_ = std::jthread([bytes = std::move(bytes), to = ends[1]] {
      for (std::size_t at = 0; at < bytes.size();) {
        const ssize_t count = ::write(to, bytes.data() + at, at < 8 ? 1 : bytes.size() - at);
        if (count <= 0) break;
        at += static_cast<std::size_t>(count);
      }
      ::close(to);
    });
  }
  ~PipedInput() {
    writer_.join();
    ::dup2(kept_, STDIN_FILENO);
    ::close(kept_);
  }
  PipedInput(const PipedInput&) = delete;
  PipedInput& operator=(const PipedInput&) = delete;

 private:
  int kept_ = -1;
  std::jthread writer_;
};

// "1:text", or "1!why" where the line was refused.
Lines lines_of(LineReader reader) {
  Lines lines;
  while (const auto line = reader.next())
    lines.push_back(std::to_string(line->number) +
                    (line->refused.empty() ? ":" + std::string(line->text) : "!" + line->refused));
  return lines;
}

Lines lines_of(const std::string& bytes) {
  const TemporaryFile file(bytes);
  return lines_of(LineReader::open(file.path()).value());
}

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

BOOST_AUTO_TEST_CASE(a_line_of_100_megabytes_is_passed_over) {
  const std::string chunk(1U << 18U, 'x');
  const auto source = [&] { return std::make_unique<RepeatingSource>(chunk, 400, "\nb\n"); };
  BOOST_TEST(lines_of(LineReader(source())) == (Lines{"1!is longer than 1 MB", "2:b"}),
             boost::test_tools::per_element());
}

// A pipe that gives the first bytes one by one, and ends in the middle of a frame.
BOOST_AUTO_TEST_CASE(a_zstd_frame_cut_off_in_standard_input_keeps_what_came_before) {
  const std::string packed = zstandard(many_lines(50'000));
  Lines lines;
  {
    const PipedInput input(packed.substr(0, packed.size() / 2));
    lines = lines_of(LineReader::open("-").value());
  }
  BOOST_TEST(lines.size() > 2U);
  BOOST_TEST(lines.front() == "1:line 1 of a long log");
  BOOST_TEST(lines.back().find("ends too early") != std::string::npos);
}

BOOST_AUTO_TEST_CASE(a_packed_log_comes_through_standard_input_whole) {
  const std::string text = many_lines(50'000);
  for (const std::string& packed : {gzipped(text), zstandard(text), text}) {
    const PipedInput input(packed);
    BOOST_TEST(lines_of(LineReader::open("-").value()).size() == 50'000U);
  }
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
