"""What differs between two configurations, in words."""

from collections.abc import Iterator, Mapping
from typing import Any

from aimslint.config import FILE_NAME, Config

MOST = 60


def settings_changed(before: Config, after: Config) -> Iterator[str]:
    """One sentence a top-level setting that differs."""
    was, now = before.model_dump(), after.model_dump()
    for name in now:
        if was[name] != now[name]:
            yield f"{FILE_NAME}: `{name}` is {_short(now[name])}, was {_short(was[name])}"


def files_changed(before: Mapping[str, str | None], after: Mapping[str, str | None]) -> Iterator[str]:
    """One sentence a file of rules whose content differs, by path and content id."""
    for path in sorted({*before, *after}):
        was, now = before.get(path), after.get(path)
        if was != now:
            yield f"{path}: {'added' if was is None else 'removed' if now is None else 'changed'}"


def _short(value: Any) -> str:
    text = ", ".join(map(str, value)) if isinstance(value, list) else str(value)
    return f"{text[: MOST - 1]}…" if len(text) > MOST else text or "empty"
