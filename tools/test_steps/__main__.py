"""Runs the steps, each to its end, and prints a line a step, all failures, and the count."""

import argparse
import sys
import time

from . import (bad_input, browser, builds, certification, cluster, explore, follow, journals, lint, replay, scenarios,
               unit_tests)
from .step import Step, Tally

STEPS: list[Step] = [*builds.STEPS, *unit_tests.STEPS, *certification.STEPS, *scenarios.STEPS, *explore.STEPS,
                     *replay.STEPS, *follow.STEPS, *cluster.STEPS, *journals.STEPS, *bad_input.STEPS, *lint.STEPS,
                     *certification.FULL_STEPS, *browser.FULL_STEPS, *lint.FULL_STEPS, *builds.FULL_STEPS,
                     *unit_tests.FULL_STEPS]

_SHOWN_MAX = 10  # failures shown of one step; a broken build fails hundreds alike


def _coloured(text: str, code: str) -> str:
    return f"\033[{code}m{text}\033[0m" if sys.stdout.isatty() else text


def _took(seconds: float) -> str:
    return f"{seconds:.1f} s" if seconds < 60 else f"{int(seconds) // 60} min {int(seconds) % 60:02d} s"


def _run(step: Step) -> tuple[Tally, float]:
    if sys.stdout.isatty():
        print(f"{step.name:<16} {step.says} ...", end="", flush=True)
    begun_s = time.monotonic()
    tally = Tally()
    try:
        step.run(tally)
    except Exception as error:  # a step that breaks is a failure of that step, and the others go on
        tally.check(False, f"the step itself broke: {error!r}; see tools/test_steps")
    took_s = time.monotonic() - begun_s
    if sys.stdout.isatty():
        print("\r\033[K", end="")
    failed = len(tally.failures)
    counts = f"{tally.passed:>5} passed {failed:>4} failed"
    print(f"{step.name:<16} {_coloured(counts, '31' if failed else '32')} {_took(took_s):>13}  "
          f"{step.says}{'; ' + tally.note if tally.note else ''}")
    for failure in tally.failures[:_SHOWN_MAX]:
        print(f"    {failure}")
    if failed > _SHOWN_MAX:
        print(f"    ... and {failed - _SHOWN_MAX} more; repeat with: tools/test {step.name}")
    sys.stdout.flush()
    return tally, took_s


def main() -> int:
    names = [step.name for step in STEPS]
    parser = argparse.ArgumentParser(prog="tools/test", description="Everything that must be green.",
                                     epilog="steps: " + " ".join(names))
    parser.add_argument("steps", nargs="*", metavar="STEP", help="only these (what they need must be built)")
    parser.add_argument("--full", action="store_true", help="also the sanitizers, clang-tidy, the pages in a browser, and properties from a fresh "
                        "seed")
    options = parser.parse_args()
    for name in options.steps:
        if name not in names:
            print(f'test: there is no step "{name}"; the steps are: {" ".join(names)}', file=sys.stderr)
            return 2

    chosen = [step for step in STEPS
              if (step.name in options.steps if options.steps else options.full or not step.only_full)]
    begun_s = time.monotonic()
    tallies = {step.name: _run(step)[0] for step in chosen}
    passed = sum(tally.passed for tally in tallies.values())
    failed = sum(len(tally.failures) for tally in tallies.values())
    broken = [name for name, tally in tallies.items() if tally.failures]
    print(f"\n{len(chosen)} steps in {_took(time.monotonic() - begun_s)}")
    if broken:
        print(f"red: {' '.join(broken)}; repeat with: tools/test {' '.join(broken)}")
    print(f"{passed} passed, {failed} failed")
    return 1 if failed else 0


sys.exit(main())
