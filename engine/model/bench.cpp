#include "engine/model/bench.hpp"

#include <initializer_list>
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

// "tls" of a peer: all of it is optional, and only an https address has any.
TlsAccess read_tls(base::ObjectReader& in, const Endpoint& endpoint) {
  TlsAccess tls;
  if (!in.has("tls")) return tls;
  base::ObjectReader files = in.object("tls");
  tls.ca_file = files.text_or("ca_file", "");
  tls.certificate_file = files.text_or("certificate_file", "");
  tls.key_file = files.text_or("key_file", "");
  if (tls.certificate_file.empty() != tls.key_file.empty())
    files.report("certificate_file", "and key_file belong together, and one is missing", "give both");
  in.report(files.error());
  if (!endpoint.origin.starts_with("https:"))
    in.report("tls", "is given for an address without TLS", "write the url with https://, or leave tls out");
  return tls;
}

Endpoint read_channel_of(base::ObjectReader& in, std::string& user) {
  user = in.text_or("user", "");
  const auto endpoint = read_channel_endpoint(in.text("url"), user);
  if (endpoint) return *endpoint;
  in.report("url", endpoint.error().what, endpoint.error().to_do);
  return {};
}

SftpAccess read_sftp(base::ObjectReader& in) {
  SftpAccess sftp;
  sftp.endpoint = read_channel_of(in, sftp.user);
  sftp.host_key = in.text_or("host_key", "");
  sftp.private_key_file = in.text_or("private_key_file", "");
  if (sftp.endpoint.origin.starts_with("sftp:") && !sftp.host_key.starts_with("SHA256:"))
    in.report("host_key", "is no fingerprint, and nobody is trusted without one",
              "give what ssh-keygen -lf shows, SHA256:...");
  return sftp;
}

PmsAccess read_pms(base::ObjectReader& in) {
  PmsAccess pms;
  pms.kind = in.text("kind");
  pms.endpoint = read_endpoint_of(in);
  pms.developer_key = in.text_or("developer_key", "");
  pms.customer_key = in.text_or("customer_key", "");
  pms.client_id = in.text_or("client_id", "");
  pms.client_secret = in.text_or("client_secret", "");
  pms.organization_id = in.text_or("organization_id", "");
  const auto zone = base::TimeZone::find(in.text("time_zone"));
  if (zone)
    pms.zone = *zone;
  else
    in.report("time_zone", zone.error().what, zone.error().to_do);
  pms.permissions = in.texts_or_none("permissions");
  pms.webhook_url = in.text_or("webhook_url", "");
  const std::string numbering = in.text_or("tooth_numbering", "universal");
  pms.fdi_teeth = numbering == "fdi";
  if (!pms.fdi_teeth && numbering != "universal")
    in.report("tooth_numbering", "is no way to number teeth", "use universal or fdi");
  pms.poll_seconds = static_cast<int>(in.integer_or("poll_seconds", pms.poll_seconds, 1, 3600));
  pms.poll_seconds_closed =
      static_cast<int>(in.integer_or("poll_seconds_closed", pms.poll_seconds_closed, 1, 3600));
  if (in.has("files")) {
    base::ObjectReader files = in.object("files");
    pms.files = FileSite{read_sftp(files), files.text("password")};
    in.report(files.error());
  }
  pms.tls = read_tls(in, pms.endpoint);
  return pms;
}

}  // namespace

MailAccess read_mail_access(base::ObjectReader& in) {
  MailAccess mail;
  mail.endpoint = read_channel_of(in, mail.user);
  mail.from = in.text("from");
  mail.password_file = in.text_or("password_file", "");
  mail.ca_file = in.text_or("ca_file", "");
  return mail;
}

namespace {

LabAccess read_lab(base::ObjectReader& in) {
  LabAccess lab;
  lab.kind = in.text("kind");
  lab.endpoint = read_endpoint_of(in);
  lab.api_key = in.text_or("api_key", "");
  lab.client_id = in.text_or("client_id", "");
  lab.client_secret = in.text_or("client_secret", "");
  lab.webhook_secret = in.text_or("webhook_secret", "");
  if (in.has("sftp")) {
    base::ObjectReader sftp = in.object("sftp");
    lab.sftp = read_sftp(sftp);
    in.report(sftp.error());
  }
  if (in.has("mail")) {
    base::ObjectReader mail = in.object("mail");
    lab.mail = read_mail_access(mail);
    in.report(mail.error());
  }
  lab.tls = read_tls(in, lab.endpoint);
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

ModelAccess read_model(base::ObjectReader& in) {
  ModelAccess model;
  model.endpoint = read_endpoint_of(in);
  model.api_key = in.text_or("api_key", "");
  model.name = in.text("name");
  model.timeout_seconds = static_cast<int>(in.integer_or("timeout_seconds", 20, 1, 600));
  return model;
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
  practice.files_url = in.text_or("files_url", "");
  if (in.has("model")) {
    base::ObjectReader model = in.object("model");
    practice.model = read_model(model);
    in.report(model.error());
  }
  if (const auto insight = in.value("insight")) {
    auto setup = read_insight_setup(*insight, fmt::format("{}/insight", in.pointer()));
    if (setup)
      practice.insight = *std::move(setup);
    else
      in.report(setup.error());
  }
  practice.people = read_list<Person>(in, "people", people_max, read_person);
  return practice;
}

base::Expected<Endpoint> read_address(std::string_view url, std::initializer_list<std::string_view> schemes) {
  const auto refuse = [url] {
    return base::failure("", fmt::format("\"{}\" is not an address", url.substr(0, 80)),
                         "write it like http://127.0.0.1:4000/api/v1");
  };
  std::size_t host = 0;
  for (const std::string_view scheme : schemes)
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

}  // namespace

base::Expected<Endpoint> read_endpoint(std::string_view url) {
  return read_address(url, {"http://", "https://"});
}

base::Expected<Endpoint> read_channel_endpoint(std::string_view url, std::string& user) {
  const std::size_t host = url.find("://");
  const std::size_t at = url.find('@');
  if (host == std::string_view::npos || at == std::string_view::npos || at > url.find('/', host + 3))
    return read_address(url, {"http://", "https://", "sftp://", "smtp://", "smtps://"});
  user = url.substr(host + 3, at - host - 3);
  const std::string without = std::string(url.substr(0, host + 3)) + std::string(url.substr(at + 1));
  return read_channel_endpoint(without, user);
}

base::Expected<Bench> read_bench(base::JsonValue value) {
  base::ObjectReader in(value, "");
  Bench bench;
  bench.seed =
      static_cast<std::uint64_t>(in.integer_or("seed", 0, 0, std::numeric_limits<std::int64_t>::max()));
  const std::string pages = in.text_or("pages", "open");
  if (pages != "open" && pages != "by_role")
    in.report("pages", fmt::format("does not know \"{}\"", pages.substr(0, 40)), "use open or by_role");
  bench.pages_by_role = pages == "by_role";
  bench.operator_token = in.text_or("operator_token", "");
  bench.practices = read_list<PracticeBench>(in, "practices", practices_max, read_practice);
  return in.finished(std::move(bench));
}

}  // namespace articulator::model
