#include "engine/connect/lab/glidewell/signature.hpp"

#include "engine/base/hash.hpp"

#include <algorithm>
#include <charconv>
#include <cstdint>

namespace articulator::connect::glidewell {
namespace {

constexpr std::string_view secret_prefix = "whsec_";
constexpr std::string_view version = "v1,";
constexpr std::size_t header_chars_max = 2'000;
constexpr std::size_t timestamp_chars_max = 12;

std::optional<base::Instant> unix_seconds(std::string_view text) {
  std::int64_t seconds = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), seconds);
  const bool whole = error == std::errc{} && end == text.data() + text.size();
  if (text.empty() || text.size() > timestamp_chars_max || !whole || seconds < 0) return std::nullopt;
  return base::Instant{seconds * 1000};
}

bool is_among(std::string_view signatures, std::string_view wanted) {
  bool found = false;
  while (!signatures.empty()) {
    const std::size_t space = std::min(signatures.find(' '), signatures.size());
    const std::string_view entry = signatures.substr(0, space);
    if (entry.starts_with(version) && base::equal_in_constant_time(entry.substr(version.size()), wanted))
      found = true;
    signatures.remove_prefix(std::min(space + 1, signatures.size()));
  }
  return found;
}

}  // namespace

std::optional<std::string> webhook_key(std::string_view secret) {
  if (!secret.starts_with(secret_prefix)) return std::nullopt;
  auto key = base::base64_decode(secret.substr(secret_prefix.size()));
  if (!key || key->empty()) return std::nullopt;
  return key;
}

std::optional<Refusal> check_signature(const base::HttpRequest& request, std::string_view key,
                                       base::Instant now) {
  const std::string* id = request.headers.find("webhook-id");
  const std::string* timestamp = request.headers.find("webhook-timestamp");
  const std::string* signatures = request.headers.find("webhook-signature");
  if (id == nullptr || timestamp == nullptr || signatures == nullptr || id->empty())
    return Refusal{
        400, "the webhook is not signed: webhook-id, webhook-timestamp or webhook-signature is missing"};
  if (id->size() > header_chars_max || signatures->size() > header_chars_max)
    return Refusal{400, "a header of the webhook is too long"};
  const auto sent = unix_seconds(*timestamp);
  if (!sent) return Refusal{400, "webhook-timestamp is no Unix time in seconds"};

  const std::string content = *id + "." + *timestamp + "." + request.body;
  const base::Sha256 digest = base::hmac_sha256(key, content);
  const std::string wanted =
      base::base64_encode({reinterpret_cast<const char*>(digest.data()), digest.size()});
  if (!is_among(*signatures, wanted)) return Refusal{401, "the signature of the webhook is not the lab's"};
  if (*sent + timestamp_tolerance < now) return Refusal{401, "the webhook is more than five minutes old"};
  if (now + timestamp_tolerance < *sent)
    return Refusal{401, "the webhook is from more than five minutes ahead"};
  return std::nullopt;
}

}  // namespace articulator::connect::glidewell
