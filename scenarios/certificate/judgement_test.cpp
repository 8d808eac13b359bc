#include "scenarios/certificate/judgement.hpp"

#include "scenarios/certificate/report.hpp"

#include <string>
#include <utility>
#include <vector>

#include <boost/test/unit_test.hpp>

namespace articulator::certificate {
namespace {

const std::vector<runner::Requirement> table{
    {"VAL-01", "kind", {}}, {"VAL-02", "tooth", {}}, {"DSP-01", "once", {}}, {"NTF-03", "quiet", {}}};

Profile profile_of(std::vector<Level> levels) {
  return {"small", "a profile of the tests", std::move(levels), "d"};
}
const Profile two_levels =
    profile_of({{"first", "", {"VAL-01", "VAL-02"}, {}}, {"second", "", {"DSP-01"}, {}}});

Run run_of(std::string id, std::vector<std::string> shows, runner::Verdict verdict) {
  Run run;
  run.id = std::move(id);
  run.result.name = run.id;
  run.result.shows = std::move(shows);
  run.result.verdict = verdict;
  if (verdict != runner::Verdict::passed)
    run.result.failures.push_back({"an order", "none", {}, {}, "expect order"});
  return run;
}
Run left_out(std::string id, std::vector<std::string> shows, LeftOut why) {
  Run run = run_of(std::move(id), std::move(shows), runner::Verdict::passed);
  run.left_out = why;
  run.because = "it is about the PMS curve";
  return run;
}

const RequirementVerdict& verdict_of(const Judgement& judgement, const std::string& id) {
  for (const RequirementVerdict& one : judgement.requirements)
    if (one.id == id) return one;
  BOOST_FAIL("no verdict for " + id);
  return judgement.requirements.front();
}

constexpr auto passed = runner::Verdict::passed;
constexpr auto failed = runner::Verdict::failed;

}  // namespace

BOOST_AUTO_TEST_SUITE(judgements)

BOOST_AUTO_TEST_CASE(an_id_passes_where_all_that_show_it_hold_and_its_level_with_it) {
  const Judgement all = judge(two_levels, table, {},
                              {run_of("a", {"VAL-01", "VAL-02"}, passed), run_of("b", {"DSP-01"}, passed)});
  BOOST_TEST(all.all_granted());
  BOOST_TEST(all.count(IdVerdict::passed) == 3U);
  BOOST_TEST(verdict_of(all, "VAL-01").text == "kind");
  const Judgement one = judge(two_levels, table, {},
                              {run_of("a", {"VAL-01", "VAL-02"}, passed), run_of("a2", {"VAL-02"}, failed),
                               run_of("b", {"DSP-01"}, passed)});
  BOOST_TEST((verdict_of(one, "VAL-02").verdict == IdVerdict::failed));
  BOOST_TEST(verdict_of(one, "VAL-02").why.find("a2: expected an order; found none") == 0U);
  BOOST_TEST(!one.levels[0].granted);
  // All of its own ids passed, but a level builds on those before it.
  BOOST_TEST(one.levels[1].missing.empty());
  BOOST_TEST(!one.levels[1].granted);
}

BOOST_AUTO_TEST_CASE(nothing_passes_that_was_not_exercised) {
  const Judgement none = judge(two_levels, table, {}, {});
  BOOST_TEST(none.count(IdVerdict::not_judged) == 3U);
  const Judgement some = judge(
      two_levels, table, {},
      {run_of("a", {"VAL-01"}, passed), left_out("b", {"VAL-01"}, LeftOut::not_come_to),
       left_out("c", {"VAL-02"}, LeftOut::unclaimed), left_out("d", {"DSP-01"}, LeftOut::other_system)});
  BOOST_TEST((verdict_of(some, "VAL-01").verdict == IdVerdict::not_judged));
  BOOST_TEST((verdict_of(some, "VAL-02").verdict == IdVerdict::not_judged));
  BOOST_TEST((verdict_of(some, "DSP-01").verdict == IdVerdict::not_applicable));
  BOOST_TEST(!verdict_of(some, "DSP-01").why.empty());
  BOOST_TEST(!some.levels[0].granted);
}

BOOST_AUTO_TEST_CASE(what_an_engine_does_not_claim_is_not_applicable_and_grants_nothing) {
  const Claims claims = std::vector<std::string>{"VAL-01"};
  const Judgement judgement = judge(two_levels, table, claims, {run_of("a", {"VAL-01"}, passed)});
  BOOST_TEST((verdict_of(judgement, "VAL-01").verdict == IdVerdict::passed));
  BOOST_TEST((verdict_of(judgement, "VAL-02").verdict == IdVerdict::not_applicable));
  BOOST_TEST(!judgement.levels[0].granted);
}

BOOST_AUTO_TEST_CASE(a_broken_invariant_fails_its_own_requirement_wherever_it_broke) {
  const Profile profile = profile_of({{"all", "", {"VAL-01", "NTF-03"}, {}}});
  Run broken = run_of("a", {"VAL-01"}, failed);
  broken.result.failures = {{"no message in quiet hours", "one at 22:10", {}, {}, "quiet_hours"}};
  const Judgement judgement = judge(profile, table, {}, {broken, run_of("b", {"NTF-03"}, passed)});
  BOOST_TEST((verdict_of(judgement, "NTF-03").verdict == IdVerdict::failed));
  BOOST_TEST((verdict_of(judgement, "VAL-01").verdict == IdVerdict::failed));
}

BOOST_AUTO_TEST_CASE(a_level_wants_its_generated_worlds_to_hold_whatever_broke_in_them) {
  Level level{"all", "", {"VAL-01", "NTF-03"}, Worlds{7, 2}};
  const Profile profile = profile_of({level, {"more", "", {"DSP-01"}, {}}});
  const auto world = [](std::uint64_t number, runner::Verdict verdict, const std::string& check) {
    Run run = run_of(world_id({7, number}), {"PBT-01"}, verdict);
    run.world = WorldNumber{7, number};
    for (runner::Failure& one : run.result.failures)
      one.check = check;
    return run;
  };
  std::vector<Run> runs{run_of("a", {"VAL-01", "NTF-03", "DSP-01"}, passed), world(1, passed, "")};
  const auto judged = [&](Run second) {
    std::vector<Run> all = runs;
    all.push_back(std::move(second));
    return judge(profile, table, {}, all);
  };
  BOOST_TEST(judged(world(2, passed, "")).all_granted());
  BOOST_TEST(judged(world(2, passed, "")).levels[0].worlds->held == 2U);
  // An invariant takes the ids with it that it stands for; what is no invariant, the level alone.
  const Judgement quiet = judged(world(2, failed, "quiet_hours"));
  BOOST_TEST((verdict_of(quiet, "NTF-03").verdict == IdVerdict::failed));
  BOOST_TEST((verdict_of(quiet, "VAL-01").verdict == IdVerdict::passed));
  const Judgement run = judged(world(2, failed, "run"));
  BOOST_TEST(run.count(IdVerdict::passed) == 3U);
  BOOST_TEST(!run.levels[0].granted);
  BOOST_TEST(!run.levels[1].granted);
  BOOST_TEST(run.levels[0].worlds->why.find("worlds/7-2: expected") == 0U);
  Run unheard = left_out("worlds/7-2", {"PBT-01"}, LeftOut::not_come_to);
  unheard.world = WorldNumber{7, 2};
  BOOST_TEST(!judged(unheard).levels[0].granted);
  // Another seed's is none of them.
  Run other = world(2, passed, "");
  other.world = WorldNumber{8, 2};
  BOOST_TEST(judged(other).levels[0].worlds->why == "world 2 was not run");

  Certificate certificate;
  certificate.profile = profile;
  certificate.judgement = run;
  BOOST_TEST(junit_of(certificate).find(R"(tests="4" failures="1" errors="0" skipped="0")") !=
             std::string::npos);
  BOOST_TEST(summary_of(certificate).find("generated worlds of seed 7: 1 of 2 held; worlds/7-2: expected") !=
             std::string::npos);
}

BOOST_AUTO_TEST_CASE(junit_counts_what_was_not_judged_as_skipped) {
  Certificate certificate;
  certificate.profile = two_levels;
  certificate.runs = {run_of("a", {"VAL-01"}, passed), run_of("b", {"VAL-02"}, failed)};
  certificate.judgement = judge(two_levels, table, {}, certificate.runs);
  const std::string xml = junit_of(certificate);
  BOOST_TEST(xml.find(R"(tests="3" failures="1" errors="0" skipped="1")") != std::string::npos);
  BOOST_TEST(summary_of(certificate).find("missing DSP-01") != std::string::npos);
}

BOOST_AUTO_TEST_CASE(of_claims_only_what_is_a_requirement_counts) {
  BOOST_TEST(known_of(std::vector<std::string>{"DSP-01", "X-99", "VAL-01"}, table).value() ==
                 (std::vector<std::string>{"VAL-01", "DSP-01"}),
             boost::test_tools::per_element());
  BOOST_TEST(!known_of({}, table).has_value());
}

BOOST_AUTO_TEST_SUITE_END()

}  // namespace articulator::certificate
