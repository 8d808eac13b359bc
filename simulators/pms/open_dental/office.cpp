#include "simulators/pms/open_dental/office.hpp"

#include <algorithm>
#include <array>
#include <utility>

namespace articulator::simulators::open_dental {
namespace {

constexpr int days_searched_max = 30;  // for an opening day: longer than any run of holidays

// CDT's own groups, as insurance categories are usually set up; the third and the fifth of two spans each.
struct Span {
  std::int64_t category;
  std::string_view from;
  std::string_view to;
};
constexpr std::array spans = {Span{1, "D0000", "D9999"}, Span{2, "D0000", "D0999"}, Span{3, "D2000", "D2699"},
                              Span{3, "D2800", "D2999"}, Span{4, "D2700", "D2799"}, Span{5, "D5000", "D5899"},
                              Span{5, "D6200", "D6899"}, Span{6, "D6000", "D6199"}};

Office::Period period_of(const Config& config, base::Date date) {
  const auto at = [&](int minute) { return config.zone.instant({date, minute * 60'000}); };
  return {at(config.hours.open_minute), at(config.hours.close_minute)};
}

}  // namespace

Office::Office(Config office_config) : config(std::move(office_config)) {
  for (const std::string& lab : config.labs) {
    Laboratory row;
    row.description = lab;
    laboratories.add(std::move(row), long_ago);
  }
  for (const Span& span : spans) {
    CovSpan row;
    row.category = span.category;
    row.from = span.from;
    row.to = span.to;
    cov_spans.add(std::move(row), long_ago);
  }
}

void Office::set_now(base::Instant instant) {
  now = instant;
  local_now = local(instant);
}

bool Office::allows(std::string_view permission) const {
  return std::ranges::find(config.permissions, permission) != config.permissions.end();
}

LocalDateTime Office::local(base::Instant instant) const {
  return local_date_time(instant, config.zone);
}

std::int64_t Office::default_provider() const {
  return providers.rows().empty() ? 0 : providers.rows().front().number;
}

std::string Office::provider_abbreviation(std::int64_t provider) const {
  const Provider* row = providers.find(provider);
  return row == nullptr ? std::string{} : row->abbreviation;
}

std::string Office::clinic_abbreviation(std::int64_t clinic) const {
  const auto index = static_cast<std::size_t>(clinic - 1);
  return clinic >= 1 && index < config.clinics.size() ? config.clinics[index] : std::string{};
}

Office::Period Office::open_period_at_or_before(base::Instant instant) const {
  base::Date date = config.zone.local(instant).date;
  for (int i = 0; i < days_searched_max; ++i, date = date + -1) {
    if (!config.hours.days.works(date)) continue;
    const Period period = period_of(config, date);
    if (period.from <= instant) return period;
  }
  return {never, never};
}

Office::Period Office::open_period_at_or_after(base::Instant instant) const {
  base::Date date = config.zone.local(instant).date;
  for (int i = 0; i < days_searched_max; ++i, date = date + 1) {
    if (!config.hours.days.works(date)) continue;
    const Period period = period_of(config, date);
    if (period.to > instant) return period;
  }
  return {never, never};
}

}  // namespace articulator::simulators::open_dental
