"""What a step is made of: the checks it counts, and how it runs a command."""

import os
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
        done = subprocess.run(command, cwd=ROOT, stdin=subprocess.DEVNULL, capture_output=True,
                              timeout=timeout_s, env={**os.environ, **(env or {})})
    except subprocess.TimeoutExpired as late:
        return Ended(124, (late.stdout or b"").decode(errors="replace"),
                     f"{(late.stderr or b'').decode(errors='replace')}\nended after {timeout_s:.0f} s without result")
    except OSError as error:
        return Ended(127, "", f"{command[0]}: {error.strerror}")
    return Ended(done.returncode, done.stdout.decode(errors="replace"), done.stderr.decode(errors="replace"))


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
