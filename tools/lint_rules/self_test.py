"""A check that cannot fail is a defect: plants a violation for every rule and expects it found.

Each plant goes into a copy of the project, is judged there by its rule alone, and is taken out
again. Nothing is written in the project itself.
"""

import json
import subprocess
import tempfile
from dataclasses import dataclass, field
from pathlib import Path

from .project import Project, Rule


@dataclass(frozen=True)
class Plant:
    rule: str
    files: dict[str, str | None]  # path -> text, None takes the file away
    at: str  # the path that the finding must name
    says: str  # a part of what it must say
    commands: list[list[str]] = field(default_factory=list)  # run in the copy once planted


def _source(path: str, text: str) -> dict[str, str | None]:
    return {path: text + "\n"}


def _includes() -> list[Plant]:
    wrong = [
        ("engine/base/planted.hpp", "engine/base/planted_model.hpp", "engine/model/planted.hpp", "engine/base includes"),
        ("engine/model/planted.hpp", "", "engine/validation/planted.hpp", "engine/model includes"),
        ("engine/validation/planted.hpp", "", "engine/tracking/planted.hpp", "engine/validation includes"),
        ("engine/connect/planted.hpp", "", "engine/workflow/planted.hpp", "engine/connect includes"),
        ("engine/workflow/planted.cpp", "", "engine/connect/planted.hpp", "engine/workflow includes"),
        ("simulators/lab/planted/planted.hpp", "", "engine/model/planted.hpp", "simulators/lab includes"),
        ("simulators/world/planted.hpp", "", "simulators/pms/planted.hpp", "simulators/world includes"),
        ("scenarios/runner/planted_invariants.cpp", "", "engine/workflow/planted.hpp", "a judge includes"),
        ("scenarios/runner/planted_check.cpp", "", "simulators/lab/planted.hpp", "a judge includes"),
        ("replay/log/planted.hpp", "", "scenarios/runner/planted.hpp", "replay/log includes"),
    ]
    plants = [Plant("includes", {path: f'#include "{name}"\n', name: "\n"}, path, says)
              for path, _, name, says in wrong]
    plants += [
        Plant("includes", _source("engine/model/planted.cpp", '#include "../base/instant.hpp"'),
              "engine/model/planted.cpp", "climbs out"),
        Plant("includes", _source("engine/model/planted.cpp", '#include "instant.hpp"'),
              "engine/model/planted.cpp", "there is no"),
        Plant("includes", {"engine/model/planted.cpp": "#include <engine/base/planted.hpp>\n",
                           "engine/base/planted.hpp": "\n"}, "engine/model/planted.cpp", "the project's own"),
        Plant("includes", _source("stray/planted.cpp", "int planted;"), "stray/planted.cpp", "no room"),
    ]
    return plants


def _names() -> list[Plant]:
    words = {
        "reads a clock": ["auto t = std::chrono::system_clock::now();", "std::chrono::steady_clock::time_point t;",
                          "using C = std::chrono::high_resolution_clock;", "auto t = time(nullptr);"],
        "time zone": ["auto z = date::current_zone();", "auto t = localtime(&n);"],
        "draws at random": ["std::random_device device;", "int i = rand();", "void f() { srand(1); }"],
        "another library": ["std::shuffle(a, b, c);", "std::uniform_int_distribution<int> d;"],
        "environment": ['auto home = getenv("X");'],
        "waits": ["std::this_thread::sleep_for(d);"],
        "order of its own": ["std::unordered_map<int, int> m;", "std::unordered_set<int> s;"],
        "addresses": ["std::map<const Case*, int> m;"],
        "starts a thread": ["std::thread t;", "auto f = std::async(g);"],
        "touches files": ["std::ifstream in(p);", 'auto* f = fopen("a", "r");', "std::filesystem::path p;"],
        "locale": ['std::locale l("");'],
        "in the deterministic part": ["#include <thread>", "#include <random>", "#include <httplib.h>"],
    }
    places = ["engine/workflow/planted.cpp", "simulators/lab/glidewell/planted.hpp"]
    return [Plant("names", _source(places[index % 2], line), places[index % 2], says)
            for says, lines in words.items() for index, line in enumerate(lines)]


def _symbols() -> list[Plant]:
    calls = {
        "reads a clock": "#include <chrono>\nauto f() { return std::chrono::system_clock::now(); }",
        "draws at random": "#include <random>\nauto f() { return std::random_device{}(); }",
        "reads the environment": '#include <cstdlib>\nauto f() { return std::getenv("A"); }',
        "waits": "#include <unistd.h>\nauto f() { return usleep(1); }",
        "starts a thread": "#include <thread>\nvoid g();\nvoid f() { std::thread(g).join(); }",
        "touches files": '#include <fstream>\nvoid f() { std::ofstream("a") << 1; }',
        "opens a connection": "#include <sys/socket.h>\nint f() { return socket(AF_INET, SOCK_STREAM, 0); }",
    }
    path, library = "simulators/world/planted.cpp", "build/release/libsimulators_world.a"
    plants = [Plant("symbols", _source(path, text), path, says,
                    [["g++", "-std=c++23", "-O2", "-c", path, "-o", "planted.cpp.o"],
                     ["ar", "rcs", library, "planted.cpp.o"]])
              for says, text in calls.items()]
    return plants + [Plant("symbols", {**_source(path, "int planted;"), library: None}, "simulators/world",
                           "is not built")]


