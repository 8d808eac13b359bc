#include "engine/base/html_page.hpp"

namespace articulator::base {
namespace {

// Contrast of text is at least 4.5 to 1 in both schemes (WCAG 2.2, 1.4.3).
constexpr std::string_view style = R"(
:root { color-scheme: light dark; --ground: #fbfaf7; --card: #fff; --ink: #1d2329; --quiet: #59636e; --line: #d8dbd6;
  --accent: #1a5d66; --good: #1d6b3a; --bad: #a12622; --bad-ground: #fbeceb; }
@media (prefers-color-scheme: dark) { :root { --ground: #14181b; --card: #1c2226; --ink: #e6e9e6; --quiet: #a2abb3;
  --line: #39424a; --accent: #7fc7d0; --good: #7fd09b; --bad: #f2a09a; --bad-ground: #3a2322; } }
* { box-sizing: border-box; }
body { margin: 0; background: var(--ground); color: var(--ink); font: 1rem/1.55 system-ui, sans-serif; }
header, main, footer { max-width: 72rem; margin: 0 auto; padding: 1rem 1.25rem; }
h1 { font-size: 1.7rem; line-height: 1.2; margin: .5rem 0 .25rem; }
h2 { font-size: 1.25rem; margin: 2.5rem 0 .6rem; }
h3 { font-size: 1.05rem; margin: 1.4rem 0 .4rem; }
a { color: var(--accent); }
:focus-visible { outline: 3px solid var(--accent); outline-offset: 2px; }
.skip { position: absolute; left: -100rem; } .skip:focus { left: 1rem; top: .5rem; background: var(--card); padding: .5rem; }
.quiet { color: var(--quiet); } .good { color: var(--good); } .bad { color: var(--bad); }
.figures { display: flex; flex-wrap: wrap; gap: .8rem; margin: 1.2rem 0; padding: 0; }
.figures div { background: var(--card); border: 1px solid var(--line); border-radius: .5rem; padding: .6rem 1rem; }
.figures b { display: block; font-size: 1.5rem; line-height: 1.2; font-variant-numeric: tabular-nums; }
.scroll { overflow-x: auto; } .scroll.wide table { min-width: 52rem; } .scroll.wide td:nth-child(3) { white-space: nowrap; }
p, li { overflow-wrap: anywhere; }
table { border-collapse: collapse; width: 100%; background: var(--card); font-size: .92rem; }
caption { text-align: left; color: var(--quiet); padding: .3rem 0; }
th, td { text-align: left; vertical-align: top; padding: .35rem .6rem; border-bottom: 1px solid var(--line); }
th, td { overflow-wrap: anywhere; }
th.number, td.number { text-align: right; font-variant-numeric: tabular-nums; white-space: nowrap; }
tr.bad td { background: var(--bad-ground); color: inherit; }
time { white-space: nowrap; font-variant-numeric: tabular-nums; }
code { font: .86em/1.4 ui-monospace, monospace; }
details { background: var(--card); border: 1px solid var(--line); border-radius: .5rem; margin: .6rem 0; }
summary { cursor: pointer; padding: .55rem .8rem; } details > :not(summary) { margin: .4rem .8rem .8rem; }
footer { color: var(--quiet); font-size: .88rem; overflow-wrap: anywhere; }
@media (max-width: 40rem) { header, main, footer { padding: .75rem; } th, td { padding: .3rem .4rem; } }
@media print { details { break-inside: avoid; } }
)";

std::string_view escape_of(char c) {
  switch (c) {
    case '&':
      return "&amp;";
    case '<':
      return "&lt;";
    case '>':
      return "&gt;";
    case '"':
      return "&quot;";
    case '\'':
      return "&#39;";
    default:
      return {};
  }
}

// HTML allows no control characters but white space, not even escaped.
bool is_forbidden(char c) {
  const auto byte = static_cast<unsigned char>(c);
  return (byte < 0x20 && c != '\n' && c != '\t') || byte == 0x7F;
}

}  // namespace

std::string markup_text(std::string_view text) {
  std::string html;
  html.reserve(text.size());
  for (const char c : text) {
    const std::string_view escape = escape_of(c);
    if (!escape.empty())
      html += escape;
    else
      html += is_forbidden(c) ? ' ' : c;
  }
  return html;
}

std::string html_page(const HtmlPage& page) {
  const std::string title = markup_text(page.title);
  std::string html =
      "<!doctype html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n"
      "<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n"
      "<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src 'unsafe-inline'; "
      "script-src 'unsafe-inline'\">\n<title>";
  html += title + "</title>\n<style>";
  html += style;
  html += page.style;
  html += "</style>\n</head>\n<body>\n<a class=\"skip\" href=\"#content\">To the content</a>\n<header>\n<h1>";
  html += title + "</h1>\n";
  html += page.lead;
  html += "</header>\n<main id=\"content\">\n";
  html += page.body;
  html += "</main>\n<footer>\n";
  html += page.footer;
  html += "</footer>\n";
  html += page.scripts;
  html += "</body>\n</html>\n";
  return html;
}

}  // namespace articulator::base
