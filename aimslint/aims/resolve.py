"""Finds what a reference names, keeps the way back, and says what is wrong with a reference that names nothing."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from typing import Any

from aimslint.aims.index import Index, shared_ids
from aimslint.aims.item import Item, Names
from aimslint.model import Keys, Problem
from aimslint.packs import Pack, elsewhere_in
from aimslint.records.shape import Reference
from aimslint.records.table import all_kinds
from aimslint.records.values import NEVER_FIRST, UNKNOWN, Unknown, is_empty, says_something
from aimslint.suggest import nearest

MOST_COMPARED = 300_000
"""How many ids are compared with broken references in all, in search of what was meant: some seconds of work."""

MOST_SEARCHED = 1_000_000_000
"""How many characters that could not be read are searched for ids in all: a second of work."""


class Resolver:
    """Resolves references against the nodes. Collects problems as it goes."""

    def __init__(
        self,
        index: Index,
        primary: str,
        packs: Mapping[str, Pack],
        lost: Mapping[str, Sequence[str]],
        nameless: Iterable[tuple[str, str]] = (),
    ) -> None:
        self.problems: list[Problem] = []
        self.lost = {kind: list(dict.fromkeys(texts)) for kind, texts in lost.items()}
        self._compared = self._searched = 0
        self._all_open: set[tuple[Any, ...]] = set()
        self._holders: Mapping[str, str] | None = None
        self._roleless: list[tuple[Item, Keys, str]] = []
        self._nameless: dict[str, set[str]] = {}
        for kind, meant in nameless:
            self._nameless.setdefault(kind, set()).add(meant)
        self._packs = packs
        self._primary = primary
        self._index = index
        self._shared = shared_ids(list(dict.fromkeys(index["requirement"].values())), primary)

    @property
    def tired(self) -> bool:
        """Whether its searches came over half of the way to where they end."""
        return self._compared > MOST_COMPARED // 2 or self._searched > MOST_SEARCHED // 2

    def resolve(
        self, item: Item, names: Names, position: int | None, text: Any, reference: Reference
    ) -> Item | Unknown | None:
        """The item that `text` in a field of `item` names, or in a list in it; None where nothing is named.

        UNKNOWN, with a problem noted, where there is no such item.
        """
        if text.__class__ is not str:
            return None if is_empty(text) else UNKNOWN
        if not says_something(text):
            return None
        for kind in reference.kinds:
            known = self._index.get(kind)
            target = known.get(text) if known is not None else None
            if target is not None:
                self._connect(item, target, reference)
                if kind == "requirement" and text in self._shared:
                    self._tell_of_ambiguity(item, _keys(names, position), text)
                return target
        if any(self._is_lost(kind, text) for kind in reference.kinds):
            return UNKNOWN  # it stands, or may stand, in what could not be read, which is told already
        if any(not self._nameless.get(kind, set()).isdisjoint(("", text)) for kind in reference.kinds):
            return UNKNOWN  # it may be what has a bent id
        self._complain(item, _keys(names, position), text, reference)
        return UNKNOWN

    def resolve_all(
        self, item: Item, names: Names, texts: Sequence[Any], reference: Reference
    ) -> list[Item | Unknown | None]:
        """As `resolve`, of each in a list: in half the time where it names what is there, of the first kind."""
        found: list[Item | Unknown | None] = []
        known = self._index.get(reference.kinds[0])
        if known is None or reference.kinds[0] == "requirement":  # of these, some ids are ambiguous
            known = {}
        for position, text in enumerate(texts):
            target = known.get(text) if text.__class__ is str and text[:1] in NEVER_FIRST else None
            if target is None:
                found.append(self.resolve(item, names, position, text, reference))
            else:
                self._connect(item, target, reference)
                found.append(target)
        return found

    def tell_of_no_roles(self) -> None:
        """Where there is no role at all, that is one problem, told where the first record names one, owners before."""
        if not self._roleless:
            return
        item, keys, text = min(self._roleless, key=lambda one: one[1][-1] != "owner")
        others = len({text for _, _, text in self._roleless}) - 1
        more = f", nor is {others} other that is named" if others == 1 else f", nor are {others} others that are named"
        values = {
            "field": _field(keys),
            "found": text,
            "wanted": "role",
            "hint": f"{more if others else ''}: there is no register of roles yet (kind: roles)",
        }
        self.problems.append(Problem("owner-not-a-role", item.place(keys), values))

    def leave_open(self, texts: Iterable[str], reference: Reference) -> None:
        """Make the ways back unknown of what `texts` of a bent field may name: of anything, if they name nothing."""
        found = (self._named(text, reference) or self._nearest(text, reference) for text in texts)
        named = [item for item in found if item is not None]
        which = (reference.kinds, reference.back)
        if not named and which not in self._all_open:
            self._all_open.add(which)
            named = [item for kind in reference.kinds for item in self._index.get(kind, {}).values()]
        for item in named:
            self._open(item, reference)

    def _open(self, meant: Item, reference: Reference) -> None:
        """What leads back from an item that was likely meant is unknown until the reference is mended."""
        for name in ("referrers", reference.back):
            if name is not None:
                meant.back.setdefault(name, []).append(UNKNOWN)

    def _named(self, text: str, reference: Reference) -> Item | None:
        found = (self._index.get(kind, {}).get(text) for kind in reference.kinds)
        return next((item for item in found if item is not None), None)

    def _is_lost(self, kind: str, text: str) -> bool:
        """Whether `text` may name one of a kind that could not be read. Where very much is lost, it may be anything."""
        for lost in self.lost.get(kind, ()):
            self._searched += len(lost)
            if not lost or self._searched > MOST_SEARCHED or text in lost:
                return True
        return False

    def _tell_of_ambiguity(self, item: Item, keys: Keys, text: str) -> None:
        """A bare id that several packs in use have means the primary one, and a reader may think of another."""
        others = [f"{pack}:{text}" for pack in self._shared[text]]
        right = f"{self._primary}:{text}"
        values = {"field": _field(keys), "found": text, "right": right, "others": " and ".join(others)}
        self.problems.append(Problem("ambiguous-standard-ref", item.place(keys), values))

    def _connect(self, item: Item, target: Item, reference: Reference) -> None:
        named, back = item.named, target.back
        referrers = back.get("referrers")
        if not referrers:
            back["referrers"] = [named]
        elif referrers[-1] is not named:  # a record that names another twice is one way back
            referrers.append(named)
        if reference.back is not None:
            there = back.get(reference.back)
            if not there:
                back[reference.back] = [named]
            elif there[-1] is not named:
                there.append(named)

    def _complain(self, item: Item, keys: Keys, text: str, reference: Reference) -> None:
        place = item.place(keys)
        field = _field(keys)
        wanted = " or ".join(reference.kinds)
        values = {"field": field, "found": text, "wanted": wanted, "hint": ""}
        if reference.kinds == ("role",) and not self._index.get("role") and "role" not in self.lost:
            self._roleless.append((item, keys, text))
            return
        if reference.kinds == ("requirement",):
            values |= self._requirement_hint(text, reference)
            if not values["hint"]:
                if self._may_be_own(item, text):
                    return
                if item.kind == "soa_row":
                    values["hint"] = "; if it is a control of your own, write `own: true`"
            self.problems.append(Problem("unknown-control-id", place, values))
            return
        other = self._other_kind(text, reference)
        if other is not None and reference.kinds != ("role",):
            values |= {"actual": other.kind}
            self.problems.append(Problem("ref-to-wrong-type", place, values, (other.place(),)))
            return
        meant = self._nearest(text, reference, item)
        if meant is not None:
            values |= {"hint": f"; did you mean `{meant.id}`?", "meant": meant.id}
            self._open(meant, reference)
        if reference.kinds == ("role",) and field == "owner":
            if meant is None:
                values |= self._holder_hint(text)
                values["hint"] = values["hint"] or (f"; `{text}` is of kind {other.kind}" if other else "")
            self.problems.append(Problem("owner-not-a-role", place, values))
        else:
            self.problems.append(Problem("broken-ref", place, values))

    def _may_be_own(self, item: Item, text: str) -> bool:
        """Whether `text` may name a control of the organisation's own, whose row says so badly or cannot be read."""
        if self._is_lost("soa_row", text):
            return True
        return item.kind != "soa_row" and text in self._index.get("soa_row", {})

    def _other_kind(self, text: str, reference: Reference) -> Item | None:
        for kind, known in self._index.items():
            if kind not in reference.kinds and kind in all_kinds() and text in known:
                return known[text]
        return None

    def _nearest(self, text: str, reference: Reference, source: Item | None = None) -> Item | None:
        """What a reference in `source` was likely meant to name: never the source itself."""
        if self._compared > MOST_COMPARED:
            return None
        known = {id_: kind for kind in reference.kinds for id_ in self._index.get(kind, {}) if id_}
        if source is not None and source.id in known and self._index[known[source.id]][source.id] is source:
            del known[source.id]
        found = self._near(text, known)
        return self._index[known[found]][found] if found else None

    def _near(self, text: str, known: Collection[str]) -> str | None:
        """What `text` is likely a slip of. Where everything is broken, the search ends before it takes minutes."""
        self._compared += len(known)
        return nearest(text, known) if self._compared <= MOST_COMPARED else None

    def _leave_open(self, ids: Iterable[str], reference: Reference) -> None:
        for id_ in ids:
            self._open(self._index["requirement"][id_], reference)

    def _holder_hint(self, text: str) -> dict[str, str]:
        """The role that a person holds, when a person was named instead of a role."""
        if self._holders is None:
            self._holders = roles_held(self._index.get("role", {}).values())
        held = self._holders.get(text.casefold())
        return {} if held is None else {"hint": f"; that person holds the role `{held}`", "role": held}

    def _named_packs(self) -> list[str]:
        return [name for name, pack in self._packs.items() if pack.requirements]

    def _requirement_hint(self, text: str, reference: Reference) -> dict[str, str]:
        name, _, bare = text.rpartition(":")
        pack = self._packs.get(name or self._primary)
        if pack is None:
            return {
                "hint": f"; there is no pack `{name}` among {', '.join(self._named_packs())}",
                "wanted": "a requirement",
            }
        prefix = f"{name}:" if name else ""
        likely = [prefix + id_ for id_ in pack.likely(bare)]
        elsewhere = [] if name else elsewhere_in(self._packs, bare)
        values = {"wanted": f"{pack.holds} of {pack.title}"}
        if bare in pack.groups and not elsewhere:
            self._leave_open(likely, reference)
            first = ", ".join(likely[:4])
            return values | {"hint": f"; it is a heading that holds {first}{' …' if len(likely) > 4 else ''}"}
        if likely or elsewhere:
            meant_ids = [*elsewhere, *likely]
            self._leave_open(meant_ids, reference)
            values |= {"right": meant_ids[0]} if len(meant_ids) == 1 else {}
            first = " or ".join(f"`{id_}`" for id_ in (*elsewhere, *likely[:3]))
            return values | {"hint": f"; likely {first}"}
        meant = self._near(bare, pack.requirements) if len(bare) > 2 else None
        self._leave_open((prefix + meant,) if meant else (), reference)
        if not meant:
            return values | {"hint": ""}
        return values | {"hint": f"; did you mean `{prefix}{meant}`?", "meant": prefix + meant}


def _keys(names: Names, position: int | None) -> Keys:
    return names if position is None else (*names, position)


def _field(keys: Keys) -> str:
    return str(next(key for key in reversed(keys) if isinstance(key, str)))


def roles_held(roles: Iterable[Item]) -> dict[str, str]:
    """The id of a role that each person holds, by name in small letters; of several the first."""
    found: dict[str, str] = {}
    for role in roles:
        for holder in role.children.get(("holders",), ()):
            if isinstance(holder, Item):
                found.setdefault(str(holder.data.get("person", "")).casefold(), role.id)
    return found
