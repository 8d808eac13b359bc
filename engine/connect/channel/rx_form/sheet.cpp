#include "engine/connect/channel/rx_form/sheet.hpp"

#include "engine/base/calendar.hpp"
#include "engine/connect/channel/rx_form/plain_text.hpp"

#include <algorithm>
#include <cstdint>

#include <hpdf.h>

namespace articulator::connect::rx_form {
namespace {

constexpr float page_width = 612;  // US Letter
constexpr float page_height = 792;
constexpr float margin = 45;
constexpr float width = page_width - 2 * margin;
constexpr float grey = 0.45F;
constexpr float black = 0;
constexpr float label_size = 6.5F;
constexpr float value_size = 9.5F;
constexpr float value_size_min = 5;
constexpr float row_height = 25;
constexpr float signature_height = 62;
constexpr std::string_view dash = "\x96";
constexpr std::string_view cut_word = " ... cut here: the order beside this form has all of it";
constexpr std::size_t lines_max = 500;

struct Lines {
  std::vector<std::string> lines;
  float size = 0;
  bool cut = false;
};

}  // namespace

struct Sheet::Impl {
  HPDF_Doc doc = nullptr;
  HPDF_Page page = nullptr;
  HPDF_Font regular = nullptr;
  HPDF_Font bold = nullptr;
  float y = page_height - margin;
  float foot = margin;
  bool altered = false;

  ~Impl() {
    if (doc != nullptr) HPDF_Free(doc);
  }

  std::string plain(std::string_view utf8) {
    PlainText text = plain_text(utf8);
    altered = altered || text.altered;
    return std::move(text.bytes);
  }

  void set(HPDF_Font font, float size) const { HPDF_Page_SetFontAndSize(page, font, size); }
  void ink(float shade) const { HPDF_Page_SetRGBFill(page, shade, shade, shade); }

  [[nodiscard]] float measure(const std::string& bytes) const {
    return HPDF_Page_TextWidth(page, bytes.c_str());
  }

  // With the font and ink set.
  void write(float x, float at, const std::string& bytes) const {
    HPDF_Page_BeginText(page);
    HPDF_Page_TextOut(page, x, at, bytes.c_str());
    HPDF_Page_EndText(page);
  }

  // In the largest size up to `size` in which it fits on one line; then two lines, then cut.
  void write_fitting(HPDF_Font font, float size, float x, float at, float room, std::string bytes) const {
    for (set(font, size); size > value_size_min && measure(bytes) > room; set(font, size))
      size -= 0.5F;
    bool cut = false;
    while (bytes.size() > 1 && measure(bytes + (cut ? "..." : "")) > room) {
      bytes.pop_back();
      cut = true;
    }
    write(x, at, bytes + (cut ? "..." : ""));
  }

  void rule(float at, float thickness, float shade) const {
    HPDF_Page_SetLineWidth(page, thickness);
    HPDF_Page_SetRGBStroke(page, shade, shade, shade);
    HPDF_Page_MoveTo(page, margin, at);
    HPDF_Page_LineTo(page, margin + width, at);
    HPDF_Page_Stroke(page);
  }

  // Wrapped at blanks; a word that is longer than a line is broken.
  [[nodiscard]] std::vector<std::string> wrap(const std::string& bytes, float size) const {
    set(regular, size);
    std::vector<std::string> lines;
    std::size_t at = 0;
    while (at < bytes.size() && lines.size() < lines_max) {
      HPDF_REAL real_width = 0;
      HPDF_UINT taken = HPDF_Page_MeasureText(page, bytes.c_str() + at, width, HPDF_TRUE, &real_width);
      if (taken == 0) taken = HPDF_Page_MeasureText(page, bytes.c_str() + at, width, HPDF_FALSE, &real_width);
      if (taken == 0) taken = 1;
      std::string line = bytes.substr(at, taken);
      at += taken;
      while (line.ends_with(' '))
        line.pop_back();
      lines.push_back(std::move(line));
    }
    return lines;
  }

