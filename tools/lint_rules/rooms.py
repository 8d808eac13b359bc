"""The rooms of the project and what each may include: the table of the design, as data."""

import re

from .project import Finding, Project, Rule

_CAPABILITIES = ("validation", "mapping", "tracking", "delivery", "outreach", "quality", "insight",
                 "advice", "governance", "audit")

# Room -> what it may include besides itself; "" is everything.
ROOMS: dict[str, tuple[str, ...]] = {
    "engine/base": (),
    "engine/model": ("engine/base",),
    # One capability does not know the others; what they record is common to all.
    **{f"engine/{name}": ("engine/base", "engine/model", "engine/audit") for name in _CAPABILITIES},
    "engine/workflow": ("engine/base", "engine/model", *(f"engine/{name}" for name in _CAPABILITIES)),
    "engine/connect": ("engine/base", "engine/model"),
    "engine/host": ("engine",),
    "simulators/world": ("engine/base",),
    # Nothing of the engine but its base: a mistake shared with the engine would cancel itself out.
    **{f"simulators/{name}": ("engine/base", "simulators/world")
       for name in ("pms", "lab", "channel", "patient", "model")},
    "simulators/serve": ("engine/base", "simulators"),
    "scenarios/runner": ("engine", "simulators"),
    "scenarios/page": ("engine/base", "scenarios/runner"),
    "scenarios/certificate": ("engine/base", "engine/audit", "simulators/serve", "scenarios/runner",
                              "scenarios/page"),
    # A lab of the tests, under the same rules as a lab of the project.
    "scenarios/example_lab": ("engine", "simulators", "scenarios/runner"),
    "scenarios/example_lab/connect": ("engine/base", "engine/model", "engine/connect"),
    "scenarios/example_lab/simulate": ("engine/base", "simulators/world", "simulators/lab/vendor"),
    **{f"replay/{name}": ("engine", "replay", "scenarios/runner/report")
       for name in ("log", "scrub", "shadow", "insight", "generate", "cluster")},
    # Writes and runs scenarios, besides.
    "replay/saved": ("engine", "replay", "scenarios/runner"),
    "property_tests": ("",),
    "tools": ("",),
}

# A judge reads the journal and never asks the engine.
_JUDGE = re.compile(r"^scenarios/runner/.*(invariant|check)[^/]*\.[ch]pp$")
_JUDGE_MAY = ("engine/base", "simulators/world/journal")

# Folders without C++ that are rooms too.
_DATA_ROOMS = ("scenarios/library", "scenarios/profiles")

_PRESETS = ("dev", "release", "asan", "tsan", "clang")


def room_of(path: str) -> str | None:
    inside = [room for room in ROOMS if path.startswith(room + "/")]
    return max(inside, key=len, default=None)


def _is_within(name: str, prefixes: tuple[str, ...]) -> bool:
    return any(not prefix or name == prefix or name.startswith((prefix + "/", prefix + "."))
               for prefix in prefixes)


def _cmake_rooms(project: Project) -> dict[str, dict[str, list[str]]]:
    """Room -> {"USES": [...], "TEST_USES": [...]} as CMakeLists.txt declares them."""
    text = re.sub(r"#[^\n]*", "", project.text("CMakeLists.txt"))
    lists: dict[str, list[str]] = {}
    rooms: dict[str, dict[str, list[str]]] = {}

    def words(arguments: str) -> list[str]:
        found = []
        for word in arguments.split():
            variable = re.fullmatch(r"\$\{(\w+)\}", word)
            found += lists.get(variable[1], []) if variable else [word]
        return found

    for call, arguments in re.findall(r"\b(set|foreach|articulator_room)\(([^()]*)\)", text):
        if call == "set":
            lists[arguments.split()[0]] = words(arguments)[1:]
        elif call == "foreach":
            variable, *rest = arguments.replace("IN LISTS", "").split()
            lists[variable] = [word for name in rest for word in lists.get(name, [])]
        else:
            room_word, *rest = arguments.split()
            uses: dict[str, list[str]] = {"USES": [], "TEST_USES": []}
            kind = "USES"
            for word in rest:
                if word in uses:
                    kind = word
                else:
                    uses[kind] += words(word)
            for room in words(room_word):
                rooms[room] = uses
    return rooms


