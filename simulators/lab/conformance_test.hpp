// A lab's contract as a table: requests in turn, and what must come back of each.
//
//   const std::vector<Row> rows{{"an order without a key", "POST", "/v1/orders", order, {}, 400, "/message",
//   "*"}}; const int hold = held(rows, [&](const Row& row) { return bench.send(row); });
#pragma once

#include "engine/base/http.hpp"
#include "engine/base/json_reader.hpp"

#include <string>
#include <string_view>
#include <vector>

#include <boost/test/unit_test.hpp>

namespace articulator::simulators {

// Holds when the answer has the status, and at the pointer (or in the header) what the row says.
struct Row {
  std::string_view what;
  std::string method;
  std::string target;
  std::string body;
  std::vector<base::Header> headers;
  int status = 200;
  std::string_view where{};  // JSON pointer, or "header:Name"; empty: the status is all
  std::string_view value{};  // "*": anything but nothing
};

inline std::string found_at(const base::HttpResponse& response, std::string_view where) {
  constexpr std::string_view in_header = "header:";
  if (where.starts_with(in_header)) {
    const std::string* header = response.headers.find(where.substr(in_header.size()));
    return header != nullptr ? *header : "(none)";
  }
  base::JsonParser parser;
  const auto document = parser.parse(response.body);
  if (!document) return "(no JSON)";
  const auto value = document->at_pointer(where);
  if (!value) return "(none)";
  return value->text() ? std::string(*value->text()) : value->dump();
}

// How many of them hold. `send` makes a row's request of the lab and gives its answer.
template <typename Send>
int held(const std::vector<Row>& rows, Send send) {
  int hold = 0;
  for (const Row& row : rows) {
    const base::HttpResponse response = send(row);
    const std::string found = row.where.empty() ? "" : found_at(response, row.where);
    const bool is_there = !found.empty() && !found.starts_with("(no");
    const bool right = row.where.empty() || (row.value == "*" ? is_there : found == row.value);
    BOOST_CHECK_MESSAGE(response.status == row.status && right,
                        row.what << ": " << response.status << ", " << row.where << " is " << found);
    if (response.status == row.status && right) ++hold;
  }
  return hold;
}

}  // namespace articulator::simulators
