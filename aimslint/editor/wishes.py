"""What the client's settings turn on: lenses and hints show much, and nobody gets them unasked."""

from collections.abc import Mapping
from typing import Any

from aimslint.dataclass import dataclass


@dataclass(frozen=True, slots=True)
class Wishes:
    """`lenses` are lines above systems, `hints` titles beside ids."""

    lenses: bool = False
    hints: bool = False

    @classmethod
    def of(cls, settings: Any) -> "Wishes":
        """From settings as a client sends them, bare or under `aimslint`. What is none of ours is left aside."""
        data = _map(settings)
        data = _map(data.get("settings", data))
        data = _map(data.get("aimslint", data))
        return cls(data.get("lenses") is True, data.get("hints") is True)


def _map(value: Any) -> Mapping[str, Any]:
    if isinstance(value, Mapping):
        return value
    known = getattr(value, "__dict__", None) or getattr(value, "_asdict", dict)()  # pygls makes objects of maps
    return known if isinstance(known, Mapping) else {}
