"""What differs between two configurations, in words."""

from collections.abc import Iterator, Mapping
from dataclasses import asdict
from typing import Any

from aimslint.config import Config

MOST = 60
UNSET = object()


def settings_changed(before: Config, after: Config, path: str) -> Iterator[str]:
    """One sentence a setting that differs; `path` is that of aimslint.yaml."""
    was, now = dict(_settings(before)), dict(_settings(after))
    for name in dict.fromkeys((*was, *now)):
        old, new = was.get(name, UNSET), now.get(name, UNSET)
        if isinstance(old, list) and isinstance(new, list) and sorted(map(str, old)) != sorted(map(str, new)):
            gained, lost = [one for one in new if one not in old], [one for one in old if one not in new]
            said = " and ".join(f"{word} {_short(ones)}" for word, ones in (("gains", gained), ("loses", lost)) if ones)
            yield f"{path}: {name} {said}" if said else f"{path}: {name} is {_short(new)}, was {_short(old)}"
        elif old != new:
            yield f"{path}: {name} is {_short(new)}, was {_short(old)}"


def files_changed(before: Mapping[str, str | None], after: Mapping[str, str | None]) -> Iterator[str]:
    """One sentence a file whose content differs, by path and content id."""
    for path in sorted({*before, *after}):
        was, now = before.get(path), after.get(path)
        if was != now:
            yield f"{path}: {'added' if was is None else 'removed' if now is None else 'changed'}"


def _settings(config: Config) -> Iterator[tuple[str, Any]]:
    """Each value under its name with dots, as in `rules.deployed-without-aiia.severity`."""
    return _leaves("", asdict(config))


def _leaves(name: str, value: Any) -> Iterator[tuple[str, Any]]:
    if not isinstance(value, dict):
        yield name, value
        return
    for key, inner in value.items():
        if inner is not None:
            yield from _leaves(f"{name}.{key}" if name else str(key), inner)


def _short(value: Any) -> str:
    if value is UNSET:
        return "not set"
    if isinstance(value, bool):
        return "true" if value else "false"
    text = ", ".join(map(str, value)) if isinstance(value, list) else str(value)
    return f"{text[: MOST - 1]}…" if len(text) > MOST else text or "empty"
