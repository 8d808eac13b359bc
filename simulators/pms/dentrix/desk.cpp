#include "simulators/pms/dentrix/desk.hpp"

#include <algorithm>
#include <array>

namespace articulator::simulators::dentrix {
namespace {

office::Setup office_setup(const Config& config) {
  office::Setup setup;
  setup.practice = config.practice;
  setup.vendor = "dentrix";
  setup.zone = config.zone;
  setup.labs = config.labs;
  return setup;
}

// Of the product's own list [D], those of a visit that is still to come or under way, and the one that never
// came.
constexpr std::array<std::string_view, 9> words{
    {"UNCONFIRMED", "LEFT_MESSAGE", "CONFIRMED", "LATE", "HERE", "READY", "CHAIR", "CHECKOUT", "NO_SHOW"}};

}  // namespace

Desk::Desk(const Config& config) : office(office_setup(config)), labs(config.labs) {}

LabCaseView Desk::view(const office::LabCase& row) {
  LabCaseView view{row.received.has_value(), row.stamp.changed, {}};
  const auto found = reopened.find(row.id);
  if (found != reopened.end() && row.received == found->second.receipt) {
    view.received = false;
    view.modified = std::max(view.modified, found->second.at);
  }
  const std::string& name = row.lab_name.empty() ? row.lab : row.lab_name;
  if (name.empty()) return view;
  auto lab = std::ranges::find(labs, name);
  if (lab == labs.end()) lab = labs.insert(labs.end(), name);
  view.lab = "LAB-" + std::to_string(lab - labs.begin() + 1);
  return view;
}

std::string Desk::status(const office::Appointment& row) const {
  if (row.visit == office::Visit::complete) return "COMPLETE";
  if (row.visit == office::Visit::broken) return "BROKEN";
  const auto found = shown.find(row.id);
  return found == shown.end() ? "UNCONFIRMED" : found->second.word;
}

base::Instant Desk::modified(const office::Appointment& row) const {
  const auto found = shown.find(row.id);
  return found == shown.end() ? row.stamp.changed : std::max(row.stamp.changed, found->second.at);
}

base::Expected<void> Desk::reopen(const std::string& lab_case, base::Instant now) {
  const office::LabCase* row = office.lab_case(lab_case);
  if (row == nullptr || !row->received)
    return base::failure("/case", lab_case + " is no case that was received back");
  reopened[lab_case] = {*row->received, now};
  return {};
}

base::Expected<void> Desk::show(const std::string& appointment, const std::string& word, base::Instant now) {
  if (office.appointment(appointment) == nullptr)
    return base::failure("/appointment", "there is no appointment " + appointment);
  if (std::ranges::find(words, word) == words.end())
    return base::failure("/status", word + " is no status that an appointment here can show");
  shown[appointment] = {word, now};
  return {};
}

}  // namespace articulator::simulators::dentrix
