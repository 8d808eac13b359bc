#include "engine/connect/channel/email/email.hpp"

#include "engine/base/hash.hpp"
#include "engine/connect/answer.hpp"
#include "engine/connect/channel/email/mime.hpp"
#include "engine/connect/channel/package.hpp"
#include "engine/connect/flow.hpp"
#include "engine/model/prescription.hpp"

#include <string>
#include <utility>

namespace articulator::connect::email {
namespace {

// Postfix takes messages of 10 MB unless it is told otherwise, of which base64 eats a quarter. What does not
// fit goes as a link.
constexpr std::size_t mail_contents_max = 7'000'000;

struct Mailer {
  model::PracticeId practice;
  std::shared_ptr<const model::LabProfile> profile;
  std::string peer;  // for error texts
  std::string from;
  std::string files_url;
};

std::string letter(const model::Order& order, const Package& package) {
  std::string text = "Please make: " + model::describe(order.file.prescription) + ".\n\n";
  text += "The prescription is attached as " + package.files[1].name + ", to be read and printed.\n";
  text += "The same order for your systems is " + package.files[0].name + "; " + package.manifest.name +
          " lists every file with its size and SHA-256.\n";
  text += "Order " + order.idempotency_key +
          ": should it reach you more than once, or on another channel too, it is one order.\n";
  return text;
}

class Submission final : public FlowTask {
 public:
  Submission(const Mailer& mailer, model::Order order) : mailer_(mailer), order_(std::move(order)) {}

 private:
  Flow<Outcome> run(bool /*may_have_happened*/) override {
    const auto package =
        make_package(mailer_.practice, order_, *mailer_.profile, mailer_.files_url, mail_contents_max);
    if (!package) co_return std::unexpected(model::TaskFailed{false, std::nullopt, package.error().text()});
    MimeMessage mail;
    mail.from = mailer_.from;
    mail.to = mailer_.profile->email;
    mail.subject = "Order " + order_.case_id.text;
    mail.at = order_.ordered_at;
    mail.id = base::hex(base::sha256(mailer_.practice.text + "\n" + order_.idempotency_key)).substr(0, 32) +
              mailer_.from.substr(mailer_.from.find('@'));
    mail.text = letter(order_, *package);
    for (const PackageFile& file : package->files)
      mail.parts.push_back({file.name, file.type, file.content});
    mail.parts.push_back({package->manifest.name, package->manifest.type, package->manifest.content});
    base::HttpRequest request{"POST", "/", {}, write_mime(mail)};
    request.headers.set("Content-Type", "message/rfc822");
    request.headers.set("Mail-From", mail.from);
    request.headers.set("Rcpt-To", mail.to);
    request.headers.set("TLS", "required");
    const base::HttpResponse& answer = co_await line().call(std::move(request));
    if (auto failed = failure_of(mailer_.peer, answer, line().now()))
      co_return std::unexpected(*std::move(failed));
    co_return model::TaskDone{{}, "mailed to " + mailer_.profile->email};
  }

  const Mailer& mailer_;
  model::Order order_;
};

class Connector final : public model::ChannelConnector {
 public:
  explicit Connector(Mailer mailer) : mailer_(std::move(mailer)) {}

  std::unique_ptr<model::Task> submit(const model::Order& order) override {
    return std::make_unique<Submission>(mailer_, order);
  }
  std::unique_ptr<model::Task> settle(const model::Order& /*order*/) override { return nullptr; }
  std::unique_ptr<model::Task> acknowledgement(const model::Order& /*order*/) override { return nullptr; }

 private:
  Mailer mailer_;
};

}  // namespace

base::Expected<std::unique_ptr<model::ChannelConnector>> make_connector(const model::PracticeBench& practice,
                                                                        const model::LabAccess& lab) {
  const std::string where = "practice " + practice.practice.text;
  if (!lab.mail)
    return base::failure(where, "there is no mail relay for " + lab.kind, "give the lab's \"mail\"");
  if (!is_bare_address(lab.mail->from))
    return base::failure(where, "\"" + lab.mail->from + "\" is no address to send from",
                         "write it like orders@practice.example");
  if (!is_bare_address(lab.profile->email))
    return base::failure(where, "the profile of " + lab.kind + " has no address that orders may go to",
                         "give its \"email\", or leave email out of its \"channels\"");
  Mailer mailer;
  mailer.practice = practice.practice;
  mailer.profile = lab.profile;
  mailer.peer = "the mail relay";
  mailer.from = lab.mail->from;
  mailer.files_url = practice.files_url;
  return std::make_unique<Connector>(std::move(mailer));
}

}  // namespace articulator::connect::email
