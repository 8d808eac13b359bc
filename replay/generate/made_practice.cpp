#include "replay/generate/made_practice.hpp"

#include "engine/base/assert.hpp"
#include "engine/model/event.hpp"
#include "replay/generate/log_line.hpp"
#include "replay/log/log_event.hpp"

#include <array>
#include <utility>
#include <variant>

#include <fmt/format.h>

namespace articulator::replay {
namespace {

using base::seconds;

// A practice of the size that DOMAIN speaks of makes some 2,500 cases a year: ten a working day.
constexpr std::int64_t cases_a_day_min = 7;
constexpr std::int64_t cases_a_day_max = 13;
constexpr std::uint32_t opt_out_per_mille = 10;
constexpr std::uint32_t repeated_per_mille = 5;
constexpr std::uint32_t unknown_per_mille = 1;

}  // namespace

MadePractice::MadePractice(MadePracticeSetup setup, std::uint64_t seed, base::Instant opened)
    : setup_(std::move(setup)), seed_(seed), dice_(seed, setup_.id), practice_(model::PracticeId{setup_.id}) {
  event(System::people, "world.policy", {}, opened, setup_.policy);
  for (const auto& lab : setup_.labs)
    event(System::lab, "lab.profile", {}, opened + seconds(1), lab->json, lab.get());
}

void MadePractice::put(base::Instant at, std::string line, bool is_event) {
  queue_.push({at, orders_++, std::move(line), is_event});
}

std::string MadePractice::line(System system, std::string_view type, std::string_view subject,
                               base::Instant at, std::string_view data, const model::LabProfile* lab) {
  static constexpr std::array<std::string_view, 4> prefixes{"pm", "pe", "en", "la"};
  std::string source = "/practices/" + setup_.id;
  std::int64_t number = 0;
  switch (system) {
    case System::pms:
      source += "/pms/" + setup_.pms;
      number = ++ids_[system];
      break;
    case System::people:
      source += "/people";
      number = ++ids_[system];
      break;
    case System::engine:
      source += "/engine";
      number = ++ids_[system];
      break;
    case System::lab:
      source += "/labs/" + lab->lab.text;
      number = ++lab_ids_[lab->lab.text];
      break;
  }
  return log_line({source, prefixes[static_cast<std::size_t>(system)], number, type, subject, at}, data);
}

void MadePractice::event(System system, std::string_view type, std::string_view subject, base::Instant at,
                         std::string_view data, const model::LabProfile* lab) {
  put(at, line(system, type, subject, at, data, lab), true);
}

void MadePractice::plan_day(base::Date date) {
  if (!base::WorkingDays{}.works(date)) return;
  const auto day = static_cast<std::uint64_t>(date.days_since_epoch);
  const std::int64_t count = dice_.between("cases", cases_a_day_min, cases_a_day_max, day);
  for (std::int64_t n = 0; n < count; ++n)
    plan_case(date, n);
}

void MadePractice::plan_case(base::Date date, std::int64_t n) {
  const std::int64_t number = ++cases_;
  std::string upper = setup_.id;
  upper.front() = 'P';
  const model::CaseId id{fmt::format("{}-LC{:05}", upper, number)};
  const Dice dice(seed_, id.text);
  // A case a slot, so that no two of a practice are sent in one instant.
  const std::int64_t slot_s = 8 * 3600 / cases_a_day_max;
  const std::int64_t second = 9 * 3600 + n * slot_s + dice.between("second", 0, slot_s - 60);
  const base::Instant at =
      setup_.zone.instant({date, static_cast<std::int32_t>(second * 1000 + dice.between("ms", 0, 999))});
  const auto& lab = *dice.pick("lab", setup_.labs);
  OpenCase open{make_case(dice, {setup_.zone, 2}, lab, id.text, number, at), &lab, dice};
  open.ends = open.made.seat + base::days(60);
  if (dice.chance("planted", static_cast<std::uint32_t>(setup_.planted_per_mille)))
    open.planted_at = static_cast<int>(dice.between("planted at", 0, 9));
  event(System::pms, "pms.patient.updated", {}, at - seconds(30), open.made.patient_data);
  event(System::pms, "pms.case.ready", id.text, at, open.made.ready_data);
  if (dice.chance("opt out", opt_out_per_mille))
    event(System::pms, "pms.patient.updated", {}, at + base::days(dice.between("opt out day", 1, 9)),
          fmt::format(
              R"({{"patient":"{}","consent":{{"sms":false,"portal":false,"email":false}},"prefers":"sms",)"
              R"("allergies":[],"chart":{{}}}})",
              open.made.patient));
  open_.insert_or_assign(id, std::move(open));
}

void MadePractice::run_until(base::Instant end, std::vector<MadeLine>& out) {
  for (;;) {
    const std::optional<base::Instant> due = practice_.next_due();
    const bool is_due = due && *due < end && (queue_.empty() || *due <= queue_.top().at);
    if (is_due) {
      practice_.due(*due, taken_);
      decided();
      continue;
    }
    if (queue_.empty() || queue_.top().at >= end) break;
    Pending pending = std::move(const_cast<Pending&>(queue_.top()));  // it is popped at once
    queue_.pop();
    write(pending, out);
  }
  std::erase_if(open_, [&](const auto& one) { return one.second.ends < end; });
}

void MadePractice::write(Pending& pending, std::vector<MadeLine>& out) {
  if (pending.is_event) {
    // The engine hears just what the line says.
    const std::string_view text(pending.line.data(), pending.line.size() - 1);
    const auto read = read_log_event(text, parser_);
    ART_ASSERT(read.has_value() && std::holds_alternative<model::Event>(read->what));
    practice_.apply(std::get<model::Event>(read->what), taken_);
  }
  if (setup_.untidy) repeat_sometimes(pending, out);
  out.push_back({pending.at, std::move(pending.line)});
  decided();
}

// Networks deliver twice, and vendors send what nobody asked for.
void MadePractice::repeat_sometimes(const Pending& pending, std::vector<MadeLine>& out) {
  if (dice_.chance("repeated", repeated_per_mille, pending.order)) {
    ++duplicates_;
    out.push_back(
        {pending.at + seconds(dice_.between("repeated after", 1, 240, pending.order)), pending.line, true});
  }
  if (dice_.chance("unknown", unknown_per_mille, pending.order)) {
    ++unknown_;
    out.push_back({pending.at,
                   log_line({"/practices/" + setup_.id + "/pms/" + setup_.pms,
                             "hb",
                             unknown_,
                             "vendor.heartbeat",
                             {},
                             pending.at},
                            "{}"),
                   true});
  }
}

void MadePractice::decided() {
  for (const model::Decision& decision : taken_) {
    const auto found = open_.find(decision.case_id);
    write_down(decision, found == open_.end() ? nullptr : &found->second);
    if (found != open_.end()) react(decision, found->second);
  }
  taken_.clear();
}

}  // namespace articulator::replay
