"""What git tells of commits, files and people, and in what form we pass it on."""

import os
from datetime import date
from pathlib import Path

import pytest

from aimslint.blobs import blob_id
from aimslint.history import Change, Commit, GitHistory, Log, Person
from tests.repositories import commit, git, make_repository, write_files

ADA, BEN, CY = (Person(name, f"{name.lower()}@example.org") for name in ("Ada", "Ben", "Cy"))
BY_ADA, BY_BEN = "Ada <ada@example.org>", "Ben <ben@example.org>"


def on(day: int, hour: int = 12) -> str:
    return f"2026-03-{day:02}T{hour:02}:00:00+00:00"


def read(top: Path, tip: str = "HEAD") -> Log:
    history = GitHistory.at(top, tip)
    assert history.unknown is None
    assert_columns(history.log)
    return history.log


def assert_columns(log: Log) -> None:
    """What is told of commits without making them is what they tell."""
    plain = Log(tuple(log.commits))
    assert (log.ids, log.days, log.authors) == (plain.ids, plain.days, plain.authors)
    assert log.disbelieved == plain.disbelieved
    assert all(most >= size for most, size in zip(log.sizes, plain.sizes, strict=True))


def changed(log: Log) -> list[list[str]]:
    """The paths of each commit, oldest first."""
    return [[change.path for change in commit.changes] for commit in reversed(log.commits)]


def subjects(log: Log) -> list[str]:
    return [commit.subject for commit in reversed(log.commits)]


def test_commits_changes_and_contents(top: Path) -> None:
    make_repository(top)
    first = commit(top, "First\n\nAnd more.", {"a.yaml": "1", "sub/b.yaml": "1"}, author=BY_ADA, date=on(1))
    second = commit(top, "Second", {"a.yaml": "2"}, author=BY_BEN, date=on(2))
    third = commit(top, "Third", {"a.yaml": None}, author=BY_ADA, date=on(3))
    one, two = blob_id(b"1"), blob_id(b"2")
    history = GitHistory.at(top)
    log = history.log
    assert list(log.commits) == [
        Commit(third, (second,), (ADA,), date(2026, 3, 3), date(2026, 3, 3), "Third", (Change("a.yaml", two, None),)),
        Commit(second, (first,), (BEN,), date(2026, 3, 2), date(2026, 3, 2), "Second", (Change("a.yaml", one, two),)),
        Commit(
            first,
            (),
            (ADA,),
            date(2026, 3, 1),
            date(2026, 3, 1),
            "First",
            (Change("a.yaml", None, one), Change("sub/b.yaml", None, one)),
        ),
    ]
    assert log.boundaries == frozenset()
    assert log.of_path("a.yaml") == tuple((each, each.changes[0]) for each in log.commits)
    assert log.of_path("sub/b.yaml") == ((log.commits[2], Change("sub/b.yaml", None, one)),)
    assert log.of_path("c.yaml") == ()
    assert log.commits[0] is log.of_path("a.yaml")[0][0]
    assert log.commits[-2:] == tuple(log.commits)[1:]
    assert history.tip == {"sub/b.yaml": one}
    assert history.read([one, two, "0" * 40, "--batch", "HEAD", one]) == {one: b"1", two: b"2"}
    assert not log.commits[0].pending


def test_a_log_of_a_commit_is_that_of_its_past(top: Path) -> None:
    make_repository(top)
    first = commit(top, "First", {"a.yaml": "1"}, date=on(1))
    commit(top, "Second", {"a.yaml": "2"}, date=on(2))
    git(top, "tag", "--annotate", "--message", "A tag", "v1", first)
    for name in (first, first[:9], "v1", "HEAD~1", "main~1"):
        assert subjects(read(top, name)) == ["First"]
    assert GitHistory.at(top, first).tip == {"a.yaml": blob_id(b"1")}


def test_a_merge_lists_what_neither_parent_has(top: Path) -> None:
    make_repository(top)
    commit(top, "Base", {"a.yaml": "1\n2\n3\n4\n", "both.yaml": "0"}, date=on(1))
    git(top, "checkout", "--quiet", "-b", "side")
    commit(top, "Side", {"a.yaml": "1\n2\n3\nfour\n", "side.yaml": "s", "both.yaml": "s"}, date=on(2))
    git(top, "checkout", "--quiet", "main")
    commit(top, "Main", {"a.yaml": "one\n2\n3\n4\n", "both.yaml": "m"}, date=on(3))
    git(top, "merge", "--quiet", "--no-commit", "--no-ff", "side", accept=(0, 1))
    evil = commit(top, "Merge", {"both.yaml": "b", "planted.yaml": "p"}, date=on(4))
    log = read(top)
    assert log.commits[0].id == evil
    assert subjects(log) == ["Base", "Side", "Main", "Merge"]
    assert [parent.subject for parent in log.commits if parent.id in log.commits[0].parents] == ["Main", "Side"]
    assert log.commits[0].changes == (
        Change("a.yaml", blob_id(b"one\n2\n3\n4\n"), blob_id(b"one\n2\n3\nfour\n")),
        Change("both.yaml", blob_id(b"m"), blob_id(b"b")),
        Change("planted.yaml", None, blob_id(b"p")),
    )
    assert [each.subject for each, _ in log.of_path("both.yaml")] == ["Merge", "Main", "Side", "Base"]
    assert [each.subject for each, _ in log.of_path("side.yaml")] == ["Side"]


