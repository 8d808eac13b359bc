#include "engine/audit/record.hpp"

#include <boost/test/unit_test.hpp>

namespace articulator::audit {
namespace {

BOOST_AUTO_TEST_SUITE(records)

BOOST_AUTO_TEST_CASE(a_record_is_one_canonical_object) {
  const Record record{3,      base::Instant{0},           "p-01", "engine", "rx.validated",
                      "LC-1", R"({"status":"approved"})", "in-1"};
  BOOST_TEST(to_json(record) ==
             R"({"action":"rx.validated","actor":"engine","at":"1970-01-01T00:00:00.000Z","case_id":"LC-1",)"
             R"("correlation":"in-1","data":{"status":"approved"},"practice":"p-01","sequence":3})");
  BOOST_TEST(
      to_json(Record{}) ==
      R"({"action":"","actor":"","at":"1970-01-01T00:00:00.000Z","data":{},"practice":"","sequence":0})");
}

BOOST_AUTO_TEST_CASE(the_log_numbers_its_records_without_gaps) {
  Log log;
  BOOST_TEST(log.append(Record{}).sequence == 1U);
  Record numbered;
  numbered.sequence = 77;
  BOOST_TEST(log.append(numbered).sequence == 2U);
  BOOST_TEST(log.records().size() == 2U);
}

BOOST_AUTO_TEST_SUITE_END()

}  // namespace
}  // namespace articulator::audit
