// Changes to the case data: corrections by JSON pointer, and merge patches. They work on the canonical JSON
// of the case file, so that a change may reach whatever the case data may hold; the result is read back like
// any outside input.
#include "engine/model/case_file.hpp"

#include <algorithm>
#include <array>

#include <fmt/format.h>
#include <nlohmann/json.hpp>

namespace articulator::model {
namespace {

using Json = nlohmann::json;

constexpr std::size_t changes_max = 64;

constexpr std::array<std::string_view, 7> case_members{"appointment", "attachments", "lab",         "notes",
                                                       "patient",     "prescriber",  "prescription"};

Json tree_of(const CaseFile& file) {
  std::string json;
  base::JsonWriter out(json);
  write_case_file(out, file);
  return Json::parse(json);  // our own writing
}

base::Expected<CaseFile> file_of(const Json& tree) {
  base::JsonParser parser;
  const auto document = parser.parse(tree.dump());
  if (!document) return std::unexpected(document.error());
  return read_case_file(*document, "");
}

// `tooth` and `teeth` are two spellings of one thing: whoever sets one replaces the other.
void drop_other_spelling(Json& tree, std::string_view set_member) {
  const auto prescription = tree.find("prescription");
  if (prescription == tree.end() || !prescription->is_object()) return;
  if (set_member == "tooth") prescription->erase("teeth");
  if (set_member == "teeth") prescription->erase("tooth");
}

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
std::optional<std::size_t> index_of(const Json& array, const std::string& token) {
  if (token == "-") return array.size();
  if (token.empty() || token.size() > 4 || (token.size() > 1 && token[0] == '0')) return std::nullopt;
  std::size_t index = 0;
  for (const char c : token) {
    if (c < '0' || c > '9') return std::nullopt;
    index = index * 10 + static_cast<std::size_t>(c - '0');
  }
  if (index > array.size()) return std::nullopt;
  return index;
}

// One step down, making what is not there yet. Null: no way down here.
Json* child(Json& parent, const std::string& token) {
  if (parent.is_null()) parent = Json::object();
  if (parent.is_object()) return &parent[token];
  if (!parent.is_array()) return nullptr;
  const auto index = index_of(parent, token);
  if (!index) return nullptr;
  if (*index == parent.size()) parent.push_back(nullptr);
  return &parent[*index];
}

bool there(const Json& parent, const std::string& token) {
  if (parent.is_object()) return parent.contains(token);
  if (!parent.is_array()) return !parent.is_null();
  const auto index = index_of(parent, token);
  return index && *index < parent.size();
}

void take_away(Json& parent, const std::string& token) {
  if (parent.is_object()) parent.erase(token);
  if (!parent.is_array()) return;
  const auto index = index_of(parent, token);
  if (index && *index < parent.size()) parent.erase(*index);
}

base::Expected<void> change(Json& tree, std::string_view pointer, base::JsonValue value) {
  const auto tokens = tokens_of(pointer);
  const bool inside =
      tokens && std::find(case_members.begin(), case_members.end(), tokens->front()) != case_members.end();
  if (!inside)
    return base::failure(std::string(pointer.substr(0, 80)), "is not a place in the case data",
                         "use a JSON pointer such as /prescription/shade");
  const bool away = value.is(base::JsonKind::null);
  if (!away && tokens->size() == 2 && tokens->front() == "prescription")
    drop_other_spelling(tree, (*tokens)[1]);
  Json* place = &tree;
  for (std::size_t i = 0; i + 1 < tokens->size() && place != nullptr; ++i) {
    if (away && !there(*place, (*tokens)[i])) return {};
    place = child(*place, (*tokens)[i]);
  }
  if (place != nullptr && away) {
    take_away(*place, tokens->back());
    return {};
  }
  if (place != nullptr) place = child(*place, tokens->back());
  if (place == nullptr)
    return base::failure(std::string(pointer.substr(0, 80)), "leads through a value that has no members",
                         "use a JSON pointer such as /prescription/shade");
  *place = Json::parse(value.dump());
  return {};
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
  Json tree = tree_of(file);
  for (const auto& [pointer, value] : members)
    if (auto done = change(tree, pointer, value); !done) return std::unexpected(done.error());
  return with_contents(file_of(tree), file);
}

base::Expected<CaseFile> merged(const CaseFile& file, std::string_view merge_patch_json) {
  base::JsonParser parser;
  const auto patch = parser.parse(merge_patch_json);
  if (!patch) return std::unexpected(patch.error());
  if (!patch->is(base::JsonKind::object))
    return base::failure("", "the changed part of a case is an object",
                         "write {\"prescription\":{\"shade\":\"A2\"}}");
  Json tree = tree_of(file);
  if (const auto prescription = patch->find("prescription"))
    for (const auto& [key, value] : prescription->members())
      if (!value.is(base::JsonKind::null)) drop_other_spelling(tree, key);
  tree.merge_patch(Json::parse(patch->dump()));
  return with_contents(file_of(tree), file);
}

}  // namespace articulator::model
