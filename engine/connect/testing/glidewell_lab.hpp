// A lab for tests: a scripted Glidewell, the connector under test, and signed webhooks.
#pragma once

#include "engine/base/hash.hpp"
#include "engine/connect/lab/glidewell/connector.hpp"
#include "engine/connect/testing/scripted_peer.hpp"
#include "engine/model/bench.hpp"

#include <memory>
#include <string>
#include <string_view>
#include <utility>

namespace articulator::connect::testing {

struct GlidewellLab {
  ScriptedPeer peer;
  model::PracticeBench bench;
  std::unique_ptr<model::LabConnector> connector;
  base::Instant now = base::parse_instant("2024-10-21T14:00:00Z").value();
  std::string key = "a key of thirty-two bytes or so!";

  GlidewellLab() {
    bench.practice = model::PracticeId("p-01");
    auto profile = std::make_shared<model::LabProfile>();
    profile->lab = model::LabId("glidewell");
    profile->name = "Glidewell";
    profile->webhook_silent_after_minutes = 60;
    profile->statuses = {{"Case Received", model::Stage::received},
                         {"In Design", model::Stage::in_design},
                         {"On Hold", model::Stage::on_hold}};
    model::LabAccess lab;
    lab.kind = "glidewell";
    lab.endpoint = {"http://127.0.0.1:4001", ""};
    lab.api_key = "KEY";
    lab.webhook_secret = "whsec_" + base::base64_encode(key);
    lab.profile = profile;
    bench.labs.push_back(lab);
    connector = glidewell::make_connector(bench, bench.labs[0]).value();
  }

  static std::string signature(std::string_view secret, const std::string& content) {
    const base::Sha256 digest = base::hmac_sha256(secret, content);
    return "v1," + base::base64_encode({reinterpret_cast<const char*>(digest.data()), digest.size()});
  }

  // Signed as the lab signs, now.
  base::HttpRequest signed_webhook(const std::string& id, std::string body) const {
    const std::string timestamp = std::to_string(now.ms_since_epoch / 1000);
    base::HttpRequest request;
    request.method = "POST";
    request.target = "/webhooks/glidewell";
    request.headers.set("webhook-id", id);
    request.headers.set("webhook-timestamp", timestamp);
    request.headers.set("webhook-signature", signature(key, id + "." + timestamp + "." + body));
    request.body = std::move(body);
    return request;
  }

  std::optional<model::WebhookResult> deliver(const std::string& id, std::string body) {
    return connector->webhook(signed_webhook(id, std::move(body)), now);
  }

  static std::string message(const std::string& type, int change, const std::string& rest) {
    return R"({"type":"order.)" + type +
           R"(","account":"p-01","case_id":"LC-7","tracking":"GLW-1","change":)" + std::to_string(change) +
           R"(,"occurred_at":"2024-10-21T13:59:58Z",)" + rest + "}";
  }
  static std::string status(int change, const std::string& word, int sequence) {
    return message("status", change, R"("status":")" + word + R"(","sequence":)" + std::to_string(sequence));
  }
};

}  // namespace articulator::connect::testing
