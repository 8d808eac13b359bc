"""What no tracked file may say: that work is unfinished, or where some machine keeps its files."""

import json
import re

from .project import Finding, Project, Rule

# Put together here so that this file does not find itself.
_UNFINISHED = re.compile(r"\b(TO" r"DO|FIX" r"ME|XX" r"X|HA" r"CK)\b|(?i:\bnot (yet )?" r"implemented\b)")
_MACHINE_PATH = re.compile(r"(?<![\w.~/:$}-])/(home|root|Users|work|workspace)/[\w.-]+")
_OUTSIDE_PATH = re.compile(r"\.\./sh" r"ared\b")
_COMMENT = re.compile(r'("(?:\\.|[^"\\])*")|//[^\n]*|/\*.*?\*/', re.DOTALL)


def without_comments(text: str) -> str:
    """JSON as the scenarios are written (comments allowed) to JSON as it is parsed, line numbers kept."""
    return _COMMENT.sub(lambda piece: piece[1] or "\n" * piece[0].count("\n"), text)


def _check_words(project: Project) -> list[Finding]:
    findings = []
    for path in project.files:
        if path.endswith(".ndjson"):  # recorded data says what it says
            continue
        for number, line in enumerate(project.text(path).splitlines(), 1):
            found = _UNFINISHED.search(line)
            if found:
                findings.append(Finding(path, number, f'"{found[0]}" marks unfinished work', "finish it or drop it"))
    return findings


def _check_paths(project: Project) -> list[Finding]:
    findings = []
    for path in project.files:
        for number, line in enumerate(project.text(path).splitlines(), 1):
            found = _MACHINE_PATH.search(line) or _OUTSIDE_PATH.search(line)
            if found:
                findings.append(Finding(path, number, f'"{found[0]}" is a path outside the project',
                                        "write it from the project's root, or take it as an argument"))
    return findings


def _check_json(project: Project) -> list[Finding]:
    findings = []
    for path in project.files:
        if not path.endswith(".json"):
            continue
        try:
            json.loads(without_comments(project.text(path)))
        except json.JSONDecodeError as error:
            findings.append(Finding(path, error.lineno, f"this is not JSON: {error.msg}", "mend it"))
    return findings


RULES = [
    Rule("words", "no tracked file says that work is unfinished", _check_words),
    Rule("paths", "no tracked file names a place outside the project", _check_paths),
    Rule("json", "every JSON file is JSON, comments aside", _check_json),
]
