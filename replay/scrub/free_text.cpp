#include "replay/scrub/free_text.hpp"

#include "engine/advice/extract.hpp"
#include "engine/model/spelling.hpp"
#include "engine/model/tokens.hpp"
#include "engine/quality/classify.hpp"
#include "replay/scrub/moved_date.hpp"
#include "replay/scrub/passing_words.hpp"

#include <algorithm>
#include <array>
#include <iterator>
#include <optional>
#include <tuple>
#include <utility>

namespace articulator::replay {
namespace {

using model::Token;

bool is_digit(char c) {
  return c >= '0' && c <= '9';
}
bool is_letter(char c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c & '\x80') != 0;
}
bool is_space(char c) {
  return c == ' ' || c == '\t' || c == '\n' || c == '\r' || c == '\v' || c == '\f';
}
bool has(std::string_view text, bool (*kind)(char)) {
  return std::ranges::any_of(text, kind);
}

std::string folded(std::string_view text) {
  std::string lower;
  for (const char c : text)
    lower += model::lower_case(c);
  return lower;
}

bool is_web_address(std::string_view text) {
  const std::string lower = folded(text);
  if (lower.starts_with("www.") || lower.find("://") != std::string::npos) return true;
  const std::string_view host = std::string_view(lower).substr(0, lower.find('/'));
  constexpr auto endings = std::to_array<std::string_view>(
      {".com", ".org", ".net", ".edu", ".gov", ".io", ".us", ".example", ".dental", ".local", ".info"});
  return std::ranges::any_of(
      endings, [&](std::string_view end) { return host.ends_with(end) && host.size() > end.size(); });
}

// "10.20.30.40", "fe80::1ff:fe23:4567:890a"
bool is_internet_address(std::string_view text) {
  const auto dots = std::ranges::count(text, '.');
  if (dots == 3 && std::ranges::all_of(text, [](char c) { return is_digit(c) || c == '.'; }))
    return text.size() >= 7;
  const auto colons = std::ranges::count(text, ':');
  return colons >= 2 &&
         std::ranges::all_of(text,
                             [](char c) {
                               return is_digit(c) || c == ':' ||
                                      (model::lower_case(c) >= 'a' && model::lower_case(c) <= 'f');
                             }) &&
         (text.find("::") != std::string_view::npos || colons >= 4);
}

// One text on its way. `at` points into the text; what is before it has been written.
class Scrubber {
 public:
  Scrubber(std::string_view text, const Pseudonyms& pseudonyms, const TextPlace& place)
      : text_(text),
        pseudonyms_(pseudonyms),
        place_(place),
        tokens_(model::tokens_of(text)),
        stays_(may_stay(text, tokens_, place.names, false)) {
    for (const model::NoteFact& fact : advice::read_note(text, model::NotePlace::notes, place.written))
      keep_fact(fact);
  }

  std::string run() {
    mark_spaced_numbers();
    for (std::size_t at = 0; at < text_.size();) {
      const std::size_t end = end_of(at);
      if (end == at) {
        out_ += text_[at++];
        continue;
      }
      if (const std::size_t past = named_date(at, end); past > at) {
        at = past;
        continue;
      }
      chunk(at, end);
      at = end;
    }
    return std::move(out_);
  }

 private:
  // Teeth, shades and platforms have a shape rather than a word: "UL6", "BL 2", "6 thru 11", "RC".
  void keep_fact(const model::NoteFact& fact) {
    using enum model::NoteField;
    const std::size_t end = fact.offset + fact.words.size();
    if (fact.field == tooth) teeth_.emplace_back(fact.offset, end);
    if (fact.field != tooth && fact.field != shade && fact.field != stump_shade && fact.field != platform)
      return;
    for (auto token = first_token(fact.offset); token != tokens_.end() && token->offset < end; ++token)
      stays_[static_cast<std::size_t>(token - tokens_.begin())] = true;
  }

  static bool separates(char c) {
    constexpr std::string_view signs = ",;()[]{}\"<>|=&*?!";
    return is_space(c) || signs.find(c) != std::string_view::npos;
  }
  [[nodiscard]] std::size_t end_of(std::size_t at) const {
    while (at < text_.size() && !separates(text_[at]))
      ++at;
    return at;
  }
  [[nodiscard]] std::size_t next_word(std::size_t at) const {
    while (at < text_.size() && (is_space(text_[at]) || text_[at] == ',' || text_[at] == '.'))
      ++at;
    return at;
  }
  [[nodiscard]] std::string_view piece(std::size_t begin, std::size_t end) const {
    return text_.substr(begin, end - begin);
  }

