"""Why nothing shows a requirement of the whole management system: no such record, a field it lacks, no approval."""

from collections.abc import Iterator
from dataclasses import field

from aimslint.aims import Item
from aimslint.dataclass import dataclass
from aimslint.evidence.judging import in_use, led_to, name_of, not_approved, unreasoned
from aimslint.evidence.showing import Shown, showings
from aimslint.model import Place
from aimslint.packs import Requirement
from aimslint.records.table import all_kinds
from aimslint.rulebook.conditions import All, AnyOf, Condition, Test
from aimslint.rulebook.frame import Frame
from aimslint.snapshot import Snapshot

APPROVAL = "status"
COVERS = "covers"  # a procedure speaks only for what it covers: none at all is a gap for each requirement


@dataclass(frozen=True, slots=True)
class Gap:
    """One thing that is missing. Two requirements that rest on the same have equal gaps.

    `kind` is the kind of record or entry that would show it, `lacks` what is not there: a path, `status` for an
    approval, empty where there is no record at all. `among` tells gaps of the same name apart: how a record is chosen,
    or which one it is. `record` is the one that comes nearest, `place` where it lacks something. `sentence` says
    what is missing and `ask` what to write.
    """

    kind: str
    lacks: str
    among: tuple[str, ...] = ()
    record: Item | None = field(default=None, compare=False)
    place: Place | None = field(default=None, compare=False)
    sentence: str = field(default="", compare=False)
    ask: str = field(default="", compare=False)


Way = tuple[Gap, ...]
"""What one way of showing a part lacks, all of it."""


@dataclass(frozen=True, slots=True)
class Shortfall:
    """What keeps a requirement from being shown: each part that is not, with what each way to show it lacks.

    `unsure` says that of some part nobody can tell.
    """

    parts: tuple[tuple[Way, ...], ...]
    unsure: bool

    @property
    def gaps(self) -> Iterator[Gap]:
        """Every gap of every part."""
        return (gap for part in self.parts for way in part for gap in way)


def shortfall(requirement: Requirement, snapshot: Snapshot) -> Shortfall:
    """What keeps a requirement that is asked of the whole management system from being shown: content and approval.

    Whether it is used, and lately, is not looked at. Raises PackError when the catalogue does not fit the models.
    """
    showing = showings(snapshot.aims.packs[requirement.pack]).get(requirement.id)
    found: list[tuple[Way, ...]] = []
    unsure = False
    for part in showing.parts if showing is not None else ():
        ways = []
        doubtful = False
        for alternative in part:
            way = _way(alternative, snapshot)
            if way is None:
                doubtful = True
            elif not way:
                break
            else:
                ways.append(way)
        else:
            unsure = unsure or doubtful
            if not doubtful:
                found.append(tuple(ways))
    return Shortfall(tuple(found), unsure)


def _way(way: Shown, snapshot: Snapshot) -> Way | None:
    """What one way lacks: nothing where a record shows it, the gaps of the nearest record, None if nobody can tell."""
    items, unsure = led_to(snapshot.aims.project, way, snapshot)
    nearest: Way = ()
    for item in items:
        frame = Frame(item, item, snapshot)
        if not in_use(item, snapshot) or (way.select is not None and way.select.test(frame) is False):
            continue
        gaps = _gaps(item, way, frame)
        if gaps == ():
            return ()
        if gaps is None:
            unsure = True
        elif not nearest or _distance(gaps, item) < _distance(nearest, nearest[0].record):
            nearest = gaps
    if unsure:
        return None
    return nearest or (_nothing(way, bool(items), snapshot.aims.primary),)


def _distance(gaps: Way, record: Item | None) -> tuple[bool, int, str]:
    """A record that only waits for approval is nearest. Of equals the first by id: where one stands says nothing."""
    return any(gap.lacks != APPROVAL for gap in gaps), len(gaps), record.id if record is not None else ""


def _gaps(item: Item, way: Shown, frame: Frame) -> Way | None:
    """What one record lacks: content first, then approval, then what else makes it count. None if nobody can tell."""
    if unreasoned(way.content, frame) is not None:
        return None  # na-without-reason tells it
    for found in (
        _lacking(way.content, item, way, frame),
        _unapproved(item, frame.snapshot),
        _lacking(way.documented, item, way, frame),
    ):
        if found != ():
            return found
    return ()


def _lacking(condition: Condition | None, item: Item, way: Shown, frame: Frame) -> Way | None:
    """The parts of a condition that fail, one gap each. None where none fails and some cannot be judged."""
    answer = True if condition is None else condition.test(frame)
    if condition is None or answer is not False:
        return () if answer else None
    among = (item.subject.id,) if way.choices else ()
    gaps = []
    for name, part in _parts(condition):
        if part.test(frame) is False:
            said = part.objections(frame)[0]
            sentence = f"{name_of(item)}: {said.sentence}"
            place = Place(item.path, item.document, said.keys)
            gaps.append(Gap(item.kind, name, among, item, place, sentence, f"write `{name}` there"))
    return tuple(gaps)


def _parts(condition: Condition) -> Iterator[tuple[str, Condition]]:
    """The parts of a condition that must all hold, each with the path it is about, of alternatives the first."""
    match condition:
        case All(parts):
            for part in parts:
                yield from _parts(part)
        case AnyOf(alternatives):
            yield next(_parts(alternatives[0]))[0], condition
        case Test(path):
            yield path.text, condition


def _unapproved(item: Item, snapshot: Snapshot) -> Way | None:
    """Approval is the record's: whatever rests on it has the same gap."""
    record, lack = item.record, not_approved(item, snapshot)
    if lack is None or lack.unsure:
        return None if lack is not None else ()
    keys = ("status",) if "status" in record.data else ("id",)
    sentence = f"{name_of(record)} was never approved: {lack.text}"
    return (Gap(record.kind, APPROVAL, (record.id,), record, record.place(keys), sentence, "have it approved"),)


def _nothing(way: Shown, some: bool, primary: str) -> Gap:
    """There is no record of these kinds, or none that is about this."""
    kind = all_kinds().get(way.kinds[0])
    holder = kind.holder if kind is not None else None
    chosen_by = way.chosen_by(primary)
    chosen = " and ".join(f"`{text}`" for text in chosen_by)
    words = way.kinds[0].replace("_", " ").replace(".", " ")
    called = f"{words} (kind {holder})" if holder is not None else f"record of kind {way.kinds[0]}"
    fields = ", ".join(f"`{name}`" for name in way.fields)
    choice = way.choices[0].path if way.choices else ""
    apart = some or choice == COVERS
    return Gap(
        way.kinds[0],
        choice if some else "",
        chosen_by if apart else (),
        sentence=f"there is no {called}{f' with {chosen}' if chosen else ''}",
        ask=f"write one{f' with {fields}' if fields else ''}",
    )
