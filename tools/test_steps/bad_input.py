"""Bad input: status 2 or 3, and one line on stderr that says what, where, and what to do."""

import socket
from contextlib import closing
from pathlib import Path

from .step import OUT, ROOT, Step, Tally, articulator, run, shown

_MISSPELT = """{
  "name": "a misspelt key is refused",
  "shows": ["VAL-01"],
  "wrold": { "start": "2024-10-21T09:00:00-05:00", "pms": "open-dental", "lab": "glidewell", "phase": "auto" },
  "steps": []
}
"""


_KEY = "PeterNeumann+c74f20a3+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW"


def _written(name: str, data: bytes) -> Path:
    OUT.mkdir(parents=True, exist_ok=True)
    path = OUT / name
    path.write_bytes(data)
    return path


def _closed_port() -> int:
    with closing(socket.socket()) as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def _bad_input(tally: Tally) -> None:
    log = ROOT / "replay/samples/sample.ndjson"
    whole = log.read_bytes() if log.exists() else b'{"specversion":"1.0"}\n'
    cut = _written("cut.ndjson", whole[: len(whole) // 2].rstrip(b"\n")[:-20])
    misspelt = _written("misspelt.json", _MISSPELT.encode())
    words = _written("words.txt", b"hello\n")
    with closing(socket.socket()) as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = str(taken.getsockname()[1])
        # What -> (arguments, status, what the line must name).
        table = {
            "no such command": (["frobnicate"], 2, "frobnicate"),
            "no such option": (["run", "--frobnicate"], 2, "frobnicate"),
            "a missing scenario": (["run", "no/such.json"], 2, "no/such.json"),
            "a misspelt key": (["run", str(misspelt)], 2, "wrold"),
            "an unknown way to run": (["run", "--over", "pigeons"], 2, "pigeons"),
            "a missing log": (["replay", "no/such.ndjson"], 2, "no/such.ndjson"),
            "a log cut in the middle": (["replay", str(cut)], 2, "cut.ndjson"),
            "an unknown PMS": (["simulate", "--pms", "frobnicate"], 2, "frobnicate"),
            "an audit file that is missing": (["audit", "verify", "no/such.audit", "--key", _KEY], 2, "no/such.audit"),
            "an audit file that is none": (["audit", "verify", str(misspelt), "--key", _KEY], 2, "misspelt.json"),
            "a log passed for an audit": (["audit", "prove", str(words), "--case", "LC-1"], 2, "words.txt"),
            "a public key that is mistyped": (["audit", "verify", str(log), "--key", _KEY[:-1]], 2, _KEY[:-1]),
            "no word for what to do with an audit": (["audit", "frobnicate"], 2, "frobnicate"),
            "an audit of an engine out of reach":
                (["audit", "checkpoint", "--engine", f"http://127.0.0.1:{_closed_port()}"], 3, "127.0.0.1"),
            "a signing key that is none": (["engine", "--audit-key", str(misspelt)], 2, "misspelt.json"),
            "a port in use": (["simulate", "--port", port], 3, port),
            "a listening address in use": (["engine", "--listen", f"127.0.0.1:{port}"], 3, port),
            "a number below zero": (["explore", "--worlds", "-3"], 2, "-3"),
            "an address that is none":
                (["certify", "--engine", "frobnicate", "--profile", "crown-core", "--out", str(OUT / "none")], 2,
                 "frobnicate"),
            "a profile that is none":
                (["certify", "--engine", "http://127.0.0.1:1", "--profile", "frobnicate", "--out", str(OUT / "none")], 2,
                 "frobnicate"),
            "an engine to certify out of reach":
                (["certify", "--engine", f"http://127.0.0.1:{_closed_port()}", "--profile", "crown-core", "--out",
                  str(OUT / "none")], 3, "127.0.0.1"),
            "a certificate that is none": (["certify", "--verify", str(misspelt)], 2, "misspelt.json"),
            "a cluster that is none": (["replay", str(log), "--cluster", "frobnicate"], 2, "frobnicate"),
            "a cluster out of reach":
                (["replay", str(log), "--cluster", f"nats://127.0.0.1:{_closed_port()}"], 3, "127.0.0.1"),
            "a log that grows, for a cluster":
                (["replay", str(log), "--follow", "--cluster", "nats://127.0.0.1:1"], 2, "--follow"),
            "worlds for a cluster that is none": (["explore", "--cluster", "frobnicate"], 2, "frobnicate"),
            "worlds for a cluster out of reach":
                (["explore", "--worlds", "2", "--cluster", f"nats://127.0.0.1:{_closed_port()}"], 3, "127.0.0.1"),
            "a scenario to bisect, for a cluster":
                (["explore", "--bisect", str(log), "--cluster", "nats://127.0.0.1:1"], 2, "--bisect"),
            "a world to print, for a cluster":
                (["explore", "--world", "1", "--print", "--cluster", "nats://127.0.0.1:1"], 2, "--print"),
            "more worlds than a cluster's job may have":
                (["explore", "--worlds", "1000000001", "--cluster", "nats://127.0.0.1:1"], 2, "--worlds"),
            "scenarios for a cluster that is none": (["run", "--cluster", "frobnicate"], 2, "frobnicate"),
            "scenarios for a cluster out of reach":
                (["run", "--requirement", "VAL-05", "--cluster", f"nats://127.0.0.1:{_closed_port()}"], 3, "127.0.0.1"),
            "scenarios over sockets, for a cluster":
                (["run", "--over", "sockets", "--cluster", "nats://127.0.0.1:1"], 2, "--over"),
            "an engine elsewhere, for a cluster":
                (["run", "--engine", "http://127.0.0.1:1", "--cluster", "nats://127.0.0.1:1"], 2, "--engine"),
            "scenarios only to read, for a cluster":
                (["run", "--check", "--cluster", "nats://127.0.0.1:1"], 2, "--check"),
            "a worker for nobody": (["worker"], 2, "--cluster"),
            "a worker whose cluster is out of reach":
                (["worker", "--cluster", f"nats://127.0.0.1:{_closed_port()}"], 3, "127.0.0.1"),
            "an engine out of reach": (["run", "--engine", f"http://127.0.0.1:{_closed_port()}"], 3, "127.0.0.1"),
        }
        for what, (arguments, status, named) in table.items():
            command = [articulator("release"), *arguments]
            ended = run(command, timeout_s=20)
            lines = [line for line in ended.err.splitlines() if line.strip()]
            tally.check(ended.status == status and len(lines) == 1 and named in lines[0],
                        f"{what}: wanted status {status} and one line on stderr that names {named}; found status "
                        f"{ended.status} and {len(lines)} lines: {lines[0] if lines else ''} (repeat: {shown(command)})")


STEPS = [Step("bad-input", "a line that says what, where and what to do", _bad_input)]
