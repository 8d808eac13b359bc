"""What tools/cluster-demo shows."""

import subprocess
import sys
import tempfile
import time
from pathlib import Path

from .nats_cluster import Cluster
from .step import articulator


def _took(what: str, begun_s: float) -> None:
    print(f"{what}: {time.monotonic() - begun_s:.1f} s", flush=True)


def main() -> int:
    practices = sys.argv[1] if len(sys.argv) > 1 else "40"
    program = articulator("release")
    with tempfile.TemporaryDirectory(prefix="articulator-demo-") as name:
        folder = Path(name)
        log, alone, together = folder / "log.ndjson", folder / "alone.json", folder / "together.json"
        made = subprocess.run([program, "generate", "--practices", practices, "--days", "14", "--plant", "20", "-o", log])
        if made.returncode != 0:
            return 2
        begun_s = time.monotonic()
        subprocess.run([program, "replay", log, "--json", alone], stdout=subprocess.DEVNULL)
        _took("replayed on one machine", begun_s)
        with Cluster(program, folder / "nats", workers=3) as cluster:
            print(f"three servers: {cluster.url}\nthree workers: articulator worker --cluster ...")
            command = [program, "replay", log, "--cluster", cluster.url, "--json", together]
            begun_s = time.monotonic()
            subprocess.run(command, stdout=subprocess.DEVNULL)
            _took("replayed by the workers", begun_s)
            print(f"the report is {'the same' if together.read_bytes() == alone.read_bytes() else 'ANOTHER'}, to the byte")
            begun_s = time.monotonic()
            asked = subprocess.Popen(command, stdout=subprocess.DEVNULL)
            lost = cluster.workers[0].kill_at_work(parts_min=1, until_s=begun_s + 30)
            cluster.kill_server(0)
            print(f"once more; a worker was killed in the midst of {lost}, and a server")
            asked.wait(timeout=120)
            _took("replayed by the others", begun_s)
            for number, worker in enumerate(cluster.workers):
                for line in worker.lines():
                    if "anew" in line:
                        print(f"  worker {number} said: {line}")
        same = together.read_bytes() == alone.read_bytes()
        print(f"the report is {'the same' if same else 'ANOTHER'}, to the byte")
        return 0 if same else 1


if __name__ == "__main__":
    sys.exit(main())
