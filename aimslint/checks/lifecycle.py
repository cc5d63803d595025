"""Checks of the life cycle: what goes on around a system that is said to have ended."""

from collections.abc import Iterator, Mapping
from typing import Any

from aimslint.aims import Item
from aimslint.facts import in_force
from aimslint.rulebook import Objection, reads
from aimslint.snapshot import Snapshot

READS = {"still_active": reads("project.scope", "in_scope_of", "monitoring.in_force", fields=("event_logging",))}


def still_active(system: Item, snapshot: Snapshot, _: Mapping[str, Any]) -> Iterator[Objection]:
    """A retired system that the scope in use holds, that is watched, or whose events are logged (A.6.2.6).

    One objection names all of it. What is bent or unreadable is no sign of life.
    """
    signs: list[str] = []
    others: list[Item] = []
    scope = snapshot.project("scope")
    if isinstance(scope, Item) and scope in system.back.get("in_scope_of", ()):
        signs.append("the scope holds it")
        others.append(scope)
    for plan in system.back.get("monitoring", ()):
        if isinstance(plan, Item) and not plan.erased and in_force(plan, snapshot) is True:
            signs.append(f"monitoring `{plan.id}` goes on")
            others.append(plan)
    logging = system.data.get("event_logging")
    if isinstance(logging, Mapping) and logging.get("enabled") is True:
        signs.append("its events are logged")
    if signs:
        name = system.data.get("name")
        yield Objection(
            (*system.keys, "lifecycle_stage"),
            f"{name if isinstance(name, str) else system.id} is retired, and yet {_joined(signs)}",
            "retired",
            "nothing of it in use",
            related=tuple(other.place() for other in others),
        )


def _joined(parts: list[str]) -> str:
    *first, last = parts
    return f"{', '.join(first)} and {last}" if first else last
