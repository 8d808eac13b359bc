"""Builds everything of a preset; a warning is an error, so a build is a check of its own."""

from .step import ROOT, Step, Tally, inside, last_line, run


def _build(preset: str, target: str = "all"):
    def step(tally: Tally) -> None:
        script = f'. "{ROOT}/tools/build.sh"; build {preset} {target}'
        ended = run(["bash", "-c", script, "test"], timeout_s=2700)
        tally.check(ended.status == 0,
                    f"preset {preset} does not build: {_first_error(ended.err)} "
                    f"(log: {inside(ROOT / 'build/logs')}/build-{preset}-{target}.log; "
                    f"repeat: cmake --build build/{preset} --target {target})")
    return step


def _first_error(said: str) -> str:
    return next((line.strip() for line in said.splitlines() if "error" in line.lower()), last_line(said))


STEPS = [
    Step("build-release", "g++, what users run", _build("release")),
    Step("build-clang", "clang 19, the second opinion", _build("clang")),
    Step("build-unoptimised", "clang 19 without optimisation, for explored worlds", _build("unoptimised", "articulator")),
]
FULL_STEPS = [
    Step("build-asan", "g++ with address and undefined-behaviour sanitizers", _build("asan"), only_full=True),
    Step("build-tsan", "g++ with the thread sanitizer", _build("tsan"), only_full=True),
]
