#include "replay/generate/log_line.hpp"

#include "engine/base/json_writer.hpp"

#include <utility>
#include <variant>
#include <vector>

namespace articulator::replay {
namespace {

using base::JsonWriter;

constexpr std::size_t envelope_bytes = 200;  // about
constexpr std::size_t data_bytes = 100;      // of most

template <typename Fill>
std::string object(Fill fill) {
  std::string json;
  json.reserve(data_bytes);
  JsonWriter out(json);
  out.begin_object();
  fill(out);
  out.end_object();
  return json;
}

template <typename Text>
void write_texts(JsonWriter& out, std::string_view key, const std::vector<Text>& texts) {
  out.key(key).begin_array();
  for (const std::string_view text : texts)
    out.text(text);
  out.end_array();
}

using Line = std::optional<DecisionLine>;

Line line_of(const model::Decision&, const model::RxValidated& act) {
  return DecisionLine{"engine.rx.validated", object([&](JsonWriter& out) {
                        out.member("status", model::word(act.validation.status)).key("findings");
                        model::write_findings(out, act.validation.findings);
                        write_texts(out, "checks_passed", act.validation.checks_passed);
                      })};
}

Line line_of(const model::Decision&, const model::ReviewOpened& act) {
  return DecisionLine{"engine.review.opened", object([&](JsonWriter& out) {
                        out.member("review", act.review.text);
                        write_texts(out, "reasons", act.reasons);
                      })};
}

Line line_of(const model::Decision& decision, const model::OrderSent& act) {
  return DecisionLine{"engine.order.sent", object([&](JsonWriter& out) {
                        out.member("lab", act.lab.text).member("channel", act.channel);
                        out.member("idempotency_key", act.idempotency_key).key("order").begin_object();
                        out.member("case_id", decision.case_id.text).member("lab_partner", act.lab.text);
                        out.key("prescription");
                        model::write_prescription(out, act.prescription);
                        out.end_object();
                      })};
}

Line line_of(const model::Decision&, const model::OrderCancelled& act) {
  return DecisionLine{"engine.order.cancelled",
                      object([&](JsonWriter& out) { out.member("lab", act.lab.text); })};
}

Line line_of(const model::Decision&, const model::PmsStatus& act) {
  return DecisionLine{"engine.pms.status",
                      object([&](JsonWriter& out) { out.member("stage", model::word(act.stage)); })};
}

Line line_of(const model::Decision&, const model::PmsNote& act) {
  return DecisionLine{"engine.pms.note", object([&](JsonWriter& out) { out.member("text", act.text); })};
}

Line line_of(const model::Decision&, const model::PatientNotified& act) {
  return DecisionLine{"engine.patient.notified", object([&](JsonWriter& out) {
                        out.member("milestone", model::word(act.milestone));
                        out.member("medium", model::word(act.medium));
                      })};
}

Line line_of(const model::Decision&, const model::DelayAlerted& act) {
  return DecisionLine{"engine.delay.alerted", object([&](JsonWriter& out) {
                        out.member("appointment", act.appointment.text).member("predicted", act.predicted);
                        out.member("needed_by", act.needed_by).member("cause", act.cause);
                      })};
}

Line line_of(const model::Decision&, const model::DelayCleared& act) {
  return DecisionLine{"engine.delay.cleared",
                      object([&](JsonWriter& out) { out.member("appointment", act.appointment.text); })};
}

Line line_of(const model::Decision&, const model::RemakeTriaged& act) {
  return DecisionLine{"engine.remake.triaged", object([&](JsonWriter& out) {
                        out.member("cause", model::word(act.cause)).member("route", model::word(act.route));
                        out.key("confidence").decimal(act.confidence_percent);
                      })};
}

Line line_of(const model::Decision& decision, const model::InvoiceLine& act) {
  return DecisionLine{"engine.invoice.line", object([&](JsonWriter& out) {
                        out.member("statement", act.statement).member("line", act.line);
                        out.member("result", model::word(act.result));
                        out.member("case", decision.case_id.text);
                      })};
}

// What the log format has no line for.
Line line_of(const model::Decision&, const model::OrderMirrored&) {
  return std::nullopt;
}
Line line_of(const model::Decision&, const model::OrderAmended&) {
  return std::nullopt;
}
Line line_of(const model::Decision&, const model::QuestionAnswered&) {
  return std::nullopt;
}
Line line_of(const model::Decision&, const model::StatusFlagged&) {
  return std::nullopt;
}

}  // namespace

std::string log_line(const Envelope& envelope, std::string_view data) {
  std::string line;
  line.reserve(envelope_bytes + data.size());
  JsonWriter out(line);
  out.begin_object().member("specversion", "1.0");
  std::string id(envelope.prefix);
  id += std::to_string(envelope.number);
  out.member("id", id).member("source", envelope.source);
  std::string type = "dental.";
  type += envelope.type;
  out.member("type", type);
  if (!envelope.subject.empty()) out.member("subject", envelope.subject);
  out.member("time", envelope.at).key("data").raw(data).end_object();
  line += '\n';
  return line;
}

std::optional<DecisionLine> decision_line(const model::Decision& decision) {
  return std::visit([&](const auto& act) { return line_of(decision, act); }, decision.act);
}

}  // namespace articulator::replay
