#include "replay/log/log_event.hpp"

#include "replay/log/fuzz/read_bytes.hpp"

#include <string>
#include <variant>

#include <boost/test/unit_test.hpp>

namespace articulator::replay {
namespace {

std::string line(const std::string& type, const std::string& data, const std::string& more = "") {
  return R"({"specversion":"1.0","id":"a1","source":"/practices/p-01/labs/glidewell","type":")" + type +
         R"(","subject":"LC-1","time":"2024-10-21T14:03:22Z","data":)" + data + more + "}";
}

std::string why_refused(const std::string& text) {
  base::JsonParser parser;
  const auto event = read_log_event(text, parser);
  return event ? "accepted" : event.error().text();
}

Decided decided(const std::string& type, const std::string& data) {
  base::JsonParser parser;
  return std::get<Decided>(read_log_event(line("dental.engine." + type, data), parser).value().what);
}

}  // namespace

BOOST_AUTO_TEST_SUITE(log_event)

BOOST_AUTO_TEST_CASE(a_line_knows_its_practice_case_and_lab) {
  base::JsonParser parser;
  const auto event = read_log_event(
      line("dental.lab.case.status", R"({"tracking":"T","status":"Milling","sequence":3})"), parser);
  BOOST_REQUIRE(event);
  BOOST_TEST(event->practice.text == "p-01");
  BOOST_TEST(event->case_id.text == "LC-1");
  const auto& happened = std::get<model::Event>(event->what);
  BOOST_TEST(happened.lab.text == "glidewell");
  BOOST_TEST(std::get<model::LabStatus>(happened.happening).status == "Milling");
}

BOOST_AUTO_TEST_CASE(what_a_type_means_here) {
  struct Row {
    std::string type;
    std::size_t index;  // into LogEvent::what
  };
  const Row rows[] = {{"vendor.heartbeat", 0},
                      {"dental.engine.horoscope", 0},
                      {"dental.pms.horoscope", 0},
                      {"dental.lab.invoice", 3},
                      {"dental.wire.request", 1},
                      {"dental.wire.response", 1},
                      {"dental.engine.slots.proposed", 2},
                      {"dental.engine.dead_letter", 2},
                      {"dental.pms.case.received", 3},
                      {"dental.engine.order.cancelled", 4}};
  base::JsonParser parser;
  for (const Row& row : rows)
    BOOST_TEST(read_log_event(line(row.type, "{}"), parser).value().what.index() == row.index, row.type);
}

BOOST_AUTO_TEST_CASE(a_refused_line_says_why) {
  const std::string good = line("dental.pms.case.received", "{}");
  BOOST_TEST(why_refused(good) == "accepted");
  BOOST_TEST(why_refused(good.substr(0, 60)).starts_with("not JSON"));
  BOOST_TEST(why_refused("[1,2]") == "/ an object is wanted here");
  BOOST_TEST(why_refused("{}") == "/specversion is missing; it must be a string");
  const auto with = [&](const std::string& what, const std::string& instead) {
    std::string text = good;
    return why_refused(text.replace(text.find(what), what.size(), instead));
  };
  BOOST_TEST(with(R"("1.0")", R"("0.3")") == "/specversion is not \"1.0\"");
  BOOST_TEST(with(R"("id":"a1",)", "").starts_with("/id is missing"));
  BOOST_TEST(with("2024-10-21T", "yesterday ").starts_with("/time "));
  BOOST_TEST(with("/practices/p-01/", "/p-01/").starts_with("/source names no practice"));
  BOOST_TEST(with(R"("subject":"LC-1",)", "") == "/subject is missing; it must be the case");
  BOOST_TEST(why_refused(line("dental.lab.case.status", R"({"status":"Milling","sequence":"3"})"))
                 .starts_with("/data/sequence"));
  BOOST_TEST(why_refused(line("dental.engine.pms.status", "{}")).starts_with("/data/stage is missing"));
}

