// For tests: connectors whose only traffic is a poll of the PMS every 30 s, `GET /poll`, that brings nothing;
// and a bench to go with them.
#pragma once

#include "engine/host/daemon.hpp"
#include "engine/model/connector.hpp"

#include <cstdlib>
#include <filesystem>
#include <memory>
#include <string>

namespace articulator::host::test {

inline const std::string bench_json =
    R"({"seed":7,"practices":[{"practice":"p-01","policy":{"phase":"assist","time_zone":"America/Chicago"},)"
    R"("pms":{"kind":"plain","url":"http://pms","time_zone":"America/Chicago"},"labs":[],)"
    R"("people":[{"id":"D-1","role":"dentist","token":"t"}]}]})";

class PollTask final : public model::Task {
 public:
  model::TaskStep start(bool may_have_happened, base::Instant) override {
    base::HttpRequest request{"GET", "/poll", {}, {}};
    if (may_have_happened) request.headers.set("Maybe", "yes");
    return request;
  }
  model::TaskStep answered(const base::HttpResponse& response, base::Instant) override {
    if (response.status == 200) return model::TaskDone{};
    return model::TaskFailed{true, {}, "no"};
  }
};

class PlainPms final : public model::PmsConnector {
 public:
  std::unique_ptr<model::Task> poll() override { return std::make_unique<PollTask>(); }
  [[nodiscard]] base::Instant next_poll(base::Instant last_started) const override {
    return last_started + base::seconds(30);
  }
  std::unique_ptr<model::Task> write_status(const model::StatusWrite&) override { return poll(); }
  std::unique_ptr<model::Task> write_note(const model::CaseId&, const model::PatientId&,
                                          std::string) override {
    return poll();
  }
  std::unique_ptr<model::Task> notify(const model::CaseId&, const model::PatientId&,
                                      const model::PatientNotified&, std::string) override {
    return poll();
  }
  std::optional<model::WebhookResult> webhook(const base::HttpRequest& request, base::Instant) override {
    if (request.body != "hello") return std::nullopt;
    return model::WebhookResult{base::json_response(200, "{}"), {}, false, {}};
  }
};

inline workflow::Connectors plain_connectors() {
  return {[](const model::PracticeBench&) -> base::Expected<std::unique_ptr<model::PmsConnector>> {
            return std::make_unique<PlainPms>();
          },
          [](const model::PracticeBench&,
             const model::LabAccess&) -> base::Expected<std::unique_ptr<model::LabConnector>> {
            return base::failure("/labs", "there is no lab here");
          }};
}

// A folder of its own that is gone with it.
class Folder {
 public:
  Folder() : path_((std::filesystem::temp_directory_path() / "articulator-host-XXXXXX").string()) {
    if (!mkdtemp(path_.data())) std::abort();
  }
  ~Folder() {
    std::error_code ignored;
    std::filesystem::remove_all(path_, ignored);
  }
  Folder(const Folder&) = delete;
  Folder& operator=(const Folder&) = delete;
  [[nodiscard]] std::string file(const std::string& name) const { return path_ + "/" + name; }

 private:
  std::string path_;
};

}  // namespace articulator::host::test
