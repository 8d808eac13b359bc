// The stock of a practice: what it holds, what work uses it, who supplies it. The member `inventory` of the
// bench's `insight`:
//
//   "inventory": {
//     "items": [{"item":"zirconia-a2","name":"zirconia blanks A2","unit":"blanks","on_hand":12,
//                "used_for":[{"restoration":"crown","material":"zirconia","units":1}],"used_when":"seated",
//                "lead_time_days":5,"service_permille":950,"pack":5,"cover_days":30,"supplier":"acme",
//                "usage":[0,1,0,2]}],
//     "suppliers": [{"supplier":"acme","name":"Acme Dental","email":"orders@acme.example"}],
//     "mail": {"url":"smtp://relay.example:587","from":"orders@practice.example"}}
//
// `usage` is a number a day before the engine, oldest first, yesterday last; units are a tooth's.
#pragma once

#include "engine/base/error.hpp"
#include "engine/base/json_reader.hpp"
#include "engine/model/mail_access.hpp"
#include "engine/model/prescription.hpp"

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace articulator::model {

struct StockUse {
  std::optional<Restoration> restoration;  // empty: any
  std::optional<Material> material;
  std::int64_t units = 1;  // for each tooth
};

// Impression material is used up when the case goes out, an abutment when the work is seated.
enum class UsedWhen : std::uint8_t { sent, seated };
std::string_view word(UsedWhen when);

struct StockItem {
  std::string item;
  std::string name;
  std::string unit;
  std::int64_t on_hand = 0;
  std::vector<StockUse> used_for;
  UsedWhen used_when = UsedWhen::seated;
  int lead_time_days = 5;
  int service_permille = 950;  // how often the stock shall last until the delivery
  std::int64_t pack = 1;       // it is ordered in multiples of this
  int cover_days = 30;         // an order lasts so long beyond the reorder point
  std::string supplier;
  std::vector<std::int64_t> usage;

  // What a case uses of it: units of the first use that fits, times its teeth.
  [[nodiscard]] std::int64_t units_for(const Prescription& rx) const;
};

struct Supplier {
  std::string supplier;
  std::string name;
  std::string email;
};

struct InventorySetup {
  std::vector<StockItem> items;
  std::vector<Supplier> suppliers;
  MailAccess mail;

  [[nodiscard]] const Supplier* supplier(std::string_view id) const;
};

// Error: a value of another kind or range, with its JSON pointer; a supplier that is not there; an item
// twice; more than 200 items, 50 suppliers or three years of usage.
base::Expected<InventorySetup> read_inventory_setup(base::JsonValue value, std::string pointer);

}  // namespace articulator::model
