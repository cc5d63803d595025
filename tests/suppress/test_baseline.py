"""The findings that a project began with."""

import json
from contextlib import suppress
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from aimslint.config import ConfigError
from aimslint.loading import Limits
from aimslint.suppress import Baseline, BaselineEntry, baseline_text, read_baseline
from aimslint.trees import MemoryTree
from tests.suppress.checking import BROKEN, ROLES, check, parted

NAME = "aimslint-baseline.json"
OTHER = BROKEN.replace("id: ev", "id: other")


def entries(files: dict[str, str]) -> list[BaselineEntry]:
    return [BaselineEntry.of(one) for one in check(files).findings if one.rule == "broken-ref"]


def baseline(files: dict[str, str], until: str = "") -> str:
    return baseline_text(entries(files), until)


def read(text: str | bytes, limits: Limits | None = None) -> Baseline:
    found = read_baseline(MemoryTree({NAME: text}), "", limits or Limits())
    assert found is not None
    return found


def test_what_it_holds_does_not_count_and_what_comes_does() -> None:
    files = {"e.yaml": BROKEN, NAME: baseline({"e.yaml": BROKEN})}
    outcome = parted(files)
    assert (outcome.open, outcome.suppressed, outcome.said) == ([], ["broken-ref by baseline"], [])
    assert parted({**files, "f.yaml": OTHER}).open == ["governance/f.yaml:3"]


def test_it_holds_when_lines_move_and_files_are_renamed() -> None:
    held = baseline({"e.yaml": BROKEN})
    assert parted({"sub/e.yaml": "# More\n\n" + BROKEN.replace("chat", "'chat'"), NAME: held}).open == []


def test_where_an_entry_stands() -> None:
    (one,) = check({"e.yaml": BROKEN, NAME: baseline({"e.yaml": BROKEN})}).suppressed
    assert one.by.location is not None
    assert (one.by.location.path, one.by.location.line) == (NAME, 4)


def test_mended_entries_are_told_at_their_lines() -> None:
    held = baseline({"e.yaml": BROKEN, "f.yaml": OTHER})
    report = check({"e.yaml": BROKEN, NAME: held})
    (said,) = (one for one in report.findings if one.rule == "baseline-entry-fixed")
    assert (said.location.path, said.location.line) == (NAME, 5)
    assert said.message == "broken-ref at evaluation/other is no longer found, and still in the baseline"


@pytest.mark.parametrize("written", [f'"fingerprin\\u0074": "{"1" * 32}"', f'"fingerprint": "\\u0031{"1" * 31}"'])
def test_mended_entries_are_told_however_json_writes_them(written: str) -> None:
    held = f'{{"version": 1, "findings": [{{{written}, "rule": "broken-ref"}}]}}'
    assert [one.fingerprint for one in read(held).entries] == ["1" * 32]
    assert parted({NAME: held}).said == [f"baseline-entry-fixed {NAME}:1"]


def test_mended_is_not_what_could_not_be_judged() -> None:
    held = baseline({"e.yaml": BROKEN})
    assert parted({"e.yaml": "kind: evaluation\nid: [\n", NAME: held}).said == []


def test_mended_is_not_what_is_waived() -> None:
    comment = BROKEN.replace("chat", "chat  # aimslint: ignore[broken-ref] it comes, until 2026-12-31")
    outcome = parted({"e.yaml": comment, NAME: baseline({"e.yaml": BROKEN})})
    assert (outcome.suppressed, outcome.said) == (["broken-ref by comment"], [])
    without = parted({"e.yaml": comment, NAME: baseline({"e.yaml": BROKEN})}, disregard=["comment"])
    assert without.suppressed == ["broken-ref by baseline"]


def test_after_its_end_all_counts_again() -> None:
    files = {"e.yaml": BROKEN, NAME: baseline({"e.yaml": BROKEN}, "2026-12-31")}
    assert parted(files, date(2026, 12, 31)).open == []
    late = parted(files, date(2027, 1, 1))
    assert (late.open, late.said) == (["governance/e.yaml:3"], [f"baseline-expired {NAME}:3"])
    (said,) = (one.message for one in check(files, date(2027, 1, 1)).findings if one.rule == "baseline-expired")
    assert "1 are open" in said


def test_disregarded() -> None:
    files = {"e.yaml": BROKEN, NAME: baseline({"e.yaml": BROKEN})}
    assert len(parted(files, disregard=["baseline"]).open) == 1
    assert parted(files, disregard=["comment", "waiver"]).open == []


def test_what_cannot_be_read_counts_whatever_it_holds() -> None:
    bent = {"e.yaml": "kind: evaluation\nid: [\n"}
    (finding,) = (one for one in check(bent).findings if one.rule == "not-yaml")
    report = check({**bent, NAME: baseline_text([BaselineEntry.of(finding)])})
    assert "not-yaml" in [one.rule for one in report.findings]


