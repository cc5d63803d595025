"""No record text and no file name forges anything in any output: from files on disk to what the real readers see.

`tests/reporters` tries each text alone, in each place. Here all of them go through the whole program at once, in every
field of many records and in file names.
"""

import json
import os
import sys
import xml.etree.ElementTree as Xml
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

import jsonschema
import pytest
from icalendar import Calendar
from junitparser import JUnitXml
from markdown_it import MarkdownIt
from referencing import Registry

from aimslint import reporters
from tests.cli.running import AS_OF, check, run, write
from tests.reporters.hostile import TEXTS
from tests.reporters.runner import commands
from tests.reporters.sarif_schema import LOG

LEFT_OUT = {"empty", "long", "surrogate", "noncharacter", "nul"}
"""What no YAML file can hold, or what would take the place of the rest."""
EVIL = "\n".join(text for name, text in TEXTS.items() if name not in LEFT_OUT) + "\nEND:VEVENT\nBEGIN:VEVENT\n" + "-->"


def _quoted(text: str) -> str:
    """The text in double quotes, as YAML writes it."""
    plain = (letter if letter.isascii() and letter.isprintable() and letter not in '"\\' else "" for letter in text)
    return '"' + "".join(kept or f"\\U{ord(letter):08x}" for kept, letter in zip(plain, text, strict=True)) + '"'


TEXT = _quoted(EVIL)
IDS = [_quoted(TEXTS[name]) for name in ("commands", "command-in-a-line", "newline", "escape", "script", "markup")]

FILES = {
    "aimslint.yaml": "version: 1\nphase: surveillance\nhistory: {use: none, reason: There is none.}\n",
    "governance/roles.yaml": "kind: roles\nid: roles\n"
    f"roles: [{{id: lead, title: {TEXT}, holders: [{{person: {TEXT}}}]}}]\n",
    "governance/chat.yaml": f"kind: ai_system\nid: {IDS[1]}\nname: {TEXT}\nowner: {TEXT}\nlifecycle_stage: deployed\n"
    f"purpose: {TEXT}\nnext_step: {TEXT}\nlast_reviewed: 2020-01-01\n{IDS[3]}: x\ndatasets: [{TEXT}]\n",
    "governance/risks.yaml": "kind: risk_register\nid: risks\nowner: lead\nlast_reviewed: 2024-01-01\nrisks:\n"
    + "".join(f"  - {{id: {id_}, title: {TEXT}, owner: {TEXT}, systems: [{TEXT}]}}\n" for id_ in IDS),
    "governance/objectives.yaml": f"kind: objectives\nid: o\nowner: {TEXT}\nobjectives:\n"
    f"  - {{id: {IDS[0]}, statement: {TEXT}, due: 2026-12-01, owner: {TEXT}}}\n",
    "governance/soa.yaml": "kind: soa\nid: soa\nstatus: approved\ncontrols:\n"
    f"  - {{control: A.10.4, applicable: false, justification: {TEXT}}}\n",
    "governance/waivers.yaml": "kind: waivers\nid: w\n"
    f"waivers: [{{id: w1, rule: {TEXT}, reason: {TEXT}, approved_by: {TEXT}}}]\n",
    "governance/broken.yaml": f"kind: {TEXT}\nid: [\n",
}
NAMES = (
    "::error file=x::y.yaml",
    "##[error]x.yaml",
    "a|b.yaml",
    "<img src=x>.yaml",
    "x\n::add-mask::z.yaml",
    "[l](u).yaml",
)


@pytest.fixture
def hostile(here: Path) -> Path:
    """A management system whose every text is hostile, and a file whose name is no text."""
    write(here, FILES)
    if sys.platform != "win32":
        for name in NAMES:
            (here / "governance" / name).write_text("kind: dataset\n")
        if sys.platform == "linux":
            (here / os.fsdecode(b"governance/caf\xe9.yaml")).write_text("kind: dataset\n")
    return here


NEVER = {"script", "img", "a", "iframe", "svg", "style", "form", "input", "object", "blockquote", "pre", "b"}
"""Elements that none of our pages has."""


class _Elements(HTMLParser):
    """The elements and attributes of a page, as a browser would make them."""

    def __init__(self) -> None:
        super().__init__()
        self.tags: set[str] = set()
        self.attributes: set[str] = set()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.add(tag)
        self.attributes |= {name for name, _ in attrs}


