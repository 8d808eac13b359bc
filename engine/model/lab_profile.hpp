// The lab profile: what a lab offers, demands and says, as data.
//
//   const Product* product = profile.product(Restoration::crown, Material::zirconia);
//   base::Date ready = profile.reachable(now, *product);   // in the practice's hands, by the lab's own
//   calendar
#pragma once

#include "engine/base/calendar.hpp"
#include "engine/base/error.hpp"
#include "engine/base/json_reader.hpp"
#include "engine/base/money.hpp"
#include "engine/model/attachment.hpp"
#include "engine/model/ids.hpp"
#include "engine/model/prescription.hpp"
#include "engine/model/remake.hpp"
#include "engine/model/stage.hpp"

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace articulator::model {

struct Product {
  Restoration restoration = Restoration::crown;
  Material material = Material::zirconia;
  std::vector<Position> positions;
  int turnaround_working_days = 0;
  base::Cents fee;
  bool shade_wanted = false;
  std::vector<Margin> margins;  // empty: no margin wanted
  std::vector<AttachmentKind> needs;
  std::vector<Position> recommended_for;
  int warranty_months = 0;
  std::optional<int> max_units;
  std::vector<std::string> stages;
};

struct StatusWord {
  std::string word;  // the lab's own
  Stage stage = Stage::received;
};

// Remakes that the lab makes for nothing: those causes, within so many days of the shipment.
struct RemakeCredit {
  std::vector<RemakeCause> causes;
  int days = 0;
};

// What may be on an invoice besides the work: member `billing`. Without it, nothing may.
struct Billing {
  int tax_basis_points = 0;           // of the work billed, 1/100 of a per cent
  base::Cents shipping_per_shipment;  // of each case shipped
};

struct LabProfile {
  LabId lab;
  std::string name;
  base::TimeZone zone;
  std::int32_t cutoff_ms_of_day = 0;  // lab-local
  base::WorkingDays days;
  int transit_working_days = 0;
  std::string tracking_prefix;
  std::vector<std::string> channels;  // in order of preference
  std::string email;
  // The lab knows an order by case and idempotency key on whatever channel it comes (DSP-03). False: an order
  // whose outcome on one channel cannot be settled goes to no other.
  bool one_key_for_all_channels = false;
  std::vector<ShadeGuide> shade_guides;
  std::vector<std::string> attachments_accepted;  // file name endings
  std::int64_t attachment_bytes_max = 0;
  std::string attachment_name_rule;
  std::optional<int> webhook_silent_after_minutes;  // empty: no webhook
  std::optional<int> poll_minutes;
  RemakeCredit remake_credit;
  Billing billing;
  std::vector<Product> products;
  std::vector<StatusWord> statuses;
  std::string json;  // as it came, for those who pass it on

  [[nodiscard]] const Product* product(Restoration restoration, Material material) const;
  [[nodiscard]] std::optional<Stage> stage_of(std::string_view lab_word) const;

  // VAL-09 of DECISIONS: the date on which a case received at `now` can be at the practice.
  [[nodiscard]] base::Date reachable(base::Instant now, const Product& product) const;
};

base::Expected<LabProfile> read_lab_profile(base::JsonValue value, std::string pointer);

}  // namespace articulator::model
