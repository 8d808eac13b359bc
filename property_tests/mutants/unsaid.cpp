#include "property_tests/mutants/unsaid.hpp"

#include <algorithm>
#include <deque>
#include <memory>
#include <string_view>
#include <utility>

#include <nlohmann/json.hpp>

namespace articulator::mutants {
namespace {

using Json = nlohmann::json;

// A record's texts are somebody else's; what is put in their place is kept here.
class Kept {
 public:
  std::string_view operator()(const Json& json) { return texts_->emplace_back(json.dump()); }

 private:
  std::shared_ptr<std::deque<std::string>> texts_ = std::make_shared<std::deque<std::string>>();
};

// False: there was none.
bool drop_finding(Json& data, const std::string& code) {
  Json kept = Json::array();
  for (const Json& finding : data["findings"])
    if (finding.value("code", "") != code) kept.push_back(finding);
  const bool dropped = kept.size() < data["findings"].size();
  data["findings"] = kept;
  if (kept.empty()) data["status"] = "approved";
  return dropped;
}

bool drop_reason(Json& data, const std::string& code) {
  Json kept = Json::array();
  for (const Json& reason : data["reasons"])
    if (reason != code) kept.push_back(reason);
  const bool dropped = kept.size() < data["reasons"].size();
  data["reasons"] = kept;
  return dropped;
}

}  // namespace

Meddling finding_unsaid(std::string code) {
  Meddling meddling;
  meddling.audit = [code = std::move(code), kept = Kept()](runner::AuditRecord& record) mutable {
    if (record.action != "rx.validated" && record.action != "review.opened") return true;
    Json data = Json::parse(record.data);
    const bool dropped = record.action == "rx.validated" ? drop_finding(data, code) : drop_reason(data, code);
    if (dropped) record.data = kept(data);
    return true;
  };
  return meddling;
}

Meddling findings_in_any_order() {
  Meddling meddling;
  meddling.audit = [kept = Kept(), backwards = true](runner::AuditRecord& record) mutable {
    if (record.action != "rx.validated") return true;
    backwards = !backwards;
    Json data = Json::parse(record.data);
    if (backwards) std::reverse(data["findings"].begin(), data["findings"].end());
    record.data = kept(data);
    return true;
  };
  return meddling;
}

Meddling record_late(std::string action, base::Duration by) {
  Meddling meddling;
  meddling.audit = [action = std::move(action), by](runner::AuditRecord& record) {
    if (record.action == action) record.at = record.at + by;
    return true;
  };
  return meddling;
}

Meddling in_records(std::string action, std::string member, std::string json) {
  Meddling meddling;
  meddling.audit = [action = std::move(action), member = std::move(member), json = std::move(json),
                    kept = Kept()](runner::AuditRecord& record) mutable {
    if (record.action != action) return true;
    Json data = Json::parse(record.data);
    if (json.empty())
      data.erase(member);
    else
      data[member] = Json::parse(json);
    record.data = kept(data);
    return true;
  };
  return meddling;
}

}  // namespace articulator::mutants
