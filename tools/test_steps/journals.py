"""A run's journal replays with no divergence (SHD-04): every scenario of the library, but for what a fault made late or
other."""

import json
import os
import shutil
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

from .step import OUT, ROOT, Step, Tally, articulator, last_line, run, shown

_EXCEPTIONS = "scenarios/journal_exceptions.json"


def _divergences(journal: Path) -> list[str] | str:
    """What replay finds in it, sorted; or a sentence that says why there is nothing."""
    command = [articulator("release"), "replay", str(journal), "--json", "-"]
    ended = run(command, timeout_s=300)
    try:
        if ended.status not in (0, 1):
            raise ValueError(f"status {ended.status}")
        found = json.loads(ended.out)["divergences"]
    except (ValueError, KeyError) as error:
        return f"{journal.name} does not replay ({error}): {last_line(ended.err)} (repeat: {shown(command)})"
    return sorted(f"{one['kind']} {one['type'].removeprefix('dental.engine.')} {one['case']}" for one in found)


def _journals(tally: Tally) -> None:
    excepted = json.loads((ROOT / _EXCEPTIONS).read_text())
    library = ROOT / "scenarios/library"
    names = sorted(str(path.relative_to(library)) for path in library.glob("*/*.json") if path.parent.name != "labs")
    folder = OUT / "journals"
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True)
    run([articulator("release"), "run", "--jobs", "2", "--journal", str(folder), "--json", str(OUT / "journals.json")],
        timeout_s=300)
    journals = [folder / (name.replace("/", "-").removesuffix(".json") + ".ndjson") for name in names]
    with ThreadPoolExecutor(max_workers=os.cpu_count()) as pool:
        for name, found in zip(names, pool.map(_divergences, journals)):
            # Both ways: an exception that no longer is one goes.
            wanted = sorted(excepted.pop(name, {"divergences": []})["divergences"])
            tally.check(found == wanted, f"{name}: its journal replays with {found or 'no divergence'}, not "
                        f"{wanted or 'none'} (repeat: tools/articulator run scenarios/library/{name} --journal "
                        f"j.ndjson; tools/articulator replay j.ndjson)")
    tally.check(not excepted, f"{_EXCEPTIONS} names scenarios that are not there: {', '.join(sorted(excepted))}")
    tally.note = f"{len(names)} journals"
    shutil.rmtree(folder, ignore_errors=True)


STEPS = [Step("journals", "every scenario's journal replays with no divergence that is not accounted for", _journals)]
