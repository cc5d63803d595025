"""From the `where` and `require` of a rule file to conditions: every path, type and word is checked here, once."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import partial
from typing import Any

from aimslint.days import parse_day, parse_duration
from aimslint.records.shape import OwnStep, Scalar, Type, Words
from aimslint.rulebook.conditions import All, AnyOf, Condition, Test
from aimslint.rulebook.fault import RuleFault
from aimslint.rulebook.frame import Frame
from aimslint.rulebook.matchers import comparing
from aimslint.rulebook.matchers.base import Matcher, Operand
from aimslint.rulebook.matchers.comparing import Bound, Earlier, OlderThan, Rank
from aimslint.rulebook.matchers.equality import Absent, Equals, OneOf, Present, SameAs
from aimslint.rulebook.matchers.lists import Each, Includes, Inner, Some, of_items, of_values
from aimslint.rulebook.matchers.logic import Not
from aimslint.rulebook.matchers.text import Matches, MinWords
from aimslint.rulebook.paths import Path, compile_path
from aimslint.rulebook.vocabulary import Items, Typed
from aimslint.suggest import hint

OPERATORS = (
    *("not", "same_as", "one_of", "before", "after", "older_than", "at_least", "at_most", "min_words", "matches"),
    *("some", "every", "none", "includes", "not_before", "not_after", "within"),
)
LIST_WORDS = ("some", "every", "none", "includes", "at_least", "at_most", "not")
RESERVED = frozenset((*OPERATORS, "any_of", "present", "absent", "as_of", "this", "project", "setting", "field"))


@dataclass(frozen=True, slots=True)
class Scope:
    """Where a condition stands: the kinds of the current item and of the subject, and the rule's settings."""

    current: tuple[str, ...]
    this: tuple[str, ...]
    settings: Mapping[str, Any]

    def inside(self, kinds: tuple[str, ...]) -> "Scope":
        """The scope inside `some`, `every` or `none` over items of these kinds."""
        return Scope(kinds, self.this, self.settings)

    def path(self, text: Any) -> Path:
        """Read a path that starts here."""
        if not isinstance(text, str):
            raise RuleFault(f"expected a path, found {text!r}")
        if text == "as_of":
            return Path("as_of", "item", (), Typed(Scalar("day"), many=False), lambda frame: frame.snapshot.today)
        return compile_path(text, self.current, self.this)


def compile_condition(spec: Any, scope: Scope) -> Condition:
    """A bare path, a map of conditions, or a list of those: all must hold. Raises RuleFault."""
    if isinstance(spec, str):
        return Test(scope.path(spec), Present())
    if isinstance(spec, list) and spec:
        return All(tuple(_under(position, part, scope) for position, part in enumerate(spec)))
    if isinstance(spec, dict) and spec:
        parts = tuple(_entry(key, value, scope) for key, value in spec.items())
        return parts[0] if len(parts) == 1 else All(parts)
    raise RuleFault("expected a path, a map of conditions, or a list of those")


def _under(key: str | int, spec: Any, scope: Scope) -> Condition:
    try:
        return compile_condition(spec, scope)
    except RuleFault as fault:
        raise fault.under(key) from None


def _entry(key: str, value: Any, scope: Scope) -> Condition:
    try:
        if key == "any_of":
            if not isinstance(value, list) or not value:
                raise RuleFault("`any_of` takes a list of alternatives")
            return AnyOf(tuple(_under(position, part, scope) for position, part in enumerate(value)))
        path = scope.path(key)
        return Test(path, compile_matcher(value, path.typed, scope))
    except RuleFault as fault:
        raise fault.under(key) from None


def compile_matcher(spec: Any, typed: Typed, scope: Scope) -> Matcher:
    """The matcher that `spec` writes, for values of that type. Raises RuleFault."""
    if spec == "present":
        return Present()
    if spec == "absent":
        return Absent()
    if isinstance(spec, dict) and set(spec) != {"setting"}:
        if len(spec) != 1:
            raise RuleFault(
                f"one matcher expected, found {len(spec)}: {', '.join(map(str, spec))}; use a list for several"
            )
        (word, operand), *_ = spec.items()
        try:
            return _operator(word, operand, typed, scope)
        except RuleFault as fault:
            raise fault.under(word) from None
    if typed.many:
        raise RuleFault("this path leads to several values: ask with `some`, `every`, `none`, `includes` or a number")
    return _equals(spec, typed.type, scope)


