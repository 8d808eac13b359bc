// A part of the policy changed, as a merge patch of its canonical JSON, read back like any outside input.
#include "engine/model/policy.hpp"

#include <algorithm>
#include <array>

#include <nlohmann/json.hpp>

namespace articulator::model {
namespace {

using Json = nlohmann::json;

constexpr std::array<std::string_view, 11> members{
    "advice", "approval_days_left", "automation",   "delivery", "final_approval", "notify", "phase",
    "phases", "predictor",          "review_hours", "time_zone"};

}  // namespace

base::Expected<Policy> changed_policy(const Policy& policy, std::string_view merge_patch_json) {
  base::JsonParser parser;
  const auto patch = parser.parse(merge_patch_json);  // with its bounds
  if (!patch) return std::unexpected(patch.error());
  if (!patch->is(base::JsonKind::object))
    return base::failure("", "is not an object", "give the members of the policy that shall change");
  for (const base::JsonValue::Member& member : patch->members())
    if (std::find(members.begin(), members.end(), member.key) == members.end())
      return base::failure("/" + std::string(member.key.substr(0, 40)), "is no member of a policy",
                           "see world.policy in the log format");
  std::string json;
  base::JsonWriter out(json);
  write_policy(out, policy);
  Json tree = Json::parse(json);  // our own writing
  tree.merge_patch(Json::parse(patch->dump()));
  const auto changed = parser.parse(tree.dump());
  if (!changed) return std::unexpected(changed.error());
  return read_policy(*changed, "");
}

}  // namespace articulator::model
