#include "replay/scrub/passing_words.hpp"

#include "engine/advice/deidentify.hpp"
#include "engine/advice/lexicon.hpp"
#include "engine/model/shade.hpp"
#include "engine/quality/lexicon.hpp"

#include <algorithm>
#include <array>
#include <cstdint>

namespace articulator::replay {
namespace {

using model::Token;

// Words of charts, of orders and of the systems that write logs; none that is also a usual name or place.
constexpr auto trade_words = std::to_array<std::string_view>({"3d",          "abutment",   "accepted",
                                                              "access",      "account",    "acknowledged",
                                                              "acrylic",     "active",     "administrator",
                                                              "agreed",      "alert",      "allergies",
                                                              "allergy",     "alternate",  "always",
                                                              "america",     "an",         "anchorage",
                                                              "anterior",    "api",        "appointment",
                                                              "approval",    "approve",    "approved",
                                                              "arch",        "arrived",    "assigned",
                                                              "assist",      "assistant",  "attachment",
                                                              "auditor",     "auto",       "automatic",
                                                              "awaiting",    "base",       "because",
                                                              "been",        "begin",      "bevel",
                                                              "billed",      "bite",       "blank",
                                                              "bleach",      "blocked",    "blocker",
                                                              "book",        "booked",     "bridge",
                                                              "cad",         "cam",        "canceled",
                                                              "cancelled",   "cannot",     "carrier",
                                                              "case",        "cast",       "cause",
                                                              "cement",      "chamfer",    "changes",
                                                              "charge",      "charged",    "chart",
                                                              "charted",     "check",      "chrome",
                                                              "claim",       "claimed",    "clarification",
                                                              "classical",   "clean",      "clinical",
                                                              "closed",      "closing",    "cobalt",
                                                              "code",        "come",       "comes",
                                                              "complete",    "completed",  "composite",
                                                              "confirmed",   "consent",    "contacts",
                                                              "coordinator", "correct",    "correction",
                                                              "covered",     "created",    "credit",
                                                              "crown",       "curve",      "custom",
                                                              "date",        "day",        "dcm",
                                                              "dead",        "deciduous",  "defined",
                                                              "delay",       "delayed",    "delivered",
                                                              "denied",      "dental",     "dentist",
                                                              "dentrix",     "dentsply",   "denture",
                                                              "description", "design",     "desk",
                                                              "dicom",       "different",  "differs",
                                                              "digital",     "disilicate", "dispatched",
                                                              "does",        "done",       "downgraded",
                                                              "draft",       "drop",       "dsp",
                                                              "eaglesoft",   "early",      "edge",
                                                              "email",       "engine",     "error",
                                                              "estimate",    "every",      "exception",
                                                              "expected",    "ext",        "extra",
                                                              "fabrication", "failed",     "fax",
                                                              "fdi",         "feather",    "fedex",
                                                              "fee",         "field",      "file",
                                                              "finish",      "finishing",  "fit",
                                                              "form",        "found",      "fracture",
                                                              "framework",   "fri",        "friday",
                                                              "front",       "full",       "given",
                                                              "glaze",       "glidewell",  "goes",
                                                              "guard",       "guide",      "had",
                                                              "have",        "here",       "history",
                                                              "hold",        "hour",       "hours",
                                                              "however",     "implant",    "impression",
                                                              "inactive",    "inch",       "information",
                                                              "inlay",       "inspection", "insurance",
                                                              "intake",      "invoice",    "invoiced",
                                                              "issue",       "item",       "job",
                                                              "jpeg",        "jpg",        "kept",
                                                              "kind",        "laboratory", "lap",
                                                              "late",        "later",      "learned",
                                                              "letter",      "line",       "lithium",
                                                              "made",        "mail",       "manufacturing",
                                                              "master",      "matched",    "material",
                                                              "may",         "meant",      "meets",
                                                              "message",     "mill",       "milling",
                                                              "minute",      "minutes",    "missing",
                                                              "model",       "modified",   "molar",
                                                              "mon",         "monday",     "monitor",
                                                              "moved",       "must",       "nc",
                                                              "neighbour",   "never",      "next",
                                                              "night",       "noble",      "nobody",
                                                              "note",        "notes",      "np",
                                                              "number",      "occlusion",  "office",
                                                              "once",        "onlay",      "open",
                                                              "opened",      "opposing",   "order",
                                                              "ordered",     "orders",     "ordinary",
                                                              "other",       "our",        "ovate",
                                                              "overdue",     "packed",     "pair",
                                                              "partial",     "patient",    "pdf",
                                                              "pending",     "percent",    "permanent",
                                                              "person",      "pfm",        "phase",
                                                              "phone",       "photo",      "pickup",
                                                              "ply",         "pmma",       "pms",
                                                              "png",         "portal",     "portrait",
                                                              "posterior",   "practice",   "prefers",
                                                              "prep",        "present",    "price",
                                                              "primary",     "prior",      "priority",
                                                              "problem",     "procedure",  "processing",
                                                              "production",  "promise",    "provider",
                                                              "quality",     "queue",      "queued",
                                                              "rb",          "rc",         "ready",
                                                              "reason",      "received",   "redesign",
                                                              "reject",      "rejected",   "released",
                                                              "remark",      "replace",    "report",
                                                              "request",     "requested",  "retraction",
                                                              "returned",    "review",     "reviewed",
                                                              "ridge",       "rn",         "round",
                                                              "route",       "rp",         "rx",
                                                              "said",        "sat",        "saturday",
                                                              "says",        "scan",       "schedule",
                                                              "scheduled",   "screw",      "second",
                                                              "sent",        "service",    "sftp",
                                                              "ship",        "shipment",   "shipped",
                                                              "shipping",    "shoulder",   "sign",
                                                              "signed",      "sintering",  "sirona",
                                                              "sms",         "someone",    "soon",
                                                              "stage",       "staging",    "standard",
                                                              "started",     "statement",  "status",
                                                              "stl",         "stock",      "stone",
                                                              "submitted",   "such",       "sun",
                                                              "sunday",      "system",     "table",
                                                              "technician",  "telephone",  "text",
                                                              "than",        "their",      "then",
                                                              "there",       "they",       "three",
                                                              "through",     "thru",       "thu",
                                                              "thurs",       "thursday",   "titanium",
                                                              "title",       "tracking",   "transit",
                                                              "try",         "tue",        "tues",
                                                              "tuesday",     "twice",      "unclear",
                                                              "under",       "until",      "updated",
                                                              "ups",         "usps",       "validated",
                                                              "validating",  "vendor",     "veneer",
                                                              "veneers",     "verified",   "vita",
                                                              "waiting",     "warning",    "warranty",
                                                              "wax",         "way",        "wb",
                                                              "wed",         "wednesday",  "well",
                                                              "were",        "when",       "which",
                                                              "wn",          "work",       "working",
                                                              "wp",          "wrong",      "zirconia"});

// In front of a number these name a finding or a requirement ("VAL-05"), not a person's record.
constexpr auto code_families = std::to_array<std::string_view>(
    {"adv", "aim", "ana", "aud", "crt", "dlv", "dsp", "gov", "int", "inv", "map",
     "ntf", "pms", "rec", "res", "rmk", "sec", "shd", "sim", "sts", "val"});

bool among(const auto& words, std::string_view word) {
  return std::ranges::find(words, word) != words.end();
}

bool is_digit(char c) {
  return c >= '0' && c <= '9';
}
bool is_word(const Token& token) {
  const char first = token.text.front();
  return (first >= 'a' && first <= 'z') || (first & '\x80') != 0;
}
bool is_sign(const Token& token) {
  return !is_word(token) && std::ranges::none_of(token.text, is_digit) && token.text.size() <= 2;
}

// Ages above 89 are an identifier (45 CFR 164.514(b)(2)(i)(C)), and no tooth or day is above that.
bool is_small_number(std::string_view text) {
  const auto count = std::ranges::count_if(text, is_digit);
  if (count == 0 || count > 2) return false;
  const bool alone = static_cast<std::size_t>(count) == text.size();
  if (!alone && std::ranges::any_of(text, [](char c) { return !is_digit(c) && c != '.'; })) {
    // "4th", "3i", "10mm": a number and what it counts.
    constexpr auto counted = std::to_array<std::string_view>(
        {"st", "nd", "rd", "th", "mm", "d", "i", "hr", "hrs", "x", "am", "pm", "wk", "wks"});
    const auto letters = std::ranges::find_if_not(text, is_digit);
    return among(counted, std::string_view(letters, text.end()));
  }
  return !(alone && count == 2 && text.front() == '9');
}

// "d2740"
bool is_cdt_code(std::string_view text) {
  return text.size() == 5 && text.front() == 'd' && std::ranges::all_of(text.substr(1), is_digit);
}

bool is_capital(char c) {
  return c >= 'A' && c <= 'Z';
}

class Judge {
 public:
  Judge(std::string_view text, const std::vector<Token>& tokens, const std::vector<std::string>& names,
        bool as_words)
      : text_(text), tokens_(tokens), as_words_(as_words), exact_(tokens.size()), nearly_(tokens.size()) {
    for (const advice::Hit& hit : advice::phrases_in(tokens))
      mark(hit.misspelt ? nearly_ : exact_, hit.begin, hit.end);
    for (const advice::CueHit& hit : advice::cues_in(tokens))
      mark(exact_, hit.begin, hit.end);
    for (const quality::Hit& hit : quality::hits_in(tokens))
      mark(nearly_, hit.begin, hit.end);
    for (const std::string& name : names)
      for (const Token& token : model::tokens_of(name))
        if (is_word(token) && token.text.size() > 1 && !advice::is_title(token.text))
          names_.push_back(token.text);
    shouted_ = std::ranges::none_of(text, [](char c) { return c >= 'a' && c <= 'z'; });
  }

