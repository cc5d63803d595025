"""What is wrong with a pack ends the run with exit code 2, the file, the line and what to do."""

import re
from pathlib import Path
from typing import Any

import pytest

from tests.cli.running import AS_OF, run, write
from tests.packs.acme import FILES, FOLDER, bent

SECOND = {
    "governance/frameworks/other/pack.yaml": "name: other\ntitle: Other\ncode_prefix: ACM\n",
    "governance/frameworks/other/catalogue.yaml": (
        'groups: [{id: a, title: A}]\nrequirements: [{id: a-1, kind: clause, group: a, title: T, summary: "S"}]\n'
    ),
}
BAD = [
    ("crosswalk.yaml", "iso42001:6.2", "iso42001:6.9", r"crosswalk.yaml:4: `from: iso42001:6.9`: .* has no `6.9`"),
    ("crosswalk.yaml", "iso42001:A.2.2", "iso42001:A.2.1", r"crosswalk.yaml:3: .* has no `A.2.1`; likely `A.2.2`"),
    ("crosswalk.yaml", "iso42001:6.2", "iso9001:6.2", r"crosswalk.yaml:4: .*there is no pack `iso9001`"),
    ("crosswalk.yaml", "iso42001:6.2", "I-1", r"crosswalk.yaml:4: .*expected a requirement of another pack"),
    ("crosswalk.yaml", "iso42001:6.2", "acme-charter:I-1", r"crosswalk.yaml:4: .*expected a requirement of another"),
    ("crosswalk.yaml", "to: I-2", "to: I-9", r"crosswalk.yaml:4: this pack has no requirement `I-9`"),
    ("crosswalk.yaml", "to: I-2", 'to: "II"', r"crosswalk.yaml:4: `II` is a heading"),
    ("crosswalk.yaml", "to: I-2", "to: acme-charter:I-2", r"crosswalk.yaml:4: .*its own ids are written bare: `I-2`"),
    (
        "crosswalk.yaml",
        '{from: "iso42001:6.2", to: I-2',
        '{from: I-2, to: "iso42001:6.2"',
        r"crosswalk.yaml:4: .* `from` names a requirement of another pack, `to` .* one of this pack",
    ),
    (
        "crosswalk.yaml",
        '"iso42001:6.2", to: I-2, relation: equal',
        '"iso42001:A.2.2", to: I-1, relation: equal',
        r"crosswalk.yaml:4: the same stands on line 3",
    ),
    (
        "crosswalk.yaml",
        "not_covered:\n",
        "not_covered:\n  - {requirement: II-1, statement: X, source: group}\n",
        r"crosswalk.yaml:8: the same stands on line 7",
    ),
    ("crosswalk.yaml", "equal", "equals", r"crosswalk.yaml:4: `equals` is no relation: .*did you mean `equal`\?"),
    ("crosswalk.yaml", "source: group}", "source: grop}", r"crosswalk.yaml:4: .*`grop` is; did you mean `group`\?"),
    (
        "crosswalk.yaml",
        "requirement: II-1",
        "requirement: II-7",
        r"crosswalk.yaml:7: this pack has no requirement `II-7`",
    ),
    ("crosswalk.yaml", "rows:", "row:", r"crosswalk.yaml:2: unknown key `row`; did you mean `rows`\?"),
    (
        "pack.yaml",
        "format: 1",
        "format: 2",
        r"pack.yaml:1: .*format 2, and aimslint .* reads format 1: a newer aimslint",
    ),
    (
        "pack.yaml",
        "format: 1",
        'format: 1\nneeds_aimslint: "99.1"',
        r"pack.yaml:2: this pack needs aimslint 99\.1 or newer",
    ),
    ("pack.yaml", "format: 1", 'format: 3\nneeds_aimslint: "99.1"', r"pack.yaml:1: .*is needed, 99\.1 or later"),
    ("pack.yaml", "format: 1", "format: one", r"pack.yaml:1: `one` is no format"),
    (
        "pack.yaml",
        "code_prefix: ACM",
        "code_prefix: AIM",
        r"pack.yaml:4: codes that begin with AIM are those of the pack",
    ),
    (
        "pack.yaml",
        "code_prefix: ACM",
        "code_prefix: A",
        r"pack.yaml:4: `code_prefix`: expected two to eight capital letters.*; found 'A'",
    ),
    ("pack.yaml", "title:", "name: x\ntitle:", r"pack.yaml:3: duplicate-key: `name` is written a second time"),
    ("pack.yaml", "title: Charter of the Acme group", "title: [A]", r"pack.yaml:3: .*a text, found \['A'\]$"),
    (
        "pack.yaml",
        "high_tier: 2027-01-01",
        "high-tier: 2027-01-01",
        r"pack.yaml:9: `high-tier`: .*letters, digits and `_`",
    ),
    ("pack.yaml", "code_prefix: ACM\n", "", r"pack.yaml:1: `code_prefix` is missing here"),
    (
        "pack.yaml",
        "name: acme-charter",
        "name: acme",
        r"pack.yaml:2: the pack is called `acme`, and its folder `acme-charter`",
    ),
    ("pack.yaml", "title:", "titel:", r"pack.yaml:3: .*`titel`"),
    ("pack.yaml", "default: amended", "default: amendet", r"pack.yaml:6: .*`amendet`; did you mean `amended`\?"),
    ("pack.yaml", "high_tier: 2027-01-01, ", "", r"pack.yaml:9: timeline `amended` does not name the date `high_tier`"),
    ("pack.yaml", "high_tier: 2027-01-01", "high_tier: 2027-02-30", r"pack.yaml:9: `2027-02-30` is no day"),
    (
        "pack.yaml",
        "checked_on: 2026-11-02",
        "checked_on: today",
        r"pack.yaml:8: `checked_on`: .*YYYY-MM-DD; found 'today'",
    ),
    (
        "catalogue.yaml",
        "{date: rest}",
        "{date: rets}",
        r"catalogue.yaml:15: no timeline .* `rets`; did you mean `rest`\?",
    ),
    ("catalogue.yaml", "id: I-2", "id: I-1", r"catalogue.yaml:6: the id `I-1` is taken"),
    ("catalogue.yaml", 'group: "II"', 'group: "III"', r"catalogue.yaml:9: there is no heading `III`"),
    ("catalogue.yaml", "kind: requirement", "kind: requiremnt", r"catalogue.yaml:5: .*did you mean `requirement`\?"),
    (
        "catalogue.yaml",
        "id: II-1",
        "id: 2.1",
        r"catalogue.yaml:7: `id`: expected a text, found 2.1; write it in quotes",
    ),
    ("catalogue.yaml", "id: II-1", 'id: "II:1"', r"catalogue.yaml:7: `id`: .*without colon.*; found 'II:1'"),
    ("catalogue.yaml", "id: II-1", r'id: "II\n1"', r"catalogue.yaml:7: `id`: .*on one line"),
    ("catalogue.yaml", "id: II-1", f"id: {'x' * 61}", r"catalogue.yaml:7: `id`: at most 60 characters"),
    (
        "catalogue.yaml",
        "shown_by: [{content: [oversight.overseers]}]",
        "shown_by: {content: id}",
        r":16: .*expected a list",
    ),
    (
        "catalogue.yaml",
        "{content:",
        "{contents:",
        r"catalogue.yaml:16: II-1: .*known here: from, content,.*`content`\?",
    ),
    (
        "catalogue.yaml",
        "{content: [oversight.overseers]}",
        "{content: nam}",
        r"catalogue.yaml:16: II-1: .*mean `name`\?",
    ),
    ("catalogue.yaml", "requirements:", "requirements: [", r"catalogue.yaml:"),
    ("overseer-missing.yaml", "date: high_tier", "date: high_teir", r":9: there is no date `high_teir`; did you mean"),
    ("overseer-missing.yaml", "{date: high_tier}", "{day: high_tier}", r":9: a setting is a value, a list, or"),
    ("overseer-missing.yaml", "code: ACM001", "code: ACMX001", r":2: codes of this pack begin with ACM"),
    ("overseer-missing.yaml", "code: ACM001", "code: acm-1", r":2: `acm-1` is no code: expected two to eight capital"),
    (
        "overseer-missing.yaml",
        "[II-1]",
        "[iso42001:A.2]",
        r":6: .*under it stand `iso42001:A.2.2`, .*`iso42001:A.2.4`$",
    ),
    ("overseer-missing.yaml", "[II-1]", "[II-2]", r":6: `II-2` is no requirement; did you mean `I-2`\?"),
    ("overseer-missing.yaml", "[II-1]", '["eu-ai-act:art-140"]', r":6: `eu-ai-act:art-140` is no requirement; did you"),
    (
        "aimslint.yaml",
        "acme-charter]",
        "acme-chart]",
        r"aimslint.yaml:4: there is no pack `acme-chart`; .*did you mean `acme",
    ),
    ("aimslint.yaml", "rule_folders: [governance/frameworks]\n", "", r":3: .*below a folder that `rule_folders` names"),
    (
        "aimslint.yaml",
        "[governance/frameworks]",
        "[../frameworks]",
        r":4: .*a folder `acme-charter` .*`../frameworks`$",
    ),
    (
        "aimslint.yaml",
        "packs:",
        "timelines: {acme-charter: first2}\npacks:",
        r":4: .*no timeline `first2`; .*mean `first`",
    ),
    ("aimslint.yaml", "packs:", "timelines: {acme: first}\npacks:", r":4: `timelines` names `acme`, which is none of"),
    ("aimslint.yaml", "packs:", "timelines: {iso42001: first}\npacks:", r":4: .*has no timeline `first`; it has none"),
]


