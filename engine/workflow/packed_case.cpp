#include "engine/workflow/packed_case.hpp"

#include "engine/base/assert.hpp"
#include "engine/base/packing.hpp"
#include "engine/mapping/code_check.hpp"
#include "engine/model/packing.hpp"
#include "engine/validation/validate.hpp"

#include <algorithm>
#include <bit>
#include <concepts>
#include <cstddef>
#include <cstdint>
#include <functional>
#include <optional>

// Beside their types, where a packer looks for them.
namespace articulator::delivery {

template <typename A, base::SameAs<Alert> T>
void walk(A& archive, T& alert) {
  auto& [appointment, predicted, raised_at] = alert;
  archive(appointment, predicted, raised_at);
}

}  // namespace articulator::delivery

namespace articulator::workflow {

template <typename A, base::SameAs<Visit> T>
void walk(A& archive, T& visit) {
  auto& [id, start] = visit;
  archive(id, start);
}

template <typename A, base::SameAs<FileOutline> T>
void walk(A& archive, T& outline) {
  auto& [patient, lab, procedure, material, visit] = outline;
  archive(patient, lab, procedure, material, visit);
}

}  // namespace articulator::workflow

namespace articulator::model {
namespace {

// The names of checks are those of the rules, which any case has a dozen of: a number each.
const std::vector<std::string_view>& check_words() {
  static const std::vector<std::string_view> words = [] {
    std::vector<std::string_view> all = validation::check_names();
    all.push_back(mapping::code_check_name);
    return all;
  }();
  return words;
}

constexpr std::uint64_t bits_max = 64;

}  // namespace

// They stand in the order of the rules: a bit for each rule. Others are a list of numbers.
void walk(base::Packer& archive, const Validation& validation) {
  const auto& [status, findings, checks_passed] = validation;
  archive(status, findings);
  const std::vector<std::string_view>& words = check_words();
  std::vector<std::uint64_t> numbers;
  numbers.reserve(checks_passed.size());
  std::uint64_t passed = 0;
  auto from = words.begin();
  for (const std::string_view check : checks_passed) {
    auto word = std::find(from, words.end(), check);
    if (word == words.end()) word = std::find(words.begin(), words.end(), check);
    ART_ASSERT(word != words.end());
    numbers.push_back(static_cast<std::uint64_t>(word - words.begin()));
    passed |= std::uint64_t{1} << (numbers.back() % bits_max);
    from = word;
  }
  const bool in_order = std::ranges::adjacent_find(numbers, std::greater_equal<>{}) == numbers.end() &&
                        (numbers.empty() || numbers.back() < bits_max);
  archive(in_order);
  if (in_order)
    archive(passed);
  else
    archive(numbers);
}

void walk(base::Unpacker& archive, Validation& validation) {
  auto& [status, findings, checks_passed] = validation;
  archive(status, findings);
  if (archive.take<bool>()) {
    const auto passed = archive.take<std::uint64_t>();
    checks_passed.reserve(static_cast<std::size_t>(std::popcount(passed)));
    for (std::uint64_t left = passed; left != 0; left &= left - 1)
      checks_passed.push_back(check_words().at(static_cast<std::size_t>(std::countr_zero(left))));
  } else {
    for (const std::uint64_t number : archive.take<std::vector<std::uint64_t>>())
      checks_passed.push_back(check_words().at(number));
  }
}

void pack(const Validation& validation, std::string& out) {
  base::Packer{out}(validation);
}
void unpack(std::string_view bytes, Validation& validation) {
  base::Unpacker{bytes}(validation);
}

// It begins with what its outline is, so that this can be read without the rest. Work is its own patient's.
void pack(const CaseFile& file, std::string& out) {
  const auto& [patient, prescriber, lab, prescription, notes, attachments, appointment, coverage] = file;
  base::Packer archive(out);
  std::optional<workflow::Visit> visit;
  if (appointment) visit = {appointment->id, appointment->start};
  archive(patient, lab, prescription.procedure.value, prescription.material.value, visit);
  archive(prescriber, prescription, notes, attachments, coverage);
  if (!appointment) return;
  const auto& [id, of, start, minutes, provider, operatory] = *appointment;
  const bool is_own = of == patient;
  archive(minutes, provider, operatory, is_own);
  if (!is_own) archive(of);
}
void unpack(std::string_view bytes, CaseFile& file) {
  auto& [patient, prescriber, lab, prescription, notes, attachments, appointment, coverage] = file;
  workflow::FileOutline outline;
  base::Unpacker archive(bytes);
  archive(outline, prescriber, prescription, notes, attachments, coverage);
  patient = outline.patient;
  lab = outline.lab;
  if (!outline.visit) return;
  auto& [id, of, start, minutes, provider, operatory] = appointment.emplace();
  bool is_own = false;
  archive(minutes, provider, operatory, is_own);
  id = outline.visit->id;
  start = outline.visit->start;
  of = patient;
  if (!is_own) archive(of);
}

}  // namespace articulator::model

namespace articulator::workflow {

template <typename A, base::SameAs<OpenReview> T>
void walk(A& archive, T& review) {
  auto& [id, reasons, opened_at, question] = review;
  archive(id, reasons, opened_at, question);
}

template <typename A, base::SameAs<KeptFile> T>
void walk(A& archive, T& kept) {
  if constexpr (std::same_as<A, base::Unpacker>) {
    const std::string_view bytes = base::Unpacker(archive).bytes();
    if (!bytes.empty()) base::Unpacker{bytes}(kept.outline_);
  }
  archive(kept.whole_);
}

template <typename A, base::SameAs<Case> T>
void walk(A& archive, T& open) {
  auto& [file, stage, on_hold, sent, by_a_person, cancelled, orders_sent, reviews_opened, round, remake,
         last_sequence, tracking, ship_by, carrier, carrier_tracking, predicted_delivery, received_back,
         delay, journey, next_check, reviews, milestones_told, validation, had_feedback, ended_at] = open;
  archive(file, stage, on_hold, sent, by_a_person, cancelled, orders_sent, reviews_opened, round, remake,
          last_sequence, tracking, ship_by, carrier, carrier_tracking, predicted_delivery, received_back,
          delay, journey, next_check, reviews, milestones_told, validation, had_feedback, ended_at);
}

void pack(const model::CaseId& /*id*/, const Case& open, std::string& out) {
  base::Packer archive(out);
  walk(archive, open);
}

void unpack(const model::CaseId& /*id*/, std::string_view bytes, Case& open) {
  base::Unpacker archive(bytes);
  walk(archive, open);
}

void pack(const model::PatientId& /*id*/, const CasesOfPatient& cases, std::string& out) {
  base::Packer{out}(cases.ids);
}

void unpack(const model::PatientId& /*id*/, std::string_view bytes, CasesOfPatient& cases) {
  base::Unpacker{bytes}(cases.ids);
}

}  // namespace articulator::workflow
