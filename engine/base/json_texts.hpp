// JsonTexts: texts as JSON, for who writes the same ones again and again.
//
//   JsonTexts texts;
//   texts.append(line, response.body);
//
// A journal of polls is mostly answers that were given before: how the latest texts of some length looked is
// remembered, and copied instead of looking for what to escape. Holds at most 64 texts of 32 KB.
#pragma once

#include <array>
#include <cstddef>
#include <string>
#include <string_view>

namespace articulator::base {

class JsonTexts {
 public:
  void append(std::string& out, std::string_view value);  // as append_json_text

 private:
  struct Known {
    std::string value;
    std::string json;
  };
  static constexpr std::size_t places = 64;
  std::array<Known, places> known_;  // by a mark of the value: the latest with it
};

}  // namespace articulator::base
