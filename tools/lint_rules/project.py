"""What every rule works with: the project's files, their text, and findings about them."""

import re
import subprocess
from dataclasses import dataclass
from functools import cached_property, lru_cache
from pathlib import Path
from typing import Callable

# One C++ comment or literal. A quote after a digit separates digits and opens nothing.
_PIECE = re.compile(
    r'(?P<comment>//[^\n]*|/\*.*?\*/)'
    r'|(?P<literal>R"(?P<fence>[^(\s\\]{0,16})\(.*?\)(?P=fence)"'
    r'|"(?:\\.|[^"\\\n])*"'
    r"|(?<![0-9A-Fa-f])'(?:\\.|[^'\\\n])+')",
    re.DOTALL,
)


@dataclass(frozen=True, order=True)
class Finding:
    path: str
    line: int
    what: str
    to_do: str

    def __str__(self) -> str:
        return f"{self.path}:{self.line}: {self.what}; {self.to_do}"


class Project:
    """The checkout at `root`: what git tracks there, and what it would track if added."""

    def __init__(self, root: Path):
        self.root = root
        self.build = root / "build" / "release"

    @cached_property
    def files(self) -> list[str]:
        # The checkout may belong to another user than the one who checks it, as in containers.
        listed = subprocess.run(
            ["git", "-c", f"safe.directory={self.root}", "ls-files", "-z", "--cached", "--others",
             "--exclude-standard"],
            cwd=self.root, check=True, capture_output=True, text=True).stdout
        return sorted(name for name in set(listed.split("\0")) if name and (self.root / name).is_file())

    @cached_property
    def sources(self) -> list[str]:
        return [path for path in self.files if path.endswith((".cpp", ".hpp"))]

    @lru_cache(maxsize=None)
    def text(self, path: str) -> str:
        """The file's text; empty for a binary file."""
        data = (self.root / path).read_bytes()
        return "" if b"\0" in data[:8192] else data.decode("utf-8", errors="replace")

    @lru_cache(maxsize=None)
    def code(self, path: str) -> str:
        """The C++ without comments and literals, line numbers kept."""
        return _PIECE.sub(lambda piece: "\n" * piece[0].count("\n"), self.text(path))

    @lru_cache(maxsize=None)
    def includes(self, path: str) -> tuple[tuple[int, str, str], ...]:
        """(line, opening bracket or quote, name) of each include directive."""
        without_comments = _PIECE.sub(
            lambda piece: "\n" * piece[0].count("\n") if piece["comment"] else piece[0], self.text(path))
        found = []
        for number, line in enumerate(without_comments.splitlines(), 1):
            directive = re.match(r'\s*#\s*include\s*([<"])([^>"]+)[>"]', line)
            if directive:
                found.append((number, directive[1], directive[2]))
        return tuple(found)


@dataclass(frozen=True)
class Rule:
    name: str
    says: str
    check: Callable[[Project], list[Finding]]
