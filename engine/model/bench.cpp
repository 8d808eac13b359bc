#include "engine/model/bench.hpp"

#include <limits>
#include <utility>

#include <fmt/format.h>

namespace articulator::model {
namespace {

constexpr std::size_t practices_max = 1000;
constexpr std::size_t labs_max = 8;
constexpr std::size_t people_max = 200;

// Reads an array of objects, each by `read_one(reader)`, with their pointers and a bound.
template <typename T, typename ReadOne>
std::vector<T> read_list(base::ObjectReader& in, std::string_view key, std::size_t count_max,
                         ReadOne read_one) {
  std::vector<T> list;
  const std::vector<base::JsonValue> elements = in.elements(key);
  if (elements.size() > count_max)
    in.report(key, fmt::format("are {}, more than {}", elements.size(), count_max));
  for (const base::JsonValue& element : elements) {
    if (in.error()) break;
    base::ObjectReader one(element, fmt::format("{}/{}/{}", in.pointer(), key, list.size()));
    list.push_back(read_one(one));
    in.report(one.error());
  }
  return list;
}

Endpoint read_endpoint_of(base::ObjectReader& in) {
  const auto endpoint = read_endpoint(in.text("url"));
  if (endpoint) return *endpoint;
  in.report("url", endpoint.error().what, endpoint.error().to_do);
  return {};
}

PmsAccess read_pms(base::ObjectReader& in) {
  PmsAccess pms;
  pms.kind = in.text("kind");
  pms.endpoint = read_endpoint_of(in);
  pms.developer_key = in.text_or("developer_key", "");
  pms.customer_key = in.text_or("customer_key", "");
  const auto zone = base::TimeZone::find(in.text("time_zone"));
  if (zone)
    pms.zone = *zone;
  else
    in.report("time_zone", zone.error().what, zone.error().to_do);
  pms.permissions = in.texts_or_none("permissions");
  pms.webhook_url = in.text_or("webhook_url", "");
  pms.poll_seconds = static_cast<int>(in.integer_or("poll_seconds", pms.poll_seconds, 1, 3600));
  pms.poll_seconds_closed =
      static_cast<int>(in.integer_or("poll_seconds_closed", pms.poll_seconds_closed, 1, 3600));
  return pms;
}

LabAccess read_lab(base::ObjectReader& in) {
  LabAccess lab;
  lab.kind = in.text("kind");
  lab.endpoint = read_endpoint_of(in);
  lab.api_key = in.text_or("api_key", "");
  lab.webhook_secret = in.text_or("webhook_secret", "");
  const auto value = in.value("profile");
  if (!value) {
    in.report("profile", "is missing; it must be the lab's profile");
    return lab;
  }
  auto profile = read_lab_profile(*value, fmt::format("{}/profile", in.pointer()));
  if (profile)
    lab.profile = std::make_shared<const LabProfile>(*std::move(profile));
  else
    in.report(profile.error());
  return lab;
}

Person read_person(base::ObjectReader& in) {
  Person person;
  person.id = PersonId{in.text("id")};
  const std::string role = in.text("role");
  const auto known = role_of(role);
  if (!known)
    in.report("role", fmt::format("does not know \"{}\"", role.substr(0, 40)), "use a role such as dentist");
  person.role = known.value_or(Role::auditor);
  person.token = in.text("token");
  if (person.token.empty()) in.report("token", "is empty", "give each person a secret of their own");
  return person;
}

PracticeBench read_practice(base::ObjectReader& in) {
  PracticeBench practice;
  practice.practice = PracticeId{in.text("practice")};
  if (const auto value = in.value("policy")) {
    auto policy = read_policy(*value, fmt::format("{}/policy", in.pointer()));
    if (policy)
      practice.policy = *std::move(policy);
    else
      in.report(policy.error());
  }
  base::ObjectReader pms = in.object("pms");
  practice.pms = read_pms(pms);
  in.report(pms.error());
  practice.labs = read_list<LabAccess>(in, "labs", labs_max, read_lab);
  practice.people = read_list<Person>(in, "people", people_max, read_person);
  return practice;
}

}  // namespace

base::Expected<Endpoint> read_endpoint(std::string_view url) {
  const auto refuse = [url] {
    return base::failure("", fmt::format("\"{}\" is not an address", url.substr(0, 80)),
                         "write it like http://127.0.0.1:4000/api/v1");
  };
  std::size_t host = 0;
  for (const std::string_view scheme : {"http://", "https://"})
    if (url.starts_with(scheme)) host = scheme.size();
  if (host == 0 || url.size() > 2000) return refuse();
  for (const char c : url)
    if (c <= ' ' || c == '?' || c == '#' || c == '@' || c == 0x7F) return refuse();
  const std::size_t slash = std::min(url.find('/', host), url.size());
  if (slash == host) return refuse();
  std::string_view path = url.substr(slash);
  while (path.ends_with('/'))
    path.remove_suffix(1);
  return Endpoint{std::string(url.substr(0, slash)), std::string(path)};
}

base::Expected<Bench> read_bench(base::JsonValue value) {
  base::ObjectReader in(value, "");
  Bench bench;
  bench.seed =
      static_cast<std::uint64_t>(in.integer_or("seed", 0, 0, std::numeric_limits<std::int64_t>::max()));
  bench.practices = read_list<PracticeBench>(in, "practices", practices_max, read_practice);
  return in.finished(std::move(bench));
}

}  // namespace articulator::model
