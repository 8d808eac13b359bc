// The certificate as a page for whoever relies on an integration: what was certified, against what and when,
// a verdict for each level, group and requirement, and the evidence. One file, as engine/base/html_page.hpp
// says.
#pragma once

#include "engine/base/error.hpp"
#include "scenarios/certificate/certificate.hpp"

#include <string>

namespace articulator::certificate {

// `key`: who signed it, the public key as a line; empty: nobody. `folder`: where the journals are. Error: one
// that cannot be read.
base::Expected<std::string> certificate_page(const Certificate& certificate, const std::string& key,
                                             const std::string& folder);

}  // namespace articulator::certificate
