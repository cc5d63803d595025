"""Two standards number alike: a bare id means the primary one, and where it may be misread that is said."""

import json
from pathlib import Path

import pytest

from tests.cli.running import AS_OF, ROLES, run, write

SOA = """\
kind: soa
id: soa
controls:
  - control: A.5.2   # roles? impacts?
    applicable: true
  - {control: "iso27001:A.5.2", applicable: true}
  - {control: A.6.2.4, applicable: true}
  - {control: OWN-1, own: true}
"""
RISK = "kind: risk_register\nid: register\nrisks: [{id: R1, controls: [A.5.2, OWN-1, A.6.2.4]}]\n"


def settings(primary: str, *packs: str) -> dict[str, str]:
    return {"aimslint.yaml": f"version: 1\nprimary: {primary}\npacks: [{', '.join(packs)}]\n"}


def told(*arguments: str) -> list[tuple[str, str]]:
    result = run("check", "--as-of", AS_OF, "--select", "ambiguous-standard-ref", "--output-format", "json", *arguments)
    return [(one["data_path"], one["message"]) for one in json.loads(result.stdout)["findings"]]


@pytest.fixture
def project(here: Path) -> Path:
    files = {"governance/roles.yaml": ROLES, "governance/soa.yaml": SOA, "governance/risks.yaml": RISK}
    return write(here, {**files, **settings("iso42001", "iso42001", "iso27001")})


def test_each_place_with_an_id_of_both_is_told_and_no_other(project: Path) -> None:
    said = "names `A.5.2`, which means iso42001:A.5.2 here; iso27001:A.5.2 is in use as well"
    assert told() == [("risks[R1].controls[A.5.2]", f"controls {said}"), ("controls[A.5.2].control", f"control {said}")]


def test_it_is_no_matter_while_the_second_pack_is_switched_off(project: Path) -> None:
    write(project, settings("iso42001", "iso42001"))
    assert told() == []


def test_the_primary_pack_decides_what_it_means(project: Path) -> None:
    write(project, settings("iso27001", "iso42001", "iso27001"))
    assert {message.partition("which means ")[2].split(" ")[0] for _, message in told()} == {"iso27001:A.5.2"}


def test_asked_to_it_writes_the_id_that_was_meant_all_along(project: Path) -> None:
    before = run("coverage", "--as-of", AS_OF).stdout
    run("check", "--as-of", AS_OF, "--select", "ambiguous-standard-ref", "--fix")
    assert (project / "governance/soa.yaml").read_text() == SOA  # which one was meant, people must say
    run("check", "--as-of", AS_OF, "--select", "ambiguous-standard-ref", "--fix", "--unsafe-fixes")
    soa = (project / "governance/soa.yaml").read_text()
    assert soa == SOA.replace("control: A.5.2   #", 'control: "iso42001:A.5.2"   #')
    assert '["iso42001:A.5.2", OWN-1, A.6.2.4]' in (project / "governance/risks.yaml").read_text()
    assert told() == []
    assert run("coverage", "--as-of", AS_OF).stdout == before
