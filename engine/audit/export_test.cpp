// An export holds as it was written, and with anything else in it the first wrong record is named.
#include "engine/audit/export.hpp"

#include "engine/audit/case_proof.hpp"
#include "engine/audit/publisher.hpp"
#include "engine/base/canonical_json.hpp"
#include "engine/base/random.hpp"

#include <algorithm>
#include <map>

#include <boost/test/unit_test.hpp>
#include <fmt/format.h>

namespace articulator::audit {
namespace {

using Kind = Flaw::Kind;
using Lines = std::vector<std::string>;

const SigningKey signing{"audit.example", {7}};
const VerifierKey verifier = verifier_of(signing);

Record record_of(std::uint64_t n) {
  Record record;
  record.at = base::Instant{1'729'512'000'000} + base::seconds(static_cast<std::int64_t>(n));
  record.practice = n % 5 == 0 ? "p-02" : "p-01";
  record.actor = "engine";
  record.action = "call.sent";
  record.case_id = n % 7 == 0 ? "" : fmt::format("LC-{}", n % 11);
  record.data = fmt::format(R"({{"call":{},"method":"GET","target":"/labcases?Limit&Offset"}})", n);
  record.correlation = fmt::format("c-{}", n / 3);
  return record;
}

const Log& log_of(std::uint64_t size) {
  static std::map<std::uint64_t, Log> logs;
  Log& log = logs[size];
  while (log.records().size() < size)
    log.append(record_of(log.records().size() + 1));
  return log;
}

constexpr base::Instant now{1'730'000'000'000};

std::string export_of(std::uint64_t size) {
  return Publisher(signing).whole_export(log_of(size), now);
}

Lines lines_of(const std::string& text) {
  Lines lines;
  for (std::size_t at = 0; at < text.size();) {
    const std::size_t end = text.find('\n', at);
    lines.push_back(text.substr(at, end - at));
    at = end + 1;
  }
  return lines;
}

std::string joined(const Lines& lines) {
  std::string text;
  for (const std::string& line : lines)
    text += line + "\n";
  return text;
}

Checked check(const std::string& text) {
  const auto checked = check_export(text, &verifier);
  BOOST_REQUIRE(checked);
  return *checked;
}

// Index in the lines of a record's line.
std::size_t line_of(std::uint64_t sequence) {
  return static_cast<std::size_t>(sequence - 1 + (sequence - 1) / block_records);
}

constexpr std::uint64_t usual = 3 * block_records + 41;
const std::vector<std::uint64_t> places{1,   2,   17,  255, 256, 257, 300,  511,
                                        512, 513, 700, 768, 769, 800, usual};

BOOST_AUTO_TEST_SUITE(export_suite)

BOOST_AUTO_TEST_CASE(an_export_holds_as_it_was_written) {
  for (const std::uint64_t size : {0U, 1U, 2U, 255U, 256U, 257U, 512U, 809U}) {
    const Checked checked = check(export_of(size));
    BOOST_TEST(!checked.flaw, (checked.flaw ? checked.flaw->what : ""));
    BOOST_TEST(checked.records == size);
    BOOST_TEST(checked.head.size == size);
    BOOST_TEST((checked.head.at == now));
  }
}

BOOST_AUTO_TEST_CASE(records_are_written_canonically) {
  for (const Record& record : log_of(usual).records()) {
    const std::string json = to_json(record);
    BOOST_TEST(base::canonical_json(json).value_or("") == json);
  }
}

BOOST_AUTO_TEST_CASE(a_changed_byte_is_found_wherever_it_is) {
  const std::string whole = export_of(usual);
  const Lines lines = lines_of(whole);
  for (std::uint64_t n = 0; n < 4000; ++n) {
    std::string text = whole;
    const auto at = static_cast<std::size_t>(base::draw(1, "byte", n) % text.size());
    const auto with = static_cast<char>(text[at] ^ (1 << (base::draw(1, "bit", n) % 8)));
    const auto line = static_cast<std::uint64_t>(
        std::count(text.begin(), text.begin() + static_cast<std::ptrdiff_t>(at), '\n'));
    const bool splits = text[at] == '\n' || with == '\n';
    text[at] = with;
    const Checked checked = check(text);
    BOOST_REQUIRE_MESSAGE(checked.flaw, "byte " << at);
    if (splits) continue;
    const bool is_record = lines[line].starts_with("{\"action\"");
    if (is_record) {
      const std::uint64_t sequence = line - line / (block_records + 1) + 1;
      BOOST_TEST(checked.flaw->sequence == sequence, "byte " << at << ": " << checked.flaw->what);
    }
    BOOST_TEST(checked.flaw->line == line + 1, "byte " << at << ": " << checked.flaw->what);
  }
}

BOOST_AUTO_TEST_CASE(a_dropped_record_is_named) {
  for (const std::uint64_t sequence : places) {
    Lines lines = lines_of(export_of(usual));
    lines.erase(lines.begin() + static_cast<std::ptrdiff_t>(line_of(sequence)));
    const Checked checked = check(joined(lines));
    BOOST_REQUIRE(checked.flaw);
    BOOST_TEST((checked.flaw->kind == Kind::dropped), checked.flaw->what);
    BOOST_TEST(checked.flaw->sequence == sequence, checked.flaw->what);
    BOOST_TEST(checked.flaw->line == line_of(sequence) + 1);
  }
}

BOOST_AUTO_TEST_CASE(an_added_record_is_named) {
  const std::string foreign = to_json(record_of(5000));
  for (const std::uint64_t sequence : places) {
    for (const bool repeated : {false, true}) {
      Lines lines = lines_of(export_of(usual));
      const std::string added = repeated ? lines[line_of(sequence)] : foreign;
      const std::size_t at = line_of(sequence) + (repeated ? 1 : 0);
      lines.insert(lines.begin() + static_cast<std::ptrdiff_t>(at), added);
      const Checked checked = check(joined(lines));
      BOOST_REQUIRE(checked.flaw);
      BOOST_TEST((checked.flaw->kind == Kind::added), sequence << ": " << checked.flaw->what);
      BOOST_TEST(checked.flaw->line == at + 1, sequence << ": " << checked.flaw->what);
    }
  }
}

BOOST_AUTO_TEST_CASE(swapped_records_are_named) {
  for (const std::uint64_t a : places) {
    for (const std::uint64_t b : places) {
      if (a >= b) continue;
      Lines lines = lines_of(export_of(usual));
      std::swap(lines[line_of(a)], lines[line_of(b)]);
      const Checked checked = check(joined(lines));
      BOOST_REQUIRE(checked.flaw);
      BOOST_TEST((checked.flaw->kind == Kind::swapped), checked.flaw->what);
      BOOST_TEST(checked.flaw->sequence == a, checked.flaw->what);
      BOOST_TEST(checked.flaw->line == line_of(a) + 1);
    }
  }
}

BOOST_AUTO_TEST_CASE(a_truncated_export_is_found_at_any_line) {
  const Lines lines = lines_of(export_of(usual));
  for (std::size_t count = 1; count < lines.size(); ++count) {
    const Checked checked =
        check(joined({lines.begin(), lines.begin() + static_cast<std::ptrdiff_t>(count)}));
    BOOST_REQUIRE(checked.flaw);
    BOOST_TEST((checked.flaw->kind == Kind::truncated));
  }
  const Checked cut = check(export_of(usual).substr(0, 1000));
  BOOST_REQUIRE(cut.flaw);
  BOOST_TEST((cut.flaw->kind == Kind::truncated));
}

// Who changes a record and its hash contradicts the signed head, and the block that bears it.
BOOST_AUTO_TEST_CASE(a_record_changed_with_its_hash_is_found_in_its_block) {
  const SigningKey forger{"audit.example", {9}};
  for (const std::uint64_t sequence : places) {
    Log changed;
    for (std::uint64_t n = 1; n <= usual; ++n) {
      Record record = record_of(n);
      if (n == sequence) record.actor = "nobody";
      changed.append(std::move(record));
    }
    const Lines forged = lines_of(Publisher(forger).whole_export(changed, now));
    Lines lines = lines_of(export_of(usual));
    for (std::size_t n = 0; n < lines.size(); ++n) {
      const std::size_t hashes = lines[n].find("\"hashes\"");
      if (hashes == std::string::npos)
        lines[n] = lines[n].starts_with("{\"head\"") ? lines[n] : forged[n];
      else
        lines[n] = lines[n].substr(0, hashes) + forged[n].substr(forged[n].find("\"hashes\""));
    }
    const Checked checked = check(joined(lines));
    BOOST_REQUIRE(checked.flaw);
    BOOST_TEST((checked.flaw->kind == Kind::root), checked.flaw->what);
    BOOST_TEST(checked.flaw->sequence <= sequence);
    BOOST_TEST(sequence <= checked.flaw->sequence_last);
    BOOST_TEST(checked.flaw->sequence_last - checked.flaw->sequence < block_records);
    // With a key of the forger's own, the signature is what is wrong.
    const Checked signed_anew = check(joined(forged));
    BOOST_REQUIRE(signed_anew.flaw);
    BOOST_TEST((signed_anew.flaw->kind == Kind::signature));
  }
}

BOOST_AUTO_TEST_CASE(a_dropped_or_swapped_block_is_found) {
  constexpr std::size_t block_lines = block_records + 1;
  Lines lines = lines_of(export_of(usual));
  Lines dropped = lines;
  dropped.erase(dropped.begin() + block_lines, dropped.begin() + 2 * block_lines);
  Checked checked = check(joined(dropped));
  BOOST_REQUIRE(checked.flaw);
  BOOST_TEST((checked.flaw->kind == Kind::dropped));
  BOOST_TEST(checked.flaw->sequence == 257U);
  BOOST_TEST(checked.flaw->sequence_last == 512U);
  std::rotate(lines.begin(), lines.begin() + block_lines, lines.begin() + 2 * block_lines);
  checked = check(joined(lines));
  BOOST_REQUIRE(checked.flaw);
  BOOST_TEST(checked.flaw->sequence == 1U);
}

BOOST_AUTO_TEST_CASE(a_line_of_hashes_that_is_missing_is_named) {
  Lines lines = lines_of(export_of(usual));
  lines.erase(lines.begin() + block_records);
  const Checked checked = check(joined(lines));
  BOOST_REQUIRE(checked.flaw);
  BOOST_TEST(checked.flaw->line == block_records + 1);
}

BOOST_AUTO_TEST_CASE(an_older_head_does_not_pass_for_the_last) {
  Lines lines = lines_of(export_of(usual));
  lines.back() = lines_of(export_of(700)).back();
  const Checked checked = check(joined(lines));
  BOOST_REQUIRE(checked.flaw);
  BOOST_TEST((checked.flaw->kind == Kind::root));
  // Nor does a head along the way, in a file cut off there.
  Lines cut(lines.begin(), lines.begin() + block_records + 1);
  const std::size_t first = cut.back().find(':', 10) + 1;
  cut.push_back("{\"head\":" + cut.back().substr(first, cut.back().find(",\"hashes\"") - first) + "}");
  const Checked passed_off = check(joined(cut));
  BOOST_REQUIRE(passed_off.flaw);
  BOOST_TEST((passed_off.flaw->kind == Kind::root));
}

BOOST_AUTO_TEST_CASE(anything_else_is_no_export) {
  for (const std::string_view text : {"", "\n", "hello", "[1]", "\x1F\x8B"})
    BOOST_TEST(!check_export(text, &verifier));
  BOOST_TEST(check("{\"a\":1}\n").flaw.has_value());
}

BOOST_AUTO_TEST_CASE(without_a_key_an_export_agrees_with_itself_or_not) {
  const auto checked = check_export(export_of(usual), nullptr);
  BOOST_REQUIRE(checked);
  BOOST_TEST(!checked->flaw);
  std::string text = export_of(usual);
  text[100] = static_cast<char>(text[100] ^ 1);
  BOOST_TEST(check_export(text, nullptr)->flaw.has_value());
}

BOOST_AUTO_TEST_CASE(a_cases_records_are_proven_without_the_others) {
  const std::string whole = export_of(usual);
  const auto proof = prove_case(whole, check(whole), {"LC-3", "p-01"});
  BOOST_REQUIRE(proof);
  for (const std::string& line : lines_of(*proof))
    for (int other = 0; other < 11; ++other)
      if (other != 3) BOOST_TEST(line.find(fmt::format("\"LC-{}\"", other)) == std::string::npos);
  const auto proven = check_case_proof(*proof, &verifier);
  BOOST_REQUIRE(proven);
  BOOST_TEST(!proven->flaw, (proven->flaw ? proven->flaw->what : ""));
  std::uint64_t wanted = 0;
  for (std::uint64_t n = 1; n <= usual; ++n)
    wanted += record_of(n).case_id == "LC-3" && record_of(n).practice == "p-01" ? 1 : 0;
  BOOST_TEST(proven->records == wanted);
  BOOST_TEST(proven->head.size == usual);
}

BOOST_AUTO_TEST_CASE(any_changed_byte_of_a_proof_is_found) {
  const std::string whole = export_of(300);
  const auto proof = prove_case(whole, check(whole), {"LC-3", "p-02"});
  BOOST_REQUIRE(proof);
  for (std::size_t n = 0; n < proof->size(); ++n) {
    std::string changed = *proof;
    changed[n] = static_cast<char>(changed[n] ^ 1);
    const auto proven = check_case_proof(changed, &verifier);
    BOOST_TEST((!proven || proven->flaw), "byte " << n);
  }
}

BOOST_AUTO_TEST_CASE(a_case_of_two_practices_or_of_none_is_not_proven) {
  const std::string whole = export_of(usual);
  const Checked checked = check(whole);
  BOOST_TEST(!prove_case(whole, checked, {"LC-3", ""}));
  BOOST_TEST(!prove_case(whole, checked, {"LC-99", ""}));
  BOOST_TEST(!prove_case(whole, checked, {"LC-3", "p-09"}));
}

BOOST_AUTO_TEST_CASE(a_checkpoint_grows_out_of_the_one_before) {
  Publisher publisher(signing);
  const auto old_head = read_tree_head(*open_note(publisher.checkpoint(log_of(300), now), verifier));
  const auto head = read_tree_head(*open_note(publisher.checkpoint(log_of(usual), now), verifier));
  BOOST_TEST(old_head->size == 300U);
  BOOST_TEST(head->size == usual);
  BOOST_TEST(publisher.consistency(log_of(usual), 300, usual).has_value());
  BOOST_TEST(!publisher.consistency(log_of(usual), 300, usual + 1));
  BOOST_TEST(!publisher.consistency(log_of(usual), 301, 300));
}

BOOST_AUTO_TEST_SUITE_END()

}  // namespace
}  // namespace articulator::audit
