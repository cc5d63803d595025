"""How a path is taken and its matcher asked, put together once a condition: nearly all of judging are calls of these.

Most values are texts, and most matchers answer a text without looking at anything else, so these are asked directly.
"""

from collections.abc import Callable

from aimslint.records.values import is_empty, says_something
from aimslint.rulebook.frame import Frame
from aimslint.rulebook.matchers.base import Answer, Matcher, Operand
from aimslint.rulebook.matchers.equality import Absent, Equals, Present
from aimslint.rulebook.matchers.logic import Not
from aimslint.rulebook.matchers.text import Matches, fits
from aimslint.rulebook.paths import Path


def asking(path: Path, matcher: Matcher) -> Callable[[Frame], Answer]:
    """What asks `matcher` of the value at `path`."""
    test, take, name, holds = matcher.test, path.take, path.own, of_text(matcher)
    if name is not None and holds is not None:

        def of_own(frame: Frame) -> Answer:
            value = frame.item.data.get(name)
            return holds(value) if value.__class__ is str else test(value, frame)

        return of_own
    if name is not None:
        return lambda frame: test(frame.item.data.get(name), frame)
    flag = matcher.words[0] if isinstance(matcher, Equals) and matcher.one else None
    if flag is True or flag is False:  # mostly a fact

        def of_flag(frame: Frame) -> Answer:
            value = take(frame)
            return value is flag if value.__class__ is bool else test(value, frame)

        return of_flag
    return lambda frame: test(take(frame), frame)


def of_text(matcher: Matcher) -> Callable[[str], bool] | None:
    """What a matcher answers to a text, whatever else there is; None where it depends on more than the text."""
    match matcher:
        case Equals():
            words = frozenset(word for word in matcher.words if word.__class__ is str and not is_empty(word))
            return words.__contains__
        case Present():
            return says_something
        case Absent():
            return is_empty
        case Matches(Operand(glob, None)) if glob.__class__ is str:
            return lambda text: says_something(text) and fits(text, glob)
        case Not(inner):
            of_inner = of_text(inner)
            return None if of_inner is None else lambda text: not of_inner(text)
    return None


__all__ = ["asking", "of_text"]
