"""A framework is a folder of data: no Python of aimslint knows one by name."""

import re
from pathlib import Path

import pytest

import aimslint
from aimslint.engine import CORE_PACK
from aimslint.packaged import default_pack
from aimslint.packs import all_pack_names, load_packs

PACKAGE = Path(aimslint.__file__).parent
NAMES = [name for name in all_pack_names() if name != CORE_PACK]
VOCABULARY = PACKAGE / "records" / "kinds"
"""Where fields of records are named: what people write down about a law bears the law's name."""


def spellings(name: str) -> str:
    return re.escape(name).replace(r"\-", "[-_ ]?")


def test_there_are_frameworks_to_look_for() -> None:
    assert len(NAMES) >= 4
    assert re.search(spellings("eu-ai-act"), "read eu_ai_act here")


@pytest.mark.parametrize("name", NAMES)
def test_no_module_names_it(name: str) -> None:
    """Neither as the pack is called nor as Python would spell it; as standards are called in prose is fine."""
    named = [
        f"{path.relative_to(PACKAGE)}:{number}"
        for path in sorted(PACKAGE.rglob("*.py"))
        if VOCABULARY not in path.parents
        for number, line in enumerate(path.read_text("utf-8").splitlines(), 1)
        if re.search(spellings(name), line)
    ]
    assert named == []


def test_one_pack_is_in_use_where_nothing_is_configured_and_its_own_file_says_so() -> None:
    texts = {name: (load_packs([name])[name].folder / "pack.yaml").read_text("utf-8") for name in all_pack_names()}
    assert [name for name, text in texts.items() if "\ndefault: true\n" in text] == [default_pack()]


def test_prefixes_of_codes_differ() -> None:
    packs = load_packs(NAMES).values()
    assert len({pack.code_prefix for pack in packs}) == len(NAMES)
