#include "scenarios/runner/bench.hpp"

#include "engine/base/json_reader.hpp"
#include "engine/base/json_writer.hpp"
#include "scenarios/runner/bench_insight.hpp"
#include "scenarios/runner/people.hpp"
#include "simulators/channel/mail/mail.hpp"
#include "simulators/channel/sftp/sftp.hpp"
#include "simulators/model/chat/chat.hpp"
#include "simulators/pms/vendor.hpp"

#include <algorithm>
#include <tuple>
#include <utility>

namespace articulator::runner {
namespace {

constexpr std::string_view developer_key = "TestDeveloperKey";
constexpr std::string_view webhook_secret = "whsec_dGVzdC1zZWNyZXQtb2YtYS1tYWRlLXVwLWxhYg==";

std::string customer_key(const PracticeSetup& practice) {
  return "TestCustomer-" + practice.practice;
}
std::string lab_key(const PracticeSetup& practice) {
  return "test-key-of-" + practice.practice;
}

// For OAuth 2, of a practice at its PMS or its lab.
struct Client {
  std::string id;
  std::string secret;
};
Client pms_client(const PracticeSetup& practice) {
  return {"test-pms-client-of-" + practice.practice, "test-pms-secret-of-" + practice.practice};
}
Client lab_client(const PracticeSetup& practice) {
  return {"test-lab-client-of-" + practice.practice, "test-lab-secret-of-" + practice.practice};
}
std::string organization(const PracticeSetup& practice) {
  return "test-organization-of-" + practice.practice;
}
std::string office_origin(const PracticeSetup& practice) {
  return "http://" + practice.pms + "." + practice.practice + ".example";
}
std::string lab_origin(const WorldSetup& world) {
  return "http://" + world.lab + ".example";
}

std::string drop_origin(const WorldSetup& world) {
  return "http://" + world.drop_node() + ".example";
}
std::string mail_origin() {
  return "http://mail.example";
}
std::string files_origin() {
  return "http://files.example";
}
std::string files_password(const PracticeSetup& practice) {
  return "test-files-password-of-" + practice.practice;
}
std::string model_key(const PracticeSetup& practice) {
  return "test-model-key-of-" + practice.practice;
}
std::string model_origin() {
  return "http://model.example";
}
std::string mail_from(const PracticeSetup& practice) {
  return "orders@" + practice.practice + ".example";
}

// A product of the lab's, which wants these besides.
void write_product(base::JsonWriter& w, const base::JsonValue& product,
                   const std::vector<std::string>& needs) {
  w.begin_object();
  for (const base::JsonValue::Member& member : product.members()) {
    w.key(member.key);
    if (member.key != "needs") {
      w.raw(member.value.dump());
      continue;
    }
    w.begin_array();
    for (const base::JsonValue& kind : member.value.elements())
      w.raw(kind.dump());
    for (const std::string& kind : needs)
      w.text(kind);
    w.end_array();
  }
  w.end_object();
}

// The lab's profile, with the channels and the needs that the world says.
std::string profile_of(const WorldSetup& world, const Lab& lab) {
  if (world.channels.empty() && world.needs.empty()) return lab.profile;
  base::JsonParser parser;
  const auto document = parser.parse(lab.profile);
  std::string json;
  base::JsonWriter w(json);
  w.begin_object();
  for (const base::JsonValue::Member& member :
       document ? document->members() : std::vector<base::JsonValue::Member>()) {
    w.key(member.key);
    if (member.key == "channels" && !world.channels.empty()) {
      w.begin_array();
      for (const std::string& channel : world.channels)
        w.text(channel);
      w.end_array();
    } else if (member.key == "products" && !world.needs.empty()) {
      w.begin_array();
      for (const base::JsonValue& product : member.value.elements())
        write_product(w, product, world.needs);
      w.end_array();
    } else {
      w.raw(member.value.dump());
    }
  }
  w.end_object();
  return json;
}

// The address that the lab's profile gives for orders by mail.
std::string mail_address(const Lab& lab) {
  base::JsonParser parser;
  const auto document = parser.parse(lab.profile);
  const auto email = document ? document->find("email") : std::nullopt;
  return std::string((email ? email->text() : std::nullopt).value_or(""));
}

void write_policy(base::JsonWriter& w, const PracticeSetup& practice) {
  w.begin_object();
  w.member("phase", practice.phase);
  if (!practice.phases.empty()) {
    w.key("phases").begin_object();
    for (const auto& [restoration, phase] : practice.phases)
      w.member(restoration, phase);
    w.end_object();
  }
  w.member("approval_days_left", practice.approval_days_left);
  if (!practice.final_approval.empty()) {
    w.key("final_approval").begin_array();
    for (const std::string& phase : practice.final_approval)
      w.text(phase);
    w.end_array();
  }
  if (practice.review_hours > 0) w.member("review_hours", practice.review_hours);
  w.member("time_zone", practice.zone.name());
  if (practice.check_codes) w.key("checks").begin_object().member("procedure_code", true).end_object();
  if (practice.channel_budget > base::Duration{0}) {
    w.key("dispatch").begin_object();
    w.member("channel_budget_s", practice.channel_budget.count() / 1000).end_object();
  }
  if (practice.model_doubts) w.key("advice").begin_object().member("doubts", true).end_object();
  w.key("automation").begin_object().member("min_clean_cases", practice.min_clean_cases).end_object();
  w.key("notify").begin_array();
  for (const std::string& milestone : practice.notify)
    w.text(milestone);
  w.end_array();
  w.member("predictor", practice.predictor);
  if (practice.hold_hours > 0 || practice.message_unseen) {
    w.key("delivery").begin_object().member("hold_hours", practice.hold_hours);
    w.member("message_unseen", practice.message_unseen).end_object();
  }
  w.end_object();
}

void write_tls(base::JsonWriter& w, const TlsFiles& tls) {
  if (tls.ca.empty()) return;
  w.key("tls").begin_object().member("ca_file", tls.ca).member("certificate_file", tls.certificate);
  w.member("key_file", tls.key).end_object();
}

// `files_url`: of the site where the office leaves files; empty: none.
void write_pms(base::JsonWriter& w, const PracticeSetup& practice, const std::string& url,
               const std::string& files_url, const TlsFiles& tls) {
  w.key("pms").begin_object();
  write_tls(w, tls);
  w.member("kind", practice.pms);
  const simulators::PmsVendor* vendor = simulators::find_pms_vendor(practice.pms);
  w.member("url", url + std::string(vendor ? vendor->base_path : ""));
  w.member("developer_key", developer_key);
  w.member("customer_key", customer_key(practice));
  w.member("client_id", pms_client(practice).id).member("client_secret", pms_client(practice).secret);
  w.member("organization_id", organization(practice));
  w.member("time_zone", practice.zone.name());
  w.key("permissions").begin_array();
  for (const std::string& permission : practice.permissions)
    w.text(permission);
  w.end_array();
  w.member("webhook_url", "engine:/webhooks/" + practice.pms);
  if (practice.fdi_teeth) w.member("tooth_numbering", "fdi");
  w.member("poll_seconds", practice.poll_seconds);
  w.member("poll_seconds_closed", practice.poll_seconds_closed);
  if (!files_url.empty()) {
    w.key("files").begin_object().member("url", files_url + "/drop").member("user", practice.practice);
    w.member("password", files_password(practice)).end_object();
  }
  w.end_object();
}

void write_people(base::JsonWriter& w, const PracticeSetup& practice) {
  w.key("people").begin_array();
  for (const PersonRow& person : people) {
    w.begin_object().member("id", person.id).member("role", person.role);
    w.member("token", token_of(practice.practice, person.id)).end_object();
  }
  w.end_array();
}

simulators::PmsSetup office_setup(const PracticeSetup& practice, const Lab& lab,
                                  std::shared_ptr<world::Shelf> files) {
  simulators::PmsSetup setup;
  setup.practice = practice.practice;
  setup.developer_key = developer_key;
  setup.customer_key = customer_key(practice);
  setup.client_id = pms_client(practice).id;
  setup.client_secret = pms_client(practice).secret;
  setup.organization_id = organization(practice);
  setup.zone = practice.zone;
  setup.permissions = practice.permissions;
  setup.labs = {lab.name};
  setup.files = std::move(files);
  setup.files_user = practice.practice;
  setup.files_password = files_password(practice);
  return setup;
}

base::Expected<BenchSimulator> make_office(const PracticeSetup& practice, const simulators::PmsSetup& setup,
                                           base::Instant start, bool tls) {
  const simulators::PmsVendor* vendor = simulators::find_pms_vendor(practice.pms);
  if (!vendor) return base::failure(practice.pms, "there is no simulator of this PMS");
  auto office = vendor->make(setup);
  if (!office) return std::unexpected(office.error());
  BenchSimulator made{{practice.node(), office_origin(practice), tls}, std::move(*office), {}};
  made.guide = [vendor, setup, start](std::string_view url, std::string_view /*order*/) {
    return vendor->guide(setup, url, start);
  };
  return made;
}

// What lies between the practices and the lab, besides its API: a drop folder a practice, one mailbox.
struct Shelves {
  std::vector<std::shared_ptr<world::Shelf>> files;  // of an office's own, by practice; none: no site
  std::vector<std::shared_ptr<world::Shelf>> drops;  // by practice; none: no drop
  std::shared_ptr<world::Shelf> mailbox;             // may be null
};

Shelves make_shelves(const WorldSetup& world) {
  Shelves shelves;
  if (world.has_channel("sftp"))
    for (std::size_t i = 0; i < world.practices.size(); ++i)
      shelves.drops.push_back(std::make_shared<world::Shelf>());
  if (world.files)
    for (std::size_t i = 0; i < world.practices.size(); ++i)
      shelves.files.push_back(std::make_shared<world::Shelf>());
  if (world.has_channel("email")) shelves.mailbox = std::make_shared<world::Shelf>();
  return shelves;
}

simulators::LabSetup lab_setup(const WorldSetup& world, const Lab& lab, const Shelves& shelves) {
  simulators::LabSetup setup;
  setup.name = world.lab;
  for (std::size_t i = 0; i < world.practices.size(); ++i) {
    const PracticeSetup& practice = world.practices[i];
    setup.accounts.push_back({practice.practice, lab_key(practice), mail_from(practice),
                              lab_client(practice).id, lab_client(practice).secret});
    if (!shelves.drops.empty()) setup.inboxes.push_back({practice.practice, shelves.drops[i]});
  }
  if (shelves.mailbox) setup.inboxes.push_back({"", shelves.mailbox});
  setup.webhook_secret = webhook_secret;
  setup.profile_json = profile_of(world, lab);
  setup.seed = world.seed;
  setup.production_line = world.line;
  return setup;
}

base::Expected<BenchSimulator> make_lab(const WorldSetup& world, const Lab& lab, const Shelves& shelves) {
  if (!lab.make) return base::failure(world.lab, "there is no simulator of this lab");
  simulators::LabSetup setup = lab_setup(world, lab, shelves);
  auto simulator = lab.make(setup);
  if (!simulator) return std::unexpected(simulator.error());
  BenchSimulator made{{world.lab, lab_origin(world), world.tls}, std::move(*simulator), {}};
  if (const simulators::LabVendor* vendor = simulators::find_lab_vendor(world.lab))
    made.guide = [vendor, setup = std::move(setup)](std::string_view url, std::string_view order) {
      return vendor->guide(setup, url, order);
    };
  return made;
}

void add_channels(const WorldSetup& world, const Lab& lab, const Shelves& shelves,
                  std::vector<BenchSimulator>& made) {
  if (!shelves.drops.empty()) {
    simulators::sftp::Config config;
    for (std::size_t i = 0; i < world.practices.size(); ++i)
      config.accounts.push_back({world.practices[i].practice, shelves.drops[i]});
    made.push_back(
        {{world.drop_node(), drop_origin(world)}, simulators::sftp::make_sftp(std::move(config)), {}});
  }
  if (world.has_mail()) {
    simulators::mail::Config config;
    if (shelves.mailbox) config.mailboxes.push_back({mail_address(lab), shelves.mailbox});
    config.suppliers = world.suppliers;
    for (const PracticeSetup& practice : world.practices)
      config.senders.push_back({mail_from(practice), practice.practice});
    made.push_back(
        {{WorldSetup::mail_node(), mail_origin()}, simulators::mail::make_mail(std::move(config)), {}});
  }
}

void add_files(const WorldSetup& world, const Shelves& shelves, std::vector<BenchSimulator>& made) {
  if (shelves.files.empty()) return;
  simulators::sftp::Config config;
  for (std::size_t i = 0; i < world.practices.size(); ++i)
    config.accounts.push_back({world.practices[i].practice, shelves.files[i]});
  made.push_back(
      {{WorldSetup::files_node(), files_origin()}, simulators::sftp::make_sftp(std::move(config)), {}});
}

void add_model(const WorldSetup& world, std::vector<BenchSimulator>& made) {
  const auto behaviour = simulators::chat_model::behaviour_of(world.model);
  if (!behaviour) return;
  simulators::chat_model::Config config;
  config.behaviour = *behaviour;
  for (const PracticeSetup& practice : world.practices)
    config.accounts.push_back({practice.practice, model_key(practice)});
  made.push_back(
      {{WorldSetup::model_node(), model_origin()}, simulators::chat_model::make_chat(std::move(config)), {}});
}

world::Entry policy_fact(const PracticeSetup& practice, base::Instant at) {
  std::string policy;
  base::JsonWriter writer(policy);
  write_policy(writer, practice);
  return {0, at, "world.policy", "/practices/" + practice.practice + "/people", "", std::move(policy)};
}

void begin_journal(const Scenario& scenario, const Lab& lab, world::Journal& journal) {
  for (const PracticeSetup& practice : scenario.world.practices) {
    journal.append(policy_fact(practice, scenario.world.start));
    journal.append({0, scenario.world.start, "lab.profile",
                    "/practices/" + practice.practice + "/labs/" + scenario.world.lab, "",
                    profile_of(scenario.world, lab)});
  }
}

}  // namespace

base::Expected<std::vector<BenchSimulator>> make_simulators(const Scenario& scenario,
                                                            const Library& library) {
  const WorldSetup& setup = scenario.world;
  const Lab* lab = library.lab(setup.lab);
  if (!lab) return base::failure(setup.lab, "the library has no profile of this lab", "add it to labs/");
  std::vector<BenchSimulator> made;
  const Shelves shelves = make_shelves(setup);
  for (std::size_t i = 0; i < setup.practices.size(); ++i) {
    const PracticeSetup& practice = setup.practices[i];
    auto files = shelves.files.empty() ? nullptr : shelves.files[i];
    auto office =
        make_office(practice, office_setup(practice, *lab, std::move(files)), setup.start, setup.tls);
    if (!office) return std::unexpected(office.error());
    made.push_back(std::move(*office));
  }
  auto simulator = make_lab(setup, *lab, shelves);
  if (!simulator) return std::unexpected(simulator.error());
  made.push_back(std::move(*simulator));
  add_channels(setup, *lab, shelves, made);
  add_files(setup, shelves, made);
  add_model(setup, made);
  return made;
}

base::Expected<Bench> set_up(const Scenario& scenario, const Library& library, BenchOptions options) {
  const WorldSetup& setup = scenario.world;
  auto simulators = make_simulators(scenario, library);
  if (!simulators) return std::unexpected(simulators.error());
  Bench bench;
  bench.world = std::make_unique<world::World>(
      world::World::Config{setup.start, setup.seed, std::move(options.sink), options.instant_network,
                           std::move(options.watchers)});
  for (BenchSimulator& made : *simulators) {
    bench.world->add(made.node.name, made.node.origin, std::move(made.simulator));
    bench.nodes.push_back(std::move(made.node));
  }
  if (setup.has_rates) bench.world->faults().set_rates(setup.rates);
  begin_journal(scenario, *library.lab(setup.lab), bench.world->journal());
  return bench;
}

std::vector<world::Entry> policies_to_come(const Scenario& scenario) {
  std::vector<world::Entry> facts;
  for (PracticeSetup practice : scenario.world.practices) {
    const base::Date first_day = practice.zone.local(scenario.world.start).date;
    for (int day = 1; practice.approval_days_left > 0; ++day) {
      --practice.approval_days_left;
      facts.push_back(policy_fact(practice, practice.zone.instant({first_day + day, 0})));
    }
  }
  sort_policies(facts);
  return facts;
}

std::vector<world::Entry> policies_after_change(const PracticeSetup& practice, const base::JsonValue& policy,
                                                base::Instant now) {
  const auto fact = [&](std::int64_t days_left, base::Instant at) {
    std::string json;
    base::JsonWriter w(json);
    w.begin_object();
    for (const base::JsonValue::Member& member : policy.members()) {
      w.key(member.key);
      if (member.key == "approval_days_left")
        w.integer(days_left);
      else
        w.raw(member.value.dump());
    }
    w.end_object();
    return world::Entry{
        0, at, "world.policy", "/practices/" + practice.practice + "/people", "", std::move(json)};
  };
  const auto value = policy.find("approval_days_left");
  const std::int64_t days_left = value ? value->integer().value_or(0) : 0;
  std::vector<world::Entry> facts{fact(days_left, now)};
  const base::Date today = practice.zone.local(now).date;
  for (std::int32_t day = 1; day <= days_left; ++day)
    facts.push_back(fact(days_left - day, practice.zone.instant({today + day, 0})));
  return facts;
}

void sort_policies(std::vector<world::Entry>& facts) {
  std::sort(facts.begin(), facts.end(), [](const world::Entry& a, const world::Entry& b) {
    return std::tie(a.at, a.source) < std::tie(b.at, b.source);
  });
}

std::string describe_bench(const Scenario& scenario, const Library& library,
                           const std::vector<std::string>& urls, const TlsFiles& tls) {
  const WorldSetup& setup = scenario.world;
  const Lab* lab = library.lab(setup.lab);
  std::string json;
  base::JsonWriter w(json);
  w.begin_object().member("seed", static_cast<std::int64_t>(setup.seed));
  if (setup.pages_by_role) w.member("pages", "by_role").member("operator_token", operator_token);
  w.key("practices").begin_array();
  for (std::size_t i = 0; i < setup.practices.size(); ++i) {
    const PracticeSetup& practice = setup.practices[i];
    w.begin_object().member("practice", practice.practice);
    w.key("policy");
    write_policy(w, practice);
    const std::size_t before_model = urls.size() - (setup.model.empty() ? 1 : 2);
    write_pms(w, practice, urls.at(i), setup.files ? urls.at(before_model) : std::string(),
              setup.tls ? tls : TlsFiles{});
    w.key("labs").begin_array().begin_object();
    std::size_t url = setup.practices.size();
    w.member("kind", setup.lab).member("url", urls.at(url++)).member("api_key", lab_key(practice));
    w.member("client_id", lab_client(practice).id).member("client_secret", lab_client(practice).secret);
    if (setup.has_channel("sftp")) {
      w.key("sftp").begin_object().member("url", urls.at(url++) + "/drop");
      w.member("user", practice.practice).end_object();
    }
    if (setup.has_channel("email")) {
      w.key("mail").begin_object().member("url", urls.at(url++));
      w.member("from", mail_from(practice)).end_object();
    }
    w.member("webhook_secret", webhook_secret);
    if (setup.tls) write_tls(w, tls);
    w.key("profile").raw(lab ? profile_of(setup, *lab) : "{}");
    w.end_object().end_array();
    if (!setup.model.empty()) {
      w.key("model").begin_object().member("url", urls.back()).member("api_key", model_key(practice));
      w.member("name", "simulated").end_object();
    }
    if (!setup.insight.empty()) {
      const std::size_t mail = setup.practices.size() + 1 + (setup.has_channel("sftp") ? 1 : 0);
      const std::string mail_url = setup.has_mail() ? urls.at(mail) : std::string();
      w.key("insight").raw(insight_of(setup, library, mail_url, mail_from(practice)));
    }
    write_people(w, practice);
    w.end_object();
  }
  w.end_array().end_object();
  return json;
}

}  // namespace articulator::runner
