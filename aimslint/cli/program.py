"""The group of all commands. Each lies in a module of its own and is loaded when it is asked for."""

import sys
from collections.abc import Sequence
from importlib import import_module
from typing import TYPE_CHECKING, Any

import click

from aimslint.cli.front_page import SECTIONS, help_text
from aimslint.cli.output import show_what_cannot_be_encoded
from aimslint.version import VERSION

if TYPE_CHECKING:
    from click.shell_completion import CompletionItem


class Program(click.Group):
    """Loads commands late, shows them in sections, and answers every failure with exit code 2 and plain words."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        return [name for commands in SECTIONS.values() for name in commands]

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        if cmd_name not in self.list_commands(ctx):
            return None
        command: click.Command = import_module(f"aimslint.cli.commands.{cmd_name.replace('-', '_')}").command
        return command

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        name = args[0]
        if self.get_command(ctx, name) is None and not name.startswith("-"):
            from aimslint.suggest import hint

            ctx.fail(f"there is no command `{name}`{hint(name, self.list_commands(ctx))}")
        return super().resolve_command(ctx, args)

    def format_help(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        formatter.write(help_text())

    def shell_complete(self, ctx: click.Context, incomplete: str) -> "list[CompletionItem]":
        from click.shell_completion import CompletionItem

        if incomplete.startswith("-"):
            return click.Command.shell_complete(self, ctx, incomplete)
        commands = {name: said for section in SECTIONS.values() for name, said in section.items()}
        return [CompletionItem(name, help=said) for name, said in commands.items() if name.startswith(incomplete)]

    def main(
        self, args: Sequence[str] | None = None, prog_name: str | None = None, *_ignored: Any, **extra: Any
    ) -> Any:
        arguments = list(sys.argv[1:] if args is None else args)
        show_what_cannot_be_encoded()
        try:
            extra["standalone_mode"] = False
            code = super().main(arguments, prog_name or "aimslint", **extra)
        except KeyboardInterrupt:
            code = _fail(["interrupted"])
        except Exception as error:
            code = tell(error, arguments)
        sys.exit(code if isinstance(code, int) else 0)


@click.group(cls=Program, invoke_without_command=True, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(VERSION, message="%(prog)s %(version)s", help="Show the version.")
@click.pass_context
def program(context: click.Context) -> None:
    """A linter for AI management systems (ISO/IEC 42001) kept as text in git."""
    if context.invoked_subcommand is None:
        click.echo(context.get_help())


def tell(error: Exception, arguments: Sequence[str]) -> int:
    """Say what went wrong, and where in aimslint if that was asked for. Gives the exit code."""
    from aimslint.cli.failures import words_for

    return _fail(words_for(error, traceback=_is_verbose(arguments)))


def _is_verbose(arguments: Sequence[str]) -> bool:
    """Whether `-v` was given, alone or together with other one-letter options."""
    short = (word[1:] for word in arguments if word.startswith("-") and not word.startswith("--"))
    return "--verbose" in arguments or any("v" in word for word in short)


def _fail(lines: Sequence[str]) -> int:
    for line in lines:
        click.echo(f"aimslint: {line}" if line is lines[0] else line, err=True)
    return 2
