"""The rules of tools/lint, one check a rule; and that each rule can fail, one check a rule."""

import json

from .step import OUT, Step, Tally, last_line, run


def _lint(name: str, *options: str):
    def step(tally: Tally) -> None:
        OUT.mkdir(parents=True, exist_ok=True)
        report = OUT / f"{name}.json"
        report.unlink(missing_ok=True)
        ended = run(["tools/lint", *options, "--json", str(report)], timeout_s=1800)
        if not report.exists():
            tally.check(False, f"tools/lint gave no report: {last_line(ended.err)} "
                               f"(repeat: tools/lint {' '.join(options)})")
            return
        for rule in json.loads(report.read_text())["rules"]:
            findings = rule["findings"]
            more = f" and {len(findings) - 1} more" if len(findings) > 1 else ""
            tally.check(not findings, f"rule {rule['name']}: {findings[0] if findings else ''}{more} "
                        f"(repeat: tools/lint {' '.join((*options, rule['name']))})")
    return step


STEPS = [
    Step("lint", "layers, banned names, object code, format, requirements", _lint("lint", "--quick")),
    Step("lint-self-test", "each of its rules can fail", _lint("lint-self-test", "--self-test")),
]

# On a machine that remembers none of its findings clang-tidy takes longer than all the rest together.
FULL_STEPS = [
    Step("tidy", "clang-tidy has nothing to say", _lint("tidy", "tidy"), only_full=True),
]
