// Changes to the case data: corrections by JSON pointer, and merge patches. They work on the canonical JSON
// of the case file, so that a change may reach whatever the case data may hold; it is written anew with the
// change, and the result is read back like any outside input.
#include "engine/model/case_file.hpp"

#include <algorithm>
#include <array>
#include <map>
#include <span>
#include <utility>

#include <fmt/format.h>

namespace articulator::model {
namespace {

using Members = std::map<std::string_view, base::JsonValue>;

constexpr std::size_t changes_max = 64;

constexpr std::array<std::string_view, 7> case_members{"appointment", "attachments", "lab",         "notes",
                                                       "patient",     "prescriber",  "prescription"};

std::string json_of(const CaseFile& file) {
  std::string json;
  base::JsonWriter out(json);
  write_case_file(out, file);
  return json;
}

base::Expected<CaseFile> file_of(std::string_view json, base::JsonParser& parser) {
  const auto document = parser.parse(json);
  if (!document) return std::unexpected(document.error());
  return read_case_file(*document, "");
}

// `tooth` and `teeth` are two spellings of one thing: whoever sets one replaces the other.
std::string_view other_spelling(std::string_view member) {
  if (member == "tooth") return "teeth";
  if (member == "teeth") return "tooth";
  return "";
}

// Of an object: its members in the order of their keys; of equal keys the last counts.
Members last_members(base::JsonValue object) {
  Members members;
  for (const auto& [key, value] : object.members())
    members.insert_or_assign(key, value);
  return members;
}

void write_value(base::JsonWriter& out, base::JsonValue value) {
  if (value.is(base::JsonKind::array)) {
    out.begin_array();
    for (const base::JsonValue element : value.sequence())
      write_value(out, element);
    out.end_array();
  } else if (value.is(base::JsonKind::object)) {
    out.begin_object();
    for (const auto& [key, member] : last_members(value))
      write_value(out.key(key), member);
    out.end_object();
  } else if (const auto text = value.text()) {
    out.text(*text);
  } else {
    out.raw(value.dump());
  }
}

// What stands in our own writing already, as it is.
void copy_value(base::JsonWriter& out, base::JsonValue value) {
  out.raw(value.dump());
}

// A correction: where it leads, and what it does there.
struct Change {
  std::vector<std::string> tokens;
  base::JsonValue value;  // null: takes the member away

  [[nodiscard]] bool away() const { return value.is(base::JsonKind::null); }
  // The member of the prescription that the change replaces by setting another.
  [[nodiscard]] std::string_view replaced() const {
    const bool of_prescription = tokens.size() == 2 && tokens.front() == "prescription";
    return of_prescription && !away() ? other_spelling(tokens[1]) : "";
  }
};

// The reference tokens of a JSON pointer (RFC 6901); empty: not a pointer.
std::optional<std::vector<std::string>> tokens_of(std::string_view pointer) {
  if (pointer.empty() || pointer.front() != '/') return std::nullopt;
  std::vector<std::string> tokens;
  for (std::size_t i = 0; i < pointer.size(); ++i) {
    if (pointer[i] == '/') {
      tokens.emplace_back();
      continue;
    }
    if (pointer[i] != '~') {
      tokens.back() += pointer[i];
      continue;
    }
    ++i;
    if (i == pointer.size() || (pointer[i] != '0' && pointer[i] != '1')) return std::nullopt;
    tokens.back() += pointer[i] == '0' ? '~' : '/';
  }
  return tokens;
}

// An index of an array: an existing one, or the next free one ("-" too). Empty: none such.
std::optional<std::size_t> index_of(std::size_t size, const std::string& token) {
  if (token == "-") return size;
  if (token.empty() || token.size() > 4 || (token.size() > 1 && token[0] == '0')) return std::nullopt;
  std::size_t index = 0;
  for (const char c : token) {
    if (c < '0' || c > '9') return std::nullopt;
    index = index * 10 + static_cast<std::size_t>(c - '0');
  }
  if (index > size) return std::nullopt;
  return index;
}

// Writes a document anew with one change.
class Changed {
 public:
  Changed(base::JsonWriter& out, const Change& change) : out_(out), change_(change) {}

  // What stands at the first `depth` tokens. False: the change leads through a value that has no members.
  bool write(base::JsonValue here, std::size_t depth) {
    const std::span<const std::string> below = std::span(change_.tokens).subspan(depth);
    if (below.empty()) {
      write_value(out_, change_.value);
      return true;
    }
    if (here.is(base::JsonKind::object)) return write_object(here, depth);
    if (here.is(base::JsonKind::array)) return write_array(here, depth);
    if (!here.is(base::JsonKind::null)) {
      copy_value(out_, here);
      return change_.away() && below.size() == 1;
    }
    if (change_.away())
      out_.null();
    else
      write_new(below);
    return true;
  }

 private:
  bool write_object(base::JsonValue here, std::size_t depth) {
    const std::string& token = change_.tokens[depth];
    const std::string_view replaced = depth == 1 ? change_.replaced() : "";
    bool met = false;
    bool leads_there = true;
    out_.begin_object();
    for (const auto& [key, value] : here.members()) {
      if (!replaced.empty() && key == replaced) continue;
      if (key != token) {
        copy_value(out_.key(key), value);
        continue;
      }
      met = true;
      if (takes_away_at(depth)) continue;
      out_.key(key);
      leads_there = write(value, depth + 1);
    }
    if (!met && !change_.away()) {
      out_.key(token);
      leads_there = write({}, depth + 1);
    }
    out_.end_object();
    return leads_there;
  }

