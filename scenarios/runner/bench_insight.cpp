#include "scenarios/runner/bench_insight.hpp"

#include "engine/base/json_reader.hpp"
#include "engine/base/json_writer.hpp"

#include <algorithm>
#include <string_view>

namespace articulator::runner {
namespace {

void write_selection(base::JsonWriter& w, const base::JsonValue& selection, const Library& library) {
  w.begin_object();
  for (const base::JsonValue::Member& member : selection.members()) {
    w.key(member.key);
    if (member.key != "labs") {
      w.raw(member.value.dump());
      continue;
    }
    w.begin_array();
    for (const base::JsonValue& name : member.value.elements()) {
      const Lab* lab = library.lab(name.text().value_or(""));
      w.raw(lab ? lab->profile : name.dump());
    }
    w.end_array();
  }
  w.end_object();
}

void write_inventory(base::JsonWriter& w, const base::JsonValue& inventory, const std::string& mail_url,
                     const std::string& from) {
  w.begin_object();
  for (const base::JsonValue::Member& member : inventory.members())
    w.key(member.key).raw(member.value.dump());
  w.key("mail").begin_object().member("url", mail_url).member("from", from).end_object();
  w.end_object();
}

}  // namespace

std::string insight_of(const WorldSetup& world, const Library& library, const std::string& mail_url,
                       const std::string& from) {
  base::JsonParser parser;
  const auto document = parser.parse(world.insight);
  std::string json;
  base::JsonWriter w(json);
  w.begin_object();
  for (const base::JsonValue::Member& member :
       document ? document->members() : std::vector<base::JsonValue::Member>()) {
    w.key(member.key);
    if (member.key == "selection")
      write_selection(w, member.value, library);
    else if (member.key == "inventory")
      write_inventory(w, member.value, mail_url, from);
    else
      w.raw(member.value.dump());
  }
  w.end_object();
  return json;
}

std::vector<std::string> supplier_addresses(const std::string& insight) {
  std::vector<std::string> addresses;
  base::JsonParser parser;
  const auto document = parser.parse(insight);
  const auto suppliers = document ? document->at_pointer("/inventory/suppliers") : std::nullopt;
  if (!suppliers) return addresses;
  for (const base::JsonValue& supplier : suppliers->elements()) {
    const auto email = supplier.find("email");
    const std::string address(email ? email->text().value_or("") : "");
    if (std::ranges::find(addresses, address) == addresses.end()) addresses.push_back(address);
  }
  return addresses;
}

}  // namespace articulator::runner
