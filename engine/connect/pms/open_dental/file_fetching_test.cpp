#include "engine/connect/pms/open_dental/file_fetching.hpp"

#include "engine/base/hash.hpp"
#include "engine/connect/testing/open_dental_office.hpp"

#include <string>
#include <string_view>

#include <boost/test/unit_test.hpp>

namespace articulator::connect::open_dental {
namespace {

using testing::LabCaseText;

struct OfficeWithSite : testing::OpenDentalOffice {
  static constexpr const char* download = "POST /api/v1/documents/DownloadSftp";
  static constexpr const char* prep = "GET http://files.example/in/document-31.stl";
  static constexpr const char* bite = "GET http://files.example/in/document-32.stl";

  OfficeWithSite() {
    bench.pms.files = model::FileSite{{{"http://files.example", "/in"}, "p-01", "", ""}, "secret"};
    begin();
    peer.on(download, 201, "");
    file(prep, "solid a");
    file(bite, "solid b");
    cases({{}});
  }

  void file(const char* call, std::string_view content) {
    base::HttpResponse answer = base::text_response(200, base::base64_encode(content));
    answer.headers.set("Content-Transfer-Encoding", "base64");
    for (int i = 0; i < 5; ++i)
      peer.then(call, answer);
  }

  // What came of the attachments of the case, "solid b,-".
  static std::string contents(const std::vector<model::Event>& events) {
    std::string text;
    for (const model::Event& event : events) {
      const auto* ready = std::get_if<model::CaseReady>(&event.happening);
      if (ready == nullptr) continue;
      for (const model::Attachment& one : ready->file.attachments)
        text += (text.empty() ? "" : ",") + (one.on_its_way.bytes ? *one.on_its_way.bytes : "-");
    }
    return text;
  }

  int calls_of(std::string_view wanted) {
    int count = 0;
    for (const std::string& call : peer.calls())
      count += call == wanted ? 1 : 0;
    return count;
  }
};

}  // namespace

BOOST_FIXTURE_TEST_SUITE(open_dental_file_fetching, OfficeWithSite)

BOOST_AUTO_TEST_CASE(files_are_asked_for_read_from_the_site_and_deleted_there) {
  const model::TaskDone done = poll();
  BOOST_TEST(contents(done.events) == "solid b,solid a");
  bool asked = false;
  bool deleted = false;
  for (const base::HttpRequest& request : peer.asked) {
    asked =
        asked ||
        request.body ==
            R"({"DocNum":32,"SftpAddress":"files.example/in/document-32.stl","SftpUsername":"p-01","SftpPassword":"secret"})";
    deleted = deleted ||
              (request.method == "DELETE" && request.target == "http://files.example/in/document-32.stl" &&
               *request.headers.find("User") == "p-01");
  }
  BOOST_TEST(asked);
  BOOST_TEST(deleted);
}

BOOST_AUTO_TEST_CASE(without_a_site_nothing_is_asked_for) {
  bench.pms.files.reset();
  begin();
  BOOST_TEST(contents(poll().events) == "-,-");
  BOOST_TEST(calls_of(download) == 0);
}

BOOST_AUTO_TEST_CASE(a_file_that_is_known_is_not_fetched_again) {
  poll();
  peer.calls();
  LabCaseText changed;
  changed.instructions.replace(changed.instructions.find("A2"), 2, "B1");
  changed.stamp = "2024-10-21 09:10:00";
  cases({changed});
  BOOST_TEST(poll().events.size() == 1u);
  BOOST_TEST(calls_of(download) == 0);
}

BOOST_AUTO_TEST_CASE(what_the_office_does_not_hand_out_is_judged_by_its_description) {
  peer.on(download, 400, "Could not connect to the Sftp site");
  const model::TaskDone done = poll();
  BOOST_TEST(contents(done.events) == "-,-");
  BOOST_TEST(done.remark.find("document 32 is not handed out: 400") != std::string::npos, done.remark);
}

BOOST_AUTO_TEST_CASE(a_site_that_does_not_answer_is_left_alone_for_five_minutes) {
  const auto task = connector->poll();
  model::TaskStep step = task->start(false, now);
  while (auto* request = std::get_if<base::HttpRequest>(&step)) {
    if (request->target.starts_with("http://files.example")) break;  // lost
    const base::HttpResponse answer = peer.answer(*request);
    step = task->answered(answer, now);
  }
  peer.calls();
  const auto ended = peer.drive(*task, now, true);
  BOOST_REQUIRE(ended.done.has_value());
  BOOST_TEST(contents(ended.done->events) == "-,-");
  BOOST_TEST(ended.done->remark.find("does not answer") != std::string::npos);
  BOOST_TEST(calls_of(download) == 0);
  now = now + base::minutes(5);
  LabCaseText second;
  second.number = 8;
  cases({{}, second});
  BOOST_TEST(contents(poll().events) == "solid b,solid a");
}

BOOST_AUTO_TEST_CASE(a_file_of_more_than_eight_megabytes_is_not_fetched) {
  peer.on("GET /api/v1/documents?PatNum=3*", 200,
          R"([{"DocNum":31,"filePath":"prep.stl","Description":"scan.prep","Note":"bytes=8000001"},)"
          R"({"DocNum":32,"filePath":"bite.stl","Description":"scan.bite","Note":"bytes=8000000"}])");
  const model::TaskDone done = poll();
  BOOST_TEST(contents(done.events) == "solid b,-");
  BOOST_TEST(done.remark.find("document 31 is too large") != std::string::npos);
}

BOOST_AUTO_TEST_SUITE_END()

}  // namespace articulator::connect::open_dental
