#include "simulators/lab/workshop/profile.hpp"

#include "engine/base/json_reader.hpp"

#include <algorithm>
#include <optional>
#include <utility>

namespace articulator::simulators::workshop {
namespace {

using base::JsonKind;
using base::JsonValue;
using base::ObjectReader;

constexpr std::size_t products_max = 500;
constexpr std::size_t holidays_max = 2000;
constexpr std::size_t status_words_max = 100;

constexpr std::array<std::pair<std::string_view, Meaning>, 7> meanings{{
    {"received", Meaning::received},
    {"in_design", Meaning::in_design},
    {"in_fabrication", Meaning::in_fabrication},
    {"quality_check", Meaning::quality_check},
    {"shipped", Meaning::shipped},
    {"on_hold", Meaning::on_hold},
    {"cancelled", Meaning::cancelled},
}};

constexpr std::array<std::string_view, 7> weekday_words{"mon", "tue", "wed", "thu", "fri", "sat", "sun"};

// The tabs of the guides on the order desk's wall.
constexpr std::string_view classical_tabs = "A1 A2 A3 A3.5 A4 B1 B2 B3 B4 C1 C2 C3 C4 D2 D3 D4";
constexpr std::string_view master_tabs =
    "0M1 0M2 0M3 1M1 1M2 2L1.5 2L2.5 2M1 2M2 2M3 2R1.5 2R2.5 3L1.5 3L2.5 3M1 3M2 3M3 3R1.5 3R2.5 "
    "4L1.5 4L2.5 4M1 4M2 4M3 4R1.5 4R2.5 5M1 5M2 5M3";
constexpr std::string_view bleach_tabs = "BL1 BL2 BL3 BL4 0M1 0M2 0M3";

void append_words(std::vector<std::string>& out, std::string_view words) {
  while (!words.empty()) {
    const std::size_t space = words.find(' ');
    out.emplace_back(words.substr(0, space));
    words = space == std::string_view::npos ? std::string_view{} : words.substr(space + 1);
  }
}

std::optional<std::int32_t> time_of_day_ms(std::string_view text) {
  const auto digit = [&](std::size_t i) { return text[i] >= '0' && text[i] <= '9'; };
  if (text.size() != 5 || text[2] != ':' || !digit(0) || !digit(1) || !digit(3) || !digit(4)) return {};
  const int hour = (text[0] - '0') * 10 + (text[1] - '0');
  const int minute = (text[3] - '0') * 10 + (text[4] - '0');
  if (hour > 23 || minute > 59) return {};
  return (hour * 60 + minute) * 60'000;
}

void read_calendar(ObjectReader& reader, Profile& profile) {
  auto zone = base::TimeZone::find(reader.text("time_zone"));
  if (zone)
    profile.zone = *std::move(zone);
  else
    reader.report("time_zone", "no such time zone", "write it as America/Los_Angeles");

  if (const auto cutoff = time_of_day_ms(reader.text("cutoff")))
    profile.cutoff_ms_of_day = *cutoff;
  else
    reader.report("cutoff", "not a time of day", "write it as 15:00");

  profile.days.weekdays = 0;
  for (const std::string& word : reader.texts_or_none("working_days")) {
    const auto* const found = std::find(weekday_words.begin(), weekday_words.end(), word);
    if (found == weekday_words.end())
      reader.report("working_days", "\"" + word + "\" is no weekday",
                    "write mon, tue, wed, thu, fri, sat or sun");
    else
      profile.days.weekdays |=
          static_cast<std::uint8_t>(1U << static_cast<unsigned>(found - weekday_words.begin()));
  }
  if (profile.days.weekdays == 0)
    reader.report("working_days", "the lab never works", "name at least one weekday");

  const std::vector<std::string> holidays = reader.texts_or_none("holidays");
  if (holidays.size() > holidays_max) reader.report("holidays", "more than 2000 holidays");
  for (const std::string& text : holidays) {
    if (const auto date = base::parse_date(text))
      profile.days.holidays.push_back(*date);
    else
      reader.report("holidays", "\"" + text + "\" is no date", "write it as 2024-11-28");
  }
  std::sort(profile.days.holidays.begin(), profile.days.holidays.end());
  profile.transit_working_days = static_cast<std::int32_t>(reader.integer("transit_working_days", 0, 60));
}

Product read_product(ObjectReader reader, ObjectReader& whole) {
  Product product;
  product.procedure = reader.text("restoration");
  product.material = reader.text("material");
  for (const std::string& position : reader.texts_or_none("positions")) {
    if (position == "anterior") product.anterior = true;
    if (position == "posterior") product.posterior = true;
  }
  product.shade = reader.boolean_or("shade", false);
  product.margins = reader.texts_or_none("margins");
  product.needs = reader.texts_or_none("needs");
  product.turnaround_working_days =
      static_cast<std::int32_t>(reader.integer("turnaround_working_days", 0, 250));
  product.units_max = static_cast<std::int32_t>(reader.integer_or("max_units", 0, 0, 32));
  product.fee = {reader.integer("fee_cents", 0, 100'000'000)};
  whole.report(reader.error());
  return product;
}

void read_products(ObjectReader& reader, Profile& profile) {
  const std::vector<JsonValue> products = reader.elements("products");
  if (products.size() > products_max) return reader.report("products", "more than 500 products");
  for (std::size_t i = 0; i < products.size(); ++i)
    profile.products.push_back(
        read_product(ObjectReader(products[i], reader.pointer() + "/products/" + std::to_string(i)), reader));
}

void read_statuses(ObjectReader& reader, Profile& profile) {
  const auto statuses = reader.value("statuses");
  if (!statuses || !statuses->is(JsonKind::object)) {
    return reader.report("statuses", "the lab's status words are missing",
                         "give an object from each word to its stage, in the order of the line");
  }
  const auto members = statuses->members();
  if (members.size() > status_words_max) return reader.report("statuses", "more than 100 status words");
  for (const JsonValue::Member& member : members) {
    const std::string_view stage = member.value.text().value_or("");
    const auto* const found =
        std::find_if(meanings.begin(), meanings.end(), [&](const auto& row) { return row.first == stage; });
    if (found == meanings.end()) continue;  // a stage that this line does not have
    StatusWord word{std::string(member.key), found->second};
    if (word.meaning == Meaning::on_hold)
      profile.hold = std::move(word);
    else if (word.meaning == Meaning::cancelled)
      profile.cancelled = std::move(word);
    else
      profile.line.push_back(std::move(word));
  }
  if (profile.line.empty() || profile.line.back().meaning != Meaning::shipped)
    reader.report("statuses", "the line does not end in a word for \"shipped\"");
}

}  // namespace

Meaning Profile::meaning(std::string_view word) const {
  for (const StatusWord& known : line)
    if (known.word == word) return known.meaning;
  if (word == hold.word) return Meaning::on_hold;
  if (word == cancelled.word) return Meaning::cancelled;
  return Meaning::unknown;
}

std::optional<std::string> Profile::word_for(std::string_view stage) const {
  const auto* const known =
      std::find_if(meanings.begin(), meanings.end(), [&](const auto& row) { return row.first == stage; });
  if (known == meanings.end()) return {};
  if (known->second == Meaning::on_hold) return hold.word;
  if (known->second == Meaning::cancelled) return cancelled.word;
  for (const StatusWord& status : line)
    if (status.meaning == known->second) return status.word;
  return {};
}

int Profile::find_product(std::string_view procedure, std::string_view material) const {
  for (std::size_t i = 0; i < products.size(); ++i)
    if (products[i].procedure == procedure && products[i].material == material) return static_cast<int>(i);
  return -1;
}

base::Expected<Profile> read_profile(std::string_view json) {
  base::JsonParser parser;
  const auto document = parser.parse(json);
  if (!document) return std::unexpected(document.error());
  ObjectReader reader(*document, "");
  Profile profile;
  profile.lab = reader.text("lab");
  profile.name = reader.text_or("name", profile.lab);
  profile.tracking_prefix = reader.text_or("tracking_prefix", "");
  read_calendar(reader, profile);
  for (const std::string& guide : reader.texts_or_none("shade_guides")) {
    if (guide == "vita_classical") append_words(profile.shades, classical_tabs);
    if (guide == "vita_3d_master") append_words(profile.shades, master_tabs);
    if (guide == "bleach") append_words(profile.shades, bleach_tabs);
  }
  if (reader.has("attachments")) {
    ObjectReader attachments = reader.object("attachments");
    profile.attachment_types = attachments.texts_or_none("accept");
    profile.attachment_bytes_max = attachments.integer_or("max_bytes", 0, 0, std::int64_t{1} << 40);
    reader.report(attachments.error());
  }
  if (reader.has("remake_credit")) {
    ObjectReader credit = reader.object("remake_credit");
    profile.warranty_days = static_cast<std::int32_t>(credit.integer_or("days", 0, 0, 36'500));
    profile.warranty_causes = credit.texts_or_none("causes");
    reader.report(credit.error());
  }
  read_products(reader, profile);
  read_statuses(reader, profile);
  if (const auto& error = reader.error()) return std::unexpected(*error);
  return profile;
}

}  // namespace articulator::simulators::workshop
