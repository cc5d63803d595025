"""Coverage as a page for a browser or a printer: one file, without a script, that loads nothing."""

from collections.abc import Iterator
from datetime import date

from aimslint.coverage import Coverage, Status
from aimslint.reporters.coverage.markdown import HEADS, cells, heads_with_before
from aimslint.reporters.coverage.table import counts, moved, partly
from aimslint.reporters.text.html import page, table, text
from aimslint.views.coverage_groups import Group, groups
from aimslint.views.difference import Earlier

# The word says the status, the colour repeats it: the page is read in print, and by people who see no colours.
STYLE = """:root { color-scheme: light dark; }
body { font: 1rem/1.45 system-ui, sans-serif; max-width: 76rem; margin: 2rem auto; padding: 0 1rem; }
table { border-collapse: collapse; width: 100%; margin: 1.5rem 0; }
caption { text-align: left; font-weight: bold; padding: .4rem 0; }
th, td { text-align: left; vertical-align: top; padding: .3rem .6rem; border-bottom: 1px solid #8888; }
th, td { overflow-wrap: anywhere; }
tbody th { font-weight: normal; min-width: 5rem; border-left: .4rem solid #8888; }
tbody td:nth-child(2) { min-width: 14rem; }
.operating th { border-left-color: #2a8a4a; }
.documented th { border-left-color: #3a78c0; }
.stale th { border-left-color: #b58a00; }
.draft th { border-left-color: #c07a2a; }
.missing th { border-left-color: #b83a3a; }
@media print { body { margin: 0; max-width: none; } tr { break-inside: avoid; } }
"""


def write(coverage: Coverage, as_of: date, earlier: Earlier | None = None) -> Iterator[str]:
    """What records show, to be opened, printed, or kept beside an audit."""
    return page(f"Coverage of {coverage.pack.title}, {as_of}", STYLE, _body(coverage, as_of, earlier))


def _body(coverage: Coverage, as_of: date, earlier: Earlier | None) -> Iterator[str]:
    yield f"<h1>Coverage of {text(coverage.pack.title)}</h1>\n"
    yield f"<p>Phase {coverage.phase}, as of {as_of}. {text(counts(coverage))} {text(partly(coverage))}</p>\n"
    steps = None
    if earlier is not None:
        steps = earlier.steps(coverage)
        yield f"<p>{text(moved(earlier.base, steps.values()))}</p>\n"
        yield from (f"<p>{text(said)}</p>\n" for said in earlier.settings)
    for group in groups(coverage):
        rows = [(str(row.status), cells(row, steps)) for row in group.rows]
        yield from table(_caption(group), HEADS if steps is None else heads_with_before(), rows)
    yield "<p>What records show; no verdict.</p>\n"


def _caption(group: Group) -> str:
    operating = sum(row.status is Status.OPERATING for row in group.rows)
    return f"{group.id} {group.title} – {operating} of {len(group.rows)} operating"
