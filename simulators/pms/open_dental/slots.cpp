// Free time: opening hours less the appointments of the provider and of the operatory (vendor's page
// apiappointments, "Appointments GET Slots"). Whole gaps, not suggested times; SlotsWebSched cuts them in
// half hours.
#include "simulators/pms/open_dental/definitions.hpp"
#include "simulators/pms/open_dental/resources.hpp"

#include <algorithm>
#include <vector>

namespace articulator::simulators::open_dental {
namespace {

constexpr int days_default = 14;
constexpr int days_max = 366;               // of one question
constexpr std::int64_t web_sched_s = 1800;  // length of a slot offered to patients

struct Slot {
  LocalDateTime from;
  LocalDateTime to;
};

struct Wanted {
  base::Date first;
  base::Date last;
  std::int64_t length_s = 0;
  std::int64_t provider = 0;
  std::int64_t operatory = 0;
};

std::vector<Slot> taken_on(const Office& office, base::Date date, const Wanted& wanted) {
  std::vector<Slot> taken;
  const auto& numbers = office.appointments.with(Appointment::by_day, date.days_since_epoch);
  for (const Appointment* row : Office::rows_of(office.appointments, numbers)) {
    if (!row->status.is(AptStatus::scheduled) && !row->status.is(AptStatus::complete)) continue;
    const bool concerned = row->provider == wanted.provider || row->hygienist == wanted.provider ||
                           row->operatory == wanted.operatory;
    if (concerned) taken.push_back({row->at, {row->at.s + row->minutes() * 60}});
  }
  std::ranges::sort(taken, {}, &Slot::from);
  return taken;
}

void append_free(std::vector<Slot>& free, LocalDateTime from, LocalDateTime to, std::int64_t length_s) {
  if (to.s - from.s >= std::max<std::int64_t>(length_s, 300)) free.push_back({from, to});
}

std::vector<Slot> free_slots(const Office& office, const Wanted& wanted) {
  std::vector<Slot> free;
  for (base::Date date = wanted.first; date <= wanted.last; date = date + 1) {
    const OpeningHours& hours = office.config.hours;
    if (!hours.days.works(date)) continue;
    LocalDateTime from = local_date_time({date, hours.open_minute * 60'000});
    const LocalDateTime to = local_date_time({date, hours.close_minute * 60'000});
    if (from < office.local_now) from = {(office.local_now.s + 299) / 300 * 300};  // the next 5 minutes
    for (const Slot& slot : taken_on(office, date, wanted)) {
      append_free(free, from, std::min(slot.from, to), wanted.length_s);
      from = std::max(from, slot.to);
    }
    append_free(free, from, to, wanted.length_s);
  }
  return free;
}

Outcome<Wanted> read_wanted(const Office& office, const Call& call) {
  const auto range = date_range(call);
  if (!range) return std::unexpected(range.error());
  const base::Date today = date_of(office.local_now);
  Wanted wanted;
  wanted.first = range->from ? date_of(*range->from) : today;
  wanted.last = range->to ? date_of(*range->to) : wanted.first + (days_default - 1);
  if (wanted.first < today) return bad("date must be today or a future date");
  if (wanted.last < wanted.first) return bad("dateEnd must not be before dateStart");
  if (wanted.last - wanted.first > days_max) return bad("The date range must not be longer than a year");
  const auto length = number_parameter(call, "lengthMinutes");
  const auto provider = number_parameter(call, "ProvNum");
  const auto operatory = number_parameter(call, "OpNum");
  if (!length) return std::unexpected(length.error());
  if (!provider) return std::unexpected(provider.error());
  if (!operatory) return std::unexpected(operatory.error());
  wanted.length_s = std::min<std::int64_t>(length->value_or(0), 1440) * 60;
  wanted.provider = provider->value_or(office.default_provider());
  wanted.operatory = operatory->value_or(1);
  // These methods document 200 and 400 only.
  if (check_reference(office, Reference::provider, wanted.provider)) return bad("ProvNum is invalid");
  if (check_reference(office, Reference::operatory, wanted.operatory)) return bad("OpNum is invalid");
  return wanted;
}

base::HttpResponse slots_answer(const Office& office, const Call& call, const std::vector<Slot>& slots,
                                const Wanted& wanted) {
  const Rendering how = rendering(office, call);
  std::string json;
  base::JsonWriter writer(json);
  writer.begin_array();
  for (std::size_t i = call.offset; i < slots.size() && i < call.offset + call.limit; ++i) {
    writer.begin_object().key("DateTimeStart");
    write_time(writer, slots[i].from, Precision::date_time, how);
    writer.key("DateTimeEnd");
    write_time(writer, slots[i].to, Precision::date_time, how);
    writer.member("ProvNum", wanted.provider).member("OpNum", wanted.operatory).end_object();
  }
  writer.end_array();
  return ok(std::move(json));
}

}  // namespace

Answer get_slots(Office& office, Call& call) {
  const auto wanted = read_wanted(office, call);
  if (!wanted) return std::unexpected(wanted.error());
  return slots_answer(office, call, free_slots(office, *wanted), *wanted);
}

Answer get_slots_web_sched(Office& office, Call& call) {
  if (!office.config.clinics.empty() && call.query("ClinicNum") == nullptr)
    return bad("ClinicNum is required");
  const auto type = number_parameter(call, "defNumApptType");
  if (!type) return std::unexpected(type.error());
  if (*type && find_definition(Category::web_sched_existing, **type) == nullptr &&
      find_definition(Category::web_sched_new, **type) == nullptr)
    return not_found("Definition");
  const auto wanted = read_wanted(office, call);
  if (!wanted) return std::unexpected(wanted.error());
  std::vector<Slot> slots;
  for (const Slot& gap : free_slots(office, *wanted))
    for (std::int64_t from = gap.from.s; from + web_sched_s <= gap.to.s; from += web_sched_s)
      slots.push_back({{from}, {from + web_sched_s}});
  return slots_answer(office, call, slots, *wanted);
}

}  // namespace articulator::simulators::open_dental
