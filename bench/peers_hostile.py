"""What other linters make of the hostile files of tests/hostile: python bench/peers_hostile.py [--most 9] [--write]

Each peer (those of the benchmark, at the same versions) gets one file at a time, with limits of processor time and
wall time. Counted is what an attacker would like: a crash (a traceback, or the end by a signal), a hang, memory, and
lines of output that a file made up. A peer that accepts a file is not blamed; it may mean to.

With --write, the table takes its place in docs/security-peers.md.
"""

import argparse
import os
import re
import signal
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from importlib import import_module
from pathlib import Path
from pkgutil import iter_modules

sys.path[:0] = [str(Path(__file__).resolve().parent), str(Path(__file__).resolve().parent.parent)]

from peers import ENVIRONMENT, MODULES, PEERS, RECIPES, SCHEMA, install  # noqa: E402 - after the path

from tests.hostile import cases  # noqa: E402
from tests.hostile.case import Case  # noqa: E402
from tests.hostile.resources import BOMBS  # noqa: E402
from tests.reporters.runner import commands  # noqa: E402

PAGE = Path(__file__).resolve().parent.parent / "docs" / "security-peers.md"
BEGIN, END = "<!-- measured: begin -->\n", "<!-- measured: end -->\n"
PROCESSOR, WALL = 10, 180
"""Seconds after which a run counts as hanging; aimslint takes four of the former at most."""

_TRACEBACK = re.compile(r"Traceback \(most recent call last\)|^\s+at .+\(.+:\d+:\d+\)$|FATAL ERROR", re.MULTILINE)
_FORGED = re.compile(r"^(?:x\.yaml:1:1: error|.*\x1b\[2[JK])", re.MULTILINE)
_ANNOTATIONS = ("error", "warning", "notice", "group", "endgroup")
_MADE_UP = ("forged", "forged.yaml")
_KILLED = (124, 137, 152, -signal.SIGXCPU, -signal.SIGKILL, 128 + signal.SIGXCPU)
_STATE = ("crash", "hang", "forged", "over 500 MiB")


@dataclass(frozen=True)
class Linter:
    """A linter that is given one file."""

    name: str
    version: str
    command: Callable[[str], Sequence[str]]
    annotates: bool = False
    """Whether it prints workflow commands, so that one line of them is its own."""


@dataclass
class Row:
    """What came of the files of a class."""

    files: int = 0
    states: dict[str, list[str]] = field(default_factory=dict)

    def cell(self) -> str:
        """In a few words."""
        return ", ".join(f"{len(names)} {state}" for state, names in self.states.items()) or "–"


def linters() -> list[Linter]:
    """Ours and the peers that could be installed."""
    ours = [sys.executable, "-m", "aimslint", "check", "--as-of", "2026-11-20", "--no-cache"]
    python, node = ENVIRONMENT / "bin", MODULES / ".bin"
    versions = {peer.name: peer.version() for peer in PEERS if peer.installed}
    known = [
        Linter("aimslint", "", lambda _: [*ours, "--output-format", "github"], True),
        Linter("yamllint", "", lambda path: [f"{python}/yamllint", "-d", "relaxed", "-f", "github", path], True),
        Linter("check-jsonschema", "", lambda path: [f"{python}/check-jsonschema", "--schemafile", f"{SCHEMA}", path]),
        Linter("Spectral", "", lambda path: [f"{node}/spectral", "lint", "-r", f"{RECIPES}/spectral.yaml", path]),
        Linter("ajv-cli", "", lambda path: [
            f"{node}/ajv", "validate", "--spec=draft2020", "--strict=false", "-c", "ajv-formats",
            "-s", f"{SCHEMA}", "-d", path]),
    ]  # fmt: skip
    found = [known[0]]
    return found + [Linter(one.name, versions[one.name], one.command, one.annotates) for one in known[1:]
                    if one.name in versions]  # fmt: skip


