// One page in a file of its own: the look that all of Articulator's pages share.
//
//   std::string html = html_page({.title = "Shadow replay", .body = "<h2>What differs</h2>..."});
//
// Nothing is fetched when it is opened, so it can be mailed, archived and looked at offline. It reads well at
// phone width, in light and dark, printed, by keyboard and by a screen reader: a heading a section, tables
// with captions and header cells, `<details>` for what opens, nothing that is said by colour alone. Classes
// to use: `figures` (a list of `<div><b>12</b> cases</div>`), `scroll` (around a table; `scroll wide` where
// it needs more than a phone), `number` (a right-aligned cell), `good` and `bad` (with words that say so),
// `quiet` (what matters less).
#pragma once

#include <string>
#include <string_view>

namespace articulator::base {

// Text as it stands between tags or in a quoted attribute, of HTML and of XML. Bytes that no page may hold
// become U+FFFD's place: a space.
std::string markup_text(std::string_view text);

// All but the title is HTML (or CSS) and may be empty.
struct HtmlPage {
  std::string_view title{};  // text; the page's first heading too
  std::string_view style{};  // what this page needs beyond the common look
  std::string_view lead{};   // below the heading
  std::string_view body{};
  std::string_view footer{};
  std::string_view scripts{};  // `<script>` elements, with all that they need
};
std::string html_page(const HtmlPage& page);

}  // namespace articulator::base
