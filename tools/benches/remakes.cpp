// How well and how fast complaints are understood.
#include "engine/quality/classify.hpp"
#include "engine/quality/measure.hpp"
#include "tools/benches/bench.hpp"

#include <cstdio>
#include <fstream>
#include <iterator>
#include <string>

#include <fmt/format.h>

namespace articulator::bench {
namespace {

void print_score(std::string_view set, std::string_view cause, const quality::Score& score) {
  print_figure(fmt::format("remakes, {}", set), fmt::format("{:.1f} %", score.per_mille() / 10.0),
               fmt::format("{}: {} of {} right, {} went another cause's way", cause, score.right, score.notes,
                           score.sent_wrong));
}

void print_scores(std::string_view set, const quality::Scores& scores) {
  for (std::size_t cause = 0; cause < scores.size(); ++cause)
    print_score(set, model::word(static_cast<model::RemakeCause>(cause)), scores[cause]);
  print_score(set, "all", quality::all_of(scores));
}

// Of the notes that may be looked at, those that were taken for something else.
void print_misreadings(const std::vector<quality::LabelledNote>& notes) {
  for (const quality::LabelledNote& one : notes) {
    if (one.set == quality::NoteSet::held) continue;
    const quality::Complaint read = quality::classify(one.note);
    if (read.cause != one.cause)
      print_figure(
          "remakes, misread", "",
          fmt::format("{}  is {}, read as {}", one.note, model::word(one.cause), model::word(read.cause)));
  }
}

}  // namespace

bool bench_remakes() {
  std::ifstream file(ARTICULATOR_SOURCE_DIR "/engine/quality/notes/remake_notes.tsv");
  const std::string text{std::istreambuf_iterator<char>(file), {}};
  const auto notes = quality::read_labelled(text);
  if (!notes || notes->empty()) {
    std::fprintf(stderr, "remake_notes.tsv: %s\n", notes ? "there is no note" : notes.error().text().c_str());
    return false;
  }
  print_scores("tuned on", quality::measure(*notes, quality::NoteSet::tune));
  print_scores("held out", quality::measure(*notes, quality::NoteSet::held));
  print_misreadings(*notes);
  constexpr int rounds = 100;
  std::size_t words = 0;
  const Stopwatch watch;
  for (int round = 0; round < rounds; ++round)
    for (const quality::LabelledNote& one : *notes)
      words += quality::classify(one.note).words.size();
  print_figure("remakes, speed",
               fmt::format("{:.0f} notes/s", static_cast<double>(rounds) *
                                                 static_cast<double>(notes->size()) / watch.seconds()),
               fmt::format("{} notes, {} deciding words a round", notes->size(), words / rounds));
  return true;
}

}  // namespace articulator::bench
