"""What tools/cluster-demo shows."""

import subprocess
import sys
import tempfile
import time
from pathlib import Path

from .nats_cluster import Cluster
from .step import ROOT, articulator


class _Shown:
    """A command, done by this machine and by the workers, and whether the two say the same."""

    def __init__(self, what: str, folder: Path, words: list[str]):
        self.what = what
        self.words = [articulator("release"), *words]
        self.alone, self.together = folder / f"{words[0]}-alone.json", folder / f"{words[0]}-together.json"

    def begin(self, report: Path, *more: str) -> tuple[subprocess.Popen, float]:
        return subprocess.Popen([*self.words, *more, "--json", str(report)], cwd=ROOT, stdout=subprocess.DEVNULL), time.monotonic()

    def end(self, begun: tuple[subprocess.Popen, float], by: str) -> None:
        begun[0].wait(timeout=600)
        print(f"{self.what} by {by}: {time.monotonic() - begun[1]:.1f} s", flush=True)

    def same(self) -> bool:
        # The one thing in any of them that is of the clock.
        alone, together = (report.read_text().split('"wall_s"') for report in (self.alone, self.together))
        same = alone[0] == together[0] and [part.split("}", 1)[1:] for part in alone[1:]] == [
            part.split("}", 1)[1:] for part in together[1:]]
        print(f"the report is {'the same' if same else 'ANOTHER'}, to the byte")
        return same


def main() -> int:
    practices = sys.argv[1] if len(sys.argv) > 1 else "40"
    program = articulator("release")
    with tempfile.TemporaryDirectory(prefix="articulator-demo-") as name:
        folder = Path(name)
        log = folder / "log.ndjson"
        made = subprocess.run([program, "generate", "--practices", practices, "--days", "14", "--plant", "20", "-o", log])
        if made.returncode != 0:
            return 2
        works = [_Shown("a log replayed", folder, ["replay", str(log)]),
                 _Shown("40 worlds explored", folder, ["explore", "--worlds", "40"]),
                 _Shown("the scenarios of the checks run", folder, ["run", "scenarios/library/validation", "scenarios/library/dispatch"])]
        all_same = True
        with Cluster(program, folder / "nats", workers=5) as cluster:
            print(f"three servers: {cluster.url}\nfive workers: articulator worker --cluster ...")
            for number, work in enumerate(works):
                print()
                work.end(work.begin(work.alone), "this machine alone")
                before = [len(worker.lines()) for worker in cluster.workers]
                begun = work.begin(work.together, "--cluster", cluster.url)
                lost = cluster.workers[number].kill_at_work(parts_min=1, until_s=time.monotonic() + 30, lines_before=before[number])
                if number == 0:
                    cluster.kill_server(0)
                print(f"a worker was killed in the midst of {lost}{', and a server' if number == 0 else ''}", flush=True)
                work.end(begun, "the workers that were left")
                for who, worker in enumerate(cluster.workers):
                    for line in worker.lines()[before[who]:]:
                        if "anew" in line:
                            print(f"  worker {who} said: {line}")
                all_same = work.same() and all_same
        return 0 if all_same else 1


if __name__ == "__main__":
    sys.exit(main())
