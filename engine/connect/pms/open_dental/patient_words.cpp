#include "engine/connect/pms/open_dental/patient_words.hpp"

#include "engine/connect/pms/open_dental/rows.hpp"
#include "engine/model/opt_out.hpp"

namespace articulator::connect::open_dental {
void PatientWords::hear(base::JsonValue commlog) {
  if (text_in(commlog, "SentOrReceived") != "Received") return;
  // "Phone and Text" is a text, too.
  if (text_in(commlog, "Mode_").find(mode_) == std::string_view::npos) return;
  const auto said = model::consent_said(text_in(commlog, "Note"));
  const auto number = number_in(commlog, "CommlogNum");
  if (!said || !number || *number < said_in_) return;
  said_in_ = *number;
  consent_ = said;
}

}  // namespace articulator::connect::open_dental
