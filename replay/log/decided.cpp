#include "replay/log/decided.hpp"

#include "engine/base/json_writer.hpp"
#include "engine/base/words.hpp"
#include "engine/model/prescription.hpp"

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <limits>
#include <utility>
#include <variant>
#include <vector>

namespace articulator::replay {
namespace {

constexpr std::array<base::Word<DecisionType>, decision_types> type_words{{
    {DecisionType::pms_status, "pms.status"},
    {DecisionType::patient_notified, "patient.notified"},
    {DecisionType::rx_validated, "rx.validated"},
    {DecisionType::order_sent, "order.sent"},
    {DecisionType::pms_note, "pms.note"},
    {DecisionType::review_opened, "review.opened"},
    {DecisionType::order_cancelled, "order.cancelled"},
    {DecisionType::delay_alerted, "delay.alerted"},
    {DecisionType::delay_cleared, "delay.cleared"},
    {DecisionType::slots_proposed, "slots.proposed"},
    {DecisionType::remake_triaged, "remake.triaged"},
    {DecisionType::invoice_line, "invoice.line"},
    {DecisionType::dead_letter, "dead_letter"},
}};

template <typename Fill>
std::string object(Fill fill) {
  constexpr std::size_t usual = 256;  // bytes of an order, the largest
  std::string json;
  json.reserve(usual);
  base::JsonWriter out(json);
  out.begin_object();
  fill(out);
  out.end_object();
  return json;
}

void write_texts(base::JsonWriter& out, std::string_view key, const std::vector<std::string>& texts) {
  out.key(key).begin_array();
  for (const std::string& text : texts)
    out.text(text);
  out.end_array();
}

void sort_as_set(std::vector<std::string>& texts) {
  std::ranges::sort(texts);
  texts.erase(std::unique(texts.begin(), texts.end()), texts.end());
}

// One maker a type, for both sides.
Decided rx_validated(std::string_view status, std::vector<std::string> codes) {
  sort_as_set(codes);
  return {DecisionType::rx_validated, {}, object([&](base::JsonWriter& out) {
            write_texts(out, "codes", codes);
            out.member("status", status);
          })};
}

Decided review_opened(std::vector<std::string> reasons) {
  std::ranges::sort(reasons);
  return {DecisionType::review_opened,
          object([&](base::JsonWriter& out) { write_texts(out, "reasons", reasons); }),
          {}};
}

Decided order_sent(std::string_view lab, std::string_view channel, const model::Prescription& prescription) {
  return {DecisionType::order_sent, {}, object([&](base::JsonWriter& out) {
            out.member("channel", channel).member("lab", lab).key("prescription");
            model::write_prescription(out, prescription);
          })};
}

Decided order_cancelled() {
  return {DecisionType::order_cancelled, {}, {}};
}

Decided pms_status(std::string_view stage) {
  return {DecisionType::pms_status, std::string(stage), {}};
}

Decided pms_note(std::string_view text) {
  return {DecisionType::pms_note, {}, {}, object([&](base::JsonWriter& out) { out.member("text", text); })};
}

Decided patient_notified(std::string_view milestone, std::string_view medium) {
  return {DecisionType::patient_notified, std::string(milestone), std::string(medium)};
}

// Alerts and their ends are told apart by the appointment alone.
Decided delay(DecisionType type, std::string_view appointment) {
  return {type, std::string(appointment), {}};
}

Decided remake_triaged(std::string_view cause, std::string_view route) {
  return {DecisionType::remake_triaged, {}, object([&](base::JsonWriter& out) {
            out.member("cause", cause).member("route", route);
          })};
}

// A line is told by its statement and its number. Which case it is of is what is compared.
Decided invoice_line(std::string_view statement, std::int64_t line, std::string_view result,
                     std::string_view case_id) {
  const std::string key =
      object([&](base::JsonWriter& out) { out.member("line", line).member("statement", statement); });
  const std::string content =
      object([&](base::JsonWriter& out) { out.member("case", case_id).member("result", result); });
  return {DecisionType::invoice_line, key, content, object([&](base::JsonWriter& out) {
            out.member("case", case_id).member("line", line).member("result", result);
            out.member("statement", statement);
          })};
}

struct ToDecided {
  const model::CaseId& case_id;
  using Result = std::optional<Decided>;
  Result operator()(const model::RxValidated& act) const {
    std::vector<std::string> codes;
    for (const model::Finding& finding : act.validation.findings)
      codes.push_back(model::code(finding.rule));
    return rx_validated(model::word(act.validation.status), std::move(codes));
  }
  Result operator()(const model::ReviewOpened& act) const { return review_opened(act.reasons); }
  Result operator()(const model::OrderSent& act) const {
    return order_sent(act.lab.text, act.channel, act.prescription);
  }
  Result operator()(const model::OrderCancelled&) const { return order_cancelled(); }
  Result operator()(const model::PmsStatus& act) const { return pms_status(model::word(act.stage)); }
  Result operator()(const model::PmsNote& act) const { return pms_note(act.text); }
  Result operator()(const model::PatientNotified& act) const {
    return patient_notified(model::word(act.milestone), model::word(act.medium));
  }
  Result operator()(const model::OrderMirrored&) const { return std::nullopt; }
  Result operator()(const model::OrderAmended&) const { return std::nullopt; }
  Result operator()(const model::QuestionAnswered&) const { return std::nullopt; }
  Result operator()(const model::StatusFlagged&) const { return std::nullopt; }
  Result operator()(const model::DelayAlerted& act) const {
    return delay(DecisionType::delay_alerted, act.appointment.text);
  }
  Result operator()(const model::DelayCleared& act) const {
    return delay(DecisionType::delay_cleared, act.appointment.text);
  }
  Result operator()(const model::RemakeTriaged& act) const {
    return remake_triaged(model::word(act.cause), model::word(act.route));
  }
  Result operator()(const model::InvoiceLine& act) const {
    return invoice_line(act.statement, act.line, model::word(act.result), case_id.text);
  }
};

Decided read_rx_validated(base::ObjectReader& in) {
  std::vector<std::string> codes;
  std::size_t index = 0;
  for (const base::JsonValue finding : in.sequence_or_none("findings")) {
    base::ObjectReader one(finding, in.at("findings", index++));
    codes.push_back(one.text("code"));
    in.report(one.error());
  }
  return rx_validated(in.text_view("status"), std::move(codes));
}

Decided read_order_sent(base::ObjectReader& in) {
  const std::string_view lab = in.text_view("lab");
  const std::string_view channel = in.text_view("channel");
  base::ObjectReader order = in.object("order");
  const auto value = order.value("prescription");
  if (!value) order.report("prescription", "is missing; it must be an object");
  model::Prescription prescription;
  const auto read =
      model::read_prescription(value.value_or(base::JsonValue()), order.at("prescription"), prescription);
  if (!read) order.report(read.error());
  in.report(order.error());
  return order_sent(lab, channel, prescription);
}

Decided read_patient_notified(base::ObjectReader& in) {
  const std::string_view milestone = in.text_view("milestone");
  const std::string_view medium = in.text_view("medium");
  return patient_notified(milestone, medium);
}

Decided read_remake_triaged(base::ObjectReader& in) {
  const std::string_view cause = in.text_view("cause");
  const std::string_view route = in.text_view("route");
  return remake_triaged(cause, route);
}

Decided read_invoice_line(base::ObjectReader& in) {
  const std::string_view statement = in.text_view_or("statement", "");
  const std::int64_t line = in.integer("line", 0, std::numeric_limits<std::int64_t>::max());
  const std::string_view result = in.text_view("result");
  return invoice_line(statement, line, result, in.text_view_or("case", ""));
}

Decided read_judged(DecisionType type, base::ObjectReader& in) {
  switch (type) {
    case DecisionType::rx_validated:
      return read_rx_validated(in);
    case DecisionType::review_opened:
      return review_opened(in.texts_or_none("reasons"));
    case DecisionType::order_sent:
      return read_order_sent(in);
    case DecisionType::order_cancelled:
      return order_cancelled();
    case DecisionType::pms_status:
      return pms_status(in.text_view("stage"));
    case DecisionType::pms_note:
      return pms_note(in.text_view_or("text", ""));
    case DecisionType::patient_notified:
      return read_patient_notified(in);
    case DecisionType::delay_alerted:
    case DecisionType::delay_cleared:
      return delay(type, in.text_view("appointment"));
    case DecisionType::remake_triaged:
      return read_remake_triaged(in);
    case DecisionType::invoice_line:
      return read_invoice_line(in);
    default:
      break;
  }
  return {type, {}, {}};
}

}  // namespace

std::string_view word(DecisionType type) {
  return base::word_of(type_words, type);
}
std::optional<DecisionType> decision_type_of(std::string_view text) {
  return base::value_of(type_words, text);
}

std::string Decided::shown() const {
  if (!said.empty()) return said;
  switch (type) {
    case DecisionType::rx_validated:
    case DecisionType::order_sent:
    case DecisionType::remake_triaged:
      return content;
    case DecisionType::review_opened:
      return key;
    case DecisionType::pms_status:
      return object([&](base::JsonWriter& out) { out.member("stage", key); });
    case DecisionType::patient_notified:
      return object([&](base::JsonWriter& out) { out.member("medium", content).member("milestone", key); });
    case DecisionType::delay_alerted:
    case DecisionType::delay_cleared:
      return object([&](base::JsonWriter& out) { out.member("appointment", key); });
    default:
      return "{}";
  }
}

model::CaseId case_of_line(const Decided& line) {
  base::JsonParser parser;
  const auto content = parser.parse(line.content);
  if (!content) return {};
  return model::CaseId(base::ObjectReader(*content, "").text_or("case", ""));
}

bool judged(DecisionType type) {
  return type <= DecisionType::delay_cleared || type == DecisionType::remake_triaged ||
         type == DecisionType::invoice_line;
}

std::optional<Decided> decided_of(const model::Act& act, const model::CaseId& case_id) {
  return std::visit(ToDecided{case_id}, act);
}

base::Expected<void> read_decided(DecisionType type, base::JsonValue data, Decided& decided) {
  base::ObjectReader in(data, "");
  decided = read_judged(type, in);
  return in.finished();
}

}  // namespace articulator::replay
