#include "engine/validation/validate.hpp"

#include "engine/validation/rule.hpp"

#include <algorithm>
#include <iterator>
#include <tuple>
#include <utility>

namespace articulator::validation {
namespace {

using model::Finding;

// DECISIONS, VAL-33: a note, yet it asks for a review.
constexpr model::Rule asks_for_review{33};

// Every rule, by number.
const std::vector<RuleRow>& rules() {
  static const std::vector<RuleRow> sorted = [] {
    std::vector<RuleRow> all;
    for (const auto& table :
         {restoration_rules(), shade_and_margin_rules(), date_rules(), record_rules(), scan_rules(),
          construction_rules(), attachment_rules(), people_rules(), insurance_rules(), note_rules()})
      all.insert(all.end(), table.begin(), table.end());
    std::sort(all.begin(), all.end(), [](const RuleRow& a, const RuleRow& b) { return a.number < b.number; });
    return all;
  }();
  return sorted;
}

const model::Product* product_of(const Context& context) {
  const model::Prescription& rx = context.file.prescription;
  if (context.lab == nullptr || !rx.procedure.value || !rx.material.value) return nullptr;
  return context.lab->product(*rx.procedure.value, *rx.material.value);
}

// DECISIONS: without a product, what is wanted is what any product of that procedure at that lab wants.
template <typename Wants>
bool wanted(const Subject& subject, Wants wants) {
  if (subject.product != nullptr) return wants(*subject.product);
  if (subject.context.lab == nullptr || !subject.rx.procedure.value) return false;
  const auto& products = subject.context.lab->products;
  return std::any_of(products.begin(), products.end(), [&](const model::Product& product) {
    return product.restoration == *subject.rx.procedure.value && wants(product);
  });
}

model::RxStatus status_of(const std::vector<Finding>& findings) {
  auto status = model::RxStatus::approved;
  for (const Finding& finding : findings) {
    if (finding.severity == Severity::blocker) return model::RxStatus::blocked;
    if (finding.severity == Severity::warning || finding.rule == asks_for_review)
      status = model::RxStatus::needs_review;
  }
  return status;
}

}  // namespace

Subject::Subject(const Context& given)
    : context(given),
      file(given.file),
      rx(given.file.prescription),
      product(product_of(given)),
      shade_wanted(wanted(*this, [](const model::Product& any) { return any.shade_wanted; })),
      margin_wanted(wanted(*this, [](const model::Product& any) { return !any.margins.empty(); })) {}

bool Subject::needs(model::AttachmentKind kind) const {
  return product != nullptr &&
         std::find(product->needs.begin(), product->needs.end(), kind) != product->needs.end();
}

bool Subject::has(model::AttachmentKind kind) const {
  return std::any_of(file.attachments.begin(), file.attachments.end(),
                     [kind](const model::Attachment& one) { return one.kind == kind; });
}

void Report::add(Severity severity, std::string field, Words words) {
  findings_.push_back({model::Rule{row_.number}, severity, std::move(field), std::move(words.sentence),
                       std::move(words.fix), std::move(words.evidence)});
}

void Report::found(Words words) {
  add(row_.severity, std::string(row_.field), std::move(words));
}
void Report::found_at(std::string field, Words words) {
  add(row_.severity, std::move(field), std::move(words));
}
void Report::warn(Words words) {
  add(Severity::warning, std::string(row_.field), std::move(words));
}

model::Validation validate(const Context& context) {
  const Subject subject(context);
  model::Validation validation;
  validation.checks_passed.reserve(rules().size());
  for (const RuleRow& row : rules()) {
    Report report(row);
    row.judge(subject, report);
    if (report.passed()) validation.checks_passed.emplace_back(row.check);
    std::vector<Finding>& found = report.findings();
    std::sort(found.begin(), found.end(), [](const Finding& a, const Finding& b) {
      return std::tie(a.field, a.sentence) < std::tie(b.field, b.sentence);
    });
    std::move(found.begin(), found.end(), std::back_inserter(validation.findings));
  }
  validation.status = status_of(validation.findings);
  return validation;
}

const std::vector<std::string_view>& check_names() {
  static const std::vector<std::string_view> names = [] {
    std::vector<std::string_view> all;
    for (const RuleRow& row : rules())
      all.push_back(row.check);
    return all;
  }();
  return names;
}

bool same_work(const model::Prescription& a, const model::Prescription& b) {
  if (!a.procedure.value || a.procedure.value != b.procedure.value) return false;
  for (const auto& tooth : a.teeth)
    for (const auto& other : b.teeth)
      if (tooth.value && tooth.value == other.value) return true;
  return false;
}

}  // namespace articulator::validation
