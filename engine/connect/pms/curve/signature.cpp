#include "engine/connect/pms/curve/signature.hpp"

#include "engine/base/hash.hpp"

#include <algorithm>
#include <charconv>
#include <cstdint>
#include <vector>

namespace articulator::connect::curve {
namespace {

constexpr base::Duration tolerance = base::minutes(5);
constexpr std::size_t header_chars_max = 1'000;

struct Parts {
  std::string time;
  std::vector<std::string_view> signatures;
};

Parts parts_of(std::string_view header) {
  Parts parts;
  while (!header.empty()) {
    const std::size_t comma = std::min(header.find(','), header.size());
    const std::string_view part = header.substr(0, comma);
    if (part.starts_with("t=") && parts.time.empty()) parts.time = part.substr(2);
    if (part.starts_with("v1=")) parts.signatures.push_back(part.substr(3));
    header.remove_prefix(std::min(comma + 1, header.size()));
  }
  return parts;
}

std::optional<base::Instant> unix_seconds(std::string_view text) {
  std::int64_t seconds = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), seconds);
  constexpr std::int64_t seconds_max = 100'000'000'000;  // the year 5138
  if (text.empty() || error != std::errc{} || end != text.data() + text.size()) return std::nullopt;
  if (seconds < 0 || seconds > seconds_max) return std::nullopt;
  return base::Instant{seconds * 1000};
}

// Takes the same time wherever the first difference is.
bool same(std::string_view a, std::string_view b) {
  if (a.size() != b.size()) return false;
  unsigned difference = 0;
  for (std::size_t i = 0; i < a.size(); ++i)
    difference |= static_cast<unsigned>(a[i] ^ b[i]);
  return difference == 0;
}

}  // namespace

std::optional<Refusal> check_signature(const base::HttpRequest& request, std::string_view secret,
                                       base::Instant now) {
  const std::string* header = request.headers.find("Curve-Signature");
  if (header == nullptr) return Refusal{400, "the webhook is not signed: Curve-Signature is missing"};
  if (header->size() > header_chars_max) return Refusal{400, "Curve-Signature is too long"};
  const Parts parts = parts_of(*header);
  const auto sent = unix_seconds(parts.time);
  if (!sent || parts.signatures.empty())
    return Refusal{400, "Curve-Signature has no time or no signature that can be read"};
  const std::string wanted = base::hex(base::hmac_sha256(secret, parts.time + "." + request.body));
  const bool is_signed =
      std::ranges::any_of(parts.signatures, [&](std::string_view one) { return same(one, wanted); });
  if (!is_signed) return Refusal{401, "the signature of the webhook is not Curve's"};
  if (*sent + tolerance < now) return Refusal{401, "the webhook is more than five minutes old"};
  if (now + tolerance < *sent) return Refusal{401, "the webhook is from more than five minutes ahead"};
  return std::nullopt;
}

}  // namespace articulator::connect::curve
