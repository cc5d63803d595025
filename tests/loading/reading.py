"""Shorthands of the loader's tests: text in, data and problems out."""

from collections.abc import Sequence
from typing import Any

from aimslint.loading import Limits, Loaded, load_file
from aimslint.model import Keys, Problem, Span


def load(text: str, *, path: str = "a.yaml", limits: Limits | None = None) -> Loaded:
    return load_file(path, text.encode(), limits or Limits())


def data(text: str) -> Any:
    """The data of the only document of a text without problems."""
    loaded = load(text)
    assert loaded.problems == ()
    (document,) = loaded.documents
    return document.data


def told(problems: Sequence[Problem]) -> list[tuple[str, int, int]]:
    """Rule, line and column of each problem."""
    places = []
    for problem in problems:
        assert problem.place.span is not None
        places.append((problem.rule, problem.place.span.line, problem.place.span.column))
    return places


def only(loaded: Loaded) -> Problem:
    (problem,) = loaded.problems
    return problem


def cut(text: str, span: Span) -> str:
    """The text at a span; columns and lines counted apart from the code under test."""
    lines = text.splitlines(keepends=True)
    if span.line == span.end_line:
        return lines[span.line - 1][span.column - 1 : span.end_column - 1]
    middle = lines[span.line : span.end_line - 1]
    last = lines[span.end_line - 1][: span.end_column - 1] if span.end_line <= len(lines) else ""
    return "".join([lines[span.line - 1][span.column - 1 :], *middle, last])


def paths(data: Any, keys: Keys = ()) -> list[Keys]:
    """Every data path of a document."""
    found = [keys]
    if isinstance(data, dict):
        for key, value in data.items():
            found += paths(value, (*keys, key))
    elif isinstance(data, list):
        for number, value in enumerate(data):
            found += paths(value, (*keys, number))
    return found
