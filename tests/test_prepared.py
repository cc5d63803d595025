"""What was parsed and checked ahead gives the same packs and rules as the files themselves; what is changed is read."""

import re
import shutil
from collections.abc import Iterator
from dataclasses import fields
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from prepared_files import prepared_files

from aimslint import prepared as module
from aimslint.engine import everything, rulebook_of
from aimslint.loading import load_file
from aimslint.packs import load_pack, packs_folder
from aimslint.prepared import FILE, made_of, prepared
from aimslint.rulebook import Rule
from aimslint.rulebook.examples import Later
from aimslint.trees import MemoryTree

CACHES: tuple[Any, ...] = (module._lines, load_pack)


@pytest.fixture
def anew() -> Iterator[None]:
    """What is prepared is read anew, now and afterwards."""
    for one in CACHES:
        one.cache_clear()
    yield
    for one in CACHES:
        one.cache_clear()


def test_it_is_what_make_generate_writes() -> None:
    assert FILE.read_text("utf-8") == prepared_files()


def test_every_file_of_the_packs_is_known() -> None:
    for file in packs_folder().rglob("*.yaml"):
        raw = file.read_bytes()
        assert prepared(raw) is not None, file
        assert load_file(str(file), raw).text == raw.decode("utf-8"), file


def test_a_changed_file_is_not_known() -> None:
    raw = (packs_folder() / "core" / "pack.yaml").read_bytes()
    assert prepared(raw).name == "core"
    assert prepared(raw + b"\n") is None
    assert prepared(raw[:-1]) is None


@pytest.mark.usefixtures("anew")
@pytest.mark.parametrize("missing", ["all", "nothing but a head", "cut in the middle", "of other forms", "no text"])
def test_packs_and_rules_are_the_same_without(missing: str, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    ready = told_with_all()
    text = FILE.read_bytes()
    spoilt = {
        "nothing but a head": text.partition(b"\n")[0],
        "cut in the middle": text[: len(text) // 2],
        "of other forms": b"0" + text[1:],
        "no text": b"\xff\xfe" * 100,
    }
    if missing in spoilt:
        (tmp_path / "prepared.txt").write_bytes(spoilt[missing])
    monkeypatch.setattr(module, "FILE", tmp_path / "prepared.txt")
    for one in CACHES:
        one.cache_clear()
    assert told() == ready


@cache
def told_with_all() -> list[Any]:
    return told()


def told() -> list[Any]:
    """Everything that all packs and rules say, in words, for compiled conditions are equal to themselves alone."""
    rulebook = rulebook_of(MemoryTree({}), everything(), "")
    said = [one.name for one in fields(Rule) if one.name != "compiled"]
    rules = [[*(in_words(getattr(rule, name)) for name in said), in_words(rule.compiled())] for rule in rulebook]
    packs = [{one.name: in_words(getattr(pack, one.name)) for one in fields(pack)} for pack in rulebook.packs.values()]
    return [rules, packs]


def in_words(value: Any) -> str:
    listed = tuple(value) if isinstance(value, Later) else value
    return re.sub(r" at 0x[0-9a-f]+", "", repr(listed))


@pytest.mark.parametrize("form", ["packs/files.py", "rulebook/rule_file.py", "prepared.py"])
def test_a_changed_form_makes_all_of_it_unknown(form: str, tmp_path: Path) -> None:
    for one in ("packs/files.py", "rulebook/rule_file.py", "prepared.py"):
        (tmp_path / one).parent.mkdir(exist_ok=True)
        shutil.copy(module.FOLDER / one, tmp_path / one)
    assert made_of(tmp_path) == made_of()
    with (tmp_path / form).open("a") as file:
        file.write("\n")
    assert made_of(tmp_path) != made_of()
