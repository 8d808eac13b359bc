#include "replay/scrub/scrub.hpp"

#include "replay/log/line_reader.hpp"

#include <algorithm>
#include <utility>

#include <fmt/format.h>

namespace articulator::replay {
namespace {

base::Expected<LogSpan> span_of(const std::string& path) {
  auto reader = LineReader::open(path);
  if (!reader) return std::unexpected(reader.error());
  base::JsonParser parser;
  LogSpan span;
  bool any = false;
  while (const auto line = reader->next()) {
    const auto document = line->refused.empty() ? parser.parse(line->text) : base::failure({}, line->refused);
    if (!document) continue;
    base::ObjectReader in(*document, "");
    const base::Instant at = in.instant("time");
    if (in.error()) continue;
    span.first = any ? std::min(span.first, at) : at;
    span.last = any ? std::max(span.last, at) : at;
    any = true;
    if (const auto zone = document->at_pointer("/data/time_zone"))
      if (const auto name = zone->text()) span.zones.emplace(*name);
  }
  if (!any)
    return base::failure(path, "no line of it is a CloudEvent",
                         "give a log with one JSON CloudEvent 1.0 a line, plain, gzip or zstd");
  return span;
}

base::Expected<int> weeks_for(const ScrubOptions& options, const Pseudonyms& pseudonyms) {
  const auto span = span_of(options.log);
  if (!span) return std::unexpected(span.error());
  if (!options.weeks) return weeks_moved(pseudonyms, *span);
  if (!clocks_agree(*span, *options.weeks))
    return base::failure(options.log,
                         fmt::format("the clocks are changed at other times {} weeks away", *options.weeks),
                         "leave out --weeks, or give what another part of this log was moved by");
  return *options.weeks;
}

}  // namespace

base::Expected<Scrubbed> scrub(const ScrubOptions& options,
                               const std::function<void(std::string_view line)>& sink) {
  if (options.key.size() < Pseudonyms::key_bytes_min)
    return base::failure({}, fmt::format("the key is shorter than {} bytes", Pseudonyms::key_bytes_min),
                         "make one with: openssl rand -hex 32");
  if (options.log == "-")
    return base::failure("-", "a log is read twice, and standard input can be only once", "name a file");
  const Pseudonyms pseudonyms(options.key);
  const auto weeks = weeks_for(options, pseudonyms);
  if (!weeks) return std::unexpected(weeks.error());
  auto reader = LineReader::open(options.log);
  if (!reader) return std::unexpected(reader.error());
  Scrubbed done{*weeks, {}};
  LineScrubber scrubber(pseudonyms, 7 * *weeks, options.pms);
  std::int64_t number = 0;
  while (const auto line = reader->next()) {
    // The reader passes blank lines over; what comes out counts them, too.
    for (++number; number < line->number; ++number)
      sink("\n");
    std::string made;
    if (line->refused.empty()) {
      made = scrubber.scrub(line->text, done.counts);
    } else {
      ++done.counts.lines;
      ++done.counts.blanked;
    }
    made += '\n';
    sink(made);
  }
  return done;
}

}  // namespace articulator::replay
