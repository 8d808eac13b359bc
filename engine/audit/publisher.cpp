#include "engine/audit/publisher.hpp"

#include "engine/base/json_writer.hpp"

#include <fmt/format.h>

namespace articulator::audit {

void Publisher::catch_up(const Log& log) {
  for (std::size_t n = leaves_.size(); n < log.records().size(); ++n) {
    leaves_.push_back(hasher_.leaf(to_json(log.records()[n])));
    frontier_.append(hasher_, leaves_.back());
  }
}

std::string Publisher::checkpoint(const Log& log, base::Instant now) {
  catch_up(log);
  return sign_note(write_tree_head({key_.name, frontier_.size(), frontier_.root(hasher_), now, false}), key_);
}

std::string Publisher::whole_export(const Log& log, base::Instant now) {
  std::string text;
  ExportWriter writer(text, key_);
  for (const Record& record : log.records())
    writer.add(to_json(record), record.at);
  writer.finish(now);
  return text;
}

base::Expected<std::string> Publisher::consistency(const Log& log, std::uint64_t from, std::uint64_t to) {
  catch_up(log);
  if (from > to || to > leaves_.size())
    return base::failure(fmt::format("from {} to {}", from, to), "is no part of this log's growth",
                         fmt::format("the log has {} records", leaves_.size()));
  const base::MerkleTree tree({leaves_.begin(), leaves_.begin() + static_cast<std::ptrdiff_t>(to)});
  std::string json;
  base::JsonWriter w(json);
  w.begin_object().member("from", static_cast<std::int64_t>(from)).key("proof").begin_array();
  for (const base::Sha256& hash : tree.consistency(from))
    w.text(base::base64_encode({reinterpret_cast<const char*>(hash.data()), hash.size()}));
  w.end_array().member("to", static_cast<std::int64_t>(to)).end_object();
  return json;
}

SigningKey bench_key(std::uint64_t seed) {
  return {"bench.example/audit", base::sha256(fmt::format("the audit key of bench {}", seed))};
}

}  // namespace articulator::audit