def test_a_merge_without_conflict_lists_nothing_and_an_octopus_has_many_parents(top: Path) -> None:
    make_repository(top, {"a.yaml": "1"})
    for name in ("x", "y", "z"):
        git(top, "checkout", "--quiet", "-b", name, "main")
        commit(top, name, {f"{name}.yaml": name}, date=on(2))
    git(top, "checkout", "--quiet", "main")
    commit(top, "Main", {"a.yaml": "2"}, date=on(2))
    git(top, "merge", "--quiet", "--message", "Octopus", "x", "y", "z")
    commit(top, "After", {"b.yaml": "b"}, date=on(9))
    log = read(top)
    octopus = next(each for each in log.commits if each.subject == "Octopus")
    assert len(octopus.parents) == 4
    assert octopus.changes == ()
    assert sorted(subjects(log)) == ["After", "First", "Main", "Octopus", "x", "y", "z"]


def test_a_file_that_a_merge_removes_from_both_sides(top: Path) -> None:
    make_repository(top, {"a.yaml": "1", "b.yaml": "1"})
    git(top, "checkout", "--quiet", "-b", "side")
    commit(top, "Side", {"c.yaml": "1"}, date=on(2))
    git(top, "checkout", "--quiet", "main")
    commit(top, "Main", {"d.yaml": "1"}, date=on(3))
    git(top, "merge", "--quiet", "--no-commit", "--no-ff", "side")
    commit(top, "Merge", {"a.yaml": None, "c.yaml": None}, date=on(4))
    assert read(top).commits[0].changes == (Change("a.yaml", blob_id(b"1"), None),)


def test_a_squash_merge_is_one_commit_by_whoever_pressed_the_button(top: Path) -> None:
    make_repository(top, {"a.yaml": "1"})
    git(top, "checkout", "--quiet", "-b", "side")
    commit(top, "One", {"a.yaml": "2"}, author=BY_BEN, date=on(2))
    commit(top, "Two", {"b.yaml": "2"}, author=BY_BEN, date=on(3))
    git(top, "checkout", "--quiet", "main")
    git(top, "merge", "--quiet", "--squash", "side")
    told = "Squashed (#7)\n\n* One\n\n* Two\n\nCo-authored-by: Ben <ben@example.org>\n"
    commit(top, told, author=BY_ADA, date=on(4))
    log = read(top)
    assert subjects(log) == ["First", "Squashed (#7)"]
    assert log.commits[0].authors == (ADA, BEN)
    assert changed(log)[1] == ["a.yaml", "b.yaml"]


def test_a_rebase_moves_the_day_of_the_commit_not_that_of_the_author(top: Path) -> None:
    make_repository(top, {"a.yaml": "1"})
    environment = {"GIT_AUTHOR_DATE": on(2), "GIT_COMMITTER_DATE": on(20)}
    git(top, "commit", "--quiet", "--allow-empty", "--message", "Rebased", environment=environment)
    rebased = read(top).commits[0]
    assert (rebased.authored, rebased.committed) == (date(2026, 3, 2), date(2026, 3, 20))


def test_days_are_in_utc(top: Path) -> None:
    make_repository(top)
    commit(top, "Late in the west", {"a.yaml": "1"}, date="2026-03-01T20:00:00-08:00")
    assert read(top).commits[0].committed == date(2026, 3, 2)


