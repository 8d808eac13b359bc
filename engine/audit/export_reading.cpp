// How an export is checked: block by block, and what the first flaw is called.
#include "engine/audit/export.hpp"
#include "engine/base/json_reader.hpp"
#include "engine/base/json_writer.hpp"
#include "engine/base/words.hpp"

#include <algorithm>
#include <array>
#include <charconv>
#include <utility>

#include <fmt/format.h>

namespace articulator::audit {
namespace {

using Kind = Flaw::Kind;
using base::Sha256;

constexpr std::array<base::Word<Kind>, 8> kind_words{{{Kind::changed, "changed"},
                                                      {Kind::dropped, "dropped"},
                                                      {Kind::added, "added"},
                                                      {Kind::swapped, "swapped"},
                                                      {Kind::truncated, "truncated"},
                                                      {Kind::signature, "signature"},
                                                      {Kind::root, "root"},
                                                      {Kind::unreadable, "unreadable"}}};
constexpr std::string_view block_prefix = R"({"block":)";
constexpr std::string_view head_prefix = R"({"head":)";
constexpr std::string_view record_prefix = "{\"";

// A record's own number, as canonical JSON has it: the last member.
std::optional<std::uint64_t> sequence_of(std::string_view line) {
  constexpr std::string_view key = ",\"sequence\":";
  const std::size_t at = line.rfind(key);
  if (at == std::string_view::npos || !line.ends_with('}')) return std::nullopt;
  const char* end = line.data() + line.size() - 1;
  std::uint64_t sequence = 0;
  const auto parsed = std::from_chars(line.data() + at + key.size(), end, sequence);
  return parsed.ec == std::errc() && parsed.ptr == end ? std::optional(sequence) : std::nullopt;
}

struct Line {
  std::string_view text;
  std::uint64_t number = 0;
};

struct Block {
  std::string checkpoint;
  std::vector<Sha256> hashes;
};

// Empty: not a block, or not written as this project writes one.
std::optional<Block> read_block(std::string_view line, base::JsonParser& parser) {
  const auto document = parser.parse(line);
  if (!document) return std::nullopt;
  const auto checkpoint = document->at_pointer("/block/checkpoint");
  const auto hashes = document->at_pointer("/block/hashes");
  if (!checkpoint || !hashes || !checkpoint->text() || !hashes->text()) return std::nullopt;
  const auto bytes = base::base64_decode(*hashes->text());
  if (!bytes || bytes->empty() || bytes->size() % sizeof(Sha256) != 0) return std::nullopt;
  std::string again;
  base::JsonWriter w(again);
  w.begin_object().key("block").begin_object().member("checkpoint", *checkpoint->text());
  w.member("hashes", base::base64_encode(*bytes)).end_object().end_object();
  if (again != line) return std::nullopt;
  Block block{std::string(*checkpoint->text()), std::vector<Sha256>(bytes->size() / sizeof(Sha256))};
  for (std::size_t n = 0; n < block.hashes.size(); ++n)
    std::copy_n(bytes->begin() + static_cast<std::ptrdiff_t>(n * sizeof(Sha256)), sizeof(Sha256),
                block.hashes[n].begin());
  return block;
}

std::optional<std::string> read_head(std::string_view line, base::JsonParser& parser) {
  const auto document = parser.parse(line);
  if (!document) return std::nullopt;
  const auto note = document->find("head");
  if (!note || !note->text()) return std::nullopt;
  std::string again;
  base::JsonWriter(again).begin_object().member("head", *note->text()).end_object();
  return again == line ? std::optional(std::string(*note->text())) : std::nullopt;
}

class Check {
 public:
  Check(std::string_view text, const VerifierKey* key) : rest_(text), key_(key) {}

  Checked run() {
    while (!checked_.flaw && !rest_.empty()) {
      const std::size_t end = rest_.find('\n');
      const Line line{rest_.substr(0, end), ++lines_};
      if (end == std::string_view::npos) {
        flaw(Kind::truncated, expected(), line.number,
             fmt::format("the file ends in the middle of line {}", line.number));
        break;
      }
      rest_.remove_prefix(end + 1);
      take(line);
    }
    if (!checked_.flaw && !ended_)
      flaw(Kind::truncated, expected(), lines_,
           fmt::format("the file ends after record {} without the signed head of the log",
                       checked_.records + records_.size()));
    return std::move(checked_);
  }

 private:
  [[nodiscard]] std::uint64_t expected() const { return checked_.records + records_.size() + 1; }

  void flaw(Kind kind, std::uint64_t sequence, std::uint64_t line, std::string what,
            std::uint64_t sequence_last = 0) {
    if (!checked_.flaw)
      checked_.flaw = Flaw{kind, sequence, std::max(sequence, sequence_last), line, std::move(what)};
  }

