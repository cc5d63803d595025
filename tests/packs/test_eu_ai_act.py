"""The Act's own logic: systems of every class and role, asked before and after each day on which a duty begins.

The records lie in `tests/projects`; nothing is done about any of them, or not enough. What must be found, and from
which day on under which timeline, is written down here from the articles, apart from the rules.
"""

import re
from collections.abc import Callable, Mapping
from datetime import date, timedelta
from functools import cache
from itertools import chain
from pathlib import Path
from typing import Any

import pytest
import yaml

from aimslint.config import Config, read_config
from aimslint.engine import check, rulebook_of
from aimslint.packs import load_pack, packs_folder, read_map
from aimslint.rulebook import Rulebook
from aimslint.trees import MemoryTree
from aimslint.views.upcoming import upcoming

CASE = Path(__file__).resolve().parents[1] / "projects" / "every-class-and-role-of-the-eu-ai-act"
TIMELINES = ("original", "omnibus")
NEVER = "9999-12-31"

Starts = tuple[str, str]
"""The first day of a duty: under the original timeline, and as the omnibus moves it."""

ANNEX_III: Starts = ("2026-08-02", "2027-12-02")
ANNEX_I: Starts = ("2027-08-02", "2028-08-02")
PUBLIC: Starts = ("2030-08-02", "2030-08-02")
# What was on the market before a day is spared; the amendment moved that day as well.
ANNEX_III_SPARED: Starts = ("2026-08-02", NEVER)
ANNEX_I_SPARED: Starts = ("2027-08-02", NEVER)
GENERAL: Starts = ("2026-08-02", "2026-08-02")
GPAI: Starts = ("2025-08-02", "2025-08-02")
GPAI_OLD: Starts = ("2027-08-02", "2027-08-02")
FIRST: Starts = ("2025-02-02", "2025-02-02")
ALWAYS: Starts = ("0001-01-01", "0001-01-01")


def of(starts: Starts, *systems: str) -> dict[str, Starts]:
    return dict.fromkeys(systems, starts)


CHANGED_SINCE = ("iii-changed-late", "iii-changed-some-day", "iii-old-repurposed")
BARE_PROVIDERS = {
    **of(ANNEX_III, "iii-provider", "iii-grid", "iii-renamed", *CHANGED_SINCE),
    **of(ANNEX_I, "i-provider", "i-manufacturer", "i-changed-late", "i-repurposed"),
    **of(ANNEX_III_SPARED, "iii-old-changed", "iii-between"),
    **of(ANNEX_I_SPARED, "i-between"),
    **of(PUBLIC, "iii-old-public", "i-old-public"),
}
THIN = {**of(ANNEX_III, "iii-thin"), **of(ANNEX_I, "i-thin")}
DEPLOYERS = {
    **of(ANNEX_III, "iii-deployer", "iii-lender", "iii-city", "iii-city-grid", "iii-employer", "iii-fria"),
    **of(ANNEX_III, "iii-renamed", "iii-changed-by-others"),
    **of(ANNEX_I, "i-deployer"),
}
REGISTERED = {
    **of(ANNEX_III, "iii-provider", "iii-grid", "iii-renamed", "iii-thin", "iii-city", *CHANGED_SINCE),
    **of(ANNEX_III_SPARED, "iii-old-changed", "iii-between"),
}