BOOST_AUTO_TEST_CASE(decisions_compare_by_meaning) {
  const Decided one =
      decided("rx.validated", R"({"status":"blocked","findings":[{"code":"VAL-07"},{"code":"VAL-05"},)"
                              R"({"code":"VAL-05"}]})");
  const Decided other =
      decided("rx.validated", R"({"status":"blocked","findings":[{"code":"VAL-05"},{"code":"VAL-07"}],)"
                              R"("checks_passed":["VAL-01"]})");
  BOOST_TEST(one.content == other.content);
  BOOST_TEST(decided("review.opened", R"({"reasons":["VAL-07","VAL-05"]})")
                 .same_key(decided("review.opened", R"({"reasons":["VAL-05","VAL-07"]})")));
  const auto order = [](const std::string& rx) {
    return decided("order.sent",
                   R"({"lab":"glidewell","channel":"api","order":{"prescription":)" + rx + "}}");
  };
  BOOST_TEST(order(R"({"procedure":"Crown","tooth":"#19","shade":"a2"})").content ==
             order(R"({"shade":"A2","tooth":"19","procedure":"crown"})").content);
  BOOST_TEST(order(R"({"procedure":"crown","tooth":"19"})").content !=
             order(R"({"procedure":"crown","tooth":"18"})").content);
  BOOST_TEST(!decided("pms.status", R"({"stage":"received"})")
                  .same_key(decided("pms.status", R"({"stage":"shipped"})")));
}

BOOST_AUTO_TEST_CASE(a_wire_message_of_a_run_belongs_to_no_practice_and_is_passed_over) {
  base::JsonParser parser;
  const auto event = read_log_event(
      R"({"specversion":"1.0","id":"j1","source":"/world/network","type":"dental.wire.request",)"
      R"("time":"2024-10-21T14:03:22Z","data":{"call":1,"from":"engine","to":"open-dental"}})",
      parser);
  BOOST_REQUIRE(event);
  BOOST_TEST(std::holds_alternative<PassedOver>(event->what));
  BOOST_TEST(event->practice.empty());
}

BOOST_AUTO_TEST_CASE(a_source_that_is_shorter_than_a_practices_names_none) {
  base::JsonParser parser;
  for (const char* source : {"", "-dental", "/practices/", "/practices/p-01", "/practices//labs/glidewell"}) {
    const auto event = read_log_event(std::string(R"({"specversion":"1.0","id":"a1","source":")") + source +
                                          R"(","type":"dental.lab.case.question","subject":"LC-1",)"
                                          R"("time":"2024-10-21T14:03:22Z","data":{"question":"?"}})",
                                      parser);
    BOOST_REQUIRE_MESSAGE(!event, source);
    BOOST_TEST(event.error().text() == "/source names no practice: \"/practices/{practice}/...\"");
  }
}

// The members in the order of the log format are read by a way of their own.
BOOST_AUTO_TEST_CASE(a_plain_line_is_read_as_the_same_line_written_otherwise) {
  const std::string good = line("dental.engine.pms.status", R"({"stage":"received"})");
  const auto nested = [&](std::size_t levels) {
    return line("dental.wire.request", std::string(levels, '[') + std::string(levels, ']'));
  };
  const auto with = [&good](std::string_view what, std::string_view instead) {
    std::string made = good;
    return made.replace(made.find(what), what.size(), instead);
  };
  const std::string rows[] = {good,
                              with(R"("subject":"LC-1",)", ""),
                              with("LC-1", ""),
                              with("LC-1", "LC\t1"),
                              with("LC-1", "LC\\u00e9"),
                              with("LC-1", "L\xc3\xa9"),
                              with("LC-1", "L\xe9"),
                              with("LC-1", "LC\\"),
                              with(R"({"stage":"received"})", "null"),
                              with(R"({"stage":"received"})", R"({"stage":"received"} )"),
                              with(R"({"stage":"received"})", R"({"stage":"received"},"traceparent":"00-1")"),
                              with(R"({"stage":"received"})", R"({"stage":"received"},"source":"/x")"),
                              with(R"({"stage":"received"})", R"({"stage":"received"}})"),
                              with(R"({"stage":"received"})", R"({"stage":"received")"),
                              with(R"({"stage":"received"})", ""),
                              good.substr(0, good.size() - 1) + "]",
                              good.substr(0, good.size() - 1),
                              with("2024-10-21T", "yesterday "),
                              nested(base::JsonParser::depth_max - 2),
                              nested(base::JsonParser::depth_max - 1),
                              nested(base::JsonParser::depth_max),
                              line("dental.wire.request", R"([)" + std::string(200, ' ') + "]")};
  std::string log;
  for (const std::string& row : rows)
    log += row + "\n";
  const ReadBytes read = read_bytes(log);  // which reads each in both ways
  BOOST_TEST(read.events == 9);
  BOOST_TEST(read.refused == 13);
}

