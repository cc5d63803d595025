"""A graph of which only those files are read that somebody asks about, and whose links are followed when asked for.

Where everything stands, and who names whom, is known from the outline of a graph that was linked as a whole. Some files
may have changed since, as long as they hold the same records and entries as before: what they refer to is found anew.
Whatever would make more of the outline untrue is `Beyond`, and all is linked again.
"""

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence, Set
from typing import Any, NoReturn, Protocol

from aimslint.aims.graph import Aims
from aimslint.aims.item import Edge, Item, Names, inside
from aimslint.aims.lazy import Fields, Index, Kinds, PartItem, Texts, Unread
from aimslint.aims.linking import Builder, follow
from aimslint.aims.outline import Node, Outline, Register, is_inside
from aimslint.aims.plan import Plan
from aimslint.aims.resolve import Resolver, requirements_by_name
from aimslint.model import Keys, Problem
from aimslint.packs import Pack
from aimslint.records.filed import Filed
from aimslint.records.shape import Reference
from aimslint.records.table import all_kinds
from aimslint.records.values import UNKNOWN, Unknown
from aimslint.trees import Tree



class Reader(Protocol):
    """Reads files of a graph. Those that cannot be read are left out."""

    def files(self, paths: Sequence[str], sound: Collection[str]) -> Mapping[str, Filed]:
        """What some files hold; of some of them it is known that they are sound."""
        ...

    def texts(self, paths: Sequence[str]) -> Mapping[str, str]:
        """The texts of some files, as `Filed` has them."""
        ...


HOLD_ALL_TOGETHER = ("role", "soa", "soa_row")
"""What is said of others hangs on more than their ids: who holds a role, which controls are the organisation's own."""


class Beyond(Exception):  # noqa: N818 - not a mistake
    """A graph in part does not tell this: all has to be read and linked."""


