#include "engine/advice/extract.hpp"

#include "engine/advice/mention.hpp"
#include "engine/advice/stance.hpp"

#include <algorithm>
#include <iterator>
#include <tuple>
#include <utility>

namespace articulator::advice {
namespace {

constexpr int misspelt_confidence = 850;
static_assert(misspelt_confidence < model::clear_confidence);
constexpr std::size_t facts_max = 200;

std::vector<Mention> words_in(const Reading& reading) {
  std::vector<Mention> found;
  for (const Hit& hit : reading.hits)
    found.push_back(
        {hit.phrase->field, std::string(hit.phrase->value), hit.begin, hit.end,
         hit.misspelt ? std::min(misspelt_confidence, hit.phrase->confidence) : hit.phrase->confidence});
  return found;
}

void append(std::vector<Mention>& all, std::vector<Mention> more) {
  std::move(more.begin(), more.end(), std::back_inserter(all));
}

std::vector<Mention> mentions_in(const Reading& reading, DayWritten& written) {
  std::vector<Mention> all = words_in(reading);
  append(all, teeth_in(reading));
  append(all, shades_in(reading));
  append(all, due_dates_in(reading, written));
  append(all, platforms_in(reading));
  std::sort(all.begin(), all.end(), [](const Mention& a, const Mention& b) {
    return std::tie(a.begin, a.end, a.field, a.value) < std::tie(b.begin, b.end, b.field, b.value);
  });
  return all;
}

}  // namespace

const std::string& Reading::text(std::size_t at) const {
  static const std::string none;
  return at < tokens.size() ? tokens[at].text : none;
}

model::NoteFacts read_note(std::string_view note, model::NotePlace place, base::Date written) {
  DayWritten day(written);
  return read_note(note, place, day);
}

model::NoteFacts read_note(std::string_view note, model::NotePlace place, DayWritten& written) {
  if (note.empty()) return {};
  Reading reading;
  reading.tokens = tokens_of(note);
  reading.hits = phrases_in(reading.tokens);
  reading.cues = cues_in(reading.tokens);
  std::vector<Mention> mentions = mentions_in(reading, written);
  std::erase_if(mentions, [&](const Mention& one) { return about_something_else(reading, one); });
  const std::vector<bool> replaced = taken_back(reading, mentions);

  model::NoteFacts facts;
  for (std::size_t n = 0; n < mentions.size() && facts.size() < facts_max; ++n) {
    const Mention& one = mentions[n];
    const std::size_t from = reading.tokens[one.begin].offset;
    const std::size_t to = reading.tokens[one.end - 1].end;
    facts.push_back({one.field, one.value, std::string(note.substr(from, to - from)), from, one.confidence,
                     replaced[n] || denied(reading, one), place});
  }
  return facts;
}

}  // namespace articulator::advice
