"""Listings are told in the fastest way that there is, and hold the same in every other."""

import random
from pathlib import Path
from typing import Any

import pytest

from aimslint.trees import CommitTree, IndexTree, listed
from aimslint.trees.listed import listed_before, listed_in_commit, listed_in_index
from tests.repositories import commit, git, make_repository, write_files

NAMES = ["a.yaml", "b.md", "x/a.yaml", "x/y/b.yaml", "x/y.yaml", "x.yaml", "z", "caf\u00e9.yaml", "a\tb.yaml", "a\nb"]
MODES = ["100644", "100644", "100644", "100755", "120000", "160000"]


def held(tree: Any) -> tuple[Any, ...]:
    """All that a tree tells of what stands where."""
    by_kind, submodules = tree._listing.to_plain()
    kinds = {kind: sorted(paths) for kind, paths in by_kind.items()}
    return kinds, sorted(submodules), dict(tree.blobs), tree.paths(), tree.links(), tree.unmerged()


def entries(top: Path, chance: random.Random, modes: list[str]) -> bytes:
    """What an index may hold: files, links and submodules, none of which stands where another one needs a folder."""
    found: dict[str, str] = {}
    for name in chance.sample(NAMES, chance.randrange(1, len(NAMES))):
        if not any(other.startswith(f"{name}/") or name.startswith(f"{other}/") for other in found):
            found[name] = chance.choice(modes)
    blobs = [git(top, "hash-object", "-w", "--stdin", stdin=text).decode().strip() for text in (b"one", b"two", b"")]
    told = []
    for name, mode in found.items():
        told.append(f"{mode} {'1' * 40 if mode == '160000' else chance.choice(blobs)} 0\t{name}\0")
    return "".join(told).encode()


@pytest.mark.parametrize("seed", range(8))
def test_a_commit_is_the_same_beside_any_index(tmp_path: Path, seed: int) -> None:
    chance = random.Random(seed)
    top = make_repository(tmp_path / "repo", {"README": "x"})
    for modes in (MODES[:4], MODES):
        git(top, "read-tree", "--empty")
        git(top, "update-index", "-z", "--index-info", stdin=entries(top, chance, modes))
        git(top, "commit", "--quiet", "--allow-empty", "--message", "More")
        head = git(top, "rev-parse", "HEAD").decode().strip()
        for _ in range(2):
            index = IndexTree.at(top)
            assert index.listed_before(head) is not None
            plain = CommitTree.at(top, head)
            beside = CommitTree(index._objects, head, index)
            assert held(beside) == held(plain)
            git(top, "read-tree", "--empty")
            git(top, "update-index", "-z", "--index-info", stdin=entries(top, chance, modes))


def test_beside_an_index_that_does_not_tell_all_a_commit_is_listed_itself(tmp_path: Path) -> None:
    top = make_repository(tmp_path / "repo", {"a.yaml": "old", "b.yaml": ""})
    head = git(top, "rev-parse", "HEAD").decode().strip()
    write_files(top, {"later.yaml": "l"})
    git(top, "add", "--intent-to-add", "later.yaml")
    announced = IndexTree.at(top)
    git(top, "reset", "--quiet", "--hard")
    git(top, "checkout", "--quiet", "-b", "other")
    commit(top, "Other", {"a.yaml": "other"})
    git(top, "checkout", "--quiet", "main")
    commit(top, "Ours", {"a.yaml": "ours"})
    git(top, "merge", "--quiet", "other", accept=(1,))
    unmerged = IndexTree.at(top)
    assert unmerged.unmerged() == ["a.yaml"]
    for index in (announced, unmerged):
        assert index.listed_before(head) is None
        assert CommitTree(index._objects, head, index).read("a.yaml") == b"old"


def test_what_differs_from_another_index_tells_nothing() -> None:
    one, two, three = "1" * 40, "2" * 40, "3" * 40
    now = listed_in_index(f"100644 {one} 0\ta.yaml\0".encode())
    told = f":100644 100644 {three} {{}} M\0a.yaml\0"
    found = listed_before(told.format(one).encode(), now)
    assert found is not None
    assert (found.blobs, now.blobs) == ({"a.yaml": three}, {"a.yaml": one})
    assert listed_before(told.format(two).encode(), now) is None
    assert listed_before(told.format(one).replace(" M", " U").encode(), now) is None


@pytest.mark.parametrize("length", [40, 64])
@pytest.mark.parametrize(
    ("told", "plain"),
    [
        ([], False),
        ([("100644", 0, "a.yaml"), ("100755", 0, "b/c.yaml")], True),
        ([("100644", 0, "a 0\t.yaml"), ("100644", 0, "b\nc.yaml")], True),
        ([("100644", 0, "a.yaml"), ("120000", 0, "b/c.yaml")], False),
        ([("160000", 0, "a.yaml"), ("100644", 0, "b/c.yaml")], False),
        ([("100644", 1, "a.yaml"), ("100644", 2, "a.yaml"), ("100644", 0, "b.yaml")], False),
        *(
            ([("100644", 0, "a.yaml"), ("100755", 0, odd)], False)
            for name in (".", "..", ".git", "")
            for odd in (name, f"{name}/a", f"x/{name}/a", f"x/{name}", f"{'x/' * 3000}{name}/a")
        ),
        ([("100644", 0, ".github/..a"), ("100644", 0, "a.git/...")], True),
    ],
)
def test_files_alone_are_listed_as_one_by_one(
    told: list[tuple[str, int, str]], plain: bool, length: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    own = "a1" * (length // 2)
    of_index = "".join(f"{mode} {own} {stage}\t{path}\0" for mode, stage, path in told).encode()
    sorts = {"160000": "commit"}
    of_commit = "".join(f"{mode} {sorts.get(mode, 'blob')} {own}\t{path}\0" for mode, _, path in told).encode()
    fast = listed_in_index(of_index), listed_in_commit(of_commit)
    ways: list[bool] = []
    alone = listed._files_alone

    def watched(*what: Any) -> None:
        ways.append(alone(*what) is not None)

    monkeypatch.setattr(listed, "_files_alone", watched)
    assert (listed_in_index(of_index), listed_in_commit(of_commit)) == fast
    assert ways == [plain, plain or any(stage for _, stage, _ in told)]
