"""What each output looks like, to the letter.

The expected texts lie in tests/reporters/golden. After a wanted change, renew them and read the difference:

    AIMSLINT_RENEW_GOLDEN=1 python -m pytest tests/reporters/test_golden.py
    git diff tests/reporters/golden
"""

import os
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from aimslint import reporters
from aimslint.reporters.text.screen import Screen
from aimslint.views import Listing
from tests.reporters.listings import SCREEN, empty, everyday, exempted, many

GOLDEN = Path(__file__).parent / "golden"
CASES = {
    "full.txt": ("full", everyday(), SCREEN),
    "full-elsewhere.txt": ("full", everyday(), replace(SCREEN, here=Path("/home/kim/lender/governance/systems"))),
    "full-colour.txt": ("full", everyday(), replace(SCREEN, colour=True)),
    "full-empty.txt": ("full", empty(), SCREEN),
    "concise.txt": ("concise", everyday(), SCREEN),
    "concise-quiet.txt": ("concise", everyday(), replace(SCREEN, quiet=True)),
    "concise-two-roots.txt": ("concise", replace(everyday(), roots=("", "services/ai")), SCREEN),
    "json.json": ("json", everyday(), SCREEN),
    "json-empty.json": ("json", empty(), SCREEN),
    "github.txt": ("github", everyday(), SCREEN),
    "github-empty.txt": ("github", empty(), SCREEN),
    "github-many.txt": ("github", many(12), SCREEN),
    "github-exempted.txt": ("github", exempted(), SCREEN),
    "gitlab.json": ("gitlab", everyday(), SCREEN),
    "gitlab-empty.json": ("gitlab", empty(), SCREEN),
    "gitlab-exempted.json": ("gitlab", exempted(), SCREEN),
    "sarif.sarif": ("sarif", everyday(), SCREEN),
    "sarif-empty.sarif": ("sarif", empty(), SCREEN),
    "sarif-exempted.sarif": ("sarif", exempted(), SCREEN),
    "junit.xml": ("junit", everyday(), SCREEN),
    "junit-empty.xml": ("junit", empty(), SCREEN),
    "junit-exempted.xml": ("junit", exempted(), SCREEN),
    "markdown.md": ("markdown", everyday(), SCREEN),
    "markdown-empty.md": ("markdown", empty(), SCREEN),
    "markdown-exempted.md": ("markdown", exempted(), SCREEN),
    "markdown-quiet.md": ("markdown", everyday(), replace(SCREEN, quiet=True)),
    "statistics.txt": ("statistics", everyday(), SCREEN),
    "statistics-verbose.txt": ("statistics", everyday(), replace(SCREEN, verbose=True)),
}


@pytest.mark.parametrize("name", CASES)
def test_output_is_as_expected(name: str) -> None:
    form, listing, screen = CASES[name]
    written = "".join(write(form, listing, screen))
    expected = GOLDEN / name
    if os.environ.get("AIMSLINT_RENEW_GOLDEN"):
        expected.write_text(written, encoding="utf-8", newline="")
    assert written == expected.read_text(encoding="utf-8")


def test_no_golden_file_is_left_over() -> None:
    assert {file.name for file in GOLDEN.iterdir()} == set(CASES)


def test_every_output_has_a_golden_file() -> None:
    assert set(reporters.names()) <= {form for form, _, _ in CASES.values()}


def write(form: str, listing: Listing, screen: Screen) -> Iterator[str]:
    return reporters.statistics(listing, screen) if form == "statistics" else reporters.reporter(form)(listing, screen)
