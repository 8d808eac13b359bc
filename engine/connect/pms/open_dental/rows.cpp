#include "engine/connect/pms/open_dental/rows.hpp"

#include "engine/base/hash.hpp"
#include "engine/connect/pms/open_dental/local_time.hpp"
#include "engine/model/identity.hpp"

#include <algorithm>
#include <array>
#include <charconv>
#include <utility>

namespace articulator::connect::open_dental {
namespace {

std::optional<std::int64_t> whole_number(std::string_view text) {
  std::int64_t number = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
  if (text.empty() || error != std::errc{} || end != text.data() + text.size()) return std::nullopt;
  return number;
}

std::optional<std::int64_t> number_after(std::string_view prefix, std::string_view id) {
  if (!id.starts_with(prefix)) return std::nullopt;
  const std::string_view digits = id.substr(prefix.size());
  if (digits.empty() || digits.front() < '1' || digits.front() > '9') return std::nullopt;
  return whole_number(digits);
}

// Reads columns and remembers the first that is wrong.
class Columns {
 public:
  Columns(base::JsonValue row, std::string_view key) : row_(row), key_(key) {
    if (!row.is(base::JsonKind::object)) {
      error_ = base::Error{"", "a row is no object", ""};
      return;
    }
    number_ = number(key);
    if (number_ <= 0) refuse(key, "is missing or not above 0");
  }

  [[nodiscard]] std::int64_t own_number() const { return number_; }

  std::int64_t number(std::string_view column) {  // absent: 0
    const auto value = row_.find(column);
    if (!value || value->is(base::JsonKind::null)) return 0;
    if (const auto integer = value->integer(); integer && *integer >= 0) return *integer;
    const auto text = value->text();
    const auto parsed = text ? whole_number(*text) : std::nullopt;
    if (parsed && *parsed >= 0) return *parsed;
    refuse(column, "is no whole number");
    return 0;
  }

  std::string text(std::string_view column) {  // absent: empty
    const auto value = row_.find(column);
    if (!value || value->is(base::JsonKind::null)) return {};
    if (const auto found = value->text()) return std::string(*found);
    refuse(column, "is no text");
    return {};
  }

  std::string time(std::string_view column) {
    std::string given = text(column);
    if (const auto read = read_local(given); !read) refuse(column, read.error().what);
    return given;
  }

  template <typename Row>
  base::Expected<Row> finished(Row row) {
    if (error_) return std::unexpected(std::move(*error_));
    return row;
  }

 private:
  void refuse(std::string_view column, std::string_view what) {
    if (error_) return;
    error_ = base::Error{std::string(key_) + " " + std::to_string(number_),
                         std::string(column) + " " + std::string(what), ""};
  }

