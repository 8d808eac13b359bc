#include "scenarios/runner/expectation_loader.hpp"

#include <algorithm>
#include <array>
#include <span>
#include <string_view>
#include <utility>

#include <fmt/format.h>

namespace articulator::runner {
namespace {

// A misspelt word here would make "0 times" hold for the wrong reason.
constexpr std::array<std::string_view, 19> stages{"draft",
                                                  "ready",
                                                  "validating",
                                                  "needs_clarification",
                                                  "awaiting_approval",
                                                  "approved",
                                                  "submitted",
                                                  "received",
                                                  "in_design",
                                                  "in_fabrication",
                                                  "quality_check",
                                                  "shipped",
                                                  "delivered",
                                                  "seated",
                                                  "closed",
                                                  "on_hold",
                                                  "cancelled",
                                                  "returned",
                                                  "dead_letter"};
constexpr std::array<std::string_view, 3> statuses{"approved", "needs_review", "blocked"};
constexpr std::array<std::string_view, 3> media{"sms", "portal", "email"};
constexpr std::array<std::string_view, 9> causes{"fit",      "contact",    "occlusion", "design", "shade",
                                                 "fracture", "wrong_item", "transit",   "unclear"};
constexpr std::array<std::string_view, 6> routes{"new_impression", "redesign",      "shade_correction",
                                                 "lab_credit",     "carrier_claim", "person"};
constexpr std::array<std::string_view, 6> line_results{"matched",       "price_differs",   "billed_twice",
                                                       "never_ordered", "warranty_billed", "billed_early"};
constexpr std::array<std::string_view, 50> types{"world.policy",
                                                 "supplier.order.received",
                                                 "supplier.order.repeated",
                                                 "lab.profile",
                                                 "pms.case.ready",
                                                 "pms.case.updated",
                                                 "pms.case.cancelled",
                                                 "pms.case.received",
                                                 "pms.case.seated",
                                                 "pms.case.feedback",
                                                 "pms.appointment.booked",
                                                 "pms.appointment.moved",
                                                 "pms.appointment.cancelled",
                                                 "pms.patient.updated",
                                                 "lab.order.acknowledged",
                                                 "lab.order.rejected",
                                                 "lab.case.status",
                                                 "lab.case.question",
                                                 "lab.case.shipped",
                                                 "lab.case.flawed",
                                                 "lab.invoice",
                                                 "lab.drop.incomplete",
                                                 "lab.mail.refused",
                                                 "lab.form.read",
                                                 "model.asked",
                                                 "lab.manifest.read",
                                                 "lab.token.issued",
                                                 "people.review.decided",
                                                 "engine.rx.validated",
                                                 "engine.review.opened",
                                                 "engine.order.sent",
                                                 "engine.order.mirrored",
                                                 "engine.order.amended",
                                                 "engine.order.cancelled",
                                                 "engine.question.answered",
                                                 "engine.pms.status",
                                                 "engine.pms.note",
                                                 "engine.patient.notified",
                                                 "engine.delay.alerted",
                                                 "engine.delay.cleared",
                                                 "engine.slots.proposed",
                                                 "engine.slot.held",
                                                 "engine.slot.released",
                                                 "engine.appointment.moved",
                                                 "engine.appointment.booked",
                                                 "engine.remake.triaged",
                                                 "engine.invoice.line",
                                                 "engine.dead_letter",
                                                 "wire.request",
                                                 "wire.response"};

// "VAL-05".
bool is_requirement(std::string_view text) {
  const std::size_t dash = text.find('-');
  if (dash != 3 || text.size() != 6) return false;
  return std::all_of(text.begin(), text.begin() + 3, [](char c) { return c >= 'A' && c <= 'Z'; }) &&
         std::all_of(text.begin() + 4, text.end(), [](char c) { return c >= '0' && c <= '9'; });
}

void check_codes(const Node& node, std::string_view key, Complaints& complaints) {
  const Node* list = node.find(key);
  if (!list) return;
  for (const Node& element : list->elements)
    if (!is_requirement(element.text))
      complaints.add(element.line, fmt::format("\"{}\" is no requirement id", element.text),
                     "write one such as \"VAL-05\"");
}

std::vector<std::string> sorted(std::vector<std::string> texts) {
  std::sort(texts.begin(), texts.end());
  return texts;
}

void check_words(const Node& node, FormKind kind, Complaints& complaints) {
  const bool is_rx = kind == FormKind::validated;
  check_word(node.find("stage"), "stage", stages, complaints);
  // A milestone that is no stage: the delay message.
  if (text_at(node, "milestone") != "delayed")
    check_word(node.find("milestone"), "milestone", stages, complaints);
  check_word(node.find("medium"), "medium", media, complaints);
  if (is_rx) check_word(node.find("status"), "status", statuses, complaints);
  check_word(node.find("cause"), "cause", causes, complaints);
  check_word(node.find("route"), "route", routes, complaints);
  check_word(node.find("result"), "result", line_results, complaints);
  if (kind == FormKind::fact) check_word(node.find("type"), "type", types, complaints);
  check_codes(node, "codes", complaints);
  check_codes(node, "has", complaints);
  if (kind == FormKind::review) check_codes(node, "reasons", complaints);
}

// The state of a case: what it must hold, less what is asked of it in another way.
std::string wanted_state(const Node& node) {
  Node state = node;
  std::erase_if(state.members, [](const Member& member) {
    return member.key == "case" || (member.key == "tracking" && member.value.is(base::JsonKind::boolean));
  });
  // Instants are compared as text, so as the engine's contract writes them.
  for (Member& member : state.members)
    if (member.key == "estimate")
      member.value.text = base::format_instant(*base::parse_instant(member.value.text));
  return dump(state);
}

// Of a form whose own keys are members of the fact: what these must be.
std::string wanted_members(const Node& node, const Form& form) {
  Node members = node;
  std::erase_if(members.members, [&](const Member& member) {
    return member.key == "case" || find_key(form.keys, member.key) == nullptr;
  });
  return members.members.empty() ? std::string() : dump(members);
}

}  // namespace

Expectation read_expectation(const Node& node, const std::string& practice, bool never,
                             Complaints& complaints) {
  Expectation wanted;
  if (!node.is(base::JsonKind::object) || node.members.size() != 1) {
    complaints.add(node.line, "one form is wanted here", "write {\"order\": {...}}, say");
    return wanted;
  }
  const Member& member = node.members.front();
  const Form* form = find_form(member.key);
  if (!form) {
    std::vector<std::string_view> known;
    for (const Form& one : forms())
      known.push_back(one.word);
    complaints.unknown(member.line, "form", member.key, known);
    return wanted;
  }
  const bool is_case = form->kind == FormKind::case_now;
  const bool counts = counts_facts(form->kind);
  const Node& value = member.value;
  if (!check_keys(value, {form->keys, counts ? counting_keys() : std::span<const Key>()}, member.key,
                  complaints))
    return wanted;
  if (never && (!counts || value.find("times")))
    complaints.add(member.line, "what never happens has no number and no state",
                   "name a form that tells of events");
  check_words(value, form->kind, complaints);

  wanted.kind = form->kind;
  wanted.word = member.key;
  wanted.type = form->type.empty() ? text_at(value, "type") : std::string(form->type);
  wanted.practice = practice;
  wanted.case_id = text_at(value, "case");
  wanted.times = integer_at(value, "times");
  wanted.after = duration_at(value, "after");
  wanted.before = duration_at(value, "before");
  wanted.reasons = sorted(texts_at(value, "reasons"));
  if (value.find("codes")) wanted.codes = sorted(texts_at(value, "codes"));
  wanted.has = sorted(texts_at(value, "has"));
  wanted.status = text_at(value, "status");
  wanted.lab = text_at(value, "lab");
  wanted.stage = text_at(value, "stage");
  wanted.milestone = text_at(value, "milestone");
  wanted.medium = text_at(value, "medium");
  wanted.text = text_at(value, "text");
  wanted.text_has = texts_at(value, "text_has");
  wanted.text_lacks = texts_at(value, "text_lacks");
  wanted.action = text_at(value, "action");
  wanted.prescription = json_at(value, "prescription");
  wanted.page = text_at(value, "page");
  wanted.holds = json_at(value, "holds");
  wanted.data = is_case ? wanted_state(value) : json_at(value, "data");
  if (form->kind == FormKind::fact && !form->type.empty()) wanted.data = wanted_members(value, *form);
  wanted.records = integer_at(value, "records").value_or(0);
  wanted.as_of = text_at(value, "as_of");
  wanted.checks = integer_at(value, "checks").value_or(0);
  const bool tells_tracking = is_case || form->kind == FormKind::status;
  wanted.tracking_wanted = tells_tracking && boolean_at(value, "tracking");
  return wanted;
}

}  // namespace articulator::runner
