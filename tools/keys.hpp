// Keys as users name them on the command line.
#pragma once

#include "engine/audit/note.hpp"
#include "engine/base/error.hpp"

#include <string>

namespace articulator::tools {

// A public key: its line, or the file that it is in. Error: neither.
base::Expected<audit::VerifierKey> read_public_key(const std::string& line_or_file);

// A key to sign with, from its file. Error: no file, or no key in it.
base::Expected<audit::SigningKey> read_signing_key_file(const std::string& path);

}  // namespace articulator::tools