def _strict(written: str) -> Any:
    """JSON as a strict reader takes it: ASCII, no key twice, no half characters, no numbers that are none."""

    def pairs(found: list[tuple[str, Any]]) -> dict[str, Any]:
        assert len(dict(found)) == len(found)
        return dict(found)

    def refuse(word: str) -> None:
        raise AssertionError(word)

    assert written.isascii()
    read = json.loads(written, object_pairs_hook=pairs, parse_constant=refuse)
    json.dumps(read, ensure_ascii=False).encode("utf-8")
    return read


def _rendered(markdown: str) -> None:
    """No text became markup: as GitHub's form of Markdown, rendered with raw HTML, and read as a browser would."""
    page = _Elements()
    page.feed(MarkdownIt("gfm-like", {"html": True, "linkify": False}).render(markdown))
    assert not page.tags & NEVER
    assert page.attributes <= {"style"}
    assert "](" not in markdown.replace("\\]", "")


def _plain(text: str) -> None:
    """Lines of our own, and nothing that speaks to a terminal or a runner."""
    assert all(line.replace("\u200b", "").isprintable() for line in text.split("\n"))
    assert commands(text) == []
    assert not any(line.startswith(("x.yaml", "END:", "| ---", "::")) for line in text.split("\n"))


def _annotations(text: str) -> None:
    """The only commands for GitHub's runner are our annotations, of which it shows ten of a kind."""
    given = commands(text)
    assert {each.name for each in given} <= {"error", "warning", "notice"}
    assert {each.properties.get("title") for each in given} <= {each.properties.get("title") for each in given[:200]}
    assert all(len([each for each in given if each.name == name]) <= 10 for name in ("error", "warning", "notice"))
    assert all(set(each.properties) <= {"file", "line", "endLine", "col", "endColumn", "title"} for each in given)


def _sarif(text: str) -> None:
    log = _strict(text)
    jsonschema.Draft202012Validator(LOG, registry=Registry()).validate(log)
    assert log["runs"][0]["results"]


def _junit(text: str) -> None:
    assert Xml.fromstring(text.encode()).tag == "testsuites"
    document = JUnitXml.fromstring(text.encode())
    assert sum(suite.tests for suite in document) == document.tests


def _calendar(text: str) -> None:
    events = [part for part in Calendar.from_ical(text).walk() if part.name == "VEVENT"]
    assert len(events) == text.count("\r\nUID:")
    assert text.replace("\r\n", "").isprintable()


READ = {
    "full": _plain,
    "concise": _plain,
    "json": lambda text: _strict(text)["findings"] or pytest.fail("no findings"),
    "github": _annotations,
    "gitlab": lambda text: _strict(text) or pytest.fail("no findings"),
    "sarif": _sarif,
    "junit": _junit,
    "markdown": _rendered,
}


def test_every_reader_of_a_check_sees_text_where_text_was(hostile: Path) -> None:
    assert set(READ) == set(reporters.names())
    out = hostile.parent / "out"
    out.mkdir()
    result = check("-v", *(word for form in READ for word in ("--report", f"{form}={out / form}")))
    assert result.exit_code == 1, result.output
    _plain(result.stdout)
    for form, read in READ.items():
        text = (out / form).read_bytes().decode("utf-8")
        if form not in ("github",):
            assert commands(text) == [], form
        read(text)
    found = json.loads((out / "json").read_text())["findings"]
    assert {"broken-ref", "unknown-field"} <= {each["rule"] for each in found}  # so the texts were read
    if sys.platform == "linux":
        paths = {each["path"] for each in found}
        assert "governance/caf\\udce9.yaml" in paths


@pytest.mark.parametrize(
    ("arguments", "read"),
    [
        (("coverage", "--output-format", "table"), _plain),
        (("coverage", "--output-format", "json"), _strict),
        (("coverage", "--output-format", "markdown"), _rendered),
        (("upcoming", "--output-format", "text"), _plain),
        (("upcoming", "--output-format", "json"), _strict),
        (("upcoming", "--output-format", "markdown"), _rendered),
        (("upcoming", "--output-format", "ics"), _calendar),
        (("show", "objectives/o"), _plain),
        (("show", "objectives/o", "--output-format", "json"), _strict),
        (("requirement", "6.1.2"), _plain),
        (("requirement", "6.1.2", "--output-format", "json"), _strict),
    ],
    ids=lambda value: "-".join(value[:1] + value[-1:]) if isinstance(value, tuple) else "",
)
def test_every_reader_of_another_command_as_well(hostile: Path, arguments: tuple[str, ...], read: Any) -> None:
    out = hostile.parent / "out"
    command, *rest = arguments
    result = run(command, "--as-of", AS_OF, *rest)
    assert result.exit_code == 0, result.output
    text = result.stdout_bytes.decode("utf-8")
    assert commands(text) == []
    read(text)
    assert not out.exists()
