// One page that is filled from top to bottom: titles, rows of labelled values, texts that fit their place.
//
//   Sheet sheet(ordered_at, "Laboratory prescription LC-7");
//   sheet.title("Laboratory prescription", "Glidewell");
//   sheet.row({{"Case", "LC-7"}, {"Patient", "PT-3"}});
//   auto pdf = sheet.finish();
//
// Heights and positions are points (1/72 inch) from the page's foot. Texts are UTF-8, see plain_text.hpp.
#pragma once

#include "engine/base/error.hpp"
#include "engine/base/instant.hpp"

#include <cstddef>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

namespace articulator::connect::rx_form {

struct Labelled {
  std::string label;
  std::string value;  // empty: shown as a dash
};

class Sheet {
 public:
  static constexpr std::size_t columns = 4;

  Sheet(base::Instant created, const std::string& title);
  ~Sheet();
  Sheet(const Sheet&) = delete;
  Sheet& operator=(const Sheet&) = delete;

  void title(std::string_view left, std::string_view right);
  void section(std::string_view name);
  void row(const std::vector<Labelled>& values, bool emphasised = false);  // at most `columns`
  void line(std::string_view left, std::string_view middle = {}, std::string_view right = {});
  // All 32 places, those of `teeth` dark and those of `pontics` framed; where a primary tooth is among
  // them, the 20 primary places. Numbers are those of model::ToothNumber::index.
  void tooth_chart(const std::vector<int>& teeth, const std::vector<int>& pontics);
  // At the page's foot, whatever stands above it; to be drawn before the last text.
  void signature(std::string_view who, std::string_view licence, std::string_view foot);
  // Wrapped, in the largest size from 10 down to 6 points in which it fits `height`; cut where none does.
  void text(std::string_view text, std::size_t height);
  [[nodiscard]] std::size_t height_left() const;

  base::Expected<std::string> finish();  // once

 private:
  struct Impl;
  std::unique_ptr<Impl> impl_;
};

}  // namespace articulator::connect::rx_form
