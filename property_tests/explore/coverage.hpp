// Coverage: what of rules, stages, routes, faults and operations explored worlds came by, and what never. It
// is read off the journal, so it holds for any engine.
//
//   Coverage coverage;
//   coverage.note_line(line);            // each line of a world's journal
//   total.add(coverage);
//   coverage_text(total, requirements)   // "rules 31 of 40; never: VAL-07 ..."
#pragma once

#include <cstdint>
#include <map>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace articulator::explore {

class Coverage {
 public:
  void note_line(std::string_view line);
  void add(const Coverage& other);

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
  void note_request(std::string_view line);
  void note_fact(std::string_view type, std::string_view line);

  Counts rules_;
  Counts stages_;
  Counts routes_;
  Counts milestones_;
  Counts facts_;
  Pairs operations_;
  std::uint64_t faults_ = 0;
  std::uint64_t decisions_ = 0;
};

// `rules_known`: ids of the rules that there are.
std::string coverage_text(const Coverage& coverage, const std::vector<std::string>& rules_known);
std::string coverage_json(const Coverage& coverage, const std::vector<std::string>& rules_known);

}  // namespace articulator::explore