  [[nodiscard]] bool stays(std::size_t at) const {
    const Token& token = tokens_[at];
    if (is_sign(token) || token.text == "w/" || token.text == "w/o") return true;
    if (model::parse_shade(token.text) || is_cdt_code(token.text)) return true;
    if (!is_word(token)) return is_small_number(token.text) || exact_[at] || nearly_[at];
    if (after_title(at)) return false;
    if (among(names_, token.text)) return exact_[at] && !beside_a_name(at) && !written_as_name(at);
    if (exact_[at]) return true;
    if (among(code_families, token.text) && as_code(at)) return true;
    const bool plain = advice::is_plain_word(token.text) || among(trade_words, token.text);
    // "Will", "Max", "Mark": plain words that people are called by, where they are written as names.
    constexpr auto called = std::to_array<std::string_view>({"will", "max", "may", "mark", "stone", "sat"});
    if (plain) return !among(called, token.text) || shouted_ || as_words_ || !is_capital(text_[token.offset]);
    return nearly_[at] && !written_as_name(at);
  }

 private:
  static void mark(std::vector<bool>& which, std::size_t begin, std::size_t end) {
    for (std::size_t at = begin; at < end && at < which.size(); ++at)
      which[at] = true;
  }
  [[nodiscard]] bool after_title(std::size_t at) const {
    const std::size_t back = at >= 2 && tokens_[at - 1].text == "." ? 2 : 1;
    return !as_words_ && at >= back && advice::is_title(tokens_[at - back].text);
  }
  [[nodiscard]] bool beside_a_name(std::size_t at) const {
    return (at > 0 && among(names_, tokens_[at - 1].text)) ||
           (at + 1 < tokens_.size() && among(names_, tokens_[at + 1].text));
  }
  [[nodiscard]] bool as_code(std::size_t at) const {
    return at + 2 < tokens_.size() && tokens_[at + 1].text == "-" && model::is_number(tokens_[at + 2]) &&
           tokens_[at + 2].text.size() == 2;
  }
  // With a capital in the middle of a sentence that has small letters, too.
  [[nodiscard]] bool written_as_name(std::size_t at) const {
    if (as_words_ || shouted_ || at == 0 || model::ends_sentence(tokens_[at - 1])) return false;
    return is_capital(text_[tokens_[at].offset]);
  }

  std::string_view text_;
  const std::vector<Token>& tokens_;
  bool as_words_;
  bool shouted_ = false;
  std::vector<bool> exact_;   // of a phrase or a cue, spelt right
  std::vector<bool> nearly_;  // of a phrase with a slip, or of the lexicon of complaints
  std::vector<std::string> names_;
};

}  // namespace

std::vector<bool> may_stay(std::string_view text, const std::vector<Token>& tokens,
                           const std::vector<std::string>& names, bool as_words) {
  const Judge judge(text, tokens, names, as_words);
  std::vector<bool> stays(tokens.size());
  for (std::size_t at = 0; at < tokens.size(); ++at)
    stays[at] = judge.stays(at);
  return stays;
}

}  // namespace articulator::replay