def _requirements() -> list[Plant]:
    table, scenario = "scenarios/requirements.json", "scenarios/library/planted.json"

    def rows(*more: str) -> str:
        return '[{"id": "ABC-01", "text": "a"}' + "".join(f", {row}" for row in more) + "]"

    def shows(*names: str) -> dict[str, str | None]:
        return {scenario: json.dumps({"name": "planted", "shows": names, "steps": []})}

    return [
        Plant("requirements", {table: rows(), **shows("ABC-01", "ABC-99")}, scenario, '"ABC-99" is no requirement'),
        Plant("requirements", {table: rows('{"id": "ABC-98", "text": "b"}'), **shows("ABC-01")}, table,
              "no scenario shows ABC-98"),
        Plant("requirements", {table: '[{"id": "ABC-01", "text": "a", "not_shown_because": "b"}]', **shows("ABC-01")},
              table, "but a scenario shows it"),
        Plant("requirements", {table: rows('{"id": "ABC-01", "text": "b"}'), **shows("ABC-01")}, table, "twice"),
        Plant("requirements", {table: rows(), **shows()}, scenario, "shows no requirement"),
        Plant("requirements", {table: '{"id": 1'}, table, "unreadable"),
        Plant("requirements", {table: None}, table, "missing"),
    ]


def _tidy() -> list[Plant]:
    path = "engine/base/planted.cpp"
    text = "int* planted() { return 0; }"
    return [
        Plant("tidy", {**_source(path, text), "build/release/compile_commands.json": None,
                       "planted.py": _WRITE_DATABASE}, path, "nullptr", [["python3", "planted.py", path]]),
        Plant("tidy", {"build/release/compile_commands.json": None}, "CMakePresets.json", "not configured"),
    ]


_WRITE_DATABASE = """import json, os, sys
path = os.path.abspath(sys.argv[1])
entry = {"directory": os.getcwd(), "file": path, "command": f"g++ -std=c++23 -c {path}"}
json.dump([entry], open("build/release/compile_commands.json", "w"))
"""


def _plants() -> list[Plant]:
    return [
        Plant("words", _source("engine/base/planted.hpp", "// TO" "DO: planted"), "engine/base/planted.hpp", "TO" "DO"),
        Plant("words", _source("README.md", "FIX" "ME"), "README.md", "FIX" "ME"),
        Plant("words", _source("tools/planted.sh", "# XX" "X"), "tools/planted.sh", "XX" "X"),
        Plant("paths", _source("tools/planted.sh", "cd /ho" "me/somebody/project"), "tools/planted.sh", "outside"),
        Plant("paths", _source("tools/planted.sh", "cat ../sh" "ared/a"), "tools/planted.sh", "outside"),
        Plant("json", _source("scenarios/library/planted.json", '{"a": 1,}'), "scenarios/library/planted.json",
              "not JSON"),
        *_includes(),
        Plant("links", _source("CMakeLists.txt", "set(all engine/model)\narticulator_room(engine/base USES ${all})"),
              "CMakeLists.txt", "engine/base links engine/model"),
        Plant("links", _source("CMakeLists.txt", "articulator_room(engine/planted)"), "CMakeLists.txt", "no row"),
        Plant("readmes", {"engine/model/README.md": None, "engine/model/planted.hpp": "\n"},
              "engine/model/README.md", "no README"),
        Plant("presets", _source("CMakePresets.json", '{"version": 6, "configurePresets": 3}'), "CMakePresets.json",
              "cmake refuses"),
        Plant("presets", _source("CMakePresets.json", '{"version": 6, "configurePresets": []}'), "CMakePresets.json",
              'no preset "tsan"'),
        *_requirements(),
        *_names(),
        *_symbols(),
        Plant("format", _source("engine/base/planted.cpp", "int  planted ;"), "engine/base/planted.cpp",
              "clang-format"),
        *_tidy(),
    ]


def _is_found(copy: Path, rule: Rule, plant: Plant) -> bool:
    before: dict[Path, bytes | None] = {}
    try:
        for name, text in plant.files.items():
            path = copy / name
            before[path] = path.read_bytes() if path.exists() else None
            if text is None:
                path.unlink(missing_ok=True)
            else:
                path.parent.mkdir(parents=True, exist_ok=True)
                path.write_text(text)
        for command in plant.commands:
            subprocess.run(command, cwd=copy, check=True, capture_output=True)
        return any(finding.path == plant.at and plant.says in str(finding) for finding in rule.check(Project(copy)))
    finally:
        for path, data in before.items():
            path.unlink(missing_ok=True)
            if data is not None:
                path.write_bytes(data)


def run(root: Path, rules: list[Rule], report_path: str | None) -> int:
    report = []
    with tempfile.TemporaryDirectory(prefix="articulator-lint-") as folder:
        copy = Path(folder)
        for name in Project(root).files:
            (copy / name).parent.mkdir(parents=True, exist_ok=True)
            (copy / name).write_bytes((root / name).read_bytes())
        (copy / "build/release").mkdir(parents=True, exist_ok=True)
        subprocess.run(["git", "init", "--quiet"], cwd=copy, check=True)
        for rule in rules:
            plants = [plant for plant in _plants() if plant.rule == rule.name]
            missed = [plant for plant in plants if not _is_found(copy, rule, plant)]
            lines = [f"{plant.at}:1: {rule.name} overlooks a planted violation ({plant.says!r}); mend the rule"
                     for plant in missed]
            if not plants:
                lines = [f"tools/lint_rules/self_test.py:1: {rule.name} has no planted violation; add one"]
            print("\n".join(lines) if lines else f"{rule.name}: found each violation planted ({len(plants)})")
            report.append({"name": rule.name, "planted": len(plants), "findings": lines})
    if report_path:
        Path(report_path).write_text(json.dumps({"rules": report}, indent=1) + "\n")
    failed = sum(1 for rule in report if rule["findings"])
    print(f"lint self-test: {len(report) - failed} of {len(report)} rules can fail as they should")
    return 1 if failed else 0
