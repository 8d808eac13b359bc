#include "simulators/lab/glidewell/drops.hpp"

#include "engine/base/hash.hpp"
#include "simulators/lab/glidewell/paperwork.hpp"
#include "simulators/lab/workshop/desk.hpp"

#include <algorithm>
#include <map>
#include <utility>

namespace articulator::simulators::glidewell {
namespace {

using base::JsonValue;
using base::JsonWriter;

constexpr base::Duration looked_into_after = base::seconds(30);
constexpr std::string_view manifest_end = ".manifest.json";
constexpr std::size_t copies_max = 10'000;
constexpr std::size_t files_max = 500;

struct Listed {
  std::string name;
  std::string role;
  std::string sha256;
  std::string link;
  std::int64_t bytes = 0;
};

struct Manifest {
  std::string case_id;
  std::string key;
  std::string practice;
  std::vector<Listed> files;
};

std::optional<Manifest> read_manifest(base::JsonParser& parser, std::string_view text) {
  const auto document = parser.parse(text);
  if (!document) return {};
  base::ObjectReader in(*document, "");
  Manifest manifest{in.text("case"), in.text("idempotency_key"), in.text("practice"), {}};
  for (const JsonValue& element : in.elements("files")) {
    base::ObjectReader file(element, "");
    Listed one;
    one.name = file.text("name");
    one.role = file.text_or("role", "");
    one.sha256 = file.text_or("sha256", "");
    one.link = file.text_or("link", "");
    one.bytes = file.integer_or("bytes", 0, 0, INT64_MAX);
    in.report(file.error());
    manifest.files.push_back(std::move(one));
  }
  if (in.error() || manifest.files.size() > files_max || manifest.key.empty()) return {};
  return manifest;
}

using Contents = std::map<std::string, std::string, std::less<>>;

// The first file that is not there, or not as the manifest says. Null: the order is whole.
const Listed* lacking(const Manifest& manifest, const Contents& contents) {
  for (const Listed& file : manifest.files) {
    if (!file.link.empty()) continue;
    const auto found = contents.find(file.name);
    if (found == contents.end() || static_cast<std::int64_t>(found->second.size()) != file.bytes ||
        base::hex(base::sha256(found->second)) != file.sha256)
      return &file;
  }
  return nullptr;
}

const std::string* of_role(const Manifest& manifest, const Contents& contents, std::string_view role) {
  for (const Listed& file : manifest.files) {
    const auto found = contents.find(file.name);
    if (file.role == role && found != contents.end()) return &found->second;
  }
  return nullptr;
}

// What of the order does not stand on the form.
void add_missing(JsonValue value, const std::string& name, const std::string& form,
                 std::vector<std::string>& missing) {
  for (const JsonValue& element : value.elements())
    add_missing(element, name, form, missing);
  for (const JsonValue::Member& member : value.members())
    add_missing(member.value, name + "/" + std::string(member.key), form, missing);
  const auto text = value.text();
  if (text && form.find(as_a_clerk_reads(*text)) == std::string::npos) missing.push_back(name);
}

void read_the_form(Lab& lab, std::size_t account, std::string_view channel, const std::string& case_id,
                   const std::string& pdf, JsonValue order, SimulatorOutputs& out) {
  const Form form = read_form(pdf);
  const std::string text = as_a_clerk_reads(form.text);
  std::vector<std::string> missing;
  for (const std::string_view key : {"case_id", "patient_id", "dentist_id"})
    if (const auto value = order.find(key)) add_missing(*value, "/" + std::string(key), text, missing);
  if (const auto rx = order.find("prescription")) add_missing(*rx, "/prescription", text, missing);
  std::string data;
  JsonWriter w(data);
  w.begin_object().member("channel", channel).key("missing").begin_array();
  for (const std::string& one : missing)
    w.text(one);
  w.end_array().member("pages", form.pages).end_object();
  workshop::tell(lab.shop(), account, "lab.form.read", case_id, std::move(data), out);
}

// What the manifest names, and which of it lacks a size or a hash.
void list_the_files(Lab& lab, std::size_t account, std::string_view channel, const Manifest& manifest,
                    SimulatorOutputs& out) {
  constexpr std::size_t sha256_digits = 64;
  std::string data;
  JsonWriter w(data);
  w.begin_object().member("channel", channel).key("lacking").begin_array();
  for (const Listed& file : manifest.files)
    if (file.bytes <= 0 || file.sha256.size() != sha256_digits) w.text(file.name);
  w.end_array().key("linked").begin_array();
  for (const Listed& file : manifest.files)
    if (!file.link.empty()) w.text(file.name);
  w.end_array().key("names").begin_array();
  for (const Listed& file : manifest.files)
    w.text(file.name);
  w.end_array().end_object();
  workshop::tell(lab.shop(), account, "lab.manifest.read", manifest.case_id, std::move(data), out);
}

// What the order desk says of an order that it was handed: the content of an ack file.
std::string ack_text(const Manifest& manifest, const Order* order, const std::vector<Reason>& reasons) {
  std::string text;
  JsonWriter w(text);
  w.begin_object().member("case_id", std::string_view(manifest.case_id));
  w.member("idempotency_key", std::string_view(manifest.key));
  if (order != nullptr) {
    const std::string ship_by = base::format_date(order->plan.ship_by);
    w.member("ship_by", std::string_view(ship_by)).member("tracking", std::string_view(order->tracking));
  } else {
    w.key("reasons").begin_array();
    for (const Reason& reason : reasons)
      w.text(reason.message);
    w.end_array();
  }
  w.end_object();
  return text;
}

Order* order_with_key(Lab& lab, std::size_t account, const Manifest& manifest) {
  Order* order = lab.shop().find_reference(account, manifest.key);
  return order != nullptr && order->case_id == manifest.case_id ? order : nullptr;
}

// Takes the order in, once for a key, and returns what the ack file says. Empty: it is no order.
std::string take_order(Lab& lab, base::JsonParser& parser, std::size_t account, std::string_view channel,
                       const Manifest& manifest, const Contents& contents, Instant now,
                       SimulatorOutputs& out) {
  const std::string* text = of_role(manifest, contents, "order");
  const auto document = text == nullptr ? base::Expected<JsonValue>(JsonValue()) : parser.parse(*text);
  const auto form = document ? workshop::read_order(*document) : base::Expected<OrderForm>(OrderForm());
  if (text == nullptr || !document || !form || form->case_id != manifest.case_id) return {};
  if (Order* known = order_with_key(lab, account, manifest)) {
    lab.acknowledge(*known, now, out);
    return ack_text(manifest, known, {});
  }
  auto& answered = lab.answered(account);
  const std::string slot = "orders\n" + manifest.key;
  if (answered.contains(slot)) return ack_text(manifest, nullptr, {{"known", "", "It was rejected before."}});
  workshop::tell_sent(lab.shop(), account, channel, manifest.key, manifest.case_id, *document, out);
  list_the_files(lab, account, channel, manifest, out);
  if (const std::string* pdf = of_role(manifest, contents, "rx"))
    read_the_form(lab, account, channel, manifest.case_id, *pdf, *document, out);
  const Judgement judgement = lab.shop().judge_order(account, *form, manifest.key);
  if (!judgement.reasons.empty()) {
    std::string data = workshop::tell_rejected(lab.shop(), account, manifest.case_id, judgement.reasons, out);
    answered.emplace(slot, Answered{base::sha256(*text), 422, std::move(data)});
    lab.reject(account, manifest.case_id, manifest.key, judgement.reasons, now, out);
    return ack_text(manifest, nullptr, judgement.reasons);
  }
  Order& order = lab.shop().take_in(account, *form, judgement, manifest.key, now);
  answered.emplace(slot,
                   Answered{base::sha256(*text), 201, workshop::tell_acknowledged(lab.shop(), order, out)});
  lab.acknowledge(order, now, out);
  return ack_text(manifest, &order, {});
}

// Still on its way, or the lab's own.
bool is_no_order(std::string_view name) {
  return name.starts_with('.') || name.ends_with(".part") || name.starts_with("statements/");
}

}  // namespace

Drops::Drops(const Config& config) {
  for (const Inbox& inbox : config.inboxes)
    places_.push_back({inbox.practice, inbox.shelf});
}

std::optional<Instant> Drops::next_due() const {
  std::optional<Instant> due;
  for (const Place& place : places_) {
    if (place.shelf->changes() == place.seen_changes) continue;
    const Instant at = place.shelf->changed_at() + looked_into_after;
    due = due ? std::min(*due, at) : at;
  }
  return due;
}

void Drops::advance(Lab& lab, base::JsonParser& parser, Instant now, SimulatorOutputs& out) {
  for (Place& place : places_) {
    if (place.shelf->changes() == place.seen_changes) continue;
    if (place.shelf->changed_at() + looked_into_after > now) continue;
    if (place.practice.empty())
      look_into_mailbox(lab, parser, place, now, out);
    else
      look_into_drop(lab, parser, place, now, out);
    place.seen_changes = place.shelf->changes();
  }
}

void Drops::look_into_drop(Lab& lab, base::JsonParser& parser, Place& place, Instant now,
                           SimulatorOutputs& out) {
  const auto account = lab.shop().account_of_practice(place.practice);
  if (!account) return;
  std::vector<std::string> manifests;
  for (const auto& [name, content] : place.shelf->files()) {
    if (is_no_order(name)) continue;
    if (name.ends_with(manifest_end))
      manifests.push_back(name);
    else if (place.copies.size() < copies_max)
      place.copies.emplace(name, content);
  }
  for (const std::string& name : manifests) {
    const auto manifest = read_manifest(parser, *place.shelf->find(name));
    const Listed* lack = manifest ? lacking(*manifest, place.copies) : nullptr;
    if (!manifest || lack != nullptr) {
      const std::string file = lack != nullptr ? lack->name : name;
      if (!place.incomplete_told.insert(name + '\n' + file).second) continue;
      std::string data;
      JsonWriter(data).begin_object().member("channel", "sftp").member("file", file).end_object();
      workshop::tell(lab.shop(), *account, "lab.drop.incomplete", manifest ? manifest->case_id : "",
                     std::move(data), out);
      continue;
    }
    const std::string stem = name.substr(0, name.size() - manifest_end.size());
    if (!place.shelf->rename(name, stem + ".claimed.json", now)) place.shelf->remove(name, now);
    const std::string ack = take_order(lab, parser, *account, "sftp", *manifest, place.copies, now, out);
    if (!ack.empty()) place.shelf->put(stem + ".ack.json", ack, now);
    for (const Listed& file : manifest->files) {
      place.shelf->remove(file.name, now);
      place.copies.erase(file.name);
    }
  }
}

void Drops::look_into_mailbox(Lab& lab, base::JsonParser& parser, Place& place, Instant now,
                              SimulatorOutputs& out) {
  std::vector<std::string> messages;
  for (const auto& [name, content] : place.shelf->files())
    if (name.ends_with(".eml")) messages.push_back(name);
  for (const std::string& name : messages) {
    const Mail mail = read_mail(*place.shelf->find(name));
    const bool in_the_clear = place.shelf->find(name.substr(0, name.size() - 4) + ".clear") != nullptr;
    place.shelf->remove(name, now);
    std::optional<std::size_t> account;
    for (std::size_t i = 0; i < lab.config().accounts.size(); ++i) {
      const std::string& from = lab.config().accounts[i].mail_from;
      if (!from.empty() && from == mail.from) account = i;
    }
    if (!account) continue;  // a stranger's
    Contents contents;
    std::optional<Manifest> manifest;
    bool has_form = false;
    for (const MailPart& part : mail.parts) {
      if (part.name.ends_with(manifest_end)) manifest = read_manifest(parser, part.content);
      has_form = has_form || part.content.starts_with("%PDF-");
      contents.emplace(part.name, part.content);
    }
    std::string_view why;
    if (in_the_clear)
      why = "it came in the clear";
    else if (!manifest)
      why = "it has no manifest";
    else if (!has_form)
      why = "it has no form";
    else if (lacking(*manifest, contents) != nullptr)
      why = "a file of its manifest is not there";
    else if (take_order(lab, parser, *account, "email", *manifest, contents, now, out).empty())
      why = "it has no order";
    if (why.empty()) continue;
    std::string data;
    JsonWriter(data).begin_object().member("why", why).end_object();
    workshop::tell(lab.shop(), *account, "lab.mail.refused", manifest ? manifest->case_id : "",
                   std::move(data), out);
  }
}

}  // namespace articulator::simulators::glidewell
