#include "simulators/pms/open_dental/engine_facts.hpp"

#include "engine/base/json_writer.hpp"
#include "simulators/pms/open_dental/instructions.hpp"

#include <fmt/format.h>

namespace articulator::simulators::open_dental {
namespace {

// A note ends in " [ref LC-7 shipped]": which case, and which milestone ("note": a chart note).
struct Referred {
  std::string text;  // without the reference
  std::string subject;
  std::string milestone;
};

Referred referred(std::string_view note) {
  constexpr std::string_view open = "[ref ";
  const std::size_t from = note.rfind(open);
  if (from == std::string_view::npos || !note.ends_with(']')) return {std::string(note), {}, {}};
  const std::string_view inside = note.substr(from + open.size(), note.size() - 1 - from - open.size());
  const std::size_t space = inside.find(' ');
  if (space == std::string_view::npos) return {std::string(note), {}, {}};
  std::string_view text = note.substr(0, from);
  while (text.ends_with(' '))
    text.remove_suffix(1);
  return {std::string(text), std::string(inside.substr(0, space)), std::string(inside.substr(space + 1))};
}

std::string text_in(const std::optional<Block>& block, std::string_view key) {
  const std::string* value = block ? block->find(key) : nullptr;
  return value == nullptr ? std::string{} : *value;
}

void say_notified(const Office& office, const Commlog& commlog, const Referred& note, std::string_view medium,
                  world::SimulatorOutputs& out) {
  std::string data;
  base::JsonWriter(data)
      .begin_object()
      .member("milestone", std::string_view(note.milestone))
      .member("medium", medium)
      .member("patient", std::string_view(patient_id(commlog.patient)))
      .member("text", std::string_view(note.text))
      .end_object();
  say(office, Source::engine, "engine.patient.notified", note.subject, std::move(data), out);
}

}  // namespace

void say(const Office& office, Source source, std::string_view type, std::string subject, std::string data,
         world::SimulatorOutputs& out) {
  const std::string_view system = source == Source::pms ? "pms/open-dental" : "engine";
  out.facts.push_back({std::string(type), fmt::format("/practices/{}/{}", office.config.practice, system),
                       std::move(subject), std::move(data)});
}

std::string case_id(std::int64_t number) {
  return fmt::format("LC-{}", number);
}
std::string patient_id(std::int64_t number) {
  return fmt::format("PT-{}", number);
}

void say_status_change(const Office& office, const LabCase& before, const LabCase& after,
                       world::SimulatorOutputs& out) {
  if (before.instructions == after.instructions) return;
  const std::optional<Block> lab = lab_block(after.instructions);
  const std::string status = text_in(lab, "status");
  if (status.empty() || status == text_in(lab_block(before.instructions), "status")) return;
  const std::string tracking = text_in(lab, "tracking");
  std::string data;
  base::JsonWriter w(data);
  w.begin_object().member("stage", std::string_view(status));
  if (!tracking.empty()) w.member("tracking", std::string_view(tracking));
  w.end_object();
  say(office, Source::engine, "engine.pms.status", case_id(after.number), std::move(data), out);
}

void say_commlog(const Office& office, const Commlog& commlog, world::SimulatorOutputs& out) {
  const Referred note = referred(commlog.note);
  if (commlog.direction.is(Direction::neither) && commlog.mode.is(Mode::none)) {
    std::string data;
    base::JsonWriter(data).begin_object().member("text", std::string_view(note.text)).end_object();
    say(office, Source::engine, "engine.pms.note", note.subject, std::move(data), out);
    return;
  }
  if (!commlog.direction.is(Direction::sent)) return;
  const bool both = commlog.mode.is(Mode::email_and_text);
  if (both || commlog.mode.is(Mode::text) || commlog.mode.is(Mode::phone_and_text))
    say_notified(office, commlog, note, "sms", out);
  if (both || commlog.mode.is(Mode::email)) say_notified(office, commlog, note, "email", out);
}

}  // namespace articulator::simulators::open_dental
