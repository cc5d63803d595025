"""Migrations, shown with a toy: in format 2 `notes` are called `remarks`, in format 3 `words`."""

import os
import re
from collections.abc import Iterable
from pathlib import Path

import pytest

from aimslint import migrations, writing
from aimslint.config import ConfigError, read_config
from aimslint.loading import Limits
from aimslint.migrations import Cannot, Migration, due, migrate_record, migrate_settings, newest_of, version_of
from aimslint.model import Edit
from tests.cli.running import check, run, write
from tests.repositories import git, make_repository

SETTINGS = "# Ours\nversion: 1   # since May\nphase: stage-1\n"
RECORD = "# Chat\nkind: ai_system\nid: chat\n\nnotes: 'as it was'   # by hand\n---\nkind: ai_system\nid: b\n"
MARKDOWN = "---\nkind: policy\nid: p\nnotes: n\n---\nnotes: in the text\n"
FILES = {
    "aimslint.yaml": SETTINGS,
    "governance/chat.yaml": RECORD.replace("\n", "\r\n"),
    "governance/p.md": MARKDOWN,
    "governance/readme.md": "notes: no record\n",
    "governance/roles.yaml": "kind: roles\nid: roles\n",
}


def rename(old: str, new: str, path: str, text: str) -> Iterable[Edit]:
    end = text.index("\n---", 3) if path.endswith(".md") else len(text)
    return [Edit(found.start(), found.end(), new) for found in re.finditer(rf"^{old}(?=:)", text[:end], re.MULTILINE)]


TO_2 = Migration(2, "notes are called remarks", lambda path, text: rename("notes", "remarks", path, text))
TO_3 = Migration(3, "remarks are called words", lambda path, text: rename("remarks", "words", path, text))
BREAKS = Migration(2, "oh", lambda path, text: [Edit(0, 0, "[")])


@pytest.fixture
def format_2(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(migrations, "MIGRATIONS", (TO_2,))


def test_a_chain_is_walked_from_the_format_of_the_project() -> None:
    chain = (TO_3, TO_2)
    assert (newest_of(chain), newest_of(())) == (3, 1)
    assert due(1, chain) == [TO_2, TO_3]
    assert due(2, chain) == [TO_3]
    assert due(3, chain) == []
    assert migrate_record("a.yaml", b"kind: x\nnotes: 1\n", due(1, chain), Limits()) == b"kind: x\nwords: 1\n"


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("version: 1 # x\n", "version: 3 # x\n"),
        ("phase: stage-1\n", "version: 3\nphase: stage-1\n"),
        ("\ufeffphase: stage-1\r\n", "\ufeffversion: 3\r\nphase: stage-1\r\n"),
        ("# nothing yet\n", "version: 3\n# nothing yet\n"),
        ("", "version: 3\n"),
    ],
)
def test_the_settings_name_the_new_format(before: str, after: str) -> None:
    assert version_of("aimslint.yaml", before.encode()) == 1
    migrated = migrate_settings("aimslint.yaml", before.encode(), [TO_2, TO_3])
    assert migrated.decode() == after
    assert version_of("aimslint.yaml", migrated) == 3


def test_what_cannot_be_read_before_or_after_is_refused() -> None:
    with pytest.raises(Cannot, match=r"a\.yaml:1: not-yaml: .*; mend it first"):
        migrate_record("a.yaml", b"kind: [\n", [TO_2], Limits())
    with pytest.raises(Cannot, match="the migration to format 2 would break it"):
        migrate_record("a.yaml", b"kind: x\n", [BREAKS], Limits())
    with pytest.raises(Cannot, match="`version` is no number"):
        version_of("aimslint.yaml", b"version: soon\n")


def test_settings_of_another_format_are_told_with_the_way_out() -> None:
    with pytest.raises(ConfigError, match=r"format 2, and aimslint \S+ reads format 1: a newer aimslint is needed"):
        read_config("aimslint.yaml", b"phase: stage-1\nversion: 2\n")
    with pytest.raises(ConfigError, match="`aimslint migrate` rewrites it"):
        read_config("aimslint.yaml", b"version: 1\n", newest=2)
    assert read_config("aimslint.yaml", b"version: 2\nphase: stage-1\n", newest=2).phase == "stage-1"
    with pytest.raises(ConfigError, match="cannot be"):
        read_config("aimslint.yaml", b"version: '1'\n")


