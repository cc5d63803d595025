"""One finding in words: its first line, and what explains it."""

from collections.abc import Iterator, Mapping
from textwrap import wrap

from aimslint.model import Finding, Location
from aimslint.reporters.text.excerpt import Source, excerpt
from aimslint.reporters.text.most import PLACES
from aimslint.reporters.text.safe import one_line, prose
from aimslint.reporters.text.screen import Screen
from aimslint.views import Listed, Listing

WIDTH = 100


def first_line(finding: Finding, screen: Screen) -> str:
    """`path:line:column: error[rule] message`, which editors and terminals take for a link."""
    what = screen.paint(f"{finding.severity}[{finding.rule}]", finding.severity)
    return f"{screen.paint(spot(finding.location, screen), 'path')}: {what} {one_line(finding.message)}"


def explanation(listed: Listed, source: Source | None, listing: Listing, screen: Screen) -> Iterator[str]:
    """The lines below the first: the place in the file, related places, why, what to do, what it rests on."""
    finding, rule = listed.finding, listed.rule
    if source is not None:
        yield from excerpt(source, finding.location, screen)
    for related in finding.related[:PLACES]:
        yield from labelled("see", f"{spot(related.location, screen)}: {one_line(related.message)}", screen)
    if len(finding.related) > PLACES:
        yield from labelled("see", f"{len(finding.related) - PLACES} more places", screen)
    yield from labelled("why", prose(rule.why), screen)
    yield from labelled("help", prose(rule.help), screen)
    if finding.requirements:
        yield from labelled("requirements", requirements(finding.requirements, listing.titles, listing.primary), screen)


def spot(place: Location, screen: Screen) -> str:
    """`path:line:column`."""
    return f"{screen.path(place.path)}:{place.line}:{place.column}"


def requirements(ids: tuple[str, ...], titles: Mapping[str, str], primary: str) -> str:
    """Requirements with their titles; those of the primary pack under their bare ids."""
    named = []
    for id_ in ids:
        title = titles.get(id_)
        bare = prose(id_.removeprefix(f"{primary}:"))
        named.append(f"{bare} ({prose(title)})" if title else bare)
    return "; ".join(named)


def labelled(label: str, text: str, screen: Screen) -> Iterator[str]:
    """`= label: text`, indented and broken into lines of even length, never at the start of a line."""
    head = f"  = {label}: "
    first, *rest = wrap(text, WIDTH - len(head), break_on_hyphens=False, break_long_words=False) or [""]
    yield f"  = {screen.paint(label, 'label')}: {first}".rstrip()
    for line in rest:
        yield " " * len(head) + line
