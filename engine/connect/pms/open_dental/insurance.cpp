#include "engine/connect/pms/open_dental/insurance.hpp"

#include "engine/connect/pms/open_dental/local_time.hpp"

#include <algorithm>
#include <map>
#include <string_view>
#include <utility>

namespace articulator::connect::open_dental {
namespace {

using model::Coverage;
using Only = model::AlternateBenefit::Only;

constexpr std::size_t pages_max = 10;
constexpr std::size_t claims_max = 20;  // preauthorizations of one patient
constexpr std::size_t codes_max = 100;

std::string path_of(std::string_view table, std::string_view column, std::int64_t number) {
  return "/" + std::string(table) + "?" + std::string(column) + "=" + std::to_string(number);
}

// Calls `take` with each row of the list. False: it is not to be had, which is remarked.
template <typename Take>
Flow<Got<bool>> each_row(Office& office, Line& line, std::string path, Take take, std::string& remark) {
  for (std::size_t page = 0; page < pages_max; ++page) {
    auto value = co_await fetch(office, line, page_of(path, page * page_rows));
    if (!value) {
      if (value.error().worth_retrying) co_return std::unexpected(std::move(value.error()));
      remark += (remark.empty() ? "" : "; ") + path + ": " + value.error().error;
      co_return false;
    }
    const std::vector<base::JsonValue> rows = value->elements();
    for (const base::JsonValue& row : rows)
      take(row);
    if (rows.size() < page_rows) break;
  }
  co_return true;
}

struct Plan {
  std::int64_t number = 0;
  std::string note;
};

void take_plan(const base::JsonValue& row, std::optional<Plan>& plan) {
  if (plan || text_in(row, "IsMedical") == "true" || number_in(row, "Ordinal") != 1) return;
  if (const auto number = number_in(row, "PlanNum")) plan = Plan{*number, text_in(row, "PlanNote")};
}

// The codes that a benefit is about: its own, or its category's.
std::vector<model::CodeRange> codes_of(const base::JsonValue& row, const Spans& spans) {
  if (const std::string code = text_in(row, "procCode"); !code.empty()) return {{code, code}};
  const auto found = spans.find(number_in(row, "CovCatNum").value_or(0));
  return found == spans.end() ? std::vector<model::CodeRange>{} : found->second;
}

void take_benefit(const base::JsonValue& row, const Spans& spans, PlanTerms& terms) {
  const std::string type = text_in(row, "BenefitType");
  const std::int64_t percent = number_in(row, "Percent").value_or(-1);
  const std::string qualifier = text_in(row, "QuantityQualifier");
  const std::int64_t quantity = number_in(row, "Quantity").value_or(0);
  constexpr std::int64_t quantity_max = 100;  // the vendor's [D]
  const bool is_frequency =
      (qualifier == "Years" || qualifier == "Months") && quantity > 0 && quantity <= quantity_max;
  for (model::CodeRange& codes : codes_of(row, spans)) {
    if (type == "Exclusions")
      terms.coinsurance.push_back({std::move(codes), 0});
    else if (type == "CoInsurance" && percent >= 0 && percent <= 100)
      terms.coinsurance.push_back({std::move(codes), static_cast<int>(percent)});
    else if (type == "Limitations" && is_frequency)
      terms.limitations.push_back({std::move(codes),
                                   static_cast<int>(qualifier == "Years" ? quantity * 12 : quantity),
                                   text_in(row, "TreatArea") == "Tooth"});
  }
}

std::optional<Only> only_of(std::string_view word) {
  if (word == "Always") return Only::always;
  if (word == "Posterior") return Only::posterior;
  if (word == "Molar") return Only::molar;
  if (word == "SecondMolar") return Only::second_molar;
  return std::nullopt;  // Never, and what a later version may add
}

void take_link(const base::JsonValue& row, PlanTerms& terms) {
  const auto only = only_of(text_in(row, "SubstOnlyIf"));
  const auto number = number_in(row, "CodeNum");
  if (only && number) terms.links.push_back({*number, text_in(row, "SubstitutionCode"), *only});
}

// A link names the procedure by its number only, which the case's own procedures know.
void apply(const PlanTerms& terms, const std::vector<ProcedureRow>& prescribed, Coverage& coverage) {
  coverage.coinsurance = terms.coinsurance;
  coverage.limitations = terms.limitations;
  for (const SubstitutionLink& link : terms.links) {
    const auto procedure = std::find_if(prescribed.begin(), prescribed.end(), [&](const ProcedureRow& one) {
      return one.code_number == link.code_number;
    });
    if (procedure != prescribed.end())
      coverage.alternate_benefits.push_back({procedure->code, link.pays_as, link.only});
  }
}

void take_history(const InsuredWork& work, Coverage& coverage) {
  for (const ProcedureRow& row : work.all) {
    const auto date = read_local(row.date);
    if (row.is_done && date && *date)
      coverage.history.push_back({row.code, model::ToothNumber::from_universal(row.tooth), (*date)->date});
  }
}

bool is_prescribed(const InsuredWork& work, std::int64_t procedure) {
  return std::any_of(work.prescribed.begin(), work.prescribed.end(),
                     [procedure](const ProcedureRow& row) { return row.number == procedure; });
}

// Whether a preauthorization of this plan has been answered for a procedure of the case.
Flow<Got<bool>> is_preauthorized(Office& office, Line& line, const InsuredWork& work, std::int64_t plan,
                                 std::string& remark) {
  std::vector<std::int64_t> answered;
  auto listed = co_await each_row(
      office, line, path_of("claims", "PatNum", work.patient),
      [&](const base::JsonValue& row) {
        const bool counts = text_in(row, "ClaimType") == "PreAuth" && text_in(row, "ClaimStatus") == "R" &&
                            number_in(row, "PlanNum") == plan;
        const auto number = number_in(row, "ClaimNum");
        if (counts && number && answered.size() < claims_max) answered.push_back(*number);
      },
      remark);
  if (!listed) co_return std::unexpected(std::move(listed.error()));
  bool found = false;
  for (const std::int64_t claim : answered) {
    auto read = co_await each_row(
        office, line, path_of("claimprocs", "ClaimNum", claim),
        [&](const base::JsonValue& row) {
          found = found || is_prescribed(work, number_in(row, "ProcNum").value_or(0));
        },
        remark);
    if (!read) co_return std::unexpected(std::move(read.error()));
  }
  co_return found;
}

// What the plan says to all who have it. The office's categories are the same for all plans.
Flow<Got<PlanTerms>> read_terms(Office& office, Line& line, std::int64_t plan, Readings& readings,
                                std::string& remark) {
  if (!readings.spans) {
    Spans spans;
    auto read = co_await each_row(
        office, line, "/covspans",
        [&](const base::JsonValue& row) {
          const std::string first = text_in(row, "FromCode");
          const std::string last = text_in(row, "ToCode");
          if (!first.empty() && first <= last)
            spans[number_in(row, "CovCatNum").value_or(0)].push_back({first, last});
        },
        remark);
    if (!read) co_return std::unexpected(std::move(read.error()));
    readings.spans = std::move(spans);
  }
  PlanTerms terms;
  auto read = co_await each_row(
      office, line, path_of("benefits", "PlanNum", plan),
      [&](const base::JsonValue& row) { take_benefit(row, *readings.spans, terms); }, remark);
  if (!read) co_return std::unexpected(std::move(read.error()));
  read = co_await each_row(
      office, line, path_of("substitutionlinks", "PlanNum", plan),
      [&](const base::JsonValue& row) { take_link(row, terms); }, remark);
  if (!read) co_return std::unexpected(std::move(read.error()));
  co_return terms;
}

}  // namespace

std::vector<std::string> preauthorization_codes(std::string_view plan_note) {
  constexpr std::string_view words = "Preauthorization required:";
  const std::size_t at = plan_note.find(words);
  std::vector<std::string> codes;
  if (at == std::string_view::npos) return codes;
  plan_note.remove_prefix(at + words.size());
  std::string_view rest = plan_note.substr(0, plan_note.find('.'));
  while (!rest.empty() && codes.size() < codes_max) {
    const std::size_t end = std::min(rest.find_first_of(", "), rest.size());
    if (end > 0) codes.emplace_back(rest.substr(0, end));
    rest.remove_prefix(std::min(end + 1, rest.size()));
  }
  return codes;
}

Flow<Got<std::optional<Coverage>>> read_coverage(Office& office, Line& line, InsuredWork work,
                                                 Readings& readings, std::string& remark) {
  std::optional<Plan> plan;
  auto read = co_await each_row(
      office, line, "/familymodules/" + std::to_string(work.patient) + "/Insurance",
      [&](const base::JsonValue& row) { take_plan(row, plan); }, remark);
  if (!read) co_return std::unexpected(std::move(read.error()));
  if (!plan) co_return std::optional<Coverage>();

  if (!readings.plans.contains(plan->number)) {
    auto terms = co_await read_terms(office, line, plan->number, readings, remark);
    if (!terms) co_return std::unexpected(std::move(terms.error()));
    readings.plans.emplace(plan->number, std::move(*terms));
  }
  Coverage coverage;
  coverage.plan = "PLAN-" + std::to_string(plan->number);
  apply(readings.plans.at(plan->number), work.prescribed, coverage);
  take_history(work, coverage);

  coverage.preauthorization_codes = preauthorization_codes(plan->note);
  if (!coverage.preauthorization_codes.empty()) {
    auto granted = co_await is_preauthorized(office, line, work, plan->number, remark);
    if (!granted) co_return std::unexpected(std::move(granted.error()));
    coverage.preauthorized = *granted;
  }
  co_return std::optional<Coverage>(std::move(coverage));
}

}  // namespace articulator::connect::open_dental
