#include "scenarios/runner/tls_bench.hpp"

#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <system_error>

namespace articulator::runner {
namespace {

namespace fs = std::filesystem;

bool write(const std::string& path, const std::string& text) {
  std::ofstream file(path, std::ios::binary);
  file << text;
  file.close();
  std::error_code failed;
  fs::permissions(path, fs::perms::owner_read | fs::perms::owner_write, failed);
  return file && !failed;
}

base::Expected<std::string> new_folder() {
  std::error_code ignored;
  std::string path = (fs::temp_directory_path(ignored) / "articulator-tls-XXXXXX").string();
  if (mkdtemp(path.data()) == nullptr)
    return base::failure(path, "cannot be made", "give TMPDIR a folder that may be written to");
  return path;
}

}  // namespace

base::Expected<std::unique_ptr<TlsBench>> TlsBench::make() {
  const auto folder = new_folder();
  if (!folder) return std::unexpected(folder.error());
  std::unique_ptr<TlsBench> made(new TlsBench(*folder));
  const auto authority = serve::Authority::make("A private authority");
  const auto stranger = serve::Authority::make("Nobody's authority");
  if (!authority) return std::unexpected(authority.error());
  if (!stranger) return std::unexpected(stranger.error());

  const std::string here = "127.0.0.1";
  const auto put = [&](world::Certificate kind, base::Expected<serve::TlsIdentity> issued) {
    if (!issued) return false;
    issued->client_ca = authority->pem();
    made->identities_[static_cast<std::size_t>(kind)] = *std::move(issued);
    return true;
  };
  const auto client = authority->issue({.host = "articulator", .of_client = true});
  if (!put(world::Certificate::good, authority->issue({.host = here})) ||
      !put(world::Certificate::expired, authority->issue({.host = here, .days = -1})) ||
      !put(world::Certificate::wrong_host, authority->issue({.host = "elsewhere.example"})) ||
      !put(world::Certificate::unknown_issuer, stranger->issue({.host = here})) || !client)
    return base::failure("TLS", "certificates cannot be made", "see that OpenSSL works on this machine");

  made->files_ = {*folder + "/authority.pem", *folder + "/client.pem", *folder + "/client.key"};
  if (!write(made->files_.ca, authority->pem()) || !write(made->files_.certificate, client->certificate) ||
      !write(made->files_.key, client->key))
    return base::failure(*folder, "cannot be written to", "give TMPDIR a folder that may be written to");
  return made;
}

TlsBench::~TlsBench() {
  std::error_code ignored;
  fs::remove_all(folder_, ignored);
}

}  // namespace articulator::runner
