#include "simulators/pms/open_dental/insurance_act.hpp"

#include "simulators/pms/open_dental/definitions.hpp"
#include "simulators/pms/open_dental/resources.hpp"

#include <algorithm>
#include <charconv>
#include <string>
#include <string_view>
#include <utility>

#include <fmt/format.h>

namespace articulator::simulators::open_dental {
namespace {

constexpr std::int64_t months_max = 1200;

template <typename Row>
void forget(Table<Row>& table, std::int64_t Row::* of, std::int64_t number) {
  std::vector<std::int64_t> gone;
  for (const Row& row : table.rows())
    if (row.*of == number) gone.push_back(row.number);
  for (const std::int64_t one : gone)
    table.remove(one);
}

// Reads one list of the insurance, each element with a reader of its own.
template <typename Read>
void each(base::ObjectReader& in, std::string_view key, Read read) {
  const std::vector<base::JsonValue> elements = in.elements_or_none(key);
  for (std::size_t n = 0; n < elements.size(); ++n) {
    base::ObjectReader row(elements[n], fmt::format("/insurance/{}/{}", key, n));
    read(row);
    in.report(row.error());
  }
}

std::int64_t code_number(base::ObjectReader& row, std::string_view key, std::string_view code) {
  const ProcedureCode* known = find_code(code);
  if (known == nullptr)
    row.report(key, fmt::format("is \"{}\", a code that this office does not have", code), "take another");
  return known == nullptr ? 0 : known->number;
}

// "D2740" is a code, "D2700-D2799" a category of the office's with just these codes.
void set_codes(const Office& office, base::ObjectReader& row, Benefit& benefit) {
  const std::string codes = row.text("codes");
  const std::size_t dash = codes.find('-');
  if (dash == std::string::npos) {
    benefit.code = codes;
    benefit.code_number = code_number(row, "codes", codes);
    return;
  }
  const auto span = std::ranges::find_if(office.cov_spans.rows(), [&](const CovSpan& one) {
    return one.from == codes.substr(0, dash) && one.to == codes.substr(dash + 1);
  });
  if (span == office.cov_spans.rows().end())
    row.report("codes", fmt::format("is \"{}\", which is no category of this office's", codes),
               "write one code, or a category such as D2700-D2799");
  else
    benefit.category = span->category;
}

Benefit frequency_limit(const Office& office, base::ObjectReader& row) {
  Benefit benefit;
  benefit.type = "Limitations";
  set_codes(office, row, benefit);
  const std::int64_t months = row.integer("months", 1, months_max);
  const bool years = months % 12 == 0;
  benefit.quantity_qualifier = years ? "Years" : "Months";
  benefit.quantity = years ? months / 12 : months;
  benefit.treat_area = row.boolean_or("per_tooth", true) ? "Tooth" : "None";
  return benefit;
}

std::string only_if(base::ObjectReader& row) {
  const std::string only = row.text_or("only", "always");
  for (const auto& [said, word] : {std::pair<std::string_view, std::string_view>{"always", "Always"},
                                   {"posterior", "Posterior"},
                                   {"molar", "Molar"},
                                   {"second_molar", "SecondMolar"}})
    if (said == only) return std::string(word);
  row.report("only", fmt::format("is \"{}\"", only), "write always, posterior, molar or second_molar");
  return {};
}

ProcedureLog existing_work(Office& office, std::int64_t patient, base::ObjectReader& row) {
  const std::string code = row.text("code");
  const std::string tooth = row.text_or("tooth", "");
  const auto date = parse_local(row.text("date"));
  if (!date || date->empty()) row.report("date", "is no date", "write 2022-03-01");
  if (code_number(row, "code", code) == 0 || row.error()) return {};
  ProcedureLog work = new_procedure(office, patient, code);
  work.tooth = tooth;
  work.status = Choice(ProcStatus::eo);
  work.date = start_of_day(*date);
  return work;
}

// "PLAN-900", which several patients may have; without a word of it each has a plan of their own.
std::int64_t plan_number(base::ObjectReader& in, std::int64_t patient) {
  constexpr std::string_view prefix = "PLAN-";
  constexpr std::int64_t plan_max = 999'999;
  const std::string text = in.text_or("plan", "");
  if (text.empty()) return patient;
  std::int64_t number = 0;
  const char* end = text.data() + text.size();
  const bool is_plan = text.starts_with(prefix);
  const auto read =
      is_plan ? std::from_chars(text.data() + prefix.size(), end, number) : std::from_chars_result{};
  if (!is_plan || read.ec != std::errc() || read.ptr != end || number < 1 || number > plan_max)
    in.report("plan", fmt::format("is \"{}\"", text), "write PLAN-900, say");
  return number;
}

void grant(Office& office, std::int64_t patient, std::int64_t plan,
           const std::vector<std::int64_t>& procedures) {
  Claim claim;
  claim.patient = patient;
  claim.plan = plan;
  const std::int64_t number = office.claims.add(std::move(claim), office.now).number;
  for (const std::int64_t procedure : procedures) {
    ClaimProc row;
    row.procedure = procedure;
    row.claim = number;
    row.patient = patient;
    row.plan = plan;
    office.claim_procs.add(std::move(row), office.now);
  }
}

}  // namespace

base::Expected<void> keep_insurance(Office& office, std::int64_t patient,
                                    const std::vector<std::int64_t>& procedures,
                                    const base::JsonValue& insurance) {
  base::ObjectReader in(insurance, "/insurance");
  InsPlan plan;
  plan.number = patient;
  plan.plan = plan_number(in, patient);
  const std::int64_t number = plan.plan;
  std::vector<Benefit> benefits;
  each(in, "coinsurance", [&](base::ObjectReader& row) {
    Benefit benefit;
    set_codes(office, row, benefit);
    benefit.percent = row.integer("percent", 0, 100);
    benefits.push_back(std::move(benefit));
  });
  each(in, "limitations", [&](base::ObjectReader& row) { benefits.push_back(frequency_limit(office, row)); });
  std::vector<SubstitutionLink> links;
  each(in, "alternate_benefits", [&](base::ObjectReader& row) {
    SubstitutionLink link;
    link.plan = number;
    link.code_number = code_number(row, "code", row.text("code"));
    link.substitution_code = row.text("pays_as");
    link.only_if = only_if(row);
    links.push_back(std::move(link));
  });
  std::vector<ProcedureLog> history;
  each(in, "history",
       [&](base::ObjectReader& row) { history.push_back(existing_work(office, patient, row)); });
  bool granted = false;
  if (in.has("preauthorization")) {
    base::ObjectReader wanted = in.object("preauthorization");
    plan.note = fmt::format("Preauthorization required: {}.", fmt::join(wanted.texts_or_none("codes"), ", "));
    granted = wanted.boolean_or("granted", false);
    in.report(wanted.error());
  }
  if (in.error()) return std::unexpected(*in.error());

  forget(office.ins_plans, &InsPlan::number, patient);
  forget(office.benefits, &Benefit::plan, number);
  forget(office.substitution_links, &SubstitutionLink::plan, number);
  forget(office.claim_procs, &ClaimProc::patient, patient);
  forget(office.claims, &Claim::patient, patient);
  office.ins_plans.add(std::move(plan), office.now);
  for (Benefit& benefit : benefits) {
    benefit.plan = number;
    office.benefits.add(std::move(benefit), office.now);
  }
  for (SubstitutionLink& link : links)
    office.substitution_links.add(std::move(link), office.now);
  for (ProcedureLog& work : history)
    office.procedures.add(std::move(work), office.now);
  if (granted) grant(office, patient, number, procedures);
  return {};
}

}  // namespace articulator::simulators::open_dental
