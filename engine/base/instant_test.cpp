#include "engine/base/instant.hpp"

#include <vector>

#include <boost/test/unit_test.hpp>

namespace articulator::base {
namespace {

BOOST_AUTO_TEST_SUITE(instant)

BOOST_AUTO_TEST_CASE(instants_are_read_as_rfc_3339_writes_them) {
  struct Row {
    std::string_view text;
    std::string_view utc;
  };
  const std::vector<Row> rows{{"1970-01-01T00:00:00Z", "1970-01-01T00:00:00.000Z"},
                              {"2024-10-21T09:00:00-05:00", "2024-10-21T14:00:00.000Z"},
                              {"2024-10-21T09:00:00.5+05:30", "2024-10-21T03:30:00.500Z"},
                              {"2024-10-21t09:00:00.123456789z", "2024-10-21T09:00:00.123Z"},
                              {"2024-02-29T23:59:59.999Z", "2024-02-29T23:59:59.999Z"},
                              {"1969-12-31T23:59:59.999Z", "1969-12-31T23:59:59.999Z"},
                              {"2024-01-01T00:30:00+01:00", "2023-12-31T23:30:00.000Z"}};
  for (const Row& row : rows) {
    const auto parsed = parse_instant(row.text);
    BOOST_REQUIRE_MESSAGE(parsed.has_value(), row.text);
    BOOST_TEST(format_instant(*parsed) == row.utc);
    BOOST_CHECK(parse_instant(format_instant(*parsed)) == parsed);
  }
}

BOOST_AUTO_TEST_CASE(what_is_no_instant_is_refused_with_a_hint) {
  for (const std::string_view text :
       {"", "2024-10-21", "2024-10-21T09:00:00", "2024-10-21 09:00:00Z", "2024-13-01T00:00:00Z",
        "2023-02-29T00:00:00Z", "2024-10-21T24:00:00Z", "2024-10-21T09:60:00Z", "2024-10-21T09:00:60Z",
        "2024-10-21T09:00:00.Z", "2024-10-21T09:00:00-0500", "2024-10-21T09:00:00+24:00",
        "2024-10-21T09:00:00+05:60", "2024-10-21T09:00:00Zx", "1899-12-31T00:00:00Z", "2200-01-01T00:00:00Z",
        "2024-10-21T+9:00:00Z"}) {
    const auto parsed = parse_instant(text);
    BOOST_TEST(!parsed.has_value(), text);
    if (!parsed) BOOST_TEST(parsed.error().to_do == "write it like 2024-10-21T09:00:00-05:00");
  }
}

BOOST_AUTO_TEST_CASE(durations_are_sums_of_units) {
  struct Row {
    std::string_view text;
    std::int64_t ms;
    std::string_view formatted;
  };
  const std::vector<Row> rows{{"90s", 90'000, "1m30s"},
                              {"5m", 300'000, "5m"},
                              {"36h", 129'600'000, "1d12h"},
                              {"2d", 172'800'000, "2d"},
                              {"250ms", 250, "250ms"},
                              {"1h30m", 5'400'000, "1h30m"},
                              {"0s", 0, "0s"},
                              {"0d", 0, "0s"},
                              {"1d1ms", 86'400'001, "1d1ms"},
                              {"36500d", 3'153'600'000'000, "36500d"}};
  for (const Row& row : rows) {
    const auto parsed = parse_duration(row.text);
    BOOST_REQUIRE_MESSAGE(parsed.has_value(), row.text);
    BOOST_TEST(parsed->count() == row.ms);
    BOOST_TEST(format_duration(*parsed) == row.formatted);
  }
  BOOST_TEST(format_duration(Duration{-90'000}) == "-1m30s");
}

BOOST_AUTO_TEST_CASE(what_is_no_duration_is_refused) {
  for (const std::string_view text : {"", "5", "m", "-5m", "5 m", "1.5h", "5M", "5w", "99999999999999999999s",
                                      "40000d", "36500d36500d", "1h30", "+5m"})
    BOOST_TEST(!parse_duration(text).has_value(), text);
}

BOOST_AUTO_TEST_SUITE_END()

}  // namespace
}  // namespace articulator::base