def test_findings_about_exceptions_count_whatever_it_holds() -> None:
    files = {"e.yaml": BROKEN.replace("chat", "chat  # aimslint: ignore"), "roles.yaml": ROLES}
    (finding,) = (one for one in check(files).findings if one.rule == "ignore-malformed")
    report = check({**files, NAME: baseline_text([BaselineEntry.of(finding)])})
    assert "ignore-malformed" in [one.rule for one in report.findings]


PRINTS = st.text("0123456789abcdef", min_size=32, max_size=32)
# A lone surrogate stands for a byte of a file name that is no text.
TEXTS = st.text(st.characters(codec="utf-8") | st.just("\udc80"), max_size=20)
ENTRIES = st.builds(BaselineEntry, TEXTS, TEXTS, TEXTS, PRINTS, TEXTS)


@given(st.lists(ENTRIES, unique_by=lambda one: one.fingerprint), st.sampled_from(["", "2026-12-31"]), st.randoms())
def test_what_is_written_is_read_and_the_order_does_not_matter(
    held: list[BaselineEntry], until: str, chance: object
) -> None:
    text = baseline_text(held, until)
    found = read(text)
    assert (set(found.entries), len(found.entries), found.until) == (set(held), len(held), until)
    shuffled = sorted(held, key=lambda _: chance.random())  # type: ignore[attr-defined]
    assert baseline_text(shuffled, until) == text
    assert baseline_text(found.entries, found.until) == text


@given(st.lists(ENTRIES, unique_by=lambda one: one.fingerprint, min_size=1))
def test_one_finding_a_line(held: list[BaselineEntry]) -> None:
    text = baseline_text(held)
    for entry in held:
        place = read(text).places[entry.fingerprint]
        assert f'"{entry.fingerprint}"' in text.split("\n")[place.line - 1]


GOOD = {"fingerprint": "0" * 32, "rule": "broken-ref", "record": "", "path": "", "message": ""}


@pytest.mark.parametrize(
    ("text", "line", "said"),
    [
        ("", 1, "no JSON"),
        ("[]", 1, "expected a map"),
        ('{"version": 1,\n"findings": [}', 2, "no JSON"),
        ('{"version": 1,\n<<<<<<< HEAD\n"findings": []}', 2, "conflict"),
        ('{\n"version": 2, "findings": []}', 2, "`version` is 2"),
        ('{\n"version": true, "findings": []}', 2, "`version` is true"),
        ('{\n"version": 1.0, "findings": []}', 2, "`version` is 1.0"),
        ('{\n"version": null, "findings": []}', 2, "`version` is null"),
        ('{"findings": []}', 1, "`version` is missing"),
        ('{"version": 1}', 1, "list under `findings`"),
        ('{"version": 1,\n"findings": {}}', 2, "list under `findings`"),
        ('{"version": 1,\n"until": "soon", "findings": []}', 2, "`until` is 'soon'"),
        ('{"version": 1,\n"until": 5, "findings": []}', 2, "`until` is 5"),
        ('{"version": 1,\n"untill": "2026-12-31", "findings": []}', 2, "did you mean `until`"),
        ('{"version": 1, "findings": [\n1]}', 1, "expected a map"),
        ('{"version": 1, "findings": [\n{"fingerprint": "xyz"}]}', 2, "no `fingerprint`"),
        ('{"version": 1, "findings": [\n{"rule": "broken-ref"}]}', 1, "no `fingerprint`"),
        (json.dumps({"version": 1, "findings": [{**GOOD, "rule": 1}]}), 1, "expected text"),
        (json.dumps({"version": 1, "findings": [{**GOOD, "lines": ""}]}), 1, "unknown key `lines`"),
        (b"\xef\xbb\xbf{}", 1, "`version` is missing"),
        (b'{\n"\xff": 1}', 2, "no UTF-8"),
        ("[" * 100_000, 1, "no JSON"),
        ('{"version": ' + "1" * 5000 + "}", 1, "no JSON"),
    ],
)
def test_a_broken_one_is_told_with_its_line(text: str | bytes, line: int, said: str) -> None:
    with pytest.raises(ConfigError) as raised:
        read(text)
    assert (raised.value.path, raised.value.line) == (NAME, line)
    assert said in raised.value.text


@given(st.binary(max_size=60) | st.text(max_size=60))
def test_whatever_it_holds_it_is_read_or_refused(content: bytes | str) -> None:
    with suppress(ConfigError):
        assert isinstance(read(content), Baseline)


def test_a_huge_one_is_refused() -> None:
    with pytest.raises(ConfigError, match="larger"):
        read(" " * 1000, Limits(file_bytes=100))


def test_below_the_root_it_belongs_to() -> None:
    tree = MemoryTree({NAME: "{}", f"sub/{NAME}": baseline_text([])})
    found = read_baseline(tree, "sub", Limits())
    assert found is not None
    assert found.path == f"sub/{NAME}"
    assert read_baseline(tree, "other", Limits()) is None
