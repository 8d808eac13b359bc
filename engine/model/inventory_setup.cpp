#include "engine/model/inventory_setup.hpp"

#include "engine/base/words.hpp"

#include <algorithm>
#include <array>

#include <fmt/format.h>

namespace articulator::model {
namespace {

constexpr std::size_t items_max = 200;
constexpr std::size_t suppliers_max = 50;
constexpr std::size_t usage_days_max = 1'100;
constexpr std::size_t uses_max = 50;
constexpr std::int64_t units_max = 1'000'000;

constexpr std::array<base::Word<UsedWhen>, 2> when_words{
    {{UsedWhen::sent, "sent"}, {UsedWhen::seated, "seated"}}};

StockUse read_use(base::ObjectReader& in) {
  StockUse use;
  if (in.has("restoration")) {
    use.restoration = restoration_of(in.text("restoration"));
    if (!use.restoration) in.report("restoration", "is none that is known", "write crown, say");
  }
  if (in.has("material")) {
    use.material = material_of(in.text("material"));
    if (!use.material) in.report("material", "is none that is known", "write zirconia, say");
  }
  use.units = in.integer_or("units", 1, 1, 1'000);
  return use;
}

void read_usage(base::ObjectReader& in, StockItem& item) {
  for (const base::JsonValue& day : in.elements_or_none("usage")) {
    const auto units = day.integer();
    if (!units || *units < 0 || *units > units_max || item.usage.size() == usage_days_max) {
      in.report("usage", "is not a list of at most 1,100 days' units");
      return;
    }
    item.usage.push_back(*units);
  }
}

StockItem read_item(base::ObjectReader& in) {
  StockItem item;
  item.item = in.text("item");
  item.name = in.text_or("name", item.item);
  item.unit = in.text_or("unit", "units");
  item.on_hand = in.integer("on_hand", 0, units_max);
  item.lead_time_days = static_cast<int>(in.integer("lead_time_days", 1, 365));
  item.service_permille = static_cast<int>(in.integer_or("service_permille", 950, 500, 999));
  item.pack = in.integer_or("pack", 1, 1, 10'000);
  item.cover_days = static_cast<int>(in.integer_or("cover_days", 30, 1, 365));
  item.supplier = in.text("supplier");
  const std::string when = in.text_or("used_when", "seated");
  if (const auto known = base::value_of(when_words, when))
    item.used_when = *known;
  else
    in.report("used_when", "is neither sent nor seated");
  const std::vector<base::JsonValue> uses = in.elements_or_none("used_for");
  if (uses.size() > uses_max) in.report("used_for", "names more than 50 uses");
  for (std::size_t n = 0; n < uses.size() && !in.error(); ++n) {
    base::ObjectReader use(uses[n], fmt::format("{}/used_for/{}", in.pointer(), n));
    item.used_for.push_back(read_use(use));
    in.report(use.error());
  }
  read_usage(in, item);
  const auto bad = [](char c) { return !(('a' <= c && c <= 'z') || ('0' <= c && c <= '9') || c == '-'); };
  if (item.item.empty() || item.item.size() > 40 || std::ranges::any_of(item.item, bad))
    in.report("item", "is no name of an item", "write it like zirconia-a2");
  return item;
}

Supplier read_supplier(base::ObjectReader& in) {
  return {in.text("supplier"), in.text_or("name", ""), in.text("email")};
}

template <typename Element, typename Read>
std::vector<Element> read_some(base::ObjectReader& in, std::string_view key, std::size_t count_max,
                               Read read) {
  std::vector<Element> some;
  const std::vector<base::JsonValue> elements = in.elements_or_none(key);
  if (elements.size() > count_max) in.report(key, fmt::format("holds more than {}", count_max));
  for (std::size_t n = 0; n < elements.size() && !in.error(); ++n) {
    base::ObjectReader element(elements[n], fmt::format("{}/{}/{}", in.pointer(), key, n));
    some.push_back(read(element));
    in.report(element.error());
  }
  return some;
}

}  // namespace

std::string_view word(UsedWhen when) {
  return base::word_of(when_words, when);
}

std::int64_t StockItem::units_for(const Prescription& rx) const {
  for (const StockUse& use : used_for) {
    if (use.restoration && use.restoration != rx.procedure.value) continue;
    if (use.material && use.material != rx.material.value) continue;
    return use.units * std::max<std::int64_t>(1, static_cast<std::int64_t>(rx.teeth.size()));
  }
  return 0;
}

const Supplier* InventorySetup::supplier(std::string_view id) const {
  const auto found = std::ranges::find(suppliers, id, &Supplier::supplier);
  return found == suppliers.end() ? nullptr : &*found;
}

base::Expected<InventorySetup> read_inventory_setup(base::JsonValue value, std::string pointer) {
  base::ObjectReader in(value, std::move(pointer));
  InventorySetup setup;
  setup.suppliers = read_some<Supplier>(in, "suppliers", suppliers_max, read_supplier);
  setup.items = read_some<StockItem>(in, "items", items_max, read_item);
  base::ObjectReader mail = in.object("mail");
  setup.mail = read_mail_access(mail);
  in.report(mail.error());
  for (std::size_t n = 0; n < setup.items.size() && !in.error(); ++n) {
    const StockItem& item = setup.items[n];
    const std::string where = fmt::format("items/{}", n);
    if (setup.supplier(item.supplier) == nullptr)
      in.report(where, fmt::format("has a supplier that is not there: \"{}\"", item.supplier.substr(0, 40)));
    if (std::ranges::count(setup.items, item.item, &StockItem::item) > 1) in.report(where, "is there twice");
  }
  return in.finished(std::move(setup));
}

}  // namespace articulator::model
