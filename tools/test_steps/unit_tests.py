"""Runs the Boost.Test executables that CTest knows, with CTest's settings, and counts test cases.

CTest itself counts executables; here every test case is one check.
"""

import json
import os
import platform
import random
import re
import xml.etree.ElementTree as xml
from concurrent.futures import ThreadPoolExecutor

from .step import OUT, ROOT, Step, Tally, inside, run, shown

# Rooms that start threads or open sockets, for the thread sanitizer.
_THREADED = re.compile(r"^(engine_host|simulators_serve|scenarios_runner|replay_\w+)$")


def _executables(preset: str) -> list[dict]:
    listed = run(["ctest", "--test-dir", f"build/{preset}", "--show-only=json-v1"], timeout_s=60)
    if listed.status != 0:
        return []
    found = []
    for test in json.loads(listed.out)["tests"]:
        properties = {entry["name"]: entry["value"] for entry in test.get("properties", [])}
        environment = dict(pair.split("=", 1) for pair in properties.get("ENVIRONMENT", []))
        found.append({"name": test["name"], "command": test.get("command", []), "environment": environment,
                      "timeout_s": float(properties.get("TIMEOUT", 300))})
    return found


def _run_one(preset: str, test: dict, prefix: list[str], slack: int) -> Tally:
    tally = Tally()
    log, report = OUT / f"{preset}-{test['name']}.log", OUT / f"{preset}-{test['name']}.xml"
    report.unlink(missing_ok=True)
    if not test["command"]:
        tally.check(False, f"{test['name']} is not built; see the step build-{preset}")
        return tally
    command = [*prefix, *test["command"]]
    ended = run([*command, "--report_format=XML", "--report_level=detailed", f"--report_sink={report}",
                 "--log_level=error", "--color_output=no"], test["timeout_s"] * slack, test["environment"])
    log.write_text(ended.out + ended.err)
    settings = " ".join(f"{name}='{value}'" for name, value in test["environment"].items())
    again = f"log: {inside(log)}; repeat: {settings} {shown(command)}"
    try:
        cases = list(xml.parse(report).getroot().iter("TestCase"))
    except (OSError, xml.ParseError):
        tally.check(False, f"{test['name']} ended early with status {ended.status} ({again})")
        return tally
    for case in cases:
        result = case.get("result")
        if result == "skipped":
            continue
        said = re.search(rf'error: in "[^"]*{re.escape(case.get("name"))}[^"]*": (.*)', ended.out + ended.err)
        tally.check(result == "passed", f"{test['name']}: {case.get('name')}: "
                    f"{said[1] if said else result} ({again} --run_test='*/{case.get('name')}')"
                    if case.get("name") else "a nameless case failed")
    if ended.status != 0 and not tally.failures:  # a leak, say, found after the last case
        tally.check(False, f"{test['name']} ended with status {ended.status} after its last case ({again})")
    return tally


def run_all(preset: str, tally: Tally, only: re.Pattern | None = None, environment: dict[str, str] | None = None,
            prefix: list[str] | None = None, slack: int = 1) -> None:
    OUT.mkdir(parents=True, exist_ok=True)
    tests = [test for test in _executables(preset) if not only or only.match(test["name"])]
    if not tally.check(bool(tests), f"CTest knows no tests of preset {preset}; see the step build-{preset}"):
        return
    tally.passed -= 1  # having tests is a precondition, not a check that counts
    for test in tests:
        test["environment"] |= environment or {}
    with ThreadPoolExecutor(max_workers=os.cpu_count()) as pool:
        for one in pool.map(lambda test: _run_one(preset, test, prefix or [], slack), tests):
            tally.passed += one.passed
            tally.failures += one.failures


def _conformance(tally: Tally) -> None:
    """How faithful each simulator is: the tables of requests and what must come back, by count."""
    said = ""
    for executable in ("simulators_pms_test", "simulators_lab_test"):
        command = [str(ROOT / "build" / "release" / executable), "--run_test=*conformance*", "--color_output=no"]
        ended = run(command, timeout_s=120)
        tally.check(ended.status == 0, f"{executable}: a table does not hold (repeat: {shown(command)})")
        said += ended.out
    tables = re.findall(r"^(.+) conformance: (\d+) of (\d+)\b.* hold(?:, (\d+) left out)?", said, re.MULTILINE)
    names = {name for name, *_ in tables}
    for vendor in _simulated():
        tally.check(vendor in names, f"there is no table for {vendor}")
    for name, hold, rows, left_out in tables:  # what is left out is listed with its reason, or the test fails
        tally.check(int(hold) + int(left_out or 0) == int(rows), f"{name}: {hold} of {rows} hold")
    tally.note = ", ".join(f"{name} {hold} of {rows}" for name, hold, rows, _ in sorted(tables))


def _simulated() -> list[str]:
    """The vendors, by their folders: "dentsply_sirona" is Dentsply Sirona."""
    return [path.parent.name.replace("_", " ").title()
            for room in ("pms", "lab") for path in sorted((ROOT / "simulators" / room).glob("*/vendor.cpp"))]


def _random_properties(tally: Tally) -> None:
    seed = random.SystemRandom().randrange(1, 2**62)
    tally.note = f"RC_PARAMS=seed={seed}"
    run_all("release", tally, re.compile(r"^property_tests$"), {"RC_PARAMS": f"seed={seed}"})


def _thread_sanitizer(tally: Tally) -> None:
    # Address randomisation off: this compiler's runtime does not know the layout of newer kernels.
    run_all("tsan", tally, _THREADED, {"TSAN_OPTIONS": "halt_on_error=1"}, ["setarch", platform.machine(), "-R"], 4)


STEPS = [
    Step("unit-release", "unit tests and properties, g++", lambda tally: run_all("release", tally)),
    Step("unit-clang", "unit tests and properties, clang", lambda tally: run_all("clang", tally)),
    Step("conformance", "each simulator by the table of its contract, request by request", _conformance),
]
FULL_STEPS = [
    Step("unit-random", "properties from a fresh seed", _random_properties, only_full=True),
    Step("unit-asan", "unit tests and properties under the address sanitizer",
         lambda tally: run_all("asan", tally, slack=4), only_full=True),
    Step("unit-tsan", "rooms with threads under the thread sanitizer", _thread_sanitizer, only_full=True),
]
