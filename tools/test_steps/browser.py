"""The pages of a run and of a certificate, looked at in Chromium: light and dark, wide and narrow, by mouse and by
keyboard. Wants chromium, node and npm, and fetches playwright-core from npm's registry, so it is a step of --full."""

import json
import os
import shutil
from pathlib import Path

from .certification import serving
from .step import OUT, ROOT, Step, Tally, articulator, last_line, run, shown

_SCRIPTS = ROOT / "tools" / "browser_test"
_FOLDER = OUT / "browser"
_WANTED = ("chromium", "node", "npm")


def _fetch(tally: Tally) -> bool:
    missing = [name for name in _WANTED if shutil.which(name) is None]
    if not tally.check(not missing, f"{', '.join(missing)}: not on this machine; apt-get install chromium nodejs npm"):
        return False
    shutil.copytree(_SCRIPTS, _FOLDER, dirs_exist_ok=True)
    ended = run(["npm", "ci", "--no-audit", "--no-fund", "--prefix", str(_FOLDER)], timeout_s=120)
    return tally.check(ended.status == 0, f"playwright-core cannot be fetched: {last_line(ended.err)}")


def _pages() -> list[Path]:
    """A run and a certificate with a check that fails: of the engine that an integrator starts with."""
    run_page, certificate = _FOLDER / "run.html", _FOLDER / "certificate"
    scenario = ROOT / "scenarios/library/validation/a-missing-material-is-blocked.json"
    starter = (os.environ.get("PYTHON", "python3"), str(ROOT / "tools/starter_engine.py"), "--port", "0")
    shutil.rmtree(certificate, ignore_errors=True)
    with serving(*starter) as url:
        run([articulator("release"), "run", str(scenario), "--engine", url, "--html", str(run_page)], timeout_s=60)
        run([articulator("release"), "certify", "--engine", url, "--profile", "crown-core", "--out",
             str(certificate)], timeout_s=120)
    return [run_page, certificate / "certificate.html"]


def _look(tally: Tally) -> None:
    if not _fetch(tally):
        return
    for page in _pages():
        command = ["node", str(_FOLDER / "pages.mjs"), shutil.which("chromium"), str(page)]
        ended = run(command, timeout_s=300)
        for line in ended.out.splitlines():
            found = json.loads(line)
            tally.check(found["holds"], f"{page.name}: {found['what']} (repeat: {shown(command)})")
        tally.check(ended.status == 0, f"{page.name}: {last_line(ended.err)} (repeat: {shown(command)})")


FULL_STEPS = [
    Step("browser", "the pages of a run and a certificate, in Chromium", _look, only_full=True),
]
