#include "scenarios/example_lab/connect/birchwood.hpp"

#include "engine/base/hash.hpp"
#include "engine/base/json_reader.hpp"
#include "engine/base/json_writer.hpp"
#include "engine/connect/answer.hpp"
#include "engine/connect/flow.hpp"
#include "engine/model/event.hpp"
#include "engine/model/prescription.hpp"

#include <charconv>
#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace articulator::connect::birchwood {
namespace {

constexpr std::string_view peer = "Birchwood";
constexpr std::string_view hold_word = "waiting for you";
constexpr std::size_t lines_max = 10'000;

struct Account {
  model::LabId lab;
  std::string base_path;
  std::string authorization;
  int poll_minutes = 5;
  std::int64_t seen = 0;                                        // the board's last number
  std::map<std::string, std::string, std::less<>> ticket_of{};  // by case, as far as it is known

  [[nodiscard]] base::HttpRequest request(std::string method, const std::string& path,
                                          std::string form = {}) const {
    base::HttpRequest call{std::move(method), base_path + path, {}, std::move(form)};
    call.headers.set("Authorization", authorization);
    if (!call.body.empty()) call.headers.set("Content-Type", "application/x-www-form-urlencoded");
    return call;
  }
};

std::vector<std::string_view> split(std::string_view text, char divider) {
  std::vector<std::string_view> parts;
  while (!text.empty() && parts.size() < lines_max) {
    const std::size_t end = text.find(divider);
    parts.push_back(text.substr(0, end));
    text = end == std::string_view::npos ? std::string_view{} : text.substr(end + 1);
  }
  return parts;
}

std::optional<std::int64_t> number_of(std::string_view text) {
  std::int64_t number = 0;
  const auto read = std::from_chars(text.data(), text.data() + text.size(), number);
  if (read.ec != std::errc() || read.ptr != text.data() + text.size()) return std::nullopt;
  return number;
}

void add(std::string& form, std::string_view key, std::string_view value) {
  if (!form.empty()) form += '&';
  form += std::string(key) + "=" + base::percent_encode(value);
}

// Members of an object as fields `rx.a`, `rx.implant.system`; a list is the field once for each.
void add_all(std::string& form, const std::string& prefix, const base::JsonValue& value) {
  if (value.is(base::JsonKind::object)) {
    for (const base::JsonValue::Member& member : value.members())
      add_all(form, prefix + "." + std::string(member.key), member.value);
  } else if (value.is(base::JsonKind::array)) {
    for (const base::JsonValue& element : value.elements())
      add_all(form, prefix, element);
  } else {
    const auto text = value.text();
    add(form, prefix, text ? std::string(*text) : value.dump());
  }
}

std::string order_form(const model::Order& order) {
  std::string form;
  add(form, "ref", order.idempotency_key);
  add(form, "case", order.case_id.text);
  add(form, "patient", order.file.patient.text);
  add(form, "dentist", order.file.prescriber.id.text);
  add(form, "checked", model::word(order.validation.status));
  std::string json;
  base::JsonWriter out(json);
  model::write_prescription(out, order.file.prescription);
  base::JsonParser parser;
  if (const auto document = parser.parse(json)) add_all(form, "rx", *document);
  for (const model::Attachment& attachment : order.file.attachments)
    add(form, "file", std::string(model::word(attachment.kind)) + " " + attachment.name);
  return form;
}

// "BW-1001 2024-10-28"
std::optional<model::OrderAcknowledged> read_ticket(std::string_view body) {
  const auto lines = split(body, '\n');
  const auto words = split(lines.empty() ? std::string_view{} : lines.front(), ' ');
  if (words.size() != 2 || !words[0].starts_with("BW-")) return std::nullopt;
  return model::OrderAcknowledged{std::string(words[0]), std::string(words[1])};
}

class Submission : public FlowTask {
 public:
  Submission(Account& account, const model::Order& order)
      : account_(account), case_id_(order.case_id), form_(order_form(order)) {}

 private:
  Flow<Outcome> run(bool) override {
    const base::HttpResponse& answer = co_await line().call(account_.request("POST", "/desk/orders", form_));
    model::TaskDone done;
    if (answer.status == 422) {
      model::OrderRejected rejected;
      for (const std::string_view reason : split(answer.body, '\n'))
        rejected.reasons.emplace_back(reason);
      done.events.push_back({line().now(), case_id_, account_.lab, std::move(rejected)});
      co_return done;
    }
    if (auto failed = failure_of(peer, answer, line().now())) co_return std::unexpected(std::move(*failed));
    auto ticket = read_ticket(answer.body);
    if (!ticket) co_return std::unexpected(unreadable(peer, {"", "this is no ticket", ""}));
    account_.ticket_of[case_id_.text] = ticket->tracking;
    done.events.push_back({line().now(), case_id_, account_.lab, std::move(*ticket)});
    co_return done;
  }

  Account& account_;
  model::CaseId case_id_;
  std::string form_;
};

class Search : public FlowTask {
 public:
  Search(Account& account, const model::Order& order)
      : account_(account), case_id_(order.case_id), key_(order.idempotency_key) {}

 private:
  Flow<Outcome> run(bool) override {
    const base::HttpResponse& answer =
        co_await line().call(account_.request("GET", "/desk/orders?ref=" + base::percent_encode(key_)));
    model::TaskDone done;
    done.acted = false;
    if (answer.status == 404) co_return done;
    if (auto failed = failure_of(peer, answer, line().now())) co_return std::unexpected(std::move(*failed));
    auto ticket = read_ticket(answer.body);
    if (!ticket) co_return std::unexpected(unreadable(peer, {"", "this is no ticket", ""}));
    done.found = true;
    done.events.push_back({line().now(), case_id_, account_.lab, std::move(*ticket)});
    co_return done;
  }

