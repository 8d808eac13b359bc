#include "engine/audit/record.hpp"

#include "engine/base/json_writer.hpp"

#include <utility>

namespace articulator::audit {

std::string to_json(const Record& record) {
  std::string json;
  base::JsonWriter out(json);
  out.begin_object().member("action", record.action).member("actor", record.actor).member("at", record.at);
  if (!record.case_id.empty()) out.member("case_id", record.case_id);
  if (!record.correlation.empty()) out.member("correlation", record.correlation);
  out.key("data").raw(record.data.empty() ? "{}" : record.data);
  out.member("practice", record.practice);
  out.member("sequence", static_cast<std::int64_t>(record.sequence)).end_object();
  return json;
}

const Record& Log::append(Record record) {
  record.sequence = records_.size() + 1;
  records_.push_back(std::move(record));
  return records_.back();
}

}  // namespace articulator::audit
