#include "engine/model/lab_profile.hpp"

#include "engine/model/reading_test.hpp"

namespace articulator::model {
namespace {

constexpr std::string_view whole =
    R"({"lab":"glidewell","name":"Glidewell","time_zone":"America/Los_Angeles","cutoff":"15:00",
  "working_days":["mon","tue","wed","thu","fri"],"holidays":["2024-11-29","2024-11-28"],"transit_working_days":2,
  "tracking_prefix":"GLW-","channels":["api","email"],"email":"cases@glidewell.example","shade_guides":["vita_classical","bleach"],
  "attachments":{"name":"{case}.{ext}","accept":["stl"],"max_bytes":104857600},"webhook":{"silent_after_minutes":60},
  "products":[{"restoration":"crown","material":"zirconia","positions":["anterior","posterior"],"turnaround_working_days":5,
    "fee_cents":9900,"shade":true,"margins":["chamfer"],"needs":["scan.prep"],"recommended_for":["posterior"],"warranty_months":84,
    "max_units":6}],"statuses":{"Case Received":"received","Milling":"in_fabrication"},"new_member":1})";

base::Expected<LabProfile> profile(std::string_view json) {
  return testing::read(json, [](base::JsonValue value) { return read_lab_profile(value, "/profile"); });
}

std::string changed(std::string_view from, std::string_view to) {
  std::string json(whole);
  const std::size_t at = json.find(from);
  BOOST_REQUIRE(at != std::string::npos);
  return json.replace(at, from.size(), to);
}

BOOST_AUTO_TEST_SUITE(lab_profiles)

BOOST_AUTO_TEST_CASE(a_profile_is_read_whole) {
  const auto read = profile(whole);
  BOOST_REQUIRE_MESSAGE(read.has_value(), testing::error_of(read));
  BOOST_TEST(read->cutoff_ms_of_day == 15 * 3'600'000);
  BOOST_TEST(read->days.holidays.size() == 2U);
  BOOST_TEST(read->webhook_silent_after_minutes.value() == 60);
  BOOST_TEST(!read->poll_minutes.has_value());
  const Product* crown = read->product(Restoration::crown, Material::zirconia);
  BOOST_REQUIRE(crown != nullptr);
  BOOST_TEST(crown->fee.cents == 9900);
  BOOST_TEST(crown->max_units.value() == 6);
  BOOST_TEST((read->product(Restoration::bridge, Material::zirconia) == nullptr));
  BOOST_CHECK(read->stage_of("Milling") == Stage::in_fabrication);
  BOOST_TEST(!read->stage_of("milling").has_value());
  BOOST_CHECK(profile(read->json)->products.size() == 1U);
}

BOOST_AUTO_TEST_CASE(a_lab_without_webhooks_is_polled) {
  const auto read =
      profile(changed(R"("webhook":{"silent_after_minutes":60})", R"("webhook":null,"poll_minutes":15)"));
  BOOST_REQUIRE(read.has_value());
  BOOST_TEST(!read->webhook_silent_after_minutes.has_value());
  BOOST_TEST(read->poll_minutes.value() == 15);
}

BOOST_AUTO_TEST_CASE(what_does_not_fit_is_named) {
  struct Row {
    std::string_view from;
    std::string_view to;
    std::string_view error;
  };
  const std::vector<Row> rows{
      {R"("lab":"glidewell",)", "", "/profile/lab: is missing"},
      {"America/Los_Angeles", "Mars/Olympus", "/profile/time_zone: there is no time zone"},
      {"\"15:00\"", "\"25:00\"", "/profile/cutoff: is not a time of day"},
      {"\"15:00\"", "\"15:60\"", "/profile/cutoff: is not a time of day"},
      {"\"15:00\"", "\"3 pm\"", "/profile/cutoff: is not a time of day"},
      {R"("mon",)", R"("monday",)", "/profile/working_days: knows"},
      {R"(["mon","tue","wed","thu","fri"])", "[]", "/profile/working_days: must name"},
      {"2024-11-29", "2024-11-31", "/profile/holidays: \"2024-11-31\" is not a date"},
      {"vita_classical", "pantone", "/profile/shade_guides: does not know \"pantone\""},
      {"\"crown\"", "\"krown\"", "/profile/products/0/restoration: does not know \"krown\""},
      {"[\"scan.prep\"]", "[\"scan.nose\"]", "/profile/products/0/needs: does not know"},
      {"\"turnaround_working_days\":5", "\"turnaround_working_days\":5.5",
       "/profile/products/0/turnaround_working_days: is a number"},
      {"\"turnaround_working_days\":5", "\"turnaround_working_days\":251",
       "/profile/products/0/turnaround_working_days: is 251"},
      {"\"max_units\":6", "\"max_units\":0", "/profile/products/0/max_units: is 0"},
      {"\"in_fabrication\"", "\"milled\"", "/profile/statuses/Milling: is not a stage"}};
  for (const Row& row : rows)
    BOOST_TEST(testing::error_of(profile(changed(row.from, row.to))).starts_with(row.error),
               testing::error_of(profile(changed(row.from, row.to))));
}

BOOST_AUTO_TEST_CASE(the_reachable_date_counts_the_labs_working_days) {
  const LabProfile lab = *profile(whole);  // 5 days to make, 2 on the way
  const Product& crown = lab.products[0];
  struct Row {
    std::string_view received;
    std::string_view reachable;
  };
  const std::vector<Row> rows{{"2024-10-21T14:59:59.999-07:00", "2024-10-30"},
                              {"2024-10-21T15:00:00-07:00", "2024-10-31"},  // the cut-off minute
                              {"2024-10-21T17:59:00-04:00", "2024-10-30"},  // 14:59 at the lab
                              {"2024-10-21T18:00:00-04:00", "2024-10-31"},
                              {"2024-10-19T09:00:00-07:00", "2024-10-30"},  // Saturday: as on Monday
                              {"2024-10-18T16:00:00-07:00", "2024-10-30"},  // Friday, too late
                              {"2024-10-18T10:00:00-07:00", "2024-10-29"},
                              {"2024-11-27T10:00:00-08:00", "2024-12-10"},  // two holidays follow
                              {"2024-11-28T10:00:00-08:00", "2024-12-11"},  // on a holiday
                              {"2024-10-22T05:00:00Z", "2024-10-31"}};      // Monday night at the lab
  for (const Row& row : rows)
    BOOST_TEST(format_date(lab.reachable(base::parse_instant(row.received).value(), crown)) == row.reachable,
               row.received);
}

BOOST_AUTO_TEST_SUITE_END()

}  // namespace
}  // namespace articulator::model
