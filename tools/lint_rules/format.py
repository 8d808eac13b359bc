"""C++ stands as clang-format puts it."""

import re
import subprocess

from .project import Finding, Project, Rule

FORMATTER = "clang-format-19"


def _check_format(project: Project) -> list[Finding]:
    if not project.sources:
        return []
    said = subprocess.run([FORMATTER, "--dry-run", "-Werror", *project.sources], cwd=project.root,
                          capture_output=True, text=True).stderr
    first: dict[str, int] = {}
    for path, line in re.findall(r"^(\S+?):(\d+):\d+: error: ", said, re.MULTILINE):
        first.setdefault(path, int(line))
    return [Finding(path, line, "not as clang-format puts it", f"run: {FORMATTER} -i {path}")
            for path, line in first.items()]


RULES = [Rule("format", "C++ stands as clang-format puts it", _check_format)]
