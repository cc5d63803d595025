"""Words about text: `min_words` and `matches`. Both answer no on an empty value."""

import re
from fnmatch import translate
from functools import lru_cache
from typing import Any

from aimslint.dataclass import dataclass
from aimslint.pattern import pattern
from aimslint.records.values import UNKNOWN, Explained, is_empty
from aimslint.rulebook.frame import Frame
from aimslint.rulebook.matchers.base import Answer, Operand, placeholder_note, plain, show

_WORD = pattern(r"[^\W_]+(?:['\u2019-][^\W_]+)*")


@dataclass(frozen=True, slots=True)
class MinWords:
    """So many words of real text."""

    count: Operand

    def test(self, value: Any, frame: Frame) -> Answer:
        if value is UNKNOWN or value.__class__ is Explained:
            return None
        if is_empty(value):
            return False
        text, count = str(value), int(self.count.value(frame))
        return words_in(text[: 12 * count]) >= count or words_in(text) >= count  # mostly the beginning is enough

    def objection(self, field: str, value: Any, frame: Frame) -> str:
        if is_empty(value):
            return f"{field}{placeholder_note(value)}"
        found = words_in(str(value))
        return f"{field} says too little: {found} {'word' if found == 1 else 'words'}, {self.expected(frame)}"

    def negated(self, field: str, value: Any, frame: Frame) -> str:
        return f"{field} has {self.expected(frame)}"

    def expected(self, frame: Frame) -> str:
        return f"at least {show(self.count.value(frame))}"


def words_in(text: str) -> int:
    """How many words a text has; scripts without spaces count a word for every two characters."""
    words = _WORD.findall(text)
    return sum(max(1, len(word) // 2) if ord(word[0]) > 0x2E7F else 1 for word in words)


@dataclass(frozen=True, slots=True)
class Matches:
    """The whole value fits a glob with `*`, `?` and `[0-9]`; never a regular expression."""

    glob: Operand

    def test(self, value: Any, frame: Frame) -> Answer:
        if value is UNKNOWN or value.__class__ is Explained:
            return None
        return not is_empty(value) and fits(str(plain(value)), self.glob.value(frame))

    def objection(self, field: str, value: Any, frame: Frame) -> str:
        return f'{field} "{show(value)}" does not fit "{self.expected(frame)}"'

    def negated(self, field: str, value: Any, frame: Frame) -> str:
        return f'{field} "{show(value)}" fits "{self.expected(frame)}"'

    def expected(self, frame: Frame) -> str:
        return show(self.glob.value(frame))


def fits(text: str, glob: str) -> bool:
    """Whether a text as a whole fits a glob."""
    # Ids are at most 100 characters, and a longer value can fit no naming rule: this bounds the work of many stars.
    return len(text) <= 500 and _glob(glob).match(text) is not None


@lru_cache(maxsize=256)
def _glob(glob: str) -> re.Pattern[str]:
    return re.compile(translate(glob))
