"""What there is to say about a rule: as plain data, and in words what it is about."""

from collections.abc import Iterator
from typing import Any

from aimslint.history.scripted import person
from aimslint.packs import Pack
from aimslint.records.table import all_kinds
from aimslint.rulebook import Example, Rule
from aimslint.views.timelines import timelines_as_data

_RAISED = {
    "loading": "every file, while it is read",
    "records": "every record, while its fields are read",
    "link": "every record, while references are followed",
    "suppress": "every exception from a rule",
}
_SUBJECTS = {
    "project": "the management system as a whole",
    "record": "every record, of whatever kind",
    "requirement": "every requirement of the pack",
    "reference": "every reference from one record to another",
    "evidence": "every piece of evidence that a record names",
    "not_applicable": "every field that a record declares not applicable",
}
_DEPENDS = {"organisation_role": "the organisation's role for a system", "risk_tier": "the system's risk tier"}


def as_data(rule: Rule, pack: Pack | None = None) -> dict[str, Any]:
    """Everything about a rule of a pack, as `aimslint rule --output-format json` prints it."""
    return {
        "name": rule.name,
        "code": rule.code,
        "title": rule.title,
        "pack": rule.pack,
        "topic": rule.topic,
        "severity": str(rule.severity),
        "rule_severity": str(rule.rule_severity),
        "phase": str(rule.phase),
        "requirements": list(rule.requirements),
        "why": rule.why,
        "help": rule.help,
        "for_each": rule.for_each,
        "kinds": list(rule.kinds),
        "where": list(rule.where_text),
        "check": rule.check,
        "raised_by": rule.raised_by,
        "settings": dict(rule.settings),
        "dates": dict(rule.dates),
        "timelines": timelines_as_data(pack, rule.dates.values()) if pack is not None and rule.dates else {},
        "needs": list(rule.needs),
        "since": rule.since,
        "examples": [_example(example) for example in rule.examples],
    }


def _example(example: Example) -> dict[str, Any]:
    told = {"history": list(commits(example))} if example.history else {}
    day = {"as_of": example.as_of} if example.as_of else {}
    return {"good": example.good, "path": example.path, "text": example.text, **day, **told}


def commits(example: Example) -> Iterator[str]:
    """The history of an example, one line a commit: day, author, subject and files."""
    for one in example.history:
        step = one.step
        files = [f"{path} removed" if text is None else path for path, text in step.files.items()]
        what = ", ".join(
            [*files, *(["all that is shown" if not files else "all else that is shown"] if one.rest else [])]
        )
        who = " and ".join(person(each).name for each in step.by)
        written = f", written {step.authored}" if step.authored is not None else ""
        cut = "; a shallow clone begins here" if step.boundary else ""
        yield f"{step.on}{written}, {who}: {step.says} ({what}){cut}"


def subject(rule: Rule) -> str:
    """What a rule is about, in words."""
    if rule.raised_by is not None:
        return _RAISED[rule.raised_by]
    if rule.for_each in _SUBJECTS:
        return _SUBJECTS[rule.for_each]
    return "every " + ", every ".join(_kind(kind) for kind in rule.kinds)


def depends(rule: Rule) -> str:
    """Whether the role of the organisation and the risk tier of a system decide if a rule applies."""
    conditions = " ".join(rule.where_text)
    named = [words for field, words in _DEPENDS.items() if field in conditions]
    if not named:
        return "any"
    return f"{' and '.join(named)} decide{'s' if len(named) == 1 else ''} whether it applies"


def _kind(kind: str) -> str:
    about = all_kinds().get(kind)
    if about is None or about.holder is None:
        return kind
    return f"{kind} of {about.holder}"
