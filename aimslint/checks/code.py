"""Checks of the code that records govern: it must not have changed much since it was assessed."""

from collections.abc import Iterator, Mapping
from typing import Any

from aimslint.aims import Item
from aimslint.checks._commits import told
from aimslint.facts.systems import current_impact_assessment
from aimslint.records.values import UNKNOWN
from aimslint.rulebook import Objection, Unsure, reads
from aimslint.snapshot import Snapshot
from aimslint.witness import CodeChange

READS = {
    "since_impact_assessment": reads("current_impact_assessment", worlds=("code", "past")),
    "since_risk_assessment": reads("risks", worlds=("code", "past")),
    "since_model_card": reads("models.card", worlds=("code", "past")),
    "found": reads(worlds=("code",)),
}


def since_impact_assessment(
    system: Item, snapshot: Snapshot, settings: Mapping[str, Any]
) -> Iterator[Objection | Unsure]:
    """The code of a system since its current impact assessment (8.4)."""
    assessment = snapshot.once("current_impact_assessment", system, current_impact_assessment)
    if isinstance(assessment, Item):
        yield from _since(system, assessment, "assessed_on", snapshot, settings)
    elif assessment is UNKNOWN:
        yield Unsure("which impact assessment counts cannot be read", "records")


def since_risk_assessment(
    system: Item, snapshot: Snapshot, settings: Mapping[str, Any]
) -> Iterator[Objection | Unsure]:
    """The code of a system since a risk of it was last assessed (8.2)."""
    risks = [risk for risk in system.back.get("risks", ()) if isinstance(risk, Item) and not risk.erased]
    dated = [risk for risk in risks if isinstance(risk.data.get("assessed_on"), str)]
    if dated:
        latest = max(dated, key=lambda risk: str(risk.data["assessed_on"]))
        yield from _since(system, latest, "assessed_on", snapshot, settings)


def since_model_card(system: Item, snapshot: Snapshot, settings: Mapping[str, Any]) -> Iterator[Objection | Unsure]:
    """The code of a system since one of its model cards was last reviewed (A.6.2.7)."""
    cards = [model.links.get(("card",)) for model in system.children.get(("models",), ()) if isinstance(model, Item)]
    for card in dict.fromkeys(card for card in cards if isinstance(card, Item) and not card.erased):
        if isinstance(card.data.get("last_reviewed"), str):
            yield from _since(system, card, "last_reviewed", snapshot, settings)


def _since(
    system: Item, record: Item, field: str, snapshot: Snapshot, settings: Mapping[str, Any]
) -> Iterator[Objection | Unsure]:
    """What to say of the code since the day in a field of a record."""
    code = system.data.get("code")
    if isinstance(code, Mapping) and code.get("repository"):
        yield Unsure(f"the code lies in another repository: {code['repository']}", "records")
        return
    change = snapshot.witness.code.change(system, record, field, lines=False)
    told_by = _significant(change, settings)
    if not told_by and change.paths:
        change = snapshot.witness.code.change(system, record, field)
        told_by = _significant(change, settings)
    if told_by:
        name = system.data.get("name")
        called = f"{record.kind.replace('_', ' ')} {record.id}"
        yield Objection(
            (*system.keys, "code"),
            f"The code of {name if isinstance(name, str) else system.id} has changed since {called} "
            f"({record.data[field]}): {told_by}; {told(change.commits)}",
            told_by,
            "an assessment of the code as it is",
            items=change.paths,
            related=(record.place((field,)),),
        )
    elif change.gap:
        yield Unsure(change.gap)


def _significant(change: CodeChange, settings: Mapping[str, Any]) -> str:
    """Why a change matters, in words; empty when it does not."""
    reasons = []
    if change.watched:
        reasons.append(f"{', '.join(change.watched[:3])} changed, which is watched")
    if len(change.commits) >= settings["commits"]:
        reasons.append(f"{len(change.commits)} commits changed {_files(len(change.paths))}")
    elif change.lines >= settings["lines"]:
        reasons.append(f"{change.lines} lines differ in {_files(len(change.paths))}")
    return " and ".join(reasons)


def _files(count: int) -> str:
    return f"{count} file" if count == 1 else f"{count} files"


def found(system: Item, snapshot: Snapshot, _: Mapping[str, Any]) -> Iterator[Objection]:
    """Each pattern of `code.paths` and `code.watch` fits a file: one that fits none governs nothing."""
    code = system.data.get("code")
    if not isinstance(code, Mapping) or code.get("repository"):
        return
    for name in ("paths", "watch"):
        listed = code.get(name)
        for position, pattern in enumerate(listed if isinstance(listed, list) else ()):
            if isinstance(pattern, str) and not snapshot.witness.code.fits_a_file(pattern):
                keys = (*system.keys, "code", name, position)
                yield Objection(keys, f"`{pattern}` fits no file of this repository", pattern, "a file")
