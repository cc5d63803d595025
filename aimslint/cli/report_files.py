"""`--report FORMAT=FILE`: further outputs of one run, each into a file of its own."""

import os
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, Any, NamedTuple

import click

from aimslint import reporters
from aimslint.cli.output import Written

if TYPE_CHECKING:
    from aimslint.reporters.text.screen import Screen
    from aimslint.views import Listing


class ReportFile(NamedTuple):  # no dataclass: completion of an option loads this
    """An output and the file that it goes to."""

    form: str
    file: str


class ReportOption(click.ParamType):  # type: ignore[type-arg] # no type arguments before click 8.5
    """`FORMAT=FILE`, where FORMAT is one of the outputs there are."""

    name = "FORMAT=FILE"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> ReportFile:
        """The two parts. What cannot be is told with what can."""
        from aimslint.suggest import hint

        form, equals, file = value.partition("=")
        if not equals:
            self.fail(f"`{value}` names no file; expected FORMAT=FILE, such as sarif=aimslint.sarif", param, ctx)
        if form not in reporters.names():
            known = ", ".join(reporters.names())
            self.fail(f"there is no format `{form}` among {known}{hint(form, reporters.names())}", param, ctx)
        if file in ("", "-"):
            what = "standard output, which --output-format has" if file else "no file"
            self.fail(f"`{value}` names {what}; expected {form}=FILE", param, ctx)
        return ReportFile(form, file)


def refuse_same_file(context: click.Context, file: str | None, wanted: Sequence[ReportFile]) -> None:
    """Raises UsageError when two outputs would go to the same file: the last would be all that is left."""
    seen: dict[str, str] = {}
    for option, name in _files(file, wanted):
        place = _place(name)
        if place in seen:
            raise click.UsageError(f"{seen[place]} and {option} go to the same file; name another for one", context)
        seen[place] = option


def deliver_reports(wanted: Sequence[ReportFile], listing: "Listing", screen: "Screen", written: Written) -> None:
    """Write every report, whole and without colours. Raises Stop when one cannot be written."""
    from dataclasses import replace

    plain = replace(screen, colour=False, quiet=False)
    for one in wanted:
        written.deliver(reporters.reporter(one.form)(listing, plain), one.file, option="--report")


def _files(file: str | None, wanted: Sequence[ReportFile]) -> Iterator[tuple[str, str]]:
    if file is not None:
        yield f"-o {file}", file
    for one in wanted:
        yield f"--report {one.form}={one.file}", one.file


def _place(file: str) -> str:
    """The file that a name leads to, however it is written."""
    try:
        return os.path.normcase(os.path.realpath(file))
    except ValueError:  # a NUL in the name, which is told when the file is opened
        return file
