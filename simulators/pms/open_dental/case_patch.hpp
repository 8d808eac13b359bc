// case_update: one JSON pointer after another is applied to a case, and what changed is said once, nested as
// in pms.case.ready.
//
//   CasePatch patch(office, draft_of(office, row));
//   patch.set("/prescription/shade", value);   // null: removed
//   fact_data = patch.keep();                  // {"prescription":{"shade":"A3"}}
#pragma once

#include "engine/base/json_reader.hpp"
#include "simulators/pms/open_dental/case_rows.hpp"

#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace articulator::simulators::open_dental {

class CasePatch {
 public:
  CasePatch(Office& office, CaseDraft draft) : office_(office), draft_(std::move(draft)) {}

  // Error: a pointer that does not exist or cannot hold the value, named as it stands in the arguments.
  base::Expected<void> set(std::string_view pointer, const base::JsonValue& value);

  // Writes the rows; the fact's data.
  std::string keep();

 private:
  base::Expected<void> set_prescription_member(std::string_view pointer, std::string_view key,
                                               const base::JsonValue& value);
  base::Expected<void> set_prescriber(std::string_view pointer, std::string_view key,
                                      const base::JsonValue& value);
  base::Expected<void> set_attachment(std::string_view pointer, std::string_view index,
                                      const base::JsonValue& value);
  base::Expected<void> set_attachments(std::string_view pointer, const base::JsonValue& value);
  base::Expected<void> set_appointment(std::string_view pointer, const base::JsonValue& value);

  using Members = std::vector<std::pair<std::string, std::string>>;  // key and JSON
  static void put(Members& members, std::string_view key, std::string json);

  Office& office_;
  CaseDraft draft_;
  Members top_;
  Members prescription_;
  Members implant_;
  Members prescriber_;
  bool attachments_changed_ = false;
};

// "Dr. Abel" -> FName "Dr.", LName "Abel": the last word is the last name.
void set_provider_name(Provider& provider, std::string_view name);

}  // namespace articulator::simulators::open_dental