@pytest.mark.parametrize(("file", "old", "new", "said"), BAD)
def test_a_mistake_is_told_at_its_line(here: Path, file: str, old: str, new: str, said: str) -> None:
    write(here, bent("oversight/" + file if file.startswith("overseer") else file, old, new))
    result = run("check", "--as-of", AS_OF)
    assert result.exit_code == 2
    assert re.match(rf"aimslint: (?:{FOLDER}/\S*)?.*{said}", result.output), result.output


def test_two_packs_of_ones_own_cannot_have_one_prefix(here: Path) -> None:
    settings = FILES["aimslint.yaml"].replace("acme-charter]", "acme-charter, other]")
    write(here, {**FILES, **SECOND, "aimslint.yaml": settings})
    result = run("check", "--as-of", AS_OF)
    assert result.exit_code == 2
    assert "other/pack.yaml:3: codes that begin with ACM are those of the pack `acme-charter`" in result.output


def test_a_rule_of_ones_own_pack_bears_a_prefix_of_the_organisation(here: Path) -> None:
    path = f"{FOLDER}/oversight/overseer-missing.yaml"
    write(here, {**FILES, path: FILES[path].replace("acme/", "")})
    result = run("check", "--as-of", AS_OF)
    assert result.exit_code == 2
    assert result.output.startswith(f"aimslint: {path}:1: own rules bear a prefix of the organisation")


