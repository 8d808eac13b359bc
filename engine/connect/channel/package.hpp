// Package: an order as files, for channels that carry files: the order itself, the prescription as a form,
// the attachments and, last, the manifest that makes them one order (DSP-04, DSP-05, MAP-05).
//
//   const Package package = make_package("p-01", order, *lab.profile, "", 7'000'000).value();
//   package.stem                      // "LC-7_1", of the idempotency key
//   package.files[0].name             // "LC-7_1.order.json"; the files that travel
//   package.manifest.name             // "LC-7_1.manifest.json"; its content names each file with size and
//   hash
//
// An attachment whose content the engine holds is a file like the others; of the rest the manifest has name,
// size, SHA-256 and a link: `files_url` and the SHA-256, where the practice says where its files are to be
// had.
#pragma once

#include "engine/base/error.hpp"
#include "engine/model/connector.hpp"
#include "engine/model/lab_profile.hpp"

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

namespace articulator::connect {

struct PackageFile {
  std::string name;  // letters, digits, '.', '_' and '-' only
  std::string type;  // media type
  std::string content;
};

struct Package {
  std::string stem;
  std::vector<PackageFile> files;
  PackageFile manifest;
};

// `contents_max`: so many bytes of attachments the channel carries; what does not fit, and what the engine
// does not hold (Order::contents), is listed with a link. Error: the form cannot be drawn.
base::Expected<Package> make_package(const model::PracticeId& practice, const model::Order& order,
                                     const model::LabProfile& lab, std::string_view files_url,
                                     std::size_t contents_max);

}  // namespace articulator::connect
