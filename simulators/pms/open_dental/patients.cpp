// Patients (DOMAIN.md 1.6; vendor's page apipatients). No DELETE.
#include "simulators/pms/open_dental/definitions.hpp"
#include "simulators/pms/open_dental/listing.hpp"
#include "simulators/pms/open_dental/resources.hpp"

#include <algorithm>
#include <array>

#include <fmt/format.h>

namespace articulator::simulators::open_dental {
namespace {

std::string first_provider(const Office& office, const Patient& row) {
  return office.provider_abbreviation(row.provider);
}
std::string second_provider(const Office& office, const Patient& row) {
  return office.provider_abbreviation(row.second_provider);
}
std::string folder(const Office&, const Patient& row) {
  return image_folder(row);
}
std::string clinic(const Office& office, const Patient& row) {
  return office.clinic_abbreviation(row.clinic);
}
std::string site(const Office&, const Patient&) {
  return {};
}

constexpr std::array columns = {
    server_time<Patient>(),
    number("PatNum", &Patient::number),
    text("LName", &Patient::last_name, Rule::both),
    text("FName", &Patient::first_name, Rule::both),
    text("MiddleI", &Patient::middle, Rule::both),
    text("Preferred", &Patient::preferred, Rule::both),
    choice("PatStatus", &Patient::status, pat_status_words, Rule::both),
    choice("Gender", &Patient::gender, gender_words, Rule::both),
    choice("Position", &Patient::position, position_words, Rule::both),
    date("Birthdate", &Patient::birthdate, Rule::both),
    text("SSN", &Patient::ssn, Rule::both),
    text("Address", &Patient::address, Rule::both),
    text("Address2", &Patient::address_2, Rule::both),
    text("City", &Patient::city, Rule::both),
    text("State", &Patient::state, Rule::both),
    text("Zip", &Patient::zip, Rule::both),
    text("HmPhone", &Patient::home_phone, Rule::both),
    text("WkPhone", &Patient::work_phone, Rule::both),
    text("WirelessPhone", &Patient::wireless_phone, Rule::both),
    number("Guarantor", &Patient::guarantor, Rule::both, Reference::patient),
    text("Email", &Patient::email, Rule::both),
    integer_kind(Kind::money, "EstBalance", &Patient::balance_cents),
    number("PriProv", &Patient::provider, Rule::both, Reference::provider),
    derived<Patient>("priProvAbbr", first_provider),
    number("SecProv", &Patient::second_provider, Rule::both, Reference::provider),
    derived<Patient>("secProvAbbr", second_provider),
    number("FeeSched", &Patient::fee_schedule, Rule::both),
    text("BillingType", &Patient::billing_type, Rule::both),
    derived<Patient>("ImageFolder", folder),
    text("FamFinUrgNote", &Patient::urgent_note, Rule::both),
    text("ChartNumber", &Patient::chart_number, Rule::both),
    text("MedicaidID", &Patient::medicaid_id, Rule::both),
    integer_kind(Kind::money, "BalTotal", &Patient::family_balance_cents),
    number("EmployerNum", &Patient::employer, Rule::both),
    date("DateFirstVisit", &Patient::first_visit, Rule::both),
    number("ClinicNum", &Patient::clinic, Rule::both, Reference::clinic),
    derived<Patient>("clinicAbbr", clinic),
    flag("Premed", &Patient::premed, Rule::both),
    text("Ward", &Patient::ward, Rule::both),
    choice("PreferConfirmMethod", &Patient::confirm_method, contact_method_words, Rule::both),
    choice("PreferContactMethod", &Patient::contact_method, contact_method_words, Rule::both),
    choice("PreferRecallMethod", &Patient::recall_method, contact_method_words, Rule::both),
    text("Language", &Patient::language, Rule::both),
    date("AdmitDate", &Patient::admitted, Rule::both),
    derived<Patient>("siteDesc", site),
    stamp("DateTStamp", &Patient::stamp),
    number("SuperFamily", &Patient::super_family, Rule::both, Reference::patient),
    choice("TxtMsgOk", &Patient::txt_msg_ok, txt_msg_ok_words, Rule::both),
    date("SecDateEntry", &Patient::entered_on),
};

constexpr Shape without_server_time = {.with_server_time = false};

// The columns of the Patient Select window, which GET (multiple) is.
constexpr std::array select_left_out = {
    std::string_view{"serverDateTime"},
    std::string_view{"Gender"},
    std::string_view{"Position"},
    std::string_view{"Guarantor"},
    std::string_view{"EstBalance"},
    std::string_view{"PriProv"},
    std::string_view{"SecProv"},
    std::string_view{"FeeSched"},
    std::string_view{"ImageFolder"},
    std::string_view{"FamFinUrgNote"},
    std::string_view{"MedicaidID"},
    std::string_view{"BalTotal"},
    std::string_view{"EmployerNum"},
    std::string_view{"DateFirstVisit"},
    std::string_view{"Premed"},
    std::string_view{"Ward"},
    std::string_view{"PreferConfirmMethod"},
    std::string_view{"PreferContactMethod"},
    std::string_view{"PreferRecallMethod"},
    std::string_view{"Language"},
    std::string_view{"AdmitDate"},
    std::string_view{"DateTStamp"},
    std::string_view{"SuperFamily"},
    std::string_view{"SecDateEntry"},
};

bool contains_caseless(std::string_view text, std::string_view part) {
  const auto lower = [](char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c; };
  const auto found = std::ranges::search(text, part, [&](char a, char b) { return lower(a) == lower(b); });
  return part.empty() || !found.empty();
}

struct TextFilter {
  std::string_view name;
  std::string Patient::* member;
};
constexpr std::array text_filters = {
    TextFilter{"LName", &Patient::last_name},
    TextFilter{"FName", &Patient::first_name},
    TextFilter{"Address", &Patient::address},
    TextFilter{"City", &Patient::city},
    TextFilter{"State", &Patient::state},
    TextFilter{"SSN", &Patient::ssn},
    TextFilter{"ChartNumber", &Patient::chart_number},
    TextFilter{"Email", &Patient::email},
};

struct ChoiceFilter {
  std::string_view name;
  Choice Patient::* member;
  Words words;
};
constexpr std::array choice_filters = {
    ChoiceFilter{"PatStatus", &Patient::status, pat_status_words},
    ChoiceFilter{"Gender", &Patient::gender, gender_words},
    ChoiceFilter{"Position", &Patient::position, position_words},
};

std::optional<Refusal> filter_by_text(Selection<Patient>& selection, const Call& call) {
  for (const TextFilter& filter : text_filters) {
    const std::string* wanted = call.query(filter.name);
    if (wanted == nullptr || wanted->empty()) continue;
    selection.keep([&](const Patient& row) { return contains_caseless(row.*filter.member, *wanted); });
  }
  const auto birthdate = time_parameter(call, "Birthdate");
  if (!birthdate) return Refusal{400, "Birthdate format must be yyyy-MM-dd"};
  if (*birthdate)
    selection.keep([&](const Patient& row) { return row.birthdate == start_of_day(**birthdate); });
  return std::nullopt;
}

std::optional<Refusal> read_patient(const Office& office, const Call& call, Rule method, Patient& row) {
  if (auto refusal = check_address(call.body)) return refusal;
  if (given(call.body, "Guarantor") && given(call.body, "SuperFamily"))
    return Refusal{400, "Only one of Guarantor and SuperFamily may be given"};
  if (auto refusal = read_body(office, columns, call.body, method, row)) return refusal;
  if (row.chart_number.size() > 15) return Refusal{400, "ChartNumber must be at most 15 characters"};
  if (find_definition(Category::billing_type, row.billing_type) == nullptr)
    return Refusal{404, "BillingType not found"};
  return std::nullopt;
}

bool same_person(const Patient& a, const Patient& b) {
  const auto reaches = [](const std::string& x, const std::string& y) { return !x.empty() && x == y; };
  return a.last_name == b.last_name && a.first_name == b.first_name && a.birthdate == b.birthdate &&
         (reaches(a.email, b.email) || reaches(a.home_phone, b.home_phone) ||
          reaches(a.work_phone, b.work_phone) || reaches(a.wireless_phone, b.wireless_phone));
}

}  // namespace

std::string image_folder(const Patient& patient) {
  return fmt::format("{}{}{}", patient.last_name, patient.first_name, patient.number);
}

Answer get_patient(Office& office, Call& call) {
  const Patient* row = office.patients.find(call.number);
  if (row == nullptr) return not_found("Patient");
  return ok(row_json(columns, *row, rendering(office, call, without_server_time)));
}

Answer get_patients(Office& office, Call& call) {
  Selection<Patient> selection(office.patients);
  if (auto refusal = filter_by_text(selection, call)) return std::unexpected(*refusal);
  if (const std::string* phone = call.query("Phone"))
    selection.keep([&](const Patient& row) {
      return contains_caseless(row.home_phone + " " + row.work_phone + " " + row.wireless_phone, *phone);
    });
  if (const std::string* hide = call.query("hideInactive"); hide != nullptr && *hide == "true")
    selection.keep([](const Patient& row) { return row.status.index == 0; });
  return list_answer(columns, selection.page(call), rendering(office, call, {.without = select_left_out}));
}

Answer get_patients_simple(Office& office, Call& call) {
  Selection<Patient> selection(office.patients);
  if (auto refusal = selection.changed(office, call, Since::after)) return std::unexpected(*refusal);
  if (auto refusal = filter_by_text(selection, call)) return std::unexpected(*refusal);
  for (const ChoiceFilter& filter : choice_filters) {
    const std::string* word = call.query(filter.name);
    if (word == nullptr || word->empty()) continue;
    const auto wanted = choice_of(filter.words, *word);
    if (!wanted) return bad(fmt::format("{} is invalid", filter.name));
    selection.keep([&](const Patient& row) { return row.*filter.member == *wanted; });
  }
  if (auto refusal = selection.filter(office, call,
                                      {{"ClinicNum", &Patient::clinic, Reference::clinic},
                                       {"PriProv", &Patient::provider, Reference::provider},
                                       {"Guarantor", &Patient::guarantor, Reference::patient},
                                       {"SuperFamily", &Patient::super_family, Reference::patient},
                                       {"EmployerNum", &Patient::employer, Reference::none},
                                       {"FeeSched", &Patient::fee_schedule, Reference::none}}))
    return std::unexpected(*refusal);
  return list_answer(columns, selection.page(call), rendering(office, call));
}

Answer post_patient(Office& office, Call& call) {
  if (auto refusal = missing(call.body, {"LName", "FName"})) return std::unexpected(*refusal);
  Patient row;
  row.provider = office.default_provider();
  if (auto refusal = read_patient(office, call, Rule::create, row)) return std::unexpected(*refusal);
  if (std::ranges::any_of(office.patients.rows(),
                          [&](const Patient& other) { return same_person(row, other); }))
    return bad("Patient already exists");
  row.number = office.patients.rows().empty() ? 1 : office.patients.rows().back().number + 1;
  if (row.guarantor == 0) row.guarantor = row.number;
  row.entered_on = start_of_day(office.local_now);
  const Patient& added = office.patients.add(std::move(row), office.now);
  return created(row_json(columns, added, rendering(office, call, without_server_time)), "patients",
                 added.number);
}

Answer put_patient(Office& office, Call& call) {
  const Patient* before = office.patients.find(call.number);
  if (before == nullptr) return not_found("Patient");
  Patient row = *before;
  if (auto refusal = read_patient(office, call, Rule::update, row)) return std::unexpected(*refusal);
  if (row.last_name.empty()) row.last_name = before->last_name;  // an empty name does not clear the field
  if (row.first_name.empty()) row.first_name = before->first_name;
  office.patients.update(std::move(row), office.now);
  return ok(
      row_json(columns, *office.patients.find(call.number), rendering(office, call, without_server_time)));
}

void write_patient_event(base::JsonWriter& writer, const Office& office, const Patient& row) {
  write_row(writer, columns, row, {.office = office, .shape = without_server_time});
}

}  // namespace articulator::simulators::open_dental
