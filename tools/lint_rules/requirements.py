"""Every requirement is shown by a scenario or says why not; a reason for what is shown is stale."""

import json
from pathlib import PurePosixPath

from .project import Finding, Project, Rule
from .text import without_comments

_TABLE = "scenarios/requirements.json"


def _line_of(text: str, wanted: str) -> int:
    at = text.find(json.dumps(wanted))
    return text.count("\n", 0, at) + 1 if at >= 0 else 1


def _check_requirements(project: Project) -> list[Finding]:
    if _TABLE not in project.files:
        return [Finding(_TABLE, 1, "the requirement table is missing", "write it: [{\"id\", \"text\"}]")]
    table = project.text(_TABLE)
    try:
        rows = json.loads(without_comments(table))
        reasons = {row["id"]: row.get("not_shown_because", "").strip() for row in rows}
    except (json.JSONDecodeError, TypeError, KeyError, AttributeError) as error:
        return [Finding(_TABLE, 1, f"unreadable: {error!r}", 'each row is {"id", "text", "not_shown_because"?}')]

    findings = []
    ids = [row["id"] for row in rows]
    for repeated in sorted({name for name in ids if ids.count(name) > 1}):
        findings.append(Finding(_TABLE, _line_of(table, repeated), f"{repeated} stands here twice", "keep one"))

    shown: set[str] = set()
    for path in project.files:
        if not (path.startswith("scenarios/library/") and PurePosixPath(path).suffix == ".json"):
            continue
        try:
            scenario = json.loads(without_comments(project.text(path)))
        except json.JSONDecodeError:
            continue  # the rule "json" says so
        if not isinstance(scenario, dict) or "steps" not in scenario:
            continue  # a fixture or a profile
        names = scenario.get("shows") or []
        if not names:
            findings.append(Finding(path, 1, "this scenario shows no requirement", 'name its ids in "shows"'))
        for name in names:
            if name not in reasons:
                findings.append(Finding(path, _line_of(project.text(path), name), f'"{name}" is no requirement',
                                        f"correct the id, or add it to {_TABLE}"))
            shown.add(name)

    for name, reason in reasons.items():
        if name in shown and reason:
            findings.append(Finding(_TABLE, _line_of(table, name),
                                    f"{name} says why it is not shown, but a scenario shows it",
                                    "drop its not_shown_because"))
        elif name not in shown and not reason:
            findings.append(Finding(_TABLE, _line_of(table, name), f"no scenario shows {name}",
                                    'write one, or give it a "not_shown_because"'))
    return findings


RULES = [Rule("requirements", "every requirement is shown or says why not", _check_requirements)]
