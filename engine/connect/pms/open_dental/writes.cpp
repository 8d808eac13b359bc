#include "engine/connect/pms/open_dental/writes.hpp"

#include "engine/base/json_writer.hpp"
#include "engine/connect/answer.hpp"
#include "engine/connect/pms/open_dental/instructions.hpp"
#include "engine/connect/pms/open_dental/local_time.hpp"
#include "engine/connect/pms/open_dental/patient_words.hpp"

#include <optional>
#include <string_view>
#include <utility>
#include <vector>

namespace articulator::connect::open_dental {
namespace {

constexpr std::size_t commlog_pages_max = 50;
// An attempt is retried for a day at most (RES-01), so what bears the same reference and is older than two
// was about an earlier round of the case.
constexpr base::Duration same_attempt = base::days(2);

std::unexpected<model::TaskFailed> refused(std::string error) {
  return std::unexpected(model::TaskFailed{false, std::nullopt, std::move(error)});
}

std::string path_of(std::string_view table, std::int64_t number) {
  return "/" + std::string(table) + "/" + std::to_string(number);
}

bool same_but_lab_block(const LabCaseRow& a, const LabCaseRow& b) {
  LabCaseRow like_b = a;
  like_b.stamp = b.stamp;
  like_b.instructions = b.instructions;
  return like_b == b && without_lab_block(a.instructions) == without_lab_block(b.instructions);
}

// After a write of ours the row is as we left it: the next poll need not wonder. Only where nobody else had
// touched it since the last one.
void adopt(Office& office, const LabCaseRow& before, const base::HttpResponse& answer) {
  const auto known = office.open.find(before.number);
  if (known == office.open.end() || known->second.row != before) return;
  const auto value = read_body(office.parser, answer);
  if (!value) return;
  auto after = read_lab_case(*value);
  if (after && same_but_lab_block(before, *after)) known->second.row = std::move(*after);
}

bool is_of_this_attempt(const CommlogRow& row, base::Instant now, const base::TimeZone& zone) {
  const auto at = read_local(row.at);
  if (!at || !*at) return true;  // better silent than twice
  return zone.instant(**at) + same_attempt > now;
}

// What the patient's commlogs say.
struct Heard {
  bool there = false;  // this very one has been written already
  bool no = false;     // the patient wants no such message
};

Flow<Got<Heard>> look_through(Office& office, Line& line, const Commlog& commlog, std::int64_t patient,
                              bool of_any_age) {
  const std::string path = "/commlogs?PatNum=" + std::to_string(patient);
  Heard heard;
  PatientWords words(commlog.mode);
  for (std::size_t page = 0; page < commlog_pages_max; ++page) {
    auto value = co_await fetch(office, line, page_of(path, page * page_rows));
    if (!value) co_return std::unexpected(std::move(value.error()));
    const std::vector<base::JsonValue> rows = value->elements();
    for (const base::JsonValue& element : rows) {
      words.hear(element);
      const auto row = read_commlog(element);
      if (!row) continue;
      if (row->note.find(commlog.reference) != std::string::npos &&
          (of_any_age || is_of_this_attempt(*row, line.now(), office.access.zone)))
        heard.there = true;
    }
    if (rows.size() < page_rows) break;
  }
  heard.no = words.say_no();
  co_return heard;
}

std::string body_of(const Commlog& commlog, std::int64_t patient) {
  std::string body;
  base::JsonWriter out(body);
  out.begin_object().member("PatNum", patient);
  out.member("Note", commlog.text + " " + commlog.reference);
  out.member("Mode_", commlog.mode).member("SentOrReceived", commlog.sent_or_received).end_object();
  return body;
}

// A case that was under way when this connector first saw it: an earlier one may have written.
bool is_from_earlier_life(const Office& office, const model::CaseId& id) {
  const auto number = number_of(id);
  const auto known = number ? office.open.find(*number) : office.open.end();
  return known != office.open.end() && known->second.had_lab_block;
}

Flow<Outcome> post_commlog(Office& office, Line& line, const Commlog& commlog, std::int64_t patient) {
  const base::HttpResponse& answer =
      co_await line.call(office.api.post("/commlogs", body_of(commlog, patient)));
  if (auto failed = failure_of(answer, line.now())) co_return std::unexpected(std::move(*failed));
  co_return model::TaskDone{};
}

std::optional<bool> consent(const model::Patient& patient, model::Medium medium) {
  switch (medium) {
    case model::Medium::sms:
      return patient.sms;
    case model::Medium::portal:
      return patient.portal;
    case model::Medium::email:
      return patient.email;
  }
  return std::nullopt;
}

void withdraw(model::Patient& patient, model::Medium medium) {
  if (medium == model::Medium::sms) patient.sms = false;
  if (medium == model::Medium::email) patient.email = false;
}

}  // namespace

Flow<Outcome> StatusTask::run(bool) {
  const auto number = number_of(status_.case_id);
  if (!number) co_return refused(status_.case_id.text + " is no lab case of Open Dental");
  const std::string path = path_of("labcases", *number);
  auto value = co_await fetch(office_, line(), path);
  if (!value) co_return std::unexpected(std::move(value.error()));
  const auto row = read_lab_case(*value);
  if (!row) co_return refused("a lab case cannot be read: " + row.error().text());
  std::string instructions = with_lab_block(row->instructions, status_);
  if (instructions == row->instructions) co_return model::TaskDone{{}, "already there", false};

  std::string body;
  base::JsonWriter(body).begin_object().member("Instructions", instructions).end_object();
  const base::HttpResponse& answer = co_await line().call(office_.api.put(path, std::move(body)));
  if (auto failed = failure_of(answer, line().now())) co_return std::unexpected(std::move(*failed));
  adopt(office_, *row, answer);
  co_return model::TaskDone{};
}

Flow<Outcome> NoteTask::run(bool may_have_happened) {
  const auto patient = number_of(note_.patient);
  if (!patient) co_return refused(note_.patient.text + " is no patient of Open Dental");
  const bool earlier = is_from_earlier_life(office_, note_.case_id);
  if (may_have_happened || tried_ || earlier) {
    auto heard = co_await look_through(office_, line(), note_, *patient, earlier);
    if (!heard) co_return std::unexpected(std::move(heard.error()));
    if (heard->there) co_return model::TaskDone{{}, "already there", false};
  }
  tried_ = true;
  co_return co_await post_commlog(office_, line(), note_, *patient);
}

Flow<Outcome> NotifyTask::run(bool may_have_happened) {
  const auto number = number_of(message_.patient);
  if (!number) co_return refused(message_.patient.text + " is no patient of Open Dental");
  const bool earlier = is_from_earlier_life(office_, message_.case_id);
  auto heard = co_await look_through(office_, line(), message_, *number, earlier);
  if (!heard) co_return std::unexpected(std::move(heard.error()));
  auto value = co_await fetch(office_, line(), path_of("patients", *number));
  if (!value) co_return std::unexpected(std::move(value.error()));
  const auto row = read_patient(*value);
  if (!row) co_return refused("a patient cannot be read: " + row.error().text());
  model::Patient patient = row->patient;
  // The office's flag does not follow what a patient writes: STOP counts whatever the flag says.
  if (heard->no) withdraw(patient, medium_);
  if (consent(patient, medium_) != true) {
    model::TaskDone done{{}, "consent withdrawn: not sent", false};
    done.events.push_back({line().now(), {}, {}, model::PatientUpdated{std::move(patient)}});
    if (office_.patients.contains(*number)) office_.patients[*number] = *row;
    co_return done;
  }
  if (heard->there && (may_have_happened || tried_ || earlier))
    co_return model::TaskDone{{}, "already there", false};
  tried_ = true;
  co_return co_await post_commlog(office_, line(), message_, *number);
}

}  // namespace articulator::connect::open_dental
