"""Our own runs: cold and warm checks with their answers, a hook's run, and the small commands."""

import json
import os
import subprocess
import sys
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from measuring import AIMSLINT, Taken, bare_load, check, record_files, whole

BARE, PASS = "bare load", "python -c pass"
ONE, TWO = "check, cold, one process", "check, cold, two processes"
WARM, HOOK = "check, nothing changed", "check, three files changed"
SMALL = {
    "aimslint version": (["version"], {}),
    "aimslint --help": (["--help"], {}),
    "aimslint completion bash": (["completion", "bash"], {}),
    "TAB for a command": (
        [],
        {"_AIMSLINT_COMPLETE": "bash_complete", "COMP_WORDS": "aimslint ch", "COMP_CWORD": "1"},
    ),
    "TAB for an option of `check`": (
        [],
        {"_AIMSLINT_COMPLETE": "bash_complete", "COMP_WORDS": "aimslint check --st", "COMP_CWORD": "2"},
    ),
}
JSON = ("--output-format", "json")
CHANGED = 3
NO_ROLE = "head-of-nothing"


@dataclass(frozen=True, slots=True)
class Run:
    """What one run took, and how many defects it found of how many; what else it said counts against it."""

    taken: Taken
    found: int | None = None
    sown: int | None = None
    more: int = 0


class Ours:
    """Runs on one corpus; leaves its work tree and index as they were."""

    def __init__(self, corpus: Path, sown: list[dict[str, str]]) -> None:
        self._corpus = corpus
        self._sown = Counter((defect["told_in"], defect["rule"]) for defect in sown)
        systems = [path for path in record_files(corpus) if path.parent.name == "systems"]
        spoilt = {defect[name] for defect in sown for name in ("path", "told_in")}
        whole_ones = [path for path in systems if path.relative_to(corpus).as_posix() not in spoilt]
        self._changed = whole_ones[:CHANGED]
        self._round = 0

    def measures(self) -> dict[str, Callable[[], Run]]:
        """What is measured, by name, in an order in which nothing disturbs what comes later."""
        return {
            PASS: lambda: Run(whole([sys.executable, "-c", "pass"])),
            BARE: lambda: Run(bare_load(self._corpus)),
            ONE: lambda: self._judged(check(self._corpus, *JSON, "--no-cache", "--jobs", "1")),
            TWO: lambda: self._judged(check(self._corpus, *JSON, "--no-cache", "--jobs", "2")),
            WARM: self._unchanged,
            HOOK: self._hook,
            **{name: self._small(*about) for name, about in SMALL.items()},
        }

    def _judged(self, command: list[str], environment: dict[str, str] | None = None) -> Run:
        return judged(whole(command, environment=environment), self._sown)

    def _small(self, arguments: list[str], environment: dict[str, str]) -> Callable[[], Run]:
        return lambda: Run(whole([*AIMSLINT, *arguments], environment=environment))

    def _unchanged(self) -> Run:
        command = check(self._corpus, *JSON)
        whole(command)  # whatever came before, the run that is measured finds nothing changed
        return self._judged(command)

    def _hook(self) -> Run:
        """A run as of a hook before a commit: three records got another title, and one of them an owner unknown.

        It is not the first of its day: the first one judges all that later ones take over.
        """
        index = {"GIT_INDEX_FILE": str(self._corpus / ".git" / "index")}
        command = check(self._corpus, *JSON, "--staged", "--since", "HEAD")
        if not self._round:
            whole(command, environment=index)
        self._round += 1
        try:
            for number, path in enumerate(self._changed):
                text = path.read_text("utf-8").replace("\ntitle: ", f"\ntitle: Round {self._round}, ", 1)
                if number == 0:
                    text = "\n".join(f"owner: {NO_ROLE}" if x.startswith("owner: ") else x for x in text.split("\n"))
                path.write_text(text, "utf-8")
            self._git("add", "governance")
            expected = Counter({(self._changed[0].relative_to(self._corpus).as_posix(), "owner-not-a-role"): 1})
            return judged(whole(command, environment=index), expected)
        finally:
            self._git("reset", "--quiet", "--hard")

    def _git(self, *arguments: str) -> None:
        environment = {name: value for name, value in os.environ.items() if not name.startswith("GIT_")}
        subprocess.run(["git", "-C", str(self._corpus), *arguments], env=environment, check=True)


def judged(taken: Taken, expected: "Counter[tuple[str, str]]") -> Run:
    """A run of `check` with its answer held against what was sown."""
    try:
        findings = json.loads(taken.output)["findings"]
    except (ValueError, KeyError):
        return Run(taken, 0, expected.total())
    told = Counter((finding["path"].split("governance/")[-1], finding["rule"]) for finding in findings)
    wanted = Counter({(path.removeprefix("governance/"), rule): count for (path, rule), count in expected.items()})
    return Run(taken, (told & wanted).total(), wanted.total(), (told - wanted).total())
