// What the lab cases that changed have to say.
#include "engine/connect/pms/dentrix/assembly.hpp"
#include "engine/connect/pms/dentrix/ids.hpp"
#include "engine/connect/pms/dentrix/poll.hpp"

#include <algorithm>

namespace articulator::connect::dentrix {
namespace {

// A case sent longer ago and still outstanding is forgotten paper, not news, when the engine first sees the
// office: no product takes the lab two months.
constexpr base::Duration history_after = base::days(60);

// What is known of the office holds no files.
model::CaseFile without_contents(model::CaseFile file) {
  for (model::Attachment& attachment : file.attachments)
    attachment.on_its_way.bytes.reset();
  return file;
}

std::string name_of(const LabCaseRow& row) {
  return log_id(Resource::lab_case, row.number);
}

}  // namespace

void Poll::consider(LabCaseRow row) {
  if (const auto open = organization_.open.find(row.number); open != organization_.open.end()) {
    // A list that several polls hand over shows again what the first of them took.
    const KnownCase& known = open->second;
    const bool same = !needs_reading(row) && !row.deleted && !row.void_reason &&
                      row.received == known.received && row.remarks.size() == known.remarks;
    if (!same) changed_.push_back(std::move(row));
    return;
  }
  if (row.deleted) return;
  const auto closed = organization_.closed.find(row.number);
  if (closed == organization_.closed.end()) return consider_unknown(std::move(row));
  consider_closed(std::move(row), closed->second);
}

void Poll::consider_closed(LabCaseRow row, const Closed& before) {
  if (row.remarks.size() > before.remarks && before.how == Closing::finished) {
    const auto first = row.remarks.begin() + static_cast<std::ptrdiff_t>(before.remarks);
    complaints_[row.number] = {row.remarks.size(), {first, row.remarks.end()}};
  }
  if (row.void_reason || row.received || !row.sent) return;
  const bool is_sent_once_more = !before.sent || *row.sent > *before.sent;
  // The receipt of a case that was history is taken back: the lab has it, and it is waited for again.
  if (before.how == Closing::history && !is_sent_once_more) followed_.insert(row.number);
  if (before.how == Closing::finished && !is_sent_once_more) return;
  changed_.push_back(std::move(row));
}

void Poll::consider_unknown(LabCaseRow row) {
  if (!row.sent) return;  // the practice is still at it
  const base::Instant forgotten = organization_.unfinished->started - history_after;
  const bool is_over = row.received || (!organization_.primed && *row.sent < forgotten);
  if (row.void_reason || is_over) {
    const Closing how = row.void_reason ? Closing::cancelled : Closing::history;
    history_.emplace_back(row.number, Closed{how, row.sent, row.remarks.size()});
    return;
  }
  // Sent before the first look and not outstanding then: it is so again.
  if (organization_.primed && *row.sent < organization_.primed_at) followed_.insert(row.number);
  changed_.push_back(std::move(row));
}

bool Poll::needs_reading(const LabCaseRow& row) const {
  if (row.deleted || row.void_reason) return false;
  const auto known = organization_.open.find(row.number);
  return known == organization_.open.end() || known->second.content != row.content ||
         known->second.sent != row.sent;
}

// The case as it stands, with all that it refers to.
KnownCase Poll::whole(const LabCaseRow& row) {
  KnownCase known;
  known.content = row.content;
  known.sent = row.sent;
  known.remarks = row.remarks.size();
  known.received = row.received;
  known.had_tracking = row.has_tracking;
  CaseParts parts;
  parts.content = row.content;
  parts.lab = organization_.lab_of(row.content.lab);
  if (const auto provider = providers_.find(row.content.provider); provider != providers_.end())
    parts.provider = provider->second;
  if (const auto visit = appointments_.find(row.content.appointment); visit != appointments_.end()) {
    known.appointment_modified = visit->second.modified;
    known.appointment_was_complete = visit->second.standing == Standing::complete;
    if (visit->second.standing == Standing::scheduled) parts.appointment = visit->second.appointment;
  }
  for (const std::int64_t number : row.content.documents) {
    const auto document = documents_.find(number);
    if (document == documents_.end()) {  // VAL-26: named by the case, and not there
      model::Attachment absent;
      absent.name = "document " + std::to_string(number);
      absent.content.emplace().absent = true;
      parts.attachments.push_back(std::move(absent));
      continue;
    }
    parts.attachments.push_back(document->second.attachment);
    if (document->second.attachment.on_its_way.bytes) known.fetched.insert(number);
  }
  parts.fdi_teeth = organization_.session.access.fdi_teeth;
  auto file = assemble(parts, organization_.parser, remark_);
  if (file) {
    known.file = *std::move(file);
    return known;
  }
  add_remark(remark_, name_of(row) + ": " + file.error().text());
  known.file.patient = model::PatientId(log_id(Resource::patient, row.content.patient));
  known.file.lab = parts.lab;
  return known;
}

void Poll::take(const LabCaseRow& row) {
  const auto open = organization_.open.find(row.number);
  if (open != organization_.open.end()) return take_known(row, open->second);
  Taken taken{row.number, true, whole(row)};
  // A remake's tracking was written in its earlier round, by nobody but us.
  const auto closed = organization_.closed.find(row.number);
  if (closed != organization_.closed.end() && closed->second.how == Closing::finished)
    taken.known.had_tracking = false;
  if (followed_.contains(row.number))
    add_remark(remark_, name_of(row) + " is outstanding again, and no new case");
  else
    taken.happenings.emplace_back(model::CaseReady{taken.known.file});
  taken.known.file = without_contents(std::move(taken.known.file));
  taken_.push_back(std::move(taken));
}

// Done or not at this visit; another visit, or one that was done before the case was first seen, seats
// nothing.
void Poll::look_at_visit(const LabCaseRow& row, const KnownCase& before, Taken& taken) {
  const bool same_visit = row.content.appointment == before.content.appointment;
  const auto visit = appointments_.find(row.content.appointment);
  const bool complete = visit != appointments_.end() && visit->second.standing == Standing::complete;
  if (!same_visit) return;
  taken.known.appointment_was_complete = before.appointment_was_complete;
  if (!complete) return;
  taken.known.file.appointment = before.file.appointment;
  if (before.appointment_was_complete) return;
  taken.closes = Closing::finished;
}

void Poll::take_known(const LabCaseRow& row, KnownCase known) {
  Taken taken;
  taken.number = row.number;
  if (row.deleted || row.void_reason) {
    std::string reason = row.void_reason.value_or("");
    if (reason.empty()) reason = row.deleted ? "deleted in Dentrix" : "voided in Dentrix";
    taken.known = std::move(known);
    taken.closes = row.deleted ? Closing::finished : Closing::cancelled;
    taken.happenings.emplace_back(model::CaseCancelled{std::move(reason)});
    taken_.push_back(std::move(taken));
    return;
  }
  for (std::size_t i = known.remarks; i < row.remarks.size(); ++i)
    taken.happenings.emplace_back(model::CaseFeedback{row.remarks[i]});
  // A remake; or sent off anew before it was back, with whatever was amiss put right.
  const bool once_more = !row.received && row.sent && known.sent && *row.sent > *known.sent;
  const bool newly_received = row.received && !known.received;
  if (known.received && !row.received && !once_more)
    add_remark(remark_, name_of(row) + " is outstanding again, and no new case");
  if (needs_reading(row)) {
    taken.known = whole(row);
    taken.known.had_tracking = known.had_tracking && !(once_more && known.received);
    taken.known.fetched.insert(known.fetched.begin(), known.fetched.end());
    look_at_visit(row, known, taken);
    if (once_more)
      taken.happenings.emplace_back(model::CaseReady{taken.known.file});
    else if (taken.known.file != known.file)
      taken.happenings.emplace_back(model::CaseUpdated{taken.known.file, {}});
    taken.known.file = without_contents(std::move(taken.known.file));
  } else {
    taken.known = std::move(known);
    taken.known.remarks = row.remarks.size();
    taken.known.received = row.received;
  }
  if (newly_received) taken.happenings.emplace_back(model::CaseReceived{});
  if (taken.closes == Closing::finished) taken.happenings.emplace_back(model::CaseSeated{});
  taken_.push_back(std::move(taken));
}

}  // namespace articulator::connect::dentrix
