"""Commands whose options are shown in sections, and the types of options."""

from collections.abc import Callable, Iterable
from datetime import UTC, date, datetime
from typing import Any, TypeVar

import click

_Decorated = TypeVar("_Decorated", bound=Callable[..., Any])


PHASES = ("foundation", "stage-1", "stage-2", "surveillance")
SEVERITIES = ("error", "warning", "info")
"""The values of `model.Phase` and, gravest first, of `model.Severity`: options that name them load no model."""
TRACEBACK = "Should aimslint itself fail, say where."


class Option(click.Option):
    """An option that says under which heading of the help it stands."""

    def __init__(self, *args: Any, section: str = "Help", **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.section = section


def section(title: str) -> Callable[..., Callable[[_Decorated], _Decorated]]:
    """A stand-in for `click.option` whose options stand under the heading `title`."""

    def add(*names: str, **about: Any) -> Callable[[_Decorated], _Decorated]:
        return click.option(*names, cls=Option, section=title, **about)

    return add


class Command(click.Command):
    """A command that shows its options under their headings, in the order in which these first occur, help last."""

    def get_params(self, ctx: click.Context) -> list[click.Parameter]:
        declared = super().get_params(ctx)
        if any(parameter.name == "verbose" for parameter in declared):
            return declared
        return [*declared, Option(["-v", "--verbose"], is_flag=True, expose_value=False, help=TRACEBACK)]

    def format_options(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        sections: dict[str, list[tuple[str, str]]] = {}
        for parameter in self.get_params(ctx):
            record = parameter.get_help_record(ctx) if isinstance(parameter, click.Option) else None
            if record is not None:
                sections.setdefault(getattr(parameter, "section", "Help"), []).append(record)
        if "Help" in sections:
            sections["Help"] = sections.pop("Help")
        for title, records in sections.items():
            with formatter.section(title):
                formatter.write_dl(records)


class Day(click.ParamType):  # type: ignore[type-arg] # no type arguments before click 8.5
    """A day written YYYY-MM-DD."""

    name = "YYYY-MM-DD"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> date:
        from aimslint.days import parse_day

        if isinstance(value, date):
            return value
        try:
            return parse_day(value if value.isascii() else "")
        except ValueError:
            self.fail(f"`{value}` is no day; expected a day of the calendar written YYYY-MM-DD", param, ctx)


def today() -> date:
    """The day it is, in UTC: the one place where aimslint reads the clock."""
    return datetime.now(UTC).date()


def split(values: Iterable[str]) -> tuple[str, ...]:
    """The words of options that may be repeated and may hold several words between commas."""
    return tuple(word for value in values for part in value.split(",") if (word := part.strip()))
