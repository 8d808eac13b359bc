"""A log that grows, and an interrupt: what was read so far is told, at once, and it is what a log of so many lines says."""

import array
import fcntl
import json
import os
import signal
import subprocess
import termios
import time
from pathlib import Path

from .step import OUT, ROOT, Step, Tally, articulator, run

_LOG = ROOT / "replay" / "samples" / "sample.ndjson"
_BOUND_S = 60  # for anything; each takes well under a second
_COUNTS = ("events", "practices", "cases", "decisions", "duplicates", "unknown_types", "lines_refused", "not_judged")


class _Replay:
    """A replay that reads something which may go on."""

    def __init__(self, name: str, log: str, *options: str, stdin: int = subprocess.DEVNULL) -> None:
        self.report = OUT / f"follow-{name}.json"
        self.report.unlink(missing_ok=True)
        self._process = subprocess.Popen(
            [articulator("release"), "replay", log, *options, "--json", str(self.report)], cwd=ROOT, stdin=stdin,
            stdout=subprocess.PIPE, stderr=subprocess.PIPE)

    def has_read(self, path: Path) -> bool:
        """Waits until it stands at the file's end: what a process has read of a file, Linux tells."""
        until = time.monotonic() + _BOUND_S
        while time.monotonic() < until and self._process.poll() is None:
            if any(self._position(link) == path.stat().st_size for link in self._links_to(path)):
                return True
            time.sleep(0.02)
        return False

    def _links_to(self, path: Path) -> list[Path]:
        try:
            return [link for link in Path(f"/proc/{self._process.pid}/fd").iterdir() if os.path.samefile(link, path)]
        except OSError:  # it is only starting, or opens and closes
            return []

    def _position(self, link: Path) -> int:
        try:
            return int((link.parents[1] / "fdinfo" / link.name).read_text().split()[1])
        except OSError:
            return -1

    def is_running(self) -> bool:
        return self._process.poll() is None

    def interrupted(self) -> tuple[int, dict]:
        """Its status, and its report; empty: it gave none."""
        self._process.send_signal(signal.SIGINT)
        return self.ended()

    def ended(self) -> tuple[int, dict]:
        try:
            self._process.communicate(timeout=_BOUND_S)
        except subprocess.TimeoutExpired:
            self._process.kill()
            self._process.communicate()
        try:
            return self._process.returncode, json.loads(self.report.read_text())
        except (OSError, ValueError):
            return self._process.returncode, {}


def _whole(name: str, lines: list[bytes]) -> dict:
    """What a log of these lines says that ends there."""
    path = OUT / f"follow-{name}.ndjson"
    path.write_bytes(b"".join(lines))
    report = OUT / f"follow-{name}.json"
    report.unlink(missing_ok=True)
    run([articulator("release"), "replay", str(path), "--json", str(report)], timeout_s=_BOUND_S)
    return json.loads(report.read_text())


def _same_counts(tally: Tally, what: str, found: dict, expected: dict) -> None:
    for count in _COUNTS:
        tally.check(found.get(count) == expected[count],
                    f"{what}: {count} {str(found.get(count))[:60]} instead of {str(expected[count])[:60]}")


def _in_time(report: dict) -> set[tuple]:
    return {(one["kind"], one["type"], one["case"], one["practice"], one["at"]) for one in report["divergences"]}


def _grows(tally: Tally, lines: list[bytes]) -> None:
    """Written by and by, also half a line, and interrupted: what came is told, and all of it."""
    half = len(lines) // 2
    path = OUT / "follow-growing.ndjson"
    path.write_bytes(b"".join(lines[:half]) + lines[half][:40])
    following = _Replay("growing", str(path), "--follow", "--jobs", "2")
    tally.check(following.has_read(path), "--follow: the first half was not read")
    with path.open("ab") as log:
        log.write(lines[half][40:])
        for line in lines[half + 1:]:
            log.write(line)
    tally.check(following.has_read(path), "--follow: what was added was not read")
    tally.check(following.is_running(), "--follow: it ended with the log, though that may go on")
    status, found = following.interrupted()
    expected = _whole("whole", lines)
    _same_counts(tally, "--follow, interrupted at the log's end", found, expected)
    tally.check(status == 1 and bool(found), f"--follow: status {status} instead of 1 after an interrupt")
    # What the other side may yet answer in time is no divergence of a log that goes on; all others are.
    besides = _in_time(found) - _in_time(expected) if found else set()
    tally.check(not besides, f"--follow: divergences that the log has not: {sorted(besides)[:1]}")
    tally.check(bool(found) and len(_in_time(found)) >= len(_in_time(expected)) - 2,
                "--follow: divergences of the log are missing")


def _stops_in_midline(tally: Tally, lines: list[bytes]) -> None:
    """Interrupted while the last line is not whole: that line is not there yet, and nothing to complain of."""
    part = len(lines) // 3
    path = OUT / "follow-midline.ndjson"
    path.write_bytes(b"".join(lines[:part]) + lines[part][:25])
    following = _Replay("midline", str(path), "--follow")
    tally.check(following.has_read(path), "--follow in mid-line: it was not read")
    status, found = following.interrupted()
    _same_counts(tally, "--follow, interrupted in mid-line", found, _whole("part", lines[:part]))
    tally.check(status in (0, 1) and bool(found), f"--follow in mid-line: status {status} after an interrupt")


def _standard_input(tally: Tally, lines: list[bytes]) -> None:
    """A pipe that stays open: an interrupt tells what came through it."""
    reading, writing = os.pipe()
    part = lines[:50]  # fits into a pipe
    replaying = _Replay("pipe", "-", stdin=reading)
    os.close(reading)
    with os.fdopen(writing, "wb", buffering=0) as pipe:
        pipe.write(b"".join(part))
        until = time.monotonic() + _BOUND_S
        while _waits_in(writing) > 0 and time.monotonic() < until:
            time.sleep(0.02)
        tally.check(replaying.is_running(), "standard input: it ended while the pipe was open")
        status, found = replaying.interrupted()
    _same_counts(tally, "standard input, interrupted", found, _whole("pipe-part", part))
    tally.check(status in (0, 1) and bool(found), f"standard input: status {status} after an interrupt")


def _waits_in(pipe: int) -> int:
    """How many bytes nobody has read yet."""
    count = array.array("i", [0])
    fcntl.ioctl(pipe, termios.FIONREAD, count)
    return count[0]


def _follow(tally: Tally) -> None:
    OUT.mkdir(parents=True, exist_ok=True)
    lines = _LOG.read_bytes().splitlines(keepends=True)
    _grows(tally, lines)
    _stops_in_midline(tally, lines)
    _standard_input(tally, lines)


STEPS = [Step("follow", "a log that grows, and an interrupt in its midst", _follow)]
