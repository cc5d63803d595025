"""A graph in part tells of every node what the graph as a whole tells."""

import json
import random
import re
from collections.abc import Collection, Iterator, Mapping, Sequence
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from aimslint.aims import Aims, Item, link
from aimslint.aims.beyond import Beyond
from aimslint.aims.outline import Outline, Register, outline_of
from aimslint.aims.outline_plain import from_plain, to_plain
from aimslint.aims.part import Part
from aimslint.aims.renewal import named_by, outline_now, renew
from aimslint.config import Config
from aimslint.engine import packs_of
from aimslint.loading import load_file
from aimslint.packs import Pack
from aimslint.records.filed import Filed, filed
from aimslint.trees import MemoryTree

SAMPLE = Path(__file__).parents[2] / "sample-repo"


@cache
def packs() -> Mapping[str, Pack]:
    return packs_of(Config(), MemoryTree({}), "")


def sample() -> dict[str, str]:
    files = sorted((SAMPLE / "governance").rglob("*.yaml"))
    return {path.relative_to(SAMPLE).as_posix(): path.read_text(encoding="utf-8") for path in files}


class Files:
    """Reads files that are texts in memory."""

    def __init__(self, texts: Mapping[str, str]) -> None:
        self.all = texts
        self.read: list[str] = []

    def files(self, paths: Sequence[str], sound: Collection[str]) -> Mapping[str, Filed]:
        self.read += paths
        return {path: filed(load_file(path, self.all[path].encode())) for path in paths if path in self.all}

    def texts(self, paths: Sequence[str]) -> Mapping[str, str]:
        return {path: self.all[path] for path in paths if path in self.all}


def whole(texts: Mapping[str, str]) -> Aims:
    read = Files(texts).files(sorted(texts), ())
    lost: dict[str, list[str]] = {}
    for file in read.values():
        for kind, text in file.lost:
            lost.setdefault(kind, []).append(text)
    return link(
        [record for file in read.values() for record in file.records],
        packs(),
        "iso42001",
        problems=[problem for file in read.values() for problem in file.problems],
        lost=lost,
        texts={path: file.text for path, file in read.items()},
    )


def kept(aims: Aims) -> Outline:
    """The outline of a graph, as a later run finds it."""
    outline = outline_of(aims)
    assert outline is not None
    found = from_plain(json.loads(json.dumps(to_plain(outline))))
    assert found is not None
    return found


def part_of(outline: Outline, texts: Mapping[str, str]) -> Part:
    return Part(outline, Register(outline), Files(texts), packs(), "iso42001")


def named(value: Any) -> Any:
    """What can be compared between two graphs."""
    if isinstance(value, Item):
        return value.kind, value.id, value.path, value.document, value.keys
    if isinstance(value, list):
        return [named(one) for one in value]
    return repr(value)


def told(aims: Aims, kinds: Collection[str]) -> Iterator[tuple[Any, ...]]:
    for kind in sorted(kinds):
        for item in aims.items.get(kind, ()):
            yield (
                named(item),
                item.erased,
                *map(named, (item.named, item.record, item.holder)),
                repr(item.data),
                {names: named(link) for names, link in item.links.items()},
                {name: named(item.back[name]) for name in item.back if item.back[name]},
                {names: named(children) for names, children in item.children.items()},
            )


def assert_alike(part: Aims, plain: Aims) -> None:
    kinds = {*part.items, *plain.items}
    assert list(told(part, kinds)) == list(told(plain, kinds))
    assert sorted(map(repr, part.problems)) == sorted(map(repr, plain.problems))
    assert {kind: list(texts) for kind, texts in part.lost.items()} == dict(plain.lost)
    assert list(map(named, part.records)) == list(map(named, plain.records))
    assert part.paths() == plain.paths()


BROKEN = """\
kind: ai_system
id: other
name: Other
owner: nobody-at-all
systems: 7
unheard_of: 1
---
kind: ai_system
id: other
name: Another of the same name
"""


@pytest.mark.parametrize("more", [{}, {"governance/broken.yaml": BROKEN}, {"governance/not.yaml": "kind: policy\n- ["}])
def test_it_is_the_graph_that_its_outline_was_made_of(more: dict[str, str]) -> None:
    texts = sample() | more
    plain = whole(texts)
    assert_alike(part_of(kept(plain), texts).aims("", None, MemoryTree({})), plain)


def test_what_nobody_asks_about_is_not_read() -> None:
    texts = sample()
    part = part_of(kept(whole(texts)), texts)
    system = part.aims("", None, MemoryTree({})).items["ai_system"][0]
    reader = part._reader
    assert isinstance(reader, Files)
    assert (len(part.aims("", None, MemoryTree({})).records) > 50, reader.read) == (True, [])
    assert system.data["id"] == system.id
    assert reader.read == [system.path]


