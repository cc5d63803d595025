"""Comments that keep the findings of a line from counting."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from aimslint.config import Config, RuleSettings
from aimslint.suppress.ignores import Ignore, read_ignore
from tests.suppress.checking import BROKEN, DAY, EVALUATION, check, parted

GOOD = "  # aimslint: ignore[broken-ref] it comes with the merger, until 2026-12-31"

FORMS = [
    ("ignore[a] why, until 2026-12-31", Ignore(("a",), "why", "2026-12-31")),
    ("ignore[a]: why; until: 2026-12-31.", Ignore(("a",), "why", "2026-12-31")),
    ("ignore [ a ,b,, a ] why until 2026-12-31", Ignore(("a", "b"), "why", "2026-12-31")),
    (
        "ignore[acme/own] – valid until the merger, until 2026-12-31",
        Ignore(("acme/own",), "valid until the merger", "2026-12-31"),
    ),
    ("ignore[a] why", Ignore(("a",), "why", "")),
    ("ignore[a] until 2026-12-31", Ignore(("a",), "", "2026-12-31")),
    ("ignore[a],until 2026-12-31", Ignore(("a",), "", "2026-12-31")),
    ("ignore[a] why, until summer", Ignore(("a",), "why", "summer")),
    ("ignore[a] until 2026-12-31 because of it", Ignore(("a",), "until 2026-12-31 because of it", "")),
    ("ignore[a] notuntil 2026-12-31", Ignore(("a",), "notuntil 2026-12-31", "")),
    ("ignore[a]", Ignore(("a",), "", "")),
    ("ignore[]", None),
    ("ignore[ , ] why, until 2026-12-31", None),
    ("ignore", None),
    ("ignore broken-ref", None),
    ("ignore[a", None),
    ("ignored[a] why", None),
    ("file-ignore[a] why", None),
    ("", None),
]


@pytest.mark.parametrize(("text", "meant"), FORMS, ids=[text for text, _ in FORMS])
def test_the_form(text: str, meant: Ignore | None) -> None:
    assert read_ignore(text) == meant


@given(st.text(max_size=40))
def test_whatever_is_written_is_read_or_refused(text: str) -> None:
    found = read_ignore(text)
    assert found is None or all(found.rules)


def test_on_the_line_and_above_it() -> None:
    beside = EVALUATION.format(GOOD)
    above = BROKEN.replace("system", f"{GOOD.strip()}\nsystem")
    for text in (beside, above):
        assert parted({"e.yaml": text}).open == []
        assert parted({"e.yaml": text}).suppressed == ["broken-ref by comment"]
        assert parted({"e.yaml": text}).said == []


def test_what_it_says_stays_in_the_report() -> None:
    report = check({"e.yaml": EVALUATION.format(GOOD)})
    (one,) = report.suppressed
    assert (one.by.reason, one.by.until, one.by.approved_by) == ("it comes with the merger", "2026-12-31", "")
    assert one.by.location is not None
    assert (one.by.location.path, one.by.location.line, one.by.location.column) == ("governance/e.yaml", 3, 15)
    assert one.finding in report.all_findings
    assert one.finding not in report.findings


@pytest.mark.parametrize(
    "text",
    [
        f"{GOOD.strip()}\n{BROKEN}",  # about the line of `kind`
        BROKEN.replace("id: ev", f"id: ev{GOOD}"),
        BROKEN + GOOD.strip(),
        BROKEN + f"description: '{GOOD}'\n",
        EVALUATION.format(GOOD.replace("broken-ref", "ref-to-wrong-type")),
    ],
)
def test_not_on_other_lines_nor_for_other_rules(text: str) -> None:
    outcome = parted({"e.yaml": text})
    assert len(outcome.open) == 1
    assert outcome.suppressed == []


def test_several_rules_and_one_that_finds_nothing() -> None:
    text = EVALUATION.format(GOOD.replace("[", "[ref-to-wrong-type, "))
    assert parted({"e.yaml": text}).said == ["suppression-unused governance/e.yaml:3"]
    assert parted({"e.yaml": text}).open == []


def test_in_every_document_and_in_front_matter() -> None:
    two = EVALUATION.format(GOOD) + "---\n" + EVALUATION.format(GOOD).replace("id: ev", "id: other")
    assert parted({"e.yaml": two}).open == []
    assert len(parted({"e.yaml": two}).suppressed) == 2
    assert parted({"e.md": f"---\n{EVALUATION.format(GOOD)}---\n\nText\n"}).open == []


def test_about_the_project_in_its_configuration() -> None:
    """What concerns no record is placed in aimslint.yaml, whatever the line."""
    comment = "version: 1\n# aimslint: ignore[no-policy] it is being written, until 2026-12-31\nphase: stage-1\n"
    files = {"aimslint.yaml": comment, "s.yaml": "{kind: ai_system, id: chat}"}
    assert "no-policy by comment" in parted(files).suppressed
    assert parted(files).said == []
    assert "no-policy by comment" not in parted({**files, "aimslint.yaml": "version: 1\n"}).suppressed


@given(st.integers(-400, 400))
def test_up_to_its_day_and_not_too_long(days: int) -> None:
    """Its last day counts; three months ahead is the most for an error."""
    until = DAY + timedelta(days)
    outcome = parted({"e.yaml": EVALUATION.format(GOOD.replace("2026-12-31", str(until)))})
    if until < DAY:
        assert outcome.said == ["suppression-expired governance/e.yaml:3"]
    elif until > date(2027, 2, 20):
        assert outcome.said == ["suppression-too-long governance/e.yaml:3"]
    else:
        assert outcome.said == []
    assert bool(outcome.open) is bool(outcome.said)
    assert bool(outcome.suppressed) is not bool(outcome.said)


def test_a_milder_rule_may_wait_longer() -> None:
    comment = EVALUATION.format(GOOD.replace("2026-12-31", "2027-05-20"))
    files = {"aimslint.yaml": "rules: {broken-ref: {severity: warning}}", "e.yaml": comment}
    assert parted({"e.yaml": comment}).said == ["suppression-too-long governance/e.yaml:3"]
    assert parted(files, config=Config(rules={"broken-ref": RuleSettings(severity="warning")})).said == []


def test_what_is_not_in_order_has_no_effect() -> None:
    for bad in (
        GOOD.replace("it comes with the merger", ""),
        GOOD.replace("it comes with the merger", "TODO"),
        GOOD.replace(", until 2026-12-31", ""),
        GOOD.replace("12-31", "13-31"),
        GOOD.replace("[broken-ref]", ""),
        GOOD.replace("broken-ref", "AIM301"),
    ):
        outcome = parted({"e.yaml": EVALUATION.format(bad)})
        assert len(outcome.open) == 1, bad
        assert len(outcome.said) == 1, bad


def test_a_code_is_answered_with_the_name() -> None:
    report = check({"e.yaml": EVALUATION.format(GOOD.replace("broken-ref", "AIM301"))})
    (said,) = (one.message for one in report.findings if one.rule == "suppression-unknown-rule")
    assert said == "the comment names `AIM301`, which is no rule; write its name, `broken-ref`"


def test_forbidden() -> None:
    forbidden = Config(inline_ignores="forbidden")
    outcome = parted({"e.yaml": EVALUATION.format(GOOD)}, config=forbidden)
    assert outcome.suppressed == []
    assert outcome.said == ["suppression-not-allowed governance/e.yaml:3"]


def test_disregarded() -> None:
    outcome = parted({"e.yaml": EVALUATION.format(GOOD)}, disregard=["comment", "waiver"])
    assert (len(outcome.open), outcome.suppressed, outcome.said) == (1, [], [])


def test_what_keeps_a_record_from_being_read_always_counts() -> None:
    text = "kind: evaluationn  # aimslint: ignore[unknown-kind] ours, until 2026-12-31\nid: ev\n"
    report = check({"e.yaml": text})
    assert {"unknown-kind", "suppression-not-allowed"} <= {one.rule for one in report.findings}
    assert report.suppressed == ()


def test_unused_only_where_all_could_be_judged() -> None:
    sound = "kind: evaluation\nid: ev" + GOOD + "\n"
    assert parted({"e.yaml": sound}).said == ["suppression-unused governance/e.yaml:2"]
    assert parted({"e.yaml": sound, "bent.yaml": "kind: evaluation\nid: [\n"}).said == []
    other = sound.replace("broken-ref", "risk-no-owner")
    assert parted({"e.yaml": other, "bent.yaml": "kind: ai_system\nid: [\n"}).said != []
    assert parted({"e.yaml": other, "bent.yaml": "kind: risk_register\nid: [\n"}).said == []


REFORMATTED = {
    "lines above": "# A comment\n\n\n" + EVALUATION.format(GOOD),
    "quotes": EVALUATION.format(GOOD).replace("chat", '"chat"'),
    "another order": "system: chat" + GOOD + "\nid: ev\nkind: evaluation\n",
    "windows lines": EVALUATION.format(GOOD).replace("\n", "\r\n"),
}


@pytest.mark.parametrize("name", REFORMATTED)
def test_fingerprints_of_what_is_suppressed_survive_reformatting(name: str) -> None:
    def prints(text: str) -> list[str]:
        return [one.finding.fingerprint for one in check({"e.yaml": text}).suppressed]

    assert prints(REFORMATTED[name]) == prints(EVALUATION.format(GOOD))
    assert len(prints(REFORMATTED[name])) == 1


def test_fingerprints_of_what_is_wrong_do_too() -> None:
    def prints(text: str) -> list[str]:
        return [one.fingerprint for one in check({"e.yaml": text}).findings if one.rule == "suppression-no-end"]

    bad = EVALUATION.format("  # aimslint: ignore[broken-ref] it comes")
    assert prints(bad) == prints("# More\n\n" + bad.replace("chat", "'chat'"))
    assert len(prints(bad)) == 1