  void take(const Line& line) {
    if (ended_)
      return flaw(Kind::added, 0, line.number,
                  fmt::format("line {} stands after the signed head of the log", line.number));
    if (line.text.starts_with(block_prefix)) return take_block(line);
    if (line.text.starts_with(head_prefix)) return take_head(line);
    if (records_.size() == block_records) return block_is_missing(line);
    records_.push_back(line);
    hashes_.push_back(hasher_.leaf(line.text));
  }

  void block_is_missing(const Line& line) {
    const bool is_record = sequence_of(line.text).has_value();
    if (sequence_of(line.text) == expected())
      flaw(Kind::dropped, 0, line.number,
           fmt::format("the hashes of the records up to {} are missing before line {}", expected() - 1,
                       line.number));
    else if (is_record)
      name_by_sequence(line);
    else
      flaw(Kind::changed, 0, line.number,
           fmt::format("line {} should hold the hashes of the records up to {} and cannot be read",
                       line.number, expected() - 1));
  }

  // More records than a block has: the first whose number is not its own is what was added.
  void name_by_sequence(const Line& after) {
    for (std::size_t n = 0; n < records_.size(); ++n)
      if (sequence_of(records_[n].text) != checked_.records + 1 + n)
        return flaw(Kind::added, checked_.records + 1 + n, records_[n].number,
                    fmt::format("line {} is not record {}: it was added, or another was changed to it",
                                records_[n].number, checked_.records + 1 + n));
    flaw(Kind::added, expected(), after.number, fmt::format("line {} was added", after.number));
  }

  // The head that a note says, if it is signed by the key.
  base::Expected<TreeHead> open(const std::string& note) const {
    const auto text = key_ ? open_note(note, *key_) : text_of_unverified(note);
    if (!text) return std::unexpected(text.error());
    auto head = read_tree_head(*text);
    if (head && key_ && head->origin != key_->name)
      return base::failure("", "it is of another log, " + head->origin);
    return head;
  }

  void take_block(const Line& line) {
    const auto block = read_block(line.text, parser_);
    if (!block)
      return flaw(Kind::changed, 0, line.number,
                  fmt::format("line {}, the hashes of records {} to {}, cannot be read", line.number,
                              checked_.records + 1, expected() - 1));
    const auto head = open(block->checkpoint);
    base::MerkleFrontier as_listed = log_;
    for (const Sha256& hash : block->hashes)
      as_listed.append(hasher_, hash);
    const bool listed_holds = head && head->size == as_listed.size() && head->interval &&
                              head->root == as_listed.root(hasher_) && block->hashes.size() <= block_records;
    if (!listed_holds) return name_unproven(line, *block, head);
    if (hashes_ != block->hashes) return name_difference(line, block->hashes);
    log_ = std::move(as_listed);
    checked_.records += records_.size();
    checked_.leaves.insert(checked_.leaves.end(), hashes_.begin(), hashes_.end());
    records_.clear();
    hashes_.clear();
  }

  // The list of hashes and the signed head contradict each other, or there is no signed head: which is it?
  void name_unproven(const Line& line, const Block& block, const base::Expected<TreeHead>& head) {
    const std::uint64_t first = checked_.records + 1;
    const std::uint64_t last = expected() - 1;
    base::MerkleFrontier as_found = log_;
    for (const Sha256& hash : hashes_)
      as_found.append(hasher_, hash);
    if (head && head->size == as_found.size() && head->root == as_found.root(hasher_)) {
      const auto differ =
          std::mismatch(hashes_.begin(), hashes_.end(), block.hashes.begin(), block.hashes.end());
      const std::uint64_t sequence = first + static_cast<std::uint64_t>(differ.first - hashes_.begin());
      return flaw(Kind::changed, sequence, line.number,
                  fmt::format("the hash of record {} in line {} was changed; the record itself is as signed",
                              sequence, line.number));
    }
    if (hashes_ == block.hashes && !head)
      return flaw(Kind::signature, 0, line.number,
                  fmt::format("the checkpoint in line {}, after record {}: {}", line.number, last,
                              head.error().text()));
    if (hashes_ != block.hashes) return name_difference(line, block.hashes);
    for (std::size_t n = 0; n < records_.size(); ++n)
      if (sequence_of(records_[n].text) != first + n) return name_gap(first + n, records_[n]);
    flaw(Kind::root, first, records_.empty() ? line.number : records_.front().number,
         fmt::format("records {} to {} and their hashes are not what was signed: one at least was changed "
                     "together with its hash",
                     first, last),
         last);
  }

