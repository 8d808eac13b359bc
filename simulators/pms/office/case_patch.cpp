#include "simulators/pms/office/case_patch.hpp"

#include "simulators/pms/office/arguments.hpp"
#include "simulators/pms/office/attachments.hpp"
#include "simulators/pms/office/facts.hpp"
#include "simulators/pms/office/prescription.hpp"

#include <charconv>

#include <fmt/format.h>

namespace articulator::simulators::office {
namespace {

// "/set/~1prescription~1shade" would be the strict pointer; the pointer itself is what its writer looks for.
std::unexpected<base::Error> cannot(std::string_view pointer, std::string what, std::string to_do) {
  return base::failure(fmt::format("/set \"{}\"", pointer), std::move(what), std::move(to_do));
}

// "Dentsply Sirona" is "dentsply-sirona".
std::string as_id(std::string_view name) {
  std::string id(name);
  for (char& c : id) {
    if (c >= 'A' && c <= 'Z') c = static_cast<char>(c - 'A' + 'a');
    if (c == ' ' || c == '_') c = '-';
  }
  return id;
}

// -1: not one of these.
std::int64_t position_of(std::string_view index, std::size_t count) {
  if (index == "-") return static_cast<std::int64_t>(count);
  std::int64_t at = -1;
  const char* end = index.data() + index.size();
  const auto read = std::from_chars(index.data(), end, at);
  const bool whole = read.ec == std::errc() && read.ptr == end;
  return whole && at >= 0 && at <= static_cast<std::int64_t>(count) ? at : -1;
}

}  // namespace

std::string name_of_lab(const Setup& setup, std::string_view lab) {
  for (const std::string& name : setup.labs)
    if (as_id(name) == as_id(lab)) return name;
  return std::string(lab);
}

void CasePatch::put(Members& members, std::string_view key, std::string json) {
  for (auto& [name, old] : members) {
    if (name != key) continue;
    old = std::move(json);
    return;
  }
  members.emplace_back(key, std::move(json));
}

base::Expected<void> CasePatch::set(std::string_view pointer, const base::JsonValue& value) {
  constexpr std::string_view prescription = "/prescription/";
  constexpr std::string_view implant = "/prescription/implant/";
  constexpr std::string_view prescriber = "/prescriber/";
  constexpr std::string_view attachments = "/attachments/";
  if (pointer.starts_with(implant)) {
    const std::string_view key = pointer.substr(implant.size());
    if (!set_value(row_.prescription, fmt::format("implant.{}", key), value))
      return cannot(pointer, "is no value for a prescription", "write text, a number, true or false");
    put(implant_, key, value.dump());
    return {};
  }
  if (pointer.starts_with(prescription))
    return set_prescription(pointer, pointer.substr(prescription.size()), value);
  if (pointer.starts_with(prescriber))
    return set_prescriber(pointer, pointer.substr(prescriber.size()), value);
  if (pointer.starts_with(attachments))
    return set_attachment(pointer, pointer.substr(attachments.size()), value);
  if (pointer == "/prescription" && value.is(base::JsonKind::object)) {
    for (const base::JsonValue::Member& member : value.members())
      if (auto done = set_prescription(pointer, member.key, member.value); !done) return done;
    return {};
  }
  if (pointer == "/attachments") return set_attachments(pointer, value);
  if (pointer == "/appointment") return set_appointment(pointer, value);
  if (pointer == "/notes" || pointer == "/lab") {
    const std::string text(value.text().value_or(""));
    if (pointer == "/notes") {
      row_.notes = text;
    } else {
      row_.lab = text;
      row_.lab_name = name_of_lab(office_.setup(), text);
    }
    put(top_, pointer.substr(1), value.dump());
    return {};
  }
  return cannot(pointer, "is nothing that a case can change",
                "write /prescription/..., /notes, /lab, /prescriber/..., /attachments/... or /appointment");
}

base::Expected<void> CasePatch::set_prescription(std::string_view pointer, std::string_view key,
                                                 const base::JsonValue& value) {
  if (!set_value(row_.prescription, key, value))
    return cannot(pointer, "is no value for a prescription",
                  "write text, a number, true or false, or a list of these");
  put(prescription_, key, value.dump());
  return {};
}

base::Expected<void> CasePatch::set_prescriber(std::string_view pointer, std::string_view key,
                                               const base::JsonValue& value) {
  put(prescriber_, key, value.dump());
  if (key == "signed") {
    row_.is_signed = value.boolean();
    return {};
  }
  if (!provider_) {
    const Provider* before = office_.provider(row_.provider);
    if (before == nullptr) return cannot(pointer, "has no prescriber to change", "send the case with one");
    provider_ = *before;
  }
  const std::string text(value.text().value_or(""));
  if (key == "name")
    provider_->name = text;
  else if (key == "license")
    provider_->license = text;
  else
    return cannot(pointer, "is no part of a prescriber", "write name, license or signed");
  return {};
}

base::Expected<void> CasePatch::set_attachment(std::string_view pointer, std::string_view index,
                                               const base::JsonValue& value) {
  const std::size_t count = row_.attachments.size();
  const std::int64_t at = position_of(index, count);
  const bool at_end = at == static_cast<std::int64_t>(count);
  const bool removal = value.is(base::JsonKind::null);
  if (at < 0 || (removal && at_end))
    return cannot(pointer, fmt::format("is not one of the {} attachments", count), "write 0, 1, ... or -");
  attachments_changed_ = true;
  if (removal) {
    row_.attachments.erase(row_.attachments.begin() + at);
    return {};
  }
  auto attachment = read_attachment(value, std::string(pointer));
  if (!attachment) return std::unexpected(attachment.error());
  if (at_end)
    row_.attachments.push_back(*std::move(attachment));
  else
    row_.attachments[static_cast<std::size_t>(at)] = *std::move(attachment);
  return {};
}

base::Expected<void> CasePatch::set_attachments(std::string_view pointer, const base::JsonValue& value) {
  attachments_changed_ = true;
  row_.attachments.clear();
  for (const base::JsonValue& element : value.elements()) {
    auto attachment = read_attachment(element, std::string(pointer));
    if (!attachment) return std::unexpected(attachment.error());
    row_.attachments.push_back(*std::move(attachment));
  }
  return {};
}

base::Expected<void> CasePatch::set_appointment(std::string_view pointer, const base::JsonValue& value) {
  if (value.is(base::JsonKind::null)) {
    row_.appointment.clear();
    appointment_.reset();
    put(top_, "appointment", "null");
    return {};
  }
  base::ObjectReader reader(value, std::string(pointer));
  const AppointmentSaid said = read_appointment_said(office_, reader);
  if (reader.error()) return std::unexpected(*reader.error());
  appointment_ = appointment_of(office_, said, row_.patient, row_.provider);
  if (appointment_->lab_case.empty()) appointment_->lab_case = row_.id;
  row_.appointment = said.id;
  std::string json;
  base::JsonWriter writer(json);
  write_appointment(writer, *appointment_, "id", said.start_text);
  put(top_, "appointment", std::move(json));
  return {};
}

std::string CasePatch::data() const {
  std::string data;
  base::JsonWriter writer(data);
  const auto write = [](base::JsonWriter& into, const Members& members) {
    for (const auto& [name, json] : members)
      into.key(name).raw(json);
  };
  Members prescription = prescription_;
  if (!implant_.empty()) {
    std::string json;
    base::JsonWriter nested(json);
    nested.begin_object();
    write(nested, implant_);
    nested.end_object();
    put(prescription, "implant", std::move(json));
  }
  writer.begin_object();
  for (const auto& [key, members] :
       {std::pair<std::string_view, const Members*>{"prescription", &prescription},
        {"prescriber", &prescriber_}}) {
    if (members->empty()) continue;
    writer.key(key).begin_object();
    write(writer, *members);
    writer.end_object();
  }
  write(writer, top_);
  if (attachments_changed_) {
    writer.key("attachments");
    write_attachments(writer, row_.attachments);
  }
  writer.end_object();
  return data;
}

}  // namespace articulator::simulators::office
