"""clang-tidy over the release build's compile database, remembering what it found.

An answer is kept under the hash of all that it depends on: the file, every project header that it
includes, the compile command, the configuration and the tool. A second run is quick; a changed
header asks anew for exactly the files that include it. Unit tests are left out: they are a third of
the time, and a mistake in them shows by itself.
"""

import hashlib
import json
import os
import re
import subprocess
from concurrent.futures import ThreadPoolExecutor
from functools import lru_cache
from pathlib import Path

from .project import Finding, Project, Rule

TIDY = "clang-tidy-19"
_SAID = re.compile(r"^(/.+?):(\d+):\d+: (?:warning|error): (.+?) \[([\w.,+-]+)\]$", re.MULTILINE)


def _inputs(project: Project, path: str) -> list[str]:
    """The file and every project header that it includes, in order."""
    found: set[str] = set()
    waiting = [path]
    while waiting:
        current = waiting.pop()
        if current in found:
            continue
        found.add(current)
        waiting += [name for _, _, name in project.includes(current) if (project.root / name).is_file()]
    return sorted(found)


def _check_tidy(project: Project) -> list[Finding]:
    database = project.build / "compile_commands.json"
    if not database.exists():
        return [Finding("CMakePresets.json", 1, "the release build is not configured, so clang-tidy cannot look",
                        "run: cmake --preset release")]
    version = subprocess.run([TIDY, "--version"], capture_output=True, text=True, check=True).stdout
    common = version + project.text(".clang-tidy")
    answers = project.root / "build" / "lint"
    answers.mkdir(parents=True, exist_ok=True)

    @lru_cache(maxsize=None)
    def digest(path: str) -> str:
        return hashlib.sha256((project.root / path).read_bytes()).hexdigest()

    def ask(entry: dict) -> str:
        path = os.path.relpath(entry["file"], project.root)
        parts = [common, entry["command"], *(f"{name} {digest(name)}" for name in _inputs(project, path))]
        answer = answers / (hashlib.sha256("\n".join(parts).encode()).hexdigest() + ".txt")
        if not answer.exists():
            done = subprocess.run([TIDY, "-p", str(project.build), "--quiet", entry["file"]],
                                  capture_output=True, text=True)
            if done.returncode != 0 and not _SAID.search(done.stdout):
                return f"{entry['file']}:1:1: error: {' '.join(done.stderr.split())[-300:]} [{TIDY}]"
            unfinished = answer.with_suffix(".tmp" + str(os.getpid()))
            unfinished.write_text(done.stdout)
            unfinished.replace(answer)
        return answer.read_text()

    tracked = set(project.sources)
    entries = [entry for entry in json.loads(database.read_text())
               if os.path.relpath(entry["file"], project.root) in tracked
               and not entry["file"].endswith("_test.cpp")]
    # Small units last, so that the two jobs end together.
    entries.sort(key=lambda entry: -Path(entry["file"]).stat().st_size)
    findings = set()
    with ThreadPoolExecutor(max_workers=os.cpu_count()) as pool:
        for said in pool.map(ask, entries):
            for path, line, what, check in _SAID.findall(said):
                where = os.path.relpath(path, project.root)
                if where in tracked:  # one header's finding comes once for each file that includes it
                    findings.add(Finding(where, int(line), what, f"mend it ({check.split(',')[0]})"))
    return sorted(findings)


RULES = [Rule("tidy", "clang-tidy has nothing to say", _check_tidy)]
