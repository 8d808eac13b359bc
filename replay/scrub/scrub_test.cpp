// 500 identifiers of all kinds, in every field, and none of them afterwards; and a log that replays as
// before.
#include "replay/scrub/scrub.hpp"

#include "engine/base/hash.hpp"
#include "engine/base/json_writer.hpp"
#include "engine/model/spelling.hpp"
#include "replay/generate/generate.hpp"
#include "replay/shadow/replay.hpp"

#include <algorithm>
#include <array>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <functional>
#include <iterator>
#include <string>
#include <vector>

#include <boost/test/unit_test.hpp>
#include <fmt/format.h>
#include <unistd.h>

namespace articulator::replay {
namespace {

namespace fs = std::filesystem;

const std::string key = "a key of the test, 32 bytes long";

struct TempFile {
  explicit TempFile(const std::string& name)
      : path(
            (fs::temp_directory_path() / fmt::format("articulator-scrub-{}-{}", ::getpid(), name)).string()) {
  }
  ~TempFile() { fs::remove(path); }
  TempFile(const TempFile&) = delete;
  TempFile& operator=(const TempFile&) = delete;
  std::string path;
};

Scrubbed scrub_file(const std::string& from, const std::string& to) {
  std::ofstream out(to, std::ios::binary);
  const auto done =
      scrub({from, key, {}, {"open-dental", "dentrix"}}, [&](std::string_view line) { out << line; });
  BOOST_REQUIRE_MESSAGE(done.has_value(), (done ? "" : done.error().text()));
  return *done;
}

// The 18 kinds of 45 CFR 164.514(b)(2)(i), each by its n-th example; of made-up people.
constexpr int kinds = 18;
std::string identifier(int kind, int n) {
  static constexpr std::array<std::string_view, 6> given{"Philomena", "Ignatius", "Wilhelmina",
                                                         "Thaddeus",  "Rosalind", "Zebulon"};
  static constexpr std::array<std::string_view, 5> family{"Brackwater", "Farthingale", "Oakhanger",
                                                          "Tressilian", "Quimby"};
  static constexpr std::array<std::string_view, 4> towns{"Springvale", "Kettlebury", "Marlowton", "Hexley"};
  const auto i = static_cast<std::size_t>(n);
  switch (kind) {
    case 0:
      return fmt::format("{} {}", given[i % given.size()], family[i % family.size()]);
    case 1:
      return fmt::format("{} Thornbury Avenue, {} {}", 1200 + n, towns[i % towns.size()], 60'601 + n);
    case 2:
      return n % 3 == 0   ? fmt::format("195{}-0{}-1{}", n % 10, 1 + n % 9, n % 10)
             : n % 3 == 1 ? fmt::format("{}/2{}/195{}", 1 + n % 9, n % 8, n % 10)
                          : fmt::format("March {}, 195{}", 10 + n % 19, n % 10);
    case 3:
      return n % 2 == 0 ? fmt::format("({}) 555-{:04}", 212 + n, 1234 + 7 * n)
                        : fmt::format("+1 {}.555.{:04}", 412 + n, 4321 + 7 * n);
    case 4:
      return fmt::format("fax {}-556-{:04}", 313 + n, 2468 + 3 * n);
    case 5:
      return fmt::format("{}.{}{}@mail{}.example", given[i % given.size()], family[i % family.size()], n, n);
    case 6:
      return fmt::format("{}-{}-{:04}", 321 + n, 45 + n % 9, 6789 + n);
    case 7:
      return fmt::format("MRN-{:07}", 7'341'200 + 13 * n);
    case 8:
      return fmt::format("BCX{:09}", 114'320'077 + 17 * n);
    case 9:
      return fmt::format("ACCT {:010}", 4'400'132'077LL + 19 * n);
    case 10:
      return fmt::format("DDS-{:06}-LIC", 231'977 + 23 * n);
    case 11:
      return n % 2 == 0 ? fmt::format("1HGCM826{:02}A{:06}", 33 + n, 4'352 + n)
                        : fmt::format("plate {}KLM{}", 7 + n, 882 + n);
    case 12:
      return fmt::format("SN:TRIOS-{:05}-X{}", 88'120 + n, n);
    case 13:
      return fmt::format("https://portal.quimby{}.example/patients/{}", n, 55'120 + n);
    case 14:
      return n % 2 == 0 ? fmt::format("172.31.{}.{}", 101 + n, 17 + n)
                        : fmt::format("2001:db8:85a3::8a2e:370:{}", 7334 + n);
    case 15:
      return fmt::format("voiceprint VP{:06}", 771'003 + n);
    case 16:
      return fmt::format("face_{}_{}.jpg", family[i % family.size()], 20'551 + n);
    default:
      return fmt::format("UQ{:05}Z{:03}", 40'117 + n, 611 + n);
  }
}

std::string quoted(const std::string& text) {
  std::string json;
  base::append_json_text(json, text);
  return json;
}

std::string event(const std::string& type, const std::string& subject, const std::string& data, int n) {
  return fmt::format(
      R"({{"specversion":"1.0","id":"e{}","source":"/practices/p-01/pms/open-dental","type":"dental.{}",)"
      R"("subject":{},"time":"2024-10-21T14:0{}:22Z","data":{}}})"
      "\n",
      n, type, quoted(subject), n % 10, data);
}

// Wherever a text can stand. Fields that are read by kind get the identifier as it is, notes a sentence about
// it.
using Plant = std::function<std::string(const std::string& what, int n)>;
const std::vector<Plant>& plants() {
  static const std::string rx =
      R"("prescription":{"procedure":"crown","tooth":"19","material":"zirconia","shade":"A2"})";
  static const std::vector<Plant> all{
      [](const std::string& what, int n) {
        return event("pms.case.ready", "LC-1",
                     R"({"patient":"PT-1","lab":"glidewell",)" + rx + R"(,"notes":)" +
                         quoted("#19 zr crn A2 for " + what + ", please call first.") + "}",
                     n);
      },
      [](const std::string& what, int n) {
        return event("pms.case.ready", "LC-2",
                     R"({"patient":"PT-1","lab":"glidewell","prescription":{"instructions":)" +
                         quoted("Match adjacent. " + what) + R"(,"shade":)" + quoted(what) +
                         R"(,"implant":{"system":)" + quoted(what) + "}}}",
                     n);
      },
      [](const std::string& what, int n) {
        return event("pms.case.ready", "LC-3",
                     R"({"patient":"PT-1","lab":"glidewell","attachments":[{"kind":"photo","name":)" +
                         quoted("prep_" + what + "_19.stl") + R"(,"content":"QUJD"}],)" + rx + "}",
                     n);
      },
      [](const std::string& what, int n) {
        return event("pms.case.ready", what,
                     R"({"patient":)" + quoted(what) + R"(,"prescriber":{"id":)" + quoted(what) +
                         R"(,"name":)" + quoted(what) + R"(,"license":)" + quoted(what) +
                         R"(,"signed":true},"lab":)" + quoted(what) + R"(,"insurance":{"plan":)" +
                         quoted(what) + "}}",
                     n);
      },
      [](const std::string& what, int n) {
        return event("pms.case.updated", "LC-4",
                     R"({"notes":)" + quoted("Now " + what) + R"(,"nickname":)" + quoted(what) + R"(,"x":{)" +
                         quoted(what) + R"(:[1,{"deep":)" + quoted(what) + "}]}}",
                     n);
      },
      [](const std::string& what, int n) {
        return event("pms.appointment.booked", "LC-5",
                     R"({"appointment":)" + quoted(what) +
                         R"(,"patient":"PT-1","start":"2024-11-04T09:00:00-05:00","provider":)" +
                         quoted(what) + R"(,"operatory":)" + quoted(what) + "}",
                     n);
      },
      [](const std::string& what, int n) {
        return event("pms.patient.updated", "",
                     R"({"patient":"PT-9","identity":{"ids":[)" + quoted(what) + R"(],"name":)" +
                         quoted(what) + R"(,"birth_date":)" + quoted(what) + R"(},"allergies":[)" +
                         quoted(what) + R"(],"chart":{)" + quoted(what) + R"(:"missing"}})",
                     n);
      },
      [](const std::string& what, int n) {
        return event("pms.case.feedback", "LC-6",
                     R"({"text":)" + quoted("Open margin on 19. " + what + " is not content.") + "}", n) +
               event("pms.case.cancelled", "LC-6", R"({"reason":)" + quoted(what + " moved away") + "}",
                     n + 1000);
      },
      [](const std::string& what, int n) {
        return event("lab.order.acknowledged", "LC-7",
                     R"({"tracking":)" + quoted(what) + R"(,"ship_by":)" + quoted(what) + "}", n) +
               event("lab.case.question", "LC-7", R"({"question":)" + quoted("Is it " + what + "?") + "}",
                     n + 1000) +
               event("lab.case.status", "LC-7",
                     R"({"tracking":"T-1","status":)" + quoted(what) + R"(,"sequence":1})", n + 2000) +
               event("lab.case.shipped", "LC-7",
                     R"({"carrier":)" + quoted(what) + R"(,"carrier_tracking":)" + quoted(what) + "}",
                     n + 3000);
      },
      [](const std::string& what, int n) {
        return event("lab.invoice", "",
                     R"({"statement":)" + quoted(what) + R"(,"lines":[{"line":1,"case":)" + quoted(what) +
                         R"(,"tracking":)" + quoted(what) + R"(,"description":)" +
                         quoted("Crown for " + what) + R"(,"cents":9900,"patient":)" + quoted(what) + "}]}",
                     n);
      },
      [](const std::string& what, int n) {
        return event("people.review.decided", "LC-8",
                     R"({"review":)" + quoted(what) + R"(,"by":)" + quoted(what) +
                         R"(,"role":"dentist","decision":"correct","answer":)" + quoted("Ask " + what) +
                         R"(,"changes":{"/notes":)" + quoted(what) + R"(,"/prescriber/name":)" +
                         quoted(what) + R"(,)" + quoted("/" + what) + ":1}}",
                     n);
      },
      [](const std::string& what, int n) {
        return event("engine.pms.note", "LC-9", R"({"text":)" + quoted("Ordered for " + what) + "}", n) +
               event("engine.dead_letter", "LC-9",
                     R"({"call":)" + quoted(what) + R"(,"error":)" + quoted("refused by " + what) + "}",
                     n + 1000) +
               event("engine.order.sent", "LC-9",
                     R"({"lab":"glidewell","channel":)" + quoted(what) + R"(,"idempotency_key":)" +
                         quoted(what) + R"(,"order":{"patient_id":)" + quoted(what) + R"(,"dentist_id":)" +
                         quoted(what) + "," + rx + "}}",
                     n + 2000);
      },
      [](const std::string& what, int n) {
        return event("wire.request", "LC-9", R"({"body":)" + quoted(what) + "}", n) +
               event("patient." + what, "LC-9", R"({"name":)" + quoted(what) + "}", n + 1000) +
               R"({"specversion":"1.0","who":)" + quoted(what) + "\n" +  // damaged
               R"({"specversion":"1.0","id":)" + quoted(what) + R"(,"source":)" +
               quoted("/practices/" + model::folded(what) + "/pms/" + what) +
               R"(,"type":"dental.pms.case.seated","subject":"LC-9","time":"2024-10-21T15:00:00Z","traceparent":)" +
               quoted(what) +
               R"(,"data":{}})"
               "\n";
      }};
  return all;
}

std::string lower(std::string text) {
  std::ranges::transform(text, text.begin(), model::lower_case);
  return text;
}

BOOST_AUTO_TEST_SUITE(scrub_log)

BOOST_AUTO_TEST_CASE(of_504_identifiers_of_18_kinds_none_is_left) {
  const TempFile log("planted");
  const TempFile out("planted.scrubbed");
  std::vector<std::string> planted;
  {
    std::ofstream file(log.path, std::ios::binary);
    int n = 0;
    for (int example = 0; example < 28; ++example)
      for (int kind = 0; kind < kinds; ++kind) {
        const std::string what = identifier(kind, example);
        planted.push_back(what);
        // Each kind comes to each place, whatever the number of places.
        const std::size_t first = static_cast<std::size_t>(example * 5 + kind);
        for (std::size_t place = 0; place < 5; ++place)
          file << plants()[(first + place) % plants().size()](what, n++);
      }
  }
  const Scrubbed done = scrub_file(log.path, out.path);
  BOOST_TEST(planted.size() == 504);
  BOOST_TEST(done.counts.lines > 2520);
  std::ifstream file(out.path, std::ios::binary);
  const std::string text = lower({std::istreambuf_iterator<char>(file), {}});
  BOOST_TEST(text.size() > 300'000);
  for (const std::string& what : planted) {
    BOOST_TEST(text.find(lower(what)) == std::string::npos, what);
    // Nor what of it tells by itself: names, and numbers of four digits and more. (Of a made-up text of this
    // length some shorter number is always another's.)
    std::string part;
    for (const char c : lower(what) + " ") {
      const bool is_digit = c >= '0' && c <= '9';
      const bool is_letter = c >= 'a' && c <= 'z';
      if (is_letter) part += c;
      if (is_letter || is_digit) continue;
      static constexpr std::array<std::string_view, 17> plain{
          "fax", "march", "avenue", "plate",  "acct",     "jpg", "face", "example",   "https",
          "mrn", "dds",   "lic",    "portal", "patients", "sn",  "db",   "voiceprint"};
      if (part.size() > 4 && std::ranges::find(plain, part) == plain.end())
        BOOST_TEST(text.find(part) == std::string::npos, what << ": " << part);
      part.clear();
    }
  }
}

// "line kind type case practice rule instant", sorted.
std::vector<std::string> rows_of(const Report& report,
                                 const std::function<std::string(const std::string&)>& id, int weeks) {
  std::vector<std::string> rows;
  for (const Divergence& one : report.divergences)
    rows.push_back(fmt::format("{} {} {} {} {} {} {}", one.place.line, static_cast<int>(one.kind),
                               static_cast<int>(one.type), id(one.case_id.text), id(one.practice.text),
                               one.rule, base::format_instant(one.at + base::days(std::int64_t{7} * weeks))));
  std::ranges::sort(rows);
  return rows;
}

void replays_as_before(const std::string& path) {
  const TempFile out("law.scrubbed");
  const Scrubbed done = scrub_file(path, out.path);
  const auto before = replay({.logs = {path}});
  const auto after = replay({.logs = {out.path}});
  BOOST_REQUIRE((before && after));
  const Pseudonyms pseudonyms(key);
  BOOST_TEST(rows_of(
                 *before, [&](const std::string& id) { return pseudonyms.id(id); }, done.weeks) ==
                 rows_of(
                     *after, [](const std::string& id) { return id; }, 0),
             boost::test_tools::per_element());
  BOOST_TEST(before->agreed == after->agreed);
  BOOST_TEST(before->decisions == after->decisions);
  BOOST_TEST(before->cases == after->cases);
  BOOST_TEST(before->duplicates == after->duplicates);
  BOOST_TEST(before->unknown_types == after->unknown_types);
  BOOST_TEST(!before->divergences.empty());
  BOOST_TEST(done.counts.texts_unlike == 0);
}

BOOST_AUTO_TEST_CASE(the_sample_log_replays_as_before) {
  replays_as_before(ARTICULATOR_SOURCE_DIR "/replay/samples/sample.ndjson");
}

// Over both changes of the clocks, a year's end, and all zones.
BOOST_AUTO_TEST_CASE(made_up_logs_replay_as_before) {
  std::vector<std::string> profiles;
  for (const char* lab : {"glidewell", "dentsply-sirona"}) {
    std::ifstream file(fmt::format(ARTICULATOR_SOURCE_DIR "/scenarios/library/labs/{}.json", lab),
                       std::ios::binary);
    profiles.emplace_back(std::istreambuf_iterator<char>(file), std::istreambuf_iterator<char>());
  }
  const std::array<base::Date, 4> starts{base::make_date(2024, 10, 21), base::make_date(2024, 2, 26),
                                         base::make_date(2023, 12, 4), base::make_date(2025, 5, 5)};
  for (std::uint64_t seed = 1; seed <= starts.size(); ++seed) {
    const TempFile log(fmt::format("law-{}", seed));
    {
      std::ofstream file(log.path, std::ios::binary);
      const auto truth = generate({.practices = 5,
                                   .days = 20,
                                   .seed = seed,
                                   .first = starts[seed - 1],
                                   .planted_per_mille = 120,
                                   .untidy = true,
                                   .profiles = profiles,
                                   .pms = {"open-dental", "dentrix"}},
                                  [&](std::string_view line) { file << line; });
      BOOST_REQUIRE(truth.has_value());
      BOOST_TEST(truth->divergences.size() > 10);
    }
    replays_as_before(log.path);
  }
}

BOOST_AUTO_TEST_CASE(lines_keep_their_numbers) {
  const TempFile log("numbers");
  const TempFile out("numbers.scrubbed");
  std::ofstream(log.path) << event("pms.case.seated", "LC-1", "{}", 1) << "\nno JSON of Jane's\n"
                          << event("pms.case.seated", "LC-1", "{}", 2);
  const Scrubbed done = scrub_file(log.path, out.path);
  std::ifstream file(out.path);
  std::vector<std::string> lines;
  for (std::string line; std::getline(file, line);)
    lines.push_back(line);
  BOOST_REQUIRE_EQUAL(lines.size(), 4);
  BOOST_TEST(lines[1].empty());
  BOOST_TEST(lines[2].empty());
  BOOST_TEST(!lines[3].empty());
  BOOST_TEST(done.counts.blanked == 1);
}

BOOST_AUTO_TEST_CASE(a_short_key_and_standard_input_are_refused) {
  const auto nothing = [](std::string_view) {};
  BOOST_TEST(!scrub({"x", "short", {}, {}}, nothing).has_value());
  BOOST_TEST(!scrub({"-", key, {}, {}}, nothing).has_value());
}

BOOST_AUTO_TEST_CASE(dates_move_to_where_the_clocks_are_changed_alike) {
  const base::Instant autumn = base::parse_instant("2024-10-07T00:00:00Z").value();
  const LogSpan span{autumn, autumn + base::days(60), {"America/Chicago", "America/Phoenix"}};
  BOOST_TEST(!clocks_agree(span, -10));
  BOOST_TEST(clocks_agree(span, -52));
  const int weeks = weeks_moved(Pseudonyms(key), span).value();
  BOOST_TEST(clocks_agree(span, weeks));
  BOOST_TEST(std::abs(weeks) >= weeks_min);
  // A later part of the log goes along, as long as it may.
  BOOST_TEST(weeks_moved(Pseudonyms(key), {autumn, autumn + base::days(61), span.zones}).value() == weeks);
}

BOOST_AUTO_TEST_SUITE_END()

}  // namespace
}  // namespace articulator::replay
