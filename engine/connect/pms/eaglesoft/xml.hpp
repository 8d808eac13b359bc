// XML that comes from outside, bounded and named by its path when it is wrong.
//
//   auto document = parse_xml(answer.body);                       // Error: no XML, too long, too deep, a DTD
//   XmlReader row(document->document_element(), "/LabCase");
//   const std::int64_t key = row.integer("Key", 1, key_max);      // missing or no number: remembered, 0
//   const std::string notes = row.text_or("Notes", "");
//   if (row.error()) return std::unexpected(*row.error());        // where: "/LabCase/Key"
//
// As base::ObjectReader it keeps the first error and goes on, so that reading code stays a straight line.
// Names are compared without their namespace prefix, since a box may choose its own. A document type is
// refused: it can make a few bytes into gigabytes, and no message needs one.
#pragma once

#include "engine/base/error.hpp"
#include "engine/base/instant.hpp"
#include "engine/base/json_writer.hpp"

#include <cstddef>
#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include <pugixml.hpp>

namespace articulator::connect::eaglesoft {

inline constexpr std::size_t xml_bytes_max = 16'000'000;  // a case with its scans in base64
inline constexpr int xml_depth_max = 24;
inline constexpr std::size_t xml_nodes_max = 100'000;
inline constexpr std::size_t xml_list_max = 500;  // elements of one name in another

// Error: see above. UTF-8; bytes that are none become '?'.
base::Expected<std::unique_ptr<pugi::xml_document>> parse_xml(std::string_view text);

std::string_view local_name(pugi::xml_node node);  // "soap:Body" is "Body"
pugi::xml_node child_of(pugi::xml_node node, std::string_view name);
std::string text_of(pugi::xml_node node);

class XmlReader {
 public:
  XmlReader(pugi::xml_node node, std::string path) : node_(node), path_(std::move(path)) {}

  [[nodiscard]] bool has(std::string_view name) const { return !child_of(node_, name).empty(); }
  std::string text(std::string_view name);
  std::string text_or(std::string_view name, std::string_view fallback) const;
  std::int64_t integer(std::string_view name, std::int64_t low, std::int64_t high);
  std::int64_t integer_or(std::string_view name, std::int64_t fallback, std::int64_t low, std::int64_t high);
  std::optional<bool> boolean(std::string_view name);  // "true", "false"; empty: not there
  // xsd:dateTime with an offset; empty: not there.
  std::optional<base::Instant> instant(std::string_view name);
  XmlReader child(std::string_view name);                  // must be there; report() its error back
  std::vector<XmlReader> children(std::string_view name);  // at most xml_list_max

  void report(const std::optional<base::Error>& other);
  void report(std::string_view name, std::string what);
  [[nodiscard]] const std::optional<base::Error>& error() const { return error_; }
  [[nodiscard]] const std::string& path() const { return path_; }
  [[nodiscard]] pugi::xml_node node() const { return node_; }

 private:
  pugi::xml_node node_;
  std::string path_;
  std::optional<base::Error> error_;
};

// An element as JSON, by its attribute Type: Struct (members in snake_case), List, Integer, Decimal, Boolean;
// else text. A number that is none stays text.
void write_json(base::JsonWriter& out, pugi::xml_node node);

// "ProcedureCode" is "procedure_code", and back.
std::string snake_case(std::string_view pascal_case);
std::string pascal_case(std::string_view snake_case);

}  // namespace articulator::connect::eaglesoft
