"""From the `where` and `require` of a rule file to conditions: every path, type and word is checked here, once."""

from collections.abc import Callable, Mapping
from functools import partial
from typing import Any, Literal

from aimslint.records.shape import OwnStep, Scalar, Type, Words
from aimslint.rulebook.conditions import All, AnyOf, Condition, Test
from aimslint.rulebook.fault import RuleFaultError
from aimslint.rulebook.matchers import comparing
from aimslint.rulebook.matchers.base import Matcher
from aimslint.rulebook.matchers.comparing import Bound, Earlier, HowMany, OlderThan, Rank
from aimslint.rulebook.matchers.equality import Absent, Equals, OneOf, Present, SameAs
from aimslint.rulebook.matchers.lists import Each, Includes, Inner, Some, of_items, of_values
from aimslint.rulebook.matchers.logic import Not
from aimslint.rulebook.matchers.text import Matches, MinWords
from aimslint.rulebook.operands import (
    DAY,
    DURATION,
    NUMBER,
    TEXT,
    Scope,
    check_count,
    check_day,
    check_duration,
    check_number,
    check_step,
    check_text,
    check_word,
    literal,
    need,
    need_one_word,
    place,
)
from aimslint.rulebook.vocabulary import Items, Typed, words_after
from aimslint.suggest import hint, nearest

LIST_WORDS = ("some", "every", "none", "includes", "at_least", "at_most", "not")


def compile_condition(spec: Any, scope: Scope) -> Condition:
    """A bare path, a map of conditions, or a list of those: all must hold. Raises RuleFaultError."""
    if isinstance(spec, str):
        return Test.of(scope.path(spec), Present())
    if isinstance(spec, list) and spec:
        return All(tuple(_under(position, part, scope) for position, part in enumerate(spec)))
    if isinstance(spec, dict) and spec:
        parts = tuple(_entry(key, value, scope) for key, value in spec.items())
        return parts[0] if len(parts) == 1 else All(parts)
    raise RuleFaultError("expected a path, a map of conditions, or a list of those")


def _under(key: str | int, spec: Any, scope: Scope) -> Condition:
    try:
        return compile_condition(spec, scope)
    except RuleFaultError as fault:
        raise fault.under(key) from None


def _entry(key: str, value: Any, scope: Scope) -> Condition:
    try:
        if key == "any_of":
            if not isinstance(value, list) or not value:
                raise RuleFaultError("`any_of` takes a list of alternatives")
            return AnyOf(tuple(_under(position, part, scope) for position, part in enumerate(value)))
        path = scope.path(key)
        return Test.of(path, compile_matcher(value, path.typed, scope))
    except RuleFaultError as fault:
        raise fault.under(key) from None


def compile_matcher(spec: Any, typed: Typed, scope: Scope) -> Matcher:
    """The matcher that `spec` writes, for values of that type. Raises RuleFaultError."""
    if spec == "present":
        return Present()
    if spec == "absent":
        return Absent()
    if isinstance(spec, dict) and set(spec) != {"setting"}:
        if len(spec) != 1:
            found = ", ".join(map(str, spec))
            raise RuleFaultError(f"one matcher expected, found {len(spec)}: {found}; use a list for several")
        word, operand = next(iter(spec.items()))
        try:
            return _operator(word, operand, typed, scope)
        except RuleFaultError as fault:
            raise fault.under(word) from None
    if typed.many:
        raise RuleFaultError(
            "this path leads to several values: ask with `some`, `every`, `none`, `includes` or a number"
        )
    return _equals(spec, typed.type, scope)


def _equals(spec: Any, type_: Type | Items, scope: Scope) -> Matcher:
    several = scope.setting(spec) if isinstance(spec, dict) else spec
    words = several if isinstance(several, list) else [several]
    for word in words:
        check_word(word, type_)
    return Equals(tuple(scope.bare(words, type_)), not isinstance(several, list), scope.means)


def _operator(word: str, operand: Any, typed: Typed, scope: Scope) -> Matcher:
    if word not in OPERATORS:
        raise RuleFaultError(f"`{word}` is no matcher{hint(word, (*OPERATORS, 'present', 'absent'))}")
    if typed.many and word not in LIST_WORDS:
        raise RuleFaultError(f"`{word}` takes one value, and this path leads to several: ask inside `some` or `every`")
    return _BUILDERS[word](operand, typed, scope)


def _not(operand: Any, typed: Typed, scope: Scope) -> Matcher:
    return Not(compile_matcher(operand, typed, scope))


def _same_as(operand: Any, typed: Typed, scope: Scope) -> Matcher:
    need_one_word(typed, "same_as")
    return SameAs(place(operand, scope, partial(check_word, type_=typed.type)))


def _one_of(operand: Any, typed: Typed, scope: Scope) -> Matcher:
    need_one_word(typed, "one_of")
    path = scope.path(operand)
    if not path.typed.many:
        raise RuleFaultError(f"`one_of` takes a path to several values, and `{operand}` leads to one; use `same_as`")
    return OneOf(path.text.removeprefix("this."), path.take, path)


def _earlier(side: Literal["before", "after"], operand: Any, typed: Typed, scope: Scope) -> Matcher:
    need(typed, "day", side)
    return Earlier(side, place(operand, scope, check_day, DAY))


