// XML as the box writes and reads it.
//
//   XmlWriter page("ApiHelp");
//   page.inside("Route").add("Name", "Patient");
//   page.text()  ->  "<?xml ...?><ApiHelp><Route><Name>Patient</Name></Route></ApiHelp>"
#pragma once

#include "engine/base/http.hpp"
#include "engine/base/json_reader.hpp"

#include <memory>
#include <string>
#include <string_view>

#include <pugixml.hpp>

namespace articulator::simulators::eaglesoft {

class XmlWriter {
 public:
  explicit XmlWriter(std::string_view root);

  XmlWriter& add(std::string_view name, std::string_view text);
  XmlWriter& attribute(std::string_view name, std::string_view text);
  XmlWriter& set(std::string_view text);    // of the element itself
  XmlWriter inside(std::string_view name);  // writes into a new element of this one
  // A JSON value as an element, its kind as the attribute Type where it is no text. Members are in
  // PascalCase, elements of lists are Row.
  void add_json(std::string_view name, const base::JsonValue& value);

  [[nodiscard]] std::string text() const;  // of the whole document

 private:
  XmlWriter(std::shared_ptr<pugi::xml_document> document, pugi::xml_node node);

  std::shared_ptr<pugi::xml_document> document_;
  pugi::xml_node node_;
};

base::HttpResponse xml_response(int status, std::string body);

// "ProcedureCode" and "procedure_code".
std::string pascal_case(std::string_view snake_case);
std::string snake_case(std::string_view pascal_case);

std::string_view local_name(pugi::xml_node node);  // without its prefix
pugi::xml_node child_of(pugi::xml_node node, std::string_view name);

}  // namespace articulator::simulators::eaglesoft
