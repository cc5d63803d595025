"""Checks each bomb in a process of its own, with bounds on memory and time that the system keeps.

Run by test_resources.py as `python -m tests.hostile.bounded`: prints one line of JSON for each bomb, or only for those
whose names are given. All begin as copies of this one process, so that what is imported is imported once.
"""

import json
import os
import resource
import sys
from datetime import date
from pathlib import Path
from typing import Any

from aimslint import reporters
from aimslint.config import Config
from aimslint.engine import check, config_of, rulebook_of
from aimslint.reporters.text.screen import Screen
from aimslint.trees import MemoryTree
from aimslint.views import Wanted, narrow
from tests.hostile.resources import BOMBS, Bomb

AS_OF = date(2026, 11, 20)
SCREEN = Screen(Path("/"), Path("/"))
FORMS = ("concise", "json")
MEMORY = 1 << 30
"""Bytes that a bomb may take beyond what Python and aimslint take."""


def main() -> None:
    """Try every bomb, or those that are named."""
    wanted = sys.argv[1:]
    rulebook = rulebook_of(MemoryTree({}), Config(), "")
    for form in FORMS:
        reporters.reporter(form)
    for bomb in (bomb for bomb in BOMBS if not wanted or bomb.name in wanted):
        reading, writing = os.pipe()
        child = os.fork()
        if child == 0:
            os.close(reading)
            _bound(bomb.seconds)
            with os.fdopen(writing, "w") as out:
                json.dump(_tried(bomb, rulebook), out)
            os._exit(0)
        os.close(writing)
        with os.fdopen(reading) as answer:
            said = answer.read()
        _, status, used = os.wait4(child, 0)
        result = json.loads(said) if said else {}
        result |= {"name": bomb.name, "status": status, "seconds": used.ru_utime, "kilobytes": used.ru_maxrss}
        sys.stdout.write(json.dumps(result) + "\n")


def _bound(seconds: int) -> None:
    pages = int(Path("/proc/self/statm").read_text().split()[0])
    memory = pages * resource.getpagesize() + MEMORY
    resource.setrlimit(resource.RLIMIT_AS, (memory, memory))
    resource.setrlimit(resource.RLIMIT_CPU, (seconds, seconds))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))


def _tried(bomb: Bomb, rulebook: Any) -> dict[str, Any]:
    tree = MemoryTree({**bomb.others, bomb.path: bomb.make()})
    report = check(tree, AS_OF, config_of(tree, ""), rulebook=rulebook)
    listing = narrow([report], Wanted())
    sizes = {form: sum(map(len, reporters.reporter(form)(listing, SCREEN))) for form in FORMS}
    here = (found for found in report.findings if found.location.path == bomb.path)
    return {"found": sorted({f"{found.rule}:{found.location.line}" for found in here}), "sizes": sizes}


if __name__ == "__main__":
    main()