  base::JsonValue row_;
  std::string_view key_;
  std::int64_t number_ = 0;
  std::optional<base::Error> error_;
};

std::int64_t hundredths_of(std::string_view decimal) {
  const std::size_t point = std::min(decimal.find('.'), decimal.size());
  const std::int64_t whole = whole_number(decimal.substr(0, point)).value_or(0);
  std::string fraction(decimal.substr(std::min(point + 1, decimal.size())));
  fraction.resize(2, '0');
  constexpr std::int64_t widest_mm = 1'000'000;
  return std::clamp<std::int64_t>(whole, 0, widest_mm) * 100 + whole_number(fraction).value_or(0);
}

// "50x46x21"
std::array<std::int64_t, 3> read_size(std::string_view text) {
  std::array<std::int64_t, 3> size{};
  for (std::int64_t& axis : size) {
    const std::size_t times = std::min(text.find('x'), text.size());
    axis = hundredths_of(text.substr(0, times));
    text.remove_prefix(std::min(times + 1, text.size()));
  }
  return size;
}

// "bytes=2501668 sha256=86af... triangles=249497 components=1 watertight=false size_mm=50x46x21", each part
// only when known; any other word is a person's note.
//
// A document that came by the API's Upload has its content there, too, until it is filed: `_rawBase64_:.stl_`
// and base64 [D].
void read_facts(std::string_view note, model::Attachment& attachment) {
  constexpr std::string_view raw_mark = "_rawBase64_:";
  if (const std::size_t mark = note.find(raw_mark); mark != std::string_view::npos) {
    const std::size_t end = note.find('_', mark + raw_mark.size());
    auto bytes = end == std::string_view::npos ? std::nullopt : base::base64_decode(note.substr(end + 1));
    if (bytes) attachment.on_its_way.bytes = std::make_shared<const std::string>(*std::move(bytes));
    note = note.substr(0, mark);
  }
  model::Mesh mesh;
  bool looked_at = false;
  while (!note.empty()) {
    const std::size_t space = std::min(note.find(' '), note.size());
    const std::string_view fact = note.substr(0, space);
    note.remove_prefix(std::min(space + 1, note.size()));
    const std::size_t equals = fact.find('=');
    if (equals == std::string_view::npos) continue;
    const std::string_view key = fact.substr(0, equals);
    const std::string_view value = fact.substr(equals + 1);
    if (key == "bytes")
      attachment.bytes = std::max<std::int64_t>(whole_number(value).value_or(0), 0);
    else if (key == "sha256")
      attachment.sha256 = value;
    else if (key == "triangles")
      mesh.triangles = whole_number(value).value_or(0);
    else if (key == "components")
      mesh.components = whole_number(value).value_or(0);
    else if (key == "watertight")
      mesh.watertight = value == "true";
    else if (key == "size_mm")
      mesh.size_hundredths_mm = read_size(value);
    looked_at =
        looked_at || key == "triangles" || key == "components" || key == "watertight" || key == "size_mm";
  }
  if (looked_at) attachment.mesh = mesh;
}

std::string last_part(std::string_view path) {
  const std::size_t slash = path.find_last_of("/\\");
  return std::string(slash == std::string_view::npos ? path : path.substr(slash + 1));
}

std::string joined(std::string first, const std::string& second) {
  if (!first.empty() && !second.empty()) first += ' ';
  return first += second;
}

AptStatus status_of(std::string_view word) {
  if (word == "Scheduled" || word == "ASAP") return AptStatus::scheduled;
  if (word == "Complete") return AptStatus::complete;
  if (word == "Broken" || word == "UnschedList") return AptStatus::off_the_schedule;
  return AptStatus::other;
}

// 'X' and '/' in units of five minutes; nothing: the vendor's default of an hour.
int minutes_of(std::string_view pattern) {
  constexpr std::size_t units_max = 108;  // nine hours [D]
  if (pattern.empty()) return 60;
  return static_cast<int>(std::min(pattern.size(), units_max)) * 5;
}

}  // namespace

model::CaseId case_id(std::int64_t number) {
  return model::CaseId("LC-" + std::to_string(number));
}

model::PatientId patient_id(std::int64_t number) {
  return model::PatientId("PT-" + std::to_string(number));
}

std::optional<std::int64_t> number_of(const model::CaseId& id) {
  return number_after("LC-", id.text);
}

std::optional<std::int64_t> number_of(const model::PatientId& id) {
  return number_after("PT-", id.text);
}

std::optional<std::int64_t> number_of(const model::AppointmentId& id) {
  return number_after("A-", id.text);
}

std::optional<std::int64_t> provider_number(const std::string& id) {
  return number_after("D-", id);
}

std::optional<std::int64_t> operatory_number(const std::string& id) {
  return number_after("OP", id);
}

bool is_set(std::string_view local_time) {
  const auto read = read_local(local_time);
  return read && read->has_value();
}

base::Expected<LabCaseRow> read_lab_case(base::JsonValue row) {
  Columns columns(row, "LabCaseNum");
  LabCaseRow read;
  read.number = columns.own_number();
  read.patient = columns.number("PatNum");
  read.laboratory = columns.number("LaboratoryNum");
  read.appointment = columns.number("AptNum");
  read.provider = columns.number("ProvNum");
  read.due = columns.time("DateTimeDue");
  read.sent = columns.time("DateTimeSent");
  read.received = columns.time("DateTimeRecd");
  read.instructions = columns.text("Instructions");
  read.stamp = columns.time("DateTStamp");
  return columns.finished(std::move(read));
}

base::Expected<PatientRow> read_patient(base::JsonValue row) {
  Columns columns(row, "PatNum");
  PatientRow read;
  read.patient.id = patient_id(columns.own_number());
  const std::string texts_ok = columns.text("TxtMsgOk");
  if (texts_ok == "Yes") read.patient.sms = true;
  if (texts_ok == "No") read.patient.sms = false;
  const std::string contact = columns.text("PreferContactMethod");
  const std::string email = columns.text("Email");
  read.patient.email = contact == "Email" && !email.empty();
  read.patient.portal = false;
  read.patient.identity.ids = {model::print_of_id(read.patient.id.text),
                               model::print_of_id(std::to_string(columns.own_number()))};
  if (std::string chart = model::print_of_id(columns.text("ChartNumber")); !chart.empty())
    read.patient.identity.ids.push_back(std::move(chart));
  const std::string family = columns.text("LName");
  read.patient.identity.name = model::print_of_name(family, columns.text("FName"));
  read.patient.identity.birth_date = model::print_of_birth_date(columns.text("Birthdate"));
  if (contact == "TextMessage") read.patient.prefers = model::Medium::sms;
  if (contact == "Email") read.patient.prefers = model::Medium::email;
  read.stamp = columns.text("DateTStamp");
  return columns.finished(std::move(read));
}

base::Expected<ProviderRow> read_provider(base::JsonValue row) {
  Columns columns(row, "ProvNum");
  ProviderRow read;
  read.name = columns.text("FName");
  read.name = joined(std::move(read.name), columns.text("LName"));
  read.license = columns.text("StateLicense");
  return columns.finished(std::move(read));
}

base::Expected<LaboratoryRow> read_laboratory(base::JsonValue row) {
  Columns columns(row, "LaboratoryNum");
  LaboratoryRow read{columns.own_number(), columns.text("Description")};
  return columns.finished(std::move(read));
}

base::Expected<ProcedureRow> read_procedure(base::JsonValue row) {
  Columns columns(row, "ProcNum");
  ProcedureRow read;
  read.number = columns.own_number();
  read.tooth = columns.text("ToothNum");
  read.code = columns.text("procCode");
  read.code_number = columns.number("CodeNum");
  read.date = columns.text("ProcDate");
  const std::string status = columns.text("ProcStatus");
  read.is_done = status == "C" || status == "EC" || status == "EO";
  return columns.finished(std::move(read));
}

base::Expected<AllergyRow> read_allergy(base::JsonValue row) {
  Columns columns(row, "AllergyNum");
  AllergyRow read;
  if (columns.text("StatusIsActive") != "false") read.name = columns.text("defDescription");
  return columns.finished(std::move(read));
}

base::Expected<ToothInitialRow> read_tooth_initial(base::JsonValue row) {
  Columns columns(row, "ToothInitialNum");
  ToothInitialRow read;
  read.tooth = columns.text("ToothNum");
  read.is_missing = columns.text("InitialType") == "Missing";
  return columns.finished(std::move(read));
}

std::map<model::ToothNumber, model::ToothState> chart_of(const std::vector<ProcedureRow>& procedures,
                                                         const std::vector<ToothInitialRow>& initials) {
  // CDT: D7111, D7140 and D7210 to D7251 take a tooth out; D2140 to D3999 mend one that is there.
  const auto is_between = [](const std::string& code, std::string_view first, std::string_view last) {
    return code.size() == first.size() && code >= first && code <= last;
  };
  std::map<model::ToothNumber, model::ToothState> chart;
  for (const ProcedureRow& row : procedures) {
    const auto tooth = model::ToothNumber::from_universal(row.tooth);
    if (!tooth || !row.is_done) continue;
    if (row.code == "D7111" || row.code == "D7140" || is_between(row.code, "D7210", "D7251"))
      chart[*tooth] = model::ToothState::extracted;
    else if (is_between(row.code, "D2140", "D3999"))
      chart.emplace(*tooth, model::ToothState::present);
  }
  for (const ToothInitialRow& row : initials)
    if (const auto tooth = model::ToothNumber::from_universal(row.tooth); tooth && row.is_missing)
      chart[*tooth] = model::ToothState::missing;
  return chart;
}

base::Expected<DocumentRow> read_document(base::JsonValue row) {
  Columns columns(row, "DocNum");
  DocumentRow read;
  read.number = columns.own_number();
  read.stamp = columns.text("DateTStamp");
  read.attachment.name = last_part(columns.text("filePath"));
  read.attachment.kind_given = columns.text("Description");
  read.attachment.kind =
      model::attachment_kind_of(read.attachment.kind_given).value_or(model::AttachmentKind::other);
  read_facts(columns.text("Note"), read.attachment);
  return columns.finished(std::move(read));
}

base::Expected<AppointmentRow> read_appointment(base::JsonValue row, const base::TimeZone& zone) {
  Columns columns(row, "AptNum");
  AppointmentRow read;
  read.number = columns.own_number();
  read.status = status_of(columns.text("AptStatus"));
  const auto start = read_local(columns.time("AptDateTime"));
  if (start && *start) {
    model::Appointment appointment;
    appointment.id = model::AppointmentId("A-" + std::to_string(read.number));
    appointment.patient = patient_id(columns.number("PatNum"));
    appointment.start = zone.instant(**start);
    appointment.minutes = minutes_of(columns.text("Pattern"));
    if (const auto provider = columns.number("ProvNum"))
      appointment.provider = "D-" + std::to_string(provider);
    if (const auto operatory = columns.number("Op")) appointment.operatory = "OP" + std::to_string(operatory);
    read.appointment = std::move(appointment);
  }
  read.stamp = columns.text("DateTStamp");
  return columns.finished(std::move(read));
}

base::Expected<CommlogRow> read_commlog(base::JsonValue row) {
  Columns columns(row, "CommlogNum");
  CommlogRow read;
  read.note = columns.text("Note");
  read.at = columns.text("CommDateTime");
  return columns.finished(std::move(read));
}

base::Expected<SubscriptionRow> read_subscription(base::JsonValue row) {
  Columns columns(row, "SubscriptionNum");
  SubscriptionRow read;
  read.url = columns.text("EndPointUrl");
  read.table = columns.text("WatchTable");
  return columns.finished(std::move(read));
}

std::optional<std::int64_t> number_in(base::JsonValue row, std::string_view column) {
  const auto value = row.find(column);
  if (!value) return std::nullopt;
  if (const auto integer = value->integer()) return integer;
  const auto text = value->text();
  return text ? whole_number(*text) : std::nullopt;
}

std::string text_in(base::JsonValue row, std::string_view column) {
  const auto value = row.find(column);
  const auto text = value ? value->text() : std::nullopt;
  return std::string(text.value_or(std::string_view{}));
}

}  // namespace articulator::connect::open_dental
