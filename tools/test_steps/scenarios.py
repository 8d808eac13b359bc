"""Every scenario, in process and over sockets, with every PMS and lab; and the same fingerprints whoever runs
them and how."""

import json

from . import certification
from .step import OUT, Step, Tally, articulator, inside, last_line, run, shown

_KEPT: dict[tuple, dict | str] = {}


def _ask(preset: str, *options: str) -> dict | str:
    """The report of one run, or a sentence that says why there is none. Each run is made once."""
    key = (preset, *options)
    if key not in _KEPT:
        OUT.mkdir(parents=True, exist_ok=True)
        words = [word.strip("-") for word in key if "/" not in word] + ["some"] * any("/" in word for word in key)
        report = OUT / ("run-" + "-".join(words) + ".json")
        report.unlink(missing_ok=True)
        command = [articulator(preset), "run", *(word for word in options if word != "again"), "--json", str(report)]
        ended = run(command, timeout_s=900)
        try:
            if ended.status not in (0, 1):
                raise ValueError(f"status {ended.status}")
            _KEPT[key] = json.loads(report.read_text())
        except (OSError, ValueError) as error:
            _KEPT[key] = f"no report ({error}): {last_line(ended.err)} (repeat: {shown(command)})"
    return _KEPT[key]


def _by_name(report: dict) -> dict[tuple[str, str], dict]:
    return {(scenario["file"], scenario["name"]): scenario for scenario in report["scenarios"]}


def _verdicts(tally: Tally, *options: str) -> None:
    report = _ask("release", *(options or ("--jobs", "2")))
    if isinstance(report, str):
        tally.check(False, report)
        return
    tally.check(len(report["scenarios"]) > 0, "there are no scenarios")
    tally.passed -= bool(report["scenarios"])
    for scenario in report["scenarios"]:
        first = (scenario.get("failures") or [{}])[0]
        tally.check(scenario["verdict"] == "passed",
                    f"{scenario['file']} ({scenario['pms']}, {scenario['lab']}): {scenario['verdict']}: expected "
                    f"{first.get('expected', '')}, found {first.get('found', '')} "
                    f"(repeat: {first.get('again') or 'tools/articulator run ' + scenario['file']})")
    tally.note = f"{report['summary']['wall_s']} s of wall time"


def _matrix(tally: Tally) -> None:
    _verdicts(tally, "--matrix", "--jobs", "2")
    report = _ask("release", "--matrix", "--jobs", "2")
    if isinstance(report, dict):
        pairs = {(one["pms"], one["lab"]) for one in report["scenarios"]}
        tally.note = f"{len(pairs)} pairs, {tally.note}"


def _compare(tally: Tally, what: str, key: str, other: dict | str, only: set[str] | None = None) -> None:
    """One check a scenario (of these files only): `key` is the same in the reference run and in `other`."""
    reference = _ask("release", "--jobs", "2")
    for report in (reference, other):
        if isinstance(report, str):
            tally.check(False, f"{what}: {report}")
            return
    found = _by_name(other)
    for name, scenario in _by_name(reference).items():
        if only is not None and name[0] not in only:
            continue
        theirs = found.pop(name, {}).get(key)
        tally.check(theirs == scenario[key],
                    f"{name[0]}: {name[1]}: {what}: {key} {scenario[key]} here, {theirs} there "
                    f"(reports: {inside(OUT)}/run-*.json)")
    for name in found:
        tally.check(False, f"{name[0]}: {name[1]}: {what}: only there")


def _fingerprints(tally: Tally) -> None:
    _compare(tally, "1 job against 2", "fingerprint", _ask("release", "--jobs", "1"))
    _compare(tally, "a second run", "fingerprint", _ask("release", "--jobs", "2", "again"))
    _compare(tally, "clang against g++", "fingerprint", _ask("clang", "--jobs", "2"))


def _sockets(tally: Tally) -> None:
    """What the certification ran is not run once more."""
    body = certification.of_reference()
    certified = {}
    if isinstance(body, dict):
        certified = {f"scenarios/library/{one['scenario']}.json": one["verdict"] for one in body["scenarios"]
                     if one["verdict"] != "left out"}
    reference = _ask("release", "--jobs", "2")
    if isinstance(reference, str):
        tally.check(False, reference)
        return
    rest = [one["file"] for one in reference["scenarios"] if one["file"] not in certified]
    for one in reference["scenarios"]:
        if one["file"] in certified:
            theirs = certified[one["file"]]
            tally.check(theirs == one["verdict"],
                        f"{one['file']}: {one['verdict']} here, {theirs} in the certificate over sockets")
    _compare(tally, "over sockets against in process", "verdict",
             _ask("release", *rest, "--over", "sockets") if rest else reference, set(rest))


STEPS = [
    Step("scenarios", "every scenario, in process", _verdicts),
    Step("matrix", "every scenario that is about no PMS or lab, with each of them", _matrix),
    Step("fingerprints", "the same with 1 and 2 jobs, twice, with g++ and clang", _fingerprints),
    Step("sockets", "the same verdicts over sockets", _sockets),
]
