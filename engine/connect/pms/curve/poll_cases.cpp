// What the lab cases, patients and appointments that changed have to say.
#include "engine/base/hash.hpp"
#include "engine/connect/answer.hpp"
#include "engine/connect/pms/curve/ids.hpp"
#include "engine/connect/pms/curve/poll.hpp"

#include <algorithm>
#include <memory>
#include <utility>

namespace articulator::connect::curve {
namespace {

// Handed over at a time, so that no case waits until all are read (VAL-32).
constexpr std::size_t cases_of_a_poll_max = 10;
constexpr std::int64_t file_bytes_max = 8'000'000;

// What is known of the office holds no files.
model::CaseFile without_contents(model::CaseFile file) {
  for (model::Attachment& attachment : file.attachments)
    attachment.on_its_way.bytes.reset();
  return file;
}

bool is_looked_at(const model::Attachment& attachment) {
  return attachment.kind != model::AttachmentKind::form && attachment.kind != model::AttachmentKind::other;
}

}  // namespace

Flow<Got<bool>> Poll::read_cases() {
  while (!wanted_.empty()) {
    if (taken_.size() >= cases_of_a_poll_max) co_return false;
    auto entry = wanted_.extract(wanted_.begin());
    auto read = co_await read_case(std::move(entry.key()), std::move(entry.mapped()));
    if (!read) co_return read;
  }
  co_return true;
}

Flow<Got<bool>> Poll::read_case(std::string wire, Wanted wanted) {
  const model::CaseId id(log_id(lab_case_prefix, wire));
  const auto known = office_.open.find(id);
  if (known != office_.open.end() && known->second.row.revision >= wanted.revision) co_return true;
  if (wanted.row) co_return co_await take(*std::move(wanted.row));

  const base::HttpResponse& answer =
      co_await line().call(office_.api.get("/lab-cases/" + base::percent_encode(wire)));
  if (answer.status == 404) {
    if (!office_.open.contains(id)) co_return true;
    Taken taken{id, {}, false, {}};
    taken.happenings.emplace_back(model::CaseCancelled{"deleted in Curve"});
    taken_.push_back(std::move(taken));
    co_return true;
  }
  if (auto failed = failure_of(office_.parser, answer, line().now()))
    co_return std::unexpected(std::move(*failed));
  const auto body = read_body(office_.parser, answer);
  if (!body) co_return std::unexpected(unreadable(peer, body.error()));
  auto row = read_lab_case(*body, office_.access.fdi_teeth, office_.inner);
  if (row) co_return co_await take(*std::move(row));
  remark("a lab case was passed over: " + row.error().text());
  co_return true;
}

Flow<Got<bool>> Poll::take(LabCaseRow row) {
  remark(row.remark);
  row.file.lab = office_.lab_of(row.file.lab.text);
  const auto known = office_.open.find(row.id);
  if (known != office_.open.end()) {
    KnownCase before = known->second;
    co_return co_await take_known(std::move(row), std::move(before));
  }
  const auto finished = office_.finished.find(row.id);
  if (finished != office_.finished.end()) {
    // A complaint about delivered work; sent to the lab once more: a remake.
    Taken taken{row.id, {}, std::nullopt, {}};
    for (std::size_t i = finished->second.feedback; i < row.feedback.size(); ++i)
      taken.happenings.emplace_back(model::CaseFeedback{row.feedback[i]});
    const bool once_more = row.sent > finished->second.sent && row.received.empty() && !row.cancelled;
    if (once_more) co_return co_await take_new(std::move(row));
    if (!taken.happenings.empty()) {
      taken.known.row = std::move(row);
      taken.closes = true;
      taken_.push_back(std::move(taken));
    }
    co_return true;
  }
  const bool is_over = row.cancelled || !row.received.empty() || row.seated;
  if (row.sent.empty() || is_over) co_return true;  // the practice is still at it, or it was over before
  co_return co_await take_new(std::move(row));
}

Flow<Got<bool>> Poll::take_new(LabCaseRow row) {
  Taken taken{row.id, {}, std::nullopt, {}};
  // A remake's status was written in its earlier round, by nobody but us.
  taken.known.from_earlier_life = row.has_lab_work && !office_.finished.contains(row.id);
  auto completed = co_await complete(row, taken.known);
  if (!completed) co_return completed;
  taken.happenings.emplace_back(model::CaseReady{taken.known.file});
  taken.known.file = without_contents(std::move(taken.known.file));
  taken.known.row = std::move(row);
  taken_.push_back(std::move(taken));
  co_return true;
}

Flow<Got<bool>> Poll::take_known(LabCaseRow row, KnownCase known) {
  Taken taken{row.id, {}, std::nullopt, {}};
  if (row.cancelled) {
    taken.closes = false;
    taken.happenings.emplace_back(
        model::CaseCancelled{row.cancelled->empty() ? "cancelled in Curve" : *row.cancelled});
    taken_.push_back(std::move(taken));
    co_return true;
  }
  for (std::size_t i = known.row.feedback.size(); i < row.feedback.size(); ++i)
    taken.happenings.emplace_back(model::CaseFeedback{row.feedback[i]});
  // Back from the lab, and sent there once more: a remake, whether or not it was ever seated. Or sent off
  // anew before that, with whatever was amiss put right.
  const bool once_more = row.received.empty() && row.sent > known.row.sent;
  if (once_more && known.received) known.received = known.from_earlier_life = false;
  const bool newly_received = !row.received.empty() && !known.received;
  const model::CaseFile before = known.file;
  auto completed = co_await complete(row, known);
  if (!completed) co_return completed;
  if (row.sent.empty()) remark(row.id.text + " is no longer marked as sent, and goes on");
  const bool newly_seated = row.seated && !known.row.seated;
  if (newly_seated) known.file.appointment = before.appointment;
  if (once_more)
    taken.happenings.emplace_back(model::CaseReady{known.file});
  else if (known.file != before)
    taken.happenings.emplace_back(model::CaseUpdated{known.file, {}});
  if (newly_received) taken.happenings.emplace_back(model::CaseReceived{});
  if (newly_seated) {
    taken.happenings.emplace_back(model::CaseSeated{});
    taken.closes = true;
  }
  known.file = without_contents(std::move(known.file));
  known.received = known.received || newly_received;
  known.row = std::move(row);
  taken.known = std::move(known);
  taken_.push_back(std::move(taken));
  co_return true;
}

Flow<Got<bool>> Poll::complete(LabCaseRow& row, KnownCase& known) {
  auto patient = co_await read_patient_of(row.patient);
  if (!patient) co_return patient;
  const bool same_visit = row.appointment == known.row.appointment;
  known.file = row.file;
  if (!row.appointment.empty()) {
    const std::string path =
        "/appointments/" + base::percent_encode(wire_id(appointment_prefix, row.appointment));
    auto body = co_await fetch(office_.api, office_.parser, line(), path);
    if (!body && body.error().worth_retrying) co_return std::unexpected(std::move(body.error()));
    auto visit = body ? read_appointment(*body)
                      : base::Expected<AppointmentRow>(base::failure(row.appointment, body.error().error));
    if (!visit) {
      remark(visit.error().text());
    } else {
      if (visit->visit == Visit::scheduled) known.file.appointment = visit->appointment;
      if (!same_visit || known.appointment_revision == 0)
        known.appointment_was_complete = visit->visit == Visit::complete;
      known.appointment_revision = visit->revision;
    }
  } else {
    known.appointment_revision = 0;
  }
  co_return co_await fetch_files(row, known);
}

Flow<Got<bool>> Poll::fetch_files(const LabCaseRow& row, KnownCase& known) {
  for (std::size_t i = 0; i < row.files.size(); ++i) {
    const FileRow& file = row.files[i];
    const std::string mark = file.id + " " + file.attachment.sha256;
    if (!file.has_content || !is_looked_at(file.attachment) || known.fetched.contains(mark)) continue;
    if (file.attachment.bytes > file_bytes_max) {
      remark(file.id + " is too large to be fetched");
      continue;
    }
    const std::string path = "/files/" + base::percent_encode(file.id) + "/content";
    auto body = co_await fetch(office_.api, office_.parser, line(), path);
    if (!body && body.error().worth_retrying) co_return std::unexpected(std::move(body.error()));
    auto bytes = body ? base::base64_decode(text_in(*body, "contentBase64")) : std::nullopt;
    if (!bytes) {
      remark(file.id + " is not handed out" + (body ? "" : ": " + body.error().error));
      continue;
    }
    known.file.attachments[i].on_its_way.bytes = std::make_shared<const std::string>(*std::move(bytes));
    known.fetched.insert(mark);
  }
  co_return true;
}

Flow<Got<bool>> Poll::read_patient_of(std::string wire) {
  if (patients_.contains(wire)) co_return true;
  auto body = co_await fetch(office_.api, office_.parser, line(), "/patients/" + base::percent_encode(wire));
  if (!body && body.error().worth_retrying) co_return std::unexpected(std::move(body.error()));
  auto row = body ? read_patient(*body) : base::Expected<PatientRow>(base::failure(wire, body.error().error));
  if (!row) {
    remark(row.error().text());
    co_return true;
  }
  PatientReading reading{*std::move(row), {}};
  auto words = co_await stop_words_of(office_, line(), wire);
  if (!words && words.error().worth_retrying) co_return std::unexpected(std::move(words.error()));
  if (words)
    reading.words = *std::move(words);
  else
    remark(words.error().error);
  patients_.emplace(std::move(wire), std::move(reading));
  co_return true;
}

Flow<Got<bool>> Poll::read_others() {
  while (!wanted_patients_.empty()) {
    auto entry = wanted_patients_.extract(wanted_patients_.begin());
    auto read = co_await read_patient_of(std::move(entry.value()));
    if (!read) co_return read;
  }
  while (!wanted_appointments_.empty()) {
    auto entry = wanted_appointments_.extract(wanted_appointments_.begin());
    const model::AppointmentId id(log_id(appointment_prefix, entry.value()));
    const bool is_ours = std::ranges::any_of(
        office_.open, [&](const auto& open) { return open.second.row.appointment == id.text; });
    if (!is_ours) continue;
    const std::string path = "/appointments/" + base::percent_encode(entry.value());
    auto body = co_await fetch(office_.api, office_.parser, line(), path);
    if (!body && body.error().worth_retrying) co_return std::unexpected(std::move(body.error()));
    if (!body) {
      remark(body.error().error);
      continue;
    }
    auto row = read_appointment(*body);
    if (row)
      appointments_.push_back(*std::move(row));
    else
      remark(row.error().text());
  }
  co_return true;
}

}  // namespace articulator::connect::curve
