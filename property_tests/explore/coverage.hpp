// Coverage: what of rules, stages, routes, faults and operations explored worlds came by, and what never. It
// watches their journals, so it holds for any engine.
//
//   Coverage coverage;
//   options.watcher = &coverage;         // of a run
//   total.add(coverage);
//   coverage_text(total, requirements)   // "rules 31 of 40; never: VAL-07 ..."
#pragma once

#include "engine/base/json_reader.hpp"
#include "engine/base/json_writer.hpp"
#include "simulators/world/journal.hpp"

#include <array>
#include <cstddef>
#include <cstdint>
#include <map>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace articulator::explore {

class Coverage final : public world::Watcher {
 public:
  void on_request(const world::Wire& wire, const base::HttpRequest& request, base::Instant at) override;
  void on_fact(const world::Entry& fact) override;
  void add(const Coverage& other);

  // All that is counted, as a JSON object, for another machine. Reading reports what is wrong to `in`.
  void write(base::JsonWriter& out) const;
  static Coverage read(base::ObjectReader& in);

  using Counts = std::map<std::string, std::uint64_t, std::less<>>;
  // By a fault's word and an operation: "POST lab /v1/orders". The empty fault: every time.
  using Pairs = std::map<std::string, Counts, std::less<>>;

  [[nodiscard]] const Counts& rules() const { return rules_; }            // findings' codes
  [[nodiscard]] const Counts& stages() const { return stages_; }          // written to the PMS
  [[nodiscard]] const Counts& routes() const { return routes_; }          // of remakes
  [[nodiscard]] const Counts& milestones() const { return milestones_; }  // of messages
  [[nodiscard]] const Counts& facts() const { return facts_; }            // every type
  [[nodiscard]] const Pairs& operations() const { return operations_; }
  [[nodiscard]] std::uint64_t faults() const { return faults_; }
  [[nodiscard]] std::uint64_t decisions() const { return decisions_; }  // the engine's, of the log format

 private:
  Counts rules_;
  Counts stages_;
  Counts routes_;
  Counts milestones_;
  Counts facts_;
  Pairs operations_;
  std::uint64_t faults_ = 0;
  std::uint64_t decisions_ = 0;
  // What the latest few requests were: polls ask for the same by turns.
  struct Request {
    std::string method;
    std::string to;
    std::string path;
    std::string operation;
  };
  const std::string& operation_of(std::string_view method, std::string_view to, std::string_view target);
  std::array<Request, 8> latest_;
  std::size_t next_ = 0;  // of them, to be replaced
};

// `rules_known`: ids of the rules that there are.
std::string coverage_text(const Coverage& coverage, const std::vector<std::string>& rules_known);
std::string coverage_json(const Coverage& coverage, const std::vector<std::string>& rules_known);

}  // namespace articulator::explore