@pytest.mark.parametrize("file", ["pack", "catalogue", "crosswalk", "oversight/overseer-missing"])
def test_a_file_that_nobody_would_read_is_told(here: Path, file: str) -> None:
    path = f"{FOLDER}/{file}.y"
    files = {**FILES, f"{path}ml": FILES[f"{path}aml"]}
    del files[f"{path}aml"]
    write(here, files)
    result = run("check", "--as-of", AS_OF)
    assert result.exit_code == 2
    better = file.rpartition("/")[2]
    assert result.output.startswith(f"aimslint: {path}ml:1: ")
    assert f"call it `{better}.yaml`" in result.output


@pytest.mark.parametrize("file", ["pack.yaml", "catalogue.yaml", "crosswalk.yaml", "oversight/overseer-missing.yaml"])
def test_nothing_of_a_pack_is_read_outside_of_the_repository(here: Path, file: str, tmp_path_factory: Any) -> None:
    outside = tmp_path_factory.mktemp("outside") / "secret.yaml"
    outside.write_text("secret: 1\n", encoding="utf-8")
    write(here, FILES)
    (here / FOLDER / file).unlink()
    (here / FOLDER / file).symlink_to(outside)
    result = run("check", "--as-of", AS_OF)
    assert result.exit_code == 2
    assert result.output.startswith(f"aimslint: {FOLDER}/{file}:1: ")
    assert "leads out" in result.output
    assert "bug" not in result.output


