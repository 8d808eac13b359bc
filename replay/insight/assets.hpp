// The files that the page embeds, as the build found them: page/page.css, page/page.js and Debian's Chart.js
// (libjs-chart.js).
#pragma once

#include <string_view>

namespace articulator::replay::insight::assets {

extern const std::string_view page_css;
extern const std::string_view page_js;
extern const std::string_view chart_js;

}  // namespace articulator::replay::insight::assets