def _older_than(operand: Any, typed: Typed, scope: Scope) -> Matcher:
    need(typed, "day", "older_than")
    return OlderThan(literal(operand, scope, check_duration, DURATION))


def _bound(side: Literal["at_least", "at_most"], operand: Any, typed: Typed, scope: Scope) -> Matcher:
    if typed.many:
        return HowMany(side, literal(operand, scope, check_count, NUMBER))
    rank: Rank = comparing.by_number
    check: Callable[[Any], None] = check_number
    match typed.type:
        case Scalar("duration"):
            rank, check = comparing.by_duration, check_duration
        case Words(words, ordered=True):
            rank, check = comparing.by_words(words), partial(check_word, type_=typed.type)
        case OwnStep(scale):
            rank, check = comparing.ByOwnScale(scale), check_step
        case Scalar("number" | "text or number"):
            pass
        case _:
            raise RuleFaultError("only numbers, durations, rising words, own scales and lists can be more or less")
    return Bound(side, literal(operand, scope, check, typed.type), rank)


def _min_words(operand: Any, typed: Typed, scope: Scope) -> Matcher:
    need(typed, "text", "min_words")
    return MinWords(literal(operand, scope, check_count, NUMBER))


def _matches(operand: Any, typed: Typed, scope: Scope) -> Matcher:
    need_one_word(typed, "matches")
    return Matches(literal(operand, scope, check_text, TEXT))


def _some(operand: Any, typed: Typed, scope: Scope) -> Matcher:
    return Some(_inner("some", operand, typed, scope))


def _each(quantifier: Literal["every", "none"], operand: Any, typed: Typed, scope: Scope) -> Matcher:
    return Each(quantifier, _inner(quantifier, operand, typed, scope))


def _inner(word: str, operand: Any, typed: Typed, scope: Scope) -> Inner:
    """What a list word asks of one item: conditions where items are records, a matcher where they are plain."""
    if not typed.many:
        raise RuleFaultError(f"`{word}` asks of several values, and this path leads to one")
    if isinstance(typed.type, Items) and (_holds_conditions(operand) or _names_fields(operand, typed.type, scope)):
        return of_items(compile_condition(operand, scope.inside(typed.type.kinds)), _said(operand))
    return of_values(compile_matcher(operand, Typed(typed.type, many=False), scope), _said(operand))


def _holds_conditions(operand: Any) -> bool:
    if isinstance(operand, list):
        return any(isinstance(part, dict) for part in operand)
    return isinstance(operand, dict) and not (len(operand) == 1 and next(iter(operand)) in OPERATORS)


def _names_fields(operand: Any, items: Items, scope: Scope) -> bool:
    """Whether bare words are paths of the items rather than ids. What is nearly a path is a mistake, not an id."""
    words = operand if isinstance(operand, list) else [operand]
    faults = []
    for word in words:
        if not isinstance(word, str) or word in ("present", "absent"):
            return False
        try:
            scope.inside(items.kinds).path(word)
        except RuleFaultError as fault:
            if nearest(word.split(".")[0], words_after(items.kinds)):
                raise
            faults.append(fault)
    return not faults


def _includes(operand: Any, typed: Typed, scope: Scope) -> Matcher:
    if not typed.many:
        raise RuleFaultError("`includes` asks of several values, and this path leads to one")
    words = scope.setting(operand) if isinstance(operand, dict) else operand
    if not isinstance(words, list) or not words:
        raise RuleFaultError("`includes` takes a list of words, or a setting that is one")
    for word in words:
        check_word(word, typed.type)
    return Includes(tuple(scope.bare(words, typed.type)), scope.means)


def _said(operand: Any) -> str:
    """The operand of a list word in words, for default messages."""
    if isinstance(operand, dict):
        return ", ".join(f"{key} {_said(value)}" for key, value in operand.items())
    if isinstance(operand, list):
        return " or ".join(_said(part) for part in operand)
    return str(operand).replace("_", " ") if isinstance(operand, str) else str(operand).lower()


def _opposite(build: "_Builder") -> "_Builder":
    return lambda operand, typed, scope: Not(build(operand, typed, scope))


_Builder = Callable[[Any, Typed, Scope], Matcher]
_before: _Builder = partial(_earlier, "before")
_after: _Builder = partial(_earlier, "after")

# The whole vocabulary. `not_before`, `not_after` and `within` are other spellings and mean nothing new.
_BUILDERS: Mapping[str, _Builder] = {
    "not": _not,
    "same_as": _same_as,
    "one_of": _one_of,
    "before": _before,
    "after": _after,
    "not_before": _opposite(_before),
    "not_after": _opposite(_after),
    "older_than": _older_than,
    "within": _opposite(_older_than),
    "at_least": partial(_bound, "at_least"),
    "at_most": partial(_bound, "at_most"),
    "min_words": _min_words,
    "matches": _matches,
    "some": _some,
    "every": partial(_each, "every"),
    "none": partial(_each, "none"),
    "includes": _includes,
}

OPERATORS = tuple(_BUILDERS)
RESERVED = frozenset((*OPERATORS, "any_of", "present", "absent", "as_of", "this", "project", "setting", "field"))

__all__ = ["OPERATORS", "RESERVED", "Scope", "compile_condition", "compile_matcher"]
