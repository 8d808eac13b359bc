#include "engine/audit/case_proof.hpp"

#include "engine/base/json_reader.hpp"
#include "engine/base/json_writer.hpp"

#include <algorithm>

#include <fmt/format.h>

namespace articulator::audit {
namespace {

using base::Sha256;

constexpr std::string_view first_prefix = R"({"case_id":)";
constexpr std::string_view path_prefix = R"({"path":")";
constexpr std::string_view record_infix = R"(","record":)";
constexpr std::string_view record_prefix = R"({"action":)";

std::string first_line(const CaseName& name, std::string_view head) {
  std::string line;
  base::JsonWriter w(line);
  w.begin_object().member("case_id", name.case_id).member("head", head);
  w.member("practice", name.practice).end_object();
  return line + "\n";
}

std::string path_text(const std::vector<Sha256>& path) {
  std::string bytes;
  for (const Sha256& hash : path)
    bytes.append(reinterpret_cast<const char*>(hash.data()), hash.size());
  return base::base64_encode(bytes);
}

std::optional<std::vector<Sha256>> read_path(std::string_view text) {
  const auto bytes = base::base64_decode(text);
  if (!bytes || bytes->size() % sizeof(Sha256) != 0 || base::base64_encode(*bytes) != text)
    return std::nullopt;
  std::vector<Sha256> path(bytes->size() / sizeof(Sha256));
  for (std::size_t n = 0; n < path.size(); ++n)
    std::copy_n(bytes->begin() + static_cast<std::ptrdiff_t>(n * sizeof(Sha256)), sizeof(Sha256),
                path[n].begin());
  return path;
}

// Calls `use(line)` for each line; it returns false to stop.
template <typename Use>
void each_line(std::string_view text, Use use) {
  while (!text.empty()) {
    const std::size_t end = std::min(text.find('\n'), text.size());
    if (!use(text.substr(0, end))) return;
    text.remove_prefix(std::min(end + 1, text.size()));
  }
}

struct Whose {
  CaseName name;
  std::uint64_t sequence = 0;
};
std::optional<Whose> whose(std::string_view record, base::JsonParser& parser) {
  const auto document = parser.parse(record);
  if (!document) return std::nullopt;
  base::ObjectReader reader(*document, "");
  Whose it;
  it.name.case_id = reader.text_or("case_id", "");
  it.name.practice = reader.text_or("practice", "");
  it.sequence = static_cast<std::uint64_t>(reader.integer("sequence", 1, INT64_MAX));
  return reader.error() ? std::nullopt : std::optional(std::move(it));
}

}  // namespace

base::Expected<std::string> prove_case(std::string_view export_text, const Checked& checked,
                                       const CaseName& name) {
  const base::MerkleTree tree(checked.leaves);
  base::JsonParser parser;
  std::string lines;
  CaseName found;
  bool of_several = false;
  each_line(export_text, [&](std::string_view line) {
    if (!line.starts_with(record_prefix)) return true;
    const auto it = whose(line, parser);
    if (!it || it->name.case_id != name.case_id) return true;
    if (!name.practice.empty() && it->name.practice != name.practice) return true;
    of_several = !found.case_id.empty() && found.practice != it->name.practice;
    found = it->name;
    lines += fmt::format("{}{}{}{}}}\n", path_prefix, path_text(tree.inclusion(it->sequence - 1)),
                         record_infix, line);
    return !of_several;
  });
  if (of_several) return base::failure(name.case_id, "is a case of more than one practice", "add --practice");
  if (found.case_id.empty())
    return base::failure(name.case_id, "has no record in this log", "see its case_id in the records");
  return first_line(found, checked.note) + lines;
}

bool is_case_proof(std::string_view text) {
  return text.starts_with(first_prefix);
}

base::Expected<ProvenCase> check_case_proof(std::string_view text, const VerifierKey* key) {
  base::JsonParser parser;
  const std::size_t end = text.find('\n');
  const auto document = parser.parse(text.substr(0, std::min(end, text.size())));
  if (!is_case_proof(text) || !document || end == std::string_view::npos)
    return base::failure("", "is no proof of a case", "make one with articulator audit prove");
  ProvenCase proven;
  const auto flaw = [&](Flaw::Kind kind, std::uint64_t sequence, std::uint64_t line, std::string what) {
    proven.flaw = Flaw{kind, sequence, sequence, line, std::move(what)};
  };
  base::ObjectReader reader(*document, "");
  proven.name = {reader.text_or("case_id", ""), reader.text_or("practice", "")};
  const std::string note = reader.text_or("head", "");
  if (reader.error() || first_line(proven.name, note) != text.substr(0, end + 1)) {
    flaw(Flaw::Kind::changed, 0, 1, "line 1, the signed head of the log, cannot be read");
    return proven;
  }
  const auto opened = key ? open_note(note, *key) : text_of_unverified(note);
  const auto head = opened ? read_tree_head(*opened) : std::unexpected(opened.error());
  if (!head) {
    flaw(Flaw::Kind::signature, 0, 1, "the head of the log in line 1: " + head.error().text());
    return proven;
  }
  proven.head = *head;
  base::MerkleHasher hasher;
  std::uint64_t number = 1;
  std::uint64_t last = 0;
  if (!text.ends_with('\n')) flaw(Flaw::Kind::truncated, 0, 0, "the file ends in the middle of a line");
  each_line(text.substr(end + 1), [&](std::string_view line) {
    ++number;
    const std::size_t infix = line.find(record_infix);
    if (!line.starts_with(path_prefix) || infix == std::string_view::npos || !line.ends_with('}')) {
      flaw(Flaw::Kind::changed, 0, number, fmt::format("line {} is no record with its path", number));
      return false;
    }
    const auto path = read_path(line.substr(path_prefix.size(), infix - path_prefix.size()));
    std::string_view record = line.substr(infix + record_infix.size());
    record.remove_suffix(1);
    const auto it = whose(record, parser);
    if (!path || !it ||
        !base::verify_inclusion(hasher.leaf(record), it->sequence - 1, head->size, *path, head->root)) {
      flaw(Flaw::Kind::changed, it ? it->sequence : 0, number,
           fmt::format("the record in line {} is not in the log, or its path was changed", number));
      return false;
    }
    if (it->name.case_id != proven.name.case_id || it->name.practice != proven.name.practice) {
      flaw(Flaw::Kind::added, it->sequence, number,
           fmt::format("record {} in line {} is of another case", it->sequence, number));
      return false;
    }
    if (it->sequence <= last) {
      flaw(Flaw::Kind::swapped, it->sequence, number,
           fmt::format("record {} in line {} comes after record {}", it->sequence, number, last));
      return false;
    }
    last = it->sequence;
    ++proven.records;
    return true;
  });
  if (!proven.flaw && proven.records == 0) flaw(Flaw::Kind::truncated, 0, 1, "the proof holds no record");
  return proven;
}

}  // namespace articulator::audit