@pytest.mark.parametrize(
    ("authored", "committed", "expected"),
    [
        ("@0 +0000", on(3), (date(2026, 3, 3), date(2026, 3, 3))),
        ("2099-01-01T00:00:00Z", on(3), (date(2026, 3, 3), date(2026, 3, 3))),
        (on(3), "@0 +0000", (date(2026, 3, 2), date(2026, 3, 2))),
        (on(3), "2099-01-01T00:00:00Z", (date(2026, 3, 3), date(2026, 3, 4))),
        (on(3), "1999-01-01T00:00:00Z", (date(2026, 3, 2), date(2026, 3, 2))),
        ("@99999999999999 +0000", "@99999999999999 +0000", (date(2026, 3, 4), date(2026, 3, 4))),
    ],
)
def test_impossible_dates_are_mended(top: Path, authored: str, committed: str, expected: tuple[date, date]) -> None:
    make_repository(top)
    commit(top, "Before", {"a.yaml": "1"}, date=on(1))
    commit(top, "Also before", {"a.yaml": "2"}, date=on(2))
    environment = {"GIT_AUTHOR_DATE": authored, "GIT_COMMITTER_DATE": committed}
    git(top, "commit", "--quiet", "--allow-empty", "--message", "Strange", environment=environment)
    commit(top, "After", {"a.yaml": "3"}, date=on(4))
    commit(top, "Also after", {"a.yaml": "4"}, date=on(5))
    log = read(top)
    assert subjects(log) == ["Before", "Also before", "Strange", "After", "Also after"]
    assert (log.commits[2].authored, log.commits[2].committed) == expected


def test_a_tip_from_the_future_counts_as_the_latest_day_that_can_be(top: Path) -> None:
    make_repository(top)
    commit(top, "Before", {"a.yaml": "1"}, date=on(1))
    commit(top, "Tip", {"a.yaml": "2"}, date="2099-01-01T00:00:00Z")
    assert GitHistory.at(top).log.commits[0].committed == date(2099, 1, 1)
    for _ in range(2):
        mended = GitHistory.at(top, latest=date(2026, 3, 9)).log.commits[0]
        assert (mended.authored, mended.committed) == (date(2026, 3, 9), date(2026, 3, 9))


def test_a_commit_without_readable_dates_and_names(top: Path) -> None:
    make_repository(top, {"a.yaml": "1"})
    tree = git(top, "rev-parse", "HEAD^{tree}").strip().decode()
    raw = f"tree {tree}\nauthor\ncommitter Ben <ben@example.org> never +0000\n\n".encode() + b"caf\xe9 \x1b[31m\x01\n"
    strange = git(top, "hash-object", "-t", "commit", "-w", "--stdin", "--literally", stdin=raw).decode().strip()
    log = read(top, strange)
    assert [each.subject for each in log.commits] == ["caf\ufffd \x1b[31m\x01"]
    assert log.commits[0].authors == (Person("", ""),)


def test_the_mailmap_counts_for_authors_and_those_who_are_named(top: Path) -> None:
    make_repository(top)
    told = "First\n\nCo-authored-by: cy <OLD-CY@example.org>\nco-authored-by:   Ben   <ben@example.org>\n"
    told += "Co-authored-by: nobody\nCo-authored-by: Ada <ada@example.org>\n"
    commit(top, told, {"a.yaml": "1"}, author="ada <old-ada@example.org>", date=on(1))
    log = read(top)
    before = (Person("ada", "old-ada@example.org"), Person("cy", "OLD-CY@example.org"), BEN, ADA)
    assert log.commits[0].authors == before
    mailmap = "Ada <ada@example.org> <old-ada@example.org>\nCy <cy@example.org> <old-cy@example.org>\n"
    (top / ".mailmap").write_text(mailmap)
    assert read(top).commits[0].authors == (ADA, CY, BEN)
    (top / ".mailmap").write_text(mailmap.replace("Cy ", "Cyril "))
    assert read(top).commits[0].authors == (ADA, Person("Cyril", "cy@example.org"), BEN)


NAMES = [b"tab\there.yaml", b"new\nline.yaml", b'quo"te.yaml', b"by\xffte.yaml", b"\x01:a.yaml", b"-o.yaml", b" .yaml"]
NAMES += ["größe/ä.yaml".encode(), b":100644 100644 a b M", b"\n:000000"]


def test_paths_of_any_bytes(top: Path) -> None:
    make_repository(top)
    for number, name in enumerate(NAMES):
        (Path(os.fsdecode(os.path.join(os.fsencode(top), name)))).parent.mkdir(exist_ok=True)
        Path(os.fsdecode(os.path.join(os.fsencode(top), name))).write_text(str(number))
    commit(top, "Strange names", date=on(1))
    commit(top, "Merely another", {"a.yaml": "a"}, date=on(2))
    paths = sorted(name.decode("utf-8", "surrogateescape") for name in NAMES)
    for _ in range(2):  # read from git, and from the cache
        history = GitHistory.at(top)
        assert [change.path for change in history.log.commits[1].changes] == paths
        assert sorted(history.tip) == sorted([*paths, "a.yaml"])
        assert all(len(history.log.of_path(path)) == 1 for path in paths)