  // All tokens that reach into the bytes may stay.
  [[nodiscard]] bool all_stay(std::size_t begin, std::size_t end) const {
    for (auto token = first_token(begin); token != tokens_.end() && token->offset < end; ++token)
      if (!stays_[static_cast<std::size_t>(token - tokens_.begin())]) return false;
    return true;
  }
  [[nodiscard]] std::vector<Token>::const_iterator first_token(std::size_t begin) const {
    return std::ranges::partition_point(tokens_, [begin](const Token& one) { return one.end <= begin; });
  }

  // "Nov 4", "Nov. 4th, 2024", "4 November": where it ends; `at`: it is none.
  std::size_t named_date(std::size_t at, std::size_t end) {
    const auto word_at = [&](std::size_t from, std::size_t to) {
      std::string word = folded(piece(from, to));
      while (word.ends_with('.') || word.ends_with(','))
        word.pop_back();
      return word;
    };
    const auto day_of = [](std::string word) {
      for (const std::string_view ending : {"st", "nd", "rd", "th"})
        if (word.size() > 2 && word.ends_with(ending)) word.resize(word.size() - 2);
      const Token token{word, 0, 0, false};
      const int day = model::number_of(token);
      return day >= 1 && day <= 31 ? day : 0;
    };
    const std::size_t second = next_word(end);
    const std::size_t second_end = end_of(second);
    if (second == second_end) return at;
    const std::string one = word_at(at, end);
    const std::string two = word_at(second, second_end);
    const bool month_first = month_named(one) != 0;
    const int day = day_of(month_first ? two : one);
    const std::string& month = month_first ? one : two;
    if (day == 0 || month_named(month) == 0) return at;
    std::size_t past = second + two.size();
    const std::size_t third = next_word(second_end);
    const std::size_t third_end = end_of(third);
    std::optional<int> year;
    const std::string three = word_at(third, third_end);
    if (three.size() == 4 && std::ranges::all_of(three, is_digit)) year = std::stoi(three);
    const NamedDate moved = moved_named_date(piece(month_first ? at : second, month_first ? end : second_end),
                                             day, year, place_.written, place_.days);
    out_ += month_first ? moved.month + " " + moved.day : moved.day + " " + moved.month;
    if (year) {
      out_ += ' ';
      out_ += moved.year;
      past = third + three.size();
    }
    return past;
  }

  // "55 50 14 22 08" is a telephone's; "3 4 5 6" are teeth.
  void mark_spaced_numbers() {
    std::size_t run_from = 0;
    const auto close = [&](std::size_t to) {
      std::size_t digits = 0;
      bool large = false;
      for (std::size_t i = run_from; i < to; ++i) {
        digits += tokens_[i].text.size();
        large = large || model::number_of(tokens_[i]) > 32;
      }
      if (to - run_from >= 4 && digits >= 7 && large)
        for (std::size_t i = run_from; i < to; ++i)
          stays_[i] = false;
    };
    for (std::size_t i = 0; i < tokens_.size(); ++i) {
      if (model::is_number(tokens_[i])) continue;
      close(i);
      run_from = i + 1;
    }
    if (run_from < tokens_.size()) close(tokens_.size());
  }

  // Between two separators.
  void chunk(std::size_t begin, std::size_t end) {
    while (begin < end && (text_[begin] == '#' || text_[begin] == '\'' || text_[begin] == '.' ||
                           text_[begin] == ':' || text_[begin] == '/' || text_[begin] == '-'))
      out_ += text_[begin++];
    std::size_t core_end = end;
    while (core_end > begin && std::string_view(".:'-/").find(text_[core_end - 1]) != std::string_view::npos)
      --core_end;
    const std::string_view core = piece(begin, core_end);
    if (!core.empty()) whole(core, begin, core_end);
    out_ += piece(core_end, end);
  }

