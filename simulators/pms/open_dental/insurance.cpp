// What a patient's plan pays (vendor's pages apifamilymodules, apibenefits, apicovspans,
// apisubstitutionlinks, apiclaims, apiclaimprocs): read-only here, since the practice keeps it and nobody
// else. Of rows with dozens of columns those are served that a lab connector can make use of.
#include "simulators/pms/open_dental/listing.hpp"
#include "simulators/pms/open_dental/resources.hpp"

#include <array>

namespace articulator::simulators::open_dental {
namespace {

constexpr std::array benefit_columns = {
    number("BenefitNum", &Benefit::number),
    number("PlanNum", &Benefit::plan),
    number("PatPlanNum", &Benefit::patient_plan),
    number("CovCatNum", &Benefit::category),
    text("BenefitType", &Benefit::type),
    number("Percent", &Benefit::percent),
    text("QuantityQualifier", &Benefit::quantity_qualifier),
    number("Quantity", &Benefit::quantity),
    number("CodeNum", &Benefit::code_number),
    text("procCode", &Benefit::code),
    text("TreatArea", &Benefit::treat_area),
    stamp("SecDateTEdit", &Benefit::stamp),
};

constexpr std::array link_columns = {
    number("SubstitutionLinkNum", &SubstitutionLink::number),
    number("PlanNum", &SubstitutionLink::plan),
    number("CodeNum", &SubstitutionLink::code_number),
    text("SubstitutionCode", &SubstitutionLink::substitution_code),
    text("SubstOnlyIf", &SubstitutionLink::only_if),
};

constexpr std::array claim_columns = {
    number("ClaimNum", &Claim::number),  number("PatNum", &Claim::patient),
    text("ClaimStatus", &Claim::status), number("PlanNum", &Claim::plan),
    text("ClaimType", &Claim::type),     stamp("SecDateTEdit", &Claim::stamp),
};

constexpr std::array claim_proc_columns = {
    number("ClaimProcNum", &ClaimProc::number), number("ProcNum", &ClaimProc::procedure),
    number("ClaimNum", &ClaimProc::claim),      number("PatNum", &ClaimProc::patient),
    text("Status", &ClaimProc::status),         number("PlanNum", &ClaimProc::plan),
};

constexpr std::array span_columns = {
    number("CovSpanNum", &CovSpan::number),
    number("CovCatNum", &CovSpan::category),
    text("FromCode", &CovSpan::from),
    text("ToCode", &CovSpan::to),
};

template <typename Row, std::size_t N>
Answer listed(Office& office, Call& call, const Table<Row>& table, const std::array<Column<Row>, N>& columns,
              const Filter<Row>& filter) {
  Selection<Row> selection(table);
  if (auto refusal = selection.filter(office, call, {filter})) return std::unexpected(*refusal);
  return list_answer(columns, selection.page(call), rendering(office, call));
}

}  // namespace

Answer get_family_insurance(Office& office, Call& call) {
  if (office.patients.find(call.number) == nullptr) return not_found("Patient");
  std::string json;
  base::JsonWriter writer(json);
  writer.begin_array();
  if (const InsPlan* plan = office.ins_plans.find(call.number)) {
    writer.begin_object();
    for (const std::string_view key : {"PatNum", "InsSubNum", "Subscriber", "PatPlanNum"})
      writer.member(key, plan->number);
    writer.member("PlanNum", plan->plan);
    writer.member("Ordinal", 1).member("ordinal", "Primary").member("IsPending", "false");
    writer.member("Relationship", "Self").member("PlanNote", plan->note).member("PlanType", "");
    writer.member("IsMedical", "false").end_object();
  }
  writer.end_array();
  return ok(std::move(json));
}

Answer get_benefits(Office& office, Call& call) {
  return listed(office, call, office.benefits, benefit_columns,
                {"PlanNum", &Benefit::plan, Reference::none, Benefit::by_plan});
}

Answer get_substitution_links(Office& office, Call& call) {
  return listed(office, call, office.substitution_links, link_columns,
                {"PlanNum", &SubstitutionLink::plan, Reference::none, SubstitutionLink::by_plan});
}

Answer get_claims(Office& office, Call& call) {
  return listed(office, call, office.claims, claim_columns,
                {"PatNum", &Claim::patient, Reference::patient, Claim::by_patient});
}

Answer get_claim_procs(Office& office, Call& call) {
  return listed(office, call, office.claim_procs, claim_proc_columns,
                {"ClaimNum", &ClaimProc::claim, Reference::none, ClaimProc::by_claim});
}

Answer get_cov_spans(Office& office, Call& call) {
  return listed(office, call, office.cov_spans, span_columns,
                {"CovCatNum", &CovSpan::category, Reference::none, 0});
}

}  // namespace articulator::simulators::open_dental
