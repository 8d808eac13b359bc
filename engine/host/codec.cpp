#include "engine/host/codec.hpp"

#include <charconv>
#include <utility>

namespace articulator::host {
namespace {

void put(std::string& out, std::string_view field) {
  out += std::to_string(field.size());
  out += ':';
  out += field;
}

void put_number(std::string& out, std::uint64_t number) {
  put(out, std::to_string(number));
}

void put_headers(std::string& out, const base::Headers& headers) {
  put_number(out, headers.list.size());
  for (const base::Header& header : headers.list) {
    put(out, header.name);
    put(out, header.value);
  }
}

// Takes fields off the front; once one is damaged, all that follow are empty and `whole` is false.
class Fields {
 public:
  explicit Fields(std::string_view bytes) : rest_(bytes) {}

  std::string_view next() {
    std::size_t length = 0;
    const auto parsed = std::from_chars(rest_.data(), rest_.data() + rest_.size(), length);
    const auto digits = static_cast<std::size_t>(parsed.ptr - rest_.data());
    if (parsed.ec != std::errc() || digits >= rest_.size() || rest_[digits] != ':' ||
        rest_.size() - digits - 1 < length) {
      damaged_ = true;
      rest_ = {};
      return {};
    }
    const std::string_view field = rest_.substr(digits + 1, length);
    rest_.remove_prefix(digits + 1 + length);
    return field;
  }

  std::uint64_t number(std::uint64_t highest) {
    const std::string_view text = next();
    std::uint64_t value = 0;
    const auto parsed = std::from_chars(text.data(), text.data() + text.size(), value);
    if (parsed.ec != std::errc() || parsed.ptr != text.data() + text.size() || value > highest)
      damaged_ = true;
    return damaged_ ? 0 : value;
  }

  base::Headers headers() {
    base::Headers headers;
    for (std::uint64_t left = number(rest_.size()); left > 0 && !damaged_; --left) {
      std::string name(next());
      std::string value(next());
      headers.list.push_back({std::move(name), std::move(value)});
    }
    return headers;
  }

  [[nodiscard]] bool whole() const { return !damaged_ && rest_.empty(); }

 private:
  std::string_view rest_;
  bool damaged_ = false;
};

What decode_request(Fields& fields) {
  base::HttpRequest request;
  request.method = fields.next();
  request.target = fields.next();
  request.headers = fields.headers();
  request.body = fields.next();
  return workflow::Request{std::move(request)};
}

What decode_answer(Fields& fields) {
  constexpr std::uint64_t status_max = 999;
  workflow::Answer answer;
  answer.call = fields.number(UINT64_MAX);
  if (fields.next() == "failure") {
    answer.outcome = static_cast<base::CallFailure>(
        fields.number(static_cast<std::uint64_t>(base::CallFailure::untrusted)));
    return answer;
  }
  base::HttpResponse response;
  response.status = static_cast<int>(fields.number(status_max));
  response.headers = fields.headers();
  response.body = fields.next();
  answer.outcome = std::move(response);
  return answer;
}

}  // namespace

std::string encode_request(const base::HttpRequest& request) {
  std::string out;
  put(out, request.method);
  put(out, request.target);
  put_headers(out, request.headers);
  put(out, request.body);
  return out;
}

Encoded encode(const What& what) {
  if (const auto* request = std::get_if<workflow::Request>(&what))
    return {Kind::request, encode_request(request->request)};
  const auto* answer = std::get_if<workflow::Answer>(&what);
  if (!answer) return {Kind::due, {}};
  std::string out;
  put_number(out, answer->call);
  if (const auto* response = std::get_if<base::HttpResponse>(&answer->outcome)) {
    put(out, "response");
    put_number(out, static_cast<std::uint64_t>(response->status));
    put_headers(out, response->headers);
    put(out, response->body);
  } else {
    put(out, "failure");
    put_number(out, static_cast<std::uint64_t>(std::get<base::CallFailure>(answer->outcome)));
  }
  return {Kind::answer, std::move(out)};
}

std::optional<What> decode(Kind kind, std::string_view body) {
  Fields fields(body);
  What what = workflow::Due{};
  if (kind == Kind::request) what = decode_request(fields);
  if (kind == Kind::answer) what = decode_answer(fields);
  if (!fields.whole()) return std::nullopt;
  return what;
}

}  // namespace articulator::host