  void whole(std::string_view core, std::size_t begin, std::size_t end) {
    const std::size_t at_sign = core.find('@');
    const std::size_t subject =
        place_.subject.size() < 3 ? std::string_view::npos : core.find(place_.subject);
    if (at_sign != std::string_view::npos && at_sign > 0 && at_sign + 1 < core.size()) {
      out_ += folded(pseudonyms_.word(core.substr(0, at_sign))) + "@";
      out_ += pseudonyms_.host(core.substr(at_sign + 1));
    } else if (is_web_address(core)) {
      const std::size_t scheme = core.find("://");
      out_ += scheme == std::string_view::npos ? "" : "https://";
      out_ += pseudonyms_.host(core) + "/" + folded(pseudonyms_.word(core));
    } else if (is_internet_address(core)) {
      out_ += pseudonyms_.address(core);
    } else if (auto moved =
                   is_of_teeth(begin, end) ? std::nullopt : moved_date(core, place_.written, place_.days)) {
      out_ += *moved;
    } else if (subject != std::string_view::npos) {
      parts(begin, begin + subject);
      out_ += pseudonyms_.id(place_.subject);
      parts(begin + subject + place_.subject.size(), end);
    } else if (is_hardware_address(core)) {
      out_ += pseudonyms_.id(core);
    } else {
      parts(begin, end);
    }
  }

  static bool is_hardware_address(std::string_view text) {
    return std::ranges::count(text, ':') == 5 && text.size() == 17;
  }
  [[nodiscard]] bool is_of_teeth(std::size_t begin, std::size_t end) const {
    return std::ranges::any_of(teeth_,
                               [&](const auto& tooth) { return tooth.first < end && begin < tooth.second; });
  }

  // Between strokes and colons: "19/20", "DOB:1/2/1980", "Jane/30".
  void parts(std::size_t begin, std::size_t end) {
    constexpr std::string_view joints = "/:\\+~_^";
    for (std::size_t at = begin; at <= end; ++at) {
      if (at < end && joints.find(text_[at]) == std::string_view::npos) continue;
      if (at > begin) part(begin, at);
      if (at < end) out_ += text_[at];
      begin = at + 1;
    }
  }

  void part(std::size_t begin, std::size_t end) {
    const std::string_view text = piece(begin, end);
    if (all_stay(begin, end)) {
      out_ += text;
    } else if (has(text, is_digit)) {
      const auto kept = std::ranges::count_if(text, [](char c) { return is_digit(c) || is_letter(c); });
      // Short codes of letters and digits look like shades.
      const bool as_word = place_.codes_as_words || (kept < 4 && has(text, is_letter));
      out_ += as_word ? pseudonyms_.word(text) : pseudonyms_.id(text);
    } else {
      words(begin, end);
    }
  }

  void words(std::size_t begin, std::size_t end) {
    std::size_t at = begin;
    for (auto token = first_token(begin); token != tokens_.end() && token->offset < end; ++token) {
      const std::size_t from = std::max(token->offset, begin);
      const std::size_t to = std::min(token->end, end);
      out_ += piece(at, from);
      const bool stays = stays_[static_cast<std::size_t>(token - tokens_.begin())];
      // Letters beyond ASCII come one byte a token: a name with an umlaut is one word all the same.
      if (!stays && has(piece(from, to), is_letter)) {
        std::size_t whole_end = to;
        while (whole_end < end && is_letter(text_[whole_end]))
          ++whole_end;
        out_ += pseudonyms_.word(piece(from, whole_end));
        at = whole_end;
        while (std::next(token) != tokens_.end() && std::next(token)->offset < whole_end)
          ++token;
      } else {
        out_ += piece(from, to);
        at = to;
      }
    }
    out_ += piece(at, end);
  }

  std::string_view text_;
  const Pseudonyms& pseudonyms_;
  const TextPlace& place_;
  std::vector<Token> tokens_;
  std::vector<bool> stays_;
  std::vector<std::pair<std::size_t, std::size_t>> teeth_;  // bytes
  std::string out_;
};

// What is read of one long note is its beginning; what is scrubbed is all of it, in pieces.
std::size_t piece_end(std::string_view text) {
  if (text.size() <= model::note_bytes_max) return text.size();
  std::size_t end = model::note_bytes_max;
  while (end > 0 && !is_space(text[end - 1]))
    --end;
  return end > 0 ? end : model::note_bytes_max;
}

auto reading_of(std::string_view text, base::Date written) {
  std::vector<std::tuple<model::NoteField, std::string, bool, bool>> facts;
  for (const model::NoteFact& fact : advice::read_note(text, model::NotePlace::notes, written))
    if (fact.field != model::NoteField::due_date)  // no rule asks for it
      facts.emplace_back(fact.field, fact.value, fact.denied, fact.confidence >= model::clear_confidence);
  return std::pair(std::move(facts), quality::classify(text).cause);
}

}  // namespace

