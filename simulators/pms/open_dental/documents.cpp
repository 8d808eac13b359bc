// Documents (DOMAIN.md 1.6; vendor's page apidocuments): metadata, and bytes by SFTP alone. The office takes
// them to a site, or from one, that whoever asks names with user and password; it can reach the one that its
// configuration has, and of any other says the documented "Sftp connection errors", 400.
#include "simulators/pms/open_dental/definitions.hpp"
#include "simulators/pms/open_dental/listing.hpp"
#include "simulators/pms/open_dental/resources.hpp"

#include <algorithm>
#include <array>

#include <fmt/format.h>

namespace articulator::simulators::open_dental {
namespace {

std::string category_name(const Office&, const Document& row) {
  return std::string(definition_name(Category::image, row.category));
}
std::string file_path(const Office& office, const Document& row) {
  const Patient* patient = office.patients.find(row.patient);
  const std::string folder = patient == nullptr ? std::string("Unknown") : image_folder(*patient);
  return fmt::format(R"(\\server\OpenDentImages\{}\{}\{})", folder.substr(0, 1), folder, row.file_name);
}

constexpr std::array columns = {
    number("DocNum", &Document::number),
    text("Description", &Document::description, Rule::both),
    date_time("DateCreated", &Document::created, Rule::both),
    number("DocCategory", &Document::category, Rule::both, Reference::image),
    derived<Document>("docCategory", category_name),
    number("PatNum", &Document::patient, Rule::create, Reference::patient),
    text("FileName", &Document::file_name),
    choice("ImgType", &Document::image_type, img_type_words, Rule::both),
    text("ToothNumbers", &Document::tooth_numbers, Rule::both),
    stamp("DateTStamp", &Document::stamp),
    number("ProvNum", &Document::provider, Rule::both, Reference::provider),
    flag("PrintHeading", &Document::print_heading, Rule::both),
};

// GET (multiple) speaks of the same rows in another way: a path instead of a name, two numbers as text.
constexpr std::array list_columns = {
    number("DocNum", &Document::number),
    derived<Document>("filePath", file_path),
    text("Description", &Document::description),
    integer_kind(Kind::number_text, "PatNum", &Document::patient),
    text("Note", &Document::note),
    date_time("DateCreated", &Document::created),
    derived<Document>("docCategory", category_name),
    number("DocCategory", &Document::category),
    text("ToothNumbers", &Document::tooth_numbers),
    integer_kind(Kind::number_text, "ProvNum", &Document::provider),
    flag("PrintHeading", &Document::print_heading),
    stamp("DateTStamp", &Document::stamp),
    server_time<Document>(),
};

std::optional<Refusal> read_document(const Office& office, const Call& call, Rule method, Document& row) {
  if (auto refusal = read_body(office, columns, call.body, method, row)) return refusal;
  const auto teeth = unfolded_teeth(row.tooth_numbers);
  if (!teeth) return Refusal{400, "ToothNumbers is invalid"};
  row.tooth_numbers = *teeth;
  return std::nullopt;
}

Answer enter(Office& office, Call& call, std::string note, std::string_view extension) {
  Document row;
  row.created = office.local_now;
  row.category = first_definition(Category::image).number;
  if (auto refusal = read_document(office, call, Rule::create, row)) return std::unexpected(*refusal);
  if (row.patient == 0) return not_found("Patient");
  row.note = std::move(note);
  row.number = office.documents.rows().empty() ? 1 : office.documents.rows().back().number + 1;
  row.file_name = fmt::format("{}{}", row.number, extension);
  return created(
      row_json(columns, office.documents.add(std::move(row), office.now), rendering(office, call)));
}

// The name that the request gives to a file on the site. Refused: nobody is let in there.
std::expected<std::string, Refusal> name_on_site(const Office& office, const Call& call) {
  if (auto refusal = missing(call.body, {"SftpAddress", "SftpUsername", "SftpPassword"}))
    return std::unexpected(*refusal);
  const auto text = [&](std::string_view key) {
    return std::string(call.body.find(key)->text().value_or(""));
  };
  const FileSite& site = office.config.files;
  const std::string address = text("SftpAddress");
  const std::size_t slash = address.rfind('/');
  const bool let_in =
      site.shelf && text("SftpUsername") == site.user && text("SftpPassword") == site.password;
  if (!let_in || slash == std::string::npos)
    return std::unexpected(Refusal{400, "Could not connect to the Sftp site"});
  return address.substr(slash + 1);
}

}  // namespace

Answer get_document(Office& office, Call& call) {
  const Document* row = office.documents.find(call.number);
  if (row == nullptr) return not_found("Document");
  return ok(row_json(columns, *row, rendering(office, call)));
}

Answer get_documents(Office& office, Call& call) {
  if (const std::string* patient = call.query("PatNum"); patient == nullptr || patient->empty())
    return bad("PatNum is required");
  Selection<Document> selection(office.documents);
  if (auto refusal = selection.filter(
          office, call, {{"PatNum", &Document::patient, Reference::patient, Document::by_patient}}))
    return std::unexpected(*refusal);
  std::vector<const Document*> rows = selection.all();
  std::ranges::sort(rows, {}, [](const Document* row) { return std::pair(row->created, row->number); });
  const Rendering how = rendering(office, call);
  std::string json;
  base::JsonWriter writer(json);
  writer.begin_array();
  for (std::size_t i = call.offset; i < rows.size() && i < call.offset + call.limit; ++i) {
    writer.begin_object();
    for (const Column<Document>& column : list_columns) {
      writer.key(column.name);
      write_value(writer, column, *rows[i], how);
      if (column.name == "DocNum") writer.member("MountNum", 0);  // no mounts in this office
    }
    writer.end_object();
  }
  writer.end_array();
  return ok(std::move(json));
}

Answer post_document_upload(Office& office, Call& call) {
  if (auto refusal = missing(call.body, {"PatNum", "rawBase64", "extension"}))
    return std::unexpected(*refusal);
  const auto bytes = call.body.find("rawBase64")->text();
  const auto extension = call.body.find("extension")->text();
  if (!bytes) return bad("rawBase64 is invalid");
  if (!extension || !extension->starts_with('.')) return bad("extension is invalid");
  return enter(office, call, fmt::format("_rawBase64_:{}_{}", *extension, *bytes), *extension);
}

Answer post_document_by_url(Office& office, Call& call) {
  if (auto refusal = missing(call.body, {"PatNum", "url"})) return std::unexpected(*refusal);
  const auto url = call.body.find("url")->text();
  if (!url || !url->starts_with("http")) return bad("url is invalid");
  const std::size_t dot = url->rfind('.');
  const std::string_view extension = dot > url->rfind('/') ? url->substr(dot) : std::string_view{};
  return enter(office, call, fmt::format("_download_:{}", *url), extension);
}

Answer put_document(Office& office, Call& call) {
  const Document* before = office.documents.find(call.number);
  if (before == nullptr) return not_found("Document");
  Document row = *before;
  if (auto refusal = read_document(office, call, Rule::update, row)) return std::unexpected(*refusal);
  office.documents.update(std::move(row), office.now);
  return ok(row_json(columns, *office.documents.find(call.number), rendering(office, call)));
}

Answer delete_document(Office& office, Call& call) {
  if (!office.documents.remove(call.number)) return not_found("Document");
  return ok_without_body();
}

Answer post_document_sftp(Office& office, Call& call) {
  if (!given(call.body, "DocNum") && !given(call.body, "MountNum"))
    return bad("DocNum or MountNum is required");
  const auto name = name_on_site(office, call);
  if (!name) return std::unexpected(name.error());
  if (!given(call.body, "DocNum")) return not_found("Mount");  // this office has none
  const Document* row = office.documents.find(call.body.find("DocNum")->integer().value_or(0));
  if (row == nullptr) return not_found("Document");
  if (row->filed.empty()) return not_found("File");
  office.config.files.shelf->put(*name, row->filed, office.now);
  return base::HttpResponse{201, {}, {}};
}

Answer post_document_upload_sftp(Office& office, Call& call) {
  if (auto refusal = missing(call.body, {"PatNum"})) return std::unexpected(*refusal);
  const auto name = name_on_site(office, call);
  if (!name) return std::unexpected(name.error());
  const std::string* file = office.config.files.shelf->find(*name);
  if (file == nullptr) return not_found("File");
  Document row;
  row.created = office.local_now;
  row.category = first_definition(Category::image).number;
  if (auto refusal = read_document(office, call, Rule::create, row)) return std::unexpected(*refusal);
  if (row.patient == 0) return not_found("Patient");
  row.number = office.documents.rows().empty() ? 1 : office.documents.rows().back().number + 1;
  row.file_name = *name;
  row.filed = *file;
  const Document& kept = office.documents.add(std::move(row), office.now);
  return created(row_json(list_columns, kept, rendering(office, call)));
}

Answer post_document_thumbnails(Office& office, Call& call) {
  if (auto refusal = missing(call.body, {"PatNum"})) return std::unexpected(*refusal);
  if (const auto name = name_on_site(office, call); !name) return std::unexpected(name.error());
  return bad("There are no thumbnails");  // nobody draws pictures here
}

Answer post_document_mount(Office& office, Call& call) {
  if (auto refusal = missing(call.body, {"MountNum"})) return std::unexpected(*refusal);
  if (const auto name = name_on_site(office, call); !name) return std::unexpected(name.error());
  return not_found("Mount");
}

}  // namespace articulator::simulators::open_dental
