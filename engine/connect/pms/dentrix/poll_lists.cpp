// What a poll asks for: lists of what changed, and by id what those rows refer to.
#include "engine/base/hash.hpp"
#include "engine/connect/answer.hpp"
#include "engine/connect/pms/dentrix/ids.hpp"
#include "engine/connect/pms/dentrix/poll.hpp"

#include <algorithm>
#include <iterator>
#include <memory>

namespace articulator::connect::dentrix {
namespace {

constexpr std::size_t pages_max = 1'000;
constexpr std::size_t kept_bytes_max = 64'000'000;  // of answers, until the poll has ended
// A file comes as base64 in one answer, of which 16 MB are read.
constexpr std::int64_t file_bytes_max = 8'000'000;

std::string since_filter(const Feed& feed) {
  return feed.since ? "lastModified>=" + base::format_instant(*feed.since) : std::string();
}

bool is_looked_at(model::AttachmentKind kind) {
  return kind != model::AttachmentKind::form && kind != model::AttachmentKind::other;
}

}  // namespace

// As read before by this poll, or asked for now.
Flow<Got<std::string>> Poll::read(std::string path) {
  Readings& readings = *organization_.unfinished;
  if (const auto kept = readings.answers.find(path); kept != readings.answers.end()) co_return kept->second;
  auto body = co_await ask(organization_.session, line(), get(path));
  if (body && readings.bytes + body->size() <= kept_bytes_max) {
    readings.bytes += body->size();
    readings.answers.emplace(std::move(path), *body);
  }
  co_return body;
}

// Rows that are as they were seen are not read again: a list begins with those of the last look.
template <typename Row, typename Read>
Flow<Got<Poll::Listed<Row>>> Poll::list(std::string resource, std::string filter, Read read_row,
                                        const Feed* before) {
  Listed<Row> listed;
  bool is_odd = false;
  for (std::size_t page = 1; page <= pages_max; ++page) {
    const auto body = co_await read(list_path(resource, filter, page));
    if (!body) co_return std::unexpected(body.error());
    const auto envelope = read_envelope(organization_.parser, *body);
    if (!envelope) {
      organization_.unfinished->answers.clear();  // what cannot be read is asked for anew
      co_return std::unexpected(envelope.error());
    }
    for (const base::JsonValue& element : envelope->data.elements()) {
      const std::string stamp = text_in(element, "lastModified");
      const auto modified = base::parse_instant(stamp);
      if (page == 1 && modified)
        listed.first_page_latest = std::max(listed.first_page_latest.value_or(*modified), *modified);
      std::string key = before ? text_in(element, "id") + "@" + stamp : std::string();
      if (!before || !before->seen.contains(key)) {
        auto row = read_row(element);
        if (!row) {
          add_remark(remark_, "/v1/" + resource + ": " + row.error().text());
          is_odd = true;
          continue;
        }
        listed.rows.push_back(std::move(*row));
      }
      if (before) listed.keys.insert(std::move(key));
    }
    if (envelope->pages > static_cast<std::int64_t>(page)) continue;
    if (before && page == 1 && !is_odd) listed.page = *body;
    break;
  }
  co_return listed;
}

// Those there are, in the order of their numbers.
template <typename Row, typename Read>
Flow<Got<std::vector<Row>>> Poll::by_ids(std::string resource, Resource kind, std::set<std::int64_t> numbers,
                                         Read read_row) {
  std::vector<Row> found;
  std::vector<std::string> ids;
  for (auto number = numbers.begin(); number != numbers.end(); ++number) {
    ids.push_back(wire_id(kind, *number));
    if (ids.size() < page_rows && std::next(number) != numbers.end()) continue;
    auto listed = co_await list<Row>(resource, any_of_ids(ids), read_row);
    if (!listed) co_return std::unexpected(std::move(listed.error()));
    std::ranges::move(listed->rows, std::back_inserter(found));
    ids.clear();
  }
  co_return found;
}

// The rows that were not there, or not as they are, at the last look.
template <typename Row, typename Read>
Flow<Got<std::vector<Row>>> Poll::news(std::string resource, std::string filter, const Feed& before,
                                       std::optional<Feed>& after, Read read_row) {
  after.reset();
  // Mostly the whole answer is the one of the last look; if not, the list finds it among what was read.
  if (!before.page.empty()) {
    const auto body = co_await read(list_path(resource, filter, 1));
    if (!body) co_return std::unexpected(body.error());
    if (*body == before.page) co_return std::vector<Row>{};
  }
  auto listed = co_await list<Row>(std::move(resource), std::move(filter), read_row, &before);
  if (!listed) co_return std::unexpected(std::move(listed.error()));
  after = Feed{listed->first_page_latest ? listed->first_page_latest : before.since, std::move(listed->keys),
               std::move(listed->page)};
  co_return std::move(listed->rows);
}

Flow<Got<bool>> Poll::list_labs() {
  auto labs = co_await list<LabRow>("labs", "", read_lab);
  if (!labs) co_return std::unexpected(std::move(labs.error()));
  for (const LabRow& row : labs->rows)
    organization_.learn(row);
  co_return true;
}

Flow<Got<bool>> Poll::list_lab_cases() {
  const Feed& before = organization_.lab_cases;
  const std::string filter = organization_.primed ? since_filter(before) : "status==OUTSTANDING";
  auto rows = co_await news<LabCaseRow>("labcases", filter, before, lab_cases_, read_lab_case);
  if (!rows) co_return std::unexpected(std::move(rows.error()));
  for (LabCaseRow& row : *rows)
    consider(std::move(row));
  co_return true;
}

Flow<Got<bool>> Poll::list_what_open_cases_wait_for() {
  auto moved =
      co_await news<AppointmentRow>("appointments", since_filter(organization_.appointments),
                                    organization_.appointments, appointments_feed_, read_appointment);
  if (!moved) co_return std::unexpected(std::move(moved.error()));
  moved_ = std::move(*moved);
  auto patients = co_await news<PatientRow>("patients", since_filter(organization_.patients_feed),
                                            organization_.patients_feed, patients_feed_, read_patient);
  if (!patients) co_return std::unexpected(std::move(patients.error()));
  for (const PatientRow& row : *patients)
    if (organization_.patients.contains(row.number)) patients_to_read_.insert(row.number);
  const std::string inbound = "direction==INBOUND," + since_filter(organization_.messages);
  auto messages =
      co_await news<MessageRow>("messages", inbound, organization_.messages, messages_feed_, read_message);
  if (!messages) co_return std::unexpected(std::move(messages.error()));
  for (const MessageRow& row : *messages)
    if (organization_.patients.contains(row.patient)) patients_to_read_.insert(row.patient);
  co_return true;
}

Flow<Got<bool>> Poll::read_patients() {
  if (patients_to_read_.empty()) co_return true;
  auto rows = co_await by_ids<PatientRow>("patients", Resource::patient, patients_to_read_, read_patient);
  if (!rows) co_return std::unexpected(std::move(rows.error()));
  std::map<std::int64_t, LastWords> words;
  std::vector<std::string> ids;
  for (std::size_t i = 0; i < rows->size(); ++i) {
    ids.push_back(wire_id(Resource::patient, (*rows)[i].number));
    if (ids.size() < page_rows && i + 1 < rows->size()) continue;
    auto messages = co_await list<MessageRow>("messages", inbound_filter(ids), read_message);
    if (!messages) co_return std::unexpected(std::move(messages.error()));
    for (const MessageRow& message : messages->rows)
      note_word(words[message.patient], message);
    ids.clear();
  }
  for (PatientRow& row : *rows) {
    LastWords said = words[row.number];
    patients_.emplace_back(std::move(row), std::move(said));
  }
  co_return true;
}

Flow<Got<bool>> Poll::read_what_cases_refer_to() {
  std::set<std::int64_t> providers;
  std::set<std::int64_t> appointments;
  std::set<std::int64_t> documents;
  bool is_lab_unknown = false;
  for (const LabCaseRow& row : changed_) {
    if (!needs_reading(row)) continue;
    const CaseContent& content = row.content;
    if (content.provider > 0) providers.insert(content.provider);
    if (content.appointment > 0) appointments.insert(content.appointment);
    documents.insert(content.documents.begin(), content.documents.end());
    is_lab_unknown = is_lab_unknown || (content.lab > 0 && !organization_.labs.contains(content.lab));
  }
  if (is_lab_unknown) {
    auto labs = co_await list_labs();
    if (!labs) co_return labs;
  }
  auto people =
      co_await by_ids<ProviderRow>("providers", Resource::provider, std::move(providers), read_provider);
  if (!people) co_return std::unexpected(std::move(people.error()));
  for (ProviderRow& row : *people)
    providers_.insert_or_assign(row.number, std::move(row));
  auto visits = co_await by_ids<AppointmentRow>("appointments", Resource::appointment,
                                                std::move(appointments), read_appointment);
  if (!visits) co_return std::unexpected(std::move(visits.error()));
  for (AppointmentRow& row : *visits)
    appointments_.insert_or_assign(row.number, std::move(row));
  const auto read_one = [this](const base::JsonValue& row) { return read_document(row, documents_parser_); };
  auto files = co_await by_ids<DocumentRow>("documents", Resource::document, std::move(documents), read_one);
  if (!files) co_return std::unexpected(std::move(files.error()));
  for (DocumentRow& row : *files)
    documents_.insert_or_assign(row.number, std::move(row));
  co_return co_await read_contents();
}

// Of documents that were not read before.
Flow<Got<bool>> Poll::read_contents() {
  std::set<std::int64_t> known;
  for (const auto& [number, open] : organization_.open)
    known.insert(open.fetched.begin(), open.fetched.end());
  for (auto& [number, document] : documents_) {
    model::Attachment& attachment = document.attachment;
    if (!document.has_content || known.contains(number) || !is_looked_at(attachment.kind)) continue;
    if (attachment.bytes > file_bytes_max) {
      add_remark(remark_, attachment.name + " is too large to be read");
      continue;
    }
    const auto body = co_await read("/v1/documents/" + wire_id(Resource::document, number) + "/content");
    if (!body) {
      if (body.error().worth_retrying) co_return std::unexpected(body.error());
      add_remark(remark_, "a document is not handed out: " + body.error().error);
      continue;
    }
    const auto envelope = read_envelope(organization_.parser, *body);
    if (!envelope) co_return std::unexpected(envelope.error());
    auto bytes = base::base64_decode(text_in(envelope->data, "contentBase64"));
    if (bytes)
      attachment.on_its_way.bytes = std::make_shared<const std::string>(std::move(*bytes));
    else
      add_remark(remark_, "a document came in an unknown encoding");
  }
  co_return true;
}

}  // namespace articulator::connect::dentrix
