"""Rules as SARIF describes them: what a code scanning page shows beside a finding."""

from collections.abc import Iterable
from typing import Any

from aimslint.model import Severity
from aimslint.reporters.text.markdown import escaped, rule_words
from aimslint.reporters.text.safe import one_line, prose
from aimslint.rulebook import Rule
from aimslint.views import Listing

LEVELS = {Severity.ERROR: "error", Severity.WARNING: "warning", Severity.INFO: "note"}
PROBLEMS = {Severity.ERROR: "error", Severity.WARNING: "warning", Severity.INFO: "recommendation"}
MOST_TAGS = 20
LONGEST = 1024


def descriptor(rule: Rule, listing: Listing) -> dict[str, Any]:
    """A `reportingDescriptor`. Its id is the rule's name, as in every other output."""
    return {
        "id": rule.name,
        "name": pascal(rule.name),
        "shortDescription": {"text": _cut(prose(rule.title)) + "."},
        "fullDescription": {"text": _cut(prose(rule.why)) or rule.name},
        "help": {"text": _text(rule, listing), "markdown": _markdown(rule, listing)},
        "defaultConfiguration": {"level": LEVELS[rule.rule_severity]},
        "properties": {
            "tags": [one_line(tag) for tag in _unique((*rule.requirements, rule.topic, rule.pack))][:MOST_TAGS],
            "precision": "high",
            # Never `security-severity`: a gap in a record would be shown as a vulnerability.
            "problem.severity": PROBLEMS[rule.severity],
            "code": rule.code,
            "phase": str(rule.phase),
        },
    }


def _text(rule: Rule, listing: Listing) -> str:
    named = "; ".join(f"{id_} {listing.titles.get(id_, '')}".rstrip() for id_ in rule.requirements)
    requirements = f"\n\nRequirements: {prose(named)}" if named else ""
    return f"{prose(rule.why)}\n\nWhat to do: {prose(rule.help)}{requirements}"


def _markdown(rule: Rule, listing: Listing) -> str:
    parts = [f"**{escaped(rule.name)}** ({escaped(rule.code)}, {rule.phase} and later)"]
    parts += [rule_words(rule.why), f"**What to do.** {rule_words(rule.help)}"]
    named = [f"- {escaped(id_)} {escaped(listing.titles.get(id_, ''))}".rstrip() for id_ in rule.requirements]
    if named:
        parts.append("\n".join(["**Requirements**", "", *named]))
    return "\n\n".join(parts)


def pascal(name: str) -> str:
    """`deployed-without-aiia` as `DeployedWithoutAiia`, the form that SARIF asks of names for people."""
    words = "".join(letter if letter.isascii() and letter.isalnum() else " " for letter in name).split()
    return "".join(word[:1].upper() + word[1:] for word in words)


def _cut(text: str) -> str:
    return text if len(text) < LONGEST else text[: LONGEST - 2] + "…"


def _unique(words: Iterable[str]) -> list[str]:
    return list(dict.fromkeys(words))
