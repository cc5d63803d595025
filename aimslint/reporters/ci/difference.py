"""What a change does, as tables of Markdown: to coverage, settings and exceptions, and to whom it is news."""

from collections.abc import Iterator, Sequence

from aimslint.model import Finding, Suppressed
from aimslint.reporters.ci.tables import titled
from aimslint.reporters.ci.words import exemption
from aimslint.reporters.text.difference import again
from aimslint.reporters.text.markdown import row
from aimslint.reporters.text.safe import printed
from aimslint.reporters.text.words import count
from aimslint.views.change import Difference, Stale, Step, Touched

# The parts of the room that tables may take, in hundredths.
SHARES = {"coverage": 25, "stale": 10, "code": 15, "settings": 15, "exempted": 15, "fixed": 15, "unseen": 5}
DIRECTIONS = {"lost": "🔻 lost", "gained": "🔺 gained", "changed": "changed"}


def tables(found: Difference, primary: str, room: int) -> Iterator[str]:
    """The tables that have something to say, in at most `room` bytes of rows.

    Requirements of the `primary` pack are named without its name.
    """
    rooms = {part: room * share // 100 for part, share in SHARES.items()}
    yield from _coverage(found.coverage, primary, rooms["coverage"])
    yield from titled("Made stale by this change", ("Record", "Rule", "Finding"), found.stale, _stale, rooms["stale"])
    heads = ("System", "Owner", "Changed", "Look again at")
    yield from titled("Systems whose code this change touches", heads, found.touched, _touched, rooms["code"])
    yield from titled("Changes to what is checked", ("Setting",), found.settings, _setting, rooms["settings"])
    yield from titled(
        "Exempted by this change", ("Finding", "Where", "Rule", "Why"), found.exempted, _exempted, rooms["exempted"]
    )
    yield from titled("Fixed", ("Finding", "Where", "Rule"), found.fixed, _gone, rooms["fixed"])
    yield from titled("Can no longer be seen", ("Finding", "Where", "Rule"), found.unseen, _gone, rooms["unseen"])


def _coverage(steps: Sequence[Step], primary: str, room: int) -> Iterator[str]:
    """What was lost comes first."""

    def line(step: Step) -> str:
        id_ = step.id.removeprefix(f"{primary}:")
        return row((DIRECTIONS[step.direction], id_, step.title, str(step.before), str(step.after), step.why))

    order = list(DIRECTIONS)
    heads = ("Coverage", "Requirement", "Title", "Before", "Now", "Why")
    yield from titled("Coverage", heads, sorted(steps, key=lambda step: order.index(step.direction)), line, room)


def _stale(one: Stale) -> str:
    return row((one.record, one.finding.rule, one.finding.message))


def _touched(touched: Touched) -> str:
    return row((touched.system, touched.owner, count(len(touched.files), "file"), again(touched)))


def _setting(words: str) -> str:
    return row((words,))


def _exempted(one: Suppressed) -> str:
    return row((one.finding.message, _spot(one.finding), one.finding.rule, exemption(one.by)))


def _gone(finding: Finding) -> str:
    return row((finding.message, _spot(finding), finding.rule))


def _spot(finding: Finding) -> str:
    return f"{printed(finding.location.path)}:{finding.location.line}"
