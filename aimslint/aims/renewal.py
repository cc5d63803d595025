"""Some files of a graph in part, as they are now: they hold what they held, and may refer to something else.

Whatever would make more of the outline untrue is Beyond: other ids, fields that are bent, a reference that likely means
something it does not name, records on which others hang by more than their ids.
"""

from collections.abc import Iterable

from aimslint.aims.beyond import Beyond
from aimslint.aims.item import Item, inside
from aimslint.aims.linking import Builder, follow
from aimslint.aims.outline import Outline, is_inside
from aimslint.aims.part import Part
from aimslint.aims.telling import Telling
from aimslint.aims.ways import Key
from aimslint.model import Problem
from aimslint.records.filed import Filed

HOLD_ALL_TOGETHER = ("role", "soa", "soa_row")
"""What is said of others hangs on more than their ids: who holds a role, which controls are the organisation's own."""
MOST = 100
"""Of so many who refer to one record or entry it is likely that somebody asks about all of them."""


def named_by(part: Part, paths: Iterable[str]) -> frozenset[Key]:
    """Whom these files name, which are as the outline has them. Raises Beyond where they cannot be told apart."""
    telling = Telling(part, part.index, part.outline)
    for path in sorted(paths):
        _refuse_what_is_unsure(part, path)
        for item, plan in part.planned(path):
            item.links = {}
            follow(item, plan, telling)
    telling.end()
    return part.ways.added


def renew(part: Part, paths: Iterable[str], named_before: frozenset[Key]) -> None:
    """Take in these files as they are now: what they refer to is told anew. Raises Beyond where that is not enough.

    `named_before` is at least what they named before (`named_by`).
    """
    changed = sorted(paths)
    part.changed = frozenset(changed)
    part.named_before = named_before
    part.expect(changed)  # from now on nothing of the outline counts for them, such as that they were sound
    for path in changed:
        _refuse_what_is_unsure(part, path)
        _renumber(part, path)
    part.ways.renew(frozenset(number for path in changed for number in part.at(path)))
    telling = Telling(part, part.index, part.outline)
    told: list[Problem] = []
    for path in changed:
        builder = part.take(path)
        part.held_now[part.register.numbers_of_files[path]] = list(filter(is_inside, builder.items))
        for item, plan in builder.planned:
            item.links = {}
            follow(item, plan, telling)
        told += [*part.filed(path).problems, *builder.problems]
    telling.end()
    others = [problem for problem in part.outline.problems if problem.place.path not in part.changed]
    if any(place.path in part.changed for problem in others for place in problem.related):
        raise Beyond
    part.problems = (*others, *told, *telling.problems)


def gather(part: Part, paths: Iterable[str], named: Iterable[Key]) -> None:
    """Read at once what lies around some files: who refers to what they hold, and whom they name.

    Most of it will be looked at, and to read one file after the other takes longer.
    """
    numbers = [number for path in paths for number in part.at(path)]
    around = {one for number in numbers for back in part.ways.to(number).values() for one in back[:MOST]}
    files = {part.nodes.files[one] for one in (*around, *named) if isinstance(one, int)}
    part.expect(part.outline.files[file] for file in sorted(files))


def outline_now(part: Part) -> Outline:
    """The outline of a graph in part. Raises Beyond."""
    old, numbers = part.outline, part.register.numbers_of_files
    if not part.changed:
        return old
    nodes = {number for path in part.changed for number in part.at(path)}
    files = {numbers[path] for path in part.changed}
    signed = {numbers[path] for path in part.signed() if path in part.changed}
    unsound = {numbers[path] for path in part.changed if not part.filed(path).sound}
    return Outline(
        old.files,
        part.nodes,
        [*old.kinds, *(kind for kind in part.holds() if kind not in old.kinds)],
        old.of_kind,
        old.doubled,
        {kind: part.holders(kind) for kind in part.holds()},
        part.ways.kept(part.named_before),
        old.held,
        old.own,
        dict(part.coded()),
        old.holding,
        (old.erased - nodes) | {number for number in nodes if part.node(number).erased},
        (old.signed - files) | signed,
        (old.unsound - files) | unsound,
        old.lost,
        old.nameless,
        part.problems,
    )


def _refuse_what_is_unsure(part: Part, path: str) -> None:
    """Raise Beyond for a file that may hold more than can be read of it, or that others hang on in other ways."""
    filed = part.filed(path)
    if filed.lost or any(record.spoilt for record in filed.records):
        raise Beyond
    here = part.at(path)
    if any(part.nodes.kinds[number] in HOLD_ALL_TOGETHER for number in here):
        raise Beyond
    if not part.register.doubled.isdisjoint(here):
        raise Beyond


def _renumber(part: Part, path: str) -> None:
    """Have the nodes of a changed file stand where they stand now. Raises Beyond if it holds other ones."""
    here = part.at(path)
    now = _named_in(part.filed(path))
    before = {(part.nodes.kinds[number], part.nodes.ids[number]): number for number in here}
    if len(now) != len(before) or any((item.kind, item.id) not in before for item in now):
        raise Beyond
    records = [part.nodes.ids[number] for number in here if not part.nodes.keys[number]]
    if records != [item.id for item in now if not item.keys]:
        raise Beyond
    for item in now:
        part.move(before[item.kind, item.id], item.document, item.keys)


def _named_in(filed: Filed) -> list[Item]:
    builder = Builder()
    for raw in filed.records:
        builder.add_record(raw)
    return [item for record in builder.records for item in inside(record) if item.named is item]
