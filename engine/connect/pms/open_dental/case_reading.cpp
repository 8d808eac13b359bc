#include "engine/connect/pms/open_dental/case_reading.hpp"

#include "engine/connect/pms/open_dental/assembly.hpp"
#include "engine/connect/pms/open_dental/file_fetching.hpp"
#include "engine/connect/pms/open_dental/insurance.hpp"

#include <algorithm>
#include <string_view>
#include <utility>
#include <vector>

namespace articulator::connect::open_dental {
namespace {

constexpr std::size_t pages_max = 50;  // 5,000 procedures or documents of one patient
constexpr std::size_t remark_chars_max = 2'000;

std::string path_to(std::string_view table, std::int64_t number) {
  return "/" + std::string(table) + "/" + std::to_string(number);
}

// One row by its path. Empty: not to be had, which is remarked.
template <typename Row, typename Read>
Flow<Got<std::optional<Row>>> read_one(Office& office, Line& line, std::string path, Read read,
                                       std::string& remark) {
  auto value = co_await fetch(office, line, path);
  if (!value) {
    if (value.error().worth_retrying) co_return std::unexpected(std::move(value.error()));
    add_remark(remark, path + ": " + value.error().error);
    co_return std::optional<Row>();
  }
  auto row = read(*value);
  if (row) co_return std::optional<Row>(std::move(*row));
  add_remark(remark, path + ": " + row.error().text());
  co_return std::optional<Row>();
}

// All rows of a patient's in such a list. What is not to be had is remarked: an older Open Dental, for one,
// has no such table.
template <typename Row, typename Read>
Flow<Got<std::vector<Row>>> read_all(Office& office, Line& line, std::string path, Read read,
                                     std::string& remark) {
  std::vector<Row> found;
  for (std::size_t page = 0; page < pages_max; ++page) {
    auto value = co_await fetch(office, line, page_of(path, page * page_rows));
    if (!value) {
      if (value.error().worth_retrying) co_return std::unexpected(std::move(value.error()));
      add_remark(remark, path + ": " + value.error().error);
      break;
    }
    const std::vector<base::JsonValue> rows = value->elements();
    for (const base::JsonValue& element : rows) {
      auto row = read(element);
      if (row)
        found.push_back(std::move(*row));
      else
        add_remark(remark, path + ": " + row.error().text());
    }
    if (rows.size() < page_rows) break;
  }
  co_return found;
}

// The rows of these numbers, in their order, each once.
template <typename Row>
std::vector<Row> picked(const std::vector<Row>& rows, const std::vector<std::int64_t>& numbers,
                        std::string_view path, std::string& remark) {
  std::vector<Row> found;
  for (const std::int64_t number : numbers) {
    const auto row =
        std::find_if(rows.begin(), rows.end(), [number](const Row& one) { return one.number == number; });
    if (row != rows.end()) found.push_back(*row);
  }
  if (found.size() < numbers.size())
    add_remark(remark, std::string(path) + ": not all rows that the Rx names are there");
  return found;
}

// VAL-26: what the Rx names and the office does not have is an attachment too, an absent one.
void add_absent(const std::vector<std::int64_t>& named, std::vector<DocumentRow>& documents) {
  for (const std::int64_t number : named) {
    const bool there = std::any_of(documents.begin(), documents.end(),
                                   [number](const DocumentRow& row) { return row.number == number; });
    if (there) continue;
    DocumentRow absent;
    absent.number = number;
    absent.attachment.name = "document " + std::to_string(number);
    absent.attachment.content.emplace().absent = true;
    documents.push_back(std::move(absent));
  }
}

// The patient's allergies and teeth, once a poll.
Flow<Got<bool>> read_chart(Office& office, Line& line, const std::string& of_patient,
                           const std::vector<ProcedureRow>& procedures, PatientRow& patient,
                           std::string& remark) {
  auto allergies =
      co_await read_all<AllergyRow>(office, line, "/allergies" + of_patient, read_allergy, remark);
  if (!allergies) co_return std::unexpected(std::move(allergies.error()));
  for (AllergyRow& row : *allergies)
    if (!row.name.empty()) patient.patient.allergies.push_back(std::move(row.name));
  auto initials = co_await read_all<ToothInitialRow>(office, line, "/toothinitials" + of_patient,
                                                     read_tooth_initial, remark);
  if (!initials) co_return std::unexpected(std::move(initials.error()));
  patient.patient.chart = chart_of(procedures, *initials);
  patient.has_chart = true;
  co_return true;
}

std::vector<std::int64_t> named_in(const Instructions& instructions, std::string_view key) {
  const std::string* list = instructions.find(key);
  if (list == nullptr) return {};
  std::vector<std::int64_t> numbers;
  for (const std::int64_t number : read_numbers(*list))
    if (std::find(numbers.begin(), numbers.end(), number) == numbers.end()) numbers.push_back(number);
  return numbers;
}

Flow<Got<model::LabId>> read_lab(Office& office, Line& line, std::int64_t number, std::string& remark) {
  if (number == 0) co_return model::LabId();
  if (!office.laboratories.contains(number)) {  // added since the laboratories were loaded
    auto row = co_await read_one<LaboratoryRow>(office, line, path_to("laboratories", number),
                                                read_laboratory, remark);
    if (!row) co_return std::unexpected(std::move(row.error()));
    if (*row) office.learn(**row);
  }
  co_return office.lab_of(number);
}

}  // namespace

void add_remark(std::string& remark, std::string_view more) {
  if (more.empty() || remark.size() > remark_chars_max) return;
  if (!remark.empty()) remark += "; ";
  remark += more;
}

Flow<Got<CaseReading>> read_case(Office& office, Line& line, const LabCaseRow& row, Readings& readings,
                                 const FetchedDocuments& fetched) {
  CaseReading reading;
  reading.fetched = fetched;
  CaseParts parts;
  parts.row = row;
  parts.instructions = read_instructions(row.instructions);
  reading.had_lab_block = parts.instructions.has_lab_block;

  if (const PatientRow* heard = office.heard_patient(row.patient, line.now()))
    readings.patients.emplace(row.patient, *heard);
  if (!readings.patients.contains(row.patient)) {
    auto patient = co_await read_one<PatientRow>(office, line, path_to("patients", row.patient), read_patient,
                                                 reading.remark);
    if (!patient) co_return std::unexpected(std::move(patient.error()));
    readings.patients.emplace(row.patient, std::move(*patient));
  }
  if (row.provider > 0 && !readings.providers.contains(row.provider)) {
    auto provider = co_await read_one<ProviderRow>(office, line, path_to("providers", row.provider),
                                                   read_provider, reading.remark);
    if (!provider) co_return std::unexpected(std::move(provider.error()));
    readings.providers.emplace(row.provider, std::move(*provider));
  }
  if (row.provider > 0) parts.provider = readings.providers.at(row.provider);

  auto lab = co_await read_lab(office, line, row.laboratory, reading.remark);
  if (!lab) co_return std::unexpected(std::move(lab.error()));
  parts.lab = std::move(*lab);

  const std::string of_patient = "?PatNum=" + std::to_string(row.patient);
  std::vector<std::int64_t> named = named_in(parts.instructions, "procedures");
  auto procedures = co_await read_all<ProcedureRow>(office, line, "/procedurelogs" + of_patient,
                                                    read_procedure, reading.remark);
  if (!procedures) co_return std::unexpected(std::move(procedures.error()));
  parts.procedures = picked(*procedures, named, "/procedurelogs" + of_patient, reading.remark);

  std::optional<PatientRow>& patient = readings.patients.at(row.patient);
  if (patient && !patient->has_chart) {
    auto read = co_await read_chart(office, line, of_patient, *procedures, *patient, reading.remark);
    if (!read) co_return std::unexpected(std::move(read.error()));
  }
  reading.patient = patient;

  named = named_in(parts.instructions, "documents");
  if (!named.empty()) {
    std::string unread;
    auto documents =
        co_await read_all<DocumentRow>(office, line, "/documents" + of_patient, read_document, unread);
    if (!documents) co_return std::unexpected(std::move(documents.error()));
    add_remark(reading.remark, unread);
    parts.documents = picked(*documents, named, "/documents" + of_patient, reading.remark);
    if (unread.empty()) add_absent(named, parts.documents);
    auto files = co_await fetch_files(office, line, parts.documents, reading.fetched, reading.remark);
    if (!files) co_return std::unexpected(std::move(files.error()));
  }

  if (row.appointment > 0) {
    const auto read = [&office](base::JsonValue value) {
      return read_appointment(value, office.access.zone);
    };
    if (const AppointmentRow* heard = office.heard_appointment(row.appointment, line.now())) {
      reading.appointment = *heard;
    } else {
      auto appointment = co_await read_one<AppointmentRow>(
          office, line, path_to("appointments", row.appointment), read, reading.remark);
      if (!appointment) co_return std::unexpected(std::move(appointment.error()));
      reading.appointment = std::move(*appointment);
    }
    if (reading.appointment && reading.appointment->status == AptStatus::scheduled)
      parts.appointment = reading.appointment->appointment;
  }

  parts.fdi_teeth = office.access.fdi_teeth;
  auto file = assemble(parts, office.parser);
  if (!file) {
    add_remark(reading.remark, file.error().text());
    file = model::CaseFile();
    file->patient = patient_id(row.patient);
    file->lab = parts.lab;
  }
  reading.file = std::move(*file);
  InsuredWork work{row.patient, std::move(parts.procedures), std::move(*procedures)};
  auto coverage = co_await read_coverage(office, line, std::move(work), readings, reading.remark);
  if (!coverage) co_return std::unexpected(std::move(coverage.error()));
  reading.file.coverage = std::move(*coverage);
  co_return reading;
}

}  // namespace articulator::connect::open_dental
