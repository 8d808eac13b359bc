// How well and how fast clinical notes are read.
#include "engine/advice/extract.hpp"
#include "engine/advice/measure.hpp"
#include "tools/benches/bench.hpp"

#include <cstdio>
#include <fstream>
#include <iterator>
#include <string>

#include <fmt/format.h>

namespace articulator::bench {
namespace {

void print_scores(std::string_view name, const advice::Scores& scores) {
  for (const auto& [field, score] : scores)
    print_figure(
        fmt::format("notes, {}", name),
        fmt::format("{:.1f} / {:.1f} %", score.precision_per_mille() / 10.0, score.recall_per_mille() / 10.0),
        fmt::format("precision / recall of {}: {} right, {} wrong, {} missed", model::word(field),
                    score.right, score.wrong, score.missed));
}

// Of the notes that may be looked at, those that were read otherwise.
void print_misreadings(const std::vector<advice::LabelledNote>& notes) {
  for (const advice::LabelledNote& one : notes) {
    if (one.set == advice::NoteSet::held) continue;
    const advice::Said read = advice::read_from(one.note);
    std::string other;
    for (const auto& [field, value] : read)
      if (!one.says.contains({field, value})) other += fmt::format(" +{}:{}", model::word(field), value);
    for (const auto& [field, value] : one.says)
      if (!read.contains({field, value})) other += fmt::format(" -{}:{}", model::word(field), value);
    if (!other.empty()) print_figure("notes, misread", "", one.note + "  " + other);
  }
}

}  // namespace

bool bench_notes() {
  std::ifstream file(ARTICULATOR_SOURCE_DIR "/engine/advice/notes/labelled_notes.tsv");
  const std::string text{std::istreambuf_iterator<char>(file), {}};
  const auto notes = advice::read_labelled(text);
  if (!notes || notes->empty()) {
    std::fprintf(stderr, "labelled_notes.tsv: %s\n",
                 notes ? "there is no note" : notes.error().text().c_str());
    return false;
  }
  print_scores("tuned on", advice::measure(*notes, advice::NoteSet::tune));
  print_scores("held out", advice::measure(*notes, advice::NoteSet::held));
  print_misreadings(*notes);
  constexpr int rounds = 100;
  std::size_t facts = 0;
  const Stopwatch watch;
  for (int round = 0; round < rounds; ++round)
    for (const advice::LabelledNote& one : *notes)
      facts += advice::read_note(one.note, model::NotePlace::notes, base::make_date(2024, 10, 21)).size();
  print_figure("notes, speed",
               fmt::format("{:.0f} notes/s", static_cast<double>(rounds) *
                                                 static_cast<double>(notes->size()) / watch.seconds()),
               fmt::format("{} notes, {} facts a round", notes->size(), facts / rounds));
  return true;
}

}  // namespace articulator::bench