def _equals(spec: Any, type_: Type | Items, scope: Scope) -> Matcher:
    if isinstance(spec, dict):
        words = _setting(spec, scope)
        return Equals(Operand(words if isinstance(words, list) else [words]), one=not isinstance(words, list))
    words = spec if isinstance(spec, list) else [spec]
    for word in words:
        _check_word(word, type_)
    return Equals(Operand(words), one=not isinstance(spec, list))


def _check_word(word: Any, type_: Type | Items) -> None:
    """A misspelt word would make a rule silent for ever, so it is refused here."""
    if isinstance(word, (list, dict)) or word is None:
        raise RuleFault(f"expected a word, text, number or true/false, found {word!r}")
    match type_:
        case Words(words) if word not in words:
            raise RuleFault(f"`{word}` is none of {', '.join(words)}{hint(str(word), words)}")
        case Scalar("flag") if not isinstance(word, bool):
            raise RuleFault(f"expected true or false, found `{word}`")
        case Scalar("number") if isinstance(word, bool) or not isinstance(word, (int, float)):
            raise RuleFault(f"expected a number, found `{word}`")
        case Scalar("text" | "id" | "path" | "link") | Items() if not isinstance(word, str):
            raise RuleFault(f"expected a text, found `{word}`; write it in quotes")
        case Scalar("day"):
            _check_day(word)
        case Scalar("duration"):
            _check_duration(word)


def _operator(word: str, operand: Any, typed: Typed, scope: Scope) -> Matcher:
    if word not in OPERATORS:
        raise RuleFault(f"`{word}` is no matcher{hint(word, (*OPERATORS, 'present', 'absent'))}")
    if typed.many and word not in LIST_WORDS:
        raise RuleFault(f"`{word}` takes one value, and this path leads to several: ask inside `some` or `every`")
    match word:
        case "not":
            return Not(compile_matcher(operand, typed, scope))
        case "not_before" | "not_after":
            return Not(_operator(word.removeprefix("not_"), operand, typed, scope))
        case "within":
            return Not(_operator("older_than", operand, typed, scope))
        case "some" | "every" | "none":
            if not typed.many:
                raise RuleFault(f"`{word}` asks of several values, but this path leads to one")
            inner = _inner(operand, typed, scope)
            return Some(inner) if word == "some" else Each("every" if word == "every" else "none", inner)
        case "includes":
            return _includes(operand, typed, scope)
        case "same_as":
            return SameAs(_place(operand, scope))
        case "one_of":
            path = scope.path(operand)
            if not path.typed.many:
                raise RuleFault(f"`one_of` takes a path to several values, and `{operand}` leads to one; use `same_as`")
            return OneOf(path.text, path.take)
        case "before" | "after":
            _need(typed, "day", word)
            return Earlier("before" if word == "before" else "after", _place(operand, scope))
        case "older_than":
            _need(typed, "day", word)
            return OlderThan(_literal(operand, scope, _check_duration))
        case "at_least" | "at_most":
            return _bound("at_least" if word == "at_least" else "at_most", operand, typed, scope)
        case "min_words":
            _need(typed, "text", word)
            return MinWords(_literal(operand, scope, _check_count))
    return Matches(_literal(operand, scope, _check_text))


def _inner(operand: Any, typed: Typed, scope: Scope) -> Inner:
    said = _said(operand)
    if not isinstance(typed.type, Items):
        return of_values(compile_matcher(operand, Typed(typed.type, many=False), scope), said)
    conditions = isinstance(operand, dict) and not (len(operand) == 1 and next(iter(operand)) in OPERATORS)
    bare_path = (
        isinstance(operand, str) and operand not in ("present", "absent") and "requirement" not in typed.type.kinds
    )
    if conditions or (isinstance(operand, list) and any(isinstance(part, dict) for part in operand)):
        return of_items(compile_condition(operand, scope.inside(typed.type.kinds)), said)
    if bare_path and "." in str(operand):
        return of_items(compile_condition(operand, scope.inside(typed.type.kinds)), said)
    return of_values(compile_matcher(operand, Typed(typed.type, many=False), scope), said)


