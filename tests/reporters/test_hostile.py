"""No text of a record and no name of a file forges a line of an output, or speaks to the terminal."""

import json
import re
import unicodedata
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from aimslint import reporters
from aimslint.model import Location, Related, Subject
from aimslint.report import Skip
from aimslint.reporters.text.safe import cells, file_name, one_line, prose
from aimslint.views import Listed, Listing
from tests.reporters.listings import SCREEN, finding, listing, rule
from tests.reporters.test_golden import write

FORGED = "x.yaml:1:1: error[forged] gone"
NASTY = {
    "newline": f"a\n{FORGED}",
    "return": f"a\r{FORGED}",
    "next-line": f"a\x85{FORGED}",
    "line-separator": f"a\u2028{FORGED}",
    "vertical-tab": f"a\x0b{FORGED}",
    "escape": "a\x1b[2K\x1b[1A\x1b]8;;https://evil.example\x07click\x1b]8;;\x07",
    "c1": "a\x9b31mred",
    "backspace": "a\b\b\bb",
    "bidi": "a\u202eb\u2066c\u2069\u200f",
    "nul": "a\0b",
    "surrogate": "a\udcffb\ud800c",
    "tags": "a\U000e0041b",
    "commands": "::error file=a::x\n##[error]x",
    "quotes": 'a"b\\c',
    "spaces": "a b.yaml:1:1: error[forged] gone",
    "empty": "",
    "long": "x" * 100_000,
}
FIRST_LINE = re.compile(r'("(\\.|[^"\\])*"|[^\s":]+):\d+:\d+: ')
ALLOWED = re.compile(r"\x1b\[[0-9;]*m")


def everywhere(text: str) -> Listing:
    """A listing with `text` in each place that a record, a file name, or a file of the repository decides."""
    found = finding(
        message=text,
        location=Location(text, 2, 3, 2, 5),
        record=Subject("ai_system", text),
        data_path=text,
        requirements=(text, "iso42001:8.4"),
        related=(Related(Location(text, 1, 1, 1, 1), text),),
    )
    own = rule(why=text, help=text, title=text)
    return listing(
        Listed(found, own, f"{text}\n{text}\n{text}"),
        titles={"iso42001:8.4": text},
        skipped=(Skip("aiia-overdue", text, 1),),
        roots=(text, "b"),
        notes=(text,),
    )


def lines_of(form: str, made: Listing, *, colour: bool = False) -> list[str]:
    written = "".join(write(form, made, replace(SCREEN, colour=colour)))
    written.encode("utf-8")
    assert written.endswith("\n") or not written
    return written.split("\n")


@pytest.mark.parametrize("text", NASTY.values(), ids=NASTY)
@pytest.mark.parametrize("form", ["full", "concise", "statistics"])
def test_text_holds_nothing_but_its_own_lines(form: str, text: str) -> None:
    lines = lines_of(form, everywhere(text))
    assert all(line.isprintable() or all(map(harmless, line)) for line in lines)
    heads = [line for line in lines if FIRST_LINE.match(line)]
    assert len(heads) == (0 if form == "statistics" else 1)
    assert not any(line.startswith(("x.yaml", "::", "##[")) for line in lines)


@pytest.mark.parametrize("text", NASTY.values(), ids=NASTY)
def test_concise_has_as_many_lines_whatever_the_text(text: str) -> None:
    assert len(lines_of("concise", everywhere(text))) == len(lines_of("concise", everywhere("plain")))


def test_in_colour_the_only_escapes_are_ours() -> None:
    lines = lines_of("full", everywhere(NASTY["escape"]), colour=True)
    assert "\x1b" in "".join(lines)
    assert "\x1b" not in ALLOWED.sub("", "".join(lines))


@pytest.mark.parametrize("text", NASTY.values(), ids=NASTY)
def test_json_gives_back_the_text_as_it_was_and_is_ascii(text: str) -> None:
    written = "".join(write("json", everywhere(text), SCREEN))
    assert written.isascii()
    (found,) = json.loads(written)["findings"]
    assert found["message"] == found["path"] == found["data_path"] == found["record"]["id"] == text


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
