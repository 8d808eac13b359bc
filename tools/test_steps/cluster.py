"""Replay, explore and run on three JetStream servers: what comes out is one machine's, also with a worker and a server killed."""

import json
import re
import shutil
import subprocess
import tempfile
import time
from dataclasses import dataclass, field
from pathlib import Path

from .nats_cluster import Cluster
from .step import OUT, ROOT, Step, Tally, articulator, inside, last_line, run, shown

_LIMIT_S = 60
_MATRIX_OF = "VAL-05"
# What says how long it took, which no two runs have in common.
_WALL_TIME = [(rb" in \d+\.\d+ s,", b" in T s,"), (rb"speed +\d+ worlds a minute", b"speed"), (rb'"wall_s":[\d.]+', b'"wall_s":T'),
              (rb' time="[\d.]+"', b' time="T"')]
# A scenario that does not hold: the shade is there, so nobody reviews it for its lack.
_FAILS = {"name": "fails", "shows": ["VAL-05"], "world": {"start": "2024-10-21T09:00:00-05:00", "phase": "auto"},
          "steps": [{"at": "0m", "case_ready": {"case": "LC-1", "like": "crown-19-zirconia"}},
                    {"at": "2m", "expect": {"review": {"case": "LC-1", "reasons": ["VAL-05"]}}}]}


def _timeless(text: bytes) -> bytes:
    for pattern, by in _WALL_TIME:
        text = re.sub(pattern, by, text)
    return text


@dataclass(frozen=True)
class _Work:
    """A command whose results must be the same wherever it is done, and the options that write files of them."""

    words: list[str]
    status: int = 0
    writes: list[str] = field(default_factory=lambda: ["--json"])

    def begin(self, name: str, *more: str) -> tuple[subprocess.Popen, list[str]]:
        command = [articulator("release"), *self.words, *more]
        for option in self.writes:
            shutil.rmtree(self._file(name, option), ignore_errors=True)
            self._file(name, option).unlink(missing_ok=True)
            command += [option, str(self._file(name, option))]
        return subprocess.Popen(command, cwd=ROOT, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE,
                                stderr=subprocess.PIPE, start_new_session=True), command

    def end(self, tally: Tally, what: str, name: str, begun: tuple[subprocess.Popen, list[str]]) -> dict[str, bytes]:
        """What it wrote, by where, without what only says how long it took."""
        process, command = begun
        try:
            out, err = process.communicate(timeout=_LIMIT_S)
        except subprocess.TimeoutExpired:
            process.kill()
            out, err = process.communicate()
        tally.check(process.returncode == self.status,
                    f"{what}: status {process.returncode}, {last_line(err.decode(errors='replace'))} (repeat: {shown(command)})")
        written = {"standard output": _timeless(out)}
        for option in self.writes:
            path = self._file(name, option)
            for file in sorted(path.iterdir()) if path.is_dir() else [path] if path.exists() else []:
                written[option if file == path else f"{option} {file.name}"] = _timeless(file.read_bytes())
        return written

    def alone(self, tally: Tally, name: str) -> dict[str, bytes]:
        return self.end(tally, f"{name} on one machine", f"{name}-alone", self.begin(f"{name}-alone"))

    def _file(self, name: str, option: str) -> Path:
        return OUT / f"cluster-{name}{option.replace('--', '.')}"


def _same(tally: Tally, what: str, there: dict[str, bytes], alone: dict[str, bytes]) -> None:
    for where in sorted(alone.keys() | there.keys()):
        tally.check(bool(alone.get(where)) and there.get(where) == alone.get(where),
                    f"{what}: {where} is not one machine's to the byte (see {inside(OUT)}/cluster-*)")


def _works(log: str, folder: Path) -> dict[str, _Work]:
    (folder / "fails.json").write_text(json.dumps(_FAILS))
    everything = ["--json", "--junit", "--html", "--journal"]
    return {
        "sample": _Work(["replay", "replay/samples/sample.ndjson"], status=1),
        "few": _Work(["explore", "--worlds", "12", "--seed", "3"]),
        "failing": _Work(["run", str(folder), "scenarios/library/messages", "--seed", "4"], status=1, writes=everything),
        "matrix": _Work(["run", "--matrix", "--requirement", _MATRIX_OF], writes=everything),
        "replay": _Work(["replay", log], status=1),
        "explore": _Work(["explore", "--worlds", "60", "--seed", "2"]),
        "run": _Work(["run", "scenarios/library/validation", "scenarios/library/dispatch", "--lab", "dentsply-sirona"],
                     writes=["--json", "--junit"]),
    }


