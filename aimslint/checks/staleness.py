"""Checks of days that lie ahead."""

from collections.abc import Iterator, Mapping
from typing import Any

from aimslint.aims import Item
from aimslint.days import after, parse_duration
from aimslint.rulebook import Objection
from aimslint.snapshot import Snapshot


def ends_soon(item: Item, snapshot: Snapshot, settings: Mapping[str, Any]) -> Iterator[Objection]:
    """What has an end in `expires` must not have ended, nor end within the time that the setting `ahead` names."""
    end = item.data.get("expires")
    horizon = after(snapshot.as_of, parse_duration(settings["ahead"])).isoformat()
    if isinstance(end, str) and end < horizon:
        said = f"it ended on {end}" if end < snapshot.today else f"it ends on {end}, within {settings['ahead']}"
        yield Objection((*item.keys, "expires"), said, end, f"a day after {horizon}")
