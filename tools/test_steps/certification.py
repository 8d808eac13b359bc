"""Engines certified over sockets: the reference engine gets every level, and anybody can check it; the
starter engine gets what it deserves."""

import json
import os
import re
import shutil
import subprocess
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from functools import lru_cache
from pathlib import Path

from .step import OUT, ROOT, Step, Tally, articulator, last_line, run

_READY_S = 20
_INSTANCES = 2


@contextmanager
def serving(*command: str) -> Iterator[str]:
    """The address that a server prints once it listens; it ends with the block."""
    server = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True,
                              start_new_session=True)
    try:
        for line in server.stdout:
            if address := re.search(r"http://127\.0\.0\.1:\d+", line):
                yield address[0]
                return
        raise RuntimeError(f"{command[0]} does not come up")
    finally:
        server.terminate()
        server.wait(timeout=_READY_S)


def _folder(name: str) -> Path:
    folder = OUT / f"certificate-{name}"
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True)
    return folder


def _key(folder: Path) -> str:
    made = run([articulator("release"), "audit", "key", "-o", str(folder / "key"), "--name",
                "articulator.example/certificates"], timeout_s=20)
    return made.out.strip()


def _certify(folder: Path, urls: list[str], profile: str) -> int:
    engines = [word for url in urls for word in ("--engine", url)]
    return run([articulator("release"), "certify", *engines, "--profile", profile, "--out", str(folder),
                "--key", str(folder / "key")], timeout_s=900).status


def _verify(folder: Path, key: str) -> tuple[int, str]:
    ended = run([articulator("release"), "certify", "--verify", str(folder / "certificate.json"), "--key", key],
                timeout_s=300)
    return ended.status, last_line(ended.out + ended.err)


@lru_cache(maxsize=None)
def of_reference(profile: str = "crown-core") -> dict | str:
    """The certificate of the reference engine, with how it was come by, or why there is none."""
    folder = _folder(profile)
    key = _key(folder)
    engine = (articulator("release"), "engine", "--listen", "127.0.0.1:0", "--time", "lockstep")
    with ExitStack() as instances:  # which share the scenarios
        urls = [instances.enter_context(serving(*engine)) for _ in range(_INSTANCES)]
        status = _certify(folder, urls, profile)
    if not (folder / "certificate.json").exists():
        return f"certify ended with status {status} and no certificate"
    body = json.loads((folder / "certificate.json").read_text())["certificate"]
    return body | {"status": status, "verified": _verify(folder, key)}


def _reference(tally: Tally, profile: str = "crown-core") -> None:
    body = of_reference(profile)
    if isinstance(body, str):
        tally.check(False, body)
        return
    for one in body["requirements"]:
        tally.check(one["verdict"] == "passed", f"{one['id']}: {one['verdict']}: {one.get('why', '')}")
    for level in body["levels"]:
        tally.check(level["granted"], f"level {level['level']} is not granted")
    status, said = body["verified"]
    tally.check(body["status"] == 0, f"certify ended with status {body['status']}")
    tally.check(status == 0, f"the certificate does not hold: {said}")


def _starter(tally: Tally) -> None:
    folder = _folder("starter")
    key = _key(folder)
    with serving(os.environ.get("PYTHON", "python3"), str(ROOT / "tools/starter_engine.py"), "--port", "0") as url:
        status = _certify(folder, [url], "crown-core")
    body = json.loads((folder / "certificate.json").read_text())["certificate"]
    verdicts = {one["id"]: one["verdict"] for one in body["requirements"]}
    tally.check(status == 1, f"certify ended with status {status}")
    tally.check(verdicts.pop("VAL-03") == "failed", "VAL-03 did not fail")
    tally.check(set(verdicts.values()) == {"not applicable"}, "what it does not claim is not all not applicable")
    holds, said = _verify(folder, key)
    tally.check(holds == 0, f"the certificate does not hold: {said}")


STEPS = [
    Step("certification", "the reference engine gets every level of crown-core, over sockets", _reference),
    Step("starter", "the starter engine fails where it should", _starter),
]
# The whole of it takes some seven minutes.
FULL_STEPS = [
    Step("certification-full", "the reference engine gets every level of the profile full, over sockets",
         lambda tally: _reference(tally, "full"), only_full=True),
]
