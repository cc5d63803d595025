"""Writes a git repository of valid, rich records of any size, always the same for the same arguments.

    python bench/make_corpus.py OUT --systems 1000 [--seed 1] [--commits 200] [--defects 200] [--shape deep]

Every record kind is there; about four files a system, and registers shared by 25 systems each. On --as-of 2026-11-20
no rule objects to anything. The history spans two years and several authors. In another shape it holds the same records
in other files, or with more in them; rules may object to that. With defects it has so many of them, and nothing else to
object to; OUT.defects.json, beside the folder, lists them with the rule that must find each.
"""

import argparse
import json
import sys
from dataclasses import asdict
from pathlib import Path
from typing import Any

from corpus import organisation, systems, units
from corpus.defects import TooManyError, sow
from corpus.history import write_repository
from corpus.plan import System, systems_of
from corpus.plan import units as planned_units
from corpus.shapes import SHAPES

SETTINGS = "version: 1\nprimary: iso42001\npacks: [iso42001]\nphase: surveillance\ninclude: [governance/**]\n"
TEXTS_OF_A_SHAPE = 12


def defects_of(corpus: Path) -> Path:
    """Where the list of what was sown into a corpus stands."""
    return corpus.with_name(f"{corpus.name}.defects.json")


def everything(count: int, seed: int) -> list[System]:
    """Every system of the organisation."""
    return [system for unit in planned_units(count, seed) for system in systems_of(unit, count)]


def records(count: int, seed: int) -> dict[str, list[dict[str, Any]]]:
    """Every record of the corpus, by file."""
    found: dict[str, list[dict[str, Any]]] = {}
    for unit in planned_units(count, seed):
        own = systems_of(unit, count)
        found |= units.files_of(unit, own)
        for system in own:
            found |= systems.files_of(system)
    found |= organisation.files_of(planned_units(count, seed), everything(count, seed))
    return dict(sorted(found.items()))


def other_files(count: int, seed: int) -> dict[str, str]:
    """What lies beside the records: the configuration, and the code that they govern."""
    found = {"aimslint.yaml": SETTINGS, "docs/minutes/management-review-2026.md": "Minutes of 22 September 2026.\n"}
    for system in everything(count, seed):
        if system.own and system.built:
            found[f"services/{system.id}/score.py"] = f'"""Scores of {system.name}."""\n'
            found[f"services/{system.id}/model.lock"] = f"{system.id} {system.version}\n"
    return found


def main() -> int:
    """Write the corpus. Gives the exit code."""
    parser = argparse.ArgumentParser(description="Write a git repository of valid, rich records.")
    parser.add_argument("out", type=Path, help="folder to make; it must not exist or be empty")
    parser.add_argument("--systems", type=int, required=True, help="number of AI systems")
    parser.add_argument("--seed", type=int, default=1, help="another seed writes other records")
    parser.add_argument("--commits", type=int, default=200, help="length of the history")
    parser.add_argument("--defects", type=int, default=0, help="number of defects to sow at known places")
    parser.add_argument("--shape", choices=sorted(SHAPES), help="write the same records in another shape")
    options = parser.parse_args()
    if options.systems < 1 or options.commits < 1:
        parser.error("--systems and --commits take a number of at least 1")
    if options.defects and options.shape:
        parser.error("defects are sown where the usual shape has its records; leave out --shape")
    if options.out.exists() and any(options.out.iterdir()):
        parser.error(f"{options.out} is not empty")
    size = (options.systems, options.seed)
    held, most = records(*size), None
    if options.shape:
        held, most = SHAPES[options.shape](held), TEXTS_OF_A_SHAPE
    if options.defects:
        try:
            held, sown = sow(held, everything(*size), options.defects)
        except TooManyError as error:
            parser.error(str(error))
        options.out.parent.mkdir(parents=True, exist_ok=True)
        defects_of(options.out).write_text(json.dumps([asdict(defect) for defect in sown], indent=1) + "\n")
    write_repository(options.out, held, other_files(*size), options.commits, most)
    return 0


if __name__ == "__main__":
    sys.exit(main())
