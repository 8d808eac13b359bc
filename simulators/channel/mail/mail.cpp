#include "simulators/channel/mail/mail.hpp"

#include "engine/base/json_writer.hpp"
#include "simulators/world/answering_simulator.hpp"

#include <algorithm>
#include <set>
#include <string>
#include <string_view>
#include <utility>

namespace articulator::simulators::mail {
namespace {

using base::HttpRequest;
using base::HttpResponse;
using base::Instant;
using base::ObjectReader;

constexpr std::size_t message_bytes_max = 16'000'000;
constexpr std::int64_t times_max = 1'000;
constexpr std::size_t number_digits = 6;

HttpResponse said(int status, std::string_view text) {
  return base::text_response(status, std::string(text));
}

class Mail final : public world::AnsweringSimulator {
 public:
  explicit Mail(Config config) : config_(std::move(config)) {}

  world::Reply handle(const HttpRequest& request, Instant now, world::SimulatorOutputs& out) override {
    return {answer(request, now, out)};
  }
  base::Expected<void> act(std::string_view verb, const base::JsonValue& arguments, Instant /*now*/,
                           world::SimulatorOutputs& /*out*/) override {
    ObjectReader in(arguments, "");
    if (verb == "greylist")
      greylist_ = in.integer("times", 0, times_max);
    else if (verb == "refuse")
      refuse_ = in.integer("times", 0, times_max);
    else if (verb == "tls")
      offers_tls_ = in.boolean("offered");
    else if (verb == "certificate")
      trusted_ = in.boolean("trusted");
    else
      return base::failure("", "the mail relay has no verb \"" + std::string(verb) + "\"",
                           "it knows greylist, refuse, tls, certificate");
    if (in.error()) return std::unexpected(*in.error());
    return {};
  }

 private:
  HttpResponse answer(const HttpRequest& request, Instant now, world::SimulatorOutputs& out) {
    if (request.method != "POST" || request.target != "/") return said(405, "a relay takes messages only");
    const std::string* tls = request.headers.find("TLS");
    const bool tls_demanded = tls != nullptr && *tls == "required";
    if (tls_demanded && !offers_tls_) return said(426, "502 STARTTLS is not offered");
    if (tls_demanded && !trusted_) return said(495, "the relay's certificate is signed by nobody we know");
    if (greylist_ > 0) {
      --greylist_;
      return said(429, "450 4.2.0 greylisted, come again in a while");
    }
    if (refuse_ > 0) {
      --refuse_;
      return said(403, "554 5.7.1 message refused");
    }
    const std::string* from = request.headers.find("Mail-From");
    const std::string* to = request.headers.find("Rcpt-To");
    if (from == nullptr || from->empty() || to == nullptr) return said(403, "503 5.5.1 no envelope");
    if (request.body.size() > message_bytes_max) return said(403, "552 5.3.4 message too large");
    if (std::ranges::find(config_.suppliers, *to) != config_.suppliers.end())
      return to_supplier(*from, *to, request.body, out);
    for (const Mailbox& mailbox : config_.mailboxes) {
      if (mailbox.address != *to) continue;
      std::string name = std::to_string(++last_);
      name.insert(0, number_digits - std::min(number_digits, name.size()), '0');
      if (!tls_demanded) mailbox.shelf->put(name + ".clear", *from, now);
      mailbox.shelf->put(name + ".eml", request.body, now);
      return {202, {}, "250 2.0.0 queued as " + name};
    }
    return said(403, "550 5.1.1 no such mailbox");
  }

  HttpResponse to_supplier(const std::string& from, const std::string& to, const std::string& message,
                           world::SimulatorOutputs& out) {
    const auto sender = std::ranges::find(config_.senders, from, &Sender::address);
    if (sender == config_.senders.end()) return said(403, "550 5.7.1 the sender is not a customer");
    const bool is_new = known_.insert(std::string(header(message, "Message-ID: "))).second;
    std::string data;
    base::JsonWriter w(data);
    w.begin_object().member("subject", header(message, "Subject: ")).member("to", std::string_view(to));
    w.end_object();
    out.facts.push_back({is_new ? "supplier.order.received" : "supplier.order.repeated",
                         "/practices/" + sender->practice + "/suppliers/" + to, "", std::move(data)});
    return {202, {}, "250 2.0.0 queued for " + to};
  }

  // The line that begins so, among the headers. Empty: there is none.
  static std::string_view header(std::string_view message, std::string_view name) {
    const std::string_view headers = message.substr(0, message.find("\r\n\r\n"));
    const std::size_t at = headers.find(name);
    if (at == std::string_view::npos) return {};
    const std::string_view rest = headers.substr(at + name.size());
    return rest.substr(0, rest.find("\r\n"));
  }

  Config config_;
  std::set<std::string> known_;  // Message-IDs that suppliers have
  std::int64_t greylist_ = 0;
  std::int64_t refuse_ = 0;
  bool offers_tls_ = true;
  bool trusted_ = true;
  std::uint64_t last_ = 0;
};

}  // namespace

std::unique_ptr<world::Simulator> make_mail(Config config) {
  return std::make_unique<Mail>(std::move(config));
}

}  // namespace articulator::simulators::mail
