"""What must be judged again, for all rules of a check."""

from collections.abc import Collection, Iterable
from functools import cached_property

from aimslint.affected.keys import Counterparts, Key, inside, key_of
from aimslint.affected.sources import bearers, doubles, ids_that_differ, in_files, left_open, opened_otherwise
from aimslint.affected.walk import Walk
from aimslint.aims import Aims, Item
from aimslint.checks import what_checks_read
from aimslint.dataclass import dataclass
from aimslint.rulebook import Rule, subjects_of
from aimslint.rulebook.footprint import Footprint, footprint_of
from aimslint.snapshot import Snapshot
from aimslint.witness.code import code_files, globs_prefix


@dataclass(frozen=True, slots=True)
class _Found:
    """Subjects to judge again: those of the graph as it is now, and the keys of all that there are or were."""

    items: set[Item]
    keys: set[Key]


class Affected:
    """What must be judged again now that the graph `before` has become `now`.

    `rules` are all that are judged. `changed` are the paths whose content differs, or that came or went;
    `paths_differ` says whether any came or went. `touched` are further paths of which history may say something else:
    those in commits that only one past knows, and all that are not committed in one of the two.

    All else must be the same: the day, the configuration, rules and packs, and what is told of commits that both pasts
    know, such as where the known past begins.
    """

    def __init__(
        self,
        before: Aims,
        now: Aims,
        rules: Iterable[Rule],
        changed: Collection[str],
        *,
        touched: Collection[str] = (),
        paths_differ: bool,
    ) -> None:
        self._graphs = (before, now)
        self._changed = frozenset(changed)
        self._touched = frozenset((*changed, *touched))
        self._paths_differ = paths_differ
        self._incomparable = before.lost != now.lost or before.primary != now.primary or before.packs != now.packs
        self._together: dict[str, list[Rule]] = {}
        for rule in rules:
            for kind in rule.kinds:
                self._together.setdefault(kind, []).append(rule)
        self._footprints: dict[str, Footprint] = {}
        self._whole: dict[str, bool] = {}
        self._found: dict[str, _Found] = {}

    def all_of(self, rule: Rule) -> bool:
        """Whether every subject of a rule must be judged again.

        Judge these rules apart from the others: of what is judged together, `subjects` is asked once.
        """
        if rule.name not in self._whole:
            self._whole[rule.name] = self._incomparable or self._concerns_all(self._footprint(rule))
        return self._whole[rule.name]

    def subjects(self, rule: Rule, kind: str, snapshot: Snapshot) -> Iterable[Item]:
        """Whom to judge again, in the order of `subjects_of`; made to be given to `judge_all` for the other rules.

        These are the subjects of any rule about that kind, but for those of which all must be.
        """
        if self.all_of(rule):
            return subjects_of(rule, kind, snapshot)
        wanted = self._of_kind(kind).items
        return [item for item in snapshot.aims.items.get(kind, ()) if item in wanted and not item.erased]

    def again(self, rule: Rule, subject: Key) -> bool:
        """Whether what a rule said of a subject before counts no longer: it is judged again, or gone."""
        kind = subject[3] if subject[3] in rule.kinds else rule.kinds[0]  # such as `Evidence`, wherever it stands
        return self.all_of(rule) or subject[0] in self._changed or subject in self._of_kind(kind).keys

    def reached(self, footprint: Footprint, kinds: Collection[str]) -> tuple[list[Item], list[Item]] | None:
        """The items of these kinds, before and now, from which a footprint leads to something that differs.

        None where that may be all of them.
        """
        if self._incomparable or self._concerns_all(footprint):
            return None
        before, now = ([item for item in self._reached([footprint], at) if item.kind in kinds] for at in (0, 1))
        return before, now

    def _footprint(self, rule: Rule) -> Footprint:
        if rule.name not in self._footprints:
            self._footprints[rule.name] = footprint_of(rule, what_checks_read())
        return self._footprints[rule.name]

    def _concerns_all(self, footprint: Footprint) -> bool:
        return (
            footprint.everything
            or ("tree" in footprint.worlds and self._paths_differ)
            or ("names" in footprint.worlds and bool(self._ids))
            or any(walk.starts(trail) is None for walk in self._walks(footprint) for trail in footprint.trails)
        )

    def _of_kind(self, kind: str) -> _Found:
        if kind not in self._found:
            footprints = [self._footprint(one) for one in self._together[kind] if not self.all_of(one)]
            before, now = (self._reached(footprints, at) for at in (0, 1))
            here = {self._counterparts.of(item) for item in before - now} | now
            items = {item for item in here if item is not None}
            self._found[kind] = _Found(items, {key_of(item) for items in (before, now) for item in items})
        return self._found[kind]

    def _reached(self, footprints: Iterable[Footprint], at: int) -> set[Item]:
        """Whom these footprints reach in one of the graphs, with all that share an id with one of them."""
        found: set[Item] = set()
        for footprint in footprints:
            walk = self._walks(footprint)[at]
            for trail in ((), *footprint.trails):
                found |= walk.starts(trail) or set()
            if "code" in footprint.worlds:
                found.update(self._systems if at else ())  # what differs in a system itself is looked at anyway
        for key in {(item.named.kind, item.named.id) for item in found} & self._doubles[at].keys():
            found.update(part for bearer in self._doubles[at][key] for part in inside(bearer))
        return found

    def _walks(self, footprint: Footprint) -> tuple[Walk, Walk]:
        return self._walks_with_past if "past" in footprint.worlds else self._walks_without

    @cached_property
    def _walks_without(self) -> tuple[Walk, Walk]:
        return self._walks_from(self._changed)

    @cached_property
    def _walks_with_past(self) -> tuple[Walk, Walk]:
        return self._walks_from(self._touched) if self._touched != self._changed else self._walks_without

    def _walks_from(self, paths: Collection[str]) -> tuple[Walk, Walk]:
        before, now = (
            Walk(aims, in_files(aims, paths) | bearers(aims, self._ids) | opened)
            for aims, opened in zip(self._graphs, self._opened, strict=True)
        )
        return before, now

    @cached_property
    def _ids(self) -> set[str]:
        before, now = (in_files(aims, self._changed) for aims in self._graphs)
        return ids_that_differ(before, now)

    @cached_property
    def _opened(self) -> tuple[set[Item], set[Item]]:
        """What something unknown may refer to in one of the graphs, and not in the same way in the other."""
        before, now = map(left_open, self._graphs)
        return opened_otherwise(before, now), opened_otherwise(now, before)

    @cached_property
    def _systems(self) -> list[Item]:
        """The systems to whose code a touched file belongs."""
        paths, now = sorted(self._touched), self._graphs[1]
        return [item for item in now.of_kind(("ai_system",)) if _has_code(item, paths, now.root)]

    @cached_property
    def _doubles(self) -> tuple[dict[tuple[str, str], list[Item]], dict[tuple[str, str], list[Item]]]:
        before, now = map(doubles, self._graphs)
        return before, now

    @cached_property
    def _counterparts(self) -> Counterparts:
        return Counterparts(self._graphs[1])


def _has_code(system: Item, paths: list[str], root: str) -> bool:
    """Whether one of the sorted paths belongs to a system's code: for most, where patterns begin tells."""
    code = system.data.get("code")
    if not isinstance(code, dict) or not isinstance(code.get("paths"), list):
        return False
    for listed in (code["paths"], code.get("watch")):
        for pattern in listed if isinstance(listed, list) else ():
            if isinstance(pattern, str):
                whole = pattern.removeprefix("/") if pattern.startswith("/") or not root else f"{root}/{pattern}"
                start = globs_prefix(whole).rstrip("/")
                if any(path.startswith(start) for path in paths):
                    return bool(code_files(code, root).among(paths))
    return False
