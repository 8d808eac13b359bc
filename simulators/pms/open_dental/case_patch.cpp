#include "simulators/pms/open_dental/case_patch.hpp"

#include "simulators/pms/open_dental/act_arguments.hpp"
#include "simulators/pms/open_dental/request.hpp"

#include <fmt/format.h>

namespace articulator::simulators::open_dental {
namespace {

// "/set/~1prescription~1shade" would be the strict pointer; the pointer itself is what its writer looks for.
std::unexpected<base::Error> cannot(std::string_view pointer, std::string what, std::string to_do) {
  return base::failure(fmt::format("/set \"{}\"", pointer), std::move(what), std::move(to_do));
}

}  // namespace

void set_provider_name(Provider& provider, std::string_view name) {
  const std::size_t space = name.rfind(' ');
  provider.first_name = space == std::string_view::npos ? std::string_view{} : name.substr(0, space);
  provider.last_name = space == std::string_view::npos ? name : name.substr(space + 1);
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
    if (!set_prescription(draft_, fmt::format("implant.{}", key), value))
      return cannot(pointer, "is no value for a prescription", "write text, a number, true or false");
    put(implant_, key, value.dump());
    return {};
  }
  if (pointer.starts_with(prescription))
    return set_prescription_member(pointer, pointer.substr(prescription.size()), value);
  if (pointer.starts_with(prescriber))
    return set_prescriber(pointer, pointer.substr(prescriber.size()), value);
  if (pointer.starts_with(attachments))
    return set_attachment(pointer, pointer.substr(attachments.size()), value);
  if (pointer == "/prescription" && value.is(base::JsonKind::object)) {
    for (const base::JsonValue::Member& member : value.members())
      if (auto done = set_prescription_member(pointer, member.key, member.value); !done) return done;
    return {};
  }
  if (pointer == "/attachments") return set_attachments(pointer, value);
  if (pointer == "/appointment") return set_appointment(pointer, value);
  if (pointer == "/notes" || pointer == "/lab") {
    const std::string text(value.text().value_or(""));
    if (pointer == "/notes") draft_.instructions.notes = text;
    if (pointer == "/lab") draft_.row.laboratory = text.empty() ? 0 : keep_laboratory(office_, text, "");
    put(top_, pointer.substr(1), value.dump());
    return {};
  }
  return cannot(pointer, "is nothing that a case can change",
                "write /prescription/..., /notes, /lab, /prescriber/..., /attachments/... or /appointment");
}

base::Expected<void> CasePatch::set_prescription_member(std::string_view pointer, std::string_view key,
                                                        const base::JsonValue& value) {
  if (!set_prescription(draft_, key, value))
    return cannot(pointer, "is no value for a prescription",
                  "write text, a number, true or false, or a list of these");
  put(prescription_, key, value.dump());
  return {};
}

base::Expected<void> CasePatch::set_prescriber(std::string_view pointer, std::string_view key,
                                               const base::JsonValue& value) {
  put(prescriber_, key, value.dump());
  if (key == "signed") {
    draft_.rx().remove("signed");
    if (const auto is_signed = value.boolean()) draft_.rx().set("signed", *is_signed ? "true" : "false");
    return {};
  }
  const Provider* before = office_.providers.find(draft_.row.provider);
  if (before == nullptr) return cannot(pointer, "has no prescriber to change", "send the case with one");
  Provider row = *before;
  const std::string text(value.text().value_or(""));
  if (key == "name")
    set_provider_name(row, text);
  else if (key == "license")
    row.license = text;
  else
    return cannot(pointer, "is no part of a prescriber", "write name, license or signed");
  office_.providers.update(std::move(row), office_.now);
  return {};
}

base::Expected<void> CasePatch::set_attachment(std::string_view pointer, std::string_view index,
                                               const base::JsonValue& value) {
  const auto at =
      index == "-" ? static_cast<std::int64_t>(draft_.documents.size()) : whole_number(index).value_or(-1);
  const auto count = static_cast<std::int64_t>(draft_.documents.size());
  const bool removal = value.is(base::JsonKind::null);
  if (at < 0 || at > count || (removal && at == count))
    return cannot(pointer, fmt::format("is not one of the {} attachments", count), "write 0, 1, ... or -");
  attachments_changed_ = true;
  if (removal) {
    draft_.documents.erase(draft_.documents.begin() + at);
    return {};
  }
  const auto number = keep_attachment(office_, draft_.row.patient, 0, value, std::string(pointer));
  if (!number) return std::unexpected(number.error());
  if (at == count)
    draft_.documents.push_back(*number);
  else
    draft_.documents[static_cast<std::size_t>(at)] = *number;
  return {};
}

base::Expected<void> CasePatch::set_attachments(std::string_view pointer, const base::JsonValue& value) {
  attachments_changed_ = true;
  draft_.documents.clear();
  for (const base::JsonValue& attachment : value.elements()) {
    const auto number = keep_attachment(office_, draft_.row.patient, 0, attachment, std::string(pointer));
    if (!number) return std::unexpected(number.error());
    draft_.documents.push_back(*number);
  }
  return {};
}

base::Expected<void> CasePatch::set_appointment(std::string_view pointer, const base::JsonValue& value) {
  if (value.is(base::JsonKind::null)) {
    draft_.row.appointment = 0;
    put(top_, "appointment", "null");
    return {};
  }
  base::ObjectReader reader(value, std::string(pointer));
  const AppointmentSaid said = read_appointment_said(office_, reader);
  if (reader.error()) return std::unexpected(*reader.error());
  keep_appointment(office_, said, draft_.row.patient, draft_.row.provider);
  draft_.row.appointment = said.number;
  std::string json;
  base::JsonWriter writer(json);
  write_appointment(writer, office_, *office_.appointments.find(said.number), "id", said.start_text);
  put(top_, "appointment", std::move(json));
  return {};
}

std::string CasePatch::keep() {
  std::string data;
  base::JsonWriter writer(data);
  const auto write = [&](std::string_view key, const Members& members) {
    if (members.empty()) return;
    writer.key(key).begin_object();
    for (const auto& [name, json] : members)
      writer.key(name).raw(json);
    writer.end_object();
  };
  if (!implant_.empty()) {
    std::string json;
    base::JsonWriter nested(json);
    nested.begin_object();
    for (const auto& [name, value] : implant_)
      nested.key(name).raw(value);
    nested.end_object();
    put(prescription_, "implant", std::move(json));
  }
  writer.begin_object();
  write("prescription", prescription_);
  write("prescriber", prescriber_);
  for (const auto& [name, json] : top_)
    writer.key(name).raw(json);
  if (attachments_changed_) {
    writer.key("attachments");
    write_attachments(writer, office_, draft_.documents);
  }
  writer.end_object();
  keep_case(office_, std::move(draft_));
  return data;
}

}  // namespace articulator::simulators::open_dental
