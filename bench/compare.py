"""Measures aimslint and its peers on corpora of several sizes, and writes down what came of it.

    python bench/compare.py [--systems 10 100 1000 5000] [--rounds 5] [--no-peers] [--keep FOLDER] [--out results.json]

On each size everything takes turns, round by round; the first round of ours does not count. A peer that has run for
a minute in all is not run again. Above 1,000 systems a peer is run only where that should take less than --patience
seconds. Into the corpora a known number of defects is sown, and beside each time stands how many were found.
"""

import argparse
import json
import os
import platform
import sys
import tempfile
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path
from statistics import median
from time import perf_counter
from typing import Any

import page
from make_corpus import defects_of
from measuring import HERE, keep_bytecode, make_corpus, record_files
from ours import Ours, Run
from peers import PEERS, PLACE, Copies, Peer, copy, install

DEFECTS = {10: 6, 100: 30, 1000: 200, 5000: 500}
COMMITS = {10: 100, 100: 100, 1000: 1000, 5000: 5500}
"""Lengths of histories with which no commit happens to look like a rubber stamp, which a rule would tell of."""
LONG = 60
"""Seconds in all after which a peer is not run again on a corpus."""
ALWAYS = 1000
"""Up to so many systems peers are run however long that takes."""
FEWER = 3
"""Rounds for corpora beyond that."""


@dataclass(slots=True)
class Figures:
    """What was measured of one thing on one corpus."""

    wall: list[float] = field(default_factory=list)
    processor: list[float] = field(default_factory=list)
    peak: float = 0
    found: int | None = None
    sown: int | None = None
    more: int = 0

    def add(self, run: Run) -> None:
        """Take in another run. Of several answers the worst counts."""
        self.wall.append(round(run.taken.wall, 4))
        self.processor.append(round(run.taken.processor, 4))
        self.peak = round(max(self.peak, run.taken.peak), 1)
        if run.found is not None:
            self.found = min(run.found, run.found if self.found is None else self.found)
            self.sown, self.more = run.sown, max(self.more, run.more)

    def plain(self) -> dict[str, Any]:
        """As JSON has it."""
        told = {"wall": self.wall, "processor": self.processor, "peak_mb": self.peak}
        if self.found is not None:
            told |= {"found": self.found, "sown": self.sown, "more": self.more}
        return told


def main() -> int:
    """Measure, write results and pages. Gives the exit code: 1 when a check of ours missed a defect or told of more."""
    options = _options()
    keep_bytecode(PLACE / "bytecode")
    began = perf_counter()
    results: dict[str, Any] = {"machine": _machine(), "peers": {}, "sizes": []}
    if not options.no_peers:
        for problem in install():
            _say(began, f"not installed: {problem}")
        results["peers"] = {peer.name: peer.version() for peer in PEERS if peer.installed}
    peers = [peer for peer in PEERS if peer.name in results["peers"]]
    loads, last = [os.getloadavg()[0]], dict[str, tuple[int, float]]()
    with tempfile.TemporaryDirectory() as folder:
        for systems in sorted(options.systems):
            corpus, sown = _corpus(options.keep or Path(folder), systems, began)
            chosen = [peer for peer in peers if _is_worth(peer, systems, last, options.patience)]
            measured = _measured(corpus, sown, chosen, _rounds(options.rounds, systems), began)
            last |= {peer.name: (systems, median(measured[peer.name].wall)) for peer in chosen}
            results["sizes"].append(_about(corpus, systems) | {name: told.plain() for name, told in measured.items()})
            loads.append(os.getloadavg()[0])
    results["machine"]["load"] = [round(min(loads), 1), round(max(loads), 1)]
    options.out.write_text(json.dumps(results, indent=1) + "\n", "utf-8")
    page.write(results)
    _say(began, f"wrote {options.out}, {page.PAGE} and {page.PICTURE}")
    return page.told_wrongly(results)


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description="Measure aimslint and its peers.")
    parser.add_argument("--systems", type=int, nargs="+", default=sorted(DEFECTS), help="sizes of the corpora")
    parser.add_argument("--rounds", type=int, default=5, help=f"how often; beyond {ALWAYS} systems {FEWER} at most")
    parser.add_argument("--no-peers", action="store_true", help="measure aimslint alone")
    parser.add_argument("--patience", type=int, default=120, help="how long a peer may take beyond 1,000 systems")
    parser.add_argument("--keep", type=Path, help="folder for the corpora; those that are there are used")
    parser.add_argument("--out", type=Path, default=HERE / "results.json", help="file for the results")
    return parser.parse_args()


def _measured(
    corpus: Path, sown: list[dict[str, str]], peers: Sequence[Peer], rounds: int, began: float
) -> dict[str, Figures]:
    measures = Ours(corpus, sown).measures()
    figures = {name: Figures() for name in (*measures, *(peer.name for peer in peers))}
    with tempfile.TemporaryDirectory() as folder:
        copies = copy(corpus, Path(folder))
        for number in range(rounds + 1):
            for name, measure in measures.items():
                run = measure()
                if number:
                    figures[name].add(run)
            for peer in peers:
                told = figures[peer.name]
                if number and sum(told.wall) < LONG:
                    told.add(_of_peer(peer, copies, sown))
                    _say(began, f"{peer.name}: {told.wall[-1]:.1f} s")
            _say(began, f"{corpus.name}: round {number} of {rounds}")
    return figures


def _of_peer(peer: Peer, copies: Copies, sown: list[dict[str, str]]) -> Run:
    """A run of a peer; a defect counts as found when its file is reported."""
    taken = peer.run(copies)
    reported = peer.files(taken.output)
    if peer.stops_at_what_is_no_yaml:
        reported |= {defect["path"] for defect in sown if defect["sort"] in ("not YAML", "repeated key")}
    places = [{defect["path"], defect["told_in"]} for defect in sown]
    found = sum(not reported.isdisjoint(place) for place in places)
    return Run(taken, found, len(sown), len(reported - set().union(*places)))


def _is_worth(peer: Peer, systems: int, last: dict[str, tuple[int, float]], patience: int) -> bool:
    if systems <= ALWAYS or peer.name not in last:
        return True
    before, took = last[peer.name]
    return took * systems / before <= patience


def _rounds(asked: int, systems: int) -> int:
    return asked if systems <= ALWAYS else min(asked, FEWER)


def _corpus(folder: Path, systems: int, began: float) -> tuple[Path, list[dict[str, str]]]:
    corpus = folder / f"{systems}-systems"
    _say(began, f"writing a corpus of {systems:,} systems")
    defects = DEFECTS.get(systems, systems // 10 or 1)
    make_corpus(corpus, systems, "--commits", str(COMMITS.get(systems, max(systems, 100))), "--defects", str(defects))
    return corpus, json.loads(defects_of(corpus).read_text("utf-8"))


def _about(corpus: Path, systems: int) -> dict[str, Any]:
    files = record_files(corpus)
    return {"systems": systems, "files": len(files), "bytes": sum(path.stat().st_size for path in files)}


def _machine() -> dict[str, Any]:
    return {
        "processors": os.cpu_count(),
        "python": platform.python_version(),
        "system": f"{platform.system()} {platform.machine()}",
    }


def _say(began: float, words: str) -> None:
    print(f"{perf_counter() - began:6.0f} s  {words}", file=sys.stderr, flush=True)


if __name__ == "__main__":
    sys.exit(main())
