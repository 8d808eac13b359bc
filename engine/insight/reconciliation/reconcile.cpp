#include "engine/insight/reconciliation/reconcile.hpp"

#include "engine/base/words.hpp"
#include "engine/insight/reconciliation/evidence.hpp"
#include "engine/model/spelling.hpp"

#include <algorithm>
#include <array>
#include <map>
#include <string_view>

namespace articulator::insight {
namespace {

constexpr std::array<base::Word<Trouble>, troubles> trouble_words{{
    {Trouble::billed_twice, "billed_twice"},
    {Trouble::never_ordered, "never_ordered"},
    {Trouble::price_differs, "price_differs"},
    {Trouble::warranty_billed, "warranty_billed"},
    {Trouble::credit_missing, "credit_missing"},
    {Trouble::not_billed, "not_billed"},
    {Trouble::tax_off, "tax_off"},
    {Trouble::shipping_off, "shipping_off"},
    {Trouble::billed_early, "billed_early"},
    {Trouble::ambiguous, "ambiguous"},
    {Trouble::total_off, "total_off"},
}};

constexpr std::array<base::Word<LineKind>, 4> kind_words{{
    {LineKind::work, "work"},
    {LineKind::credit, "credit"},
    {LineKind::tax, "tax"},
    {LineKind::shipping, "shipping"},
}};

// Words of labs' statements for what is no work.
constexpr std::array<std::string_view, 3> tax_says = {"tax", "vat", "gst"};
constexpr std::array<std::string_view, 5> shipping_says = {"shipping", "freight", "delivery charge",
                                                           "postage", "courier"};

template <std::size_t N>
bool says(std::string_view description, const std::array<std::string_view, N>& words) {
  std::string folded;
  for (const char c : description)
    folded += model::lower_case(c);
  return std::any_of(words.begin(), words.end(), [&](std::string_view word) {
    const std::size_t at = folded.find(word);
    if (at == std::string::npos) return false;
    const auto letter = [&](std::size_t n) {
      return n < folded.size() && folded[n] >= 'a' && folded[n] <= 'z';
    };
    return (at == 0 || !letter(at - 1)) && !letter(at + word.size());  // "taxi" is none
  });
}

// A statement being worked on.
struct Work {
  const model::Invoice& statement;
  const std::vector<Ordered>& entries;
  const Terms& terms;
  std::map<std::string_view, std::vector<std::size_t>> by_case;
  std::map<std::string_view, std::size_t> by_tracking;
  std::vector<bool> used;      // by entry: a line of this statement was matched to it
  std::vector<bool> credited;  // by entry
  std::vector<bool> tied;      // by entry: some line may be its
  Reconciliation report;
};

bool of_the_lab(const Work& work, const Ordered& entry) {
  return work.terms.lab.empty() || entry.lab.empty() || entry.lab == work.terms.lab;
}

void index(Work& work) {
  for (std::size_t n = 0; n < work.entries.size(); ++n) {
    const Ordered& entry = work.entries[n];
    if (!of_the_lab(work, entry)) continue;
    work.by_case[entry.case_id.text].push_back(n);
    if (!entry.tracking.empty()) work.by_tracking.emplace(entry.tracking, n);
  }
}

// The makings that a line names, by case and else by tracking number.
std::vector<std::size_t> named(const Work& work, const model::BilledLine& line) {
  const auto of_case = work.by_case.find(line.case_id.text);
  const auto tracked = work.by_tracking.find(line.tracking);
  if (of_case == work.by_case.end())
    return tracked == work.by_tracking.end() ? std::vector<std::size_t>{}
                                             : std::vector<std::size_t>{tracked->second};
  const bool one_of_them =
      tracked != work.by_tracking.end() &&
      std::find(of_case->second.begin(), of_case->second.end(), tracked->second) != of_case->second.end();
  return one_of_them ? std::vector<std::size_t>{tracked->second} : of_case->second;
}

base::Cents expected_of(const Ordered& entry) {
  return entry.warranty ? base::Cents{} : entry.fee.value_or(base::Cents{});
}

void use_up(Work& work, LineOutcome& outcome, std::size_t n) {
  const Ordered& entry = work.entries[n];
  work.used[n] = true;
  outcome.case_id = entry.case_id;
  outcome.round = entry.round;
  outcome.expected = expected_of(entry);
  if (entry.warranty && outcome.billed.cents > 0)
    outcome.trouble = Trouble::warranty_billed;
  else if (!entry.shipped_at)
    outcome.trouble = Trouble::billed_early;
  else if (outcome.billed != *outcome.expected || (!entry.warranty && !entry.fee))
    outcome.trouble = Trouble::price_differs;
}

void take_credit(Work& work, const std::vector<std::size_t>& makings, LineOutcome& outcome) {
  outcome.trouble = makings.empty() ? Trouble::never_ordered : Trouble::price_differs;
  for (const std::size_t n : makings) {
    const Ordered& entry = work.entries[n];
    outcome.case_id = entry.case_id;
    outcome.round = entry.round;
    if (work.credited[n]) continue;
    // What is owed for the complaint, or a remake under warranty that was billed before and is taken back.
    const bool taken_back = entry.warranty && (entry.billed || work.used[n]);
    const base::Cents due = taken_back ? entry.fee.value_or(base::Cents{}) : entry.credit_due;
    outcome.expected = base::Cents{-due.cents};
    if (due.cents == 0 || outcome.billed != *outcome.expected) continue;
    work.credited[n] = true;
    outcome.trouble.reset();
    return;
  }
}

// True: the line names what was ordered, and is judged.
bool match_exactly(Work& work, const model::BilledLine& line, LineOutcome& outcome) {
  const std::vector<std::size_t> makings = named(work, line);
  if (outcome.kind == LineKind::credit) {
    take_credit(work, makings, outcome);
    return true;
  }
  if (makings.empty()) return false;
  for (const std::size_t n : makings) {
    if (work.used[n] || work.entries[n].billed) continue;
    use_up(work, outcome, n);
    return true;
  }
  const Ordered& entry = work.entries[makings.back()];
  outcome.case_id = entry.case_id;
  outcome.round = entry.round;
  outcome.expected = base::Cents{};
  outcome.trouble = Trouble::billed_twice;
  return true;
}

void match_by_evidence(Work& work, const std::vector<std::size_t>& left) {
  std::vector<const model::BilledLine*> lines;
  for (const std::size_t n : left)
    lines.push_back(&work.statement.lines[n]);
  std::vector<const Ordered*> free;
  std::vector<std::size_t> place;
  for (std::size_t n = 0; n < work.entries.size(); ++n) {
    if (work.used[n] || work.entries[n].billed || !of_the_lab(work, work.entries[n])) continue;
    free.push_back(&work.entries[n]);
    place.push_back(n);
  }
  const std::vector<Assigned> assigned = assign_by_evidence(lines, free, work.terms.zone);
  for (std::size_t n = 0; n < left.size(); ++n) {
    LineOutcome& outcome = work.report.lines[left[n]];
    if (assigned[n].entry) {
      outcome.by_evidence = true;
      use_up(work, outcome, place[*assigned[n].entry]);
      continue;
    }
    outcome.trouble = assigned[n].tied.empty() ? Trouble::never_ordered : Trouble::ambiguous;
    for (const std::size_t one : assigned[n].tied)
      work.tied[place[one]] = true;
  }
}

// Tax of the work that was billed, rounded half up to a cent once a statement; shipping of each case that
// was.
void judge_charges(Work& work) {
  std::int64_t work_cents = 0;
  std::int64_t shipments = 0;
  base::Cents tax;
  base::Cents shipping;
  for (const LineOutcome& line : work.report.lines) {
    if (line.kind == LineKind::work || line.kind == LineKind::credit) work_cents += line.billed.cents;
    if (line.kind == LineKind::work && line.round > 0 && line.trouble != Trouble::billed_twice) ++shipments;
    if (line.kind == LineKind::tax) tax = tax + line.billed;
    if (line.kind == LineKind::shipping) shipping = shipping + line.billed;
  }
  constexpr std::int64_t whole = 10'000;
  const std::int64_t taxed = std::max<std::int64_t>(work_cents, 0) * work.terms.billing.tax_basis_points;
  const base::Cents tax_due{(taxed + whole / 2) / whole};
  const base::Cents shipping_due = work.terms.billing.shipping_per_shipment * shipments;
  for (LineOutcome& line : work.report.lines) {
    if (line.kind == LineKind::tax) {
      line.expected = tax_due;
      if (tax != tax_due) line.trouble = Trouble::tax_off;
    }
    if (line.kind == LineKind::shipping) {
      line.expected = shipping_due;
      if (shipping != shipping_due) line.trouble = Trouble::shipping_off;
    }
  }
}

// The end of the month of the latest line: what was delivered by then should have been billed.
base::Date end_of(const Work& work) {
  base::Date last = work.terms.zone.local(work.terms.as_of).date;
  std::optional<base::Date> latest;
  for (const model::BilledLine& line : work.statement.lines)
    if (line.date) latest = std::max(latest.value_or(*line.date), *line.date);
  if (!latest) return last;
  const base::YearMonthDay day = base::year_month_day(*latest);
  return day.month == 12 ? base::make_date(day.year + 1, 1, 1) : base::make_date(day.year, day.month + 1, 1);
}

void find_what_is_missing(Work& work) {
  const base::Date end = end_of(work);
  const auto before_the_end = [&](base::Instant at) { return work.terms.zone.local(at).date < end; };
  for (std::size_t n = 0; n < work.entries.size(); ++n) {
    const Ordered& entry = work.entries[n];
    if (!of_the_lab(work, entry)) continue;
    const bool billed = entry.billed || work.used[n] || work.tied[n];
    const base::Cents expected = expected_of(entry);
    if (!billed && expected.cents > 0 && entry.delivered_at && before_the_end(*entry.delivered_at))
      work.report.cases.push_back({Trouble::not_billed, entry.case_id, entry.round, expected});
    const bool owed = entry.credit_due.cents > 0 && billed && before_the_end(entry.complained_at);
    if (owed && !work.credited[n])
      work.report.cases.push_back({Trouble::credit_missing, entry.case_id, entry.round, entry.credit_due});
  }
}

void add_up(Work& work) {
  Totals& totals = work.report.totals;
  for (const LineOutcome& line : work.report.lines) {
    totals.billed = totals.billed + line.billed;
    base::Cents& side = line.trouble ? totals.in_question : totals.matched;
    side = side + line.billed;
  }
  totals.stated = work.statement.total;
  work.report.total_off = totals.stated && *totals.stated != totals.billed;
}

std::map<std::string_view, std::int64_t> counted(const Reconciliation& report) {
  std::map<std::string_view, std::int64_t> counts;
  for (const LineOutcome& line : report.lines)
    if (line.trouble) ++counts[word(*line.trouble)];
  for (const CaseTrouble& one : report.cases)
    ++counts[word(one.trouble)];
  if (report.total_off) ++counts[word(Trouble::total_off)];
  return counts;
}

}  // namespace

std::string_view word(Trouble trouble) {
  return base::word_of(trouble_words, trouble);
}
std::string_view word(LineKind kind) {
  return base::word_of(kind_words, kind);
}

LineKind kind_of(const model::BilledLine& line) {
  if (line.amount.cents < 0) return LineKind::credit;
  if (!line.case_id.empty() || !line.tracking.empty()) return LineKind::work;
  if (says(line.description, tax_says)) return LineKind::tax;
  if (says(line.description, shipping_says)) return LineKind::shipping;
  return LineKind::work;
}

Reconciliation reconcile(const model::Invoice& statement, const std::vector<Ordered>& entries,
                         const Terms& terms) {
  Work work{statement, entries, terms, {}, {}, {}, {}, {}, {}};
  work.used.assign(entries.size(), false);
  work.credited.assign(entries.size(), false);
  work.tied.assign(entries.size(), false);
  work.report.statement = statement.statement;
  work.report.lab = terms.lab;
  work.report.at = terms.as_of;
  index(work);
  std::vector<std::size_t> left;
  for (std::size_t n = 0; n < statement.lines.size(); ++n) {
    const model::BilledLine& line = statement.lines[n];
    LineOutcome& outcome = work.report.lines.emplace_back();
    outcome.line = line.line;
    outcome.kind = kind_of(line);
    outcome.case_id = line.case_id;
    outcome.billed = line.amount;
    const bool names_a_case = outcome.kind == LineKind::work || outcome.kind == LineKind::credit;
    if (names_a_case && !match_exactly(work, line, outcome)) left.push_back(n);
  }
  match_by_evidence(work, left);
  judge_charges(work);
  find_what_is_missing(work);
  add_up(work);
  return std::move(work.report);
}

void write_summary(base::JsonWriter& out, const Reconciliation& report) {
  out.member("billed_cents", report.totals.billed.cents);
  out.key("exceptions").begin_object();
  for (const auto& [trouble, count] : counted(report))
    out.member(trouble, count);
  out.end_object();
  out.member("in_question_cents", report.totals.in_question.cents);
  out.member("lab", report.lab.text);
  out.member("lines", static_cast<std::int64_t>(report.lines.size()));
  out.member("matched", static_cast<std::int64_t>(std::count_if(
                            report.lines.begin(), report.lines.end(),
                            [](const LineOutcome& line) { return !line.trouble.has_value(); })));
  out.member("matched_cents", report.totals.matched.cents);
  out.member("statement", report.statement);
}

void write_reconciliation(base::JsonWriter& out, const Reconciliation& report) {
  out.begin_object().member("at", report.at);
  out.key("missing").begin_array();
  for (const CaseTrouble& one : report.cases) {
    out.begin_object().member("case", one.case_id.text).member("cents", one.cents.cents);
    out.member("exception", word(one.trouble)).member("round", one.round).end_object();
  }
  out.end_array();
  out.key("lines_of_it").begin_array();
  for (const LineOutcome& line : report.lines) {
    out.begin_object().member("by_evidence", line.by_evidence).member("case", line.case_id.text);
    out.member("cents", line.billed.cents);
    if (line.expected) out.member("expected_cents", line.expected->cents);
    out.member("kind", word(line.kind)).member("line", line.line);
    out.member("result", line.trouble ? word(*line.trouble) : std::string_view("matched"));
    out.member("round", line.round).end_object();
  }
  out.end_array();
  if (report.totals.stated) out.member("stated_cents", report.totals.stated->cents);
  write_summary(out, report);
  out.end_object();
}

}  // namespace articulator::insight
