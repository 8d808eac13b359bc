"""Generated worlds hold every invariant, the same worlds whoever runs them; and engines broken on purpose are caught."""

import json

from .step import OUT, ROOT, Step, Tally, articulator, inside, last_line, run, shown

_WORLDS = 100
_SEED = 1
_MUTANT_WORLDS = 4
_GROUPS_MIN = 8  # of requirements that the mutants break


def _ask(tally: Tally, preset: str, command: str, name: str, *options: str) -> dict | None:
    OUT.mkdir(parents=True, exist_ok=True)
    report = OUT / f"{name}.json"
    report.unlink(missing_ok=True)
    words = [articulator(preset), command, *options, "--json", str(report)]
    ended = run(words, timeout_s=600)
    try:
        if ended.status not in (0, 1):
            raise ValueError(f"status {ended.status}")
        return json.loads(report.read_text())
    except (OSError, ValueError) as error:
        tally.check(False, f"no report ({error}): {last_line(ended.err)} (repeat: {shown(words)})")
        return None


def _explore(tally: Tally) -> None:
    worlds = ("--worlds", str(_WORLDS), "--seed", str(_SEED))
    reference = _ask(tally, "release", "explore", "explore-2", *worlds, "--jobs", "2")
    if reference is None:
        return
    for failure in reference["failures"]:
        tally.check(False, f"world {failure['world']}: {failure['check']}: expected {failure['expected']}, found "
                    f"{failure['found']} (repeat: {failure['again']})")
    tally.check(reference["worlds"] == _WORLDS, f"only {reference['worlds']} of {_WORLDS} worlds were run")
    tally.passed += reference["worlds"] - reference["failed"] - 1
    few = ("--worlds", "40", "--seed", str(_SEED))
    by_two = _ask(tally, "release", "explore", "explore-few-2", *few, "--jobs", "2")
    others = {"1 job against 2": _ask(tally, "release", "explore", "explore-few-1", *few, "--jobs", "1"),
              "clang against g++": _ask(tally, "clang", "explore", "explore-few-clang", *few, "--jobs", "2"),
              "without optimisation against with":
                  _ask(tally, "unoptimised", "explore", "explore-few-unoptimised", *few, "--jobs", "2")}
    for what, report in others.items():
        if report is not None and by_two is not None:
            tally.check(report == by_two, f"{what}: the reports differ (see {inside(OUT)}/explore-few-*.json)")
    pairs = reference["coverage"]["fault x operation"]
    tally.note = f"{reference['faults']} faults; {pairs['seen']} of {pairs['known']} pairs of fault and operation"


def _mutants(tally: Tally) -> None:
    report = _ask(tally, "release", "mutants", "mutants", "--worlds", str(_MUTANT_WORLDS), "--jobs", "2")
    if report is None:
        return
    for one in report["mutants"]:
        tally.check(one["caught"], f"{one['mutant']} ({one['requirement']}) is caught by no scenario and no world "
                    f"(repeat: tools/articulator mutants --only {one['mutant']})")
    groups = {one["requirement"][:3] for one in report["mutants"]}
    tally.check(len(groups) >= _GROUPS_MIN, f"the mutants break requirements of {len(groups)} groups only")
    by_scenario = sum(bool(one["scenario"]) for one in report["mutants"])
    by_world = sum(one["worlds_failed"] > 0 for one in report["mutants"])
    tally.note = f"{by_scenario} caught by a scenario, {by_world} in {_MUTANT_WORLDS} explored worlds"


def _kills(tally: Tally) -> None:
    """The kill table is what running gives, and whom it names dies over sockets, too, at the id that it breaks."""
    derived = OUT / "kills.json"
    known = ROOT / "scenarios" / "kills.json"
    if _ask(tally, "release", "mutants", "kills-process", "--kills", str(derived), "--jobs", "2") is None:
        return
    tally.check(derived.read_text() == known.read_text(),
                f"{inside(known)} is not what running gives (see {inside(derived)}; repeat: tools/articulator mutants "
                f"--kills {inside(known)})")
    killed = {one["mutant"] for one in json.loads(known.read_text())["kills"]}
    report = _ask(tally, "release", "mutants", "kills-sockets", "--over", "sockets", "--jobs", "2")
    if report is None:
        return
    for one in report["mutants"]:
        if one["mutant"] in killed:
            tally.check(one["requirement"] in one["failed"],
                        f"{one['mutant']} is certified for {one['requirement']}, which it breaks "
                        f"(repeat: tools/articulator mutants --over sockets --only {one['mutant']})")
    lives = [one["mutant"] for one in report["mutants"] if one["requirement"] not in one["failed"]]
    tally.note = f"{len(report['mutants']) - len(lives)} fail their certification" + (
        f"; with the usual PMS and lab these do not: {', '.join(lives)}" if lives else "")


STEPS = [
    Step("explore", "generated worlds and faults, the same with 1 and 2 jobs, g++ and clang, optimised and not", _explore),
    Step("mutants", "engines broken on purpose are caught", _mutants),
    Step("kills", "the checks of each requirement kill whom the table names, in process and over sockets", _kills),
]
