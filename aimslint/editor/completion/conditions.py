"""The conditions of a rule: paths typed by what the rule is about, and the matchers that fit what a path leads to."""

from collections.abc import Iterable, Iterator
from typing import Literal

from aimslint.dataclass import dataclass
from aimslint.editor.completion.suggestion import Option, Suggestion, Suggestions, chosen, values
from aimslint.editor.cursor import Cursor
from aimslint.model import Keys
from aimslint.records.shape import Object, Scalar, Shape, Words
from aimslint.rulebook.compile import LIST_WORDS, OPERATORS
from aimslint.rulebook.fault import RuleFaultError
from aimslint.rulebook.paths import compile_path
from aimslint.rulebook.vocabulary import Items, Typed, facts_of, relations_of, shape_at, words_after
from aimslint.snapshot import project_relations

CONDITIONS = ("where", "require")

QUANTIFIERS = ("some", "every", "none")
TAKE_PATHS = ("same_as", "one_of", "before", "after", "not_before", "not_after")
MATCHERS = {
    "not": "The matcher in it does not hold.",
    "same_as": "The same as what another path leads to.",
    "one_of": "One of the values that another path leads to.",
    "before": "Strictly earlier than a day: a path, or `as_of`.",
    "after": "Strictly later than a day: a path, or `as_of`.",
    "not_before": "On that day or later.",
    "not_after": "On that day or earlier.",
    "older_than": "Further back than a duration.",
    "within": "Not further back than a duration.",
    "at_least": "A number, a duration, a step of a rising scale, or how many items there are.",
    "at_most": "A number, a duration, a step of a rising scale, or how many items there are.",
    "min_words": "A text of at least so many words.",
    "matches": "A path pattern that the text fits.",
    "some": "At least one of several meets the conditions.",
    "every": "All of several meet the conditions.",
    "none": "None of several meets the conditions.",
    "includes": "All of these words are among the values.",
}


@dataclass(frozen=True, slots=True)
class _At:
    """What is expected at a place inside of conditions: conditions about items of `kinds`, or a matcher for `typed`."""

    state: Literal["conditions", "matcher", "path", "other"]
    kinds: tuple[str, ...]
    typed: Typed | None = None


@dataclass(frozen=True, slots=True)
class Conditions:
    """The conditions of a rule about items of the kinds `this`."""

    this: tuple[str, ...]

    def keys(self, cursor: Cursor) -> Suggestions:
        """What a key at the cursor may be: a path, or the word of a matcher."""
        here = self._at(cursor.holder[1:])
        if here is None:
            return Suggestions()
        if here.state == "conditions":
            options: Iterable[Option] = (
                *paths(cursor.prefix, here.kinds, self.this),
                Option("any_of", "matcher", "a list of alternatives", "At least one of them holds.", 6),
            )
        elif here.state == "matcher" and here.typed is not None:
            options = _operators(here.typed)
        else:
            options = ()
        found, complete = chosen(options, cursor.prefix)
        items = (_key(option, cursor) for option in found)
        return Suggestions(tuple(items), complete)

    def values(self, cursor: Cursor) -> Suggestions:
        """What a value at the cursor may be: a path, a word that it may equal, a matcher."""
        here = self._at(cursor.keys[1:])
        if here is None:
            return Suggestions()
        if here.state == "path" or (here.state == "conditions" and not cursor.flow):
            return values(paths(cursor.prefix, here.kinds, self.this), cursor)
        if here.state == "conditions":
            return values(paths(cursor.prefix, here.kinds, self.this), cursor)
        if here.state == "matcher" and here.typed is not None:
            return values(_words(here.typed), cursor)
        return Suggestions()

    def _at(self, keys: Keys) -> _At | None:
        """What is expected at a data path below `where` or `require`; None where a path in it means nothing."""
        if not self.this:
            return None
        here = _At("conditions", self.this)
        for key in keys:
            if isinstance(key, int) or key in ("any_of", ""):
                continue
            following = self._after(here, key)
            if following is None:
                return None
            here = following
        return here

    def _after(self, here: _At, key: str) -> _At | None:
        if here.state == "conditions":
            try:
                return _At("matcher", here.kinds, compile_path(key, here.kinds, self.this).typed)
            except RuleFaultError:
                return None
        if here.state != "matcher" or here.typed is None or key not in OPERATORS:
            return None
        if key in QUANTIFIERS:
            if isinstance(here.typed.type, Items):
                return _At("conditions", here.typed.type.kinds)
            return _At("matcher", here.kinds, Typed(here.typed.type, many=False))
        if key in ("not", "includes"):
            return _At("matcher", here.kinds, Typed(here.typed.type, many=key == "not" and here.typed.many))
        return _At("path" if key in TAKE_PATHS else "other", here.kinds)


