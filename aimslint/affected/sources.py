"""From where a change may reach others: all that lies in changed files, and what it is known by elsewhere."""

from collections import Counter
from collections.abc import Collection, Iterable, Mapping, Sequence

from aimslint.affected.keys import Key, key_of
from aimslint.aims import Aims, Item, inside
from aimslint.records.values import UNKNOWN

Open = Mapping[Key, tuple[Item, Mapping[str, tuple[int, ...]]]]
"""Items by key, each with where something unknown stands in its ways back."""


def in_files(aims: Aims, paths: Collection[str]) -> set[Item]:
    """All items that lie in some files, and the controls that these make the organisation's own."""
    if aims.part is not None:
        return set(aims.part.in_files(paths))  # of which none is a row of the Statement of Applicability
    found = {item for record in aims.records if record.path in paths for item in inside(record)}
    found.update(item for item in aims.items.get("not_applicable", ()) if item.path in paths)
    rows = {item.id for item in found if item.kind == "soa_row"}
    if rows:
        requirements = aims.items.get("requirement", ())
        found.update(item for item in requirements if item.data["pack"] == "own" and item.id in rows)
    return found


def ids_that_differ(before: Iterable[Item], now: Iterable[Item]) -> set[str]:
    """The ids that came to a changed file or left one: what they name elsewhere may be another item now."""
    was, is_ = (Counter((item.path, item.kind, item.id) for item in items if item.id) for items in (before, now))
    return {id_ for _, _, id_ in (was - is_) + (is_ - was)}


def bearers(aims: Aims, ids: Collection[str]) -> set[Item]:
    """All items with one of these ids."""
    return {item for items in aims.items.values() for item in items if item.id in ids} if ids else set()


def left_open(aims: Aims) -> Open:
    """The items that something unknown may refer to.

    It shows in `referrers` whenever it shows anywhere; and there is none without a problem. Of a graph in part it is
    known to be what it was.
    """
    if aims.part is not None:
        return {}
    found: dict[Key, tuple[Item, Mapping[str, tuple[int, ...]]]] = {}
    for items in aims.items.values() if aims.problems else ():
        for item in items:
            if item.back and UNKNOWN in item.back.get("referrers", ()):
                found[key_of(item)] = item, {name: _unknown(back) for name, back in item.back.items()}
    return found


def opened_otherwise(here: Open, elsewhere: Open) -> set[Item]:
    """The items of one graph that are left open in another way than in the other graph."""
    return {item for key, (item, ways) in here.items() if key not in elsewhere or elsewhere[key][1] != ways}


def _unknown(back: Sequence[object]) -> tuple[int, ...]:
    return tuple(at for at, one in enumerate(back) if one is UNKNOWN)


def doubles(aims: Aims) -> dict[tuple[str, str], list[Item]]:
    """The items that share kind and id with another one, by these. Their findings are told apart by counting."""
    if aims.part is not None:
        return aims.part.doubles()
    named = {problem.values["id"] for problem in aims.problems if problem.rule == "duplicate-id"}
    rows = Counter(row.id for row in aims.items.get("soa_row", ()))
    named.update(id_ for id_, count in rows.items() if count > 1)
    found: dict[tuple[str, str], list[Item]] = {}
    for item in bearers(aims, named):
        if item.named is item:
            found.setdefault((item.kind, item.id), []).append(item)
    return {key: items for key, items in found.items() if len(items) > 1}
