#include "engine/model/arch.hpp"

#include "engine/base/words.hpp"
#include "engine/model/spelling.hpp"

#include <algorithm>
#include <array>
#include <cstddef>
#include <string>
#include <vector>

namespace articulator::model {
namespace {

constexpr std::array<base::Word<Arch>, 2> arch_words{{{Arch::upper, "upper"}, {Arch::lower, "lower"}}};

struct Name {
  std::string_view word;
  Arch arch;
};
// As scanners' software and people write it, in English and German.
constexpr std::array<Name, 12> names{{{"upper", Arch::upper},
                                      {"upperjaw", Arch::upper},
                                      {"upperarch", Arch::upper},
                                      {"maxilla", Arch::upper},
                                      {"maxillary", Arch::upper},
                                      {"oberkiefer", Arch::upper},
                                      {"lower", Arch::lower},
                                      {"lowerjaw", Arch::lower},
                                      {"lowerarch", Arch::lower},
                                      {"mandible", Arch::lower},
                                      {"mandibular", Arch::lower},
                                      {"unterkiefer", Arch::lower}}};

// Before these "lower" and "upper" compare, and name no jaw.
constexpr std::array<std::string_view, 7> compared{"res",  "resolution", "quality", "poly",
                                                   "part", "half",       "density"};

constexpr std::size_t text_chars_max = 4096;

bool is_upper(char c) {
  return c >= 'A' && c <= 'Z';
}
bool is_letter(char c) {
  return is_upper(c) || (c >= 'a' && c <= 'z');
}

std::vector<std::string> words_of(std::string_view text) {
  std::vector<std::string> words;
  bool fresh = true;
  for (std::size_t i = 0; i < text.size(); ++i) {
    if (!is_letter(text[i])) {
      fresh = true;
      continue;
    }
    const bool turns = i > 0 && is_upper(text[i]) && is_letter(text[i - 1]) && !is_upper(text[i - 1]);
    if (fresh || turns) words.emplace_back();
    words.back() += lower_case(text[i]);
    fresh = false;
  }
  return words;
}

}  // namespace

std::string_view word(Arch arch) {
  return base::word_of(arch_words, arch);
}

std::optional<Arch> arch_of(std::string_view text) {
  const std::vector<std::string> words = words_of(text);
  return words.size() == 1 ? base::value_of(arch_words, words.front()) : std::nullopt;
}

std::optional<Arch> arch_named_in(std::string_view text) {
  const std::vector<std::string> words = words_of(text.substr(0, text_chars_max));
  std::optional<Arch> named;
  for (std::size_t i = 0; i < words.size(); ++i) {
    const auto name = std::ranges::find(names, words[i], &Name::word);
    if (name == names.end()) continue;
    if (i + 1 < words.size() && std::ranges::find(compared, words[i + 1]) != compared.end()) continue;
    if (named && *named != name->arch) return std::nullopt;
    named = name->arch;
  }
  return named;
}

}  // namespace articulator::model
