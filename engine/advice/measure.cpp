#include "engine/advice/measure.hpp"

#include "engine/advice/extract.hpp"
#include "engine/model/tokens.hpp"

#include <optional>

#include <fmt/format.h>

namespace articulator::advice {
namespace {

std::optional<Said> read_said(std::string_view text) {
  Said said;
  while (!text.empty()) {
    std::string_view fact = model::take(text, ' ');
    const auto field = model::note_field_of(model::take(fact, ':'));
    if (!field || fact.empty()) return std::nullopt;
    said.emplace(*field, fact);
  }
  return said;
}

int per_mille(int part, int rest) {
  return part + rest == 0 ? 1000 : part * 1000 / (part + rest);
}

}  // namespace

base::Expected<std::vector<LabelledNote>> read_labelled(std::string_view text) {
  std::vector<LabelledNote> notes;
  for (int line_number = 1; !text.empty(); ++line_number) {
    std::string_view line = model::take(text, '\n');
    if (line.empty() || (line.front() == '#' && line.find('\t') == std::string_view::npos)) continue;
    const std::string_view set = model::take(line, '\t');
    const std::string_view note = model::take(line, '\t');
    const auto said = read_said(line);
    if ((set != "tune" && set != "held") || note.empty() || !said)
      return base::failure(fmt::format("line {}", line_number), "is no set, note and facts, apart by tabs");
    notes.push_back({set == "held" ? NoteSet::held : NoteSet::tune, std::string(note), *said});
  }
  return notes;
}

int Score::precision_per_mille() const {
  return per_mille(right, wrong);
}
int Score::recall_per_mille() const {
  return per_mille(right, missed);
}

Said read_from(const std::string& note) {
  Said read;
  const base::Date written = base::make_date(2024, 10, 21);  // as the labelled notes were
  for (const model::NoteFact& fact : read_note(note, model::NotePlace::notes, written))
    if (!fact.denied) read.emplace(fact.field, fact.value);
  return read;
}

Scores measure(const std::vector<LabelledNote>& notes, NoteSet set) {
  Scores scores;
  for (const LabelledNote& labelled : notes) {
    if (labelled.set != set) continue;
    const Said read = read_from(labelled.note);
    for (const auto& fact : read) {
      Score& score = scores[fact.first];
      ++(labelled.says.contains(fact) ? score.right : score.wrong);
    }
    for (const auto& fact : labelled.says)
      if (!read.contains(fact)) ++scores[fact.first].missed;
  }
  return scores;
}

}  // namespace articulator::advice
