"""What is done with a fuzz input: it is loaded, checked, mended, and told in every form. Nothing may go wrong.

What a run may end in is a report, or an error whose text is meant for people. Everything else is a find: another
exception, an output that its format's reader refuses or that obeys a record, a line that the file does not have.
"""

import zlib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import date
from functools import lru_cache
from importlib import import_module
from pathlib import Path

from aimslint import reporters
from aimslint.config import FILE_NAME, Config, ConfigError
from aimslint.coverage import coverage_of
from aimslint.engine import check, config_of, packs_of, roots_of, rulebook_of
from aimslint.loading import Limits, load_file, locate
from aimslint.loading.comments import read_comments
from aimslint.loading.events import python_events
from aimslint.mending import Seen, mend
from aimslint.packs import PackError
from aimslint.report import Report
from aimslint.reporters.text.screen import Screen
from aimslint.rulebook import Rulebook, RuleError
from aimslint.trees import MemoryTree
from aimslint.views import Wanted, narrow
from aimslint.views.show import page_of
from aimslint.views.upcoming import upcoming, within
from fuzz.files import files_of
from fuzz.judging import judge_error, judge_output

AS_OF = date(2026, 11, 20)
SCREEN = Screen(Path("/home/kim/lender"), Path("/home/kim/lender"))
LIMITS = Limits()
MOST_ROOTS = 3
MOST_PAGES = 4
FORMS = (*reporters.names(), "statistics")
VIEWS = ("coverage", "upcoming", "show")
SLICES, MENDING = 5, 7
"""In a hurry, an input meets one rule of so many, beside those about reading; and one input of so many is mended."""

Files = Mapping[str, bytes]


def load_bytes(data: bytes) -> None:
    """Read an input as a record file, with positions and comments, by both parsers. Raises for a find."""
    path = "a.md" if data[:1] == b"-" and zlib.crc32(data) % 2 else "a.yaml"
    loaded = load_file(path, data)
    lines = loaded.text.count("\n") + loaded.text.count("\r") + 1
    assert path == "a.md" or loaded.documents or loaded.problems, "neither a document nor a problem"
    for problem in loaded.problems:
        assert problem.place.span is not None, f"{problem.rule} has no place"
        assert 1 <= problem.place.span.line <= lines, f"{problem.rule} is placed outside of the file"
    located = locate(path, loaded.text)
    for document in loaded.documents:
        located.find((), document=document.index)
        if isinstance(document.data, dict):
            for key in document.data:
                assert located.has((key,), document=document.index), f"{key!r} is nowhere"
                located.source((key,), document=document.index)
    read_comments(path, loaded.text)
    if len(data) < 2_000:
        load_file(path, data, events=python_events)


def check_bytes(data: bytes, *, hurry: bool = False) -> None:
    """Check an input as a repository, tell the report in every form, mend it. Raises for a find.

    In a `hurry`, each input sees one or two forms, chosen by its checksum; many inputs together see them all.
    """
    files = files_of(data)
    number = zlib.crc32(data) if hurry else 0
    tree = MemoryTree(files)
    configs: dict[str, Config] = {}
    reports: list[Report] = []
    for root in roots_of(tree, "")[:MOST_ROOTS]:
        try:
            configs[root] = config_of(tree, root)
            reports.append(_checked(tree, configs[root], root, number if hurry else None))
        except (ConfigError, PackError, RuleError) as error:
            judge_error(error, files)
    if not reports:
        return
    for report in reports:
        _judge_places(report, files)
    listing = narrow(reports, Wanted())
    for form in _chosen(FORMS, number) if hurry else FORMS:
        for colour in (number % 2 == 1,) if hurry else (False, True):
            screen = replace(SCREEN, colour=colour, verbose=colour)
            write = reporters.statistics if form == "statistics" else reporters.reporter(form)
            judge_output(form, "".join(write(listing, screen)))
    for view in _chosen(VIEWS, number)[:1] if hurry else VIEWS:
        for form, text in _view(view, reports[0], configs[reports[0].root]):
            judge_output(form, text)
    if number % MENDING == 0:
        for unsafe in (False, True):
            _mended(files, configs[reports[0].root], reports[0].root, number if hurry else None, unsafe=unsafe)


def _chosen(names: Sequence[str], number: int) -> list[str]:
    return [names[number % len(names)], names[number // len(names) % len(names)]]


def _checked(tree: MemoryTree, config: Config, root: str, number: int | None) -> Report:
    rulebook = rulebook_of(tree, config, root) if config.rule_folders or config.rules else _usual(tuple(config.packs))
    if number is not None:
        rules = rulebook.rules.items()
        some = {
            name: rule
            for place, (name, rule) in enumerate(rules)
            if rule.raised_by is not None or (place + number) % SLICES == 0
        }
        rulebook = Rulebook(some)
    return check(tree, AS_OF, config, root, rulebook=rulebook)


@lru_cache(maxsize=8)
def _usual(packs: tuple[str, ...]) -> Rulebook:
    primary = "iso42001" if "iso42001" in packs else packs[0] if packs else "iso42001"
    return rulebook_of(MemoryTree({}), Config(packs=list(packs), primary=primary), "")


def _judge_places(report: Report, files: Files) -> None:
    for finding in report.all_findings:
        place = finding.location
        text = report.aims.texts.get(place.path)
        if text is None:
            raw = files.get(place.path, b"")
            lines = raw.count(b"\n") + raw.count(b"\r") + 1
        else:
            lines = text.count("\n") + text.count("\r") + 1
        assert 1 <= place.line <= lines, f"{finding.rule} stands at line {place.line} of {lines} in {place.path!r}"
        assert place.column >= 1, f"{finding.rule} stands at column {place.column}"


def _view(view: str, report: Report, config: Config) -> Iterator[tuple[str, str]]:
    """What another command shows of a report, by the form it is in."""
    match view:
        case "coverage":
            pack = packs_of(config).get(config.primary)
            if pack is not None and pack.requirements:
                coverage = coverage_of(report, pack)
                for form in ("table", "json", "markdown"):
                    yield form, "".join(import_module(f"aimslint.reporters.coverage.{form}").write(coverage, AS_OF))
        case "upcoming":
            agenda = upcoming([report], within("9999d", AS_OF))
            for form in ("text", "json", "markdown", "ics"):
                yield form, "".join(import_module(f"aimslint.reporters.upcoming.{form}").write(agenda))
        case "show":
            for record in report.aims.records[:MOST_PAGES]:
                page = page_of(report, record, within("1 year", AS_OF), rules=True)
                for form in ("text", "json"):
                    yield form, "".join(import_module(f"aimslint.reporters.show.{form}").write(page, AS_OF, SCREEN))


def _mended(files: Files, config: Config, root: str, number: int | None, *, unsafe: bool) -> None:
    def look(contents: Files) -> Seen:
        report = _checked(MemoryTree({**files, **contents}), config, root, number)
        texts = report.aims.texts
        wanted = [(found, texts[found.location.path]) for found in report.findings if found.location.path in texts]
        return Seen(wanted, report.all_findings)

    outcome = mend(look, files.__getitem__, unsafe=unsafe)
    for path, content in outcome.after.items():
        assert path != FILE_NAME or root, "the settings were mended"
        before, now = load_file(path, outcome.before[path]), load_file(path, content)
        assert len(now.problems) <= len(before.problems), f"mending broke {path!r}"
        assert len(now.documents) == len(before.documents), f"mending changed what {path!r} holds"
