"""No clocks, randomness, environment, threads or files where everything must come out the same twice.

The names are looked for in the source, and what they come down to in the object code, so that
neither an alias nor a library's inline function slips through.
"""

import re
import subprocess

from .project import Finding, Project, Rule
from .rooms import ROOMS

_OUTSIDE = ("engine/host", "simulators/serve")
_INSTEAD = "time, chance and data come in with the input; see engine/base"


def is_deterministic(path: str) -> bool:
    return path.startswith(("engine/", "simulators/")) and not path.startswith(
        tuple(f"{room}/" for room in _OUTSIDE))


# What it is -> the words that betray it.
_NAMES = {
    "reads a clock": r"\b(system_clock|steady_clock|high_resolution_clock|utc_clock|clock_gettime|gettimeofday|"
                     r"time\s*\(\s*(nullptr|NULL|0|&\w+)\s*\)|clock\s*\(\s*\))",
    "reads this machine's time zone": r"\b(localtime(_r)?|mktime|current_zone)\b",
    "draws at random": r"\b(random_device|s?rand\s*\(|drand48|RAND_(pseudo_)?bytes|getrandom|arc4random\w*)",
    "comes out differently with another library": r"\bstd::(shuffle|sample|hash|\w+_distribution|"
                                                  r"default_random_engine|generate_canonical)\b",
    "reads the environment": r"\b((secure_)?getenv|setlocale|environ)\b",
    "waits": r"\b(sleep_for|sleep_until|usleep|nanosleep)",
    "iterates in an order of its own": r"\bunordered_(multi)?(map|set)\b",
    "is ordered by addresses": r"\bstd::(map|set)\s*<\s*(const\s+)?[\w:]+(\s+const)?\s*\*",
    "starts a thread": r"\b(std::(jthread|thread|async)\b|pthread_create)",
    "depends on the locale": r"\bstd::locale\b",
}
_FILE_NAMES = {"touches files": r"\b((basic_)?[io]?fstream|(basic_)?filebuf|fopen|std::filesystem)\b"}
_HEADERS = {"thread", "future", "random", "fstream", "filesystem", "locale", "unordered_map", "unordered_set",
            "stop_token", "condition_variable", "httplib.h", "sqlite3.h", "sys/socket.h", "unistd.h",
            "curl/curl.h"}
_FILE_HEADERS = {"fstream", "filesystem"}

# Undefined symbols of a library's members, demangled.
_SYMBOLS = {
    "reads a clock": r"^(clock_gettime|gettimeofday|time|clock|ftime|timespec_get|"
                     r"std::chrono::_V2::\w+_clock::now\(\))$",
    "reads this machine's time zone": r"^(localtime(_r)?|mktime|date::current_zone\(\))$",
    "draws at random": r"^(std::random_device::.*|s?random|s?rand(_r)?|[dlmn]rand48|getrandom|getentropy|"
                       r"arc4random\w*|RAND_\w+)$",
    "reads the environment": r"^((secure_)?getenv|environ|setlocale|getpid|gethostname|uname)$",
    "waits": r"^(nanosleep|clock_nanosleep|usleep|sleep|poll|select|epoll_wait)$",
    "starts a thread": r"^(pthread_create|std::thread::.*|std::jthread::.*|fork|vfork|posix_spawnp?|system|popen)$",
    "touches files": r"^((f|fd|fre)open(64)?|open(at)?(64)?|creat(64)?|std::basic_[io]?f(stream|ilebuf)<.*|"
                     r"std::filesystem::.*)$",
    "opens a connection": r"^(socket|connect|bind|listen|accept4?|send(to|msg)?|recv(from|msg)?|getaddrinfo)$",
}


def _check_names(project: Project) -> list[Finding]:
    findings = []
    for path in filter(is_deterministic, project.sources):
        is_test = path.endswith("_test.cpp")
        names = _NAMES if is_test else _NAMES | _FILE_NAMES
        headers = _HEADERS - _FILE_HEADERS if is_test else _HEADERS
        for line, bracket, name in project.includes(path):
            if bracket == "<" and name in headers:
                findings.append(Finding(path, line, f"<{name}> in the deterministic part", _INSTEAD))
        for number, line in enumerate(project.code(path).splitlines(), 1):
            if line.lstrip().startswith("#"):
                continue
            for what, pattern in names.items():
                found = re.search(pattern, line)
                if found:
                    findings.append(Finding(path, number, f"`{found[0].strip()}` {what}", _INSTEAD))
    return findings


def _check_symbols(project: Project) -> list[Finding]:
    findings = []
    for room in ROOMS:
        units = [path for path in project.sources
                 if path.startswith(room + "/") and path.endswith(".cpp") and not path.endswith("_test.cpp")]
        if not is_deterministic(room + "/") or not units:
            continue
        library = project.build / f"lib{room.replace('/', '_')}.a"
        if not library.exists():
            findings.append(Finding(room, 1, f"{library.name} is not built, so its object code is unjudged",
                                    "mend the build: cmake --build build/release --target deterministic"))
            continue
        listed = subprocess.run(["nm", "-A", "-C", "--undefined-only", str(library)],
                                capture_output=True, text=True, check=True).stdout
        for line in listed.splitlines():
            member, _, symbol = re.sub(r"^.*?\.a:", "", line).partition(":")
            symbol = re.sub(r"^\s*[Uvw]\s+", "", symbol)
            symbol = re.sub(r"@.*$", "", symbol)
            for what, pattern in _SYMBOLS.items():
                if re.match(pattern, symbol):
                    unit = next((path for path in units if path.endswith("/" + member.removesuffix(".o"))), room)
                    findings.append(Finding(unit, 1, f"its object code calls `{symbol}`, which {what}", _INSTEAD))
    return findings


RULES = [
    Rule("names", "the deterministic part names no clock, chance, thread, file or unordered container", _check_names),
    Rule("symbols", "nor does its object code call one", _check_symbols),
]
