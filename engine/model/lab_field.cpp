#include "engine/model/lab_field.hpp"

namespace articulator::model {

void write_lab_fields(base::JsonWriter& out, const std::vector<LabField>& fields) {
  out.begin_object();
  for (const LabField& field : fields) {
    out.key(field.name).begin_object();
    if (!field.evidence.empty()) out.member("evidence", std::string_view(field.evidence));
    if (!field.inferred.empty()) out.member("inferred", std::string_view(field.inferred));
    out.member("source", std::string_view(field.source));
    out.member("value", std::string_view(field.value)).end_object();
  }
  out.end_object();
}

}  // namespace articulator::model
