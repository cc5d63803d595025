"""Questions on a terminal. Nothing is asked where nobody could answer."""

import sys
from collections.abc import Sequence

import click

from aimslint.reporters.text.safe import one_line


def on_terminal() -> bool:
    """Whether somebody sits at both ends: reads what is printed, and can type."""
    return sys.stdin is not None and sys.stdin.isatty() and sys.stdout is not None and sys.stdout.isatty()


def ask(question: str, *, known: Sequence[str] = (), default: str = "") -> str:
    """A text, empty when nothing is typed. `known` are answers to choose from, others are taken as well."""
    choice = f" ({', '.join(map(one_line, known))})" if known else ""
    answer: str = click.prompt(f"{question}{choice}", default=default, show_default=bool(default))
    return answer.strip()


def choose(question: str, words: Sequence[str]) -> str:
    """One of the words, or nothing."""
    while True:
        answer = ask(question, known=words)
        if not answer or answer in words:
            return answer
        _say_known([answer], words)


def choose_several(question: str, words: Sequence[str]) -> list[str]:
    """Some of the words, with commas between; none when nothing is typed."""
    while True:
        answers = [part.strip() for part in ask(question, known=words).split(",") if part.strip()]
        wrong = [answer for answer in answers if answer not in words]
        if not wrong:
            return answers
        _say_known(wrong, words)


def _say_known(wrong: Sequence[str], words: Sequence[str]) -> None:
    from aimslint.suggest import hint

    click.echo(f"`{one_line(wrong[0])}` is none of them{hint(wrong[0], words)}")
    click.echo("Leave it empty if you do not know yet.")
