"""A graph of which only those files are read that somebody asks about, and whose links are followed when asked for.

Where everything stands, and who names whom, is known from the outline of a graph that was linked as a whole. Some files
may have changed since (`renewal`). What it does not tell is Beyond, and then all is read and linked again.
"""

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence, Set
from typing import Any, NoReturn, Protocol

from aimslint.aims.beyond import Beyond
from aimslint.aims.graph import Aims
from aimslint.aims.index import requirements_by_name
from aimslint.aims.item import Edge, Item, Names
from aimslint.aims.lazy import Fields, Ids, Kinds, PartItem, Texts, Unread
from aimslint.aims.linking import Builder, follow
from aimslint.aims.outline import Outline, Register
from aimslint.aims.plan import Plan
from aimslint.aims.telling import Quiet
from aimslint.aims.ways import Key, Ways
from aimslint.loading.comments import SIGN
from aimslint.model import Keys
from aimslint.packs import Pack
from aimslint.records.filed import Filed
from aimslint.records.table import all_kinds
from aimslint.trees import Tree


class Reader(Protocol):
    """Reads files of a graph. Those that cannot be read are left out."""

    def files(self, paths: Sequence[str], sound: Collection[str]) -> Mapping[str, Filed]:
        """What some files hold; of those in `sound` it is known that they are that."""
        ...

    def texts(self, paths: Sequence[str]) -> Mapping[str, str]:
        """The texts of some files, as `Filed` has them."""
        ...


