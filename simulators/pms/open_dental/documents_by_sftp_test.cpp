// Files by way of a site: how Open Dental hands out what it has filed, and takes what it is sent.
#include "simulators/pms/open_dental/test_bench.hpp"

#include <memory>
#include <string>

namespace articulator::simulators::open_dental {
namespace {

struct FilingOffice {
  std::shared_ptr<world::Shelf> site = std::make_shared<world::Shelf>();
  Bench bench{config(site)};

  FilingOffice() { bench.act("case_ready", filed_crown_case()); }

  static Config config(std::shared_ptr<world::Shelf> shelf) {
    Config config = test_config();
    config.throttled = false;
    config.files = {std::move(shelf), "p-01", "secret"};
    return config;
  }

  base::HttpResponse download(std::string_view password, int document = 1) {
    return bench.ask("POST", "/documents/DownloadSftp",
                     R"({"DocNum":)" + std::to_string(document) +
                         R"(,"SftpAddress":"files.example/in/x.stl","SftpUsername":"p-01","SftpPassword":")" +
                         std::string(password) + "\"}");
  }
};

}  // namespace

BOOST_FIXTURE_TEST_SUITE(open_dental_documents_by_sftp, FilingOffice)

BOOST_AUTO_TEST_CASE(a_filed_document_is_left_on_the_site_and_its_row_has_no_bytes) {
  BOOST_TEST(download("secret").status == 201);
  BOOST_REQUIRE(site->find("x.stl") != nullptr);
  BOOST_TEST(*site->find("x.stl") == "a file");
  check_holds_not(bench.ask("GET", "/documents?PatNum=1").body, "rawBase64");
  check_holds(bench.ask("GET", "/documents?PatNum=1").body, "bytes=6");
}

BOOST_AUTO_TEST_CASE(nothing_is_left_where_the_password_is_wrong_or_the_document_is_not_there) {
  BOOST_TEST(download("wrong").status == 400);
  BOOST_TEST(download("secret", 99).status == 404);
  BOOST_TEST(site->files().empty());
}

BOOST_AUTO_TEST_CASE(a_file_on_the_site_becomes_a_document) {
  site->put("photo.jpg", "a picture", bench.now);
  const std::string rest =
      R"("PatNum":1,"SftpUsername":"p-01","SftpPassword":"secret","Description":"photo.shade"})";
  BOOST_TEST(bench.ask("POST", "/documents/UploadSftp", R"({"SftpAddress":"files.example/photo.jpg",)" + rest)
                 .status == 201);
  check_holds(bench.ask("GET", "/documents?PatNum=1").body, "photo.jpg");
  BOOST_TEST(bench.ask("POST", "/documents/UploadSftp", R"({"SftpAddress":"files.example/none.jpg",)" + rest)
                 .status == 404);
}

BOOST_AUTO_TEST_SUITE_END()

}  // namespace articulator::simulators::open_dental
