// PracticeOnPaper: a practice whose events are written as in a log, and whose decisions read like a diary.
//
//   PracticeOnPaper paper;
//   paper.policy("auto");
//   paper.ready("LC-1", crown())  -> "validated approved, order LC-1/1"
#pragma once

#include "engine/base/instant.hpp"
#include "engine/base/json_reader.hpp"
#include "engine/model/decision.hpp"
#include "engine/model/event.hpp"
#include "engine/workflow/practice.hpp"

#include <cstdint>
#include <stdexcept>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

namespace articulator::workflow::on_paper {

// What may differ from case to case; the rest is a crown with nothing wrong in it.
struct Rx {
  std::string patient = "PT-1";
  std::string prescriber = "D-1";
  std::string procedure = "crown";
  std::string teeth = R"(["19"])";
  std::string material = "zirconia";
  std::string shade = "A2";
};

inline std::string case_json(const Rx& rx) {
  const std::string shade = rx.shade.empty() ? "" : R"("shade":")" + rx.shade + R"(",)";
  return R"({"patient":")" + rx.patient + R"(","prescriber":{"id":")" + rx.prescriber +
         R"(","name":"Dr. Abel","license":"DN1","signed":true},"lab":"glidewell","prescription":{"procedure":")" +
         rx.procedure + R"(","teeth":)" + rx.teeth + R"(,"material":")" + rx.material + R"(",)" + shade +
         R"("pontics":[],"margin_type":"chamfer","due_date":"2024-12-20"},"notes":"","attachments":[)"
         R"({"name":"prep.stl","kind":"scan.prep","bytes":1,"sha256":""},)"
         R"({"name":"opposing.stl","kind":"scan.opposing","bytes":1,"sha256":""}]})";
}
inline std::string crown() {
  return case_json({});
}

inline constexpr std::string_view lab_json =
    R"({"lab":"glidewell","name":"Glidewell","time_zone":"America/Los_Angeles","cutoff":"15:00",)"
    R"("working_days":["mon","tue","wed","thu","fri"],"holidays":[],"transit_working_days":2,)"
    R"("tracking_prefix":"GLW-","channels":["api","sftp"],"email":"cases@glidewell.example",)"
    R"("shade_guides":["vita_classical"],"attachments":{"name":"{case}","accept":["stl"],"max_bytes":1000000},)"
    R"("webhook":{"silent_after_minutes":60},"products":[)"
    R"({"restoration":"crown","material":"zirconia","positions":["anterior","posterior"],)"
    R"("turnaround_working_days":5,"fee_cents":9900,"shade":true,"margins":["chamfer"],)"
    R"("needs":["scan.prep","scan.opposing"],"recommended_for":[],"warranty_months":12},)"
    R"({"restoration":"bridge","material":"zirconia","positions":["anterior","posterior"],)"
    R"("turnaround_working_days":5,"fee_cents":9900,"shade":true,"margins":["chamfer"],)"
    R"("needs":["scan.prep","scan.opposing"],"recommended_for":[],"warranty_months":12,"max_units":6}],)"
    R"("statuses":{"Case Received":"received","In Design":"in_design","Milling":"in_fabrication",)"
    R"("Quality Check":"quality_check","Shipped":"shipped","On Hold":"on_hold"}})";

struct Diary {
  std::string operator()(const model::RxValidated& act) const {
    std::string text = "validated " + std::string(model::word(act.validation.status));
    for (const model::Finding& finding : act.validation.findings)
      text += " " + model::code(finding.rule);
    return text;
  }
  std::string operator()(const model::ReviewOpened& act) const {
    std::string text = "review " + act.review.text;
    for (const std::string& reason : act.reasons)
      text += " " + reason;
    return text;
  }
  std::string operator()(const model::OrderSent& act) const { return "order " + act.idempotency_key; }
  std::string operator()(const model::OrderMirrored&) const { return "mirror"; }
  std::string operator()(const model::OrderAmended&) const { return "amend"; }
  std::string operator()(const model::OrderCancelled& act) const { return "cancel at " + act.lab.text; }
  std::string operator()(const model::PmsStatus& act) const {
    return "status " + std::string(model::word(act.stage));
  }
  std::string operator()(const model::PmsNote&) const { return "note"; }
  std::string operator()(const model::PatientNotified& act) const {
    return "tell " + std::string(model::word(act.milestone)) + " by " + std::string(model::word(act.medium));
  }
  std::string operator()(const model::QuestionAnswered& act) const { return "answer " + act.text; }
  std::string operator()(const model::StatusFlagged& act) const { return "flag " + act.word; }
  std::string operator()(const model::DelayAlerted& act) const {
    return "alert " + act.appointment.text + " " + base::format_instant(act.predicted) + " " + act.cause;
  }
  std::string operator()(const model::DelayCleared& act) const { return "clear " + act.appointment.text; }
  std::string operator()(const model::InvoiceLine& act) const {
    return "line " + std::to_string(act.line) + " " + std::string(model::word(act.result));
  }
  std::string operator()(const model::RemakeTriaged& act) const {
    return "triage " + std::string(model::word(act.cause)) + " " + std::string(model::word(act.route));
  }
};

