// scenarios/schema.json says the same as the loader's tables, key by key, both ways.
#include "engine/base/json_reader.hpp"
#include "scenarios/runner/document.hpp"
#include "scenarios/runner/vocabulary.hpp"

#include <set>
#include <span>
#include <string>
#include <vector>

#include <boost/test/unit_test.hpp>

namespace articulator::runner {
namespace {

const Node& schema() {
  static const auto node = read_document(ARTICULATOR_SOURCE_DIR "/scenarios/schema.json");
  BOOST_REQUIRE_MESSAGE(node.has_value(), (node ? "" : node.error().text()));
  return *node;
}

const Node& at(const Node& node, const std::string& key) {
  const Node* found = node.find(key);
  BOOST_REQUIRE_MESSAGE(found, "the schema has no " << key);
  return *found;
}

std::set<std::string> names_of(const Node& object) {
  std::set<std::string> names;
  for (const Member& member : object.members)
    names.insert(member.key);
  return names;
}

void check_same(const std::string& what, const std::set<std::string>& schema_names,
                const std::set<std::string>& loader_names) {
  for (const std::string& name : loader_names)
    BOOST_TEST(schema_names.contains(name), "the schema lacks \"" << name << "\" of " << what);
  for (const std::string& name : schema_names)
    BOOST_TEST(loader_names.contains(name), "the loader does not know \"" << name << "\" of " << what);
}

void check_object(const std::string& what, const Node& object,
                  const std::vector<std::span<const Key>>& tables) {
  std::set<std::string> all;
  std::set<std::string> required;
  for (const auto& table : tables) {
    for (const Key& key : table) {
      all.insert(std::string(key.name));
      if (key.required) required.insert(std::string(key.name));
    }
  }
  check_same(what, names_of(at(object, "properties")), all);
  std::set<std::string> said;
  if (const Node* list = object.find("required"))
    for (const Node& name : list->elements)
      said.insert(name.text);
  check_same("what is required of " + what, said, required);
  const Node* more = object.find("additionalProperties");
  BOOST_TEST((more && more->is(base::JsonKind::boolean) && !more->boolean), what << " is open to other keys");
}

}  // namespace

BOOST_AUTO_TEST_SUITE(schema_file)

BOOST_AUTO_TEST_CASE(the_scenario_and_its_world_have_the_loaders_keys) {
  const Node& defs = at(schema(), "$defs");
  check_object("a scenario", schema(), {scenario_keys()});
  check_object("a world", at(defs, "world"), {world_keys()});
  check_object("a practice", at(defs, "practice"), {practice_keys()});
}

BOOST_AUTO_TEST_CASE(each_verb_has_the_loaders_keys) {
  const Node& properties = at(at(at(schema(), "$defs"), "step"), "properties");
  std::set<std::string> known{"at", "practice", "if_possible", "expect", "always"};
  for (const Verb& verb : verbs()) {
    const std::string word(verb.word);
    known.insert(word);
    check_object(word, at(properties, word), {verb.keys});
  }
  check_same("a step", names_of(properties), known);
  std::set<std::string> one_of;  // a step has exactly one of these
  for (const Node& alternative : at(at(at(schema(), "$defs"), "step"), "oneOf").elements)
    for (const Node& name : at(alternative, "required").elements)
      one_of.insert(name.text);
  known.erase("at");
  known.erase("practice");
  known.erase("if_possible");
  check_same("what a step is one of", one_of, known);
}

BOOST_AUTO_TEST_CASE(each_form_has_the_loaders_keys) {
  const Node& properties = at(at(at(schema(), "$defs"), "form"), "properties");
  std::set<std::string> known;
  for (const Form& form : forms()) {
    const std::string word(form.word);
    known.insert(word);
    const bool counts = counts_facts(form.kind);
    check_object(word, at(properties, word), {form.keys, counts ? counting_keys() : std::span<const Key>()});
  }
  check_same("a form", names_of(properties), known);
}

BOOST_AUTO_TEST_CASE(the_nearest_word_is_found_and_a_far_one_is_not) {
  const std::vector<std::string_view> known{"steps", "shows", "world"};
  BOOST_TEST(nearest("stepz", known).value_or("") == "steps");
  BOOST_TEST(nearest("shwos", known).value_or("") == "shows");
  BOOST_TEST(!nearest("xx", known).has_value());
  BOOST_TEST(nearest("show", known).value_or("") == "shows");
  BOOST_TEST(!nearest("elephant", known).has_value());
  BOOST_TEST(!nearest(std::string(10'000, 'x'), known).has_value());
}

BOOST_AUTO_TEST_SUITE_END()

}  // namespace articulator::runner