# By rule, which systems it must name, and from when.
BEGINNING: Mapping[str, Mapping[str, Starts]] = {
    "act-prohibited-live": {**of(FIRST, "banned"), **of((NEVER, "2026-12-02"), "banned-imagery")},
    "act-screened-before-new-practice": of((NEVER, "2026-07-24"), "image-screened"),
    "act-modified-not-provider": {**of(ANNEX_III, "iii-renamed"), **of(ANNEX_I, "i-repurposed")},
    "act-provider-file-incomplete": BARE_PROVIDERS | THIN,
    "act-instructions-thin": THIN,
    "act-oversight-not-designed": THIN,
    "act-accuracy-not-shown": THIN,
    "act-file-retention-short": THIN,
    "act-log-retention-short": BARE_PROVIDERS | THIN | DEPLOYERS,
    "act-no-post-market-plan": BARE_PROVIDERS | THIN,
    "act-no-incident-procedure": BARE_PROVIDERS | THIN | DEPLOYERS,
    "act-no-conformity": BARE_PROVIDERS,
    "act-no-declaration": THIN,
    "act-no-registration": {**REGISTERED, **of(PUBLIC, "iii-old-public")},
    "act-exempt-not-registered": of(ANNEX_III, "exempt-provider"),
    "act-no-fria": of(ANNEX_III, "iii-lender", "iii-city"),
    "act-fria-thin": of(ANNEX_III, "iii-fria"),
    "act-fria-not-notified": of(ANNEX_III, "iii-fria"),
    "act-fria-group-unsaid": of(ANNEX_III, "iii-deployer"),
    "act-no-provider-instructions": DEPLOYERS,
    "act-oversight-not-assigned": DEPLOYERS,
    "act-people-not-informed": of(ANNEX_III, "iii-employer"),
    "act-workers-not-informed": of(ANNEX_III, "iii-employer"),
    "act-importer-not-verified": {**of(ANNEX_III, "iii-importer"), **of(ANNEX_I, "i-importer")},
    "act-representative-not-verified": of(ANNEX_III, "iii-representative"),
    "act-distributor-not-verified": {
        **of(ANNEX_III, "iii-distributor"),
        **of(ANNEX_I, "i-distributor", "i-repurposed"),
    },
    "act-no-disclosure": of(GENERAL, "chat-provider", "chat-old", "moods-deployer", "fake-deployer"),
    "act-content-not-marked": {
        **of(GENERAL, "image-provider"),
        **of(("2026-08-02", "2026-12-02"), "image-old", "chat-old"),
    },
    "act-gpai-provider-undocumented": {**of(GPAI, "model", "model-systemic"), **of(GPAI_OLD, "model-old")},
    "act-gpai-no-copyright-or-summary": {
        **of(GPAI, "model", "model-open", "model-systemic"),
        **of(GPAI_OLD, "model-old"),
    },
    "act-gpai-systemic-risk-unmanaged": of(GPAI, "model-systemic"),
}
# Warnings that end where the errors begin.
ENDING: Mapping[str, Mapping[str, Starts]] = {
    "act-conformity-to-come": {name: day for name, day in BARE_PROVIDERS.items() if day != PUBLIC},
    "act-registration-to-come": REGISTERED,
}


def classed(*without: str) -> Callable[[dict[str, Any]], bool]:
    """Whether a class is given that is none of these."""
    return lambda act: act.get("class") not in (None, "unclassified", *without)


# By rule, from when it asks, and of what it asks whatever else a system says.
BY_CLASS: Mapping[str, tuple[Starts, Callable[[dict[str, Any]], bool]]] = {
    "act-class-no-rationale": (ALWAYS, classed()),
    "act-role-missing": (ALWAYS, lambda act: classed("out_of_scope")(act) and "roles" not in act),
    "act-annex-iii-point-missing": (
        ALWAYS,
        lambda act: act.get("class") in ("high_risk_annex_iii", "exempted_art_6_3") and "annex_iii_point" not in act,
    ),
    "act-exempt-6-3-no-record": (ALWAYS, lambda act: act.get("class") == "exempted_art_6_3"),
    "act-profiling-exempted": (
        ALWAYS,
        lambda act: act.get("class") == "exempted_art_6_3" and act.get("profiles_people") is True,
    ),
    "act-trigger-missing": (
        ALWAYS,
        lambda act: act.get("class") == "limited_risk_art_50" and "transparency_triggers" not in act,
    ),
    "act-prohibited-not-screened": (
        FIRST,
        lambda act: (
            "prohibited_screening" not in act
            and classed("prohibited", "gpai_model", "gpai_systemic_risk", "out_of_scope")(act)
        ),
    ),
}
SINGLE: Mapping[str, Mapping[str, Starts]] = {
    "act-class-missing": of(ALWAYS, "undecided", "forgotten"),
    "act-notified-body-unnamed": of(ALWAYS, "iii-thin"),
}
OF_INCIDENTS = {"act-serious-incident-late", "act-serious-incident-unsorted"}


@cache
def files() -> Mapping[str, bytes]:
    return {path.relative_to(CASE).as_posix(): path.read_bytes() for path in CASE.rglob("*.yaml")}


@cache
def systems() -> Mapping[str, dict[str, Any]]:
    """What each system of the case says, by its id."""
    texts = [raw for path, raw in files().items() if path.startswith("governance/")]
    found = chain.from_iterable(yaml.safe_load_all(raw) for raw in texts)
    return {record["id"]: record for record in found if record["kind"] == "ai_system"}


@cache
def config(timeline: str) -> Config:
    text = files()["aimslint.yaml"].decode().replace("original", timeline)
    return read_config("aimslint.yaml", text.encode())


@cache
def rulebook(timeline: str) -> Rulebook:
    """The rules of the Act alone, which is all that this asks about."""
    found = rulebook_of(MemoryTree({}), config(timeline), "")
    return Rulebook({name: rule for name, rule in found.rules.items() if rule.pack == "eu-ai-act"})


