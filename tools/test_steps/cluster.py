"""A replay on three JetStream servers: the report is one machine's, also with a worker and a server killed in its midst."""

import subprocess
import tempfile
import time
from pathlib import Path

from .nats_cluster import Cluster
from .step import OUT, ROOT, Step, Tally, articulator, inside, last_line, run, shown

_LIMIT_S = 60


def _read(path: Path) -> bytes:
    return path.read_bytes() if path.exists() else b""


def _alone(tally: Tally, log: str, report: Path) -> bytes:
    report.unlink(missing_ok=True)
    command = [articulator("release"), "replay", log, "--json", str(report)]
    ended = run(command, timeout_s=_LIMIT_S)
    tally.check(ended.status == 1 and report.exists(),
                f"no report of one machine: {last_line(ended.err)} (repeat: {shown(command)})")
    return _read(report)


def _begin(cluster: Cluster, log: str, report: Path) -> subprocess.Popen:
    report.unlink(missing_ok=True)
    return subprocess.Popen([articulator("release"), "replay", log, "--cluster", cluster.url, "--json", str(report)],
                            cwd=ROOT, stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE)


def _end(tally: Tally, what: str, begun: subprocess.Popen, report: Path, wanted: bytes) -> None:
    try:
        _, err = begun.communicate(timeout=_LIMIT_S)
    except subprocess.TimeoutExpired:
        begun.kill()
        _, err = begun.communicate()
    tally.check(begun.returncode == 1, f"{what}: status {begun.returncode}, {last_line(err.decode(errors='replace'))}")
    tally.check(bool(wanted) and _read(report) == wanted,
                f"{what}: the report is not one machine's to the byte (see {inside(report)})")


def _all_done(tally: Tally, cluster: Cluster, lost: str | None) -> None:
    """Every part was done by somebody, and the lost one by another."""
    lines = [line for worker in cluster.workers for line in worker.lines()]
    begun = {line.split(":")[0] for line in lines if ": begun" in line}
    done = {line.split(":")[0] for line in lines if line.endswith(": done")}
    tally.check(begun == done, f"parts begun but not done: {', '.join(sorted(begun - done))}")
    taken_over = f"{lost}: begun by another before, begun anew"
    tally.check(lost is not None and taken_over in lines,
                f"the part that a killed worker had begun ({lost}) was not given to another")


def _cluster(tally: Tally) -> None:
    OUT.mkdir(parents=True, exist_ok=True)
    log = OUT / "cluster.ndjson"
    made = run([articulator("release"), "generate", "--practices", "30", "--days", "14", "--seed", "11", "--plant", "40",
                "--untidy", "-o", str(log)], timeout_s=_LIMIT_S)
    tally.check(made.status == 0, f"no log to replay: {last_line(made.err)}")
    alone = _alone(tally, str(log), OUT / "cluster-alone.json")
    sample = "replay/samples/sample.ndjson"
    sample_alone = _alone(tally, sample, OUT / "cluster-sample-alone.json")
    report = OUT / "cluster-together.json"
    with tempfile.TemporaryDirectory(prefix="articulator-cluster-") as folder, \
            Cluster(articulator("release"), Path(folder) / "nats", workers=3) as cluster:
        # One after the other, for a while; then the worker and the server go, and the rest goes on without them.
        _end(tally, "the sample log", _begin(cluster, sample, report), report, sample_alone)
        begun = _begin(cluster, str(log), report)
        lost = cluster.workers[0].kill_at_work(parts_min=2, until_s=time.monotonic() + 20)
        tally.check(begun.poll() is None, "the replay had ended before anything was killed: make its log longer")
        cluster.kill_server(0)
        _end(tally, "a worker and a server killed", begun, report, alone)
        _all_done(tally, cluster, lost)
        until_s = time.monotonic() + 5
        while cluster.stores_left() and time.monotonic() < until_s:
            time.sleep(0.1)
        tally.check(not cluster.stores_left(), f"left behind on the servers: {', '.join(cluster.stores_left())}")
        tally.note = f"killed in the midst of {lost}"
    log.unlink(missing_ok=True)


STEPS = [Step("cluster", "a replay on three servers, a worker and a server killed in its midst", _cluster)]
