// What an integration writes into the office, and what judges hear of it.
#include "engine/base/assert.hpp"
#include "engine/base/json_writer.hpp"
#include "simulators/pms/office/facts.hpp"
#include "simulators/pms/office/office.hpp"

#include <utility>

#include <fmt/format.h>

namespace articulator::simulators::office {

void Office::write_lab_word(std::string_view lab_case_id, const LabWord& word, base::Instant now,
                            world::SimulatorOutputs& out) {
  const LabCase* before = lab_case(lab_case_id);
  ART_ASSERT(before != nullptr);
  const bool other_stage = !word.stage.empty() && word.stage != before->lab_word.stage;
  LabCase row = *before;
  row.lab_word = word;
  keep(lab_cases_, std::move(row), Kind::lab_case, now);
  if (!other_stage) return;
  std::string data;
  base::JsonWriter w(data);
  w.begin_object().member("stage", std::string_view(word.stage));
  if (!word.tracking.empty()) w.member("tracking", std::string_view(word.tracking));
  w.end_object();
  say(setup_, Source::engine, "engine.pms.status", lab_case_id, std::move(data), out);
}

const ChartNote& Office::write_note(std::string_view lab_case_id, std::string_view patient_id,
                                    std::string text, base::Instant now, world::SimulatorOutputs& out) {
  ART_ASSERT(patient(patient_id) != nullptr);
  ART_ASSERT(lab_case_id.empty() || lab_case(lab_case_id) != nullptr);
  ChartNote row;
  row.id = fmt::format("N-{}", chart_notes_.size() + 1);
  row.lab_case = lab_case_id;
  row.patient = patient_id;
  row.text = std::move(text);
  const std::string id = row.id;
  std::string data;
  base::JsonWriter(data).begin_object().member("text", std::string_view(row.text)).end_object();
  keep(chart_notes_, std::move(row), Kind::chart_note, now);
  say(setup_, Source::engine, "engine.pms.note", lab_case_id, std::move(data), out);
  return chart_notes_.at(id);
}

const Message& Office::send_message(Message message, base::Instant now, world::SimulatorOutputs& out) {
  ART_ASSERT(patient(message.patient) != nullptr);
  ART_ASSERT(message.lab_case.empty() || lab_case(message.lab_case) != nullptr);
  message.id = fmt::format("M-{}", messages_.size() + 1);
  message.direction = Direction::to_patient;
  const std::string id = message.id;
  keep(messages_, std::move(message), Kind::message, now);
  const Message& row = messages_.at(id);
  std::string data;
  base::JsonWriter(data)
      .begin_object()
      .member("milestone", std::string_view(row.milestone))
      .member("medium", std::string_view(row.medium))
      .member("patient", std::string_view(row.patient))
      .member("text", std::string_view(row.text))
      .end_object();
  say(setup_, Source::engine, "engine.patient.notified", row.lab_case, std::move(data), out);
  return row;
}

}  // namespace articulator::simulators::office
