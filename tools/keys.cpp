#include "tools/keys.hpp"

#include "scenarios/runner/document.hpp"

namespace articulator::tools {

base::Expected<audit::VerifierKey> read_public_key(const std::string& line_or_file) {
  auto key = audit::read_verifier_key(line_or_file);
  if (key) return key;
  const auto text = runner::read_file(line_or_file);
  if (!text) return base::failure("--key " + line_or_file, key.error().what, key.error().to_do);
  key = audit::read_verifier_key(*text);
  if (!key) return base::failure(line_or_file, key.error().what, key.error().to_do);
  return key;
}

base::Expected<audit::SigningKey> read_signing_key_file(const std::string& path) {
  const auto text = runner::read_file(path);
  if (!text) return std::unexpected(text.error());
  auto key = audit::read_signing_key(*text);
  if (!key) return base::failure(path, key.error().what, "make one by: articulator audit key -o FILE");
  return key;
}

}  // namespace articulator::tools
