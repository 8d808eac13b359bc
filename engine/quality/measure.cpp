#include "engine/quality/measure.hpp"

#include "engine/model/tokens.hpp"
#include "engine/quality/classify.hpp"

#include <cstddef>

#include <fmt/format.h>

namespace articulator::quality {

base::Expected<std::vector<LabelledNote>> read_labelled(std::string_view text) {
  std::vector<LabelledNote> notes;
  for (int line_number = 1; !text.empty(); ++line_number) {
    std::string_view line = model::take(text, '\n');
    if (line.empty() || line.front() == '#') continue;
    const std::string_view set = model::take(line, '\t');
    const auto cause = model::remake_cause_of(model::take(line, '\t'));
    if ((set != "tune" && set != "held") || !cause || line.empty())
      return base::failure(fmt::format("line {}", line_number), "is no set, cause and note, apart by tabs");
    notes.push_back({set == "held" ? NoteSet::held : NoteSet::tune, *cause, std::string(line)});
  }
  return notes;
}

Scores measure(const std::vector<LabelledNote>& notes, NoteSet set) {
  Scores scores;
  for (const LabelledNote& labelled : notes) {
    if (labelled.set != set) continue;
    const model::RemakeCause read = classify(labelled.note).cause;
    Score& score = scores[static_cast<std::size_t>(labelled.cause)];
    ++score.notes;
    if (read == labelled.cause)
      ++score.right;
    else if (read != model::RemakeCause::unclear)
      ++score.sent_wrong;
  }
  return scores;
}

Score all_of(const Scores& scores) {
  Score all;
  for (const Score& score : scores) {
    all.notes += score.notes;
    all.right += score.right;
    all.sent_wrong += score.sent_wrong;
  }
  return all;
}

}  // namespace articulator::quality