inline std::string diary(const std::vector<model::Decision>& decisions) {
  std::string text;
  for (const model::Decision& decision : decisions)
    text += (text.empty() ? "" : ", ") + std::visit(Diary{}, decision.act);
  return text;
}

class PracticeOnPaper {
 public:
  // 09:00 in Chicago on a Monday.
  PracticeOnPaper() : practice_(model::PracticeId("p-01")) {
    at("2024-10-21T14:00:00Z");
    happens("", "lab.profile", lab_json);
  }

  void at(std::string_view instant) { now_ = base::parse_instant(instant).value(); }
  void after(base::Duration duration) { now_ = now_ + duration; }

  std::string happens(const std::string& id, std::string_view type, std::string_view json = "{}") {
    base::JsonParser parser;
    auto happening = model::read_happening(type, parser.parse(json).value());
    if (!happening) throw std::runtime_error(happening.error().text());
    last_.clear();
    practice_.apply({now_, model::CaseId(id), model::LabId("glidewell"), happening.value().value()}, last_);
    return diary(last_);
  }

  void policy(const std::string& phase, int approval_days_left = 0, int min_clean_cases = 0,
              const std::string& more = "") {
    happens("", "world.policy",
            R"({"phase":")" + phase + R"(","approval_days_left":)" + std::to_string(approval_days_left) +
                R"(,"time_zone":"America/Chicago","automation":{"min_clean_cases":)" +
                std::to_string(min_clean_cases) +
                R"(},"notify":["received","shipped","delivered"],"predictor":"lab_promise")" + more + "}");
  }
  void consent(const std::string& consent, const std::string& prefers) {
    happens("", "pms.patient.updated",
            R"({"patient":"PT-1","consent":)" + consent + R"(,"prefers":")" + prefers +
                R"(","allergies":[],"chart":{}})");
  }
  std::string ready(const std::string& id, const std::string& json) {
    return happens(id, "pms.case.ready", json);
  }
  std::string acknowledged(const std::string& id) {
    return happens(id, "lab.order.acknowledged", R"({"tracking":"T-)" + id + R"(","ship_by":"2024-11-01"})");
  }
  std::string status(const std::string& id, const std::string& word, std::int64_t sequence) {
    return happens(id, "lab.case.status",
                   R"({"tracking":"T-)" + id + R"(","status":")" + word + R"(","sequence":)" +
                       std::to_string(sequence) + "}");
  }
  std::string decided(const std::string& id, int review, const std::string& decision,
                      const std::string& role = "dentist", const std::string& more = "") {
    return happens(id, "people.review.decided",
                   R"({"review":")" + id + "-r" + std::to_string(review) + R"(","by":"D-1","role":")" + role +
                       R"(","decision":")" + decision + R"(")" + more + "}");
  }

  // A case of the same prescriber, material and lab that was made and seated, so that the next is none of a
  // kind.
  void made_before(const std::string& id, const std::string& patient) {
    Rx rx;
    rx.patient = patient;
    ready(id, case_json(rx));
    acknowledged(id);
    happens(id, "pms.case.received");
    happens(id, "pms.case.seated");
  }

  std::string taken_back(const std::string& id) {
    last_.clear();
    practice_.take_back_order(model::CaseId(id), now_, last_);
    return diary(last_);
  }

  std::string due() {
    last_.clear();
    practice_.due(now_, last_);
    return diary(last_);
  }

  [[nodiscard]] const Practice& practice() const { return practice_; }
  [[nodiscard]] const std::vector<model::Decision>& last() const { return last_; }

 private:
  Practice practice_;
  base::Instant now_;
  std::vector<model::Decision> last_;
};

}  // namespace articulator::workflow::on_paper
