// Calls to a Dentrix office: the access token, the headers that every call wants, the envelope around what
// comes back (DOMAIN 2.1 [S]).
//
//   auto answer = co_await call(session, line, get("/v1/patients/11000000000007"));
//   if (!answer) co_return std::unexpected(std::move(answer.error()));    // no token to be had, 401 twice
//
// A token is kept, and renewed a minute before it expires. One that is refused all the same is renewed once a
// call; refused again, the call has failed, so that no pair of calls can go on for ever.
#pragma once

#include "engine/base/json_reader.hpp"
#include "engine/connect/flow.hpp"
#include "engine/model/bench.hpp"

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace articulator::connect::dentrix {

inline constexpr std::string_view peer = "Dentrix";
inline constexpr std::size_t page_rows = 25;  // asked for; the office may give fewer

struct Session {
  model::PmsAccess access;
  std::string token{};  // empty: none yet, or refused
  base::Instant renew_at{};
};

// `path` after the base path: "/v1/labcases/31000000000007".
base::HttpRequest get(std::string path);
base::HttpRequest put(std::string path, std::string body);
base::HttpRequest post(std::string path, std::string body);

// The answer, whatever its status but 401. Failure: no token, or a fresh one refused.
Flow<Got<base::HttpResponse>> call(Session& session, Line& line, base::HttpRequest request);

// The same; failure also for what is no 2xx. Its body.
Flow<Got<std::string>> ask(Session& session, Line& line, base::HttpRequest request);

// The envelope around an answer, valid until the parser's next document.
struct Envelope {
  base::JsonValue data;
  std::int64_t pages = 1;  // of the list
};
Got<Envelope> read_envelope(base::JsonParser& parser, std::string_view body);

// "/v1/labcases?filter=status%3D%3DOUTSTANDING&page=1&pageSize=25"
std::string list_path(std::string_view resource, std::string_view filter, std::size_t page);
// "id->[1,2]"
std::string any_of_ids(const std::vector<std::string>& ids, std::string_view field = "id");

// Of a row: empty where there is no such text.
std::string text_in(const base::JsonValue& row, std::string_view member);
std::string ref_in(const base::JsonValue& row, std::string_view member);  // the id of a ref {id, type, url}

std::unexpected<model::TaskFailed> refused(std::string error);  // not worth retrying

}  // namespace articulator::connect::dentrix
