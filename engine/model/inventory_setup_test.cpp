#include "engine/model/inventory_setup.hpp"

#include <string>
#include <string_view>

#include <boost/test/unit_test.hpp>

namespace articulator::model {
namespace {

base::Expected<InventorySetup> read(const std::string& item) {
  base::JsonParser parser;
  const auto document =
      parser.parse(R"({"suppliers":[{"supplier":"acme","name":"Acme","email":"orders@acme.example"}],)"
                   R"("mail":{"url":"smtp://relay.example:587","from":"orders@practice.example"},"items":[)" +
                   item + "]}");
  BOOST_REQUIRE(document);
  return read_inventory_setup(*document, "/inventory");
}

std::string item(std::string_view more) {
  return R"({"item":"blanks","on_hand":3,"lead_time_days":5,"supplier":"acme")" + std::string(more) + "}";
}

Prescription bridge() {
  base::JsonParser parser;
  return read_prescription(
             *parser.parse(R"({"procedure":"bridge","teeth":["3","4","5"],"material":"zirconia"})"), "")
      .value();
}

BOOST_AUTO_TEST_SUITE(inventory_setup)

BOOST_AUTO_TEST_CASE(what_is_not_said_is_the_usual) {
  const auto setup = read(item(""));
  BOOST_REQUIRE_MESSAGE(setup, (setup ? "" : setup.error().text()));
  BOOST_CHECK_EQUAL(setup->items.front().service_permille, 950);
  BOOST_CHECK_EQUAL(setup->items.front().pack, 1);
  BOOST_CHECK(setup->items.front().used_when == UsedWhen::seated);
  BOOST_CHECK_EQUAL(setup->supplier("acme")->email, "orders@acme.example");
}

BOOST_AUTO_TEST_CASE(a_case_uses_by_the_first_use_that_fits_for_each_tooth) {
  const auto setup = read(item(
      R"(,"used_for":[{"restoration":"crown","units":9},{"material":"zirconia","units":2},{"units":7}])"));
  BOOST_REQUIRE(setup);
  BOOST_CHECK_EQUAL(setup->items.front().units_for(bridge()), 6);
  BOOST_CHECK_EQUAL(read(item(""))->items.front().units_for(bridge()), 0);
}

BOOST_AUTO_TEST_CASE(what_does_not_fit_is_refused) {
  for (const char* wrong :
       {R"(,"lead_time_days":0)", R"(,"service_permille":1000)", R"(,"pack":0)", R"(,"usage":[1,-1])",
        R"(,"used_when":"bought")", R"(,"used_for":[{"restoration":"hat"}])"}) {
    std::string text = item(wrong);
    if (std::string_view(wrong).find("lead_time") != std::string_view::npos)
      text = R"({"item":"blanks","on_hand":3,"supplier":"acme","lead_time_days":0})";
    BOOST_CHECK_MESSAGE(!read(text), wrong);
  }
  BOOST_CHECK(!read(R"({"item":"blanks","on_hand":3,"lead_time_days":5,"supplier":"nobody"})"));
  BOOST_CHECK(!read(R"({"item":"a b","on_hand":3,"lead_time_days":5,"supplier":"acme"})"));
  BOOST_CHECK(!read(item("") + "," + item("")));
}

BOOST_AUTO_TEST_SUITE_END()

}  // namespace
}  // namespace articulator::model
