#include "engine/workflow/packed_case.hpp"

#include "engine/base/assert.hpp"
#include "engine/base/packing.hpp"
#include "engine/mapping/code_check.hpp"
#include "engine/model/packing.hpp"
#include "engine/validation/validate.hpp"

#include <algorithm>
#include <cstdint>

// Beside their types, where a packer looks for them.
namespace articulator::delivery {

template <typename A, base::SameAs<Alert> T>
void walk(A& archive, T& alert) {
  auto& [appointment, predicted, raised_at] = alert;
  archive(appointment, predicted, raised_at);
}

}  // namespace articulator::delivery

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

}  // namespace

void walk(base::Packer& archive, const Validation& validation) {
  const auto& [status, findings, checks_passed] = validation;
  archive(status, findings);
  archive.number(checks_passed.size());
  const std::vector<std::string_view>& words = check_words();
  auto from = words.begin();  // they stand in the order of the rules, mostly
  for (const std::string_view check : checks_passed) {
    auto word = std::find(from, words.end(), check);
    if (word == words.end()) word = std::find(words.begin(), words.end(), check);
    ART_ASSERT(word != words.end());
    archive.number(static_cast<std::uint64_t>(word - words.begin()));
    from = word;
  }
}

void walk(base::Unpacker& archive, Validation& validation) {
  auto& [status, findings, checks_passed] = validation;
  archive(status, findings);
  checks_passed.resize(archive.number());
  for (std::string_view& check : checks_passed)
    check = check_words().at(archive.number());
}

void pack(const Validation& validation, std::string& out) {
  base::Packer{out}(validation);
}
void unpack(std::string_view bytes, Validation& validation) {
  base::Unpacker{bytes}(validation);
}
void pack(const CaseFile& file, std::string& out) {
  base::Packer{out}(file);
}
void unpack(std::string_view bytes, CaseFile& file) {
  base::Unpacker{bytes}(file);
}

}  // namespace articulator::model

namespace articulator::workflow {

template <typename A, base::SameAs<OpenReview> T>
void walk(A& archive, T& review) {
  auto& [id, reasons, opened_at, question] = review;
  archive(id, reasons, opened_at, question);
}

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

template <typename A, base::SameAs<KeptFile> T>
void walk(A& archive, T& kept) {
  archive(kept.outline_, kept.whole_);
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
