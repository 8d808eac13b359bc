#include "tools/explore_parts.hpp"

#include "property_tests/explore/explored_part.hpp"
#include "replay/cluster/packed_bytes.hpp"

#include <algorithm>
#include <utility>

namespace articulator::tools {
namespace {

namespace cluster = replay::cluster;

// Small parts, so that the last one to end is not waited for long and an interrupt loses little; yet each of
// some work, and no more of them than a job may have.
constexpr std::uint64_t parts_wanted = 10'000;
constexpr std::uint64_t worlds_a_part_min = 5;
constexpr std::uint64_t worlds_a_part_max = 1000;
static_assert(worlds_a_part_max <= explore::range_worlds_max);
static_assert(cluster_worlds_max / worlds_a_part_max <= cluster::parts_max);

// The ranges that an exploration is cut into.
class Ranges {
 public:
  explicit Ranges(const explore::ExploreOptions& options)
      : options_(options),
        size_(std::clamp(options.worlds / parts_wanted, worlds_a_part_min, worlds_a_part_max)) {}

  [[nodiscard]] int count() const { return static_cast<int>((options_.worlds + size_ - 1) / size_); }
  [[nodiscard]] explore::WorldRange at(int part) const {
    const std::uint64_t before = static_cast<std::uint64_t>(part) * size_;
    return {options_.seed, options_.first + before, std::min(size_, options_.worlds - before),
            options_.twice_every};
  }

 private:
  const explore::ExploreOptions& options_;
  std::uint64_t size_;
};

}  // namespace

cluster::Result<void> explore_on_cluster(const explore::ExploreOptions& options,
                                         const runner::LibraryFiles& library, const ClusterOf& at,
                                         const std::function<bool(const explore::Explored& one)>& on_world) {
  auto job = begin_job(at, explore_kind, library);
  if (!job) return std::unexpected(job.error());
  const Ranges ranges(options);
  bool enough = false;
  const cluster::Parts parts{
      ranges.count(),
      [&](cluster::Job&, int part) { return cluster::Result<std::string>(range_text(ranges.at(part))); },
      [&](int part, std::string bytes) -> base::Expected<void> {
        const auto text = cluster::unpacked_whole(std::move(bytes));
        if (!text) return std::unexpected(text.error());
        const auto worlds = explore::read_explored(*text, ranges.at(part));
        if (!worlds) return std::unexpected(worlds.error());
        for (const explore::Explored& one : *worlds)
          if (!enough) enough = !on_world(one);
        return {};
      }};
  const auto done = cluster::done_in_order(*job, parts, [&] { return enough || options.out_of_time(); });
  if (!done) return std::unexpected(done.error());
  return {};
}

cluster::Result<std::string> explore_part(const cluster::Task& task, cluster::Store& store,
                                          const cluster::StillAtWork& still_at_work) {
  const auto range = of_the_part(explore::read_range(task.spec));
  if (!range) return std::unexpected(range.error());
  const auto library = stored_library(store);
  if (!library) return std::unexpected(library.error());
  return cluster::packed(explore::explored_text(
      explore::explore_range(*range, **library, explore::reference_engine(), still_at_work)));
}

}  // namespace articulator::tools
