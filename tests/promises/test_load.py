"""Very much of anything: bounded time and memory, and output that people can use.

The whole sizes, 5,000 systems, 20,000 risks and their 100,000 findings, are tried by `tests/extra/check_load.py`.
"""

import json
import sys
from dataclasses import replace
from pathlib import Path

import pytest

from aimslint.model import Exemption, Location, Related, Severity, Subject, Suppressed
from aimslint.reporters.text.most import FULL, LINES, PLACES
from aimslint.views import Listed
from tests.cli.running import AS_OF, check, write
from tests.promises.loading import measured
from tests.reporters.listings import SCREEN, finding, listing, many, rule
from tests.reporters.test_golden import write as output

MEGABYTE = 1 << 20


@pytest.mark.parametrize(("form", "limit"), [("full", "FULL"), ("concise", "LINES")])
def test_of_very_many_findings_the_worst_are_listed_and_the_rest_counted(
    monkeypatch: pytest.MonkeyPatch, form: str, limit: str
) -> None:
    most = 200  # of the true limits, one is as good as another
    monkeypatch.setattr(f"aimslint.reporters.{form}.{limit}", most)
    many_findings = many(most + 500)
    text = "".join(output(form, many_findings, SCREEN))
    assert sum(": error[" in line for line in text.splitlines()) == most
    assert "First of all" not in text
    assert "\n… and 502 more findings, no worse than these: `--statistics` counts them by rule" in text
    quiet = "".join(output(form, many_findings, replace(SCREEN, quiet=True)))
    assert "… and 502 more findings" in quiet
    assert "… and" not in "".join(output(form, many(most - 2), SCREEN))


def test_the_limits_are_what_people_can_bear() -> None:
    assert FULL * len("".join(output("full", many(0), SCREEN))) < 2 * MEGABYTE
    assert FULL < LINES <= 10_000


def test_the_worst_stay_in_the_order_of_files() -> None:
    warnings = [finding(severity=Severity.WARNING, location=Location(f"{n:05}.yaml", 1, 1, 1, 2)) for n in range(FULL)]
    mixed = [*warnings, finding(location=Location("zz.yaml", 1, 1, 1, 2))]
    lines = "".join(output("full", listing(*(Listed(each, rule(), {}) for each in mixed)), SCREEN)).splitlines()
    heads = [line.partition(":")[0] for line in lines if "[deployed-without-aiia]" in line]
    assert [head.rpartition("/")[2] for head in heads] == [f"{number:05}.yaml" for number in range(FULL - 1)] + [
        "zz.yaml"
    ]


def test_what_does_not_count_is_cut_as_well() -> None:
    by = Exemption("baseline", "", "", "", Location("aimslint-baseline.json", 1, 1, 1, 2))
    held = tuple(Suppressed(finding(fingerprint=f"{number:032x}"), by) for number in range(FULL + 7))
    text = "".join(output("concise", listing(suppressed=held), replace(SCREEN, verbose=True)))
    assert text.count("= in the baseline") == FULL
    assert "… and 7 more findings" in text


def test_one_finding_names_so_many_places_and_counts_the_rest() -> None:
    places = tuple(Related(Location("a.yaml", line, 1, line, 2), f"place {line}") for line in range(1, 500))
    made = listing(Listed(finding(related=places, record=Subject("ai_system", "chat")), rule(), {}))
    text = "".join(output("full", made, SCREEN))
    assert text.count("= see: ") == PLACES + 1
    assert f"= see: {499 - PLACES} more places" in text


@pytest.mark.parametrize("form", ["json", "gitlab"])
def test_programs_get_everything(form: str) -> None:
    written = json.loads("".join(output(form, many(FULL), SCREEN)))
    assert len(written["findings"] if form == "json" else written) == FULL + 2


def test_a_line_of_a_megabyte_is_cut_where_it_is_shown(here: Path) -> None:
    write(here, {"governance/s.yaml": f'{{kind: ai_system, id: s, name: "{"x " * (MEGABYTE // 2)}", owner: nobody}}\n'})
    result = check()
    assert result.exit_code == 1
    assert "system-no-intended-use" in result.stdout
    assert max(map(len, result.stdout.splitlines())) < 2_000


@pytest.mark.skipif(sys.platform == "win32", reason="nobody tells the memory of a process there")
def test_thousands_of_entries_take_bounded_time_and_memory(here: Path) -> None:
    """About a tenth of what the promise is about; time and memory grow as the entries do."""
    entries = "".join(f"  - {{id: r-{n}, title: Risk {n}, owner: nobody, systems: [s-{n}]}}\n" for n in range(1_500))
    write(here, {"governance/risks.yaml": f"kind: risk_register\nid: risks\nrisks:\n{entries}"})
    run = measured(here, "check", "--as-of", AS_OF, "--phase", "surveillance")
    assert run.code == 1
    assert run.seconds < 20
    assert run.megabytes < 300
    assert len(run.output) < 2 * MEGABYTE
    assert b"more findings, no worse than these" in run.output
