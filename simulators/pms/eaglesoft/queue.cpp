#include "simulators/pms/eaglesoft/queue.hpp"

#include <algorithm>
#include <utility>

#include <fmt/format.h>

namespace articulator::simulators::eaglesoft {
namespace {

std::string number_in(std::string_view id) {
  return std::string(id.substr(std::min(id.find('-') + 1, id.size())));
}

}  // namespace

void Queue::feed(const office::Office& office) {
  for (const office::Change& change : office.changes_after(revision_)) {
    revision_ = change.revision;
    QueueMessage message;
    message.key = number_in(change.id);
    message.at = change.at;
    if (change.kind == office::Kind::lab_case) message.kind = "LabCase";
    if (change.kind == office::Kind::patient) message.kind = "Patient";
    if (change.kind == office::Kind::appointment) message.kind = "Appointment";
    if (change.kind == office::Kind::message) {
      const auto found = office.messages().find(change.id);
      if (found == office.messages().end() || found->second.direction != office::Direction::from_patient)
        continue;
      message.kind = "PatientMessage";
      message.key = number_in(found->second.patient);
    }
    if (message.kind.empty()) continue;
    message.id = fmt::format("{}\\{}", installation_, ++last_id_);
    messages_.push_back(std::move(message));
  }
}

std::vector<const QueueMessage*> Queue::lease_next(std::size_t max, base::Instant now) {
  std::size_t out = 0;
  for (QueueMessage& message : messages_) {
    if (message.leased_until && *message.leased_until <= now) message.leased_until.reset();
    if (message.leased_until) ++out;
  }
  std::vector<const QueueMessage*> leased;
  for (QueueMessage& message : messages_) {
    if (leased.size() == max || out + leased.size() == leased_max) break;
    if (message.leased_until) continue;
    message.leased_until = now + lease;
    leased.push_back(&message);
  }
  return leased;
}

bool Queue::acknowledge(std::string_view id) {
  const auto found = std::ranges::find(messages_, id, &QueueMessage::id);
  if (found == messages_.end()) return false;
  messages_.erase(found);
  return true;
}

void Queue::let_leases_lapse() {
  for (QueueMessage& message : messages_)
    message.leased_until.reset();
}

void Queue::begin_anew(std::string installation, std::uint64_t revision) {
  installation_ = std::move(installation);
  revision_ = revision;
  messages_.clear();
}

}  // namespace articulator::simulators::eaglesoft
