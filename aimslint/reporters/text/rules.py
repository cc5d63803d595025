"""Rules for people: all of them in a table, or everything about one."""

from collections.abc import Iterator, Mapping, Sequence
from textwrap import wrap

from aimslint.packs import Pack
from aimslint.reporters.text.finding import requirements
from aimslint.reporters.text.safe import prose, shown
from aimslint.reporters.text.statistics import table
from aimslint.rulebook import Example, Rule
from aimslint.views.rule_words import commits, depends, subject
from aimslint.views.timelines import days_of, sources

WIDTH = 100
LABEL = 14


def overview(rules: Sequence[Rule]) -> Iterator[str]:
    """One line a rule."""
    rows: list[tuple[str, ...]] = [("code", "rule", "severity", "phase", "title")]
    rows += [(rule.code, rule.name, str(rule.severity), str(rule.phase), prose(rule.title)) for rule in rules]
    yield from table(rows)


def description(rule: Rule, titles: Mapping[str, str], primary: str, pack: Pack | None = None) -> Iterator[str]:
    """Everything about one rule of a pack.

    `titles` are those of requirements by qualified id, `primary` their usual pack.
    """
    yield f"{rule.name} ({rule.code})\n"
    yield from _paragraph(rule.title, "")
    yield "\n"
    changed = f" here; {rule.rule_severity} unless configured" if rule.severity is not rule.rule_severity else ""
    yield from _labelled("severity", f"{rule.severity}{changed}")
    yield from _labelled("phase", f"{rule.phase} and later" if rule.phase.rank < 3 else str(rule.phase))
    yield from _labelled("requirements", requirements(rule.requirements, titles, primary) or "none: it is about form")
    yield from _labelled("applies to", subject(rule))
    for position, condition in enumerate(rule.where_text):
        yield from _labelled("" if position else "where", condition)
    if rule.raised_by is None:
        yield from _labelled("role, tier", depends(rule))
    for position, (name, value) in enumerate(rule.settings.items()):
        yield from _labelled("" if position else "settings", f"{name}: {_value(value)}")
    if pack is not None and rule.dates:
        yield from _timelines(rule, pack)
    yield from _labelled("pack, topic", f"{rule.pack}, {rule.topic}")
    yield from _labelled("since", rule.since)
    for title, text in (("Why", rule.why), ("What to do", rule.help)):
        yield f"\n{title}\n"
        yield from _paragraph(text, "  ")
    for example in rule.examples:
        yield from _example(example)


def _timelines(rule: Rule, pack: Pack) -> Iterator[str]:
    """What each known timeline says of the dates that the rule asks for, and where that comes from."""
    for position, (name, date) in enumerate(rule.dates.items()):
        yield from _labelled("" if position else "dates", f"{name}: {date}: {days_of(pack, date)}")
    for position, (name, source) in enumerate(sources(pack)):
        yield from _labelled("" if position else "timelines", f"{name}: {source}")


def _example(example: Example) -> Iterator[str]:
    day = f" on {example.as_of}" if example.as_of else ""
    own = ", with settings of its own" if example.config else ""
    yield f"\n{'Good' if example.good else 'Bad'} example{day}{own}\n"
    for line in example.text.rstrip("\n").split("\n"):
        yield f"    {''.join(map(shown, line))}".rstrip() + "\n"
    if example.history:
        yield "  as it came to be in these commits\n"
        for told in commits(example):
            yield from _paragraph(told, "    ")


def _labelled(label: str, text: str) -> Iterator[str]:
    for position, line in enumerate(wrap(prose(text), WIDTH - LABEL, break_on_hyphens=False) or [""]):
        yield f"{'' if position else label:{LABEL}}{line}".rstrip() + "\n"


def _paragraph(text: str, indent: str) -> Iterator[str]:
    for line in wrap(prose(text), WIDTH - len(indent), break_on_hyphens=False):
        yield f"{indent}{line}\n"


def _value(value: object) -> str:
    return ", ".join(map(str, value)) if isinstance(value, list) else str(value)
