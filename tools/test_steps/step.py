"""What a step is made of: the checks it counts, and how it runs a command."""

import os
import signal
import subprocess
from dataclasses import dataclass, field
from pathlib import Path
from typing import Callable

ROOT = Path(__file__).resolve().parents[2]
OUT = ROOT / "build" / "test"


@dataclass
class Tally:
    """What a step found. Each check is counted once; a failure says what, where to read, what to repeat."""

    passed: int = 0
    failures: list[str] = field(default_factory=list)
    note: str = ""

    def check(self, holds: bool, failure: str) -> bool:
        if holds:
            self.passed += 1
        else:
            self.failures.append(failure)
        return holds


@dataclass(frozen=True)
class Step:
    name: str
    says: str
    run: Callable[[Tally], None]
    only_full: bool = False


@dataclass(frozen=True)
class Ended:
    status: int  # 124 when it took too long, 127 when it is not there
    out: str
    err: str


def run(command: list[str], timeout_s: float, env: dict[str, str] | None = None) -> Ended:
    try:
        # A session of its own, so that what it started ends with it.
        started = subprocess.Popen(command, cwd=ROOT, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE,
                                   stderr=subprocess.PIPE, env={**os.environ, **(env or {})}, start_new_session=True)
    except OSError as error:
        return Ended(127, "", f"{command[0]}: {error.strerror}")
    try:
        out, err = started.communicate(timeout=timeout_s)
    except subprocess.TimeoutExpired:
        os.killpg(started.pid, signal.SIGKILL)
        out, err = started.communicate()
        return Ended(124, out.decode(errors="replace"),
                     f"{err.decode(errors='replace')}\nended after {timeout_s:.0f} s without result")
    except BaseException:
        os.killpg(started.pid, signal.SIGKILL)
        raise
    return Ended(started.returncode, out.decode(errors="replace"), err.decode(errors="replace"))


def articulator(preset: str) -> str:
    return str(ROOT / "build" / preset / "tools" / "articulator")


def shown(command: list[str]) -> str:
    """The command as a person types it in the project's root."""
    return " ".join(word.replace(f"{ROOT}/", "") for word in command)


def last_line(text: str) -> str:
    lines = [line.strip() for line in text.splitlines() if line.strip()]
    return lines[-1] if lines else "no output"


def inside(path: Path) -> str:
    return str(path.relative_to(ROOT))