@cache
def told(timeline: str, day: date) -> Mapping[str, set[str]]:
    """The systems that each rule names."""
    report = check(MemoryTree(files()), day, config(timeline), rulebook=rulebook(timeline))
    found: dict[str, set[str]] = {name: set() for name in rulebook(timeline).rules}
    for finding in report.findings:
        if finding.record is not None and finding.rule in found:
            assert finding.record.id not in found[finding.rule], "one finding a system"
            found[finding.rule].add(finding.record.id)
    return found


def expected(rule: str, timeline: str, day: date) -> set[str]:
    """The systems that a rule must name, from the tables above."""
    which, today = TIMELINES.index(timeline), day.isoformat()
    if rule in BY_CLASS:
        starts, asked = BY_CLASS[rule]
        begun = starts[which] <= today
        return {name for name, record in systems().items() if begun and asked(record.get("eu_ai_act", {}))}
    if rule == "act-no-ai-literacy":
        return {name for name, record in systems().items() if FIRST[which] <= today and _of_interest(record)}
    if rule in ENDING:
        return {name for name, starts in ENDING[rule].items() if today < starts[which] < NEVER}
    table = SINGLE[rule] if rule in SINGLE else BEGINNING[rule]
    return {name for name, starts in table.items() if starts[which] <= today}


def _of_interest(record: dict[str, Any]) -> bool:
    """Whether literacy is owed: by providers and deployers of systems that are live; who offers a model offers none."""
    act = record.get("eu_ai_act", {})
    model = act.get("class") in ("gpai_model", "gpai_systemic_risk")
    ours = {"deployer"} if model else {"provider", "deployer"}
    return not ours.isdisjoint(act.get("roles", ())) and record["lifecycle_stage"] == "deployed"


def days() -> list[date]:
    """Each day on which something begins under some timeline, and the day before it."""
    tables = (*BEGINNING.values(), *ENDING.values(), {"": FIRST})
    named = {day for table in tables for starts in table.values() for day in starts} - {NEVER}
    starts = {date.fromisoformat(day) for day in named}
    return sorted(starts | {day - timedelta(days=1) for day in starts})


@pytest.mark.parametrize("timeline", TIMELINES)
@pytest.mark.parametrize("day", days(), ids=str)
def test_each_duty_binds_whom_it_binds_from_its_day_on(timeline: str, day: date) -> None:
    found = told(timeline, day)
    asked = [rule for rule in found if rule not in OF_INCIDENTS]
    assert {rule: sorted(found[rule]) for rule in asked} == {
        rule: sorted(expected(rule, timeline, day)) for rule in asked
    }


def test_every_rule_has_something_to_find_and_every_class_and_role_is_there() -> None:
    last = days()[-1]
    seen = {
        rule for day in (days()[0], last) for timeline in TIMELINES for rule, who in told(timeline, day).items() if who
    }
    assert set(rulebook("original").rules) - seen == OF_INCIDENTS
    acts = [record.get("eu_ai_act", {}) for record in systems().values()]
    assert {act["class"] for act in acts if "class" in act} == {
        *("prohibited", "high_risk_annex_i", "high_risk_annex_iii", "exempted_art_6_3", "limited_risk_art_50"),
        *("minimal_risk", "gpai_model", "gpai_systemic_risk", "out_of_scope", "unclassified"),
    }
    assert {role for act in acts for role in act.get("roles", ())} == {
        *("provider", "deployer", "importer", "distributor", "authorised_representative", "product_manufacturer")
    }


INCIDENT = """\
{kind: incidents, id: log, incidents: [{id: I1, systems: [iii-provider, chat-provider], serious_incident: true,
  detected_on: 2026-09-01, authority_report: {required: true, category: %s}}]}
"""


@pytest.mark.parametrize(("category", "days_left"), [("rights", 15), ("death", 10), ("widespread_infringement", 2)])
def test_a_report_is_late_the_day_after_its_deadline_where_the_duty_had_begun(category: str, days_left: int) -> None:
    tree = MemoryTree({**files(), "governance/log.yaml": (INCIDENT % category).encode()})
    last = date(2026, 9, 1) + timedelta(days=days_left)
    for timeline, day, late in (
        ("original", last, False),
        ("original", last + timedelta(days=1), True),
        ("omnibus", last + timedelta(days=1), False),
    ):
        report = check(tree, day, config(timeline), rulebook=rulebook(timeline))
        found = [finding.message for finding in report.findings if finding.rule == "act-serious-incident-late"]
        assert bool(found) is late, (timeline, day, found)


PACK = load_pack(packs_folder() / "eu-ai-act")
CROSSWALK = read_map(packs_folder() / "eu-ai-act" / "crosswalk.yaml")


