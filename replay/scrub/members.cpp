#include "replay/scrub/members.hpp"

#include <algorithm>
#include <array>
#include <string>
#include <vector>

namespace articulator::replay {
namespace {

using enum Treatment;

struct Row {
  std::string_view name;
  Treatment treatment;
  std::string_view parent = {};  // where the name means another thing inside of this one
};

constexpr auto rows = std::to_array<Row>({
    // the case
    {"patient", id},
    {"prescriber", inside},
    {"id", id},
    {"name", person, "prescriber"},
    {"license", id},
    {"signed", plain},
    {"lab", word},
    {"notes", text},
    {"appointment", id},
    {"start", moved},
    {"minutes", plain},
    {"provider", id},
    {"operatory", id},
    // its prescription
    {"prescription", inside},
    {"procedure", text},
    {"procedure_code", text},
    {"tooth", text},
    {"teeth", text},
    {"material", text},
    {"shade", text},
    {"stump_shade", text},
    {"margin_type", text},
    {"due_date", moved},
    {"die_material", text},
    {"physical_model", plain},
    {"pontics", text},
    {"pontic_design", text},
    {"implant", inside},
    {"system", text},
    {"platform", text},
    {"abutment", text},
    {"retention", text},
    {"arch", text},
    {"stage", text},
    {"mould", text},
    {"occlusal", text},
    {"contact", text},
    {"instructions", text},
    // its files
    {"attachments", inside},
    {"name", file_name, "attachments"},
    {"kind", word},
    {"bytes", plain},
    {"sha256", hash},
    {"absent", plain},
    {"mesh", inside},
    {"triangles", plain},
    {"watertight", plain},
    {"components", plain},
    {"size_mm", plain},
    // its insurance
    {"insurance", inside},
    {"plan", id},
    {"coinsurance", inside},
    {"codes", text},
    {"percent", plain},
    {"limitations", inside},
    {"months", plain},
    {"per_tooth", plain},
    {"alternate_benefits", inside},
    {"code", text},
    {"pays_as", text},
    {"only", word},
    {"history", inside},
    {"date", moved},
    {"preauthorization", inside},
    {"granted", plain},
    // the patient
    {"consent", inside},
    {"sms", plain},
    {"portal", plain},
    {"email", text},
    {"prefers", word},
    {"allergies", text},
    {"chart", by_teeth},
    {"identity", inside},
    {"ids", id, "identity"},
    {"name", person, "identity"},
    {"birth_date", moved},
    // what labs say
    {"tracking", id},
    {"ship_by", moved},
    {"reasons", text},
    {"status", word},
    {"sequence", plain},
    {"eta", moved},
    {"question", text},
    {"carrier", word},
    {"carrier_tracking", id},
    {"delivery", moved},
    {"statement", id},
    {"lines", inside},
    {"line", plain},
    {"case", id},
    {"description", text},
    {"cents", plain},
    {"total_cents", plain},
    // what people say
    {"reason", text},
    {"text", text},
    {"review", id},
    {"by", id},
    {"role", word},
    {"decision", word},
    {"answer", text},
    {"changes", by_pointers},
    // what production decided
    {"findings", inside},
    {"severity", word},
    {"checks_passed", text},
    {"channel", word},
    {"idempotency_key", id},
    {"order", inside},
    {"case_id", id},
    {"patient_id", id},
    {"dentist_id", id},
    {"lab_partner", word},
    {"milestone", word},
    {"medium", word},
    {"predicted", moved},
    {"needed_by", moved},
    {"cause", word},
    {"route", word},
    {"confidence", plain},
    {"slots", moved},
    {"result", word},
    {"call", id},
    {"attempts", plain},
    {"error", text},
    // the policy
    {"phase", word},
    {"phases", by_words},
    {"approval_days_left", plain},
    {"time_zone", kept},
    {"automation", inside},
    {"min_clean_cases", plain},
    {"notify", word},
    {"predictor", word},
    {"final_approval", word},
    {"review_hours", plain},
    {"checks", inside},
    {"dispatch", inside},
    {"channel_budget_s", plain},
    {"message_unseen", plain},
    {"hold_hours", plain},
    // the lab's profile
    {"name", word},
    {"cutoff", kept},
    {"working_days", word},
    {"holidays", moved},
    {"transit_working_days", plain},
    {"tracking_prefix", id},
    {"channels", word},
    {"one_key_for_all_channels", plain},
    {"shade_guides", word},
    {"accept", word},
    {"max_bytes", plain},
    {"webhook", inside},
    {"silent_after_minutes", plain},
    {"poll_minutes", plain},
    {"remake_credit", inside},
    {"causes", word},
    {"days", plain},
    {"billing", inside},
    {"tax_basis_points", plain},
    {"shipping_cents", plain},
    {"products", inside},
    {"restoration", text},
    {"positions", word},
    {"turnaround_working_days", plain},
    {"fee_cents", plain},
    {"margins", word},
    {"needs", word},
    {"recommended_for", word},
    {"warranty_months", plain},
    {"max_units", plain},
    {"stages", word},
    {"statuses", by_words},
});

bool is_index(std::string_view token) {
  return token == "-" ||
         (!token.empty() && std::ranges::all_of(token, [](char c) { return c >= '0' && c <= '9'; }));
}

}  // namespace

std::optional<Treatment> treatment_of(std::string_view parent, std::string_view name) {
  std::optional<Treatment> found;
  for (const Row& row : rows) {
    if (row.name != name) continue;
    if (row.parent == parent) return row.treatment;
    if (row.parent.empty()) found = row.treatment;
  }
  return found;
}

std::optional<Treatment> treatment_at(std::string_view pointer) {
  if (!pointer.starts_with('/')) return std::nullopt;
  std::string_view parent;
  std::string_view name;
  while (!pointer.empty()) {
    pointer.remove_prefix(1);
    const std::size_t end = std::min(pointer.find('/'), pointer.size());
    const std::string_view token = pointer.substr(0, end);
    pointer.remove_prefix(end);
    if (is_index(token)) continue;
    if (!treatment_of(name, token)) return std::nullopt;
    parent = name;
    name = token;
  }
  return name.empty() ? std::nullopt : treatment_of(parent, name);
}

}  // namespace articulator::replay
