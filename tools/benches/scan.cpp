#include "engine/validation/scan/look.hpp"
#include "tools/benches/bench.hpp"

#include <algorithm>
#include <array>
#include <cstdint>
#include <cstdio>
#include <cstring>
#include <optional>
#include <string>

#include <fmt/format.h>
#include <sys/resource.h>

namespace articulator::bench {
namespace {

constexpr std::uint32_t side = 1414;  // squares a side: 2 * 1414^2 = 3,998,792 triangles, 200 MB
constexpr float side_mm = 70.0F;

// A rough height, from nothing but whole numbers.
float height_mm(std::uint32_t x, std::uint32_t y) {
  const std::uint32_t wave = (x * 7 + y * 13) % 997;
  const std::uint32_t arch = (x / 8) * (1414 / 8 - x / 8) / 2;
  return static_cast<float>(wave) * 0.001F + static_cast<float>(arch) * 0.004F;
}

enum class Points : bool { shared, apart };

// A binary STL of a jaw-sized sheet, written square by square as scanners do. Made once, of its final size.
// With points apart, no two triangles touch: the most that a file of this size can ask for.
std::string jaw(Points points) {
  constexpr std::size_t header_bytes = 84;
  constexpr std::size_t triangle_bytes = 50;
  constexpr std::uint32_t triangles = 2 * side * side;
  std::string bytes(header_bytes + std::size_t{triangles} * triangle_bytes, '\0');
  std::memcpy(bytes.data() + header_bytes - 4, &triangles, sizeof(triangles));
  char* at = bytes.data() + header_bytes;
  float apart = 0;
  const auto put = [&](std::uint32_t x, std::uint32_t y) {
    if (points == Points::apart) apart += 0.001F;
    if (apart > 60.0F) apart = 0;
    const std::array<float, 3> corner{static_cast<float>(x) * side_mm / static_cast<float>(side),
                                      static_cast<float>(y) * side_mm / static_cast<float>(side),
                                      height_mm(x, y) + apart};
    std::memcpy(at, corner.data(), sizeof(corner));
    at += sizeof(corner);
  };
  for (std::uint32_t y = 0; y < side; ++y)
    for (std::uint32_t x = 0; x < side; ++x)
      for (const std::uint32_t half : {0U, 1U}) {
        at += 12;  // the normal, zero
        put(x + 1, y + (half != 0 ? 0 : 1));
        put(x, y + (half != 0 ? 0 : 1));
        if (half != 0)
          put(x, y + 1);
        else
          put(x + 1, y);
        at += 2;
      }
  return bytes;
}

std::int64_t peak_bytes() {
  rusage usage{};
  getrusage(RUSAGE_SELF, &usage);
  return std::int64_t{usage.ru_maxrss} * 1024;
}

// Empty: it could not be read.
std::optional<double> seconds_of(const std::string& bytes, validation::scan::Look& into) {
  const Stopwatch watch;
  auto look = validation::scan::look(bytes);
  const double seconds = watch.seconds();
  if (!look) {
    std::fprintf(stderr, "%s\n", look.error().text().c_str());
    return std::nullopt;
  }
  into = *look;
  return seconds;
}

void print_memory(const std::string& name, const std::string& bytes) {
  const std::int64_t peak = peak_bytes();
  print_figure(name, fmt::format("{:.2f} x", static_cast<double>(peak) / static_cast<double>(bytes.size())),
               fmt::format("peak of the process, {} MB with the file itself (goal: under 3 times its size)",
                           peak / 1'000'000));
}

}  // namespace

bool bench_scan() {
  std::string bytes = jaw(Points::shared);
  const auto megabytes = static_cast<double>(bytes.size()) / 1e6;
  const Stopwatch summing;
  std::uint64_t sum = 0;
  for (std::size_t at = 0; at + 8 <= bytes.size(); at += 8) {
    std::uint64_t part = 0;
    std::memcpy(&part, bytes.data() + at, sizeof(part));
    sum += part;
  }
  const double sum_s = summing.seconds();

  validation::scan::Look look;
  const auto look_s = seconds_of(bytes, look);
  if (!look_s) return false;
  print_figure(
      "scan", fmt::format("{:.2f} s", *look_s),
      fmt::format("a binary STL of {:.0f} MB, {} triangles, {} points, {} piece, {} rim (goal: under 2 s)",
                  megabytes, look.mesh.triangles, look.points, look.mesh.components, look.rims));
  print_figure("scan, speed", fmt::format("{:.0f} MB/s", megabytes / *look_s),
               fmt::format("{:.0f} times as long as summing the bytes ({:.3f} s, sum {:x})", *look_s / sum_s,
                           sum_s, sum));
  print_memory("scan, memory", bytes);

  bytes.clear();
  bytes.shrink_to_fit();
  bytes = jaw(Points::apart);
  const auto apart_s = seconds_of(bytes, look);
  if (!apart_s) return false;
  print_figure(
      "scan, at worst", fmt::format("{:.2f} s", *apart_s),
      fmt::format("as many triangles that share almost no point: {} points, {} rims (goal: under 2 s)",
                  look.points, look.rims));
  print_memory("scan, at worst", bytes);
  return true;
}

}  // namespace articulator::bench
