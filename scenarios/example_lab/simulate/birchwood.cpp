#include "scenarios/example_lab/simulate/birchwood.hpp"

#include "engine/base/calendar.hpp"
#include "engine/base/hash.hpp"
#include "engine/base/json_reader.hpp"
#include "engine/base/json_writer.hpp"
#include "simulators/world/answering_simulator.hpp"

#include <cstddef>
#include <map>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace articulator::simulators::birchwood {
namespace {

using base::HttpRequest;
using base::HttpResponse;
using base::Instant;
using base::text_response;
using world::SimulatorOutputs;

using Form = base::Target;  // a form is written like a query

constexpr std::string_view hold_word = "waiting for you";
constexpr std::string_view made_word = "in the furnace";
constexpr std::string_view shipped_word = "with the courier";
constexpr std::size_t first_ticket = 1001;

struct Ticket {
  std::string number;
  std::string practice;
  std::string case_id;
  std::string ships;  // date
  int words = 0;
  bool made = false;
  bool cancelled = false;
};

// How the studio counts days.
struct Calendar {
  base::TimeZone zone;
  base::WorkingDays days;
  int turnaround = 4;
};

std::string text_of(const Form& form, std::string_view key) {
  const std::string* value = form.find(key);
  return value ? *value : std::string();
}

// The order of DSP-02 in the words of the log format, put together from the form.
std::string order_of(const Form& form, const std::string& lab) {
  std::map<std::string, std::vector<std::string>> prescription;
  std::vector<std::string> files;
  for (const auto& [key, value] : form.query) {
    if (key.starts_with("rx.")) prescription[key.substr(3)].push_back(value);
    if (key == "file") files.push_back(value);
  }
  std::string json;
  base::JsonWriter w(json);
  w.begin_object().member("case_id", text_of(form, "case")).member("patient_id", text_of(form, "patient"));
  w.member("dentist_id", text_of(form, "dentist")).member("lab_partner", lab);
  w.key("prescription").begin_object();
  for (const auto& [key, values] : prescription) {
    w.key(key);
    if (values.size() == 1 && key != "teeth" && key != "pontics") {
      w.text(values.front());
      continue;
    }
    w.begin_array();
    for (const std::string& value : values)
      w.text(value);
    w.end_array();
  }
  w.end_object().key("attachments").begin_array();
  for (const std::string& file : files) {
    const std::size_t space = file.find(' ');
    w.begin_object().member("kind", file.substr(0, space));
    w.member("name", space == std::string::npos ? std::string() : file.substr(space + 1)).end_object();
  }
  w.end_array().key("validation_result").begin_object().key("checks_passed").begin_array().end_array();
  w.member("notes", "").member("status", text_of(form, "checked")).end_object().end_object();
  return json;
}

class Birchwood final : public world::AnsweringSimulator {
 public:
  Birchwood(LabSetup setup, Calendar calendar) : setup_(std::move(setup)), calendar_(std::move(calendar)) {}

  world::Reply handle(const HttpRequest& request, Instant now, SimulatorOutputs& out) override {
    return {answer(request, now, out)};
  }

  base::Expected<void> act(std::string_view verb, const base::JsonValue& arguments, Instant /*now*/,
                           SimulatorOutputs& out) override {
    base::ObjectReader in(arguments, "");
    if (verb == "reject_next") {
      refusal_ = in.texts_or_none("reasons");
      if (in.error()) return std::unexpected(*in.error());
      return {};
    }
    Ticket* ticket = latest(in.text("case"));
    if (!ticket) return base::failure("/case", "the lab has no order of this case");
    if (verb == "status") {
      put_on_board(*ticket, in.text("status"), {}, out);
    } else if (verb == "question") {
      const std::string question = in.text("question");
      put_on_board(*ticket, std::string(hold_word), {question}, out);
      say(out, *ticket, "lab.case.question", {{"question", question}});
    } else if (verb == "ship") {
      const std::string carrier = in.text_or("carrier", "UPS");
      const std::string parcel = in.text_or("carrier_tracking", "1Z" + ticket->number);
      put_on_board(*ticket, std::string(shipped_word), {carrier, parcel}, out);
      say(out, *ticket, "lab.case.shipped", {{"carrier", carrier}, {"carrier_tracking", parcel}});
    } else {
      return base::failure("verb", "the lab cannot do \"" + std::string(verb) + "\"");
    }
    if (in.error()) return std::unexpected(*in.error());
    return {};
  }

