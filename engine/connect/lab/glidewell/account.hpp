// What the connector knows of one practice's account at the lab.
#pragma once

#include "engine/base/error.hpp"
#include "engine/base/http.hpp"
#include "engine/base/instant.hpp"
#include "engine/base/json_reader.hpp"
#include "engine/connect/flow.hpp"
#include "engine/connect/statement_book.hpp"
#include "engine/model/bench.hpp"
#include "engine/model/ids.hpp"

#include <cstdint>
#include <deque>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <string_view>

namespace articulator::connect::glidewell {

inline constexpr std::string_view peer = "Glidewell";

// What has been said of one order so far, by webhook or poll, so that it is said once.
struct KnownOrder {
  std::int64_t sequence = 0;  // of the latest status
  std::int64_t moved_at =
      0;                 // `change` of the latest status that is no hold: a question before it is answered
  std::string question;  // that the order waits for; empty: none
  std::int64_t asked_at = 0;  // `change` of that question
  std::string shipment;       // the carrier's tracking, once told
};

struct SeenWebhook {
  std::string id;
  base::Instant at;
};

struct Account {
  Account(const model::PracticeBench& bench, const model::LabAccess& lab, std::string secret);

  model::PracticeId practice;
  model::LabId lab;
  std::shared_ptr<const model::LabProfile> profile;
  std::string base_path;
  std::string api_key;
  std::string webhook_key;  // the secret, decoded
  base::JsonParser parser;

  std::map<std::string, KnownOrder, std::less<>> orders;  // by tracking number
  std::int64_t change = 0;                                // the last that a poll has seen
  std::deque<SeenWebhook> seen_webhooks;                  // oldest first
  std::map<std::string, int, std::less<>> messages;       // amendments and answers sent, by order or case
  StatementBook statements;                               // that were read
  std::optional<model::SftpAccess> drop;                  // where statements may lie as files
  base::Instant next_look;                                // into it, for some

  [[nodiscard]] base::HttpRequest get(std::string_view path) const;
  [[nodiscard]] base::HttpRequest send(std::string_view method, std::string_view path, std::string body,
                                       std::string_view idempotency_key = {}) const;

  // Is this word of the lab a hold?
  [[nodiscard]] bool is_hold(std::string_view status) const;

  // The entry of this tracking number; the map is kept within bounds.
  KnownOrder& order(const std::string& tracking);
};

// GET, its failure or its JSON: valid until the next parse of the account's parser.
Flow<Got<base::JsonValue>> fetch(Account& account, Line& line, std::string path);

}  // namespace articulator::connect::glidewell
