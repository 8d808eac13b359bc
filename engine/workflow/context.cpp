#include "engine/workflow/context.hpp"

#include <utility>

namespace articulator::workflow {

std::string Context::new_correlation() {
  return "c-" + std::to_string(++last_correlation);
}

void Context::record(base::Instant at, const model::PracticeId& practice, std::string_view actor,
                     std::string_view action, const model::CaseId& case_id, std::string data,
                     const std::string& correlation) {
  log.append({0, at, practice.text, std::string(actor), std::string(action), case_id.text, std::move(data),
              correlation});
}

namespace {

constexpr std::size_t path_bytes_max = 300;
constexpr std::size_t name_bytes_max = 60;

void append_plain(std::string& out, std::string_view text, std::size_t bytes_max) {
  const std::size_t before = out.size();
  out += text.substr(0, bytes_max);
  for (std::size_t at = before; at < out.size(); ++at)
    if (out[at] < ' ' || out[at] > '~') out[at] = '?';
}

}  // namespace

std::string plain(std::string_view text, std::size_t bytes_max) {
  std::string out;
  append_plain(out, text, bytes_max);
  return out;
}

std::string without_values(std::string_view target) {
  const std::size_t mark = target.find('?');
  std::string out;
  out.reserve(target.size());
  append_plain(out, target.substr(0, mark), path_bytes_max);
  if (mark == std::string_view::npos) return out;
  char before = '?';
  for (std::string_view rest = target.substr(mark + 1); !rest.empty();) {
    const std::size_t end = rest.find('&');
    const std::string_view pair = rest.substr(0, end);
    out += before;
    append_plain(out, pair.substr(0, pair.find('=')), name_bytes_max);
    before = '&';
    rest = end == std::string_view::npos ? std::string_view{} : rest.substr(end + 1);
  }
  return out;
}

}  // namespace articulator::workflow
