"""Did you mean …?"""

from collections.abc import Iterable
from difflib import get_close_matches


def nearest(word: str, among: Iterable[str]) -> str | None:
    """The word of `among` that `word` is most likely a misspelling of, or None.

    Case, `-`, `_` and spaces do not count as differences. Long lists are cut down to words that share the first or
    last letter and are about as long, because comparing with thousands of ids is slow.
    """
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
    found = get_close_matches(wanted, candidates, n=1, cutoff=0.72)
    return plain[found[0]] if found else None


def hint(word: str, among: Iterable[str]) -> str:
    """The end of a message that suggests the likely word, or an empty text."""
    found = nearest(word, among)
    return f"; did you mean `{found}`?" if found else ""


def _plain(word: str) -> str:
    return word.casefold().replace("-", "_").replace(" ", "_")
