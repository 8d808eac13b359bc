#include "engine/audit/export.hpp"

#include "engine/base/json_writer.hpp"

namespace articulator::audit {
namespace {

std::string_view bytes_of(const base::Sha256& hash) {
  return {reinterpret_cast<const char*>(hash.data()), hash.size()};
}

}  // namespace

TreeHead ExportWriter::head(base::Instant at, bool interval) {
  return {key_.name, log_.size(), log_.root(hasher_), at, interval};
}

void ExportWriter::add(std::string_view record, base::Instant at) {
  const base::Sha256 leaf = hasher_.leaf(record);
  log_.append(hasher_, leaf);
  hashes_ += bytes_of(leaf);
  last_at_ = at;
  out_ += record;
  out_ += '\n';
  if (log_.size() % block_records == 0) end_block();
}

void ExportWriter::end_block() {
  if (hashes_.empty()) return;
  base::JsonWriter w(out_);
  w.begin_object().key("block").begin_object();
  w.member("checkpoint", sign_note(write_tree_head(head(last_at_, true)), key_));
  w.member("hashes", base::base64_encode(hashes_));
  w.end_object().end_object();
  out_ += '\n';
  hashes_.clear();
}

void ExportWriter::finish(base::Instant now) {
  end_block();
  base::JsonWriter w(out_);
  w.begin_object().member("head", sign_note(write_tree_head(head(now, false)), key_)).end_object();
  out_ += '\n';
}

}  // namespace articulator::audit
