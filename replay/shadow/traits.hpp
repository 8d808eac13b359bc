// CaseTraits: what divergences may have in common: whose case it is, at which lab, what work.
#pragma once

#include "engine/model/case_file.hpp"

#include <cstdint>
#include <map>
#include <string>

namespace articulator::replay {

struct CaseTraits {
  std::string lab;        // "glidewell"; all may be empty where a log has not said
  std::string procedure;  // "crown"
  std::string material;   // "zirconia"
  friend auto operator<=>(const CaseTraits&, const CaseTraits&) = default;
};
CaseTraits traits_of(const model::CaseFile& file);

// How many of a log's cases have which traits, to tell what is special about a divergence from what is
// common.
using TraitCounts = std::map<CaseTraits, std::int64_t>;

}  // namespace articulator::replay
