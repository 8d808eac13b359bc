#include "simulators/pms/eaglesoft/xml.hpp"

#include <utility>

namespace articulator::simulators::eaglesoft {
namespace {

struct StringWriter : pugi::xml_writer {
  std::string text;
  void write(const void* data, std::size_t size) override {
    text.append(static_cast<const char*>(data), size);
  }
};

std::string_view type_of(const base::JsonValue& value) {
  switch (value.kind()) {
    case base::JsonKind::boolean:
      return "Boolean";
    case base::JsonKind::integer:
      return "Integer";
    case base::JsonKind::decimal:
      return "Decimal";
    case base::JsonKind::array:
      return "List";
    case base::JsonKind::object:
      return "Struct";
    case base::JsonKind::text:
    case base::JsonKind::null:
      break;
  }
  return "";
}

}  // namespace

XmlWriter::XmlWriter(std::string_view root) : document_(std::make_shared<pugi::xml_document>()) {
  node_ = document_->append_child(std::string(root).c_str());
}

XmlWriter::XmlWriter(std::shared_ptr<pugi::xml_document> document, pugi::xml_node node)
    : document_(std::move(document)), node_(node) {}

XmlWriter& XmlWriter::add(std::string_view name, std::string_view text) {
  node_.append_child(std::string(name).c_str()).text().set(std::string(text).c_str());
  return *this;
}

XmlWriter& XmlWriter::attribute(std::string_view name, std::string_view text) {
  node_.append_attribute(std::string(name).c_str()).set_value(std::string(text).c_str());
  return *this;
}

XmlWriter& XmlWriter::set(std::string_view text) {
  node_.text().set(std::string(text).c_str());
  return *this;
}

XmlWriter XmlWriter::inside(std::string_view name) {
  return {document_, node_.append_child(std::string(name).c_str())};
}

void XmlWriter::add_json(std::string_view name, const base::JsonValue& value) {
  if (value.is(base::JsonKind::null)) return;
  XmlWriter element = inside(name);
  if (const std::string_view type = type_of(value); !type.empty()) element.attribute("Type", type);
  if (value.is(base::JsonKind::object)) {
    for (const base::JsonValue::Member& member : value.members())
      element.add_json(pascal_case(member.key), member.value);
  } else if (value.is(base::JsonKind::array)) {
    for (const base::JsonValue& one : value.elements())
      element.add_json("Row", one);
  } else {
    element.set(value.text() ? std::string(*value.text()) : value.dump());
  }
}

std::string XmlWriter::text() const {
  StringWriter out;
  out.text = "<?xml version=\"1.0\" encoding=\"utf-8\"?>";
  document_->save(out, "", pugi::format_raw | pugi::format_no_declaration, pugi::encoding_utf8);
  return std::move(out.text);
}

base::HttpResponse xml_response(int status, std::string body) {
  base::HttpResponse response;
  response.status = status;
  response.headers.set("Content-Type", "text/xml; charset=utf-8");
  response.body = std::move(body);
  return response;
}

std::string pascal_case(std::string_view snake_case) {
  std::string pascal;
  bool starts_word = true;
  for (const char c : snake_case) {
    if (c == '_') {
      starts_word = true;
      continue;
    }
    pascal += starts_word && c >= 'a' && c <= 'z' ? static_cast<char>(c - 'a' + 'A') : c;
    starts_word = false;
  }
  return pascal;
}

std::string snake_case(std::string_view pascal_case) {
  std::string snake;
  for (const char c : pascal_case) {
    const bool is_capital = c >= 'A' && c <= 'Z';
    if (is_capital && !snake.empty()) snake += '_';
    snake += is_capital ? static_cast<char>(c - 'A' + 'a') : c;
  }
  return snake;
}

std::string_view local_name(pugi::xml_node node) {
  std::string_view name = node.name();
  const std::size_t colon = name.find(':');
  return colon == std::string_view::npos ? name : name.substr(colon + 1);
}

pugi::xml_node child_of(pugi::xml_node node, std::string_view name) {
  for (const pugi::xml_node child : node.children())
    if (local_name(child) == name) return child;
  return {};
}

}  // namespace articulator::simulators::eaglesoft