  // A whole block that is as it was written, but not where it belongs.
  void name_gap(std::uint64_t wanted, const Line& found) {
    const std::uint64_t said = sequence_of(found.text).value_or(0);
    if (said > wanted)
      return flaw(Kind::dropped, wanted, found.number,
                  fmt::format("records {} to {} are missing before line {}", wanted, said - 1, found.number),
                  said - 1);
    flaw(Kind::swapped, wanted, found.number,
         fmt::format("line {} says that it is record {}, in the place of record {}", found.number, said,
                     wanted));
  }

  // The records found against the hashes that should be theirs.
  void name_difference(const Line& block_line, const std::vector<Sha256>& wanted) {
    const auto differ = std::mismatch(hashes_.begin(), hashes_.end(), wanted.begin(), wanted.end());
    const auto n = static_cast<std::size_t>(differ.first - hashes_.begin());
    const std::uint64_t sequence = checked_.records + 1 + n;
    if (differ.first == hashes_.end())
      return flaw(Kind::dropped, sequence, block_line.number,
                  fmt::format("record {} is missing before line {}", sequence, block_line.number));
    const std::uint64_t line = records_[n].number;
    if (differ.second == wanted.end())
      return flaw(Kind::added, sequence, line, fmt::format("line {} was added", line));
    const auto elsewhere = std::find(differ.second, wanted.end(), *differ.first);
    if (elsewhere != wanted.end()) {
      const auto m = static_cast<std::size_t>(elsewhere - wanted.begin());
      const std::uint64_t other = checked_.records + 1 + m;
      if (hashes_.size() < wanted.size())
        return flaw(
            Kind::dropped, sequence, line,
            fmt::format("record {} is missing before line {}, which is record {}", sequence, line, other));
      return flaw(
          Kind::swapped, sequence, line,
          fmt::format("record {} stands in line {}, in the place of record {}", other, line, sequence),
          other);
    }
    if (hashes_.size() > wanted.size() && n + 1 < hashes_.size() && hashes_[n + 1] == *differ.second)
      return flaw(Kind::added, sequence, line,
                  fmt::format("line {} was added, before record {}", line, sequence));
    const auto said = sequence_of(records_[n].text);
    if (said && *said != sequence)
      return flaw(
          Kind::swapped, sequence, line,
          fmt::format("line {} says that it is record {}, in the place of record {}", line, *said, sequence));
    flaw(Kind::changed, sequence, line,
         fmt::format("record {} in line {} is not what was signed", sequence, line));
  }

  void take_head(const Line& line) {
    if (!records_.empty()) {
      const bool last_is_record = sequence_of(records_.back().text).has_value();
      return flaw(last_is_record ? Kind::added : Kind::changed, last_is_record ? checked_.records + 1 : 0,
                  records_.back().number,
                  last_is_record
                      ? fmt::format("the records from line {} on have no hashes", records_.front().number)
                      : fmt::format("line {}, the hashes of the last records, cannot be read",
                                    records_.back().number));
    }
    const auto note = read_head(line.text, parser_);
    if (!note)
      return flaw(Kind::changed, 0, line.number,
                  fmt::format("line {}, the head of the log, cannot be read", line.number));
    const auto head = open(*note);
    if (!head)
      return flaw(Kind::signature, 0, line.number,
                  fmt::format("the head of the log in line {}: {}", line.number, head.error().text()));
    if (head->interval || head->size < log_.size())
      return flaw(
          Kind::root, 0, line.number,
          fmt::format("the head in line {} is of the first {} records only", line.number, head->size));
    if (head->size > log_.size())
      return flaw(Kind::dropped, log_.size() + 1, line.number,
                  fmt::format("records {} to {} are missing before line {}", log_.size() + 1, head->size,
                              line.number),
                  head->size);
    if (head->root != log_.root(hasher_))
      return flaw(Kind::root, 0, line.number,
                  fmt::format("the head in line {} is not of these records", line.number));
    checked_.head = *head;
    checked_.note = *note;
    ended_ = true;
  }

  std::string_view rest_;
  const VerifierKey* key_;
  std::uint64_t lines_ = 0;
  std::vector<Line> records_;   // since the last block
  std::vector<Sha256> hashes_;  // theirs
  base::MerkleHasher hasher_;
  base::MerkleFrontier log_;  // of the blocks that hold
  base::JsonParser parser_;
  Checked checked_;
  bool ended_ = false;
};

}  // namespace

std::string_view word(Flaw::Kind kind) {
  return base::word_of(kind_words, kind);
}

base::Expected<Checked> check_export(std::string_view text, const VerifierKey* key) {
  const bool is_one = text.starts_with(record_prefix) ||
                      text.find("\n{\"block\":") != std::string_view::npos ||
                      text.find("\n{\"head\":") != std::string_view::npos;
  if (!is_one)
    return base::failure("", "is no export of an audit log", "make one with articulator audit export");
  return Check(text, key).run();
}

}  // namespace articulator::audit
