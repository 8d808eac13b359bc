#include "simulators/pms/open_dental/case_rows.hpp"

#include "engine/base/hash.hpp"
#include "simulators/pms/office/file_content.hpp"
#include "simulators/pms/open_dental/definitions.hpp"
#include "simulators/pms/open_dental/request.hpp"
#include "simulators/pms/open_dental/resources.hpp"

#include <algorithm>

#include <fmt/format.h>

namespace articulator::simulators::open_dental {
namespace {

constexpr std::string_view unknown_restoration_code = "D2999";  // unspecified restorative procedure
constexpr std::int64_t due_s = 17 * 3600;                       // the program's due times are at 17:00

std::vector<std::int64_t> numbers_of(const std::string* list) {
  std::vector<std::int64_t> numbers;
  if (list == nullptr) return numbers;
  std::string_view rest = *list;
  while (!rest.empty()) {
    const std::size_t comma = rest.find(',');
    std::string_view part = rest.substr(0, comma);
    while (part.starts_with(' '))
      part.remove_prefix(1);
    if (const auto number = whole_number(part)) numbers.push_back(*number);
    rest = comma == std::string_view::npos ? std::string_view{} : rest.substr(comma + 1);
  }
  return numbers;
}

// A scalar as the block says it: text as written, numbers and booleans as their words.
std::optional<std::string> scalar_text(const base::JsonValue& value) {
  if (const auto text = value.text()) return std::string(*text);
  const bool plain = value.is(base::JsonKind::integer) || value.is(base::JsonKind::decimal) ||
                     value.is(base::JsonKind::boolean);
  if (plain) return value.dump();
  return std::nullopt;
}

std::optional<std::vector<std::string>> list_of(const base::JsonValue& value) {
  std::vector<std::string> list;
  if (!value.is(base::JsonKind::array)) {
    auto single = scalar_text(value);
    if (!single) return std::nullopt;
    return std::vector{std::move(*single)};
  }
  for (const base::JsonValue& element : value.elements()) {
    auto text = scalar_text(element);
    if (!text) return std::nullopt;
    list.push_back(std::move(*text));
  }
  return list;
}

std::string in_lower_case(std::string_view text) {
  std::string out(text);
  for (char& c : out) {
    if (c >= 'A' && c <= 'Z') c = static_cast<char>(c - 'A' + 'a');
    if (c == ' ' || c == '-') c = '_';
  }
  return out;
}

std::string code_for(const CaseDraft& draft) {
  if (!draft.code.empty()) return draft.code;
  const auto word = [&](std::string_view key) {
    const std::string* value = draft.instructions.rx ? draft.instructions.rx->find(key) : nullptr;
    return value == nullptr ? std::string{} : in_lower_case(*value);
  };
  const std::string_view usual = usual_code(word("procedure"), word("material"));
  return std::string(usual.empty() ? unknown_restoration_code : usual);
}

// One procedure log a tooth, one without a tooth where none is named. Numbers are used again, from the first
// on.
void keep_procedures(Office& office, CaseDraft& draft) {
  const std::string code = code_for(draft);
  const std::size_t count = std::max<std::size_t>(draft.teeth.size(), 1);
  for (std::size_t i = 0; i < count; ++i) {
    const bool fresh = i >= draft.procedures.size();
    ProcedureLog row =
        fresh ? new_procedure(office, draft.row.patient, code) : *office.procedures.find(draft.procedures[i]);
    const ProcedureCode* known = find_code(code);
    row.code = code;
    row.code_number = known == nullptr ? 0 : known->number;
    row.tooth = i < draft.teeth.size() ? draft.teeth[i] : std::string{};
    row.patient = draft.row.patient;
    row.appointment = draft.row.appointment;
    if (draft.row.provider != 0) row.provider = draft.row.provider;
    if (fresh)
      draft.procedures.push_back(office.procedures.add(std::move(row), office.now).number);
    else
      office.procedures.update(std::move(row), office.now);
  }
  while (draft.procedures.size() > count) {
    ProcedureLog row = *office.procedures.find(draft.procedures.back());
    row.status = Choice(ProcStatus::d);
    row.appointment = 0;
    office.procedures.update(std::move(row), office.now);
    draft.procedures.pop_back();
  }
}

constexpr std::string_view raw_mark = "_rawBase64_:";

// "86af... " of "bytes=1 sha256=86af... triangles=2"; "" when there is no such part.
std::string_view note_part(std::string_view note, std::string_view name) {
  while (!note.empty()) {
    const std::size_t space = note.find(' ');
    const std::string_view part = note.substr(0, space);
    if (part.starts_with(name) && part.size() > name.size() && part[name.size()] == '=')
      return part.substr(name.size() + 1);
    note = space == std::string_view::npos ? std::string_view{} : note.substr(space + 1);
  }
  return {};
}

// `filed`: where the file itself goes that lies in the images folder; null: as the API's Upload leaves it, in
// the note.
std::string note_of(base::ObjectReader& attachment, std::string* filed) {
  std::string note;
  const auto add = [&note](std::string_view name, std::string_view value) {
    if (value.empty()) return;
    note += fmt::format("{}{}={}", note.empty() ? "" : " ", name, value);
  };
  constexpr std::int64_t bytes_max = std::int64_t{1} << 50;
  std::string raw;
  if (attachment.has("content")) {
    base::ObjectReader description = attachment.object("content");
    const office::FileContent content = office::make_file_content(description);
    attachment.report(description.error());
    add("bytes", std::to_string(content.described.size()));
    add("sha256", base::hex(base::sha256(content.described)));
    const std::string name = attachment.text_or("name", "");
    if (filed != nullptr)
      *filed = content.bytes;
    else
      raw = fmt::format(" {}{}_{}", raw_mark, name.substr(std::min(name.rfind('.'), name.size())),
                        base::base64_encode(content.bytes));
  } else if (attachment.has("bytes"))
    add("bytes", std::to_string(attachment.integer("bytes", 0, bytes_max)));
  if (!attachment.has("content")) add("sha256", attachment.text_or("sha256", ""));
  if (!attachment.has("mesh")) return note + raw;
  base::ObjectReader mesh = attachment.object("mesh");
  if (mesh.has("triangles")) add("triangles", std::to_string(mesh.integer("triangles", 0, bytes_max)));
  if (mesh.has("components")) add("components", std::to_string(mesh.integer("components", 0, bytes_max)));
  if (mesh.has("watertight")) add("watertight", mesh.boolean("watertight") ? "true" : "false");
  std::string size;
  for (const base::JsonValue& side : mesh.elements_or_none("size_mm"))
    size += (size.empty() ? "" : "x") + side.dump();
  add("size_mm", size);
  attachment.report(mesh.error());
  return note + raw;
}

// The base64 of "... _rawBase64_:.stl_AAAA"; "" where the note holds no content.
std::string_view raw_content(std::string_view note) {
  const std::size_t mark = note.find(raw_mark);
  if (mark == std::string_view::npos) return {};
  const std::size_t end = note.find('_', mark + raw_mark.size());
  return end == std::string_view::npos ? std::string_view{} : note.substr(end + 1);
}

void write_mesh(base::JsonWriter& writer, std::string_view note) {
  const std::string_view triangles = note_part(note, "triangles");
  const std::string_view components = note_part(note, "components");
  const std::string_view watertight = note_part(note, "watertight");
  std::string size(note_part(note, "size_mm"));
  if (triangles.empty() && components.empty() && watertight.empty() && size.empty()) return;
  writer.key("mesh").begin_object();
  if (!triangles.empty()) writer.key("triangles").raw(triangles);
  if (!watertight.empty()) writer.key("watertight").raw(watertight);
  if (!components.empty()) writer.key("components").raw(components);
  std::ranges::replace(size, 'x', ',');
  if (!size.empty()) writer.key("size_mm").raw("[" + size + "]");
  writer.end_object();
}

}  // namespace

Block& CaseDraft::rx() {
  if (!instructions.rx) instructions.rx.emplace();
  return *instructions.rx;
}

CaseDraft draft_of(const Office& office, const LabCase& row) {
  CaseDraft draft;
  draft.row = row;
  draft.instructions = parse_instructions(row.instructions);
  if (!draft.instructions.rx) return draft;
  const Block& rx = *draft.instructions.rx;
  draft.documents = numbers_of(rx.find("documents"));
  for (const std::int64_t number : numbers_of(rx.find("procedures"))) {
    const ProcedureLog* procedure = office.procedures.find(number);
    if (procedure == nullptr) continue;
    draft.procedures.push_back(number);
    if (!procedure->tooth.empty()) draft.teeth.push_back(procedure->tooth);
    if (draft.code.empty()) draft.code = procedure->code;
  }
  if (const std::string code = std::exchange(draft.code, {}); code != code_for(draft)) draft.code = code;
  return draft;
}

void keep_case(Office& office, CaseDraft draft) {
  keep_procedures(office, draft);
  Block& rx = draft.rx();
  for (const auto& [key, numbers] :
       {std::pair{"procedures", &draft.procedures}, {"documents", &draft.documents}}) {
    rx.remove(key);
    if (!numbers->empty()) rx.set(key, fmt::format("{}", fmt::join(*numbers, ", ")));
  }
  draft.row.instructions = format_instructions(draft.instructions);
  if (office.lab_cases.find(draft.row.number) == nullptr)
    office.lab_cases.add(std::move(draft.row), office.now);
  else
    office.lab_cases.update(std::move(draft.row), office.now);
}

bool set_prescription(CaseDraft& draft, std::string_view key, const base::JsonValue& value) {
  if (value.is(base::JsonKind::null)) {
    remove_prescription(draft, key);
    return true;
  }
  if (key == "implant" && value.is(base::JsonKind::object)) {
    for (const base::JsonValue::Member& member : value.members())
      if (!set_prescription(draft, fmt::format("implant.{}", member.key), member.value)) return false;
    return true;
  }
  auto list = list_of(value);
  if (!list) return false;
  if (key == "tooth" || key == "teeth") {
    draft.teeth = std::move(*list);
    return true;
  }
  const std::string text = fmt::format("{}", fmt::join(*list, ", "));
  if (key == "procedure_code") {
    draft.code = text;
    return true;
  }
  if (key == "due_date") {
    // A date that is none cannot be a column's value: it stays in the block, as written.
    const auto day = parse_local(text);
    draft.row.due = day && !day->empty() ? LocalDateTime{start_of_day(*day).s + due_s} : LocalDateTime{};
    draft.rx().remove("due_date");
    if (draft.row.due.empty()) draft.rx().set("due_date", text);
    return true;
  }
  draft.rx().set(key, text);
  return true;
}

void remove_prescription(CaseDraft& draft, std::string_view key) {
  if (key == "tooth" || key == "teeth") draft.teeth.clear();
  if (key == "procedure_code") draft.code.clear();
  if (key == "due_date") draft.row.due = {};
  draft.rx().remove(key);
  if (key == "implant")
    std::erase_if(draft.rx().entries, [](const auto& entry) { return entry.first.starts_with("implant."); });
}

base::Expected<std::int64_t> keep_attachment(Office& office, std::int64_t patient, std::int64_t document,
                                             const base::JsonValue& attachment, std::string pointer) {
  base::ObjectReader reader(attachment, std::move(pointer));
  const Document* before = document == 0 ? nullptr : office.documents.find(document);
  Document row;
  if (before != nullptr) row = *before;
  row.patient = patient;
  row.file_name = reader.text("name");
  row.description = reader.text_or("kind", "");
  row.filed.clear();
  row.note = note_of(reader, office.config.files.shelf ? &row.filed : nullptr);
  const bool gone = reader.has("gone") && reader.boolean("gone");
  if (reader.error()) return std::unexpected(*reader.error());
  const bool picture = row.description.starts_with("photo");
  row.image_type = Choice(picture ? ImgType::photo : ImgType::file);
  if (before != nullptr) {
    office.documents.update(std::move(row), office.now);
  } else {
    row.created = office.local_now;
    document = office.documents.add(std::move(row), office.now).number;
  }
  if (gone) office.documents.remove(document);
  return document;
}

void write_attachments(base::JsonWriter& writer, const Office& office,
                       const std::vector<std::int64_t>& documents) {
  writer.begin_array();
  for (const Document* row : Office::rows_of(office.documents, documents)) {
    writer.begin_object()
        .member("name", std::string_view(row->file_name))
        .member("kind", std::string_view(row->description));
    if (const auto bytes = note_part(row->note, "bytes"); !bytes.empty()) writer.key("bytes").raw(bytes);
    if (const auto sha256 = note_part(row->note, "sha256"); !sha256.empty()) writer.member("sha256", sha256);
    write_mesh(writer, row->note);
    if (!row->filed.empty())
      writer.member("content", base::base64_encode(row->filed));
    else if (const auto content = raw_content(row->note); !content.empty())
      writer.member("content", content);
    writer.end_object();
  }
  writer.end_array();
}

std::int64_t keep_laboratory(Office& office, std::string_view lab, std::string_view name) {
  const std::string wanted = in_lower_case(name.empty() ? lab : name);
  for (const Laboratory& row : office.laboratories.rows())
    if (in_lower_case(row.description) == wanted) return row.number;
  Laboratory row;
  row.description = name.empty() ? lab : name;
  return office.laboratories.add(std::move(row), office.now).number;
}

}  // namespace articulator::simulators::open_dental