  Account& account_;
  model::CaseId case_id_;
  std::string key_;
};

// A form about a ticket: a cancellation, an answer.
class Message : public FlowTask {
 public:
  Message(Account& account, std::string path, std::string form)
      : account_(account), path_(std::move(path)), form_(std::move(form)) {}

 private:
  Flow<Outcome> run(bool) override {
    const base::HttpResponse& answer = co_await line().call(account_.request("POST", path_, form_));
    if (answer.status == 409)
      co_return std::unexpected(model::TaskFailed{false, std::nullopt, "too late: it is made already"});
    if (auto failed = failure_of(peer, answer, line().now())) co_return std::unexpected(std::move(*failed));
    co_return model::TaskDone{};
  }

  Account& account_;
  std::string path_;
  std::string form_;
};

// What this lab has no way for: said at once, without a call.
class Refusal : public FlowTask {
 public:
  explicit Refusal(std::string why) : why_(std::move(why)) {}

 private:
  Flow<Outcome> run(bool) override {
    co_return std::unexpected(model::TaskFailed{false, std::nullopt, why_});
  }

  std::string why_;
};

class Unsent : public FlowTask {
  Flow<Outcome> run(bool) override {
    model::TaskDone done;
    done.acted = false;
    done.remark = "the lab has no sandbox: nothing was sent";
    co_return done;
  }
};

// number, ticket, case, how many words, word[, carrier and parcel, or the question]
void read_line(const Account& account, std::string_view text, base::Instant now,
               std::vector<model::Event>& events) {
  const auto parts = split(text, '\t');
  if (parts.size() < 5) return;
  const model::CaseId case_id{std::string(parts[2])};
  const auto say = [&](model::Happening happening) {
    events.push_back({now, case_id, account.lab, std::move(happening)});
  };
  say(model::LabStatus{std::string(parts[1]), std::string(parts[4]), number_of(parts[3]).value_or(0), {}});
  if (parts[4] == hold_word && parts.size() == 6) say(model::LabQuestion{std::string(parts[5])});
  if (parts[4] != hold_word && parts.size() == 7)
    say(model::LabShipped{std::string(parts[5]), std::string(parts[6]), {}});
}

class Poll : public FlowTask {
 public:
  explicit Poll(Account& account) : account_(account) {}

 private:
  Flow<Outcome> run(bool) override {
    const base::HttpResponse& answer =
        co_await line().call(account_.request("GET", "/board?after=" + std::to_string(account_.seen)));
    if (auto failed = failure_of(peer, answer, line().now())) co_return std::unexpected(std::move(*failed));
    model::TaskDone done;
    for (const std::string_view text : split(answer.body, '\n')) {
      const auto number = number_of(text.substr(0, text.find('\t')));
      if (!number || *number <= account_.seen) continue;
      account_.seen = *number;
      read_line(account_, text, line().now(), done.events);
    }
    co_return done;
  }

  Account& account_;
};

class Connector : public model::LabConnector {
 public:
  explicit Connector(Account account) : account_(std::move(account)) {}

  std::unique_ptr<model::Task> submit(const model::Order& order) override {
    return std::make_unique<Submission>(account_, order);
  }
  std::unique_ptr<model::Task> mirror(const model::Order& /*order*/) override {
    return std::make_unique<Unsent>();
  }
  std::unique_ptr<model::Task> amend(const model::Order& /*order*/,
                                     const std::string& /*tracking*/) override {
    return std::make_unique<Refusal>("too late: the lab changes no ticket");
  }
  std::unique_ptr<model::Task> cancel(const model::CaseId& case_id, const std::string& tracking,
                                      std::string reason) override {
    return std::make_unique<Message>(account_, "/desk/cancel", about(case_id, tracking, "reason", reason));
  }
  std::unique_ptr<model::Task> answer(const model::CaseId& case_id, const std::string& tracking,
                                      std::string text) override {
    return std::make_unique<Message>(account_, "/desk/answer", about(case_id, tracking, "text", text));
  }
  std::unique_ptr<model::Task> find(const model::Order& order) override {
    return std::make_unique<Search>(account_, order);
  }
  std::unique_ptr<model::Task> poll() override { return std::make_unique<Poll>(account_); }
  base::Instant next_poll(base::Instant last_started, base::Instant /*last_webhook*/) const override {
    return last_started + base::minutes(account_.poll_minutes);
  }
  std::optional<model::WebhookResult> webhook(const base::HttpRequest& /*request*/,
                                              base::Instant /*now*/) override {
    return std::nullopt;
  }

 private:
  std::string about(const model::CaseId& case_id, const std::string& tracking, std::string_view key,
                    std::string_view value) const {
    const auto known = account_.ticket_of.find(case_id.text);
    std::string form;
    add(form, "ticket", tracking.empty() && known != account_.ticket_of.end() ? known->second : tracking);
    add(form, key, value);
    return form;
  }

  Account account_;
};

}  // namespace

base::Expected<std::unique_ptr<model::LabConnector>> make_connector(const model::PracticeBench& practice,
                                                                    const model::LabAccess& lab) {
  if (lab.api_key.empty())
    return base::failure("practice " + practice.practice.text + ", lab birchwood", "Birchwood wants a key",
                         "give api_key");
  Account account;
  account.lab = model::LabId(lab.kind);
  account.base_path = lab.endpoint.base_path;
  account.authorization = "Basic " + base::base64_encode(practice.practice.text + ":" + lab.api_key);
  if (lab.profile) account.poll_minutes = lab.profile->poll_minutes.value_or(account.poll_minutes);
  return std::make_unique<Connector>(std::move(account));
}

}  // namespace articulator::connect::birchwood