 private:
  HttpResponse answer(const HttpRequest& request, Instant now, SimulatorOutputs& out) {
    const LabAccount* account = account_of(request);
    if (!account) return text_response(401, "who is this?");
    const Form target = base::parse_target(request.target);
    const Form form = base::parse_target("/?" + request.body);
    const std::string path = request.method + " " + (target.path.empty() ? "" : target.path.front()) +
                             (target.path.size() == 2 ? "/" + target.path.back() : std::string());
    if (path == "POST desk/orders") return take_order(*account, form, now, out);
    if (path == "GET desk/orders") return find_order(*account, text_of(target, "ref"));
    if (path == "POST desk/cancel") return cancel(*account, form, out);
    if (path == "POST desk/answer") return take_answer(*account, form, out);
    if (path == "GET board") return board(*account, text_of(target, "after"));
    return text_response(404, "there is no such counter");
  }

  const LabAccount* account_of(const HttpRequest& request) const {
    const std::string* given = request.headers.find("Authorization");
    for (const LabAccount& account : setup_.accounts)
      if (given && *given == "Basic " + base::base64_encode(account.practice + ":" + account.api_key))
        return &account;
    return nullptr;
  }

  HttpResponse take_order(const LabAccount& account, const Form& form, Instant now, SimulatorOutputs& out) {
    const std::string ref = text_of(form, "ref");
    const std::string case_id = text_of(form, "case");
    if (ref.empty() || case_id.empty()) return text_response(400, "an order has a ref and a case");
    if (const auto known = by_ref_.find({account.practice, ref}); known != by_ref_.end())
      return text_response(200, line_of(tickets_[known->second]));
    std::string sent;
    base::JsonWriter w(sent);
    w.begin_object().member("channel", "api").member("idempotency_key", ref).member("lab", setup_.name);
    w.key("order").raw(order_of(form, setup_.name)).end_object();
    out.facts.push_back({"engine.order.sent", engine_source(account.practice), case_id, std::move(sent)});
    if (!refusal_.empty()) return refuse(account, case_id, out);
    const base::Date today = calendar_.zone.local(now).date;
    const base::Date ships = base::add_working_days(today, calendar_.turnaround, calendar_.days);
    by_ref_[{account.practice, ref}] = tickets_.size();
    tickets_.push_back({"BW-" + std::to_string(first_ticket + tickets_.size()), account.practice, case_id,
                        base::format_date(ships)});
    const Ticket& ticket = tickets_.back();
    say(out, ticket, "lab.order.acknowledged", {{"tracking", ticket.number}, {"ship_by", ticket.ships}});
    return text_response(201, line_of(ticket));
  }

  HttpResponse refuse(const LabAccount& account, const std::string& case_id, SimulatorOutputs& out) {
    std::string data;
    std::string text;
    base::JsonWriter w(data);
    w.begin_object().key("reasons").begin_array();
    for (const std::string& reason : std::exchange(refusal_, {})) {
      w.text(reason);
      text += reason + "\n";
    }
    w.end_array().end_object();
    out.facts.push_back({"lab.order.rejected", lab_source(account.practice), case_id, std::move(data)});
    return text_response(422, text);
  }

  HttpResponse find_order(const LabAccount& account, const std::string& ref) const {
    const auto known = by_ref_.find({account.practice, ref});
    return known == by_ref_.end() ? text_response(404, "never heard of it")
                                  : text_response(200, line_of(tickets_[known->second]));
  }

  HttpResponse cancel(const LabAccount& account, const Form& form, SimulatorOutputs& out) {
    Ticket* ticket = of_account(account, text_of(form, "ticket"));
    if (!ticket) return text_response(404, "there is no such ticket");
    if (ticket->made) return text_response(409, "it is made already");
    if (!std::exchange(ticket->cancelled, true))
      out.facts.push_back({"engine.order.cancelled", engine_source(account.practice), ticket->case_id,
                           "{\"lab\":\"" + setup_.name + "\"}"});
    return text_response(200, "torn up");
  }

