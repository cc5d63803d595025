"""Outlines as lists, texts and numbers, to be kept. Whatever does not fit the form is as good as absent."""

from typing import Any

from aimslint.aims.outline import Nodes, Outline
from aimslint.model import Place, Problem, Span, Subject


def to_plain(outline: Outline) -> Any:
    """An outline as JSON has it."""
    return [
        outline.files,
        outline.kinds,
        [outline.kinds.index(kind) for kind in outline.nodes.kinds],
        outline.nodes.ids,
        outline.nodes.files,
        outline.nodes.documents,
        [list(keys) for keys in outline.nodes.keys],
        outline.holds,
        [[key, back] for key, back in outline.back.items()],
        outline.held,
        outline.own,
        list(outline.code.items()),
        sorted(outline.erased),
        sorted(outline.signed),
        sorted(outline.unsound),
        outline.lost,
        outline.nameless,
        [_plain_problem(problem) for problem in outline.problems],
    ]


def from_plain(plain: Any) -> Outline | None:
    """The outline that `to_plain` made this of; None when it is nothing of the kind."""
    try:
        files, kinds, of_kind, ids, in_file, documents, keys, *rest = plain
        holds, back, held, own, code, erased, signed, unsound, lost, nameless, problems = rest
        if len({*map(len, (of_kind, ids, in_file, documents, keys))}) != 1:
            return None
        return Outline(
            files,
            Nodes([kinds[kind] for kind in of_kind], ids, in_file, documents, [*map(tuple, keys)]),
            kinds,
            holds,
            dict(back),
            held,
            [(id_, title) for id_, title in own],
            dict(code),
            set(erased),
            set(signed),
            set(unsound),
            lost,
            [(kind, id_) for kind, id_ in nameless],
            [_problem(problem) for problem in problems],
        )
    except (TypeError, ValueError, LookupError):
        return None


def _plain_problem(problem: Problem) -> list[Any]:
    about = problem.subject
    return [
        problem.rule,
        _plain_place(problem.place),
        dict(problem.values),
        [_plain_place(place) for place in problem.related],
        None if about is None else [about.kind, about.id],
    ]


def _problem(plain: Any) -> Problem:
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
