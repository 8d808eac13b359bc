#include "replay/shadow/readable.hpp"

namespace articulator::replay {
namespace {

constexpr std::size_t bytes_max = 400;

void append(std::string& out, base::JsonValue value, bool is_outermost) {
  if (out.size() > bytes_max) return;
  if (value.is(base::JsonKind::object)) {
    const auto members = value.members();
    if (members.empty()) return static_cast<void>(out += "nothing more");
    if (!is_outermost) out += '(';
    for (std::size_t i = 0; i < members.size(); ++i) {
      if (i > 0) out += is_outermost ? " · " : ", ";
      out += members[i].key;
      out += ' ';
      append(out, members[i].value, false);
    }
    if (!is_outermost) out += ')';
  } else if (value.is(base::JsonKind::array)) {
    const auto elements = value.elements();
    if (elements.empty()) out += "none";
    for (std::size_t i = 0; i < elements.size(); ++i) {
      if (i > 0) out += ", ";
      append(out, elements[i], false);
    }
  } else if (const auto text = value.text()) {
    out += *text;
  } else {
    out += value.dump();
  }
}

// Not within a UTF-8 sequence.
std::string shortened(std::string text) {
  if (text.size() <= bytes_max) return text;
  std::size_t end = bytes_max;
  while (end > 0 && (static_cast<unsigned char>(text[end]) & 0xC0U) == 0x80U)
    --end;
  return text.substr(0, end) + " ...";
}

}  // namespace

std::string readable(base::JsonValue value) {
  if (value.is(base::JsonKind::null)) return "nothing";
  std::string out;
  append(out, value, true);
  return shortened(std::move(out));
}

std::string readable(std::string_view json) {
  base::JsonParser parser;
  const auto document = parser.parse(json);
  return document ? readable(*document) : "nothing";
}

}  // namespace articulator::replay