def test_it_may_be_beyond_what_is_to_be_read() -> None:
    texts = sample()
    part = part_of(kept(whole(texts)), texts)
    part.most = 3
    with pytest.raises(Beyond):
        part.load(sorted(texts)[:4])


def changes(texts: Mapping[str, str], chance: random.Random) -> dict[str, str]:
    """The files with a line or two that say something else."""
    found = dict(texts)
    ids = [match[1] for text in texts.values() for match in re.finditer(r"\bid: ([\w-]+)", text)]
    for path in chance.sample(sorted(texts), chance.choice([1, 1, 2, 4])):
        lines = found[path].split("\n")
        for spot in chance.sample(range(len(lines)), min(6, len(lines))):
            if not re.match(r"\s*(- )?(id|kind):", lines[spot]):
                lines[spot] = re.sub(r": [a-z][\w-]+$", f": {chance.choice(ids)}", lines[spot])
        if chance.random() < 0.5:
            lines.insert(0, "# a line above")
        found[path] = "\n".join(lines)
    return found


@pytest.mark.parametrize("seed", range(6))
def test_files_that_changed_are_told_anew_or_it_is_beyond_it(seed: int) -> None:
    chance = random.Random(seed)
    texts = sample()
    outline = kept(whole(texts))
    for _ in range(12):
        now = changes(texts, chance)
        differ = [path for path in texts if texts[path] != now[path]]
        part = part_of(outline, now)
        try:
            renew(part, differ, named_by(part_of(outline, texts), differ))
            following = outline_now(part)
        except Beyond:
            continue
        plain = whole(now)
        assert_alike(part.aims("", None, MemoryTree({})), plain)
        assert_alike(part_of(following, now).aims("", None, MemoryTree({})), plain)


ROLES = "kind: roles\nid: roles\nroles:\n  - {id: lead, holders: [{person: Kim}]}\n"
SYSTEM = "kind: ai_system\nid: chat\nname: Chat\nowner: lead\n"


@pytest.mark.parametrize(
    ("path", "text"),
    [
        ("roles.yaml", ROLES.replace("Kim", "Ada")),
        ("chat.yaml", SYSTEM.replace("owner: lead", "owner: laed")),
        ("chat.yaml", SYSTEM.replace("id: chat", "id: talk")),
        ("chat.yaml", SYSTEM + "affected_persons: 7\n"),
        ("chat.yaml", SYSTEM + "---\n" + SYSTEM.replace("chat", "more")),
        ("chat.yaml", SYSTEM + "more: ["),
    ],
    ids=["who holds a role", "a slip", "another id", "a bent field", "one more", "no YAML"],
)
def test_what_others_may_hang_on_is_beyond_it(path: str, text: str) -> None:
    texts = {"roles.yaml": ROLES, "chat.yaml": SYSTEM}
    outline = kept(whole(texts))
    part = part_of(outline, texts | {path: text})
    with pytest.raises(Beyond):
        renew(part, [path], named_by(part_of(outline, texts), [path]))


def test_an_owner_that_is_no_role_is_told_of_one_file() -> None:
    texts = {"roles.yaml": ROLES, "chat.yaml": SYSTEM, "other.yaml": SYSTEM.replace("chat", "other")}
    now = texts | {"chat.yaml": SYSTEM.replace("owner: lead", "owner: head-of-nothing")}
    outline = kept(whole(texts))
    part = part_of(outline, now)
    renew(part, ["chat.yaml"], named_by(part_of(outline, texts), ["chat.yaml"]))
    assert [problem.rule for problem in part.problems] == ["owner-not-a-role"]
    assert_alike(part.aims("", None, MemoryTree({})), whole(now))


@pytest.mark.parametrize("plain", [None, [], [1, 2], [[], [[1]], [], {}, [], [], [], [], [], [], {}, [], []]])
def test_what_is_no_outline_is_as_good_as_absent(plain: Any) -> None:
    assert from_plain(plain) is None


def test_where_there_is_no_role_there_is_no_outline() -> None:
    assert outline_of(whole({"chat.yaml": SYSTEM})) is None


def test_nobody_asks_whether_something_is_an_item_by_its_class_alone() -> None:
    """Nodes of graphs in part are of a class of their own."""
    sources = (Path(__file__).parents[2] / "aimslint").rglob("*.py")
    assert [path.name for path in sources if re.search(r"__class__ is (not )?Item\b", path.read_text("utf-8"))] == []


def test_what_is_expected_is_read_at_once_and_once() -> None:
    texts = sample()
    part = part_of(kept(whole(texts)), texts)
    system = part.aims("", None, MemoryTree({})).items["ai_system"][0]
    part.expect([system.path, "nowhere.yaml"])
    reader = part._reader
    assert isinstance(reader, Files)
    assert reader.read == [system.path]
    assert system.data["id"] == system.id
    assert reader.read == [system.path]