def _said(operand: Any) -> str:
    """The operand of a list word in words, for default messages."""
    if isinstance(operand, dict):
        return ", ".join(f"{key} {_said(value)}" for key, value in operand.items())
    if isinstance(operand, list):
        return " or ".join(_said(part) for part in operand)
    return str(operand).replace("_", " ") if isinstance(operand, str) else str(operand).lower()


def _includes(operand: Any, typed: Typed, scope: Scope) -> Matcher:
    if not typed.many:
        raise RuleFault("`includes` asks of several values, but this path leads to one")
    words = _setting(operand, scope) if isinstance(operand, dict) else operand
    if not isinstance(words, list) or not words:
        raise RuleFault("`includes` takes a list of words, or a setting that is one")
    for word in words:
        _check_word(word, typed.type)
    return Includes(Operand(words))


def _bound(side: Any, operand: Any, typed: Typed, scope: Scope) -> Matcher:
    rank: Rank = comparing.by_number
    check: Callable[[Any], None] = _check_number
    match typed.type:
        case _ if typed.many:
            check = _check_count
        case Scalar("duration"):
            rank, check = comparing.by_duration, _check_duration
        case Words(words, ordered=True):
            rank, check = comparing.by_words(words), partial(_check_word, type_=typed.type)

        case OwnStep(scale):
            rank, check = comparing.by_own_scale(scale), _check_text
        case Scalar("number" | "text or number"):
            pass
        case _:
            raise RuleFault("only numbers, durations, rising words, own scales and lists can be more or less")
    return Bound(side, _literal(operand, scope, check), rank)


def _place(operand: Any, scope: Scope) -> Operand:
    """A path, `as_of`, or a setting."""
    if isinstance(operand, dict):
        return Operand(_setting(operand, scope))
    path = scope.path(operand)
    if path.typed.many:
        raise RuleFault(f"`{operand}` leads to several values, and one is needed")
    return Operand(None, path.take, path.text.removeprefix("this."))


def _literal(operand: Any, scope: Scope, check: Any) -> Operand:
    """A literal, `{field: path}` or `{setting: name}`."""
    if isinstance(operand, dict):
        if set(operand) == {"field"}:
            path = scope.path(operand["field"])
            if path.typed.many:
                raise RuleFault(f"`{path.text}` leads to several values, and one is needed")
            return Operand(None, path.take, path.text.removeprefix("this."))
        operand = _setting(operand, scope)
    check(operand)
    return Operand(operand)


def _setting(spec: Mapping[str, Any], scope: Scope) -> Any:
    if set(spec) != {"setting"}:
        raise RuleFault(f"expected {{setting: name}} or {{field: path}}, found {{{', '.join(map(str, spec))}}}")
    name = spec["setting"]
    if name not in scope.settings:
        raise RuleFault(f"the rule has no setting `{name}`{hint(str(name), scope.settings)}")
    return scope.settings[name]


def _need(typed: Typed, name: str, word: str) -> None:
    fits = isinstance(typed.type, Scalar) and (
        typed.type.name == name or (name == "text" and "text" in typed.type.name)
    )
    if not fits:
        raise RuleFault(f"`{word}` asks of a {name}, and this path leads to something else")


def _check_duration(value: Any) -> None:
    try:
        parse_duration(value if isinstance(value, str) else "")
    except ValueError:
        raise RuleFault(f"expected a duration such as `30 days`, found `{value}`") from None


def _check_day(value: Any) -> None:
    try:
        parse_day(value if isinstance(value, str) else "")
    except ValueError:
        raise RuleFault(f"expected a day written YYYY-MM-DD, found `{value}`") from None


def _check_number(value: Any) -> None:
    if isinstance(value, bool) or not isinstance(value, (int, float)):
        raise RuleFault(f"expected a number, found `{value}`")


def _check_count(value: Any) -> None:
    if isinstance(value, bool) or not isinstance(value, int) or value < 0:
        raise RuleFault(f"expected a number of items or words, found `{value}`")


def _check_text(value: Any) -> None:
    if not isinstance(value, str):
        raise RuleFault(f"expected a text, found `{value}`")


__all__ = ["OPERATORS", "RESERVED", "Frame", "Scope", "compile_condition", "compile_matcher"]
