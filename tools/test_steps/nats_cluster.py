"""Three NATS servers with JetStream on loopback, and workers for them, for tests and demonstrations."""

import os
import shutil
import signal
import socket
import subprocess
import time
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
        ports = _free_ports(2 * SERVERS)
        clients, routes = ports[:SERVERS], ports[SERVERS:]
        self.url = ",".join(f"nats://127.0.0.1:{port}" for port in clients)
        among = ",".join(f"nats://127.0.0.1:{port}" for port in routes)
        program = shutil.which("nats-server", path=f"{os.environ.get('PATH', '')}:/usr/sbin") or "nats-server"
        try:
            for server in range(SERVERS):
                with (self.folder / f"server-{server}.log").open("wb") as log:
                    self._servers.append(subprocess.Popen(
                        [program, "--server_name", f"s{server}", "--addr", "127.0.0.1", "--port", str(clients[server]),
                         "--jetstream", "--store_dir", str(self.folder / f"server-{server}"), "--cluster_name", "test",
                         "--cluster", f"nats://127.0.0.1:{routes[server]}", "--routes", among],
                        stdout=log, stderr=subprocess.STDOUT, stdin=subprocess.DEVNULL))
            until_s = time.monotonic() + 10
            while not all(_answers(port) for port in clients) and time.monotonic() < until_s:
                time.sleep(0.05)
            for worker in range(self._workers_wanted):
                self.workers.append(Worker(self._program, self.url, self.folder / f"worker-{worker}.log"))
        except BaseException:
            self._end()
            raise
        return self

    def kill_server(self, server: int) -> None:
        self._servers[server].kill()
        self._servers[server].wait()

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