  HttpResponse take_answer(const LabAccount& account, const Form& form, SimulatorOutputs& out) {
    Ticket* ticket = of_account(account, text_of(form, "ticket"));
    if (!ticket) return text_response(404, "there is no such ticket");
    std::string data;
    base::JsonWriter(data).begin_object().member("text", text_of(form, "text")).end_object();
    out.facts.push_back(
        {"engine.question.answered", engine_source(account.practice), ticket->case_id, std::move(data)});
    return text_response(200, "thank you");
  }

  HttpResponse board(const LabAccount& account, const std::string& after) const {
    std::string text;
    std::size_t number = 0;
    for (const auto& [practice, line] : board_) {
      ++number;
      if (practice == account.practice && std::to_string(number).size() >= after.size() &&
          (std::to_string(number).size() > after.size() || std::to_string(number) > after))
        text += std::to_string(number) + "\t" + line + "\n";
    }
    return text_response(200, text);
  }

  void put_on_board(Ticket& ticket, const std::string& word, const std::vector<std::string>& more,
                    SimulatorOutputs& out) {
    ticket.made = ticket.made || word == made_word || word == shipped_word;
    ++ticket.words;
    std::string line =
        ticket.number + "\t" + ticket.case_id + "\t" + std::to_string(ticket.words) + "\t" + word;
    for (const std::string& part : more)
      line += "\t" + part;
    board_.emplace_back(ticket.practice, std::move(line));
    std::string data;
    base::JsonWriter w(data);
    w.begin_object().member("sequence", ticket.words).member("status", word);
    w.member("tracking", ticket.number).end_object();
    out.facts.push_back({"lab.case.status", lab_source(ticket.practice), ticket.case_id, std::move(data)});
  }

  void say(SimulatorOutputs& out, const Ticket& ticket, const char* type,
           const std::vector<std::pair<std::string, std::string>>& members) const {
    std::string data;
    base::JsonWriter w(data);
    w.begin_object();
    for (const auto& [key, value] : members)
      w.member(key, value);
    w.end_object();
    out.facts.push_back({type, lab_source(ticket.practice), ticket.case_id, std::move(data)});
  }

  static std::string line_of(const Ticket& ticket) { return ticket.number + " " + ticket.ships + "\n"; }
  static std::string engine_source(const std::string& practice) {
    return "/practices/" + practice + "/engine";
  }
  [[nodiscard]] std::string lab_source(const std::string& practice) const {
    return "/practices/" + practice + "/labs/" + setup_.name;
  }

  Ticket* latest(std::string_view case_id) {
    for (auto ticket = tickets_.rbegin(); ticket != tickets_.rend(); ++ticket)
      if (ticket->case_id == case_id) return &*ticket;
    return nullptr;
  }
  Ticket* of_account(const LabAccount& account, std::string_view number) {
    for (Ticket& ticket : tickets_)
      if (ticket.number == number && ticket.practice == account.practice) return &ticket;
    return nullptr;
  }

  LabSetup setup_;
  Calendar calendar_;
  std::vector<Ticket> tickets_;
  std::vector<std::string> refusal_;                                   // of the next order
  std::map<std::pair<std::string, std::string>, std::size_t> by_ref_;  // practice and ref
  std::vector<std::pair<std::string, std::string>> board_;             // practice and line
};

}  // namespace

base::Expected<std::unique_ptr<world::Simulator>> make_simulator(const LabSetup& setup) {
  base::JsonParser parser;
  const auto profile = parser.parse(setup.profile_json);
  if (!profile) return std::unexpected(profile.error());
  base::ObjectReader in(*profile, "");
  auto zone = base::TimeZone::find(in.text("time_zone"));
  if (!zone) return std::unexpected(zone.error());
  Calendar calendar;
  calendar.zone = *std::move(zone);
  return std::make_unique<Birchwood>(setup, std::move(calendar));
}

}  // namespace articulator::simulators::birchwood