def test_what_iso_42001_does_not_cover_is_asked_for_by_rules() -> None:
    """Classes, practices, technical file, rights assessment, logs, assessment, registration, models, reports."""
    guarded = {id_ for rule in rulebook("original") for id_ in rule.requirements}
    not_covered = {row["requirement"] for row in CROSSWALK["not_covered"]}
    assert {f"eu-ai-act:{id_}" for id_ in not_covered} <= guarded
    assert not_covered == {f"art-{name}" for name in (5, 6, 11, 18, 19, 27, 43, 47, 48, 49, "50-2", 53, 55, 73)}


def test_every_article_is_guarded_by_a_rule() -> None:
    guarded = {id_ for rule in rulebook("original") for id_ in rule.requirements}
    assert {requirement.qualified for requirement in PACK.requirements.values()} == guarded


def test_no_requirement_of_the_standard_is_said_to_equal_an_article() -> None:
    assert {row["relation"] for row in CROSSWALK["rows"]} == {"intersects", "supports"}


def test_timelines_differ_where_the_amendment_moves_a_day_and_nowhere_else() -> None:
    known = read_map(packs_folder() / "eu-ai-act" / "pack.yaml")["timelines"]["known"]
    first, then = (known[name]["dates"] for name in TIMELINES)
    assert {name: (first[name], then[name]) for name in first if first[name] != then[name]} == {
        "new_prohibition": (None, "2026-12-02"),
        "art_50_2_legacy": ("2026-08-02", "2026-12-02"),
        "high_risk_annex_iii": ANNEX_III,
        "high_risk_annex_i": ANNEX_I,
        "exempted_registration": ANNEX_III,
        "high_risk_annex_iii_legacy": ANNEX_III,
        "high_risk_annex_i_legacy": ("2026-08-02", "2028-08-02"),
        "new_prohibition_published": (None, "2026-07-24"),
    }
    assert read_map(packs_folder() / "eu-ai-act" / "pack.yaml")["timelines"]["default"] == "omnibus"
    assert "2026/1744" in known["omnibus"]["source"]
    assert "do not agree" in known["omnibus"]["source"]
    assert {known[name]["checked_on"] for name in TIMELINES} == {"2026-11-21"}


def test_nothing_promises_conformity() -> None:
    said = " ".join(" ".join(path.read_text(encoding="utf-8") for path in PACK.folder.rglob("*.yaml")).lower().split())
    assert not [word for word in ("compliant", "certified", "complies", "in compliance") if word in said]
    assert re.findall(r"(\S+) presumption", said) == ["no"]


PROVIDERS = BARE_PROVIDERS | THIN
OF_PROVIDERS = (9, 10, 11, 12, 13, 14, 15, 17, 18, 19, 43, 47, 48, 72, 73)
# By article, whom it binds, and from when: what `aimslint upcoming` must announce.
BINDING: Mapping[int | str, Mapping[str, Starts]] = {
    5: of((NEVER, "2026-12-02"), "banned-imagery"),
    **dict.fromkeys(OF_PROVIDERS, PROVIDERS),
    22: BEGINNING["act-representative-not-verified"],
    23: BEGINNING["act-importer-not-verified"],
    24: BEGINNING["act-distributor-not-verified"],
    25: {
        **of(ANNEX_III, "iii-renamed", *CHANGED_SINCE),
        **of(ANNEX_III_SPARED, "iii-old-changed"),
        **of(ANNEX_I, "i-repurposed", "i-changed-late"),
    },
    26: DEPLOYERS,
    27: of(ANNEX_III, "iii-lender", "iii-city", "iii-fria"),
    49: {**BEGINNING["act-no-registration"], **of(ANNEX_III, "exempt-provider")},
    50: BEGINNING["act-no-disclosure"],
    "50-2": BEGINNING["act-content-not-marked"],
    53: BEGINNING["act-gpai-no-copyright-or-summary"],
    55: of(GPAI, "model-systemic"),
}


@pytest.mark.parametrize("timeline", TIMELINES)
def test_each_duty_is_announced_for_whom_it_binds_with_its_day(timeline: str) -> None:
    report = check(MemoryTree(files()), date(2025, 2, 2), config(timeline), rulebook=rulebook(timeline))
    announced: dict[str, dict[str, str]] = {str(article): {} for article in BINDING}
    for due in upcoming([report], date(2040, 1, 1)).entries:
        for id_ in due.requirements:
            announced[id_.removeprefix("eu-ai-act:art-")][due.item.id or ""] = due.day
    which = TIMELINES.index(timeline)
    assert announced == {
        str(article): {name: starts[which] for name, starts in bound.items() if starts[which] != NEVER}
        for article, bound in BINDING.items()
    }
