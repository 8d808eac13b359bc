#include "engine/model/lab_profile.hpp"

#include <algorithm>
#include <array>
#include <utility>

#include <fmt/format.h>

namespace articulator::model {
namespace {

constexpr std::size_t products_max = 500;
constexpr std::size_t statuses_max = 200;
constexpr std::size_t holidays_max = 1000;
constexpr std::int64_t working_days_max = 250;  // a year's

constexpr std::array<std::string_view, 7> weekday_words{"mon", "tue", "wed", "thu", "fri", "sat", "sun"};

// Reads an array of words by the parser of their kind; the first unknown word is an error.
template <typename Parse>
auto read_words(base::ObjectReader& in, std::string_view key, Parse parse) {
  std::vector<typename decltype(parse(std::string_view{}))::value_type> values;
  for (const std::string& text : in.texts_or_none(key)) {
    const auto value = parse(text);
    if (!value) {
      in.report(key, fmt::format("does not know \"{}\"", text.substr(0, 40)));
      break;
    }
    values.push_back(*value);
  }
  return values;
}

template <typename E>
E read_word(base::ObjectReader& in, std::string_view key, std::optional<E> (*parse)(std::string_view)) {
  const std::string text = in.text(key);
  const auto value = parse(text);
  if (!value) in.report(key, fmt::format("does not know \"{}\"", text.substr(0, 40)));
  return value.value_or(E{});
}

int read_small(base::ObjectReader& in, std::string_view key, std::int64_t high) {
  return static_cast<int>(in.integer_or(key, 0, 0, high));
}

std::optional<int> read_optional_small(base::ObjectReader& in, std::string_view key, std::int64_t low,
                                       std::int64_t high) {
  if (!in.has(key)) return std::nullopt;
  return static_cast<int>(in.integer(key, low, high));
}

base::TimeZone read_zone(base::ObjectReader& in) {
  const auto zone = base::TimeZone::find(in.text("time_zone"));
  if (zone) return *zone;
  in.report("time_zone", zone.error().what, zone.error().to_do);
  return {};
}

// "15:00" as milliseconds of the day.
std::int32_t read_cutoff(base::ObjectReader& in) {
  const std::string text = in.text("cutoff");
  const auto digit = [&text](std::size_t at) {
    return text[at] >= '0' && text[at] <= '9' ? text[at] - '0' : 99;
  };
  if (text.size() == 5 && text[2] == ':') {
    const int hour = digit(0) * 10 + digit(1);
    const int minute = digit(3) * 10 + digit(4);
    if (hour < 24 && minute < 60) return (hour * 60 + minute) * 60'000;
  }
  in.report("cutoff", "is not a time of day", "write it like 15:00");
  return 0;
}

base::WorkingDays read_working_days(base::ObjectReader& in) {
  base::WorkingDays days;
  unsigned weekdays = 0;
  for (const std::string& text : in.texts_or_none("working_days")) {
    const auto found = std::find(weekday_words.begin(), weekday_words.end(), text);
    if (found == weekday_words.end())
      in.report("working_days", "knows mon tue wed thu fri sat sun only");
    else
      weekdays |= 1U << static_cast<unsigned>(found - weekday_words.begin());
  }
  if (weekdays == 0)
    in.report("working_days", "must name at least one day");
  else
    days.weekdays = static_cast<std::uint8_t>(weekdays);
  const std::vector<std::string> holidays = in.texts_or_none("holidays");
  if (holidays.size() > holidays_max) in.report("holidays", fmt::format("are more than {}", holidays_max));
  for (const std::string& text : holidays) {
    const auto date = base::parse_date(text);
    if (!date) {
      in.report("holidays", date.error().what, date.error().to_do);
      break;
    }
    days.holidays.push_back(*date);
  }
  std::sort(days.holidays.begin(), days.holidays.end());
  return days;
}

Product read_product(base::ObjectReader& in) {
  Product product;
  product.restoration = read_word<Restoration>(in, "restoration", restoration_of);
  product.material = read_word<Material>(in, "material", material_of);
  product.positions = read_words(in, "positions", position_of);
  product.turnaround_working_days = read_small(in, "turnaround_working_days", working_days_max);
  product.fee = {in.integer_or("fee_cents", 0, 0, 100'000'000)};
  product.shade_wanted = in.boolean_or("shade", false);
  product.margins = read_words(in, "margins", margin_of);
  product.needs = read_words(in, "needs", attachment_kind_of);
  product.recommended_for = read_words(in, "recommended_for", position_of);
  product.warranty_months = read_small(in, "warranty_months", 1200);
  product.max_units = read_optional_small(in, "max_units", 1, 52);
  product.stages = in.texts_or_none("stages");
  return product;
}

std::vector<Product> read_products(base::ObjectReader& profile) {
  std::vector<Product> products;
  const std::vector<base::JsonValue> elements = profile.elements("products");
  if (elements.size() > products_max)
    profile.report("products", fmt::format("are more than {}", products_max));
  for (const base::JsonValue& element : elements) {
    if (profile.error()) break;
    base::ObjectReader in(element, fmt::format("{}/products/{}", profile.pointer(), products.size()));
    products.push_back(read_product(in));
    profile.report(in.error());
  }
  return products;
}

std::vector<StatusWord> read_statuses(base::ObjectReader& profile) {
  std::vector<StatusWord> statuses;
  const auto value = profile.value("statuses");
  if (!value) return statuses;
  if (!value->is(base::JsonKind::object))
    profile.report("statuses", "is not an object of the lab's words and stages");
  const auto members = value->members();
  if (members.size() > statuses_max)
    profile.report("statuses", fmt::format("are more than {}", statuses_max));
  for (const auto& [lab_word, stage_word] : members) {
    const auto stage = stage_of(stage_word.text().value_or(""));
    if (!stage) {
      profile.report(fmt::format("statuses/{}", lab_word), "is not a stage");
      break;
    }
    statuses.push_back({std::string(lab_word), *stage});
  }
  return statuses;
}

}  // namespace

const Product* LabProfile::product(Restoration restoration, Material material) const {
  for (const Product& entry : products)
    if (entry.restoration == restoration && entry.material == material) return &entry;
  return nullptr;
}

std::optional<Stage> LabProfile::stage_of(std::string_view lab_word) const {
  for (const StatusWord& status : statuses)
    if (status.word == lab_word) return status.stage;
  return std::nullopt;
}

base::Date LabProfile::reachable(base::Instant now, const Product& product) const {
  const base::LocalTime there = zone.local(now);
  const bool in_time = there.ms_of_day < cutoff_ms_of_day && days.works(there.date);
  const base::Date receipt = in_time ? there.date : base::this_or_next_working_day(there.date + 1, days);
  return base::add_working_days(receipt, product.turnaround_working_days + transit_working_days, days);
}

base::Expected<LabProfile> read_lab_profile(base::JsonValue value, std::string pointer) {
  base::ObjectReader in(value, std::move(pointer));
  LabProfile profile;
  profile.lab = LabId{in.text("lab")};
  profile.name = in.text_or("name", profile.lab.text);
  profile.zone = read_zone(in);
  profile.cutoff_ms_of_day = read_cutoff(in);
  profile.days = read_working_days(in);
  profile.transit_working_days = read_small(in, "transit_working_days", working_days_max);
  profile.tracking_prefix = in.text_or("tracking_prefix", "");
  profile.channels = in.texts_or_none("channels");
  profile.email = in.text_or("email", "");
  profile.one_key_for_all_channels = in.boolean_or("one_key_for_all_channels", false);
  profile.shade_guides = read_words(in, "shade_guides", shade_guide_of);
  if (in.has("attachments")) {
    base::ObjectReader attachments = in.object("attachments");
    profile.attachments_accepted = attachments.texts_or_none("accept");
    profile.attachment_bytes_max = attachments.integer_or("max_bytes", 0, 0, 1LL << 50);
    profile.attachment_name_rule = attachments.text_or("name", "");
    in.report(attachments.error());
  }
  if (in.has("webhook")) {
    base::ObjectReader webhook = in.object("webhook");
    profile.webhook_silent_after_minutes =
        static_cast<int>(webhook.integer_or("silent_after_minutes", 60, 1, 10'080));
    in.report(webhook.error());
  }
  if (in.has("remake_credit")) {
    base::ObjectReader credit = in.object("remake_credit");
    // A cause of the lab's own that is none of ours is never claimed.
    for (const std::string& text : credit.texts_or_none("causes"))
      if (const auto cause = remake_cause_of(text)) profile.remake_credit.causes.push_back(*cause);
    profile.remake_credit.days = static_cast<int>(credit.integer_or("days", 0, 0, 36'500));
    in.report(credit.error());
  }
  if (in.has("billing")) {
    base::ObjectReader billing = in.object("billing");
    profile.billing.tax_basis_points = static_cast<int>(billing.integer_or("tax_basis_points", 0, 0, 10'000));
    profile.billing.shipping_per_shipment = {billing.integer_or("shipping_cents", 0, 0, 1'000'000)};
    in.report(billing.error());
  }
  profile.poll_minutes = read_optional_small(in, "poll_minutes", 1, 10'080);
  profile.products = read_products(in);
  profile.statuses = read_statuses(in);
  if (!in.error()) profile.json = value.dump();
  return in.finished(std::move(profile));
}

}  // namespace articulator::model
