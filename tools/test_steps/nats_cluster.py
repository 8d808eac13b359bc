"""Three NATS servers with JetStream on loopback, and workers for them, for tests and demonstrations."""

import os
import shutil
import signal
import socket
import subprocess
import time
import urllib.request
from contextlib import closing
from pathlib import Path

SERVERS = 3


def _free_ports(count: int) -> list[int]:
    probes = [socket.socket() for _ in range(count)]
    try:
        for probe in probes:
            probe.bind(("127.0.0.1", 0))
        return [probe.getsockname()[1] for probe in probes]
    finally:
        for probe in probes:
            probe.close()


def _answers(port: int) -> bool:
    try:
        with closing(socket.create_connection(("127.0.0.1", port), timeout=1)):
            return True
    except OSError:
        return False


def _is_healthy(port: int) -> bool:
    """Whether the server has all that it should keep, as it says itself."""
    try:
        with urllib.request.urlopen(f"http://127.0.0.1:{port}/healthz", timeout=1) as answer:
            return answer.status == 200
    except OSError:
        return False


class Worker:
    """A process of `articulator worker`, and what it says."""

    def __init__(self, program: str, url: str, log: Path):
        self.log = log
        with log.open("wb") as out:
            self.process = subprocess.Popen([program, "worker", "--cluster", url, "--jobs", "1"], stdout=out,
                                            stderr=subprocess.STDOUT, stdin=subprocess.DEVNULL)

    def lines(self) -> list[str]:
        return self.log.read_text().splitlines()

    def kill_at_work(self, parts_min: int, until_s: float, lines_before: int = 0) -> str | None:
        """Ends it by SIGKILL while it is in the middle of a part, after some; the part, or None: it never was."""
        while time.monotonic() < until_s:
            if len(self.lines()) > lines_before + 2 * parts_min and "begun" in self.lines()[-1]:
                self.process.send_signal(signal.SIGSTOP)  # stands still while we look again
                if "begun" in self.lines()[-1]:
                    self.process.kill()
                    self.process.wait()
                    return self.lines()[-1].split(":")[0]
                self.process.send_signal(signal.SIGCONT)
            time.sleep(0.002)
        return None

    def end(self) -> None:
        if self.process.poll() is None:
            self.process.send_signal(signal.SIGCONT)
            self.process.terminate()
            try:
                self.process.wait(timeout=10)
            except subprocess.TimeoutExpired:
                self.process.kill()
                self.process.wait()


class Cluster:
    """Started by `with`; at its end all that it started is ended, by process, and its folder removed."""

    def __init__(self, program: str, folder: Path, workers: int):
        self._program = program
        self.folder = folder
        self._workers_wanted = workers
        self._servers: list[subprocess.Popen] = []
        self.workers: list[Worker] = []

    def __enter__(self) -> "Cluster":
        shutil.rmtree(self.folder, ignore_errors=True)
        self.folder.mkdir(parents=True)
        ports = _free_ports(3 * SERVERS)
        self._clients, self._routes, self._monitors = (ports[first::3] for first in range(3))
        self.url = ",".join(f"nats://127.0.0.1:{port}" for port in self._clients)
        try:
            for server in range(SERVERS):
                self._servers.append(self._start_server(server))
            until_s = time.monotonic() + 10
            while not all(_answers(port) for port in self._clients) and time.monotonic() < until_s:
                time.sleep(0.05)
            for worker in range(self._workers_wanted):
                self.workers.append(Worker(self._program, self.url, self.folder / f"worker-{worker}.log"))
        except BaseException:
            self._end()
            raise
        return self

    def _start_server(self, server: int) -> subprocess.Popen:
        among = ",".join(f"nats://127.0.0.1:{port}" for port in self._routes)
        program = shutil.which("nats-server", path=f"{os.environ.get('PATH', '')}:/usr/sbin") or "nats-server"
        with (self.folder / f"server-{server}.log").open("ab") as log:
            return subprocess.Popen(
                [program, "--server_name", f"s{server}", "--addr", "127.0.0.1", "--port", str(self._clients[server]),
                 "--http_port", str(self._monitors[server]), "--jetstream", "--store_dir", str(self.folder / f"server-{server}"),
                 "--cluster_name", "test", "--cluster", f"nats://127.0.0.1:{self._routes[server]}", "--routes", among],
                stdout=log, stderr=subprocess.STDOUT, stdin=subprocess.DEVNULL)

    def kill_server(self, server: int) -> None:
        self._servers[server].kill()
        self._servers[server].wait()

    def restart_server(self, server: int) -> bool:
        """Starts a killed one once more, with what it had kept; whether it has caught up with the others."""
        self._servers[server] = self._start_server(server)
        until_s = time.monotonic() + 15
        while not _is_healthy(self._monitors[server]):
            if time.monotonic() > until_s:
                return False
            time.sleep(0.1)
        return True

    def stores_left(self) -> list[str]:
        """The stores of jobs that the living servers still keep."""
        return sorted({store.name for server, process in enumerate(self._servers) if process.poll() is None
                       for store in (self.folder / f"server-{server}").glob("jetstream/*/streams/KV_articulator-*")})

    def __exit__(self, *_: object) -> None:
        self._end()
        shutil.rmtree(self.folder, ignore_errors=True)

    def _end(self) -> None:
        for worker in self.workers:
            worker.end()
        for server in self._servers:
            if server.poll() is None:
                server.kill()  # its store is thrown away with it
            server.wait()
