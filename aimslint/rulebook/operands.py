"""Operands of matchers: literals of the right form, `{setting: name}`, `{field: path}`, and paths."""

from collections.abc import Callable, Mapping
from typing import Any

from aimslint.dataclass import dataclass
from aimslint.days import parse_day, parse_duration
from aimslint.records.shape import Free, Object, OwnStep, Scalar, Type, Words, describe
from aimslint.rulebook.fault import RuleFaultError
from aimslint.rulebook.matchers.base import Operand
from aimslint.rulebook.paths import Path, compile_path
from aimslint.rulebook.vocabulary import Items, Typed
from aimslint.suggest import hint

DAY, DURATION, NUMBER, TEXT = Scalar("day"), Scalar("duration"), Scalar("number"), Scalar("text")


@dataclass(frozen=True, slots=True)
class Scope:
    """Where a condition stands: the kinds of the current item and of the subject, and the rule's settings.

    `means` is the pack whose requirements bare ids mean.
    """

    current: tuple[str, ...]
    this: tuple[str, ...]
    settings: Mapping[str, Any]
    means: str = ""

    def inside(self, kinds: tuple[str, ...]) -> "Scope":
        """The scope inside `some`, `every` or `none` over items of these kinds."""
        return Scope(kinds, self.this, self.settings, self.means)

    def path(self, text: Any) -> Path:
        """Read a path that starts here. Raises RuleFaultError."""
        if not isinstance(text, str):
            raise RuleFaultError(f"expected a path, found {text!r}")
        if text == "as_of":
            return Path("as_of", "item", (), Typed(Scalar("day"), many=False), lambda frame: frame.snapshot.today)
        return compile_path(text, self.current, self.this)

    def bare(self, words: list[Any], type_: Type | Items) -> list[Any]:
        """Words as they are compared: ids of requirements of the own pack without its name."""
        if not isinstance(type_, Items) or "requirement" not in type_.kinds:
            return words
        return [word.removeprefix(f"{self.means}:") if isinstance(word, str) else word for word in words]

    def setting(self, spec: Mapping[str, Any]) -> Any:
        """The value of the setting that `{setting: name}` names. Raises RuleFaultError."""
        if set(spec) != {"setting"}:
            raise RuleFaultError(
                f"expected {{setting: name}} or {{field: path}}, found {{{', '.join(map(str, spec))}}}"
            )
        name = spec["setting"]
        if name not in self.settings:
            raise RuleFaultError(f"the rule has no setting `{name}`{hint(str(name), self.settings)}")
        return self.settings[name]


def place(operand: Any, scope: Scope, check: Callable[[Any], None], like: Type | None = None) -> Operand:
    """A path to one value, `as_of`, or a setting that passes `check`; with `like`, of values of that sort."""
    if isinstance(operand, dict):
        setting = scope.setting(operand)
        check(setting)
        return Operand(setting)
    return _read(operand, scope, like)


def literal(operand: Any, scope: Scope, check: Callable[[Any], None], like: Type | Items) -> Operand:
    """A literal that passes `check`, `{setting: name}` for such a one, or `{field: path}` to values like `like`."""
    if isinstance(operand, dict):
        if set(operand) == {"field"}:
            return _read(operand["field"], scope, like)
        operand = scope.setting(operand)
    check(operand)
    return Operand(operand)


def _read(text: Any, scope: Scope, like: Type | Items | None) -> Operand:
    path = scope.path(text)
    if path.typed.many:
        raise RuleFaultError(f"`{path.text}` leads to several values, and one is needed")
    if like is not None and not _alike(path.typed.type, like):
        wanted = describe(like) if not isinstance(like, Items) else "an item"
        raise RuleFaultError(f"`{path.text}` cannot be compared here: expected a path to {wanted}")
    return Operand(None, path.take, path.text.removeprefix("this."), path)


def _alike(found: Type | Items, wanted: Type | Items) -> bool:
    """Whether values of the two types can be compared: days with days, steps of one scale with each other."""
    match found, wanted:
        case Scalar(one), Scalar(other):
            return one == other or {one, other} <= {"number", "text or number"}
        case Words(one_words), Words(other_words):
            return one_words == other_words
        case OwnStep(one_scale), OwnStep(other_scale):
            return one_scale == other_scale
    return False


def need(typed: Typed, name: str, word: str) -> None:
    """Raise RuleFaultError unless values of that type are what `word` asks of (`day` or `text`)."""
    names = ("text", "text or number") if name == "text" else (name,)
    if not (isinstance(typed.type, Scalar) and typed.type.name in names):
        raise RuleFaultError(f"`{word}` asks of a {name}, and this path leads to something else")


def need_one_word(typed: Typed, word: str) -> None:
    """Raise RuleFaultError where values are maps: these are neither the same nor different, nor do they fit a glob."""
    if isinstance(typed.type, Object | Free):
        raise RuleFaultError(f"`{word}` asks of a single value, and this path leads to a map: name a field in it")


def check_word(word: Any, type_: Type | Items) -> None:
    """Raise RuleFaultError unless such a value can equal `word`: a misspelt word would silence a rule for ever."""
    if isinstance(word, list | dict) or word is None:
        raise RuleFaultError(f"expected a word, text, number or true/false, found {word!r}")
    match type_:
        case Object() | Free():
            raise RuleFaultError("this path leads to a map, which equals nothing: name a field in it")
        case Words(words) if word not in words:
            raise RuleFaultError(f"`{word}` is none of {', '.join(words)}{hint(str(word), words)}")
        case Scalar("flag") if not isinstance(word, bool):
            raise RuleFaultError(f"expected true or false, found `{word}`")
        case Scalar("number"):
            check_number(word)
        case Scalar("text" | "id" | "path" | "glob" | "link") | Items() if not isinstance(word, str):
            raise RuleFaultError(f"expected a text, found `{word}`; write it in quotes")
        case Scalar("day"):
            check_day(word)
        case Scalar("duration"):
            check_duration(word)


def check_duration(value: Any) -> None:
    """Raise RuleFaultError unless `value` is a duration."""
    try:
        parse_duration(value if isinstance(value, str) else "")
    except ValueError:
        raise RuleFaultError(f"expected a duration such as `30 days`, found `{value}`") from None


def check_day(value: Any) -> None:
    """Raise RuleFaultError unless `value` is a day."""
    try:
        parse_day(value if isinstance(value, str) else "")
    except ValueError:
        raise RuleFaultError(f"expected a day written YYYY-MM-DD, found `{value}`") from None


def check_number(value: Any) -> None:
    """Raise RuleFaultError unless `value` is a number."""
    if isinstance(value, bool) or not isinstance(value, int | float):
        raise RuleFaultError(f"expected a number, found `{value}`")


def check_count(value: Any) -> None:
    """Raise RuleFaultError unless `value` is a number of items or words."""
    if isinstance(value, bool) or not isinstance(value, int) or value < 0:
        raise RuleFaultError(f"expected a number of items or words, found `{value}`")


def check_text(value: Any) -> None:
    """Raise RuleFaultError unless `value` is a text."""
    if not isinstance(value, str):
        raise RuleFaultError(f"expected a text, found `{value}`")


def check_step(value: Any) -> None:
    """Raise RuleFaultError unless `value` may be a step of an own scale: a text or a number."""
    if isinstance(value, bool) or not isinstance(value, str | int):
        raise RuleFaultError(f"expected a step of your own scale, found `{value}`")
