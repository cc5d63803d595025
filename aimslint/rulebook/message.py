"""Messages of rules: text with places to fill in, checked when the rule is read."""

import re
from collections.abc import Callable, Mapping
from typing import Any

from aimslint.aims import Item
from aimslint.dataclass import dataclass
from aimslint.records.values import is_empty
from aimslint.rulebook.compile import Scope
from aimslint.rulebook.conditions import Objection
from aimslint.rulebook.fault import RuleFaultError
from aimslint.rulebook.frame import Frame
from aimslint.rulebook.matchers.base import show, show_list
from aimslint.rulebook.paths import Path

_SLOT = re.compile(r"\{([^{}]+)\}")
_FROM_OBJECTION: Mapping[str, Callable[[Objection], str]] = {
    "found": lambda objection: objection.found,
    "expected": lambda objection: objection.expected,
    "items": lambda objection: show_list(objection.items),
    "sentence": lambda objection: objection.sentence,  # what the condition says of itself
    "key": lambda objection: next((key for key in reversed(objection.keys) if isinstance(key, str)), ""),
    "fields": lambda objection: ", ".join(f"`{field}`" for field in objection.fields),  # of all that was objected to
}


@dataclass(frozen=True, slots=True)
class Message:
    """A message in pieces: plain text, and for every other piece a way to fill it. `paths` are those that are taken."""

    text: str
    pieces: tuple[str | Callable[[Frame, Objection], str], ...]
    paths: tuple[Path, ...] = ()

    def filled(self, frame: Frame, objection: Objection) -> str:
        """The message for one finding."""
        return "".join(piece if isinstance(piece, str) else piece(frame, objection) for piece in self.pieces)


def compile_message(text: str, scope: Scope) -> Message:
    """Read a message of a rule with conditions. Raises RuleFaultError for a place that nothing can fill."""
    pieces: list[str | Callable[[Frame, Objection], str]] = []
    paths: list[Path] = []
    for position, piece in enumerate(_SLOT.split(text)):
        pieces.append(piece if position % 2 == 0 else _slot(piece, scope, paths))
    return Message(text, tuple(pieces), tuple(paths))


def _slot(name: str, scope: Scope, paths: list[Path]) -> Callable[[Frame, Objection], str]:
    if name in _FROM_OBJECTION:
        said = _FROM_OBJECTION[name]
        return lambda _, objection: said(objection)
    if name.startswith("setting."):
        setting = name.removeprefix("setting.")
        if setting not in scope.settings:
            raise RuleFaultError(f"the rule has no setting `{setting}`")
        shown = show(scope.settings[setting])
        return lambda _frame, _objection: shown
    path = scope.path(name)
    paths.append(path)
    if name in ("id", "name"):
        return lambda frame, _: _told(path.take(frame)) or _named(frame.this)
    return lambda frame, _: _shown(path.take(frame))


def _shown(value: Any) -> str:
    return _named(value) if isinstance(value, Item) else show(value)


def _named(item: Item) -> str:
    """What people call an item: its name, else its id."""
    return _told(item.data.get("name")) or _told(item.id) or "(no id)"


def _told(value: Any) -> str:
    return show(value) if isinstance(value, str) and not is_empty(value) else ""


def fill(text: str, values: Mapping[str, str]) -> str:
    """A message of a rule that is raised elsewhere, filled with what was met. Unknown places stay empty."""
    return _SLOT.sub(lambda match: values.get(match[1], ""), text)