def test_today_there_is_nothing_to_migrate(here: Path) -> None:
    write(here, FILES)
    result = run("migrate")
    assert (result.exit_code, result.stdout) == (0, "")
    assert result.stderr == "aimslint.yaml: format 1 is the newest; there is nothing to do\n"
    assert run("migrate", "--diff").exit_code == 0


def test_a_newer_project_is_2_for_every_command(here: Path) -> None:
    write(here, FILES | {"aimslint.yaml": "# Ours\nversion: 2\n"})
    for result in (run("migrate"), check()):
        assert result.exit_code == 2
        assert "aimslint.yaml:2: this project is written in format 2" in result.stderr
        assert "a newer aimslint is needed" in result.stderr


def test_all_files_are_rewritten_and_nothing_else_in_them(here: Path, format_2: None) -> None:
    make_repository(here, FILES)
    shown = run("migrate", "--diff")
    assert shown.exit_code == 1
    assert git(here, "status", "--porcelain") == b""
    result = run("migrate")
    assert result.exit_code == 0
    assert result.stderr == "aimslint.yaml: from format 1 to 2 (2: notes are called remarks)\n"
    assert result.stdout.splitlines() == [
        f"rewrote {path}" for path in ("governance/chat.yaml", "governance/p.md", "aimslint.yaml")
    ]
    assert (here / "governance/chat.yaml").read_bytes() == RECORD.replace("notes:", "remarks:").replace(
        "\n", "\r\n"
    ).encode()
    assert (here / "governance/p.md").read_text() == MARKDOWN.replace("notes: n", "remarks: n")
    assert (here / "governance/readme.md").read_text() == FILES["governance/readme.md"]
    assert (here / "aimslint.yaml").read_text() == SETTINGS.replace("1 ", "2 ")
    again = run("migrate")
    assert (again.exit_code, again.stdout) == (0, "")
    git(here, "checkout", "--", ".")
    git(here, "apply", "-", stdin=shown.stdout_bytes)
    assert (here / "governance/p.md").read_text() == MARKDOWN.replace("notes: n", "remarks: n")


def test_nothing_is_written_when_one_file_cannot_be_read(here: Path, format_2: None) -> None:
    make_repository(here, FILES | {"governance/z.yaml": "kind: [\n"})
    result = run("migrate")
    assert result.exit_code == 2
    assert "governance/z.yaml:1: not-yaml" in result.stderr
    assert "nothing was written" in result.stderr
    assert git(here, "status", "--porcelain") == b""


@pytest.mark.skipif(os.name == "nt", reason="permissions of POSIX")
def test_all_is_taken_back_when_one_file_cannot_be_written(here: Path, format_2: None) -> None:
    make_repository(here, FILES)
    (here / "governance/p.md").chmod(0o444)
    result = run("migrate")
    assert result.exit_code == 2
    assert "governance/p.md: not written: it is marked as read-only" in result.stderr
    assert "all files are as they were\n" in result.stderr
    assert (here / "governance/chat.yaml").read_bytes() == FILES["governance/chat.yaml"].encode()
    assert (here / "aimslint.yaml").read_text() == SETTINGS


def test_what_somebody_changed_while_all_is_taken_back_is_named(
    here: Path, format_2: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    write(here, FILES)
    true_replace = writing.replace

    def late(top: Path, path: str, content: bytes, *, expected: bytes) -> None:
        if path == "aimslint.yaml":
            (top / "governance/p.md").write_text("somebody else\n")
            (top / path).write_text("version: 1\n")
        true_replace(top, path, content, expected=expected)

    monkeypatch.setattr(writing, "replace", late)
    result = run("migrate")
    assert result.exit_code == 2
    assert "not changed back: governance/p.md" in result.stderr
    assert (here / "governance/p.md").read_text() == "somebody else\n"
    assert (here / "governance/chat.yaml").read_bytes() == FILES["governance/chat.yaml"].encode()


def test_without_settings_nobody_knows_the_format(here: Path, format_2: None) -> None:
    write(here, {"governance/chat.yaml": RECORD})
    result = run("migrate")
    assert result.exit_code == 2
    assert "write one with `version: 1` first" in result.stderr