def test_a_pack_without_a_catalogue_says_where_requirements_stand(here: Path) -> None:
    write(here, {path: text for path, text in FILES.items() if "catalogue" not in path})
    result = run("check", "--as-of", AS_OF)
    assert result.exit_code == 2
    assert "crosswalk.yaml:3: this pack has no requirement `I-1`: it has none at all" in result.output


def test_the_name_of_a_pack_is_no_selector(here: Path) -> None:
    write(here, FILES)
    result = run("check", "--select", "acme-charter", "--as-of", AS_OF)
    assert result.exit_code == 2
    assert "`acme-charter`, which is a pack; write `--pack acme-charter`" in result.output


@pytest.mark.parametrize("taken", ["iso42001", "core"])
def test_a_pack_cannot_be_called_as_one_that_comes_with_aimslint(here: Path, taken: str) -> None:
    write(here, {**FILES, f"governance/frameworks/{taken}/pack.yaml": f"name: {taken}\ntitle: Mine\n"})
    result = run("check", "--as-of", AS_OF)
    assert result.exit_code == 2
    assert f"{taken}/pack.yaml:1: a pack that comes with aimslint is called `{taken}`" in result.output


def test_the_pack_of_rules_about_reading_is_no_framework(here: Path) -> None:
    write(here, bent("aimslint.yaml", "acme-charter]", "core]"))
    result = run("check", "--as-of", AS_OF)
    assert (result.exit_code, "there is no pack `core`" in result.output) == (2, True)


@pytest.mark.parametrize(
    "raw", [b"", b"\xff\xfe", b"- a\n", b"a: *b\n", b"a: 1\n---\nb: 2\n", b"42\n", b"? [a]\n: b\n"]
)
@pytest.mark.parametrize("file", ["pack.yaml", "catalogue.yaml", "crosswalk.yaml"])
def test_whatever_the_bytes_of_a_pack_it_is_told(here: Path, file: str, raw: bytes) -> None:
    write(here, {**FILES, f"{FOLDER}/{file}": raw})
    result = run("check", "--as-of", AS_OF)
    assert result.exit_code == 2
    assert re.match(rf"aimslint: {FOLDER}/{file}:\d+: ", result.output), result.output


def test_a_requirement_of_the_whole_says_where_its_records_are(here: Path) -> None:
    without = "shown_by: [{content: [policy.purpose]}], phase: foundation}"
    write(here, bent("catalogue.yaml", "phase: foundation}", without))
    result = run("coverage", "--pack", "acme-charter", "--as-of", AS_OF)
    assert result.exit_code == 2
    assert f"{FOLDER}/catalogue.yaml:5: I-1: `from` is missing: where the records are" in result.output


@pytest.mark.parametrize("shown_by", ["{from: soa.controls.control, content: id}", "{from: procedures.covers}"])
def test_requirements_show_no_requirement(here: Path, shown_by: str) -> None:
    write(here, bent("catalogue.yaml", "phase: foundation}", f"shown_by: [{shown_by}], phase: foundation}}"))
    result = run("coverage", "--pack", "acme-charter", "--as-of", AS_OF)
    assert (result.exit_code, "leads to requirements" in result.output) == (2, True)


def test_a_requirement_is_not_asked_of_requirements(here: Path) -> None:
    write(here, bent("catalogue.yaml", "for_each: ai_system", "for_each: requirement"))
    result = run("coverage", "--pack", "acme-charter", "--as-of", AS_OF)
    assert (result.exit_code, "catalogue.yaml:13: II-1: a requirement is asked of records" in result.output) == (
        2,
        True,
    )


def test_a_catalogue_that_asks_for_what_no_record_has_is_told_at_its_line(here: Path) -> None:
    write(here, bent("catalogue.yaml", "oversight.overseers", "oversight.oversers"))
    result = run("coverage", "--pack", "acme-charter", "--as-of", AS_OF)
    assert result.exit_code == 2
    assert f"{FOLDER}/catalogue.yaml:16: II-1: `oversers` is no field of" in result.output