  bool write_array(base::JsonValue here, std::size_t depth) {
    const std::size_t size = here.sequence().size();
    const auto index = index_of(size, change_.tokens[depth]);
    bool leads_there = index.has_value() || change_.away();
    std::size_t at = 0;
    out_.begin_array();
    for (const base::JsonValue element : here.sequence()) {
      const bool met = index == at++;
      if (!met)
        copy_value(out_, element);
      else if (!takes_away_at(depth))
        leads_there = write(element, depth + 1);
    }
    if (index == size && !change_.away()) leads_there = write({}, depth + 1);
    out_.end_array();
    return leads_there;
  }

  [[nodiscard]] bool takes_away_at(std::size_t depth) const {
    return change_.away() && depth + 1 == change_.tokens.size();
  }

  // Where nothing is yet. A pointer may be long: no recursion.
  void write_new(std::span<const std::string> below) {
    for (const std::string& token : below)
      out_.begin_object().key(token);
    write_value(out_, change_.value);
    for (std::size_t i = 0; i < below.size(); ++i)
      out_.end_object();
  }

  base::JsonWriter& out_;
  const Change& change_;
};

base::Expected<std::string> with_change(std::string_view json, std::string_view pointer,
                                        base::JsonValue value, base::JsonParser& parser) {
  auto tokens = tokens_of(pointer);
  const bool inside =
      tokens && std::find(case_members.begin(), case_members.end(), tokens->front()) != case_members.end();
  if (!inside)
    return base::failure(std::string(pointer.substr(0, 80)), "is not a place in the case data",
                         "use a JSON pointer such as /prescription/shade");
  const auto document = parser.parse(json);
  if (!document) return std::unexpected(document.error());
  const Change change{*std::move(tokens), value};
  std::string now;
  base::JsonWriter out(now);
  if (!Changed(out, change).write(*document, 0))
    return base::failure(std::string(pointer.substr(0, 80)), "leads through a value that has no members",
                         "use a JSON pointer such as /prescription/shade");
  return now;
}

// RFC 7396. `target`: null where nothing is.
void write_merged(base::JsonWriter& out, base::JsonValue target, base::JsonValue patch) {
  if (!patch.is(base::JsonKind::object)) return write_value(out, patch);
  const Members before = last_members(target);
  const Members changes = last_members(patch);
  out.begin_object();
  auto kept = before.begin();
  for (const auto& [key, change] : changes) {
    for (; kept != before.end() && kept->first < key; ++kept)
      copy_value(out.key(kept->first), kept->second);
    base::JsonValue changed;
    if (kept != before.end() && kept->first == key) changed = (kept++)->second;
    if (!change.is(base::JsonKind::null)) write_merged(out.key(key), changed, change);
  }
  for (; kept != before.end(); ++kept)
    copy_value(out.key(kept->first), kept->second);
  out.end_object();
}

// The other spelling goes first where the patch sets one of the two; it may well set both.
base::Expected<std::string> with_one_spelling(std::string json, base::JsonValue patch,
                                              base::JsonParser& parser) {
  const auto prescription = patch.find("prescription");
  if (!prescription) return json;
  for (const std::string_view spelling : {"tooth", "teeth"}) {
    const auto sets = [&](const base::JsonValue::Member& member) {
      return member.key == spelling && !member.value.is(base::JsonKind::null);
    };
    if (std::ranges::none_of(prescription->members(), sets)) continue;
    std::string pointer = "/prescription/" + std::string(other_spelling(spelling));
    auto without = with_change(json, pointer, {}, parser);
    if (!without) return without;
    json = *std::move(without);
  }
  return json;
}

base::Expected<CaseFile> with_contents(base::Expected<CaseFile> now, const CaseFile& before) {
  if (now) keep_contents(now->attachments, before.attachments);
  return now;
}

}  // namespace

base::Expected<CaseFile> corrected(const CaseFile& file, std::string_view changes_json) {
  base::JsonParser parser;
  const auto changes = parser.parse(changes_json);
  if (!changes) return std::unexpected(changes.error());
  if (!changes->is(base::JsonKind::object))
    return base::failure("", "changes are an object of JSON pointers and values",
                         "write {\"/prescription/shade\":\"A2\"}");
  const auto members = changes->members();
  if (members.size() > changes_max)
    return base::failure("", fmt::format("{} changes are more than {}", members.size(), changes_max),
                         "correct less at once");
  base::JsonParser case_parser;
  std::string json = json_of(file);
  for (const auto& [pointer, value] : members) {
    auto now = with_change(json, pointer, value, case_parser);
    if (!now) return std::unexpected(now.error());
    json = *std::move(now);
  }
  return with_contents(file_of(json, case_parser), file);
}

base::Expected<CaseFile> merged(const CaseFile& file, std::string_view merge_patch_json) {
  base::JsonParser parser;
  const auto patch = parser.parse(merge_patch_json);
  if (!patch) return std::unexpected(patch.error());
  if (!patch->is(base::JsonKind::object))
    return base::failure("", "the changed part of a case is an object",
                         "write {\"prescription\":{\"shade\":\"A2\"}}");
  base::JsonParser case_parser;
  const auto before = with_one_spelling(json_of(file), *patch, case_parser);
  if (!before) return std::unexpected(before.error());
  const auto target = case_parser.parse(*before);
  if (!target) return std::unexpected(target.error());
  std::string now;
  base::JsonWriter out(now);
  write_merged(out, *target, *patch);
  return with_contents(file_of(now, case_parser), file);
}

}  // namespace articulator::model