std::string scrub_text(std::string_view text, const Pseudonyms& pseudonyms, const TextPlace& place) {
  std::string out;
  while (!text.empty()) {
    const std::size_t end = piece_end(text);
    out += Scrubber(text.substr(0, end), pseudonyms, place).run();
    text.remove_prefix(end);
  }
  return out;
}

std::string scrub_file_name(std::string_view name, const Pseudonyms& pseudonyms, const TextPlace& place) {
  constexpr auto endings = std::to_array<std::string_view>(
      {"stl", "ply", "obj", "dcm", "jpg", "jpeg", "png", "pdf", "zip", "txt"});
  std::string spaced(name);
  std::string ending;
  if (const std::size_t dot = spaced.rfind('.'); dot != std::string::npos)
    if (std::ranges::find(endings, folded(spaced.substr(dot + 1))) != endings.end()) {
      ending = spaced.substr(dot);
      spaced.resize(dot);
    }
  // Strokes and points join the words of a file name as spaces do those of a note; unless they are the
  // case's.
  std::string out;
  std::string_view rest = spaced;
  const auto scrub_part = [&](std::string_view part) {
    if (auto moved = moved_date(part, place.written, place.days)) {
      out += *moved;
      return;
    }
    std::string words(part);
    std::vector<std::size_t> joints;
    for (std::size_t at = 0; at < words.size(); ++at)
      if (words[at] == '_' || words[at] == '.') {
        joints.push_back(at);
      }
    std::size_t begin = 0;
    for (const std::size_t joint : joints) {
      out += scrub_text(std::string_view(words).substr(begin, joint - begin), pseudonyms, place);
      out += words[joint];
      begin = joint + 1;
    }
    out += scrub_text(std::string_view(words).substr(begin), pseudonyms, place);
  };
  while (!rest.empty()) {
    const std::size_t at = place.subject.size() < 3 ? std::string_view::npos : rest.find(place.subject);
    if (at == std::string_view::npos) {
      scrub_part(rest);
      break;
    }
    if (at > 0) scrub_part(rest.substr(0, at));
    out += pseudonyms.id(place.subject);
    rest.remove_prefix(at + place.subject.size());
  }
  return out + ending;
}

std::string scrub_person(std::string_view name, const Pseudonyms& pseudonyms) {
  constexpr auto kept = std::to_array<std::string_view>({"dr", "mr", "mrs", "ms", "dds", "dmd"});
  std::string out;
  for (std::size_t at = 0; at < name.size();) {
    std::size_t end = at;
    while (end < name.size() && (is_letter(name[end]) || is_digit(name[end])))
      ++end;
    const std::string_view word = name.substr(at, end - at);
    if (word.empty())
      out += name[at++];
    else
      out += std::ranges::find(kept, folded(word)) != kept.end() ? std::string(word) : pseudonyms.word(word);
    at = std::max(at, end);
  }
  return out;
}

std::string scrub_word(std::string_view word, const Pseudonyms& pseudonyms) {
  const std::vector<Token> tokens = model::tokens_of(word);
  const std::vector<bool> stays = may_stay(word, tokens, {}, true);
  const bool all =
      word.size() <= model::note_bytes_max && std::ranges::all_of(stays, [](bool one) { return one; });
  return all ? std::string(word) : pseudonyms.id(word);
}

std::string scrub_id(std::string_view id, const Pseudonyms& pseudonyms, std::string_view subject) {
  constexpr std::size_t ending_max = 8;
  if (!subject.empty() && id.starts_with(subject) && id.size() > subject.size()) {
    const std::string_view ending = id.substr(subject.size());
    const bool counts = ending.size() <= ending_max && (ending.front() == '-' || ending.front() == '/') &&
                        std::ranges::count_if(ending, is_letter) <= 1 && is_digit(ending.back());
    if (counts) return pseudonyms.id(subject) + std::string(ending);
  }
  return pseudonyms.id(id);
}

bool same_meaning(std::string_view before, std::string_view after, base::Date written) {
  return reading_of(before, written) == reading_of(after, written);
}

}  // namespace articulator::replay
