"""`check --fix` and `check --diff`: mends, writes or shows what was mended, and says so."""

from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace
from typing import TYPE_CHECKING

import click

from aimslint.cli.project import Project
from aimslint.dataclass import dataclass
from aimslint.reporters.text.safe import one_line
from aimslint.reporters.text.screen import Screen

if TYPE_CHECKING:
    from aimslint.loading import Limits
    from aimslint.mending import Outcome, Seen
    from aimslint.report import Report
    from aimslint.views import Wanted

Checked = tuple[list["Report"], list[str]]
"""The report of each AIMS root that holds records, and the roots that hold none."""


@dataclass(frozen=True, slots=True)
class Fixing:
    """What is to be mended: what would be listed of a project, by `check`, with or without the unsafe fixes."""

    project: Project
    wanted: "Wanted"
    check: Callable[[Project], Checked]
    unsafe: bool
    screen: Screen

    def write(self) -> tuple[Checked, list[str]]:
        """Mend the files on disk and say on standard error what was done.

        Gives what a check finds afterwards, and why files could not be written. These are as they were.
        """
        outcome = self._mend()
        written, failures = _write(self.project, outcome)
        done = {path for path in outcome.after if path in written}
        self._tell("Mended", outcome, done)
        return self._checked(written), failures

    def show(self) -> tuple[Iterator[str], bool]:
        """The differences that mending would make, and whether there are any. Nothing is written."""
        outcome = self._mend()
        self._tell("Would mend", outcome, set(outcome.after))
        return _differences(outcome), bool(outcome.after)

    def _mend(self) -> "Outcome":
        from aimslint.mending import mend

        return mend(self._look, self._read, unsafe=self.unsafe, limits=self._limits)

    def _look(self, contents: Mapping[str, bytes]) -> "Seen":
        from aimslint.mending import Seen
        from aimslint.views import narrow

        reports, _ = self._checked(contents)
        if not reports:
            return Seen((), ())
        listed = narrow(reports, self.wanted).findings
        wanted = [(one.finding, one.text) for one in listed if one.text is not None]
        return Seen(wanted, [finding for report in reports for finding in report.all_findings])

    def _checked(self, contents: Mapping[str, bytes]) -> Checked:
        from aimslint.trees import overlaid

        return self.check(replace(self.project, tree=overlaid(self.project.tree, contents)))

    def _read(self, path: str) -> bytes:
        return self.project.tree.read(path, self._limits(path).file_bytes)

    def _limits(self, path: str) -> "Limits":
        """The bounds of the innermost AIMS root that holds the file."""
        from aimslint.roots import is_inside

        holding = [root for root in self.project.configs if is_inside(path, root)]
        return self.project.configs[max(holding, key=len)].loading_limits()

    def _tell(self, verb: str, outcome: "Outcome", done: set[str]) -> None:
        """Say what was mended, by file and rule, and what was left alone."""
        by_path: dict[str, Counter[str]] = {}
        for one in outcome.mended:
            if one.finding.location.path in done:
                by_path.setdefault(one.finding.location.path, Counter())[one.finding.rule] += 1
        if not self.screen.quiet:
            for line in _summary(verb, by_path, self.screen):
                click.echo(line, err=True)
        for left in outcome.left:
            place = f"{self.screen.path(left.finding.location.path)}:{left.finding.location.line}"
            more = "" if self.unsafe or "bring up" not in left.reason else "; --unsafe-fixes mends it all the same"
            click.echo(f"left alone: {place}: {left.finding.rule}: {one_line(left.reason)}{more}", err=True)


def _summary(verb: str, by_path: Mapping[str, Counter[str]], screen: Screen) -> Iterator[str]:
    if not by_path:
        yield f"{verb} nothing."
        return
    number = sum(rules.total() for rules in by_path.values())
    yield f"{verb} {_count(number, 'finding')} in {_count(len(by_path), 'file')}:"
    for path, rules in sorted(by_path.items()):
        yield f"  {screen.path(path)}: {', '.join(f'{rule} {times}' for rule, times in sorted(rules.items()))}"


def _count(number: int, thing: str) -> str:
    return f"{number} {thing}" if number == 1 else f"{number} {thing}s"


def _write(project: Project, outcome: "Outcome") -> tuple[dict[str, bytes], list[str]]:
    """The contents that could be written, and why others could not."""
    from aimslint.writing import NotWritten
    from aimslint.writing import replace as write_over

    written: dict[str, bytes] = {}
    failures: list[str] = []
    for path, content in sorted(outcome.after.items()):
        try:
            write_over(project.tree.top, path, content, expected=outcome.before[path])
            written[path] = content
        except NotWritten as error:
            failures.append(str(error))
    return written, failures


def _differences(outcome: "Outcome") -> Iterator[str]:
    from aimslint.reporters.text.unified import unified

    for path, after in sorted(outcome.after.items()):
        yield from unified(path, outcome.before[path].decode("utf-8"), after.decode("utf-8"))
