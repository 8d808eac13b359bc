#include "engine/base/hash.hpp"
#include "simulators/pms/dentrix/filter.hpp"
#include "simulators/pms/dentrix/routes.hpp"

#include <algorithm>
#include <array>
#include <charconv>
#include <functional>
#include <map>
#include <optional>
#include <span>
#include <utility>

namespace articulator::simulators::dentrix {
namespace {

// One row of a list: what it can be filtered by, and how it looks. Rendered only when it is on the page.
struct Row {
  Fields fields;
  std::function<std::string()> json;
};

struct Listing {
  std::string_view resource;
  std::span<const std::string_view> fields;
  std::vector<Row> (*rows)(const Call& call, const std::vector<Clause>& clauses);
};

std::string ref_id(const Type& type, std::string_view id) {
  return id.empty() ? std::string() : to_wire(type, id);
}

// The clause on lastModified, so that rows that did not change are passed over before they are looked at.
std::optional<base::Instant> changed_since(const std::vector<Clause>& clauses) {
  for (const Clause& clause : clauses) {
    if (clause.field != "lastModified" || clause.is != Clause::Is::at_least) continue;
    const auto instant = base::parse_instant(clause.values.front());
    if (instant) return *instant;
  }
  return std::nullopt;
}

// Rows that are gone: the last of an id's changes says so.
std::map<std::string, base::Instant, office::Office::ById> gone(const office::Office& office,
                                                                office::Kind kind) {
  std::map<std::string, base::Instant, office::Office::ById> rows;
  for (const office::Change& change : office.changes_after(0)) {
    if (change.kind != kind) continue;
    if (change.action == office::Action::removed)
      rows[change.id] = change.at;
    else
      rows.erase(change.id);
  }
  return rows;
}

void add_gone(std::vector<Row>& rows, const office::Office& office, office::Kind kind, const Type& type,
              std::optional<base::Instant> since) {
  if (!since) return;  // who asks for all asks for those that are there
  for (const auto& [id, at] : gone(office, kind)) {
    if (at < *since) continue;
    rows.push_back({{{"id", to_wire(type, id)}, {"lastModified", base::format_instant(at)}},
                    [&type, gone_id = id, when = at] { return deleted_json(type, gone_id, when); }});
  }
}

std::vector<Row> lab_cases(const Call& call, const std::vector<Clause>& clauses) {
  std::vector<Row> rows;
  const auto since = changed_since(clauses);
  for (const auto& [id, row] : call.desk.office.lab_cases()) {
    const LabCaseView view = call.desk.view(row);
    if (since && view.modified < *since) continue;
    rows.push_back({{{"id", to_wire(lab_case_type, id)},
                     {"lastModified", base::format_instant(view.modified)},
                     {"status", view.received ? "RECEIVED" : "OUTSTANDING"},
                     {"patient.id", ref_id(patient_type, row.patient)},
                     {"provider.id", ref_id(provider_type, row.provider)},
                     {"lab.id", ref_id(lab_type, view.lab)},
                     {"appointment.id", ref_id(appointment_type, row.appointment)}},
                    [&row, view] { return lab_case_json(row, view); }});
  }
  add_gone(rows, call.desk.office, office::Kind::lab_case, lab_case_type, since);
  return rows;
}

std::vector<Row> patients(const Call& call, const std::vector<Clause>& clauses) {
  std::vector<Row> rows;
  const auto since = changed_since(clauses);
  for (const auto& [id, row] : call.desk.office.patients()) {
    if (since && row.stamp.changed < *since) continue;
    rows.push_back({{{"id", to_wire(patient_type, id)},
                     {"lastModified", base::format_instant(row.stamp.changed)},
                     {"lastName", row.last_name},
                     {"firstName", row.first_name}},
                    [&row] { return patient_json(row); }});
  }
  return rows;
}

std::vector<Row> providers(const Call& call, const std::vector<Clause>&) {
  std::vector<Row> rows;
  for (const auto& [id, row] : call.desk.office.providers())
    rows.push_back(
        {{{"id", to_wire(provider_type, id)}, {"lastModified", base::format_instant(row.stamp.changed)}},
         [&row] { return provider_json(row); }});
  return rows;
}

std::vector<Row> named(const Type& type, const std::vector<std::string>& ids,
                       const std::vector<std::string>& names) {
  std::vector<Row> rows;
  for (std::size_t i = 0; i < ids.size(); ++i)
    rows.push_back({{{"id", to_wire(type, ids[i])}, {"name", names[i]}},
                    [&type, id = ids[i], name = names[i]] { return named_json(type, id, name); }});
  return rows;
}

std::vector<Row> labs(const Call& call, const std::vector<Clause>&) {
  for (const auto& [id, row] : call.desk.office.lab_cases())
    call.desk.view(row);  // every lab that a case names has its number now
  std::vector<std::string> ids;
  for (std::size_t i = 1; i <= call.desk.labs.size(); ++i)
    ids.push_back("LAB-" + std::to_string(i));
  return named(lab_type, ids, call.desk.labs);
}

std::vector<Row> operatories(const Call& call, const std::vector<Clause>&) {
  const auto& names = call.desk.office.setup().operatories;
  return named(operatory_type, names, names);
}

std::vector<Row> locations(const Call& call, const std::vector<Clause>&) {
  return named(location_type, {"LOC-1"}, {call.desk.office.setup().practice});
}

std::vector<Row> appointments(const Call& call, const std::vector<Clause>& clauses) {
  std::vector<Row> rows;
  const auto since = changed_since(clauses);
  for (const auto& [id, row] : call.desk.office.appointments()) {
    const base::Instant modified = call.desk.modified(row);
    if (since && modified < *since) continue;
    rows.push_back(
        {{{"id", to_wire(appointment_type, id)},
          {"lastModified", base::format_instant(modified)},
          {"start", base::format_instant(row.start)},
          {"status", call.desk.status(row)},
          {"patient.id", ref_id(patient_type, row.patient)},
          {"provider.id", ref_id(provider_type, row.provider)},
          {"operatory.id", ref_id(operatory_type, row.operatory)},
          {"labCase.id", ref_id(lab_case_type, row.held_for.empty() ? row.lab_case : row.held_for)}},
         [&call, &row] { return appointment_row(call.desk, row); }});
  }
  add_gone(rows, call.desk.office, office::Kind::appointment, appointment_type, since);
  return rows;
}

std::vector<Row> documents(const Call& call, const std::vector<Clause>&) {
  std::vector<Row> rows;
  for (const auto& [id, row] : call.desk.office.lab_cases())
    for (const office::Attachment& file : row.attachments)
      rows.push_back({{{"id", to_wire(document_type, file.id)}}, [&file] { return document_json(file); }});
  return rows;
}

std::vector<Row> notes(const Call& call, const std::vector<Clause>&) {
  std::vector<Row> rows;
  for (const auto& [id, row] : call.desk.office.chart_notes())
    rows.push_back({{{"id", to_wire(note_type, id)},
                     {"lastModified", base::format_instant(row.stamp.changed)},
                     {"patient.id", ref_id(patient_type, row.patient)},
                     {"labCase.id", ref_id(lab_case_type, row.lab_case)}},
                    [&row] { return note_json(row); }});
  return rows;
}

std::vector<Row> messages(const Call& call, const std::vector<Clause>& clauses) {
  std::vector<Row> rows;
  const auto since = changed_since(clauses);
  for (const auto& [id, row] : call.desk.office.messages()) {
    if (since && row.stamp.changed < *since) continue;
    rows.push_back({{{"id", to_wire(message_type, id)},
                     {"lastModified", base::format_instant(row.stamp.changed)},
                     {"direction", row.direction == office::Direction::to_patient ? "OUTBOUND" : "INBOUND"},
                     {"channel", std::string(channel_of(row.medium))},
                     {"patient.id", ref_id(patient_type, row.patient)},
                     {"labCase.id", ref_id(lab_case_type, row.lab_case)}},
                    [&row] { return message_json(row); }});
  }
  return rows;
}

// Of the question's clauses: where, for how long, from when to when.
struct Wanted {
  std::optional<base::Instant> from;
  std::optional<base::Instant> to;
  std::int64_t minutes = 0;
  std::string provider;   // on the wire; empty: any
  std::string operatory;  // likewise
};

Wanted wanted_in(const std::vector<Clause>& clauses) {
  Wanted wanted;
  for (const Clause& clause : clauses) {
    const std::string& value = clause.values.front();
    const auto instant = base::parse_instant(value);
    if (clause.field == "start" && clause.is == Clause::Is::at_least && instant) wanted.from = *instant;
    if (clause.field == "start" && clause.is == Clause::Is::less && instant) wanted.to = *instant;
    if (clause.field == "durationMinutes")
      std::from_chars(value.data(), value.data() + value.size(), wanted.minutes);
    if (clause.field == "provider.id") wanted.provider = value;
    if (clause.field == "operatory.id") wanted.operatory = value;
  }
  return wanted;
}

std::string opening_json(const office::Gap& gap, std::string_view provider, std::string_view operatory) {
  std::string json;
  base::JsonWriter out(json);
  out.begin_object().member("start", gap.from).member("end", gap.to);
  write_ref(out, "provider", provider_type, provider);
  write_ref(out, "operatory", operatory_type, operatory);
  out.end_object();
  return json;
}

std::vector<Row> openings(const Call& call, const std::vector<Clause>& clauses) {
  std::vector<Row> rows;
  const Wanted wanted = wanted_in(clauses);
  if (!wanted.from || !wanted.to || *wanted.to <= *wanted.from) return rows;
  const office::Office& office = call.desk.office;
  constexpr std::int64_t minutes_max = 1'440;
  const int minutes = static_cast<int>(std::clamp<std::int64_t>(wanted.minutes, 0, minutes_max));
  for (const auto& [provider, known] : office.providers()) {
    if (!wanted.provider.empty() && to_wire(provider_type, provider) != wanted.provider) continue;
    for (const std::string& operatory : office.setup().operatories) {
      if (!wanted.operatory.empty() && to_wire(operatory_type, operatory) != wanted.operatory) continue;
      for (const office::Gap& gap :
           office.free_time(provider, operatory, minutes, std::max(*wanted.from, call.now), *wanted.to))
        rows.push_back({{}, [gap, of = provider, operatory] { return opening_json(gap, of, operatory); }});
    }
  }
  return rows;
}

using Names = std::span<const std::string_view>;
constexpr std::array<std::string_view, 7> lab_case_fields{
    {"id", "lastModified", "status", "patient.id", "provider.id", "lab.id", "appointment.id"}};
constexpr std::array<std::string_view, 4> patient_fields{{"id", "lastModified", "lastName", "firstName"}};
constexpr std::array<std::string_view, 2> stamped_fields{{"id", "lastModified"}};
constexpr std::array<std::string_view, 2> named_fields{{"id", "name"}};
constexpr std::array<std::string_view, 1> id_field{{"id"}};
constexpr std::array<std::string_view, 8> appointment_fields{
    {"id", "lastModified", "start", "status", "patient.id", "provider.id", "operatory.id", "labCase.id"}};
constexpr std::array<std::string_view, 4> note_fields{{"id", "lastModified", "patient.id", "labCase.id"}};
constexpr std::array<std::string_view, 6> message_fields{
    {"id", "lastModified", "direction", "channel", "patient.id", "labCase.id"}};
constexpr std::array<std::string_view, 4> opening_fields{
    {"start", "durationMinutes", "provider.id", "operatory.id"}};

const std::array<Listing, 11> listings{{{"labcases", Names(lab_case_fields), lab_cases},
                                        {"patients", Names(patient_fields), patients},
                                        {"providers", Names(stamped_fields), providers},
                                        {"labs", Names(named_fields), labs},
                                        {"operatories", Names(named_fields), operatories},
                                        {"locations", Names(named_fields), locations},
                                        {"appointments", Names(appointment_fields), appointments},
                                        {"documents", Names(id_field), documents},
                                        {"clinicalnotes", Names(note_fields), notes},
                                        {"messages", Names(message_fields), messages},
                                        {"scheduleopenings", Names(opening_fields), openings}}};

const Listing* listing_of(const std::string& resource) {
  const auto found = std::ranges::find(listings, std::string_view(resource), &Listing::resource);
  return found == listings.end() ? nullptr : &*found;
}

std::optional<std::size_t> count_in(const base::Target& target, std::string_view name,
                                    std::size_t otherwise) {
  const std::string* text = target.find(name);
  if (text == nullptr) return otherwise;
  std::size_t value = 0;
  const auto [end, failed] = std::from_chars(text->data(), text->data() + text->size(), value);
  if (failed != std::errc{} || end != text->data() + text->size() || value == 0) return std::nullopt;
  return value;
}

std::vector<Row> matching(const Call& call, const Listing& listing, const std::vector<Clause>& clauses) {
  std::vector<Row> rows = listing.rows(call, clauses);
  if (listing.resource != "scheduleopenings")
    std::erase_if(rows, [&](const Row& row) { return !holds(clauses, row.fields); });
  return rows;
}

}  // namespace

std::string appointment_row(const Desk& desk, const office::Appointment& row) {
  return appointment_json(row, desk.status(row), desk.modified(row));
}

base::HttpResponse list(const Call& call, const std::string& resource) {
  const Listing* listing = listing_of(resource);
  if (listing == nullptr) return not_found();
  const std::string* text = call.target.find("filter");
  const auto clauses = parse_filter(text == nullptr ? std::string_view() : *text, listing->fields);
  if (!clauses) return error(400, "INVALID_FILTER", clauses.error().text());
  const auto number = count_in(call.target, "page", 1);
  const auto size = count_in(call.target, "pageSize", call.page_rows_max);
  if (!number || !size) return error(400, "INVALID_PAGE", "page and pageSize are whole numbers from 1.");
  const std::vector<Row> rows = matching(call, *listing, *clauses);
  const Page page{*number, std::min(*size, call.page_rows_max), rows.size()};
  std::vector<std::string> shown;
  constexpr std::size_t pages_max = 1'000'000;
  const std::size_t first = (std::min(page.number, pages_max) - 1) * page.size;
  for (std::size_t i = first; i < rows.size() && i < first + page.size; ++i)
    shown.push_back(rows[i].json());
  return many(shown, page);
}

base::HttpResponse read_one(const Call& call, const std::string& resource, const std::string& id) {
  const Listing* listing = listing_of(resource);
  if (listing == nullptr || resource == "scheduleopenings") return not_found();
  const std::vector<Row> rows = matching(call, *listing, {Clause{"id", Clause::Is::equal, {id}}});
  return rows.empty() ? not_found() : one(200, rows.front().json());
}

base::HttpResponse read_content(const Call& call, const std::string& id) {
  const auto own = from_wire(document_type, id);
  const office::Attachment* file = own ? call.desk.office.attachment(*own) : nullptr;
  if (file == nullptr || file->content.empty()) return not_found();
  std::string json;
  base::JsonWriter out(json);
  out.begin_object().member("id", id).member("contentBase64", base::base64_encode(file->content));
  out.end_object();
  return one(200, json);
}

}  // namespace articulator::simulators::dentrix