def _check_includes(project: Project) -> list[Finding]:
    findings = []
    declared = _cmake_rooms(project)
    for path in project.sources:
        room = room_of(path)
        if room is None:
            findings.append(Finding(path, 1, "this folder is no room",
                                    "move the file into a room, or add the room to tools/lint_rules/rooms.py"))
            continue
        is_test = path.endswith("_test.cpp")
        allowed = (room, *ROOMS[room])
        if is_test:
            allowed += tuple(declared.get(room, {}).get("TEST_USES", ()))
        is_judge = bool(_JUDGE.match(path)) and not is_test
        for line, bracket, name in project.includes(path):
            is_ours = name.split("/")[0] in {known.split("/")[0] for known in ROOMS}
            if "../" in name:
                findings.append(Finding(path, line, f'"{name}" climbs out of its folder',
                                        "write the path from the project's root"))
            elif bracket == "<" and is_ours and (project.root / name).is_file():
                findings.append(Finding(path, line, f"<{name}> is the project's own",
                                        f'write #include "{name}"'))
            elif bracket == "<":
                continue
            elif not (project.root / name).is_file():
                findings.append(Finding(path, line, f'there is no "{name}" from the project\'s root',
                                        "write the path from the project's root"))
            elif is_judge and not (_is_within(name, _JUDGE_MAY) or _JUDGE.match(name)):
                findings.append(Finding(path, line, f'a judge includes "{name}"',
                                        "judge from the journal alone (engine/base and simulators/world/journal)"))
            elif not _is_within(name, allowed):
                may = ", ".join(ROOMS[room]) or "nothing but itself"
                findings.append(Finding(path, line, f'{room} includes "{name}"',
                                        f"it may include {may}; move what is shared down, or the code up"))
    return findings


def _check_links(project: Project) -> list[Finding]:
    findings = []
    for room, uses in _cmake_rooms(project).items():
        if room not in ROOMS:
            findings.append(Finding("CMakeLists.txt", 1, f"{room} is in no row of the room table",
                                    "add it to tools/lint_rules/rooms.py"))
            continue
        for use in uses["USES"]:
            if use in ROOMS and not _is_within(use, ("engine", "simulators", "scenarios", "replay")
                                               if "" in ROOMS[room] else ROOMS[room]):
                findings.append(Finding("CMakeLists.txt", 1, f"{room} links {use}",
                                        f"its row allows {', '.join(ROOMS[room]) or 'nothing'}"))
    return findings


def _check_readmes(project: Project) -> list[Finding]:
    findings = []
    for room in (*ROOMS, *_DATA_ROOMS):
        if any(path.startswith(room + "/") for path in project.files) and \
                f"{room}/README.md" not in project.files:
            findings.append(Finding(f"{room}/README.md", 1, "this room has no README",
                                    "write three lines: what it is for, its neighbours, where to start reading"))
    return findings


def _check_presets(project: Project) -> list[Finding]:
    import json
    import subprocess
    path = "CMakePresets.json"
    listed = subprocess.run(["cmake", "--list-presets"], cwd=project.root, capture_output=True, text=True)
    if listed.returncode != 0:
        return [Finding(path, 1, f"cmake refuses it: {' '.join(listed.stderr.split())}", "mend it")]
    names = [preset["name"] for preset in json.loads(project.text(path))["configurePresets"]]
    return [Finding(path, 1, f'there is no preset "{name}"', "add it") for name in _PRESETS if name not in names]


RULES = [
    Rule("includes", "a room includes only what its row of the design allows", _check_includes),
    Rule("links", "a room's library links only what its row allows", _check_links),
    Rule("readmes", "every room says what it is for", _check_readmes),
    Rule("presets", "CMake accepts the presets, and all five are there", _check_presets),
]
