"""Test cases of JUnit XML. All text in them is printable, so it is within what XML 1.0 allows."""

from xml.sax.saxutils import escape

from aimslint.model import Finding, Suppressed
from aimslint.report import Skip
from aimslint.reporters.ci.words import exemption
from aimslint.reporters.text.safe import one_line, printed, prose
from aimslint.reporters.text.words import count
from aimslint.rulebook import Rule
from aimslint.views import Listed

_QUOTES = {'"': "&quot;"}


def failed(listed: Listed, times: int) -> str:
    """A finding. `times` counts those of its rule that read alike. CI pages show the text, few show the message."""
    finding, rule, place = listed.finding, listed.rule, listed.finding.location
    said = one_line(finding.message)
    lines = [
        f"{printed(place.path)}:{place.line}:{place.column}: {finding.severity}[{one_line(finding.rule)}] {said}",
        f"why: {prose(rule.why)}",
        f"help: {prose(rule.help)}",
    ]
    if finding.requirements:
        lines.append(f"requirements: {one_line(', '.join(finding.requirements))}")
    text = escape("\n".join(lines))
    inside = f'<failure message={quoted(said)} type="{finding.severity}">{text}</failure>'
    return _case(rule, _name(finding, times), inside, finding)


def suppressed(one: Suppressed, rule: Rule, times: int) -> str:
    """A finding that does not count, with the reason."""
    why = f"{one_line(one.finding.message)} ({exemption(one.by)})"
    return _case(rule, _name(one.finding, times), f"<skipped message={quoted(why)}/>", one.finding)


def not_judged(skip: Skip, rule: Rule, times: int) -> str:
    """A rule that could not be judged for some records."""
    again = f" ({times})" if times > 1 else ""
    name = f"not judged for {count(skip.subjects, 'record')}{again}"
    return _case(rule, name, f"<skipped message={quoted(one_line(skip.reason))}/>")


def passed(rule: Rule) -> str:
    """A rule that found nothing."""
    return _case(rule, "nothing found", "")


def quoted(text: str) -> str:
    """`text` as the value of an attribute."""
    return f'"{escape(text, _QUOTES)}"'


def _name(finding: Finding, times: int) -> str:
    """What a finding is called: without a line, so that it is known again when lines move."""
    again = f" ({times})" if times > 1 else ""
    return f"{printed(finding.location.path)}: {one_line(finding.message)}{again}"


def _case(rule: Rule, name: str, inside: str, finding: Finding | None = None) -> str:
    place = f' file={quoted(printed(finding.location.path))} line="{finding.location.line}"' if finding else ""
    class_name = quoted(printed(f"aimslint.{rule.topic}.{rule.name}"))
    return f"<testcase classname={class_name} name={quoted(name)}{place}>{inside}</testcase>\n"
