"""Where packs are found: those that come with aimslint, and the organisation's own in the tree under check."""

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from dataclasses import field, replace
from functools import lru_cache
from pathlib import Path

from aimslint.dataclass import dataclass
from aimslint.loading import load_file, locate
from aimslint.model import Keys
from aimslint.packaged import data_folder
from aimslint.packs.pack import Pack, PackError
from aimslint.packs.reading import PACK_FILES, load_pack, own_pack
from aimslint.suggest import hint

DESCRIBES = "pack.yaml"
CROSSWALK = "crosswalk.yaml"
ENDING_NOT_READ = ".yml"
"""YAML to many tools; a rule that ended so would never be judged, and nobody would be told."""


@dataclass(frozen=True, slots=True)
class Stock:
    """The packs that can be had. `own` are the folders in the tree, by name; `read` gives a file of the tree."""

    own: Mapping[str, str] = field(default_factory=dict)
    paths: frozenset[str] = frozenset()
    read: Callable[[str], bytes] = lambda path: b""

    @classmethod
    def of_tree(cls, folders: Iterable[str], paths: Iterable[str], read: Callable[[str], bytes]) -> "Stock":
        """With the packs that lie in these folders of a tree. A pack is called as its folder."""
        starts = tuple(folder.strip("/") + "/" for folder in folders)
        known = frozenset(path for path in paths if starts and path.startswith(starts))
        for path in sorted(known):
            if path.endswith(ENDING_NOT_READ):
                better = f"{path.rpartition('/')[2].removesuffix(ENDING_NOT_READ)}.yaml"
                raise PackError(path, 1, f"rules and the files of packs end in .yaml; call it `{better}`")
        places = sorted(path.rpartition("/")[0] for path in known if path.rpartition("/")[2] == DESCRIBES)
        own: dict[str, str] = {}
        for place in places:
            name = place.rpartition("/")[2]
            if name in all_pack_names():
                text = f"a pack that comes with aimslint is called `{name}`; give yours, and its folder, another name"
                raise PackError(f"{place}/{DESCRIBES}", 1, text)
            if name in own:
                raise PackError(f"{place}/{DESCRIBES}", 1, f"another pack is called `{name}`: {own[name]}")
            own[name] = place
        return cls(own, known, read)

    @property
    def names(self) -> list[str]:
        """What all of them are called."""
        return sorted((*all_pack_names(), *self.own))

    def pack(self, name: str) -> Pack:
        """The pack of that name, which is one of `names`. Raises PackError."""
        if name not in self.own:
            return load_pack(packs_folder() / name)
        folder = self.own[name]
        there = [file for file in PACK_FILES if f"{folder}/{file}" in self.paths]
        return own_pack(folder, {file: self.read(f"{folder}/{file}") for file in there})


def packs_folder() -> Path:
    """Where the packs that come with aimslint lie."""
    return data_folder("rules")


def all_pack_names() -> list[str]:
    """The packs that come with aimslint."""
    return sorted(file.parent.name for file in packs_folder().glob(f"*/{DESCRIBES}"))


def load_packs(names: Iterable[str]) -> dict[str, Pack]:
    """The named packs that come with aimslint. Raises PackError for one that cannot be read."""
    return {name: load_pack(packs_folder() / name) for name in names}


def in_use(stock: Stock, names: Iterable[str], timelines: Mapping[str, str]) -> dict[str, Pack]:
    """These packs of the stock, each under its timeline, fit for use with one another. Raises PackError.

    `names` and `timelines` must be known: whoever wrote them is told elsewhere.
    """
    packs = {name: _under(stock.pack(name), timelines.get(name)) for name in names}
    _check_prefixes(packs, stock)
    for pack in packs.values():
        _check_crosswalk(pack, stock)
    return packs


@lru_cache(maxsize=64)  # so that what is made of a pack is made once
def _under(pack: Pack, timeline: str | None) -> Pack:
    return pack if timeline is None else replace(pack, timeline=pack.timelines[timeline])


def _check_prefixes(packs: Mapping[str, Pack], stock: Stock) -> None:
    """Codes say which pack a rule is of, also of those that are not switched on today."""
    taken: dict[str, str] = {}
    some_own = any(pack.own for pack in packs.values())
    others = [name for name in all_pack_names() if name not in packs] if some_own else []
    for pack in sorted((*packs.values(), *map(stock.pack, others)), key=lambda pack: pack.own):
        if pack.code_prefix is None:
            continue
        first = taken.setdefault(pack.code_prefix, pack.name)
        if first != pack.name:
            text = f"codes that begin with {pack.code_prefix} are those of the pack `{first}`; choose another prefix"
            raise _error(pack, DESCRIBES, ("code_prefix",), text, stock)


def _check_crosswalk(pack: Pack, stock: Stock) -> None:
    """That each row comes from something. What it leads to was looked at when the pack was read."""
    read: dict[str, Pack] = {}
    for position, row in enumerate(pack.crosswalk.rows):
        name, sign, bare = row.source.partition(":")
        wrong = None
        if not sign or name == pack.name:
            wrong = f"expected a requirement of another pack, such as `other-pack:{bare or name}`"
        elif name not in stock.names:
            wrong = f"there is no pack `{name}`{hint(name, stock.names)}"
        else:
            source = read[name] if name in read else read.setdefault(name, stock.pack(name))
            if bare not in source.requirements and not (bare in source.groups and source.under(bare)):
                likely = " or ".join(f"`{id_}`" for id_ in source.likely(bare))
                meant = f"; likely {likely}" if likely else hint(bare, source.requirements)
                wrong = f"{source.title} has no `{bare}`{meant}"
        if wrong is not None:
            raise _error(pack, CROSSWALK, ("rows", position, "from"), f"`from: {row.source}`: {wrong}", stock)


def _error(pack: Pack, file: str, keys: Keys, text: str, stock: Stock) -> PackError:
    path = f"{pack.folder.as_posix()}/{file}"
    raw = stock.read(path) if pack.own else (pack.folder / file).read_bytes()
    return PackError(path, locate(path, load_file(path, raw).text).find(keys).line, text)


class RequirementIds(Collection[str]):
    """The qualified ids of requirements that rules may name: of the packs in use, and of all others in stock.

    A pack that is not in use is read only where a rule names something of it.
    """

    def __init__(self, packs: Mapping[str, Pack], stock: Stock) -> None:
        self._packs = dict(packs)
        self._stock = stock

    def __contains__(self, id_: object) -> bool:
        name, sign, bare = str(id_).partition(":")
        if name not in self._packs:
            if not sign or name not in self._stock.names:
                return False
            self._packs[name] = self._stock.pack(name)
        return bare in self._packs[name].requirements

    def __iter__(self) -> Iterator[str]:
        for pack in map(self._stock.pack, self._stock.names):
            yield from (item.qualified for item in pack.requirements.values())

    def __len__(self) -> int:
        return sum(1 for _ in self)
