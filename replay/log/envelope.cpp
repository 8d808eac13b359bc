#include "replay/log/envelope.hpp"

#include <cstddef>

namespace articulator::replay {
namespace {

class Cursor {
 public:
  explicit Cursor(std::string_view line) : line_(line) {}

  bool pass(std::string_view expected) {
    if (!left().starts_with(expected)) return false;
    at_ += expected.size();
    return true;
  }
  // Of a text that begins here, up to its quote. Whether that is its end is for `is_plain` to say.
  bool read(std::string_view& text) {
    const std::size_t end = line_.find('"', at_);
    if (end == std::string_view::npos) return false;
    text = line_.substr(at_, end - at_);
    at_ = end;
    return true;
  }
  // Of all passed: no escape, no control character, nothing beyond ASCII. In bytes and without an early end,
  // so that compilers take many at once.
  [[nodiscard]] bool is_plain() const {
    unsigned char odd = 0;
    for (const char c : line_.substr(0, at_))
      odd = static_cast<unsigned char>(odd | (static_cast<signed char>(c) < ' ') | (c == '\\'));
    return odd == 0;
  }
  [[nodiscard]] std::string_view left() const { return line_.substr(at_); }

 private:
  std::string_view line_;
  std::size_t at_ = 0;
};

bool read_to_source(Cursor& in, Envelope& envelope) {
  return in.pass(R"({"specversion":"1.0","id":")") && in.read(envelope.id) && in.pass(R"(","source":")") &&
         in.read(envelope.source);
}

}  // namespace

std::optional<Envelope> plain_envelope(std::string_view line) {
  Cursor in(line);
  Envelope envelope;
  if (!read_to_source(in, envelope) || !in.pass(R"(","type":")") || !in.read(envelope.type))
    return std::nullopt;
  if (in.pass(R"(","subject":")") && !in.read(envelope.subject)) return std::nullopt;
  if (!in.pass(R"(","time":")") || !in.read(envelope.time) || !in.pass(R"(","data":)") || !in.is_plain())
    return std::nullopt;
  envelope.data = in.left();
  if (!envelope.data.ends_with('}')) return std::nullopt;
  envelope.data.remove_suffix(1);
  return envelope;
}

std::optional<std::string_view> plain_source(std::string_view line) {
  Cursor in(line);
  Envelope envelope;
  if (!read_to_source(in, envelope) || !in.is_plain()) return std::nullopt;
  return envelope.source;
}

}  // namespace articulator::replay
