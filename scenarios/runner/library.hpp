// Library: what scenarios share, read once: the fixtures that `like` names, and the labs: profiles and who
// simulates them.
//
//   auto library = Library::read("scenarios/library");
//   library->fixture("crown-19-zirconia")    -> a complete, valid case, as a document
//   library->lab("glidewell")->profile       -> the lab profile, JSON
//
//   auto files = read_library_files("scenarios/library");   // for a machine that does not have the folder
//   Library::of(*files)                                      // the same there
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

struct TextFile {
  std::string path;  // how errors name it
  std::string text;
  friend bool operator==(const TextFile&, const TextFile&) = default;
};

struct LibraryFiles {
  TextFile fixtures;
  std::vector<TextFile> labs;  // in the order of their paths
  friend bool operator==(const LibraryFiles&, const LibraryFiles&) = default;
};

// `folder` holds fixtures.json and labs/*.json. Error: unreadable, with the file.
base::Expected<LibraryFiles> read_library_files(const std::string& folder);

class Library {
 public:
  // Error: unreadable, with file and line.
  static base::Expected<std::unique_ptr<Library>> read(const std::string& folder);
  static base::Expected<std::unique_ptr<Library>> of(const LibraryFiles& files);

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
  base::Expected<void> add_lab(const TextFile& profile, simulators::MakeLab make);

  std::map<std::string, Node, std::less<>> fixtures_;
  std::map<std::string, Lab, std::less<>> labs_;
  mutable std::mutex zones_mutex_;
  mutable std::map<std::string, base::TimeZone, std::less<>> zones_;
};

}  // namespace articulator::runner
