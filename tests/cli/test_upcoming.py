"""`aimslint upcoming`, its calendar read by the icalendar package."""

import json
from datetime import date, datetime
from pathlib import Path
from typing import Any

import pytest
from icalendar import Calendar

from aimslint.reporters.text.safe import cells
from tests.cli.running import run, write
from tests.cli.sample import AS_OF, FILES

EVIL = r'"x, y; z\\n\nEND:VEVENT\r\nBEGIN:VEVENT 売上予測の確認をする人は誰ですか 売上予測の確認\e[31m\u2028"'


def upcoming(*arguments: str) -> str:
    result = run("upcoming", "--as-of", AS_OF, *arguments)
    assert result.exit_code == 0, result.output
    return result.stdout


def events(text: str) -> list[Any]:
    return list(Calendar.from_ical(text).walk("VEVENT"))


def test_it_lists_by_day_with_record_and_owner(here: Path) -> None:
    write(here, FILES)
    lines = upcoming().splitlines()
    assert lines[0] == "Up to 2027-02-18"
    assert lines[1].split() == ["2026-12-01", "risk", "acceptance", "ends", "risk", "R1", "lead"]
    assert lines[2].strip() == "Wrong answers"
    assert lines[-1] == "0 things overdue, 3 due from 2026-11-20 to 2027-02-18."
    assert all(cells(line) <= 100 for line in lines)


def test_overdue_things_come_first(here: Path) -> None:
    write(here, FILES)
    text = run("upcoming", "--as-of", "2026-12-05").stdout
    assert text.startswith("Overdue\n  2026-12-01")
    assert "\nUp to " in text


def test_how_far_to_look_ahead(here: Path) -> None:
    write(here, FILES)
    assert "0 due from 2026-11-20 to 2026-11-25" in upcoming("--within", "5d")
    assert "1 due from 2026-11-20 to 2026-12-20" in upcoming("--within", "1 month")
    result = run("upcoming", "--within", "soon")
    assert result.exit_code == 2
    assert "`soon` is no length of time; expected something like 90d, 3m or `90 days`" in result.stderr


def test_json(here: Path) -> None:
    write(here, FILES)
    found = json.loads(upcoming("--output-format", "json"))
    assert (found["version"], found["as_of"], found["until"]) == (1, AS_OF, "2027-02-18")
    assert found["summary"] == {"overdue": 0, "due": 3}
    assert found["upcoming"][0] | {"fingerprint": ""} == {
        "date": "2026-12-01",
        "overdue": False,
        "what": "risk acceptance ends",
        "record": {"kind": "risk", "id": "R1"},
        "title": "Wrong answers",
        "owner": "lead",
        "path": "governance/risks.yaml",
        "fingerprint": "",
        "requirements": [],
    }


def test_markdown(here: Path) -> None:
    write(here, FILES)
    text = upcoming("--output-format", "markdown")
    assert "## Overdue\n\nNothing.\n" in text
    assert "| 2026-12-01 | risk acceptance ends | risk R1 | Wrong answers | lead |\n" in text


def test_the_calendar_is_read_back(here: Path) -> None:
    write(here, FILES)
    text = upcoming("--output-format", "ics")
    calendar = Calendar.from_ical(text)
    assert (calendar["VERSION"], calendar["METHOD"]) == ("2.0", "PUBLISH")
    first, *_ = found = events(text)
    assert len(found) == 3
    assert first["SUMMARY"] == "risk R1: risk acceptance ends"
    assert first["DTSTART"].dt == date(2026, 12, 1)
    assert first["DTEND"].dt == date(2026, 12, 2)
    assert first["DTSTAMP"].dt == datetime.fromisoformat("2026-11-20T00:00:00+00:00")
    assert first["DESCRIPTION"] == "risk R1 (Wrong answers)\nOwner: lead\ngovernance/risks.yaml"
    fingerprints = [entry["fingerprint"] for entry in json.loads(upcoming("--output-format", "json"))["upcoming"]]
    assert [event["UID"] for event in found] == [f"{one}@aimslint" for one in fingerprints]
    assert not any(event.errors for event in found)


def test_the_calendar_follows_a_day_that_moves(here: Path) -> None:
    write(here, FILES)
    before = [event["UID"] for event in events(upcoming("--output-format", "ics"))]
    write(
        here,
        {"governance/risks.yaml": FILES["governance/risks.yaml"].replace("until: 2026-12-01", "until: 2026-12-02")},
    )
    assert [event["UID"] for event in events(upcoming("--output-format", "ics"))] == before


def test_the_same_records_on_the_same_day_give_the_same_bytes(here: Path) -> None:
    write(here, FILES)
    upcoming("--output-format", "ics", "-o", "one.ics")
    upcoming("--output-format", "ics", "-o", "two.ics")
    assert Path("one.ics").read_bytes() == Path("two.ics").read_bytes()
    lines = Path("one.ics").read_bytes().split(b"\r\n")
    assert lines[0] == b"BEGIN:VCALENDAR"
    assert lines[-1] == b""
    assert all(len(line) <= 75 and b"\n" not in line for line in lines)


def test_hostile_text_neither_adds_nor_ends_an_event(here: Path) -> None:
    text = f"kind: objectives\nid: o\nobjectives: [{{id: O1, statement: {EVIL}, due: 2026-12-01}}]\n"
    write(here, FILES | {"governance/objectives.yaml": text})
    upcoming("--output-format", "ics", "-o", "out.ics")
    raw = Path("out.ics").read_bytes()
    assert all(len(line) <= 75 for line in raw.split(b"\r\n"))
    assert raw.count(b"\n") == raw.count(b"\r\n") == len(raw.split(b"\r\n")) - 1
    found = events(raw.decode())
    assert len(found) == 4
    (objective,) = [event for event in found if "objective O1" in event["SUMMARY"]]
    assert "END:VEVENT" in objective["DESCRIPTION"]
    assert "売上予測の確認をする人は誰ですか" in objective["DESCRIPTION"]
    assert "\x1b" not in objective["DESCRIPTION"]
    assert all(
        len(line.replace("\\|", "").split("|")) == 7
        for line in upcoming("--output-format", "markdown").splitlines()
        if line.startswith("|")
    )
    assert all(cells(line) <= 100 for line in upcoming().splitlines())


def test_the_last_day_of_all_days_fits_a_calendar(here: Path) -> None:
    text = "kind: objectives\nid: o\nlast_reviewed: 2026-11-01\nreview_interval: 9999 years\n"
    write(here, {"governance/o.yaml": text})
    found = events(upcoming("--within", "9999y", "--output-format", "ics"))
    assert [event["DTSTART"].dt for event in found] == [date.max]


@pytest.mark.parametrize("form", ["text", "json", "markdown", "ics"])
def test_nothing_due_is_an_answer(here: Path, form: str) -> None:
    write(here, {"governance/roles.yaml": "kind: roles\nid: roles\nroles: [{id: lead}]\n"})
    assert upcoming("--output-format", form)


def test_several_projects_share_one_list(here: Path) -> None:
    write(here, {f"{root}/{path}": text for root in ("a", "b") for path, text in FILES.items()})
    assert "6 due from" in upcoming()
    assert "3 due from" in upcoming("b")
