"""Checks of changes: whether what they ask for was done, and whether a system went its way step by step."""

from collections.abc import Iterator, Mapping
from typing import Any

from aimslint.aims import Item
from aimslint.checks._commits import before_history, one
from aimslint.days import after, before, parse_day, parse_duration
from aimslint.facts.systems import last_reassessed_on
from aimslint.records.shape import Words
from aimslint.records.table import all_kinds
from aimslint.records.values import UNKNOWN
from aimslint.rulebook import Objection, Unsure, reads
from aimslint.snapshot import Snapshot

Said = Iterator[Objection | Unsure]

READS = {
    "reassessed": reads("systems.last_reassessed_on", fields=("implemented_on", "lifecycle_stage")),
    "stage_jump": reads("evaluations", worlds=("past",)),
}

BUILDERS = ("developer", "provider", "integrator", "platform_provider")
ENDED = ("decommissioning", "retired", "rejected")


def reassessed(change: Item, snapshot: Snapshot, settings: Mapping[str, Any]) -> Said:
    """Impact or risks of each system that a significant change touches were assessed again (8.1).

    That may be done before, with the plan at hand, but not longer before than the setting `ahead`; and it may follow
    within the setting `grace`.
    """
    day = change.data.get("implemented_on")
    if not isinstance(day, str) or after(parse_day(day), parse_duration(settings["grace"])) >= snapshot.as_of:
        return
    since = before(parse_day(day), parse_duration(settings["ahead"])).isoformat()
    systems = change.links.get(("systems",))
    missed: list[tuple[Item, str]] = []
    for system in systems if isinstance(systems, list) else ():
        if not isinstance(system, Item) or system.erased or system.data.get("lifecycle_stage") in ENDED:
            continue
        last = snapshot.once("last_reassessed_on", system, last_reassessed_on)
        if last is UNKNOWN:
            yield Unsure("when the system was last assessed cannot be read", "records")
        elif last is None or last < since:
            missed.append((system, str(last or "")))
    if missed:
        named = ", ".join(f"{system.id} ({f'last on {last}' if last else 'never'})" for system, last in missed)
        title = change.data.get("title")
        called = f"{change.id} ({title})" if isinstance(title, str) else change.id
        yield Objection(
            (*change.keys, "implemented_on"),
            f"Change {called} is significant and was made on {day}, and neither impact nor risks were assessed again "
            f"for it: {named}",
            day,
            f"an assessment on or after {since}",
            items=tuple(system.id for system, _ in missed),
            related=tuple(system.place(("id",)) for system, _ in missed),
        )


def stage_jump(system: Item, snapshot: Snapshot, _: Mapping[str, Any]) -> Said:
    """A system came to its stage over those that lie before (A.6.1.3).

    What is built here passes development or verification; what is bought, something between idea and use. An evaluation
    on record shows that it did, whatever the stage said meanwhile. A first version that is live already is no jump.
    """
    if any(_is_evaluation(other) for other in system.back.get("evaluations", ())):
        return
    words = all_kinds()["ai_system"].shape.fields["lifecycle_stage"].type
    assert isinstance(words, Words)
    for step in snapshot.witness.changes_of_field(system, "lifecycle_stage"):
        if step.old and any(beginning.cut for beginning in snapshot.witness.beginnings):
            yield before_history(step.commit, snapshot)
        if step.old or step.before is None:
            return
        was, now = (words.meant(str(data.get("lifecycle_stage"))) for data in (step.before, step.after))
        if was == now:
            continue  # another word for the same
        if was is not None and now is not None and _skips(was, now, system):
            name = system.data.get("name")
            yield Objection(
                ("lifecycle_stage",),
                f"{name if isinstance(name, str) else system.id} went from {was} straight to {now}: {one(step.commit)}",
                f"{was}, then {now}",
                "the stages between, or an evaluation",
            )
        return


def _skips(was: str, now: str, system: Item) -> bool:
    roles = system.data.get("organisation_role")
    if isinstance(roles, list) and any(role in BUILDERS for role in roles):
        return was in ("idea", "design") and now in ("pilot", "deployed")
    return was == "idea" and now == "deployed"


def _is_evaluation(other: object) -> bool:
    """Whether a link back leads to an evaluation that was made; one that cannot be read may be."""
    return other is UNKNOWN or (
        isinstance(other, Item) and not other.erased and other.data.get("evaluated_on") is not None
    )
