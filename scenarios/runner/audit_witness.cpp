#include "scenarios/runner/audit_witness.hpp"

#include "engine/base/canonical_json.hpp"
#include "engine/base/random.hpp"

#include <algorithm>
#include <array>
#include <utility>

#include <fmt/format.h>

namespace articulator::runner {
namespace {

using audit::Flaw;
using Lines = std::vector<std::string>;
using Wrong = std::vector<std::string>;

base::Expected<std::string> ask(EngineBinding& engine, const std::string& target) {
  const world::Outcome outcome = engine.ask({"GET", target, {}, {}});
  const auto* response = std::get_if<base::HttpResponse>(&outcome);
  if (!response) return base::failure("GET " + target, "the engine does not answer", "see what became of it");
  if (response->status != 200)
    return base::failure("GET " + target, fmt::format("the engine answers {}", response->status),
                         "see the engine contract");
  return response->body;
}

Lines lines_of(std::string_view text) {
  Lines lines;
  while (!text.empty()) {
    const std::size_t end = std::min(text.find('\n'), text.size());
    lines.emplace_back(text.substr(0, end));
    text.remove_prefix(std::min(end + 1, text.size()));
  }
  return lines;
}

std::string joined(const Lines& lines) {
  std::string text;
  for (const std::string& line : lines)
    text += line + "\n";
  return text;
}

base::Expected<Lines> ask_records(EngineBinding& engine) {
  Lines records;
  for (;;) {
    const auto page = ask(engine, fmt::format("/v1/audit?after={}", records.size()));
    if (!page) return std::unexpected(page.error());
    Lines more = lines_of(*page);
    if (more.empty()) return records;
    std::move(more.begin(), more.end(), std::back_inserter(records));
  }
}

void check_records(const Lines& records, Wrong& wrong) {
  for (std::size_t n = 0; n < records.size(); ++n) {
    const auto canonical = base::canonical_json(records[n]);
    if (!canonical || *canonical != records[n])
      return wrong.push_back(fmt::format("record {} is not canonical JSON: {}", n + 1, records[n]));
    if (!records[n].ends_with(fmt::format(",\"sequence\":{}}}", n + 1)))
      return wrong.push_back(fmt::format("the {}. record does not bear that number: {}", n + 1, records[n]));
  }
}

base::Expected<audit::TreeHead> open(const std::string& note, const audit::VerifierKey& key) {
  const auto text = audit::open_note(note, key);
  if (!text) return std::unexpected(text.error());
  return audit::read_tree_head(*text);
}

base::Sha256 root_of(const std::vector<base::Sha256>& leaves, std::uint64_t size) {
  base::MerkleHasher hasher;
  base::MerkleFrontier frontier;
  for (std::uint64_t n = 0; n < size; ++n)
    frontier.append(hasher, leaves[n]);
  return frontier.root(hasher);
}

// Somebody meddles with the export at a drawn place, in each way that there is.
void meddle(const std::string& whole, std::uint64_t records, const audit::VerifierKey& key, Wrong& wrong) {
  const Lines lines = lines_of(whole);
  for (const Flaw::Kind kind :
       {Flaw::Kind::changed, Flaw::Kind::dropped, Flaw::Kind::added, Flaw::Kind::swapped}) {
    const std::uint64_t index = base::draw(records, "meddled record", word(kind)) % (records - 1);
    const std::size_t at = index + index / audit::block_records;
    const std::size_t next = index + 1 + (index + 1) / audit::block_records;
    Lines meddled = lines;
    if (kind == Flaw::Kind::changed) {
      char& byte = meddled[at][base::draw(records, "meddled byte", 0) % meddled[at].size()];
      byte = static_cast<char>(byte ^ 1);
    }
    if (kind == Flaw::Kind::dropped) meddled.erase(meddled.begin() + static_cast<std::ptrdiff_t>(at));
    if (kind == Flaw::Kind::added)
      meddled.insert(meddled.begin() + static_cast<std::ptrdiff_t>(at), R"({"action":"x","sequence":0})");
    if (kind == Flaw::Kind::swapped) std::swap(meddled[at], meddled[next]);
    const auto checked = audit::check_export(joined(meddled), &key);
    const std::string what = fmt::format("record {} {}", index + 1, word(kind));
    if (!checked || !checked->flaw)
      wrong.push_back("an export with " + what + " passes");
    else if (checked->flaw->sequence != index + 1)
      wrong.push_back("an export with " + what + " is said to be wrong otherwise: " + checked->flaw->what);
  }
}

void check_export(const std::string& whole, const Lines& records, const audit::VerifierKey& key,
                  Wrong& wrong) {
  const auto checked = audit::check_export(whole, &key);
  if (!checked) return wrong.push_back("the export: " + checked.error().text());
  if (checked->flaw) return wrong.push_back("the export: " + checked->flaw->what);
  Lines exported = lines_of(whole);
  std::erase_if(exported, [](const std::string& line) { return !line.starts_with("{\"action\""); });
  if (exported != records) wrong.emplace_back("the export has other records than GET /v1/audit");
  if (wrong.empty() && records.size() > 1) meddle(whole, records.size(), key, wrong);
}

void check_case(const audit::CaseName& name, const Lines& records, audit::Checked checked,
                const audit::VerifierKey& key, Wrong& wrong) {
  const auto proof = audit::prove_case(joined(records), checked, name);
  if (!proof) return wrong.push_back("the proof of " + name.case_id + ": " + proof.error().text());
  const auto proven = audit::check_case_proof(*proof, &key);
  if (!proven) return wrong.push_back("the proof of " + name.case_id + ": " + proven.error().text());
  if (proven->flaw) return wrong.push_back("the proof of " + name.case_id + ": " + proven->flaw->what);
  const std::string of_case = fmt::format("\"case_id\":\"{}\"", name.case_id);
  const std::string of_practice = fmt::format("\"practice\":\"{}\"", name.practice);
  const auto wanted = std::count_if(records.begin(), records.end(), [&](const std::string& record) {
    return record.find(of_case) != std::string::npos && record.find(of_practice) != std::string::npos;
  });
  if (static_cast<std::uint64_t>(wanted) != proven->records)
    wrong.push_back(fmt::format("of {} {} records are proven and {} are in the log", name.case_id,
                                proven->records, wanted));
}

}  // namespace

base::Expected<std::vector<std::string>> AuditWitness::look(EngineBinding& engine,
                                                            const audit::CaseName& of_case,
                                                            std::int64_t records_min, base::Instant now) {
  Wrong wrong;
  const auto key_line = ask(engine, "/v1/audit/key");
  const auto note = ask(engine, "/v1/audit/checkpoint");
  const auto records = ask_records(engine);
  const auto whole = ask(engine, "/v1/audit/export");
  if (!records) return std::unexpected(records.error());
  if (!key_line || !note || !whole) {
    for (const auto* one : {&key_line, &note, &whole})
      if (!*one) wrong.push_back(one->error().text());
    return wrong;
  }
  const auto key = audit::read_verifier_key(*key_line);
  if (!key) return Wrong{"GET /v1/audit/key: " + key.error().text()};
  if (key_ && !(*key_ == *key)) wrong.emplace_back("the key is another than before");
  if (!key_) key_ = *key;
  const auto head = open(*note, *key_);
  if (!head) return Wrong{"the checkpoint: " + head.error().text()};
  check_records(*records, wrong);
  if (records->size() < static_cast<std::size_t>(records_min))
    wrong.push_back(fmt::format("{} records, and {} are wanted", records->size(), records_min));
  base::MerkleHasher hasher;
  std::vector<base::Sha256> leaves;
  for (const std::string& record : *records)
    leaves.push_back(hasher.leaf(record));
  if (head->size != leaves.size() || head->root != root_of(leaves, leaves.size()))
    wrong.push_back(fmt::format("the signed head, of {} records, is not of the {} that the engine shows",
                                head->size, leaves.size()));
  if (!head->at || *head->at > now)
    wrong.emplace_back("the checkpoint says no time, or one that is yet to come");
  if (last_head_ &&
      (last_head_->size > leaves.size() || last_head_->root != root_of(leaves, last_head_->size)))
    wrong.push_back(
        fmt::format("the log of {} records is no beginning of the one there is now", last_head_->size));
  last_head_ = *head;
  check_export(*whole, *records, *key_, wrong);
  if (!of_case.case_id.empty() && wrong.empty())
    check_case(of_case, *records, {leaves.size(), *head, *note, leaves, {}}, *key_, wrong);
  return wrong;
}

}  // namespace articulator::runner