  [[nodiscard]] Lines fit(const std::string& bytes, float height) const {
    Lines fitted;
    for (float size = 10; size >= 6; size -= 1) {
      fitted.size = size;
      fitted.lines = wrap(bytes, size);
      if (static_cast<float>(fitted.lines.size()) * size * 1.25F <= height) return fitted;
    }
    const auto room = static_cast<std::size_t>(std::max(1.0F, height / (fitted.size * 1.25F)));
    fitted.lines.resize(std::min(room, fitted.lines.size()));
    fitted.cut = true;
    return fitted;
  }

  // A tooth that is restored is dark; one that is replaced, a pontic, grey with a heavy frame.
  void place(float x, float at, float side_x, float side_y, const std::string& name, bool restored,
             bool pontic) const {
    constexpr float dark = 0.15F;
    constexpr float light = 0.85F;
    HPDF_Page_SetLineWidth(page, pontic ? 1.8F : 0.6F);
    const float frame = pontic ? black : grey;
    HPDF_Page_SetRGBStroke(page, frame, frame, frame);
    ink(pontic ? light : restored ? dark : 1);
    HPDF_Page_Rectangle(page, x, at, side_x, side_y);
    HPDF_Page_FillStroke(page);
    set(restored ? bold : regular, 7);
    ink(restored && !pontic ? 1 : black);
    write(x + (side_x - measure(name)) / 2, at + side_y / 2 - 2.5F, name);
    ink(black);
  }
};

Sheet::Sheet(base::Instant created, const std::string& title) : impl_(std::make_unique<Impl>()) {
  Impl& it = *impl_;
  it.doc = HPDF_New(nullptr, nullptr);
  if (it.doc == nullptr) return;
  HPDF_SetCompressionMode(it.doc, HPDF_COMP_NONE);
  const base::LocalTime utc = base::TimeZone().local(created);
  const base::YearMonthDay date = base::year_month_day(utc.date);
  const std::int32_t seconds = utc.ms_of_day / 1000;
  const HPDF_Date stamp{date.year, date.month, date.day, seconds / 3600, seconds / 60 % 60, seconds % 60,
                        'Z',       0,          0};
  HPDF_SetInfoDateAttr(it.doc, HPDF_INFO_CREATION_DATE, stamp);
  HPDF_SetInfoAttr(it.doc, HPDF_INFO_TITLE, plain_text(title).bytes.c_str());
  HPDF_SetInfoAttr(it.doc, HPDF_INFO_CREATOR, "Articulator");
  it.regular = HPDF_GetFont(it.doc, "Helvetica", "WinAnsiEncoding");
  it.bold = HPDF_GetFont(it.doc, "Helvetica-Bold", "WinAnsiEncoding");
  it.page = HPDF_AddPage(it.doc);
  HPDF_Page_SetWidth(it.page, page_width);
  HPDF_Page_SetHeight(it.page, page_height);
}

Sheet::~Sheet() = default;

void Sheet::title(std::string_view left, std::string_view right) {
  Impl& it = *impl_;
  it.y -= 14;
  it.set(it.bold, 17);
  it.write(margin, it.y, it.plain(left));
  const std::string lab = it.plain(right);
  it.set(it.regular, 13);
  it.write(margin + width - it.measure(lab), it.y, lab);
  it.y -= 8;
  it.rule(it.y, 1.5F, black);
}

void Sheet::section(std::string_view name) {
  Impl& it = *impl_;
  it.y -= 15;
  it.set(it.bold, 9.5F);
  it.write(margin, it.y, it.plain(name));
  it.y -= 4;
  it.rule(it.y, 0.5F, grey);
}

void Sheet::row(const std::vector<Labelled>& values, bool emphasised) {
  Impl& it = *impl_;
  const float column = width / static_cast<float>(columns);
  float x = margin;
  for (const Labelled& one : values) {
    it.ink(grey);
    it.write_fitting(it.regular, label_size, x, it.y - 10, column - 8, it.plain(one.label));
    it.ink(black);
    const std::string value = one.value.empty() ? std::string(dash) : it.plain(one.value);
    it.write_fitting(emphasised ? it.bold : it.regular, value_size, x, it.y - 20, column - 8, value);
    x += column;
  }
  it.y -= row_height;
}

void Sheet::line(std::string_view left, std::string_view middle, std::string_view right) {
  Impl& it = *impl_;
  it.y -= 11;
  it.write_fitting(it.regular, 8, margin, it.y, width * 0.55F, it.plain(left));
  it.write_fitting(it.regular, 8, margin + width * 0.57F, it.y, width * 0.12F, it.plain(middle));
  it.write_fitting(it.regular, 7, margin + width * 0.70F, it.y, width * 0.30F, it.plain(right));
}

void Sheet::tooth_chart(const std::vector<int>& teeth, const std::vector<int>& pontics) {
  constexpr int permanent = 32;
  Impl& it = *impl_;
  const auto has = [](const std::vector<int>& list, int tooth) {
    return std::find(list.begin(), list.end(), tooth) != list.end();
  };
  const bool primary = std::any_of(teeth.begin(), teeth.end(), [](int tooth) { return tooth > permanent; });
  const int arch = primary ? 10 : 16;
  const int first = primary ? permanent + 1 : 1;
  const float side_x = width / static_cast<float>(arch);
  constexpr float side_y = 15;
  it.y -= 4 + side_y;
  for (int row = 0; row < 2; ++row) {
    for (int n = 0; n < arch; ++n) {
      // As the dentist looks at the patient: the upper arch from right to left, the lower one back.
      const int tooth = row == 0 ? first + n : first + 2 * arch - 1 - n;
      const std::string name =
          primary ? std::string(1, static_cast<char>('A' + tooth - first)) : std::to_string(tooth);
      it.place(margin + static_cast<float>(n) * side_x, it.y, side_x, side_y, name,
               has(teeth, tooth) || has(pontics, tooth), has(pontics, tooth));
    }
    if (row == 0) it.y -= side_y + 2;
  }
  it.y -= 3;
}

void Sheet::signature(std::string_view who, std::string_view licence, std::string_view foot) {
  Impl& it = *impl_;
  it.foot = margin + signature_height;
  const float at = margin + 30;
  it.set(it.regular, 10);
  it.write(margin, at, it.plain(who));
  const std::string right = it.plain(licence);
  it.write(margin + width - it.measure(right), at, right);
  it.rule(at - 6, 0.8F, black);
  it.ink(grey);
  it.set(it.regular, 7);
  it.write(margin, margin, it.plain(foot));
  it.ink(black);
}

std::size_t Sheet::height_left() const {
  return static_cast<std::size_t>(std::max(0.0F, impl_->y - impl_->foot));
}

void Sheet::text(std::string_view text, std::size_t height) {
  Impl& it = *impl_;
  const std::string bytes = text.empty() ? std::string(dash) : it.plain(text);
  const Lines fitted = it.fit(bytes, static_cast<float>(height));
  it.set(it.regular, fitted.size);
  for (std::size_t i = 0; i < fitted.lines.size(); ++i) {
    it.y -= fitted.size * 1.25F;
    std::string line = fitted.lines[i];
    if (fitted.cut && i + 1 == fitted.lines.size()) {
      while (!line.empty() && it.measure(line + std::string(cut_word)) > width)
        line.pop_back();
      line += cut_word;
    }
    it.write(margin, it.y, line);
  }
}

base::Expected<std::string> Sheet::finish() {
  Impl& it = *impl_;
  if (it.doc == nullptr) return base::failure("the prescription form", "there is no memory for it");
  if (it.altered) {
    it.ink(grey);
    it.set(it.regular, 7);
    it.write(
        margin, margin + 10,
        "Some letters are not in this form's font and stand here in plain Latin; the order beside it has "
        "them as given.");
  }
  HPDF_SaveToStream(it.doc);
  std::string bytes(HPDF_GetStreamSize(it.doc), '\0');
  auto size = static_cast<HPDF_UINT32>(bytes.size());
  if (size > 0) HPDF_ReadFromStream(it.doc, reinterpret_cast<HPDF_BYTE*>(bytes.data()), &size);
  bytes.resize(size);
  const HPDF_STATUS status = HPDF_GetError(it.doc);
  if (bytes.empty() || (status != HPDF_OK && status != HPDF_STREAM_EOF))
    return base::failure("the prescription form", "the PDF library failed with " + std::to_string(status));
  return bytes;
}

}  // namespace articulator::connect::rx_form
