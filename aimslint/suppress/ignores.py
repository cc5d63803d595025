"""`# aimslint: ignore[rule-name] reason, until 2026-12-31`: comments that suppress findings on a line."""

import re
from collections.abc import Iterator

from aimslint.aims import Aims
from aimslint.dataclass import dataclass
from aimslint.loading import load_file
from aimslint.loading.comments import SIGN, Comment, read_comments
from aimslint.model import Exemption, Location, Place, Problem
from aimslint.pattern import pattern
from aimslint.suppress.claim import Claim, in_file, on_line
from aimslint.suppress.terms import Terms
from aimslint.trees import Tree, Unreadable

_IGNORE = pattern(r"ignore[ \t]*\[(?P<rules>[^\[\]]*)\](?P<rest>.*)", re.DOTALL)
_UNTIL = pattern(r"(?:^|[\s,;])until[\s:]+(?P<day>[^\s,;.]+)[\s.]*$")
_AROUND = " \t,;:.-–—"
_FORBIDDEN = "aimslint.yaml says `inline_ignores: forbidden`"


@dataclass(frozen=True, slots=True)
class Ignore:
    """What one comment says, and where."""

    rules: tuple[str, ...]
    reason: str
    until: str


def read_ignore(text: str) -> Ignore | None:
    """What a comment says; None when it is not of the one form there is. What is left out is empty."""
    found = _IGNORE.fullmatch(text)
    if found is None:
        return None
    rules = tuple(dict.fromkeys(name for part in found["rules"].split(",") if (name := part.strip())))
    if not rules:
        return None
    rest = found["rest"]
    end = _UNTIL.search(rest)
    reason = rest[: end.start()] if end else rest
    return Ignore(rules, reason.strip(_AROUND), end["day"] if end else "")


def ignores(aims: Aims, tree: Tree, terms: Terms, *, forbidden: bool) -> tuple[list[Claim], list[Problem]]:
    """What comments in records and in aimslint.yaml ask for, and what is wrong with them.

    A comment in aimslint.yaml covers what is found about the project as a whole, which is placed there.
    """
    claims: list[Claim] = []
    problems: list[Problem] = []
    for path, text in _texts(aims, tree):
        whole = path == aims.settings_path
        for comment in read_comments(path, text):
            place = Place(path, comment.document, span=comment.span)
            if forbidden:
                what = "the comment"
                problems.append(Problem("suppression-not-allowed", place, {"what": what, "because": _FORBIDDEN}))
                continue
            asked, wrong = _ask(comment, place, terms, whole=whole)
            claims += asked
            problems += wrong
    return claims, problems


def _texts(aims: Aims, tree: Tree) -> Iterator[tuple[str, str]]:
    """Files that hold the words at all."""
    if aims.part is not None:
        signed = aims.part.signed()
        aims.part.want(signed)
        yield from ((path, aims.texts[path]) for path in signed)
    else:
        yield from ((path, text) for path, text in aims.texts.items() if SIGN in text)
    path = aims.settings_path
    if path is not None and path not in aims.texts:
        try:
            raw = tree.read(path)
        except Unreadable:  # what was read in its place is told elsewhere
            return
        if SIGN.encode() in raw:
            yield path, load_file(path, raw).text


def _ask(comment: Comment, place: Place, terms: Terms, *, whole: bool) -> tuple[list[Claim], list[Problem]]:
    ignore = read_ignore(comment.text)
    if ignore is None:
        return [], [Problem("ignore-malformed", place, {"found": comment.text})]
    what = f"the comment for {', '.join(f'`{rule}`' for rule in ignore.rules)}"
    problems = [*terms.bad_reason(ignore.reason, place, what), *terms.bad_end(ignore.until, place, what)]
    sound = not problems
    claims = []
    span = comment.span
    location = Location(place.path, span.line, span.column, span.end_line, span.end_column)
    by = Exemption("comment", ignore.reason, ignore.until, location=location)
    for rule in ignore.rules:
        wrong = terms.bad_rule(rule, place, "the comment")
        if wrong is not None:
            problems.append(wrong)
        elif sound:
            long = list(terms.too_long(rule, ignore.until, place, "the comment"))
            problems += long
            if not long:
                key = in_file(rule, place.path) if whole else on_line(rule, place.path, comment.line)
                claims.append(Claim(rule, (key,), by, place, "the comment"))
    return claims, problems
