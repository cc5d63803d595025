"""What the words of enumerations mean, in a few words of our own: for hover and completion.

A meaning belongs to an enumeration, for the same word says different things in different places. Words that say of
themselves what they mean have none.
"""

from collections.abc import Mapping
from functools import cache

from aimslint.editor.meanings import ai_act, management, systems
from aimslint.records.shape import Words

ALL = (*systems.MEANINGS, *management.MEANINGS, *ai_act.MEANINGS)


def meaning(word: str, words: Words) -> str:
    """What a word of an enumeration means; empty where it says so itself."""
    return _meanings(words.words).get(word, "")


@cache
def _meanings(words: tuple[str, ...]) -> Mapping[str, str]:
    """The meanings that belong to an enumeration: those of the most of its words, and of none that it lacks."""
    fitting = [each for text in ALL if (each := _read(text)).keys() <= set(words)]
    return max(fitting, key=len, default={})


@cache
def _read(text: str) -> Mapping[str, str]:
    """The words of a text with one on each line, and behind a colon what it means."""
    lines = (line.partition(": ") for line in text.splitlines() if line.strip())
    return {word.strip(): said.strip() for word, _, said in lines}
