#include "simulators/pms/office/office.hpp"

#include "engine/base/assert.hpp"
#include "simulators/pms/office/consent.hpp"
#include "simulators/pms/office/ids.hpp"

#include <algorithm>
#include <tuple>
#include <utility>

namespace articulator::simulators::office {
namespace {

constexpr std::size_t digits_max = 18;

template <typename Row>
const Row* found_in(const Office::Rows<Row>& rows, std::string_view id) {
  const auto found = rows.find(id);
  return found == rows.end() ? nullptr : &found->second;
}

// What sorts LC-2 before LC-10.
std::tuple<std::string_view, std::size_t, std::string_view> sort_key(std::string_view id) {
  const std::size_t dash = id.rfind('-');
  const std::size_t prefix = dash == std::string_view::npos ? 0 : dash + 1;
  const std::string_view rest = id.substr(prefix);
  return {id.substr(0, prefix), rest.size(), rest};
}

}  // namespace

std::optional<std::int64_t> id_number(std::string_view id, std::string_view prefix) {
  if (!id.starts_with(prefix)) return std::nullopt;
  const std::string_view digits = id.substr(prefix.size());
  if (digits.empty() || digits.size() > digits_max || digits.front() == '0') return std::nullopt;
  std::int64_t number = 0;
  for (const char c : digits) {
    if (c < '0' || c > '9') return std::nullopt;
    number = number * 10 + (c - '0');
  }
  return number;
}

bool Office::ById::operator()(std::string_view a, std::string_view b) const {
  return sort_key(a) < sort_key(b);
}

Office::Office(Setup setup) : setup_(std::move(setup)) {
  ART_ASSERT(!setup_.practice.empty() && !setup_.vendor.empty());
  ART_ASSERT(0 <= setup_.hours.open_minute && setup_.hours.open_minute < setup_.hours.close_minute &&
             setup_.hours.close_minute <= 24 * 60);
}

const Patient* Office::patient(std::string_view id) const {
  return found_in(patients_, id);
}
const Provider* Office::provider(std::string_view id) const {
  return found_in(providers_, id);
}
const LabCase* Office::lab_case(std::string_view id) const {
  return found_in(lab_cases_, id);
}
const Appointment* Office::appointment(std::string_view id) const {
  return found_in(appointments_, id);
}

const Attachment* Office::attachment(std::string_view id, const LabCase** of) const {
  for (const auto& [number, row] : lab_cases_) {
    const auto found = std::ranges::find(row.attachments, id, &Attachment::id);
    if (found == row.attachments.end()) continue;
    if (of != nullptr) *of = &row;
    return &*found;
  }
  return nullptr;
}

Consents Office::consents(const Patient& patient) const {
  Consents consents{patient.sms, patient.portal, patient.mail};
  for (const auto& [medium, consent] :
       {std::pair{"sms", &consents.sms}, {"portal", &consents.portal}, {"email", &consents.mail}})
    if (taken_back(messages_, patient.id, medium)) *consent = false;
  return consents;
}

std::span<const Change> Office::changes_after(std::uint64_t revision) const {
  const auto first = static_cast<std::size_t>(std::min<std::uint64_t>(revision, changes_.size()));
  return std::span(changes_).subspan(first);  // the first change is revision 1
}

std::uint64_t Office::changed(Kind kind, Action action, std::string id, base::Instant now) {
  changes_.push_back({++revision_, now, kind, action, std::move(id)});
  ART_ASSERT(changes_.size() == revision_);
  return revision_;
}

void Office::keep_case(LabCase row, base::Instant now) {
  const LabCase* before = lab_case(row.id);
  const std::string left = before == nullptr ? std::string{} : before->appointment;
  const std::string taken = row.appointment;
  keep(lab_cases_, std::move(row), Kind::lab_case, now);
  if (left != taken) link(left, now);
  link(taken, now);
}

// Several cases may have one appointment; the first of them is what it is for.
void Office::link(std::string_view appointment, base::Instant now) {
  const auto found = appointments_.find(appointment);
  if (found == appointments_.end()) return;
  Appointment row = found->second;
  row.lab_case.clear();
  for (const auto& [id, candidate] : lab_cases_) {
    if (candidate.appointment != appointment) continue;
    row.lab_case = id;
    break;
  }
  keep(appointments_, std::move(row), Kind::appointment, now);
}

void Office::keep_provider(std::string_view id, base::Instant now) {
  if (id.empty() || providers_.contains(id)) return;
  Provider row;
  row.id = id;
  keep(providers_, std::move(row), Kind::provider, now);
}

std::string text_of(const RxValue& value) {
  base::JsonParser parser;
  const auto json = parser.parse(value.json);
  return json ? std::string(json->text().value_or("")) : std::string{};
}

const RxValue* find(const std::vector<RxValue>& prescription, std::string_view key) {
  const auto found = std::ranges::find(prescription, key, &RxValue::key);
  return found == prescription.end() ? nullptr : &*found;
}

}  // namespace articulator::simulators::office
