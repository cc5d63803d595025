"""What the frameworks in use ask of one record, from which day on, and how far the records show it."""

from collections.abc import Iterator

from aimslint.aims import Item
from aimslint.evidence import Standing, standing_of
from aimslint.packs import NEVER, Requirement
from aimslint.snapshot import Snapshot
from aimslint.views.page import Section

COLUMNS = ("from", "requirement", "title", "records show")


def duties(item: Item, snapshot: Snapshot) -> Section:
    """A row for each requirement that is asked of the record, or will be: by framework, then by day.

    `from` is empty where it is asked at any time. Findings lower nothing here, as they do in coverage.
    Raises PackError when a catalogue does not fit the record models.
    """
    return Section("duties", "What is asked of it", COLUMNS, list(_rows(item, snapshot)))


def _rows(item: Item, snapshot: Snapshot) -> Iterator[tuple[str, ...]]:
    for pack in snapshot.aims.packs.values():
        standings = [(each, standing_of(each, item, snapshot)) for each in pack.requirements.values()]
        asked = [(each, standing) for each, standing in standings if standing is not None]
        for requirement, standing in sorted(asked, key=lambda pair: pair[1].begins):
            yield _row(requirement, standing, snapshot)


def _row(requirement: Requirement, standing: Standing, snapshot: Snapshot) -> tuple[str, ...]:
    begins = "does not begin" if standing.begins == NEVER else standing.begins
    state = f"{standing.state}, as far as can be told" if standing.uncertain else str(standing.state)
    return begins, requirement.named(snapshot.aims.primary), requirement.title, state


__all__ = ["duties"]