def files(most: int) -> Iterator[tuple[str, str, str, bytes]]:
    """Class, name, path and content of each hostile file, spread evenly over a class."""
    for module in iter_modules(cases.__path__):
        of_class: list[Case] = import_module(f"{cases.__name__}.{module.name}").CASES
        usable = [case for case in of_class if case.stops is None and "\udcff" not in case.path and case.found]
        if module.name in ("configuration", "paths"):  # about our own files
            continue
        step = max(1, len(usable) // most)
        for case in usable[::step][:most]:
            yield module.name, case.name, case.path, case.text if isinstance(case.text, bytes) else case.text.encode()
    for bomb in [bomb for bomb in BOMBS if not bomb.others][: 3 * most]:
        yield "resources", bomb.name, bomb.path, bomb.make().encode()


def tried(linter: Linter, path: str, content: bytes) -> list[str]:
    """What is wrong with how a linter takes a file."""
    with tempfile.TemporaryDirectory(prefix="aimslint-hostile-") as folder:
        file = Path(folder, path)
        try:
            file.parent.mkdir(parents=True, exist_ok=True)
            file.write_bytes(content)
        except OSError:
            return []
        limits = ["prlimit", f"--cpu={PROCESSOR}", "--core=0", "timeout", "--kill-after=1", str(WALL)]
        with tempfile.TemporaryFile() as output:
            child = subprocess.Popen([*limits, *linter.command(path)], cwd=folder, stdin=subprocess.DEVNULL,
                                     stdout=output, stderr=subprocess.STDOUT)  # fmt: skip
            _, status, used = os.wait4(child.pid, 0)
            child.returncode = os.waitstatus_to_exitcode(status)
            output.seek(0)
            said = output.read(64 << 20).decode("utf-8", "replace")
    return list(_judged(linter, child.returncode, said, used.ru_maxrss))


def _judged(linter: Linter, code: int, said: str, kilobytes: int) -> Iterator[str]:
    if code in _KILLED:
        yield "hang"
    elif code < 0 or code >= 128 or _TRACEBACK.search(said):
        yield "crash"
    known = _ANNOTATIONS if linter.annotates else ()
    if _FORGED.search(said) or any(one.name not in known or one.text in _MADE_UP for one in commands(said)):
        yield "forged"
    if kilobytes > 500 * 1024:
        yield "over 500 MiB"


def measure(most: int) -> tuple[list[Linter], dict[str, dict[str, Row]]]:
    """All rows, by class and linter."""
    rows: dict[str, dict[str, Row]] = {}
    found = linters()
    for class_, name, path, content in files(most):
        for linter in found:
            row = rows.setdefault(class_, {}).setdefault(linter.name, Row())
            row.files += 1
            for state in tried(linter, path, content):
                row.states.setdefault(state, []).append(name)
                print(f"{linter.name}: {state}: {class_}: {name}", file=sys.stderr, flush=True)
    return found, rows


def table(found: Sequence[Linter], rows: Mapping[str, Mapping[str, Row]]) -> str:
    """The page's table, and below it which files did what."""
    heads = ["class", "files", *(f"{one.name} {one.version}".strip() for one in found)]
    lines = [f"| {' | '.join(heads)} |", f"|{' --- |' * len(heads)}"]
    for class_, by_linter in rows.items():
        cells = [class_, str(by_linter[found[0].name].files), *(by_linter[one.name].cell() for one in found)]
        lines.append(f"| {' | '.join(cells)} |")
    lines += ["", "Which files these are:", ""]
    for one in found:
        for state in _STATE:
            named = [f"{name} ({class_})" for class_, of in rows.items() for name in of[one.name].states.get(state, ())]
            if named:
                lines.append(f"- **{one.name}, {state}**: {'; '.join(named)}")
    return "\n".join(lines) + "\n"


def main() -> int:
    """Measure, print, and write if asked. Gives 0, or 2 when no peer is there."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--most", type=int, default=9, help="files of a class, thrice as many of resources")
    parser.add_argument("--write", action="store_true", help="write the table into docs/security-peers.md")
    asked = parser.parse_args()
    for problem in install():
        print(f"not installed: {problem}", file=sys.stderr)
    found, rows = measure(asked.most)
    if len(found) == 1:
        return 2
    made = table(found, rows)
    print(made)
    if asked.write:
        page = PAGE.read_text("utf-8")
        before, _, rest = page.partition(BEGIN)
        PAGE.write_text(before + BEGIN + "\n" + made + "\n" + END + rest.partition(END)[2], "utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
