"""Outlines as lists, texts and numbers, to be kept. Whatever does not fit the form is as good as absent.

Of most of it nobody asks, so what is said of one thing is a short text, which is taken apart when somebody asks. To
read all of it as lists and maps takes three times as long as all the rest.
"""

from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from itertools import chain, repeat
from typing import Any, TypeVar

from aimslint.aims.beyond import Beyond
from aimslint.aims.column import NUMBERS, Column, letters
from aimslint.aims.outline import Back, Nodes, Outline
from aimslint.model import Place, Problem, Span, Subject

K = TypeVar("K")
V = TypeVar("V")
UNKNOWN = "?"
"""Stands for the number of something unknown."""


def to_plain(outline: Outline) -> Any:
    """An outline as JSON has it. Raises Beyond where there is too much of something."""
    names = sorted({name for back in outline.back.values() for name in back})
    number_of = {name: number for number, name in enumerate(names)}
    number_of_kind = {kind: number for number, kind in enumerate(outline.kinds)}
    number_of_keys = {keys: number for number, keys in enumerate(dict.fromkeys(outline.nodes.keys))}
    held = Counter(outline.nodes.files)
    return [
        outline.files,
        outline.kinds,
        outline.of_kind,
        letters([number_of_kind[kind] for kind in outline.nodes.kinds]),
        outline.nodes.ids,
        [held[file] for file in range(len(outline.files))],
        letters(list(outline.nodes.documents)),
        list(map(list, number_of_keys)),
        letters([number_of_keys[keys] for keys in outline.nodes.keys]),
        sorted(outline.doubled),
        {kind: _numbers_as_text(numbers) for kind, numbers in outline.holds.items()},
        names,
        list(outline.back),
        " ".join(_back_as_text(back, number_of) for back in outline.back.values()),
        outline.held,
        outline.own,
        list(outline.code.items()),
        outline.holding,
        sorted(outline.erased),
        sorted(outline.signed),
        sorted(outline.unsound),
        outline.lost,
        outline.nameless,
        [plain_problem(problem) for problem in outline.problems],
    ]


def from_plain(plain: Any) -> Outline | None:
    """The outline that `to_plain` made this of; None when it is nothing of the kind.

    Texts that are none of its making raise Beyond when they are taken apart.
    """
    try:
        files, kinds, of_kind, kind_of, ids, held_in, documents, all_keys, keys, doubled, *rest = plain
        holds, names, named, back, held, own, code, holding, erased, signed, unsound, lost, nameless, problems = rest
        in_file = [*chain.from_iterable(map(repeat, range(len(files)), held_in))]
        if len({*map(len, (kind_of, ids, in_file, documents, keys))}) != 1 or {
            *map(type, (kind_of, documents, keys))
        } != {str}:
            return None
        columns = (
            Column(kind_of, kinds),
            ids,
            in_file,
            Column(documents, NUMBERS),
            Column(keys, [*map(tuple, all_keys)]),
        )
        return Outline(
            files,
            Nodes(*columns),
            kinds,
            of_kind,
            frozenset(doubled),
            Packed({**holds}, _numbers),
            Packed(dict(zip(named, back.split(" ") if named else (), strict=True)), lambda text: _back(text, names)),
            held,
            [(id_, title) for id_, title in own],
            dict(code),
            str(holding),
            set(erased),
            set(signed),
            set(unsound),
            lost,
            [(kind, id_) for kind, id_ in nameless],
            [problem_of(problem) for problem in problems],
        )
    except (TypeError, ValueError, LookupError, AttributeError):
        return None


class Packed(Mapping[K, V]):
    """Texts that are taken apart when somebody looks at them."""

    def __init__(self, texts: Mapping[K, str], take_apart: Callable[[str], V]) -> None:
        self._texts, self._take_apart = texts, take_apart

    def __getitem__(self, key: K) -> V:
        text = self._texts[key]
        try:
            return self._take_apart(text)
        except (AttributeError, LookupError, TypeError, ValueError):
            raise Beyond from None

    def __contains__(self, key: object) -> bool:
        return key in self._texts

    def __iter__(self) -> Iterator[K]:
        return iter(self._texts)

    def __len__(self) -> int:
        return len(self._texts)


def _numbers_as_text(numbers: Sequence[int | None]) -> str:
    return ",".join(UNKNOWN if number is None else str(number) for number in numbers)


def _numbers(text: str) -> list[int]:
    return [int(number) for number in text.split(",")] if text else []


def _back_as_text(back: Back, number_of: Mapping[str, int]) -> str:
    return ";".join(f"{number_of[name]}:{_numbers_as_text(numbers)}" for name, numbers in back.items())


def _back(text: str, names: Sequence[str]) -> Back:
    told = (each.split(":") for each in text.split(";"))
    return {
        names[int(name)]: [None if number == UNKNOWN else int(number) for number in numbers.split(",") if number]
        for name, numbers in told
    }


def plain_problem(problem: Problem) -> list[Any]:
    """A problem as plain data."""
    about = problem.subject
    return [
        problem.rule,
        _plain_place(problem.place),
        dict(problem.values),
        [_plain_place(place) for place in problem.related],
        None if about is None else [about.kind, about.id],
    ]


def problem_of(plain: Any) -> Problem:
    """The problem whose plain data these are. Raises TypeError or ValueError for other data."""
    rule, place, values, related, about = plain
    subject = None if about is None else Subject(*about)
    return Problem(rule, _place(place), values, tuple(map(_place, related)), subject)


def _plain_place(place: Place) -> list[Any]:
    span = place.span
    at = None if span is None else [span.line, span.column, span.end_line, span.end_column]
    return [place.path, place.document, list(place.keys), place.part, at]


def _place(plain: Any) -> Place:
    path, document, keys, part, at = plain
    return Place(path, document, tuple(keys), part, None if at is None else Span(*at))