class Part:
    """What is read so far of a graph, and what stands where in all of it.

    `changed` are the files that are no longer as the outline has them. Raises Beyond where it cannot tell what that
    does to the others.
    """

    def __init__(
        self,
        outline: Outline,
        register: Register,
        reader: Reader,
        packs: Mapping[str, Pack],
        primary: str,
        changed: Iterable[str] = (),
    ) -> None:
        self._outline, self._reader, self._packs, self._primary = outline, reader, packs, primary
        self._texts: dict[str, str] = {}
        self.files = outline.files
        self.nodes = list(outline.nodes)
        self._register = register
        self._numbers_of_files = register.numbers_of_files
        self._moved: dict[tuple[int, int, Keys], int] = {}
        self._moved_files: set[int] = set()
        self._items: dict[int, PartItem] = {}
        self._ways: dict[int | str, Mapping[str, Sequence[int | None]]] = {}
        self._referrers: dict[int | str | None, Mapping[str, frozenset[int | None]]] = {}
        self._held: dict[str, Mapping[str, Sequence[Item]]] = {}
        self._filed: dict[str, Filed] = {}
        self._plans: dict[Item, Plan] = {}
        self._changed = {path for path in changed if path in self._numbers_of_files}
        self._dirty: set[int] = set()
        self.holds = outline.holds
        self.added: dict[tuple[int | str, str], list[int]] = {}
        self.problems: Sequence[Problem] = outline.problems
        builder = Builder(make=self._make)
        builder.add_requirements(packs, primary)
        for id_, title in outline.own:
            data = {"id": id_, "pack": "own", "kind": "own_control", "group": "own", "title": title}
            builder.items["requirement"].append(self._make("requirement", id_, data))
        self.requirements = builder.items["requirement"]
        self._quiet = Quiet(self)
        if self._changed:
            self._take_changed()

    def aims(self, root: str, settings_path: str | None, tree: Tree) -> Aims:
        """The graph, as whoever reads one takes it."""
        return Aims(
            root,
            settings_path,
            Unread(self),
            Kinds(self),
            Item("project", "project", {}),
            NoEdges(),
            self.problems,
            self._outline.lost,
            Texts(self),
            tree,
            self._packs,
            self._primary,
            self._outline.nameless,
            part=self,
        )

    # What is known without reading.

    @property
    def by_id(self) -> Mapping[str, Mapping[str, int]]:
        """Records and entries by kind and id; of several the first. The kinds in the order in which they were met."""
        return self._register.by_id

    @property
    def records(self) -> Sequence[int]:
        """The numbers of all records."""
        return self._register.records

    def paths(self) -> set[str]:
        """The files that hold records."""
        return {self.files[number] for number in self._register.paths}

    def of_kind(self, kind: str) -> list[int]:
        """The numbers of all records and entries of a kind."""
        return self._register.of_kind.get(kind, [])

    def named_of(self, kinds: Iterable[str]) -> Mapping[tuple[str, str], Mapping[str, Any]]:
        """The fields of all records and entries of these kinds, by kind and id; of several the last."""
        wanted = frozenset(kinds)
        found = {(node.kind, node.id): number for number, node in enumerate(self.nodes) if node.kind in wanted}
        return Fields(found, self.node)

    def names(self, kind: str, ids: Iterable[str]) -> bool:
        """Whether one of these ids is that of something of a kind."""
        return not self.by_id.get(kind, {}).keys().isdisjoint(ids)

    def coded(self) -> Iterator[tuple[int, Any]]:
        """The systems that say something of their code, in order, and what."""
        now = {number for path in self._changed for number in self._at(path)}
        for number, node in enumerate(self.nodes):
            if number in now:
                code = self.node(number).data.get("code") if node.kind == "ai_system" else None
                if isinstance(code, dict):
                    yield number, code
            elif number in self._outline.code:
                yield number, self._outline.code[number]

    def is_erased(self, number: int) -> bool:
        """Whether the content of a record or entry was erased on purpose."""
        return number in self._outline.erased if number not in self._dirty else self.node(number).erased

    def signed(self) -> list[str]:
        """The files in whose text a comment may speak to aimslint, in order."""
        from aimslint.loading.comments import SIGN

        return [
            path
            for number, path in enumerate(self.files)
            if (SIGN in self.text(path) if path in self._changed else number in self._outline.signed)
        ]

    def back_of(self, item: Item) -> Mapping[str, Sequence[int | None]]:
        """The names of the ways back from an item, with the numbers of those who name it."""
        key = self.key(item)
        if key is None:
            return {}
        if key not in self._ways:
            self._ways[key] = self._ways_back(key)
        return self._ways[key]

    def names_back(self, item: Item, referrer: Item) -> list[str]:
        """The names of the ways back from an item on which a record or entry lies."""
        key = self.key(item)
        if key is not None and key not in self._referrers:
            self._referrers[key] = {name: frozenset(back) for name, back in self.back_of(item).items()}
        number = self.key(referrer)
        return [name for name, back in self._referrers.get(key, {}).items() if number in back]

    def key(self, item: Item) -> int | str | None:
        """How the outline calls an item: a record or entry by its number, a requirement by its name."""
        if item.kind == "requirement":
            return item.id
        return item.number if isinstance(item, PartItem) else None

    # What is read when asked for.

    def node(self, number: int) -> Item:
        """A record or entry. Of a record, its fields are read when somebody looks at them."""
        found = self._items.get(number)
        if found is None:
            node = self.nodes[number]
            path = self.files[node.file]
            above = None
            if node.keys:
                if len(node.keys) > 2:  # it may stand in an item of a list, which is not known
                    self.load([path])
                    return self._items[number]
                above = self.node(self._number_at(node.file, node.document, ()))
            found = PartItem.unread(self, number, node, path, above, erased=number in self._outline.erased)
            self._items[number] = found
        return found

    def referrers(self, item: Item, kinds: Set[str]) -> list[Item | Unknown]:
        """Who refers to an item, of some kinds alone."""
        numbers = dict.fromkeys(self.back_of(item).get("referrers", ()))
        return [self.node(one) for one in numbers if one is not None and self.nodes[one].kind in kinds]

    def explained(self, named: Item) -> list[Item]:
        """What stands for a field of a record or entry that does not apply."""
        there = self.held(named.path).get("not_applicable", ()) if named.path else ()
        return [item for item in there if item.named is named]

    def held(self, path: str) -> Mapping[str, Sequence[Item]]:
        """All that stands in one file, by kind."""
        self.load([path])
        return self._held[path]

    def records_in(self, path: str) -> list[Item]:
        """The records of one file; none, where it is not one of records."""
        return [self.node(number) for number in self._at(path) if not self.nodes[number].keys]

    def find(self, kind: str, id_: str) -> Item | None:
        """The first of that kind and id, or None."""
        if kind == "requirement":
            return next((item for item in self.requirements if item.id == id_), None)
        number = self.by_id.get(kind, {}).get(id_)
        return None if number is None else self.node(number)

    def last(self, kind: str, id_: str) -> Item | None:
        """The last that a report calls so: by its id, or by its file where it has none."""
        called = (at for at in self.of_kind(kind) if (self.nodes[at].id or self.files[self.nodes[at].file]) == id_)
        number = max(called, default=None)
        return None if number is None else self.node(number)

    def all_with(self, kind: str, id_: str) -> list[Item]:
        """All of that kind and id."""
        if kind == "requirement":
            return [item for item in self.requirements if item.id == id_]
        if id_ not in self.by_id.get(kind, {}):
            return []
        return [self.node(number) for number in self.of_kind(kind) if self.nodes[number].id == id_]

    def items(self, kind: str) -> list[Item]:
        """All of a kind, in the order of files."""
        if kind == "requirement":
            return self.requirements
        if kind in all_kinds():
            return [self.node(number) for number in self.of_kind(kind)]
        paths = [self.files[number] for number in self.holds.get(kind, ())]
        self.load(paths)
        return [item for path in paths for item in self._held[path].get(kind, ())]

    def in_files(self, paths: Iterable[str]) -> list[Item]:
        """All that stands in some files."""
        known = sorted(path for path in paths if path in self._numbers_of_files)
        self.load(known)
        found = (item for path in known for items in self._held[path].values() for item in items)
        return list(dict.fromkeys(found))

    def among(self, kind: str, items: Set[Item]) -> list[Item]:
        """Those of a kind among some items, in the order of files."""
        if kind == "requirement":
            return [item for item in self.requirements if item in items]
        paths = sorted({item.path for item in items if item.path})
        self.load(paths)
        return [item for path in paths for item in self._held[path].get(kind, ()) if item in items]

    def doubles(self) -> dict[tuple[str, str], list[Item]]:
        """What shares kind and id with something else, by these."""
        found: dict[tuple[str, str], list[Item]] = {}
        for number in sorted(self._register.doubled):
            if self.nodes[number].id:
                item = self.node(number)
                found.setdefault((item.kind, item.id), []).append(item)
        return found

    def load(self, paths: Iterable[str]) -> None:
        """Read some files, all at once."""
        todo = [path for path in dict.fromkeys(paths) if path not in self._held]
        self._obtain(todo)
        for path in todo:
            self._take(path)

    def text(self, path: str) -> str:
        """The text of a file."""
        self.want([path])
        return self._texts[path]

    def want(self, paths: Iterable[str]) -> None:
        """Read the texts of some files, all at once."""
        todo = [path for path in paths if path in self._numbers_of_files and path not in self._texts]
        if todo:
            self._texts.update(self._reader.texts(todo))
            if any(path not in self._texts for path in todo):
                raise Beyond

    def links_of(self, item: Item) -> dict[Names, Any]:
        """What an item refers to."""
        plan = self._plans.get(item)
        made: dict[Names, Any] = {}
        if plan is not None:
            item.links = made
            follow(item, plan, self._quiet)
        return made

    def outline(self) -> Outline:
        """The outline of the graph as it is now."""
        if not self._changed:
            return self._outline
        old, changed = self._outline, self._dirty
        back = dict(old.back)
        for key in {key for key, _ in self.added} | self._named_before:
            back[key] = {name: list(ways) for name, ways in self._back_at(key).items()}
        files = {self._numbers_of_files[path] for path in self._changed}
        return Outline(
            old.files,
            self.nodes,
            [*old.kinds, *(kind for kind in self.holds if kind not in old.kinds)],
            self.holds,
            {key: ways for key, ways in back.items() if ways},
            old.own,
            dict(self.coded()),
            {number for number in old.erased if number not in changed}
            | {number for number in changed if self.node(number).erased},
            {number for number in old.signed if number not in files}
            | {self._numbers_of_files[path] for path in self.signed() if path in self._changed},
            {number for number in old.unsound if number not in files}
            | {self._numbers_of_files[path] for path in self._changed if not self._filed[path].sound},
            old.lost,
            old.nameless,
            self.problems,
        )

    # How that is done.

    def _ways_back(self, key: int | str) -> Mapping[str, Sequence[int | None]]:
        kept = self._outline.back.get(key, {})
        if not self._dirty:
            return kept
        names = dict.fromkeys((*kept, *(name for at, name in self.added if at == key)))
        found = {name: self._merged(kept.get(name, ()), self.added.get((key, name), ())) for name in names}
        return {name: back for name, back in found.items() if back}

    def _back_at(self, key: int | str) -> Mapping[str, Sequence[int | None]]:
        found = self.find("requirement", key) if isinstance(key, str) else self.node(key)
        return {} if found is None else self.back_of(found)

    def _obtain(self, paths: Sequence[str]) -> None:
        todo = [path for path in paths if path not in self._filed]
        if todo:
            if self.most is not None and len(self._filed) + len(todo) > self.most:
                raise Beyond
            sound = {path for path in todo if path not in self._changed and self._is_sound(path)}
            self._filed.update(self._reader.files(todo, sound))
            if any(path not in self._filed for path in todo):
                raise Beyond

    def _is_sound(self, path: str) -> bool:
        return self._numbers_of_files[path] not in self._outline.unsound

    def _number_at(self, file: int, document: int, keys: Keys) -> int:
        """What stands somewhere."""
        places = self._moved if file in self._moved_files else self._register.places
        number = places.get((file, document, keys))
        if number is None:
            raise Beyond
        return number

    def _at(self, path: str) -> list[int]:
        return self._register.in_file[self._numbers_of_files[path]] if path in self._numbers_of_files else []

    def _take(self, path: str) -> Builder:
        """Make the nodes of a file, and put what is read into those that are there already."""
        builder = Builder(make=self._make)
        for raw in self._filed[path].records:
            builder.add_record(raw)
        self._held[path] = builder.items
        self._plans.update(builder.planned)
        return builder

    def _make(self, kind: str, id_: str, data: Mapping[str, Any], **where: Any) -> Item:
        """A node of what was read: of a record or entry, the one that others know already."""
        made = PartItem(self, kind, id_, data, **where)
        if made.named is not made or kind == "requirement":
            return made
        number = self._number_at(self._numbers_of_files[made.path], made.document, made.keys)
        if (self.nodes[number].kind, self.nodes[number].id) != (kind, id_):
            raise Beyond
        known = self._items.get(number)
        if known is not None:
            known.fill(made)
            return known
        made.number = number
        self._items[number] = made
        return made

    def _take_changed(self) -> None:
        """Take in files that changed: what they hold must be what they held, and what they refer to is told anew."""
        for path in sorted(self._changed):
            self._obtain([path])
            self._renumber(path)
        self._dirty = {number for path in self._changed for number in self._at(path)}
        told: list[Problem] = []
        telling = Telling(self)
        for path in sorted(self._changed):
            builder = self._take(path)
            self._held_now(path, builder)
            for item, plan in builder.planned:
                item.links = {}
                follow(item, plan, telling)
            told += [*self._filed[path].problems, *builder.problems]
        telling.end()
        others = [problem for problem in self._outline.problems if problem.place.path not in self._changed]
        if any(place.path in self._changed for problem in others for place in problem.related):
            raise Beyond
        self.problems = (*others, *told, *telling.problems)

    def tell_of(self, paths: Iterable[str]) -> None:
        """Find out whether it could be told what it does when these files change, which are as the outline has them."""
        telling = Telling(self)
        for path in paths:
            if path in self._numbers_of_files:
                self._obtain([path])
                self._refuse_what_is_unsure(path)
                for item, plan in self._take(path).planned if path not in self._held else ():
                    item.links = {}
                    follow(item, plan, telling)
        telling.end()
        self.named = frozenset(key for key, _ in self.added)
        self.added = {}

    most: int | None = None
    """How many files may be read, as long as all of them could be read and linked instead."""
    named: frozenset[int | str] = frozenset()
    _named_before: frozenset[int | str] = frozenset()

    def named_before(self, keys: frozenset[int | str]) -> None:
        """Note whom the changed files named before they changed."""
        self._named_before = keys

    def _refuse_what_is_unsure(self, path: str) -> None:
        """Raise Beyond for a file that may hold more than can be read of it, or that others hang on in other ways."""
        filed = self._filed[path]
        if filed.lost or any(record.spoilt for record in filed.records):
            raise Beyond
        if any(self.nodes[number].kind in HOLD_ALL_TOGETHER for number in self._at(path)):
            raise Beyond
        if not self._register.doubled.isdisjoint(self._at(path)):
            raise Beyond

    def _renumber(self, path: str) -> None:
        """Have the nodes of a changed file stand where they stand now."""
        self._refuse_what_is_unsure(path)
        builder = Builder()
        for raw in self._filed[path].records:
            builder.add_record(raw)
        now = [item for record in builder.records for item in inside(record) if item.named is item]
        before = {(self.nodes[number].kind, self.nodes[number].id): number for number in self._at(path)}
        if len(now) != len(before) or any((item.kind, item.id) not in before for item in now):
            raise Beyond
        if [item.id for item in now if not item.keys] != [
            self.nodes[number].id for number in self._at(path) if not self.nodes[number].keys
        ]:
            raise Beyond
        here = self._numbers_of_files[path]
        for item in now:
            number = before[item.kind, item.id]
            self.nodes[number] = Node(item.kind, item.id, here, item.document, item.keys)
            self._moved[here, item.document, item.keys] = number
        self._moved_files.add(here)

    def _held_now(self, path: str, builder: Builder) -> None:
        """Note in which files what is no record stands, now that one of them changed."""
        here = self._numbers_of_files[path]
        holds = {kind: [number for number in numbers if number != here] for kind, numbers in self.holds.items()}
        for kind in filter(is_inside, builder.items):
            holds[kind] = sorted([*holds.get(kind, ()), here])
        self.holds = holds

    def _merged(self, kept: Sequence[int | None], added: Sequence[int]) -> list[int | None]:
        """The ways back of one name, with those from changed files as they are now."""
        left = [number for number in kept if number not in self._dirty]
        if None in kept and (added or len(left) < len(kept)):
            raise Beyond
        if not added:
            return left
        return sorted([*left, *added], key=lambda number: -1 if number is None else self.nodes[number].file)


