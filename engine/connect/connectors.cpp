#include "engine/connect/connectors.hpp"

#include "engine/connect/channel/email/email.hpp"
#include "engine/connect/channel/sftp/sftp.hpp"
#include "engine/connect/model/chat.hpp"
#include "engine/connect/vendor.hpp"

#include <string>
#include <string_view>

#include <articulator_vendors/lab_connectors.hpp>
#include <articulator_vendors/pms_connectors.hpp>

namespace articulator::connect {
namespace {

template <typename Vendors>
std::unexpected<base::Error> unknown(const model::PracticeBench& practice, std::string_view what,
                                     const std::string& kind, const Vendors& vendors) {
  std::string known;
  for (const auto& vendor : vendors)
    known += (known.empty() ? "" : ", ") + std::string(vendor.kind);
  return base::failure("practice " + practice.practice.text,
                       "there is no connector for the " + std::string(what) + " \"" + kind + "\"",
                       "known are: " + known);
}

}  // namespace

base::Expected<std::unique_ptr<model::PmsConnector>> make_pms(const model::PracticeBench& practice) {
  for (const auto& vendor : pms_connectors)
    if (vendor.kind == practice.pms.kind) return vendor.make(practice);
  return unknown(practice, "PMS", practice.pms.kind, pms_connectors);
}

base::Expected<std::unique_ptr<model::LabConnector>> make_lab(const model::PracticeBench& practice,
                                                              const model::LabAccess& lab) {
  for (const auto& vendor : lab_connectors)
    if (vendor.kind == lab.kind) return vendor.make(practice, lab);
  return unknown(practice, "lab", lab.kind, lab_connectors);
}

base::Expected<std::unique_ptr<model::ChannelConnector>> make_channel(const model::PracticeBench& practice,
                                                                      const model::LabAccess& lab,
                                                                      std::string_view channel) {
  if (channel == "sftp") return sftp::make_connector(practice, lab);
  if (channel == "email") return email::make_connector(practice, lab);
  return base::failure("practice " + practice.practice.text,
                       "there is no channel \"" + std::string(channel) + "\"", "known are: sftp, email");
}

std::unique_ptr<model::Suggester> make_model(const model::ModelAccess& access) {
  return chat::make_suggester(access);
}

}  // namespace articulator::connect
