// Library: what scenarios share, read once: the fixtures that `like` names, and the labs: profiles and who
// simulates them.
//
//   auto library = Library::read("scenarios/library");
//   library->fixture("crown-19-zirconia")    -> a complete, valid case, as a document
//   library->lab("glidewell")->profile       -> the lab profile, JSON
#pragma once

#include "engine/base/calendar.hpp"
#include "engine/base/error.hpp"
#include "scenarios/runner/document.hpp"
#include "simulators/lab/vendor.hpp"

#include <map>
#include <memory>
#include <mutex>
#include <string>
#include <string_view>
#include <vector>

namespace articulator::runner {

struct Lab {
  std::string name;                    // "Glidewell", as the practice's list of labs has it
  std::string profile;                 // JSON, minified
  simulators::MakeLab make = nullptr;  // null: nobody simulates it
};

class Library {
 public:
  // `folder` holds fixtures.json and labs/*.json. Error: unreadable, with file and line.
  static base::Expected<std::unique_ptr<Library>> read(const std::string& folder);

  // One more lab, that the folder does not have. Error: as above.
  base::Expected<void> add_lab(const std::string& profile_path, simulators::MakeLab make);

  [[nodiscard]] const Node* fixture(std::string_view name) const;
  [[nodiscard]] const Lab* lab(std::string_view id) const;
  [[nodiscard]] std::vector<std::string_view> fixture_names() const;
  [[nodiscard]] std::vector<std::string_view> lab_ids() const;  // of the labs that somebody simulates

  // A time zone is a table of some kilobytes: each is made once. From any thread.
  base::Expected<base::TimeZone> zone(const std::string& name) const;

 private:
  Library() = default;

  std::map<std::string, Node, std::less<>> fixtures_;
  std::map<std::string, Lab, std::less<>> labs_;
  mutable std::mutex zones_mutex_;
  mutable std::map<std::string, base::TimeZone, std::less<>> zones_;
};

}  // namespace articulator::runner
