#include "engine/connect/channel/email/purchase.hpp"

#include "engine/base/hash.hpp"
#include "engine/connect/answer.hpp"
#include "engine/connect/channel/email/mime.hpp"
#include "engine/connect/flow.hpp"

#include <string>
#include <utility>

namespace articulator::connect {
namespace {

struct Sender {
  model::PracticeId practice;
  std::string address;
};

std::string letter(const Sender& sender, const model::PurchaseOrder& order) {
  return "Please deliver " + std::to_string(order.quantity) + " " + order.unit + " of " + order.name + " (" +
         order.item + ") to practice " + sender.practice.text + ".\n\nPurchase order " + order.number +
         ": should it reach you more than once, it is one order.\n";
}

class Sending final : public FlowTask {
 public:
  Sending(const Sender& sender, model::PurchaseOrder order) : sender_(sender), order_(std::move(order)) {}

 private:
  Flow<Outcome> run(bool /*may_have_happened*/) override {
    email::MimeMessage mail;
    mail.from = sender_.address;
    mail.to = order_.email;
    mail.subject = "Purchase order " + order_.number + " of " + sender_.practice.text;
    mail.at = order_.ordered_at;
    mail.id = base::hex(base::sha256(sender_.practice.text + "\n" + order_.number)).substr(0, 32) +
              mail.from.substr(mail.from.find('@'));
    mail.text = letter(sender_, order_);
    base::HttpRequest request{"POST", "/", {}, email::write_mime(mail)};
    request.headers.set("Content-Type", "message/rfc822");
    request.headers.set("Mail-From", mail.from);
    request.headers.set("Rcpt-To", mail.to);
    request.headers.set("TLS", "required");
    const base::HttpResponse& answer = co_await line().call(std::move(request));
    if (auto failed = failure_of("the mail relay", answer, line().now()))
      co_return std::unexpected(*std::move(failed));
    co_return model::TaskDone{{}, "mailed to " + order_.email};
  }

  const Sender& sender_;
  model::PurchaseOrder order_;
};

class Connector final : public model::SupplierConnector {
 public:
  explicit Connector(Sender sender) : sender_(std::move(sender)) {}
  std::unique_ptr<model::Task> order(const model::PurchaseOrder& order) override {
    return std::make_unique<Sending>(sender_, order);
  }

 private:
  Sender sender_;
};

}  // namespace

base::Expected<std::unique_ptr<model::SupplierConnector>> make_supplier(
    const model::PracticeBench& practice) {
  const auto& inventory = practice.insight.inventory;
  if (!inventory) return std::unique_ptr<model::SupplierConnector>();
  const std::string where = "practice " + practice.practice.text;
  if (!email::is_bare_address(inventory->mail.from))
    return base::failure(where, "\"" + inventory->mail.from + "\" is no address to send from",
                         "write it like orders@practice.example");
  for (const model::Supplier& supplier : inventory->suppliers)
    if (!email::is_bare_address(supplier.email))
      return base::failure(where, "\"" + supplier.email + "\" is no address of a supplier",
                           "write it like orders@supplier.example");
  return std::make_unique<Connector>(Sender{practice.practice, inventory->mail.from});
}

}  // namespace articulator::connect
