"""A page for each framework: what it is for here, what it cannot show, its sources and dates, how it is kept up."""

from collections import Counter
from collections.abc import Iterator, Sequence

from page_parts import MADE, counted, table
from requirement_pages import index_of, requirement_link

from aimslint.packaged import default_pack
from aimslint.packs import NEVER, Pack, Relation
from aimslint.rulebook import Rule, Rulebook

FOLDER = "docs/frameworks"


def framework_files(rulebook: Rulebook) -> dict[str, str]:
    """All pages about frameworks, by their path from the top."""
    packs = [pack for pack in rulebook.packs.values() if pack.requirements]
    pages = {f"{FOLDER}/{pack.name}.md": framework_page(pack, list(rulebook), rulebook) for pack in packs}
    return {f"{FOLDER}/README.md": frameworks_page(packs, list(rulebook)), **pages}


def frameworks_page(packs: Sequence[Pack], rules: Sequence[Rule]) -> str:
    """All frameworks, and how they are switched on."""
    lines = ["# Frameworks\n"]
    lines.append(
        f"aimslint comes with {counted(len(packs), 'framework')}. `{default_pack()}` is in use unless `packs` in\n"
        "aimslint.yaml says otherwise. Each is a folder of data; so can be [one of your own](../guides/packs.md).\n"
    )
    rows = [
        (
            f"[{pack.title}]({pack.name}.md)",
            f"`{pack.name}`",
            str(len(pack.requirements)),
            str(sum(rule.pack == pack.name for rule in rules)),
            str(len(pack.crosswalk.rows)),
        )
        for pack in packs
    ]
    lines.append(table(("Framework", "Name", "Requirements", "Rules", "Rows of its crosswalk"), rows))
    return MADE + "\n".join(lines)


def framework_page(pack: Pack, rules: Sequence[Rule], rulebook: Rulebook) -> str:
    """Everything there is to say of one framework."""
    about = pack.about
    own = [rule for rule in rules if rule.pack == pack.name]
    index = f"../requirements/{index_of(pack.name)}"
    lines = [f"# {pack.title}\n"]
    lines.append(
        f"Pack `{pack.name}`: [{counted(len(pack.requirements), 'requirement')}]({index}), "
        f"[{counted(len(own), 'rule')}](../rules/README.md) with codes {pack.code_prefix}"
        f"{_crosswalk_counts(pack)}.\n"
    )
    if about.purpose:
        lines += ["## What it is for here\n", f"{about.purpose.strip()}\n"]
    if about.cannot_show:
        lines += ["## What it cannot show\n", f"{about.cannot_show.strip()}\n"]
    if pack.crosswalk.not_covered:
        lines += ["## What no other framework covers\n", *_not_covered(pack)]
    if pack.timelines:
        lines += ["## When duties begin\n", *_timelines(pack)]
    if pack.crosswalk.rows:
        lines += ["## What of other frameworks helps with it\n", *_crosswalk(pack, rulebook)]
    if about.sources or pack.crosswalk.sources:
        lines += ["## Sources\n", *_sources(pack)]
    if about.updating:
        lines += ["## How it is kept up to date\n", f"{about.updating.strip()}\n"]
    return MADE + "\n".join(lines)


def _crosswalk_counts(pack: Pack) -> str:
    counts = Counter(row.relation for row in pack.crosswalk.rows)
    if not counts:
        return ""
    said = ", ".join(f"{counts[relation]} {relation}" for relation in Relation if counts[relation])
    return f", {counted(len(pack.crosswalk.rows), 'row')} of its crosswalk ({said})"


def _not_covered(pack: Pack) -> Iterator[str]:
    yield "These are shown by records of their own alone. Rows of the crosswalk that lead to them count for nothing.\n"
    rows = [
        (requirement_link(f"{pack.name}:{one.requirement}", "../requirements"), one.statement, ", ".join(one.stated_by))
        for one in pack.crosswalk.not_covered.values()
    ]
    yield table(("Requirement", "What the others do not ask for", "Source"), rows)


def _timelines(pack: Pack) -> Iterator[str]:
    known = list(pack.timelines.values())
    used = pack.timeline.name if pack.timeline is not None else ""
    yield "The timeline is a setting (`timelines` in aimslint.yaml).\n"
    heads = ("Date", *(f"`{one.name}`{' (unless set)' if one.name == used else ''}" for one in known))
    dates = known[0].dates
    yield table(heads, [(f"`{date}`", *(_day(one.dates[date]) for one in known)) for date in dates])
    for one in known:
        yield f"- `{one.name}`: {one.title}. {' '.join(one.source.split())} Last checked on {one.checked_on}."
    yield ""


def _day(day: str) -> str:
    return "never" if day == NEVER else day


def _crosswalk(pack: Pack, rulebook: Rulebook) -> Iterator[str]:
    yield (
        "How far each counts is told in [the guide](../guides/packs.md#crosswalkyaml). No row says that one is met\n"
        "because the other is, and a certificate for the other gives no presumption that this one is met.\n"
    )
    rows = []
    for row in pack.crosswalk.rows:
        name, _, bare = row.source.partition(":")
        known = name in rulebook.packs and bare in rulebook.packs[name].requirements
        source = requirement_link(row.source, "../requirements") if known else f"`{row.source}`"
        target = requirement_link(f"{pack.name}:{row.target}", "../requirements")
        rows.append((source, target, str(row.relation), ", ".join(row.stated_by), row.note))
    yield table(("From", "To", "Relation", "Source", "Note"), rows)


def _sources(pack: Pack) -> Iterator[str]:
    yield from (f"- {' '.join(source.split())}" for source in pack.about.sources)
    for key, said in pack.crosswalk.sources.items():
        yield f"- `{key}` in the tables above: {' '.join(said.split())}"
    yield ""
