"""Runs the rules and prints a line a finding; status 1 when there is one. See `tools/lint --help`."""

import argparse
import json
import sys
import time
from pathlib import Path

from . import deterministic, format, requirements, rooms, self_test, text, tidy
from .project import Project, Rule

# The quick ones first.
RULES: list[Rule] = [*text.RULES, *rooms.RULES, *requirements.RULES, *deterministic.RULES, *format.RULES,
                     *tidy.RULES]


def main() -> int:
    names = [rule.name for rule in RULES]
    parser = argparse.ArgumentParser(prog="tools/lint", description="Checks what compilers do not: " + "; ".join(
        f"{rule.name}: {rule.says}" for rule in RULES) + ".")
    parser.add_argument("rules", nargs="*", metavar="RULE", help=f"only these: {' '.join(names)}")
    parser.add_argument("--quick", action="store_true", help="all but clang-tidy, which looks at every file for long where "
                        "it remembers nothing")
    parser.add_argument("--self-test", action="store_true", help="plant a violation for every rule and expect it found")
    parser.add_argument("--json", metavar="FILE", help="also write each rule's findings here")
    options = parser.parse_args()
    for name in options.rules:
        if name not in names:
            parser.error(f'there is no rule "{name}"; the rules are: {" ".join(names)}')

    root = Path(__file__).resolve().parents[2]
    chosen = [rule for rule in RULES if not options.rules or rule.name in options.rules]
    if options.quick:
        chosen = [rule for rule in chosen if rule not in tidy.RULES]
    if options.self_test:
        return self_test.run(root, chosen, options.json)

    project = Project(root)
    report = []
    for rule in chosen:
        begun_s = time.monotonic()
        findings = sorted(rule.check(project))
        for finding in findings:
            print(finding)
        report.append({"name": rule.name, "says": rule.says, "findings": [str(finding) for finding in findings],
                       "wall_s": round(time.monotonic() - begun_s, 2)})
    if options.json:
        Path(options.json).write_text(json.dumps({"rules": report}, indent=1) + "\n")

    broken = [rule for rule in report if rule["findings"]]
    count = sum(len(rule["findings"]) for rule in broken)
    slowest = max(report, key=lambda rule: rule["wall_s"])
    if broken:
        print(f"lint: {count} finding{'s' if count > 1 else ''} by {', '.join(rule['name'] for rule in broken)}; "
              f"{len(report) - len(broken)} of {len(report)} rules hold. "
              f"Repeat with: tools/lint {' '.join(rule['name'] for rule in broken)}")
        return 1
    print(f"lint: {len(report)} rules hold over {len(project.files)} files "
          f"(longest: {slowest['name']}, {slowest['wall_s']:.1f} s)")
    return 0


sys.exit(main())
