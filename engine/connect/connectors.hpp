// Which connector speaks to which vendor: the `kind` of the bench description.
//
// A vendor is a folder of `pms` or `lab` with a connector.hpp, and is known by being there: the build makes
// the tables from the folders.
//
//   auto pms = connect::make_pms(practice);                  // kind "open-dental"
//   auto lab = connect::make_lab(practice, practice.labs[0]);  // kind "glidewell"
#pragma once

#include "engine/base/error.hpp"
#include "engine/model/bench.hpp"
#include "engine/model/connector.hpp"
#include "engine/model/suggester.hpp"

#include <memory>
#include <string_view>

namespace articulator::connect {

// Error: a kind that is not known, with those that are; or access data that the vendor cannot be spoken to
// with.
base::Expected<std::unique_ptr<model::PmsConnector>> make_pms(const model::PracticeBench& practice);
base::Expected<std::unique_ptr<model::LabConnector>> make_lab(const model::PracticeBench& practice,
                                                              const model::LabAccess& lab);
// A way to the lab besides its API: "sftp" or "email" (DSP-03). Error: another word, or no access to it.
base::Expected<std::unique_ptr<model::ChannelConnector>> make_channel(const model::PracticeBench& practice,
                                                                      const model::LabAccess& lab,
                                                                      std::string_view channel);

// The chat endpoint that may make suggestions (AIM-01).
std::unique_ptr<model::Suggester> make_model(const model::ModelAccess& access);

}  // namespace articulator::connect