class Part:
    """What is read so far of a graph, and what stands where in all of it.

    `most` files may be read, as long as there is a way back; beyond that, and where the outline is no longer true,
    everything here raises Beyond.
    """

    def __init__(
        self, outline: Outline, register: Register, reader: Reader, packs: Mapping[str, Pack], primary: str
    ) -> None:
        self.outline, self.register, self.packs, self.primary = outline, register, packs, primary
        self.nodes = outline.nodes.copy()
        self.held_now: dict[int, Sequence[str]] = {}
        self.problems = outline.problems
        self.changed: frozenset[str] = frozenset()
        self.named_before: frozenset[Key] = frozenset()
        self.ways = Ways(outline.back, self.nodes)
        self.most: int | None = None
        self._reader = reader
        self._filed: dict[str, Filed] = {}
        self._texts: dict[str, str] = {}
        self._moved: dict[tuple[int, int, Keys], int] = {}
        self._items: dict[int, PartItem] = {}
        self._held: dict[str, Builder] = {}
        self._records: dict[str, list[int]] = {}
        self._plans: dict[Item, Plan] = {}
        builder = Builder(make=self._make)
        builder.add_requirements(packs, primary)
        self.requirements = builder.items["requirement"]
        for id_, title in outline.own:
            data = {"id": id_, "pack": "own", "kind": "own_control", "group": "own", "title": title}
            self.requirements.append(self._make("requirement", id_, data))
        ids = {kind: Ids(self, kind) for kind in outline.kinds}
        self.index: Mapping[str, Mapping[str, Item]] = {
            **ids,
            "requirement": requirements_by_name(self.requirements, primary),
        }
        self._quiet = Quiet(self.index, primary, packs, outline.lost, outline.nameless)

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
            self.outline.lost,
            Texts(self),
            tree,
            self.packs,
            self.primary,
            self.outline.nameless,
            part=self,
        )

    def key(self, item: Item) -> Key | None:
        """How the outline calls an item; None for what it does not."""
        if item.kind == "requirement":
            return item.id
        return item.number if isinstance(item, PartItem) else None

    def paths(self) -> Set[str]:
        """The files that hold records."""
        return self.held().keys()

    def held(self) -> Mapping[str, int]:
        """How many records each file holds."""
        return self.register.held

    def at(self, path: str) -> Sequence[int]:
        """The numbers of all records and entries in a file."""
        file = self.register.numbers_of_files.get(path)
        return () if file is None else self.register.in_file(file)

    def names(self, kind: str, id_: str) -> bool:
        """Whether something of a kind has an id."""
        return id_ in self.register.ids(kind)

    def coded(self) -> Iterator[tuple[int, Mapping[str, Any]]]:
        """The systems that say something of their code, in order, and what."""
        changed = {number for path in self.changed for number in self.at(path)}
        for number in self.register.of_kind.get("ai_system", ()):
            code = self.node(number).data.get("code") if number in changed else self.outline.code.get(number)
            if isinstance(code, dict):
                yield number, code

    def signed(self) -> list[str]:
        """The files in whose text a comment may speak to aimslint, in order."""
        return [
            path
            for number, path in enumerate(self.outline.files)
            if (SIGN in self.text(path) if path in self.changed else number in self.outline.signed)
        ]

    def fields(self, kinds: Collection[str]) -> Mapping[tuple[str, str], Mapping[str, Any]]:
        """The fields of all records and entries of these kinds, by kind and id; of several the last."""
        numbers = (number for kind in kinds for number in self.register.of_kind.get(kind, ()))
        return Fields({(self.nodes.kinds[at], self.nodes.ids[at]): at for at in numbers}, self.node)

    def node(self, number: int) -> Item:
        """A record or entry, which is read when somebody looks at it."""
        found = self._items.get(number)
        if found is None:
            node = self.nodes[number]
            path = self.outline.files[node.file]
            if len(node.keys) > 2:  # it may stand in an item of a list, which the outline does not tell
                self.load([path])
                return self._items[number]
            above = self.node(self._number_at(node.file, node.document, ())) if node.keys else None
            found = PartItem.unread(self, number, node, path, above, erased=number in self.outline.erased)
            self._items[number] = found
        return found

    def find(self, kind: str, id_: str) -> Item | None:
        """The first of that kind and id, or None."""
        return next(iter(self.all_with(kind, id_)), None)

    def all_with(self, kind: str, id_: str) -> list[Item]:
        """All of that kind and id."""
        if kind == "requirement":
            return [item for item in self.requirements if item.id == id_]
        first = self.register.ids(kind).get(id_)
        if first is None or first not in self.register.doubled:
            return [] if first is None else [self.node(first)]
        return [self.node(number) for number in self.register.of_kind[kind] if self.nodes.ids[number] == id_]

    def last(self, kind: str, id_: str) -> Item | None:
        """The last that a report calls so: by its id, or by its file where it has none."""
        called = self.all_with(kind, id_) or [
            item for item in self.all_with(kind, "") if item.path == id_
        ]  # such as a record whose id is missing
        return called[-1] if called else None

    def items(self, kind: str) -> list[Item]:
        """All of a kind, in the order of files."""
        if kind == "requirement":
            return self.requirements
        if kind in all_kinds():
            return [self.node(number) for number in self.register.of_kind.get(kind, ())]
        paths = [self.outline.files[number] for number in self.holders(kind)]
        self.load(paths)
        return [item for path in paths for item in self._held[path].items.get(kind, ())]

    def holds(self) -> list[str]:
        """The kinds of what is no record, but stands in one."""
        return list(dict.fromkeys((*self.outline.holds, *(kind for held in self.held_now.values() for kind in held))))

    def holders(self, kind: str) -> Sequence[int]:
        """The numbers of the files in which something of such a kind stands."""
        kept = self.outline.holds.get(kind, ())
        if not self.held_now:
            return kept
        now = (number for number, held in self.held_now.items() if kind in held)
        return sorted((*(number for number in kept if number not in self.held_now), *now))

    def in_files(self, paths: Iterable[str]) -> list[Item]:
        """All that stands in some files."""
        known = sorted(path for path in paths if path in self.register.numbers_of_files)
        self.load(known)
        found = (item for path in known for items in self._held[path].items.values() for item in items)
        return list(dict.fromkeys(found))

    def among(self, kind: str, items: Set[Item]) -> list[Item]:
        """Those of a kind among some items, in the order of files."""
        if kind == "requirement":
            return [item for item in self.requirements if item in items]
        paths = sorted({item.path for item in items if item.path})
        self.load(paths)
        return [item for path in paths for item in self._held[path].items.get(kind, ()) if item in items]

    def doubles(self) -> dict[tuple[str, str], list[Item]]:
        """What shares kind and id with something else, by these."""
        found: dict[tuple[str, str], list[Item]] = {}
        for item in (self.node(number) for number in sorted(self.register.doubled)):
            if item.id:
                found.setdefault((item.kind, item.id), []).append(item)
        return found

    def referrers(self, item: Item, kinds: Set[str]) -> list[Item]:
        """Who refers to an item, of some kinds alone."""
        key = self.key(item)
        numbers = dict.fromkeys(self.ways.to(key).get("referrers", ()) if key is not None else ())
        return [self.node(one) for one in numbers if one is not None and self.nodes.kinds[one] in kinds]

    def explained(self, named: Item) -> list[Item]:
        """What stands for a field of a record or entry that does not apply."""
        if not named.path:
            return []
        self.load([named.path])
        return [item for item in self._held[named.path].items.get("not_applicable", ()) if item.named is named]

    def records_in(self, path: str) -> list[Item]:
        """The records of one file; none, where it is not one of records."""
        if path not in self._records:  # asked for each finding, and a register holds thousands of entries
            self._records[path] = [number for number in self.at(path) if not self.nodes.keys[number]]
        return [self.node(number) for number in self._records[path]]

    def links_of(self, item: Item) -> dict[Names, Any]:
        """What an item refers to."""
        plan = self._plans.get(item)
        made: dict[Names, Any] = {}
        if plan is not None:
            item.links = made
            follow(item, plan, self._quiet)
        return made

    def text(self, path: str) -> str:
        """The text of a file."""
        self.want([path])
        return self._texts[path]

    def want(self, paths: Iterable[str]) -> None:
        """Read the texts of some files, all at once."""
        todo = [path for path in paths if path in self.register.numbers_of_files and path not in self._texts]
        if todo:
            self._texts.update(self._reader.texts(todo))
            if any(path not in self._texts for path in todo):
                raise Beyond

    def load(self, paths: Iterable[str]) -> None:
        """Read some files, all at once."""
        todo = [path for path in dict.fromkeys(paths) if path not in self._held]
        self._read(todo)
        for path in todo:
            self.take(path)

    def expect(self, paths: Iterable[str]) -> None:
        """Read some files at once that will likely be looked at. One by one that takes longer."""
        self._read([path for path in paths if path in self.register.numbers_of_files])

    def has_read(self, path: str) -> bool:
        """Whether a file is read already."""
        return path in self._filed

    def filed(self, path: str) -> Filed:
        """What a file holds, before it is linked."""
        self._read([path])
        return self._filed[path]

    def planned(self, path: str) -> Sequence[tuple[Item, Plan]]:
        """What in a file refers to something."""
        self.load([path])
        return self._held[path].planned

    def take(self, path: str) -> Builder:
        """Make the nodes of a file that was read, and put what is in it into those that are there already."""
        builder = Builder(make=self._make)
        for raw in self._filed[path].records:
            builder.add_record(raw)
        self._held[path] = builder
        self._plans.update(builder.planned)
        return builder

    def move(self, number: int, document: int, keys: Keys) -> None:
        """Have a node of a changed file stand elsewhere in it."""
        self.nodes.move(number, document, keys)
        self._moved[self.nodes.files[number], document, keys] = number

    def _read(self, paths: Sequence[str]) -> None:
        todo = [path for path in paths if path not in self._filed]
        if not todo:
            return
        if self.most is not None and len(self._filed) + len(todo) > self.most:
            raise Beyond
        numbers, unsound = self.register.numbers_of_files, self.outline.unsound
        sound = {path for path in todo if path not in self.changed and numbers[path] not in unsound}
        self._filed.update(self._reader.files(todo, sound))
        if any(path not in self._filed for path in todo):
            raise Beyond

    def _make(self, kind: str, id_: str, data: Mapping[str, Any], **where: Any) -> Item:
        """A node of what was read: of a record or entry, the one that others know already."""
        made = PartItem(self, kind, id_, data, **where)
        if made.named is not made or kind == "requirement":
            return made
        number = self._number_at(self.register.numbers_of_files[made.path], made.document, made.keys)
        if (self.nodes.kinds[number], self.nodes.ids[number]) != (kind, id_):
            raise Beyond
        known = self._items.setdefault(number, made)
        if known is not made:
            known.fill(made)
        known.number = number
        return known

    def _number_at(self, file: int, document: int, keys: Keys) -> int:
        if self.outline.files[file] in self.changed:
            number = self._moved.get((file, document, keys))
        else:
            number = self.register.at(file, document, keys)
        if number is None:
            raise Beyond
        return number


class NoEdges(Sequence[Edge]):
    """The references of a graph in part: nobody knows them all."""

    def __len__(self) -> NoReturn:
        raise Beyond

    def __getitem__(self, _: Any) -> NoReturn:
        raise Beyond
