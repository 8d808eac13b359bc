"""The sample log: what its truth file plants is found, nothing besides, and always the same."""

import json
import shutil
from collections import Counter
from pathlib import Path

from .spoiled import WAYS, spoiled
from .step import OUT, ROOT, Step, Tally, articulator, inside, last_line, run, shown

_LOG = "replay/samples/sample.ndjson"
_TRUTH = "replay/samples/sample.truth.json"
# What the sample log has nothing of: statements, delays, rejections, second rounds.
_OF_OTHER_KINDS = ("reconciliation/every-exception-is-called-by-its-name.json",
                   "delivery/a-late-estimate-alerts-once-again-when-worse-and-clears.json",
                   "dispatch/a-rejection-by-the-lab-becomes-a-review.json",
                   "reconciliation/a-remake-under-warranty-that-is-billed-is-an-exception.json")
# The decisions that replay judges; the truth file also holds those of capabilities it does not have.
_JUDGED = {f"dental.engine.{name}" for name in ("rx.validated", "review.opened", "order.sent", "order.cancelled",
                                                "pms.status", "pms.note", "patient.notified")}


def _ask(tally: Tally, preset: str, jobs: int) -> dict | None:
    OUT.mkdir(parents=True, exist_ok=True)
    report = OUT / f"replay-{preset}-jobs-{jobs}.json"
    report.unlink(missing_ok=True)
    command = [articulator(preset), "replay", _LOG, "--jobs", str(jobs), "--json", str(report)]
    ended = run(command, timeout_s=300)
    try:
        if ended.status not in (0, 1):
            raise ValueError(f"status {ended.status}")
        return json.loads(report.read_text())
    except (OSError, ValueError) as error:
        tally.check(False, f"no replay report ({error}): {last_line(ended.err)} (repeat: {shown(command)})")
        return None


def _keys(divergences: list[dict]) -> Counter:
    return Counter((entry["kind"], entry["type"], entry["case"], entry["practice"])
                   for entry in divergences if entry["type"] in _JUDGED)


def _replay(tally: Tally) -> None:
    reference = _ask(tally, "release", 2)
    others = {"1 job against 2": _ask(tally, "release", 1), "clang against g++": _ask(tally, "clang", 2)}
    if reference is None:
        return
    for what, report in others.items():
        if report is not None:
            same = {**reference, "wall_s": 0} == {**report, "wall_s": 0}
            tally.check(same, f"{what}: the reports differ (see {inside(OUT)}/replay-*.json)")

    truth = _keys(json.loads((ROOT / _TRUTH).read_text())["divergences"])
    found = _keys(reference["divergences"])
    for key, count in truth.items():
        tally.check(found[key] >= count, f"planted but not found: {' '.join(key)} (repeat: tools/articulator replay {_LOG})")
    besides = found - truth
    tally.check(not besides, f"{sum(besides.values())} found but not planted, the first: "
                f"{' '.join(next(iter(besides), ()))} (repeat: tools/articulator replay {_LOG})")
    tally.note = f"{sum(truth.values())} planted divergences"


def _save(tally: Tally) -> None:
    """Every divergence becomes a scenario that the reference engine passes."""
    folder = OUT / "saved"
    shutil.rmtree(folder, ignore_errors=True)
    command = [articulator("release"), "replay", _LOG, "--save", str(folder)]
    ended = run(command, timeout_s=300)
    tally.check(ended.status == 1, f"status {ended.status}: {last_line(ended.err)} (repeat: {shown(command)})")
    scenarios = sorted(folder.glob("*.json"))
    planted = len(json.loads((ROOT / _TRUTH).read_text())["divergences"])
    reasons = [path.read_text().splitlines()[-1] for path in folder.glob("*.txt")]
    tally.check(len(scenarios) == planted, f"{len(scenarios)} scenarios of {planted} divergences: {reasons[:1]} "
                f"(repeat: {shown(command)})")
    _run_saved(tally, folder)
    others = sum(_save_spoiled(tally, scenario, way) for scenario in _OF_OTHER_KINDS for way in WAYS)
    tally.note = f"{len(scenarios)} saved of the sample log, {others} of other kinds"


def _run_saved(tally: Tally, folder: Path) -> None:
    command = [articulator("release"), "run", str(folder), "--json", str(OUT / "saved.json")]
    ended = run(command, timeout_s=300)
    tally.check(ended.status == 0, f"saved scenarios do not hold: {last_line(ended.err or ended.out)} "
                f"(repeat: {shown(command)})")


def _save_spoiled(tally: Tally, scenario: str, way: str) -> int:
    """A run's journal, of whose engine production did all in this way: how many scenarios were saved."""
    name = f"saved-{Path(scenario).stem}-{way.replace(' ', '-')}"
    journal, log, folder, report = (OUT / (name + end) for end in (".journal", ".ndjson", "", ".json"))
    shutil.rmtree(folder, ignore_errors=True)
    ended = run([articulator("release"), "run", f"scenarios/library/{scenario}", "--journal", str(journal)], timeout_s=120)
    tally.check(ended.status == 0, f"no journal of {scenario}: {last_line(ended.err or ended.out)}")
    log.write_text(spoiled(journal.read_text(), way))
    command = [articulator("release"), "replay", str(log), "--save", str(folder), "--json", str(report)]
    ended = run(command, timeout_s=300)
    tally.check(ended.status == 1, f"status {ended.status}: {last_line(ended.err)} (repeat: {shown(command)})")
    found = len(json.loads(report.read_text())["divergences"])
    reasons = [path.read_text().splitlines()[-1] for path in sorted(folder.glob("*.txt"))]
    saved = len(list(folder.glob("*.json")))
    tally.check(found > 0 and saved == found, f"{saved} scenarios of {found} divergences: {reasons[:1]} "
                f"(repeat: {shown(command)})")
    _run_saved(tally, folder)
    return saved


STEPS = [Step("saved", "divergences of every kind as scenarios", _save),
         Step("replay", "the sample log against its truth file", _replay)]
