"""The guide names every rule whose findings can be mended, and no other."""

import re

from aimslint.fixes import all_fixes
from tests.docs.pages import TOP


def test_the_table_of_the_guide_is_whole() -> None:
    text = (TOP / "docs/guides/mending.md").read_text("utf-8")
    rows = "\n".join(line for line in text.splitlines() if line.startswith("| ["))
    assert set(re.findall(r"\[([a-z-]+)\]\(\.\./rules/", rows)) == set(all_fixes())