class Quiet(Resolver):
    """Finds what a reference names. What is wrong with one, and who is named by it, is known from the outline."""

    def __init__(self, part: Part) -> None:
        index = Index(part, requirements_by_name(part.requirements, part._primary))
        super().__init__(index, part._primary, part._packs, part._outline.lost, part._outline.nameless)
        self._part = part

    def _connect(self, item: Item, names: Names, keys: Keys, target: Item, reference: Reference) -> None:
        pass

    def _complain(self, item: Item, keys: Keys, text: str, reference: Reference) -> None:
        pass

    def _tell_of_ambiguity(self, item: Item, keys: Keys, text: str) -> None:
        pass


class Telling(Resolver):
    """Finds what the references of a changed file name, notes who is named, and says what is wrong with them."""

    def __init__(self, part: Part) -> None:
        super().__init__(part._quiet._index, part._primary, part._packs, part._outline.lost, part._outline.nameless)
        self._part = part

    def end(self) -> None:
        """Raise Beyond when something is so broken that it is not for one file to tell."""
        if self._roleless or self.tired:
            raise Beyond

    def _connect(self, item: Item, names: Names, keys: Keys, target: Item, reference: Reference) -> None:
        key = self._part.key(target)
        source = item.named
        if key is None or not isinstance(source, PartItem) or source.number is None:
            raise Beyond
        for name in ("referrers", reference.back):
            if name is not None:
                back = self._part.added.setdefault((key, name), [])
                if not back or back[-1] != source.number:
                    back.append(source.number)

    def _open(self, meant: Item, reference: Reference) -> NoReturn:
        raise Beyond


class NoEdges(Sequence[Edge]):
    """The references of a graph in part: nobody knows them all."""

    def __len__(self) -> NoReturn:
        raise Beyond

    def __getitem__(self, _: Any) -> NoReturn:
        raise Beyond
