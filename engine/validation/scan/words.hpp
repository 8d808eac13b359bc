// Words and numbers of a text file, one after the other, with the line they stand on.
//
//   Words words(bytes);
//   words.next()      -> "facet"; empty: the file is at its end
//   words.number()    -> 12.5; empty: the next word is no number
//   words.where()     -> "line 7"
#pragma once

#include <algorithm>
#include <charconv>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <system_error>

namespace articulator::validation::scan {

class Words {
 public:
  explicit Words(std::string_view text) : text_(text) {}

  // Within the line when `in_line`: then empty at its end, too.
  std::string_view next(bool in_line = false) {
    while (at_ < text_.size() && is_space(text_[at_])) {
      if (text_[at_] == '\n') {
        if (in_line) return {};
        ++line_;
      }
      ++at_;
    }
    const std::size_t begin = at_;
    while (at_ < text_.size() && !is_space(text_[at_]))
      ++at_;
    return text_.substr(begin, at_ - begin);
  }

  std::optional<double> number(bool in_line = false) { return number_of(next(in_line)); }

  // The rest of the line, which is left behind.
  std::string_view rest_of_line() {
    const std::size_t begin = at_;
    const std::size_t end = std::min(text_.find('\n', at_), text_.size());
    at_ = std::min(end + 1, text_.size());
    if (end < text_.size()) ++line_;
    return text_.substr(begin, end - begin);
  }

  [[nodiscard]] bool at_end() const { return at_ == text_.size(); }
  [[nodiscard]] std::size_t offset() const { return at_; }
  [[nodiscard]] std::string where() const { return "line " + std::to_string(line_); }

  // Infinities and NaN are numbers here; who makes a coordinate of one refuses it.
  static std::optional<double> number_of(std::string_view word) {
    if (word.starts_with('+')) word.remove_prefix(1);
    double value = 0;
    const auto [end, failed] = std::from_chars(word.data(), word.data() + word.size(), value);
    // "1e-400" is nothing, "1e400" no coordinate.
    if (failed == std::errc::result_out_of_range)
      return word.find("e-") != word.npos || word.find("E-") != word.npos ? 0.0 : 1e300;
    if (failed != std::errc{} || end != word.data() + word.size()) return std::nullopt;
    return value;
  }

  static std::optional<std::int64_t> integer_of(std::string_view word) {
    if (word.starts_with('+')) word.remove_prefix(1);
    std::int64_t value = 0;
    const auto [end, failed] = std::from_chars(word.data(), word.data() + word.size(), value);
    if (failed != std::errc{} || end != word.data() + word.size()) return std::nullopt;
    return value;
  }

 private:
  static bool is_space(char c) { return c == ' ' || (c >= '\t' && c <= '\r'); }

  std::string_view text_;
  std::size_t at_ = 0;
  std::int64_t line_ = 1;
};

}  // namespace articulator::validation::scan
