// case_update: one JSON pointer after another is applied to a copy of a case, and what changed is said once,
// nested as in pms.case.ready. The caller keeps the rows when all went well.
//
//   CasePatch patch(office, row);
//   patch.set("/prescription/shade", value);   // null: removed
//   fact_data = patch.data();                  // {"prescription":{"shade":"A3"}}
#pragma once

#include "engine/base/json_reader.hpp"
#include "simulators/pms/office/office.hpp"

#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace articulator::simulators::office {

class CasePatch {
 public:
  CasePatch(const Office& office, LabCase row) : office_(office), row_(std::move(row)) {}

  // Error: a pointer that does not exist or cannot hold the value, named as it stands in the arguments.
  base::Expected<void> set(std::string_view pointer, const base::JsonValue& value);

  [[nodiscard]] std::string data() const;

  // What is to be kept. Attachments that are new have no id yet.
  [[nodiscard]] LabCase& row() { return row_; }
  [[nodiscard]] const std::optional<Provider>& provider() const { return provider_; }
  [[nodiscard]] const std::optional<Appointment>& appointment() const { return appointment_; }

 private:
  base::Expected<void> set_prescription(std::string_view pointer, std::string_view key,
                                        const base::JsonValue& value);
  base::Expected<void> set_prescriber(std::string_view pointer, std::string_view key,
                                      const base::JsonValue& value);
  base::Expected<void> set_attachment(std::string_view pointer, std::string_view index,
                                      const base::JsonValue& value);
  base::Expected<void> set_attachments(std::string_view pointer, const base::JsonValue& value);
  base::Expected<void> set_appointment(std::string_view pointer, const base::JsonValue& value);

  using Members = std::vector<std::pair<std::string, std::string>>;  // key and JSON
  static void put(Members& members, std::string_view key, std::string json);

  const Office& office_;
  LabCase row_;
  std::optional<Provider> provider_;
  std::optional<Appointment> appointment_;
  Members top_;
  Members prescription_;
  Members implant_;
  Members prescriber_;
  bool attachments_changed_ = false;
};

// The name of the lab with that id, as the office has it; the id where it has none.
std::string name_of_lab(const Setup& setup, std::string_view lab);

}  // namespace articulator::simulators::office
