// Verifying an export of 100,000 records, beside the bare SHA-256 of the same bytes.
#include "engine/audit/case_proof.hpp"
#include "engine/audit/publisher.hpp"
#include "engine/base/hash.hpp"
#include "tools/benches/bench.hpp"

#include <algorithm>
#include <cstdio>

#include <fmt/format.h>

namespace articulator::bench {
namespace {

constexpr std::uint64_t records = 100'000;
constexpr int rounds = 3;  // the best is the one that nothing else disturbed

audit::Log made_up_log() {
  audit::Log log;
  for (std::uint64_t n = 1; n <= records; ++n) {
    audit::Record record;
    record.at = base::Instant{1'729'512'000'000} + base::seconds(static_cast<std::int64_t>(n));
    record.practice = "p-01";
    record.actor = "engine";
    record.action = "call.sent";
    record.case_id = fmt::format("LC-{}", n % 2500);
    record.data = fmt::format(
        R"({{"attempt":1,"call":{},"errand":"pms.status","method":"PUT","origin":"http://open-dental.p-01.example","target":"/api/v1/labcases/{}"}})",
        n, n % 2500);
    record.correlation = fmt::format("c-{}", n / 3);
    log.append(std::move(record));
  }
  return log;
}

template <typename Work>
double best_s(const Work& work) {
  double best = 1e9;
  for (int n = 0; n < rounds; ++n) {
    const Stopwatch watch;
    work();
    best = std::min(best, watch.seconds());
  }
  return best;
}

}  // namespace

bool bench_audit() {
  const audit::Log log = made_up_log();
  const audit::SigningKey key = audit::bench_key(1);
  const audit::VerifierKey verifier = verifier_of(key);
  audit::Publisher publisher(key);
  std::string text;
  const double export_s = best_s([&] { text = publisher.whole_export(log, {}); });
  base::Expected<audit::Checked> checked = audit::Checked{};
  const double verify_s = best_s([&] { checked = audit::check_export(text, &verifier); });
  const double bare_s = best_s([&] { base::sha256(text); });
  if (!checked || checked->flaw || checked->records != records) {
    std::fprintf(stderr, "the export does not hold\n");
    return false;
  }
  double prove_s = 0;
  {
    const Stopwatch watch;
    if (!audit::prove_case(text, *checked, {"LC-7", ""})) return false;
    prove_s = watch.seconds();
  }
  print_figure(
      "audit verify", fmt::format("{:.2f} s", verify_s),
      fmt::format(
          "{} records, {} MB, signatures included; bare SHA-256 of the same bytes {:.2f} s, so {:.1f} "
          "times that (goal: under 1 s)",
          records, text.size() / 1'000'000, bare_s, verify_s / bare_s));
  print_figure("audit export", fmt::format("{:.2f} s", export_s), "the same log, hashed and signed");
  print_figure("audit prove", fmt::format("{:.2f} s", prove_s),
               "one case of 40 records, out of the same export");
  return true;
}

}  // namespace articulator::bench
