"""No text of a record and no name of a file forges a line of an output, or speaks to the terminal."""

import json
import re
import unicodedata
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from aimslint import reporters
from aimslint.reporters.text.safe import cells, file_name, one_line, prose
from aimslint.views import Listing
from tests.reporters.hostile import TEXTS, everywhere
from tests.reporters.listings import SCREEN
from tests.reporters.runner import commands
from tests.reporters.test_golden import write

FIRST_LINE = re.compile(r'("(\\.|[^"\\])*"|[^\s":]+):\d+:\d+: ')
ALLOWED = re.compile(r"\x1b\[[0-9;]*m")


def lines_of(form: str, made: Listing, *, colour: bool = False) -> list[str]:
    written = "".join(write(form, made, replace(SCREEN, colour=colour)))
    written.encode("utf-8")
    assert written.endswith("\n") or not written
    return written.split("\n")


@pytest.mark.parametrize("text", TEXTS.values(), ids=TEXTS)
@pytest.mark.parametrize("form", ["full", "concise", "statistics"])
def test_text_holds_nothing_but_its_own_lines(form: str, text: str) -> None:
    lines = lines_of(form, everywhere(text))
    assert all(line.isprintable() or all(map(harmless, line)) for line in lines)
    heads = [line for line in lines if FIRST_LINE.match(line)]
    assert len(heads) == (0 if form == "statistics" else 1)
    assert not any(line.startswith("x.yaml") for line in lines)
    assert commands("\n".join(lines)) == []


@pytest.mark.parametrize("text", TEXTS.values(), ids=TEXTS)
def test_concise_has_as_many_lines_whatever_the_text(text: str) -> None:
    assert len(lines_of("concise", everywhere(text))) == len(lines_of("concise", everywhere("plain")))


def test_in_colour_the_only_escapes_are_ours() -> None:
    lines = lines_of("full", everywhere(TEXTS["escape"]), colour=True)
    assert "\x1b" in "".join(lines)
    assert "\x1b" not in ALLOWED.sub("", "".join(lines))


@pytest.mark.parametrize("text", TEXTS.values(), ids=TEXTS)
def test_json_gives_back_the_text_as_it_was_and_is_ascii(text: str) -> None:
    written = "".join(write("json", everywhere(text), SCREEN))
    assert written.isascii()
    assert commands(written) == []
    (found,) = json.loads(written)["findings"]
    # Strict readers refuse half characters.
    whole = re.sub(
        "[\ud800-\udfff]", lambda half: f"\\u{ord(half[0]):x}", text
    )  # strict readers refuse half characters
    assert found["message"] == found["path"] == found["data_path"] == found["record"]["id"] == whole


@given(st.text(st.characters(), max_size=80))
def test_whatever_the_text_it_stays_on_its_line(text: str) -> None:
    for made in (one_line(text), file_name(text), prose(text)):
        assert all(map(harmless, made))
        assert cells(made) >= 0
    for form in reporters.names():
        lines_of(form, everywhere(text))


@given(st.text(st.characters(), max_size=40))
def test_a_quoted_name_is_told_from_a_plain_one(name: str) -> None:
    shown = file_name(name)
    if shown.startswith('"'):
        assert shown.endswith('"')
        assert shown[1:-1].replace("\\\\", "").replace('\\"', "").count('"') == 0
    else:
        assert shown == name
        assert not any(sign in name for sign in ": \"'\\`$;|&<>")


def harmless(character: str) -> bool:
    return character.isprintable() or unicodedata.category(character) == "Zs"
