#include "engine/workflow/context.hpp"

#include <utility>

namespace articulator::workflow {

std::string Context::new_correlation() {
  return "c-" + std::to_string(++last_correlation);
}

void Context::record(base::Instant at, const model::PracticeId& practice, std::string_view actor,
                     std::string_view action, const model::CaseId& case_id, std::string data,
                     const std::string& correlation) {
  audit::Record record;
  record.at = at;
  record.practice = practice.text;
  record.actor = actor;
  record.action = action;
  record.case_id = case_id.text;
  record.data = std::move(data);
  record.correlation = correlation;
  log.append(std::move(record));
}

std::string plain(std::string_view text, std::size_t bytes_max) {
  std::string out(text.substr(0, bytes_max));
  for (char& c : out)
    if (c < ' ' || c > '~') c = '?';
  return out;
}

std::string without_values(std::string_view target) {
  const std::size_t mark = target.find('?');
  std::string out = plain(target.substr(0, mark));
  if (mark == std::string_view::npos) return out;
  char before = '?';
  for (std::string_view rest = target.substr(mark + 1); !rest.empty();) {
    const std::size_t end = rest.find('&');
    const std::string_view pair = rest.substr(0, end);
    out += before;
    out += plain(pair.substr(0, pair.find('=')), 60);
    before = '&';
    rest = end == std::string_view::npos ? std::string_view{} : rest.substr(end + 1);
  }
  return out;
}

}  // namespace articulator::workflow