def _with_losses(tally: Tally, cluster: Cluster, name: str, work: _Work, alone: dict[str, bytes],
                 number: int) -> str | None:
    """Done with a worker killed in the midst of a part, and a server; every part is done by somebody all the same."""
    before = [len(one.lines()) for one in cluster.workers]
    begun = work.begin(name, "--cluster", cluster.url)
    lost = cluster.workers[number].kill_at_work(parts_min=1, until_s=time.monotonic() + 20, lines_before=before[number])
    tally.check(begun[0].poll() is None, f"{name} had ended before anything was killed: make it longer")
    cluster.kill_server(number)
    _same(tally, f"{name}, a worker and a server killed", work.end(tally, name, name, begun), alone)
    lines = [line for one, first in zip(cluster.workers, before) for line in one.lines()[first:]]
    parts = {line.split(":")[0] for line in lines if ": begun" in line}
    done = {line.split(":")[0] for line in lines if line.endswith(": done")}
    tally.check(parts == done, f"{name}: parts begun but not done: {', '.join(sorted(parts - done))}")
    tally.check(lost is not None and f"{lost}: begun by another before, begun anew" in lines,
                f"{name}: the part that a killed worker had begun ({lost}) was not given to another")
    return lost


def _nothing_left(tally: Tally, cluster: Cluster, what: str, but: set[str]) -> None:
    """The servers keep nothing of a job that is over; a moment later, since they tell each other."""
    until_s = time.monotonic() + 5
    while (left := set(cluster.stores_left()) - but) and time.monotonic() < until_s:
        time.sleep(0.1)
    tally.check(not left, f"{what}: left behind on the servers: {', '.join(sorted(left))}")


def _interrupted(tally: Tally, cluster: Cluster) -> None:
    """An interrupt tells what came of the worlds so far, and leaves nothing behind."""
    work = _Work(["explore", "--worlds", "50000", "--seed", "9"])
    first = [len(one.lines()) for one in cluster.workers]
    begun = work.begin("interrupted", "--cluster", cluster.url)
    until_s = time.monotonic() + 30
    # The eighteenth is not handed out before the result of the first was taken.
    while time.monotonic() < until_s and sum(
            line.endswith(": done") for one, at in zip(cluster.workers, first) for line in one.lines()[at:]) < 18:
        time.sleep(0.05)
    begun[0].send_signal(2)
    told = work.end(tally, "an exploration interrupted", "interrupted", begun)
    counts = re.match(rb"seed 9: (\d+) worlds", told["standard output"])
    tally.check(counts is not None and 0 < int(counts[1]) < 50000,
                f"an exploration interrupted told: {told['standard output'][:80]!r}")


def _refusals(tally: Tally, cluster: Cluster) -> None:
    """Whoever asks with another build is told so, and gets nothing."""
    other = OUT / "cluster-other-build"
    shutil.copyfile(articulator("release"), other)
    other.chmod(0o755)
    with other.open("ab") as program:
        program.write(b"\0")  # behind all that is loaded: it does the same and is another file
    command = [str(other), "explore", "--worlds", "5", "--cluster", cluster.url]
    ended = run(command, timeout_s=_LIMIT_S)
    tally.check(ended.status == 2 and len(ended.err.splitlines()) == 1 and "use one build everywhere" in ended.err,
                f"another build: status {ended.status}, {last_line(ended.err)} (repeat: {shown(command)})")
    other.unlink()


def _cluster(tally: Tally) -> None:
    OUT.mkdir(parents=True, exist_ok=True)
    log = OUT / "cluster.ndjson"
    made = run([articulator("release"), "generate", "--practices", "30", "--days", "14", "--seed", "11", "--plant", "40",
                "--untidy", "-o", str(log)], timeout_s=_LIMIT_S)
    tally.check(made.status == 0, f"no log to replay: {last_line(made.err)}")
    with tempfile.TemporaryDirectory(prefix="articulator-cluster-") as name:
        folder = Path(name)
        (folder / "scenarios").mkdir()
        works = _works(str(log), folder / "scenarios")
        alone = {one: work.alone(tally, one) for one, work in works.items()}
        with Cluster(articulator("release"), folder / "nats", workers=5) as cluster:
            # First in peace; then with each kind of work a worker goes for good and a server for a while, in its midst.
            for one in ("sample", "few", "failing", "matrix"):
                there = works[one].begin(one, "--cluster", cluster.url)
                _same(tally, one, works[one].end(tally, one, one, there), alone[one])
            _refusals(tally, cluster)
            lost: list[str | None] = []
            left: set[str] = set()
            for number, one in enumerate(("replay", "explore", "run")):
                lost.append(_with_losses(tally, cluster, one, works[one], alone[one], number))
                _nothing_left(tally, cluster, one, left)
                tally.check(cluster.restart_server(number), f"{one}: the killed server did not catch up with the others")
                # What was taken away while it was gone it keeps for half a minute, in case it is still wanted.
                left |= set(cluster.stores_left())
            _interrupted(tally, cluster)
            _nothing_left(tally, cluster, "interrupted", left)
            tally.note = f"killed in the midst of {', '.join(one or 'nothing' for one in lost)}"
    log.unlink(missing_ok=True)


STEPS = [Step("cluster", "replay, explore and run on three servers, a worker and a server killed in their midst", _cluster)]
