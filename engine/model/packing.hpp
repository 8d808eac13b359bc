// How the values of a case are packed (base/packing.hpp) where a practice keeps them by the hundred thousand.
//
// Each names all members of its struct, so that one added later does not compile before it is packed, too.
#pragma once

#include "engine/base/packing.hpp"
#include "engine/model/attachment.hpp"
#include "engine/model/case_file.hpp"
#include "engine/model/coverage.hpp"
#include "engine/model/field.hpp"
#include "engine/model/finding.hpp"
#include "engine/model/policy.hpp"
#include "engine/model/prescription.hpp"
#include "engine/model/remake.hpp"
#include "engine/model/shade.hpp"
#include "engine/model/tooth.hpp"

#include <memory>
#include <optional>
#include <string>
#include <type_traits>
#include <utility>

namespace articulator::model {

using base::SameAs;

inline void walk(base::Packer& archive, ToothNumber tooth) {
  archive(tooth.index());
}
inline ToothNumber unpacked(base::Unpacker& archive, std::type_identity<ToothNumber>) {
  return ToothNumber::at(archive.take<int>());
}

template <typename A, SameAs<Shade> T>
void walk(A& archive, T& shade) {
  auto& [text, guides] = shade;
  archive(text, guides);
}

// Most is written as it is spelt properly: such a text is not kept twice.
inline std::string spelling(const Shade& shade) {
  return shade.text;
}
inline std::string spelling(ToothNumber tooth) {
  return tooth.universal();
}
inline std::string spelling(base::Date date) {
  return base::format_date(date);
}
template <typename V>
std::string spelling(V of) {
  return std::string(word(of));
}
template <typename V>
void walk(base::Packer& archive, const Field<V>& field) {
  const auto& [given, value] = field;
  const bool is_proper = value && given == spelling(*value);
  archive(value, is_proper);
  if (!is_proper) archive(given);
}
template <typename V>
void walk(base::Unpacker& archive, Field<V>& field) {
  auto& [given, value] = field;
  archive(value);
  if (archive.take<bool>())
    given = spelling(*value);
  else
    archive(given);
}

template <typename A, SameAs<Implant> T>
void walk(A& archive, T& implant) {
  auto& [system, platform, abutment, retention] = implant;
  archive(system, platform, abutment, retention);
}

template <typename A, SameAs<Prescription> T>
void walk(A& archive, T& prescription) {
  auto& [procedure, procedure_code, teeth, material, shade, stump_shade, margin_type, due_date, die_material,
         physical_model, pontics, pontic_design, implant, arch, stage, mould, occlusal, contact,
         instructions] = prescription;
  archive(procedure, procedure_code, teeth, material, shade, stump_shade, margin_type, due_date, die_material,
          physical_model, pontics, pontic_design, implant, arch, stage, mould, occlusal, contact,
          instructions);
}

template <typename A, SameAs<Mesh> T>
void walk(A& archive, T& mesh) {
  auto& [triangles, watertight, components, size_hundredths_mm] = mesh;
  archive(triangles, watertight, components, size_hundredths_mm);
}

template <typename A, SameAs<Identity> T>
void walk(A& archive, T& identity) {
  auto& [ids, name, birth_date] = identity;
  archive(ids, name, birth_date);
}

template <typename A, SameAs<Content> T>
void walk(A& archive, T& content) {
  auto& [absent, bytes, sha256, defect, mesh, arch, unit, open_rims, longest_rim_um, identity] = content;
  archive(absent, bytes, sha256, defect, mesh, arch, unit, open_rims, longest_rim_um, identity);
}

inline void walk(base::Packer& archive, const ContentOnItsWay& content) {
  archive(content.bytes ? std::optional(*content.bytes) : std::nullopt);
}
inline void walk(base::Unpacker& archive, ContentOnItsWay& content) {
  if (auto bytes = archive.take<std::optional<std::string>>())
    content.bytes = std::make_shared<const std::string>(*std::move(bytes));
}

inline void walk(base::Packer& archive, const Attachment& attachment) {
  const auto& [name, kind, kind_given, bytes, sha256, mesh, content, on_its_way] = attachment;
  const bool is_proper = kind_given == word(kind);
  archive(name, kind, is_proper, bytes, sha256, mesh, content, on_its_way);
  if (!is_proper) archive(kind_given);
}
inline void walk(base::Unpacker& archive, Attachment& attachment) {
  auto& [name, kind, kind_given, bytes, sha256, mesh, content, on_its_way] = attachment;
  bool is_proper = false;
  archive(name, kind, is_proper, bytes, sha256, mesh, content, on_its_way);
  if (is_proper)
    kind_given = word(kind);
  else
    archive(kind_given);
}

template <typename A, SameAs<Prescriber> T>
void walk(A& archive, T& prescriber) {
  auto& [id, name, license, is_signed] = prescriber;
  archive(id, name, license, is_signed);
}

template <typename A, SameAs<CodeRange> T>
void walk(A& archive, T& range) {
  auto& [first, last] = range;
  archive(first, last);
}

template <typename A, SameAs<Coinsurance> T>
void walk(A& archive, T& share) {
  auto& [codes, percent] = share;
  archive(codes, percent);
}

template <typename A, SameAs<FrequencyLimit> T>
void walk(A& archive, T& limit) {
  auto& [codes, months, per_tooth] = limit;
  archive(codes, months, per_tooth);
}

template <typename A, SameAs<AlternateBenefit> T>
void walk(A& archive, T& benefit) {
  auto& [code, pays_as, only] = benefit;
  archive(code, pays_as, only);
}

template <typename A, SameAs<PastWork> T>
void walk(A& archive, T& work) {
  auto& [code, tooth, date] = work;
  archive(code, tooth, date);
}

template <typename A, SameAs<Coverage> T>
void walk(A& archive, T& coverage) {
  auto& [plan, coinsurance, limitations, alternate_benefits, history, preauthorization_codes, preauthorized] =
      coverage;
  archive(plan, coinsurance, limitations, alternate_benefits, history, preauthorization_codes, preauthorized);
}

template <typename A, SameAs<Rule> T>
void walk(A& archive, T& rule) {
  auto& [number] = rule;
  archive(number);
}

template <typename A, SameAs<Finding> T>
void walk(A& archive, T& finding) {
  auto& [rule, severity, field, sentence, fix, evidence] = finding;
  archive(rule, severity, field, sentence, fix, evidence);
}

template <typename A, SameAs<Remake> T>
void walk(A& archive, T& remake) {
  auto& [round, cause, route, first_key, first_tracking, warranty_claimed] = remake;
  archive(round, cause, route, first_key, first_tracking, warranty_claimed);
}

// Without its id, which is the key under which a practice keeps it.
inline void pack(const PatientId& /*key*/, const Patient& patient, std::string& out) {
  const auto& [id, sms, portal, email, prefers, allergies, chart, identity] = patient;
  base::Packer archive(out);
  archive(sms, portal, email, prefers, allergies, chart, identity);
}
inline void unpack(const PatientId& key, std::string_view bytes, Patient& patient) {
  auto& [id, sms, portal, email, prefers, allergies, chart, identity] = patient;
  id = key;
  base::Unpacker archive(bytes);
  archive(sms, portal, email, prefers, allergies, chart, identity);
}

}  // namespace articulator::model