def test_modes_links_and_submodules_are_no_changes_of_files(top: Path) -> None:
    make_repository(top, {"a.yaml": "1", "b.yaml": "1", "d.yaml": "1"})
    other = make_repository(top.parent / "other", {"x": "x"})
    git(top, "update-index", "--chmod=+x", "a.yaml")
    git(top, "-c", "protocol.file.allow=always", "submodule", "--quiet", "add", str(other), "c.yaml")
    (top / "b.yaml").unlink()
    (top / "b.yaml").symlink_to("a.yaml")
    git(top, "add", "b.yaml")
    (top / "d.yaml").unlink()
    git(top, "add", "d.yaml")
    head = git(other, "rev-parse", "HEAD").decode().strip()
    git(top, "update-index", "--add", "--cacheinfo", f"160000,{head},d.yaml")
    git(top, "commit", "--quiet", "--message", "Modes")
    history = GitHistory.at(top)
    assert [change.path for change in history.log.commits[0].changes] == [".gitmodules", "b.yaml", "d.yaml"]
    assert history.log.of_path("d.yaml")[0][1].after is None
    assert sorted(history.tip) == [".gitmodules", "a.yaml", "b.yaml"]


def test_a_rename_is_a_removal_and_an_addition(top: Path) -> None:
    make_repository(top, {"a.yaml": "1" * 500})
    git(top, "config", "diff.renames", "copies")
    git(top, "mv", "a.yaml", "b.yaml")
    commit(top, "Renamed", date=on(2))
    blob = blob_id(b"1" * 500)
    assert read(top).commits[0].changes == (Change("a.yaml", blob, None), Change("b.yaml", None, blob))


def test_the_configuration_of_a_repository_changes_nothing(top: Path, tmp_path: Path) -> None:
    make_repository(top)
    commit(top, "First\n\nCo-authored-by: Ben <ben@example.org>", {"a.yaml": "1", "b.yaml": "1"}, date=on(1))
    git(top, "checkout", "--quiet", "-b", "side")
    commit(top, "Side", {"c.yaml": "1"}, date=on(2))
    git(top, "checkout", "--quiet", "main")
    commit(top, "Main", {"d.yaml": "1"}, date=on(3))
    git(top, "merge", "--quiet", "--message", "Merge", "side")
    plain = list(GitHistory.at(top, use_cache=False).log.commits)
    write_files(tmp_path, {"order": "b*\na*\n", "template": "%H\n"})
    for key, value in {
        "log.showRoot": "false",
        "log.diffMerges": "first-parent",
        "log.decorate": "full",
        "log.follow": "true",
        "log.mailmap": "false",
        "log.date": "relative",
        "color.ui": "always",
        "core.quotePath": "true",
        "core.abbrev": "4",
        "diff.orderFile": str(tmp_path / "order"),
        "diff.renames": "copies",
        "diff.relative": "true",
        "diff.noprefix": "true",
        "diff.submodule": "log",
        "format.pretty": "oneline",
        "i18n.logOutputEncoding": "UTF-16",
        "notes.displayRef": "*",
        "trailer.separators": "#",
        "core.commentChar": "C",
        "mailmap.blob": "HEAD:nothing",
    }.items():
        git(top, "config", key, value)
    git(top, "notes", "add", "--message", "A note")
    assert list(GitHistory.at(top, use_cache=False).log.commits) == plain


def test_names_in_other_encodings(top: Path) -> None:
    make_repository(top)
    git(top, "config", "i18n.commitEncoding", "ISO-8859-1")
    write_files(top, {"a.yaml": "1"})
    git(top, "add", ".")
    git(top, "commit", "--quiet", b"--message=caf\xe9")
    assert read(top).commits[0].subject == "café"


def test_long_texts_are_cut(top: Path) -> None:
    make_repository(top)
    many = "".join(f"Co-authored-by: P{number} <{number}@example.org>\n" for number in range(500))
    commit(top, f"{'long ' * 10_000}\n\n{many}", {"a.yaml": "1"}, author=f"{'A' * 9000} <ada@example.org>", date=on(1))
    only = read(top).commits[0]
    assert only.subject.startswith("long long")
    assert len(only.subject) == 200
    assert len(only.authors) == 51
    assert len(only.authors[0].name) <= 200


def test_progress_is_told_now_and_then(top: Path) -> None:
    make_repository(top)
    stream = [b"blob\nmark :1\ndata 1\na\n"]
    for number in range(2500):
        stream.append(b"commit refs/heads/main\ncommitter A <a@x> %d +0000\ndata 1\nm\n" % (1_700_000_000 + number))
        stream.append(b"M 100644 :1 f%d\n\n" % number)
    git(top, "fast-import", "--quiet", stdin=b"".join(stream))
    told: list[int] = []
    assert len(GitHistory.at(top, progress=told.append).log.commits) == 2500
    assert told == [1000, 2000]
