// What a patient wrote to the practice about messages to them: inbound commlogs.
//
// An office's texting service files a patient's reply as a commlog that was Received, by the Mode_ it came by
// [D: the columns; I: that replies are filed so]. STOP there counts whatever the patient's own flag says,
// since nobody may have changed it (NTF-02).
#pragma once

#include "engine/base/json_reader.hpp"

#include <cstdint>
#include <optional>
#include <string_view>

namespace articulator::connect::open_dental {

// The last word on it, over all commlogs that were handed in, in whatever order.
class PatientWords {
 public:
  // `mode`: that of the message which is about to be sent, "Text" or "Email".
  explicit PatientWords(std::string_view mode) : mode_(mode) {}

  void hear(base::JsonValue commlog);  // one that cannot be read says nothing
  [[nodiscard]] bool say_no() const { return consent_ == false; }

 private:
  std::string_view mode_;
  std::optional<bool> consent_;
  std::int64_t said_in_ = 0;  // CommlogNum
};

}  // namespace articulator::connect::open_dental
