#include "engine/model/stage.hpp"

#include "engine/base/words.hpp"

#include <array>

namespace articulator::model {
namespace {

constexpr std::array<base::Word<Stage>, 19> stage_words{{{Stage::draft, "draft"},
                                                         {Stage::ready, "ready"},
                                                         {Stage::validating, "validating"},
                                                         {Stage::needs_clarification, "needs_clarification"},
                                                         {Stage::awaiting_approval, "awaiting_approval"},
                                                         {Stage::approved, "approved"},
                                                         {Stage::submitted, "submitted"},
                                                         {Stage::received, "received"},
                                                         {Stage::in_design, "in_design"},
                                                         {Stage::in_fabrication, "in_fabrication"},
                                                         {Stage::quality_check, "quality_check"},
                                                         {Stage::shipped, "shipped"},
                                                         {Stage::delivered, "delivered"},
                                                         {Stage::seated, "seated"},
                                                         {Stage::closed, "closed"},
                                                         {Stage::on_hold, "on_hold"},
                                                         {Stage::cancelled, "cancelled"},
                                                         {Stage::returned, "returned"},
                                                         {Stage::dead_letter, "dead_letter"}}};

constexpr std::array<base::Word<Medium>, 3> medium_words{
    {{Medium::sms, "sms"}, {Medium::portal, "portal"}, {Medium::email, "email"}}};

}  // namespace

std::string_view word(Stage stage) {
  return base::word_of(stage_words, stage);
}
std::optional<Stage> stage_of(std::string_view text) {
  return base::value_of(stage_words, text);
}

bool before(Stage a, Stage b) {
  return a < b && b <= Stage::closed;
}

std::string_view word(Medium medium) {
  return base::word_of(medium_words, medium);
}
std::optional<Medium> medium_of(std::string_view text) {
  return base::value_of(medium_words, text);
}

}  // namespace articulator::model
