#include "simulators/channel/sftp/sftp.hpp"

#include "engine/base/hash.hpp"
#include "engine/base/json_reader.hpp"

#include <memory>
#include <string>
#include <string_view>
#include <utility>

#include <boost/test/unit_test.hpp>

namespace articulator::simulators::sftp {
namespace {

struct Server {
  std::shared_ptr<world::Shelf> drop = std::make_shared<world::Shelf>();
  std::unique_ptr<world::Simulator> sftp = make_sftp({"/drop", {{"p-01", drop}}});

  base::HttpResponse ask(std::string method, std::string name, std::string body = {},
                         const std::string& to = {}, const std::string& user = "p-01") {
    base::HttpRequest request{std::move(method), "/drop/" + std::move(name), {}, std::move(body)};
    request.headers.set("User", user);
    if (!to.empty()) request.headers.set("Destination", "/drop/" + to);
    world::SimulatorOutputs out;
    return sftp->handle(request, {}, out).response;
  }
  int status(std::string method, std::string name, std::string body = {}, const std::string& to = {},
             const std::string& user = "p-01") {
    return ask(std::move(method), std::move(name), std::move(body), to, user).status;
  }
  void act(std::string_view verb, std::string_view arguments) {
    base::JsonParser parser;
    world::SimulatorOutputs out;
    BOOST_REQUIRE(sftp->act(verb, parser.parse(arguments).value(), {}, out));
  }
};

}  // namespace

BOOST_FIXTURE_TEST_SUITE(simulators_sftp, Server)

BOOST_AUTO_TEST_CASE(a_file_is_put_listed_renamed_read_and_deleted) {
  BOOST_TEST(status("PUT", "a.part", "hello") == 201);
  BOOST_TEST(status("MOVE", "a.part", "", "a") == 201);
  BOOST_TEST(ask("LIST", "").body == R"([{"bytes":5,"name":"a"}])");
  BOOST_TEST(base::base64_decode(ask("GET", "a").body).value() == "hello");
  BOOST_TEST(status("DELETE", "a") == 204);
  BOOST_TEST(status("DELETE", "a") == 404);
  BOOST_TEST(status("GET", "a") == 404);
  BOOST_TEST(ask("LIST", "").body == "[]");
}

BOOST_AUTO_TEST_CASE(a_rename_takes_nothing_that_is_there) {
  BOOST_TEST(status("PUT", "a", "one") == 201);
  BOOST_TEST(status("PUT", "b", "two") == 201);
  BOOST_TEST(status("MOVE", "a", "", "b") == 409);
  BOOST_TEST(status("MOVE", "c", "", "d") == 404);
  BOOST_TEST(*drop->find("b") == "two");
}

BOOST_AUTO_TEST_CASE(strangers_and_ways_out_of_the_folder_are_refused) {
  BOOST_TEST(status("LIST", "", "", "", "p-99") == 401);
  BOOST_TEST(status("PUT", "../a", "x") == 404);
  BOOST_TEST(status("PUT", "%2e%2e", "x") == 404);
  BOOST_TEST(status("PUT", std::string(256, 'a'), "x") == 404);
  BOOST_TEST(status("PUT", "a", "x") == 201);
  BOOST_TEST(status("MOVE", "a", "", "b/c") == 400);
  BOOST_TEST(drop->files().size() == 1U);
}

BOOST_AUTO_TEST_CASE(a_full_disk_keeps_half_and_says_so) {
  act("full", R"({"full":true})");
  BOOST_TEST(status("PUT", "a", "12345678") == 507);
  BOOST_TEST(*drop->find("a") == "1234");
  act("full", R"({"full":false})");
  BOOST_TEST(status("PUT", "a", "12345678") == 201);
  BOOST_TEST(*drop->find("a") == "12345678");
}

BOOST_AUTO_TEST_CASE(an_upload_of_that_name_breaks_off_as_often_as_said) {
  act("cut_next", R"({"times":1,"has":"scan"})");
  BOOST_TEST(status("PUT", "order", "1234") == 201);
  BOOST_TEST(status("PUT", "scan", "1234") == 502);
  BOOST_TEST(*drop->find("scan") == "12");
  BOOST_TEST(status("PUT", "scan", "1234") == 201);
}

BOOST_AUTO_TEST_CASE(the_server_can_close_forbid_and_change_its_key) {
  BOOST_TEST(status("PUT", "a", "x") == 201);
  act("renames", R"({"allowed":false})");
  BOOST_TEST(status("MOVE", "a", "", "b") == 403);
  act("accounts", R"({"open":false})");
  BOOST_TEST(status("GET", "a") == 401);
  act("host_key", R"({"changed":true})");
  BOOST_TEST(status("GET", "a") == 495);
}

BOOST_AUTO_TEST_SUITE_END()

}  // namespace articulator::simulators::sftp
