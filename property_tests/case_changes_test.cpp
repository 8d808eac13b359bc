// Law: a change to a case does what RFC 7396 and RFC 6901 say of trees of JSON values. The engine writes the
// case anew with the change in it; here the same is done by the book, on a tree.
#include "property_tests/generated_case.hpp"

#include <optional>
#include <string>
#include <vector>

#include <boost/test/unit_test.hpp>
#include <fmt/format.h>
#include <nlohmann/json.hpp>
#include <rapidcheck/boost_test.h>

namespace articulator::property_tests {
namespace {

using Json = nlohmann::json;

// ---- by the book ----

std::string canonical(const model::CaseFile& file) {
  std::string json;
  base::JsonWriter out(json);
  write_case_file(out, file);
  return json;
}

base::Expected<model::CaseFile> file_of(const Json& tree) {
  base::JsonParser parser;
  const auto document = parser.parse(tree.dump());
  if (!document) return std::unexpected(document.error());
  return model::read_case_file(*document, "");
}

// `tooth` and `teeth` are two spellings of one thing.
void drop_other_spelling(Json& tree, const std::string& member) {
  Json& prescription = tree["prescription"];
  if (!prescription.is_object()) return;
  if (member == "tooth") prescription.erase("teeth");
  if (member == "teeth") prescription.erase("tooth");
}

base::Expected<model::CaseFile> merged_by_the_book(const model::CaseFile& file, const std::string& text) {
  Json tree = Json::parse(canonical(file));
  base::JsonParser parser;
  const auto patch = parser.parse(text).value();
  if (const auto prescription = patch.find("prescription"))
    for (const auto& [key, value] : prescription->members())  // also where the same key comes again
      if (!value.is(base::JsonKind::null)) drop_other_spelling(tree, std::string(key));
  tree.merge_patch(Json::parse(text));
  return file_of(tree);
}

std::optional<std::size_t> index_of(const Json& array, const std::string& token) {
  if (token == "-") return array.size();
  const bool is_number = !token.empty() && token.find_first_not_of("0123456789") == std::string::npos;
  if (!is_number || token.size() > 4 || (token.size() > 1 && token[0] == '0')) return std::nullopt;
  const std::size_t index = std::stoul(token);
  return index <= array.size() ? std::optional(index) : std::nullopt;
}

bool is_there(const Json& parent, const std::string& token) {
  if (parent.is_object()) return parent.contains(token);
  if (!parent.is_array()) return !parent.is_null();
  const auto index = index_of(parent, token);
  return index && *index < parent.size();
}

// One step down, making what is not there yet; null: no way down.
Json* child(Json& parent, const std::string& token) {
  if (parent.is_null()) parent = Json::object();
  if (parent.is_object()) return &parent[token];
  const auto index = parent.is_array() ? index_of(parent, token) : std::nullopt;
  if (!index) return nullptr;
  if (*index == parent.size()) parent.push_back(nullptr);
  return &parent[*index];
}

using Tokens = std::vector<std::string>;

Tokens tokens_of(const std::string& pointer) {
  Tokens tokens;
  for (Json::json_pointer left(pointer); !left.empty(); left.pop_back())
    tokens.insert(tokens.begin(), left.back());
  return tokens;
}

// False: it leads nowhere.
bool change(Json& tree, const Tokens& tokens, const Json& value) {
  const bool away = value.is_null();
  if (!away && tokens.size() == 2 && tokens[0] == "prescription") drop_other_spelling(tree, tokens[1]);
  Json* place = &tree;
  for (std::size_t i = 0; i + 1 < tokens.size(); ++i) {
    if (away && !is_there(*place, tokens[i])) return true;
    place = child(*place, tokens[i]);
    if (place == nullptr) return false;
  }
  const std::string& last = tokens.back();
  if (!away) {
    place = child(*place, last);
    if (place != nullptr) *place = value;
    return place != nullptr;
  }
  if (place->is_object()) place->erase(last);
  if (place->is_array() && is_there(*place, last)) place->erase(*index_of(*place, last));
  return true;
}

base::Expected<model::CaseFile> corrected_by_the_book(
    const model::CaseFile& file, const std::vector<std::pair<std::string, std::string>>& changes) {
  Json tree = Json::parse(canonical(file));
  for (const auto& [pointer, value] : changes)
    if (!change(tree, tokens_of(pointer), Json::parse(value)))
      return base::failure(pointer, "leads through a value that has no members",
                           "use a JSON pointer such as /prescription/shade");
  return file_of(tree);
}

// ---- changes, sensible and odd ----

const std::vector<std::string> members{"prescription", "prescriber", "attachments", "notes",  "lab",
                                       "patient",      "tooth",      "teeth",       "shade",  "implant",
                                       "system",       "bytes",      "name",        "signed", "caf\u00e9"};
const std::vector<std::string> plain_values{R"("A2")",
                                            R"("19")",
                                            R"(["3","#4"])",
                                            R"("a\"b\\\n\u00e9")",
                                            "true",
                                            "0",
                                            "-1",
                                            "7",
                                            "2.5",
                                            "1e2",
                                            "-0.0",
                                            "null",
                                            "{}",
                                            "[]"};

std::string value_json(int depth);

// Some keys come twice: the last counts.
std::string object_json(int depth) {
  std::string json = "{";
  const int count = *rc::gen::inRange(0, 5);
  for (int i = 0; i < count; ++i) {
    const std::string key = *rc::gen::elementOf(members);
    json += (i > 0 ? ",\"" : "\"") + key + "\":" + value_json(depth);
  }
  return json + "}";
}

std::string value_json(int depth) {
  const int kind = *rc::gen::inRange(0, depth > 0 ? 10 : 6);
  if (kind < 6) return *rc::gen::elementOf(plain_values);
  if (kind < 9) return object_json(depth - 1);
  const std::string first = value_json(depth - 1);
  const std::string second = value_json(depth - 1);
  return "[" + first + "," + second + "]";
}

std::string some_of(const std::vector<std::string>& keys) {
  std::string json = "{";
  const int count = *rc::gen::inRange(0, 4);
  for (int i = 0; i < count; ++i) {
    const std::string key = *rc::gen::elementOf(keys);
    const std::string value = *rc::gen::element<std::string>(R"("A1")", R"("21")", "null", R"(["5","6"])",
                                                             R"({"system":"X","name":null})", "true");
    json += (i > 0 ? ",\"" : "\"") + key + "\":" + value;
  }
  return json + "}";
}

// Of the members that there are, or odd ones, which are mostly refused.
std::string patch_json() {
  if (*rc::gen::inRange(0, 3) == 0) return object_json(3);
  const std::string prescription =
      some_of({"tooth", "teeth", "teeth", "shade", "implant", "pontics", "arch", "due_date"});
  const std::string prescriber = some_of({"name", "signed", "id"});
  return R"({"prescription":)" + prescription + R"(,"prescriber":)" + prescriber + "}";
}

const std::vector<std::string> pointers{"/prescription/shade",
                                        "/prescription/tooth",
                                        "/prescription/teeth",
                                        "/prescription/teeth/0",
                                        "/prescription/teeth/-",
                                        "/prescription/pontics/1",
                                        "/prescription/implant",
                                        "/prescription/implant/system",
                                        "/prescription/a/b/c",
                                        "/prescription",
                                        "/prescriber/signed",
                                        "/prescriber/name/first",
                                        "/attachments",
                                        "/attachments/0",
                                        "/attachments/-",
                                        "/attachments/01",
                                        "/attachments/1/name",
                                        "/attachments/0/mesh/size_mm/2",
                                        "/attachments/0/mesh/none/x",
                                        "/attachments/-/kind",
                                        "/notes",
                                        "/notes/inner",
                                        "/notes/inner/more",
                                        "/appointment",
                                        "/appointment/x/y",
                                        "/prescription/a~1b/~0",
                                        "/lab",
                                        "/patient"};

// As two sides must agree on it: what came out, or why nothing did.
std::string outcome(const base::Expected<model::CaseFile>& file) {
  if (!file) return file.error().text();
  std::string text = canonical(*file);
  for (const model::Attachment& attachment : file->attachments)
    text += attachment.content ? " seen" : " unseen";
  return text + file->prescription.procedure.given + file->prescription.shade.given;
}

BOOST_AUTO_TEST_SUITE(case_changes)

RC_BOOST_PROP(a_merge_patch_changes_what_the_rfc_says, ()) {
  const model::CaseFile file = case_of(*case_json());
  const std::string patch = patch_json();
  RC_LOG() << patch;
  const auto now = model::merged(file, patch);
  RC_CLASSIFY(now.has_value(), "merged");
  RC_ASSERT(outcome(now) == outcome(merged_by_the_book(file, patch)));
}

RC_BOOST_PROP(a_correction_reaches_what_its_pointer_says, ()) {
  const model::CaseFile file = case_of(*case_json());
  std::vector<std::pair<std::string, std::string>> changes;
  std::string json = "{";
  const int count = *rc::gen::inRange(0, 4);
  for (int i = 0; i < count; ++i) {
    const std::string pointer = *rc::gen::elementOf(pointers);
    const std::string value = value_json(2);
    json += (i > 0 ? ",\"" : "\"") + pointer + "\":" + value;
    changes.emplace_back(pointer, value);
  }
  json += "}";
  RC_LOG() << json;
  const auto now = model::corrected(file, json);
  RC_CLASSIFY(now.has_value(), "corrected");
  RC_ASSERT(outcome(now) == outcome(corrected_by_the_book(file, changes)));
}

BOOST_AUTO_TEST_SUITE_END()

}  // namespace
}  // namespace articulator::property_tests
