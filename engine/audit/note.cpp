#include "engine/audit/note.hpp"

#include "engine/base/hash.hpp"

#include <algorithm>
#include <array>
#include <optional>

#include <fmt/format.h>

namespace articulator::audit {
namespace {

constexpr char ed25519_type = 1;
constexpr std::string_view private_prefix = "PRIVATE+KEY+";
constexpr std::string_view signature_prefix = "\xE2\x80\x94 ";  // an em dash
constexpr std::size_t name_bytes_max = 200;
constexpr std::size_t id_bytes = 4;
constexpr std::size_t key_bytes = 32;
constexpr std::size_t signature_bytes = 64;

std::string_view trimmed(std::string_view text) {
  constexpr std::string_view space = " \t\r\n";
  const std::size_t first = text.find_first_not_of(space);
  if (first == std::string_view::npos) return {};
  return text.substr(first, text.find_last_not_of(space) - first + 1);
}

template <std::size_t N>
std::string text_of(const std::array<std::uint8_t, N>& bytes) {
  return {bytes.begin(), bytes.end()};
}

// Base64 that only one text stands for: OpenSSL passes over the last bits.
std::optional<std::string> decode_strictly(std::string_view base64) {
  auto bytes = base::base64_decode(base64);
  if (!bytes || base::base64_encode(*bytes) != base64) return std::nullopt;
  return bytes;
}

std::string big_endian(std::uint32_t id) {
  std::string bytes;
  for (const unsigned shift : {24U, 16U, 8U, 0U})
    bytes += static_cast<char>((id >> shift) & 0xFFU);
  return bytes;
}

// "<name>+<id>+<base64 of the type and 32 bytes>"
struct KeyParts {
  std::string name;
  std::string_view id;
  std::array<std::uint8_t, key_bytes> bytes{};
};
std::optional<KeyParts> take_apart(std::string_view line) {
  const std::size_t first = line.find('+');
  const std::size_t second = first == std::string_view::npos ? first : line.find('+', first + 1);
  if (second == std::string_view::npos) return std::nullopt;
  KeyParts parts{std::string(line.substr(0, first)), line.substr(first + 1, second - first - 1), {}};
  const auto bytes = decode_strictly(line.substr(second + 1));
  if (!is_key_name(parts.name) || !bytes || bytes->size() != 1 + key_bytes || bytes->front() != ed25519_type)
    return std::nullopt;
  std::copy(bytes->begin() + 1, bytes->end(), parts.bytes.begin());
  return parts;
}

std::string id_text(const VerifierKey& key) {
  return fmt::format("{:08x}", id_of(key));
}

struct NoteParts {
  std::string_view text;        // with its last line end
  std::string_view signatures;  // lines
};
std::optional<NoteParts> parts_of(std::string_view note) {
  if (note.size() > note_bytes_max || !note.ends_with('\n')) return std::nullopt;
  const std::size_t blank = note.rfind("\n\n");
  if (blank == std::string_view::npos) return std::nullopt;
  for (const char c : note)
    if (static_cast<unsigned char>(c) < ' ' && c != '\n') return std::nullopt;
  const NoteParts parts{note.substr(0, blank + 1), note.substr(blank + 2)};
  return parts.signatures.empty() ? std::nullopt : std::optional(parts);
}

base::Error no_note() {
  return {"", "is no signed note", "give a text with its signature lines below a blank line"};
}

}  // namespace

bool is_key_name(std::string_view name) {
  return !name.empty() && name.size() <= name_bytes_max &&
         std::none_of(name.begin(), name.end(), [](char c) { return c <= ' ' || c == '+' || c > '~'; });
}

VerifierKey verifier_of(const SigningKey& key) {
  return {key.name, base::ed25519_public(key.seed)};
}

std::uint32_t id_of(const VerifierKey& key) {
  const base::Sha256 hash = base::sha256(key.name + "\n" + ed25519_type + text_of(key.key));
  std::uint32_t id = 0;
  for (std::size_t n = 0; n < id_bytes; ++n)
    id = (id << 8U) | hash.at(n);
  return id;
}

std::string write_key(const SigningKey& key) {
  return fmt::format("{}{}+{}+{}", private_prefix, key.name, id_text(verifier_of(key)),
                     base::base64_encode(ed25519_type + text_of(key.seed)));
}

std::string write_key(const VerifierKey& key) {
  return fmt::format("{}+{}+{}", key.name, id_text(key),
                     base::base64_encode(ed25519_type + text_of(key.key)));
}

base::Expected<SigningKey> read_signing_key(std::string_view line) {
  line = trimmed(line);
  const bool is_private = line.starts_with(private_prefix);
  const auto parts = take_apart(is_private ? line.substr(private_prefix.size()) : std::string_view());
  if (parts) {
    SigningKey key{parts->name, parts->bytes};
    if (id_text(verifier_of(key)) == parts->id) return key;
  }
  // Without a word of what was read: it may be most of a secret.
  return base::failure("", "is no signing key", "make one with articulator audit key");
}

base::Expected<VerifierKey> read_verifier_key(std::string_view line) {
  line = trimmed(line);
  const auto parts = take_apart(line);
  if (parts) {
    VerifierKey key{parts->name, parts->bytes};
    if (id_text(key) == parts->id) return key;
  }
  return base::failure("", "is no public key",
                       line.starts_with(private_prefix)
                           ? "this is the private one; keep it, and give the public one"
                           : "give a line such as audit.example+1a2b3c4d+AQ... from who keeps the log");
}

std::string sign_note(std::string_view text, const SigningKey& key) {
  const base::Ed25519Signature signature = base::ed25519_sign(key.seed, text);
  return fmt::format("{}\n{}{} {}\n", text, signature_prefix, key.name,
                     base::base64_encode(big_endian(id_of(verifier_of(key))) + text_of(signature)));
}

base::Expected<std::string> open_note(std::string_view note, const VerifierKey& key) {
  const auto parts = parts_of(note);
  if (!parts) return std::unexpected(no_note());
  const std::string id = big_endian(id_of(key));
  std::string_view rest = parts->signatures;
  while (!rest.empty()) {
    std::string_view line = rest.substr(0, rest.find('\n'));
    rest.remove_prefix(line.size() + 1);
    if (!line.starts_with(signature_prefix)) return std::unexpected(no_note());
    line.remove_prefix(signature_prefix.size());
    const std::size_t space = std::min(line.find(' '), line.size());
    const auto bytes = decode_strictly(line.substr(std::min(space + 1, line.size())));
    if (!is_key_name(line.substr(0, space)) || !bytes || bytes->size() <= id_bytes)
      return std::unexpected(no_note());
    if (line.substr(0, space) != key.name || !bytes->starts_with(id)) continue;
    base::Ed25519Signature signature{};
    if (bytes->size() == id_bytes + signature_bytes)
      std::copy(bytes->begin() + id_bytes, bytes->end(), signature.begin());
    if (!base::ed25519_verify(key.key, parts->text, signature))
      return base::failure("", "the signature by " + key.name + " does not hold",
                           "the text or its signature was changed");
    return std::string(parts->text);
  }
  return base::failure("", fmt::format("is not signed by the key {}+{}", key.name, id_text(key)),
                       "give the public key of who signed it");
}

base::Expected<std::string> text_of_unverified(std::string_view note) {
  const auto parts = parts_of(note);
  if (!parts) return std::unexpected(no_note());
  return std::string(parts->text);
}

}  // namespace articulator::audit