// Whatever somebody's disk makes of a log: each line is refused with a reason, and nothing else happens.
BOOST_AUTO_TEST_CASE(damaged_lines_of_every_sort_are_refused) {
  std::string garbage;
  for (int n = 0; n < 4096; ++n)
    garbage += static_cast<char>((n * 167 + n / 7) % 256);
  const std::string good = line("dental.pms.case.feedback", R"({"text":"@"})");
  const auto with = [&good](std::string_view text) {
    std::string made = good;
    return made.replace(made.find('@'), 1, text);
  };
  std::string deep = R"({"data":)";
  for (int n = 0; n < 10'000; ++n)
    deep += n % 2 == 0 ? "[" : R"({"a":)";
  const std::string rows[] = {garbage,
                              std::string(100, '\0'),
                              deep,
                              std::string(10'000, '['),
                              with("\x80"),              // a byte that begins nothing
                              with("\xc3("),             // a character that breaks off
                              with("\xed\xa0\x80"),      // half of a surrogate pair
                              with("\xf5\x80\x80\x80"),  // beyond Unicode
                              with("\xc0\xaf"),          // an overlong form
                              with(R"(\ud800)"),         // an escaped half of a pair
                              with(std::string(1, '\0')),
                              good.substr(0, good.size() / 2),
                              good + good,
                              "9e999999999",
                              "\xef\xbb\xbf",
                              ""};
  base::JsonParser parser;
  for (const std::string& row : rows) {
    const auto event = read_log_event(row, parser);
    BOOST_TEST(!event.has_value(), row.substr(0, 100));
    if (!event) BOOST_TEST(!event.error().text().empty());
    BOOST_TEST(practice_of_line(row, parser).size() <= 4U);
  }
  BOOST_TEST(read_log_event(good, parser).has_value());
}

BOOST_AUTO_TEST_CASE(a_line_is_dealt_to_the_practice_that_reading_finds) {
  const std::string source = R"("source":"/practices/p-01/pms/curve")";
  const std::string rows[] = {
      line("dental.pms.case.received", "{}"),
      R"({"type":"dental.pms.case.received","data":{"source":"/practices/p-99/x"},)" + source +
          R"(,"subject":"LC-1","id":"1","specversion":"1.0","time":"2024-10-21T14:03:22Z"})",
      R"({"specversion":"1.0","id":"a\"b",)" + source +
          R"(,"type":"dental.pms.case.received","subject":"LC-1","time":"2024-10-21T14:03:22Z"})",
      R"({"specversion":"1.0","id":"a1","source":"\/practices\/p-01\/pms\/curve","type":"dental.pms.case.received",)"
      R"("subject":"LC-1","time":"2024-10-21T14:03:22Z"})"};
  base::JsonParser parser;
  for (const std::string& row : rows) {
    const auto event = read_log_event(row, parser);
    BOOST_REQUIRE_MESSAGE(event, row);
    BOOST_TEST(event->practice.text == "p-01");
    BOOST_TEST(practice_of_line(row, parser) == "p-01");
  }
  BOOST_TEST(practice_of_line("not JSON", parser) == "");
}

BOOST_AUTO_TEST_SUITE_END()

}  // namespace articulator::replay
