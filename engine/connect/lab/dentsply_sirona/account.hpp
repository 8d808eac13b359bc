// What the connector knows of one practice's account at the lab, and how it asks there.
//
// Every call bears an access token of OAuth 2 (client credentials, RFC 6749 4.4). It is kept until it is
// about to expire; a call that is refused because the token is good no longer gets another one and is made
// once more, and no third time.
#pragma once

#include "engine/base/http.hpp"
#include "engine/base/instant.hpp"
#include "engine/base/json_reader.hpp"
#include "engine/connect/flow.hpp"
#include "engine/model/bench.hpp"
#include "engine/model/ids.hpp"

#include <cstdint>
#include <map>
#include <memory>
#include <set>
#include <string>
#include <string_view>
#include <utility>

namespace articulator::connect::dentsply_sirona {

inline constexpr std::string_view peer = "Dentsply Sirona";

// What has been said of one order so far, so that it is said once.
struct KnownOrder {
  std::int64_t revision = 0;
  std::int64_t sequence = 0;  // of the latest state
  std::string asked;          // id of what it waited for last
  std::string shipment;       // the carrier's tracking, once told
};

struct Account {
  Account(const model::PracticeBench& bench, const model::LabAccess& access);

  model::LabId lab;
  std::shared_ptr<const model::LabProfile> profile;
  std::string base_path;
  std::string client_id;
  std::string client_secret;
  base::JsonParser parser;

  std::string token;  // empty: none that is good
  base::Instant token_until;

  std::map<std::string, KnownOrder, std::less<>> orders;       // by reference
  std::map<std::string, std::string, std::less<>> references;  // by the lab's number
  std::set<std::pair<std::string, std::int64_t>> billed;       // statement and line, of what was told
  std::int64_t cursor = 0;                                     // of the changes
  std::string changes_etag;                                    // of the changes after it

  [[nodiscard]] base::HttpRequest get(std::string_view path) const;
  [[nodiscard]] base::HttpRequest send(std::string_view method, std::string_view path,
                                       std::string body) const;

  // The entry of this order; the maps are kept within bounds.
  KnownOrder& order(const std::string& reference);
};

// "/v1/orders/LC-7%2F1"
std::string order_path(std::string_view reference);

// Any answer but one about the token, or why there is none.
Flow<Got<base::HttpResponse>> ask(Account& account, Line& line, base::HttpRequest request);

// The failure of the answer, or its JSON: valid until the next parse of the account's parser.
Flow<Got<base::JsonValue>> ask_for_json(Account& account, Line& line, base::HttpRequest request);

}  // namespace articulator::connect::dentsply_sirona
