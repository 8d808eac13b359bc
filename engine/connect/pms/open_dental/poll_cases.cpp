// What the lab cases that differ have to say.
#include "engine/connect/pms/open_dental/instructions.hpp"
#include "engine/connect/pms/open_dental/poll.hpp"

#include <algorithm>
#include <string>
#include <utility>

namespace articulator::connect::open_dental {
namespace {

// What is known of the office holds no files.
model::CaseFile without_contents(model::CaseFile file) {
  for (model::Attachment& attachment : file.attachments)
    attachment.on_its_way.bytes.reset();
  return file;
}

}  // namespace

Flow<Got<bool>> Poll::take_changed() {
  std::vector<std::int64_t> order;
  for (const auto& [number, row] : found_.changed)
    order.push_back(number);
  // A case that a poll stumbled over waits behind the others, so that it blocks none of them.
  const auto stumbles = [this](std::int64_t number) {
    const auto found = office_.stumbles.find(number);
    return found == office_.stumbles.end() ? 0 : found->second;
  };
  std::sort(order.begin(), order.end(), [&](std::int64_t a, std::int64_t b) {
    return std::pair(stumbles(a), a) < std::pair(stumbles(b), b);
  });
  const std::size_t read_before = found_.cases_read;
  for (const std::int64_t number : order) {
    if (found_.cases_read > read_before) co_return false;
    LabCaseRow row = std::move(found_.changed.extract(number).mapped());
    const auto known = office_.open.find(number);
    Got<bool> taken = true;
    if (known != office_.open.end())
      taken = co_await take_known(std::move(row), known->second);
    else if (!is_over(number) ||
             is_sent_once_more(row))  // a table event may have closed it since the list was made
      taken = co_await take_new(std::move(row));
    if (taken) continue;
    ++office_.stumbles[number];
    co_return taken;
  }
  co_return true;
}

bool Poll::is_over(std::int64_t number) const {
  const auto closed = office_.closed.find(number);
  return closed != office_.closed.end() && closed->second == Closing::finished;
}

Flow<Got<bool>> Poll::take_new(LabCaseRow row) {
  ++found_.cases_read;
  auto reading = co_await read_case(office_, line(), row, found_.readings, FetchedDocuments());
  if (!reading) co_return std::unexpected(std::move(reading.error()));
  add_remark(remark_, reading->remark);
  Taken taken;
  taken.number = row.number;
  taken.is_new = true;
  taken.patient = std::move(reading->patient);
  taken.known.row = std::move(row);
  taken.known.file = without_contents(reading->file);
  // A remake's block was written in its earlier round, by nobody but us.
  taken.known.had_lab_block = reading->had_lab_block && !office_.finished.contains(taken.number);
  taken.known.fetched = std::move(reading->fetched);
  if (reading->appointment) {
    taken.known.appointment_stamp = reading->appointment->stamp;
    taken.known.appointment_was_complete = reading->appointment->status == AptStatus::complete;
  }
  taken.happenings.emplace_back(model::CaseReady{std::move(reading->file)});
  taken_.push_back(std::move(taken));
  co_return true;
}

Flow<Got<bool>> Poll::take_known(LabCaseRow row, KnownCase known) {
  Taken taken;
  taken.number = row.number;
  const Instructions instructions = read_instructions(row.instructions);
  if (const std::string* reason = instructions.find("cancelled")) {
    taken.closes = Closing::cancelled;
    taken.happenings.emplace_back(
        model::CaseCancelled{reason->empty() ? "cancelled in Open Dental" : *reason});
    taken_.push_back(std::move(taken));
    co_return true;
  }
  const std::string feedback = feedback_in(row.instructions);
  if (!feedback.empty() && feedback != feedback_in(known.row.instructions))
    taken.happenings.emplace_back(model::CaseFeedback{feedback});
  // Back from the lab, and sent there once more: a remake, whether or not it was ever seated. Or sent off
  // anew before that, with whatever was amiss put right.
  const bool once_more = !is_set(row.received) && row.sent > known.row.sent;
  if (once_more && known.received) known.received = known.had_lab_block = false;
  const bool newly_received = is_set(row.received) && !known.received;
  LabCaseRow but_received = known.row;
  but_received.received = row.received;
  but_received.stamp = row.stamp;
  if (!newly_received || but_received != row) {
    ++found_.cases_read;
    auto reading = co_await read_case(office_, line(), row, found_.readings, known.fetched);
    if (!reading) co_return std::unexpected(std::move(reading.error()));
    add_remark(remark_, reading->remark);
    if (!is_set(row.sent))
      add_remark(remark_, case_id(row.number).text + " is no longer marked as sent, and goes on");
    const bool complete = reading->appointment && reading->appointment->status == AptStatus::complete;
    const bool same_visit = row.appointment == known.row.appointment;
    if (complete && same_visit) reading->file.appointment = known.file.appointment;
    if (once_more)
      taken.happenings.emplace_back(model::CaseReady{reading->file});
    else if (reading->file != known.file)
      taken.happenings.emplace_back(model::CaseUpdated{reading->file, {}});
    if (newly_received) taken.happenings.emplace_back(model::CaseReceived{});
    if (complete && same_visit && !known.appointment_was_complete) {
      taken.happenings.emplace_back(model::CaseSeated{});
      taken.closes = Closing::finished;
    }
    if (!same_visit) known.appointment_was_complete = complete;
    known.appointment_stamp = reading->appointment ? reading->appointment->stamp : std::string();
    known.file = without_contents(std::move(reading->file));
    known.fetched = std::move(reading->fetched);
    taken.patient = std::move(reading->patient);
  } else {
    taken.happenings.emplace_back(model::CaseReceived{});
  }
  known.received = known.received || newly_received;
  known.row = std::move(row);
  taken.known = std::move(known);
  taken_.push_back(std::move(taken));
  co_return true;
}

}  // namespace articulator::connect::open_dental