def paths(prefix: str, kinds: tuple[str, ...], this: tuple[str, ...]) -> Iterator[Option]:
    """The paths that begin as typed so far, one word further, at items of these kinds in a rule about `this`."""
    head, dot, _ = prefix.rpartition(".")
    if not dot:
        yield from _after_items(kinds, "")
        yield Option("as_of", "value", "the day of the check", "", 7)
        yield Option("project", "field", "records of the whole project", "", 7)
        if kinds != this:
            yield Option("this", "field", "what the rule is about", "", 7)
        return
    if head == "project":
        for name, kind in project_relations().items():
            yield Option(f"project.{name}", "field", _described(kind))
        return
    if head == "this":
        yield from _after_items(this, "this.")
        return
    try:
        typed = compile_path(head, kinds, this).typed
    except RuleFaultError:
        return
    if isinstance(typed.type, Items):
        yield from _after_items(typed.type.kinds, f"{head}.")
    elif isinstance(typed.type, Object):
        yield from _fields(typed.type.shape, f"{head}.")


def _after_items(kinds: tuple[str, ...], before: str) -> Iterator[Option]:
    for word in words_after(kinds):
        said, rank = _about(kinds[0], word)
        yield Option(before + word, "field", said, "", rank)


def _about(kind: str, word: str) -> tuple[str, int]:
    """What a word of a path means, and how soon it is offered: facts and fields before ways back."""
    shape = shape_at(kind)
    if word in facts_of(kind):
        return facts_of(kind)[word].says, 4
    if shape is not None and word in shape.fields:
        return shape.fields[word].description, 4
    if word in relations_of(kind):
        return f"every {' or '.join(relations_of(kind)[word])} that refers to it", 5
    return "what holds it", 5


def _fields(shape: Shape, before: str) -> Iterator[Option]:
    for name, field in shape.fields.items():
        yield Option(before + name, "field", field.description)


def _described(kind: str) -> str:
    shape = shape_at(kind)
    return shape.description if shape is not None else ""


def _operators(typed: Typed) -> Iterator[Option]:
    """The matchers that a value of this type can be asked with."""
    for word in OPERATORS:
        if typed.many == (word in LIST_WORDS) or word in ("not", "at_least", "at_most"):
            yield Option(word, "matcher", MATCHERS.get(word, ""))


def _words(typed: Typed) -> Iterator[Option]:
    """What a value of this type may be asked to be, without a matcher of more than one word."""
    if not typed.many and isinstance(typed.type, Words):
        yield from (Option(word, "word", "", "", 3) for word in typed.type.words)
    if not typed.many and typed.type == Scalar("flag"):
        yield from (Option(word, "value", "", "", 3) for word in ("true", "false"))
    yield Option("present", "matcher", "it says something", "", 4)
    yield Option("absent", "matcher", "it says nothing", "", 4)
    for option in _operators(typed):
        yield Option(f"{{{option.value}: }}", "matcher", option.detail, "", 6, option.value)


def _key(option: Option, cursor: Cursor) -> Suggestion:
    text = option.value if cursor.colon else f"{option.value}: "
    dash = "- " if cursor.dash else ""
    return Suggestion(
        option.value, option.what, dash + text, cursor.start, cursor.end, option.detail, option.explained, option.rank
    )
