"""Links between pages, and from pages to files, lead somewhere."""

import re
from functools import cache
from pathlib import Path
from posixpath import normpath

import pytest

TOP = Path(__file__).resolve().parents[2]
FENCE = re.compile(r"^(`{3,}|~{3,}).*?^\1[ \t]*$", re.MULTILINE | re.DOTALL)
CODE = re.compile(r"`[^`\n]*`")
LINK = re.compile(r"\]\(([^)\s]+)\)")


def pages() -> list[str]:
    found = [*TOP.glob("*.md"), *(TOP / "docs").rglob("*.md")]
    return sorted(path.relative_to(TOP).as_posix() for path in found)


def prose(path: str) -> str:
    return FENCE.sub("", (TOP / path).read_text(encoding="utf-8"))


@cache
def anchors(path: str) -> frozenset[str]:
    found: list[str] = []
    for title in re.findall(r"^#+ (.*)$", prose(path), re.MULTILINE):
        anchor = "".join(sign for sign in title.lower().replace(" ", "-") if sign.isalnum() or sign in "-_")
        found.append(f"{anchor}-{found.count(anchor)}" if anchor in found else anchor)
    return frozenset(found)


def broken(path: str) -> list[str]:
    wrong = []
    for target in LINK.findall(CODE.sub("", prose(path))):
        if re.match(r"[a-z]+:", target):
            continue
        file, _, part = target.partition("#")
        other = normpath((Path(path).parent / file).as_posix()) if file else path
        if not (TOP / other).exists() or (part and part not in anchors(other)):
            wrong.append(target)
    return wrong


@pytest.mark.parametrize("folder", ["", "docs", "docs/guides", "docs/records", "docs/requirements", "docs/rules"])
def test_links_lead_somewhere(folder: str) -> None:
    found = [path for path in pages() if Path(path).parent.as_posix() == (folder or ".")]
    assert found
    assert {path: wrong for path in found if (wrong := broken(path))} == {}


def test_a_broken_link_would_be_seen() -> None:
    assert LINK.findall("[a](b.md) and [c](d/e.md#f)") == ["b.md", "d/e.md#f"]
    assert "phases" in anchors("README.md")
    assert "no-such-heading" not in anchors("README.md")
