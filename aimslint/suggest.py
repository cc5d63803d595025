"""Did you mean …?"""

from collections.abc import Iterable
from functools import lru_cache

from aimslint.pattern import pattern

_SAME_WORDS = 16
"""How many answers are remembered: of an id that was renamed, all who name it ask the same, each some milliseconds."""


def nearest(word: str, among: Iterable[str]) -> str | None:
    """The word of `among` that `word` is most likely a misspelling of, or None.

    Case, `-`, `_` and spaces do not count as differences. Long lists are cut down to words that share the first or
    last letter and are about as long, because comparing with thousands of ids is slow.
    """
    return _nearest(word, tuple(among))


@lru_cache(_SAME_WORDS)
def _nearest(word: str, among: tuple[str, ...]) -> str | None:
    plain = {_plain(other): other for other in among}
    wanted = _plain(word)
    if wanted in plain:
        return plain[wanted]
    candidates: Iterable[str] = plain
    if len(plain) > 2000:
        candidates = [
            other
            for other in plain
            if abs(len(other) - len(wanted)) < 4 and (other[:1] == wanted[:1] or other[-1:] == wanted[-1:])
        ]
    from difflib import get_close_matches

    found = get_close_matches(wanted, candidates, n=1, cutoff=0.72)
    if found:
        return plain[found[0]]
    # Two letters exchanged in a short word count for more than the ratio allows: `coe` is `ceo`.
    return next((plain[other] for other in candidates if _exchanged(wanted, other)), None)


def alike(one: str, other: str) -> bool:
    """Whether two words differ in nothing but case, `-`, `_` and spaces."""
    return _plain(one) == _plain(other)


def is_slip_of(word: str, among: Iterable[str]) -> str | None:
    """The one word of `among` that `word` can be a misspelling of; None when another is about as near.

    Stricter than `nearest`, for whoever acts on it: `R-13` is no slip of `R-12`, because numbers tell things apart.
    """
    return _is_slip_of(word, tuple(among))


@lru_cache(_SAME_WORDS)
def _is_slip_of(word: str, known: tuple[str, ...]) -> str | None:
    meant = nearest(word, known)
    if meant is None or _NUMBERS.findall(meant) != _NUMBERS.findall(word):
        return None
    from difflib import SequenceMatcher, get_close_matches

    likeness = SequenceMatcher(None, _plain(word), _plain(meant)).ratio()
    others = [other for other in known if other != meant]
    rivals = get_close_matches(_plain(word), map(_plain, others), n=1, cutoff=max(likeness - _CLEARLY, 0.0))
    return None if rivals else meant


_NUMBERS = pattern("[0-9]+")
_CLEARLY = 0.1
"""How much less alike every other word must be."""


def hint(word: str, among: Iterable[str]) -> str:
    """The end of a message that suggests the likely word, or an empty text."""
    found = nearest(word, among)
    return f"; did you mean `{found}`?" if found else ""


def _exchanged(word: str, other: str) -> bool:
    """Whether `word` is `other` with two neighbouring letters exchanged."""
    if len(word) != len(other):
        return False
    differing = [position for position, letter in enumerate(word) if letter != other[position]]
    return (
        len(differing) == 2
        and differing[1] == differing[0] + 1
        and word[differing[0]] == other[differing[1]]
        and word[differing[1]] == other[differing[0]]
    )


def _plain(word: str) -> str:
    return word.casefold().replace("-", "_").replace(" ", "_")
