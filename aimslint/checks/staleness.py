"""Checks of days that lie ahead."""

from collections.abc import Iterator, Mapping
from typing import Any

from aimslint.aims import Item
from aimslint.days import after, parse_duration
from aimslint.rulebook import Objection, reads
from aimslint.snapshot import Snapshot

READS = {"certificate_ends": reads(fields=("expires",))}


def certificate_ends(certificate: Item, snapshot: Snapshot, settings: Mapping[str, Any]) -> Iterator[Objection]:
    """A certificate must not have ended, nor end within the time that the setting `ahead` names."""
    end = certificate.data.get("expires")
    horizon = after(snapshot.as_of, parse_duration(settings["ahead"])).isoformat()
    if isinstance(end, str) and end < horizon:
        standard = certificate.data.get("standard")
        of = f" ({standard})" if isinstance(standard, str) else ""
        when = f"ended on {end}" if end < snapshot.today else f"ends on {end}, within {settings['ahead']}"
        said = f"Certificate {certificate.id}{of} {when}"
        yield Objection((*certificate.keys, "expires"), said, end, f"a day after {horizon}")
