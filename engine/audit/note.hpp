// Signed notes (C2SP signed-note v1, the format of Go's sumdb, Sigstore and the public witnesses): a text,
// and below it who signed it. Only Ed25519 keys (signature type 1).
//
//   const SigningKey key = read_signing_key("PRIVATE+KEY+audit.example+...").value();
//   const std::string note = sign_note("text\n", key);
//   open_note(note, verifier_of(key)).value();            // "text\n"
//
// Keys are one line of text, as those tools write them: `PRIVATE+KEY+<name>+<id>+<base64>` and
// `<name>+<id>+<base64>`. A private key comes from a file or the environment, and is in no error text.
#pragma once

#include "engine/base/ed25519.hpp"
#include "engine/base/error.hpp"

#include <cstdint>
#include <string>
#include <string_view>

namespace articulator::audit {

struct SigningKey {
  std::string name;  // of the log: a schema-less URL such as "audit.example"
  base::Ed25519Seed seed{};
};
struct VerifierKey {
  std::string name;
  base::Ed25519Public key{};
  friend bool operator==(const VerifierKey&, const VerifierKey&) = default;
};

VerifierKey verifier_of(const SigningKey& key);
std::uint32_t id_of(const VerifierKey& key);  // tells keys of one name apart

std::string write_key(const SigningKey& key);  // a secret
std::string write_key(const VerifierKey& key);

// White space around the line is forgiven. Error: no such key, of another signature type, or mistyped.
base::Expected<SigningKey> read_signing_key(std::string_view line);
base::Expected<VerifierKey> read_verifier_key(std::string_view line);

// Not empty, at most 200 bytes, no white space, no '+'.
bool is_key_name(std::string_view name);

constexpr std::size_t note_bytes_max = 64U * 1024;

// `text` ends in a line end.
std::string sign_note(std::string_view text, const SigningKey& key);

// The text. Error: no note, not signed by this key, or the signature does not hold. Signatures by other keys
// are passed over.
base::Expected<std::string> open_note(std::string_view note, const VerifierKey& key);

// The text of a note whose signature nobody has looked at.
base::Expected<std::string> text_of_unverified(std::string_view note);

}  // namespace articulator::audit
