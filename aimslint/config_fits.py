"""Whether settings plainly have the right form. Of all else `config_form` says what is wrong with it, if anything."""

from collections.abc import Callable, Mapping
from typing import Any

from aimslint.model import Phase, Severity

DEFAULT_INCLUDE = ("governance/**", "**/*.aims.yaml", "**/*.aims.md")

Fits = Callable[[Any], bool]


def fits(settings: Mapping[str, Any]) -> bool:
    """Whether every setting is known and has a value that it may have. A no may be too strict, a yes never is wrong."""
    return _parts(_SETTINGS)(settings)


def _text(value: Any) -> bool:
    return value.__class__ is str


def _text_or_nothing(value: Any) -> bool:
    return value is None or value.__class__ is str


def _flag(value: Any) -> bool:
    return value.__class__ is bool


def _number(least: int, most: int | None = None) -> Fits:
    return lambda value: value.__class__ is int and least <= value and (most is None or value <= most)


def _one_of(*words: str) -> Fits:
    return lambda value: value.__class__ is str and value in words


def _list(item: Fits) -> Fits:
    return lambda value: value.__class__ is list and all(map(item, value))


def _by_name(item: Fits) -> Fits:
    return lambda value: value.__class__ is dict and all(map(_text, value)) and all(map(item, value.values()))


def _parts(parts: Mapping[str, Fits]) -> Fits:
    return lambda value: value.__class__ is dict and all(key in parts and parts[key](value[key]) for key in value)


_SEVERITY = _one_of(*(severity.value for severity in Severity))
_RULE = _parts(
    {
        "severity": lambda value: value is None or _SEVERITY(value),
        "settings": lambda value: value is None or _by_name(lambda _: True)(value),
    }
)
_SETTINGS: Mapping[str, Fits] = {
    "version": _number(1, 1),
    "primary": _text,
    "packs": _list(_text),
    "timelines": _by_name(_text),
    "phase": _one_of(*(phase.value for phase in Phase)),
    "include": _list(_text),
    "exclude": _list(_text),
    "rule_folders": _list(_text),
    "rules": _by_name(_RULE),
    "extensions": _by_name(_text),
    "history": _parts({"use": _one_of("git", "own-repository", "none"), "reason": _text_or_nothing}),
    "approvals": _parts({"four_eyes": _flag, "reason": _text_or_nothing}),
    "inline_ignores": _one_of("allowed", "forbidden"),
    "limits": _parts(
        {
            "file_bytes": _number(1),
            "nodes": _number(1),
            "depth": _number(1, 200),
            "expansion_factor": _number(1),
            "expansion_extra": _number(0),
        }
    ),
}
