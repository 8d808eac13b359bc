#include "replay/log/fuzz/read_bytes.hpp"

#include "engine/base/assert.hpp"
#include "replay/log/byte_source.hpp"
#include "replay/log/line_reader.hpp"
#include "replay/log/log_event.hpp"

#include <algorithm>
#include <memory>
#include <string>
#include <utility>
#include <variant>

#include <fmt/format.h>

namespace articulator::replay {
namespace {

constexpr std::size_t at_once = 1U << 20U;
constexpr std::size_t a_few = 61;  // a divisor of nothing

class Bytes : public ByteSource {
 public:
  Bytes(std::string_view bytes, std::size_t piece) : left_(bytes), piece_(piece) {}
  base::Expected<void> read(std::string& chunk) override {
    chunk = left_.substr(0, piece_);
    left_.remove_prefix(chunk.size());
    return {};
  }

 private:
  std::string_view left_;
  std::size_t piece_;
};

// Empty: it cannot even be begun.
std::optional<LineReader> reader_of(std::string_view bytes, std::size_t piece) {
  auto source = unpacked(std::make_unique<Bytes>(bytes, piece));
  if (!source) return std::nullopt;
  return LineReader(*std::move(source));
}

bool same(const std::optional<Line>& a, const std::optional<Line>& b) {
  if (!a || !b) return !a && !b;
  return a->number == b->number && a->text == b->text && a->refused == b->refused && a->ended == b->ended;
}

// What the event says, for comparing.
std::string told(const base::Expected<LogEvent>& event) {
  if (!event) return event.error().text();
  const auto* decided = std::get_if<Decided>(&event->what);
  return fmt::format("{} {} {} {} {} {} {}", event->id, event->source, event->practice.text,
                     event->case_id.text, event->at.ms_since_epoch, event->what.index(),
                     decided == nullptr ? "" : decided->shown());
}

void read_line(std::string_view line, base::JsonParser& parser, ReadBytes& read) {
  const std::string practice = practice_of_line(line, parser);
  const auto event = read_log_event(line, parser);
  // With a blank in front it is not plain, and read as any JSON is.
  ART_ASSERT(told(event) == told(read_log_event(" " + std::string(line), parser)));
  if (!event) {
    ART_ASSERT(!event.error().text().empty());
    ++read.refused;
    return;
  }
  ART_ASSERT(event->practice.text == practice);
  ++read.events;
}

}  // namespace

ReadBytes read_bytes(std::string_view bytes) {
  ReadBytes read;
  auto whole = reader_of(bytes, at_once);
  auto slow = reader_of(bytes, a_few);
  ART_ASSERT(whole.has_value() == slow.has_value());
  if (!whole) return read;

  base::JsonParser parser;
  std::int64_t before = 0;
  while (true) {
    const auto line = whole->next();
    const auto again = slow->next();
    ART_ASSERT(same(line, again));
    if (!line) return read;
    ART_ASSERT(line->number > before && line->text.size() <= LineReader::line_bytes_max);
    before = line->number;
    if (line->refused.empty())
      read_line(line->text, parser, read);
    else
      ++read.refused;
  }
}

}  // namespace articulator::replay
