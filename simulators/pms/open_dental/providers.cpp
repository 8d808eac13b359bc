// Providers (DOMAIN.md 1.6; vendor's page apiproviders). No DELETE.
#include "simulators/pms/open_dental/listing.hpp"
#include "simulators/pms/open_dental/resources.hpp"

#include <array>

namespace articulator::simulators::open_dental {
namespace {

constexpr std::array columns = {
    number("ProvNum", &Provider::number),
    text("Abbr", &Provider::abbreviation, Rule::both),
    text("LName", &Provider::last_name, Rule::both),
    text("FName", &Provider::first_name, Rule::both),
    text("MI", &Provider::middle, Rule::both),
    text("Suffix", &Provider::suffix, Rule::both),
    number("FeeSched", &Provider::fee_schedule, Rule::create),
    number("Specialty", &Provider::specialty, Rule::both, Reference::specialty),
    text("SSN", &Provider::ssn, Rule::both),
    text("StateLicense", &Provider::license, Rule::both),
    flag("IsSecondary", &Provider::is_secondary, Rule::create),
    text("provColor", &Provider::color),
    flag("IsHidden", &Provider::is_hidden, Rule::create),
    flag("UsingTIN", &Provider::using_tin, Rule::both),
    flag("SigOnFile", &Provider::signature_on_file, Rule::both),
    text("NationalProvID", &Provider::national_id, Rule::both),
    stamp("DateTStamp", &Provider::stamp),
    flag("IsNotPerson", &Provider::is_not_person, Rule::create),
    choice("ProvStatus", &Provider::status, prov_status_words),
    flag("IsHiddenReport", &Provider::is_hidden_report, Rule::create),
    date("Birthdate", &Provider::birthdate, Rule::create),
    text("SchedNote", &Provider::schedule_note, Rule::create),
    text("PreferredName", &Provider::preferred_name, Rule::both),
    server_time<Provider>(),
};

// The page calls two fields by other names in bodies than in answers.
constexpr std::array aliases = {
    text("NationalProvId", &Provider::national_id, Rule::both),
};
constexpr std::array birth_aliases = {
    date("BirthDate", &Provider::birthdate, Rule::create),
};

std::optional<Refusal> read_provider(const Office& office, const Call& call, Rule method, Provider& row) {
  if (auto refusal = read_body(office, columns, call.body, method, row)) return refusal;
  if (auto refusal = read_body(office, aliases, call.body, method, row)) return refusal;
  if (auto refusal = read_body(office, birth_aliases, call.body, method, row)) return refusal;
  if (row.ssn.find('-') != std::string::npos) return Refusal{400, "SSN must not have dashes"};
  if (row.abbreviation.empty()) return Refusal{400, "Abbr is required"};
  if (row.is_not_person && !(row.first_name + row.middle).empty())
    return Refusal{400, "FName and MI must be omitted when IsNotPerson is true"};
  return std::nullopt;
}

}  // namespace

Answer get_provider(Office& office, Call& call) {
  const Provider* row = office.providers.find(call.number);
  if (row == nullptr) return not_found("Provider");
  return ok(row_json(columns, *row, rendering(office, call)));
}

Answer get_providers(Office& office, Call& call) {
  Selection<Provider> selection(office.providers);
  const auto clinic = number_parameter(call, "ClinicNum");
  if (!clinic) return std::unexpected(clinic.error());
  if (*clinic) {
    if (auto refusal = check_reference(office, Reference::clinic, **clinic)) return std::unexpected(*refusal);
    selection.keep([](const Provider& row) { return !row.is_hidden; });
    return list_answer(columns, selection.page(call), rendering(office, call, {.with_server_time = false}));
  }
  if (auto refusal = selection.changed(office, call, Since::after)) return std::unexpected(*refusal);
  return list_answer(columns, selection.page(call), rendering(office, call));
}

Answer post_provider(Office& office, Call& call) {
  if (auto refusal = missing(call.body, {"Abbr"})) return std::unexpected(*refusal);
  Provider row;
  if (auto refusal = read_provider(office, call, Rule::create, row)) return std::unexpected(*refusal);
  return created(
      row_json(columns, office.providers.add(std::move(row), office.now), rendering(office, call)));
}

Answer put_provider(Office& office, Call& call) {
  const Provider* before = office.providers.find(call.number);
  if (before == nullptr) return not_found("Provider");
  Provider row = *before;
  if (auto refusal = read_provider(office, call, Rule::update, row)) return std::unexpected(*refusal);
  office.providers.update(std::move(row), office.now);
  return ok(row_json(columns, *office.providers.find(call.number), rendering(office, call)));
}

void write_provider_event(base::JsonWriter& writer, const Office& office, const Provider& row) {
  write_row(writer, columns, row, {.office = office, .shape = {.with_server_time = false}});
}

}  // namespace articulator::simulators::open_dental
