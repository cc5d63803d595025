"""A page for each requirement of each pack, and their index by clause and objective group."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from condition_words import bullets, sentence
from page_parts import MADE, counted, kind_link, table

from aimslint.evidence import Shown, showings
from aimslint.packaged import default_pack
from aimslint.packs import Pack, Requirement, Row, all_pack_names, load_packs, read_map
from aimslint.records.table import all_kinds
from aimslint.rulebook import Rule, Rulebook
from aimslint.views.timelines import days_of

FOLDER = "docs/requirements"
USUAL = default_pack()
DOES = {"developer": "develops", "provider": "provides", "user": "uses"}
WRITTEN = {
    "explicit": "Asked for by the requirement itself",
    "implied": "Not asked for in so many words, yet nobody can show it without",
    "none": "Not asked for",
}
KEPT = {
    "document": "as a document that is kept up to date",
    "record": "as a result that is kept",
    "both": "as a document that is kept up to date and as results that are kept",
}


def requirement_files(rulebook: Rulebook) -> dict[str, str]:
    """All pages about requirements, by their path from the top."""
    packs = [pack for pack in rulebook.packs.values() if pack.requirements]
    guards = _guards(rulebook)
    pages = {
        f"{FOLDER}/{page_name(item.qualified)}": requirement_page(item, pack, raw, guards.get(item.qualified, []))
        for pack in packs
        for item, raw in _with_raw(pack)
    }
    indexes = {f"{FOLDER}/{index_of(pack.name)}": requirements_page(pack, packs, guards) for pack in packs}
    return {**indexes, **pages}


def page_name(qualified: str) -> str:
    """The file of a requirement, below the folder of these. Those of the usual pack lie at its top."""
    pack, _, id_ = qualified.partition(":")
    name = id_.replace(" ", "-")
    return f"{name}.md" if pack == USUAL else f"{pack}/{name}.md"


def index_of(pack: str) -> str:
    """The file that lists the requirements of a pack, below the folder of these."""
    return "README.md" if pack == USUAL else f"{pack}/README.md"


def _up(pack: str) -> str:
    """The way from pages of a pack to the folder of the documentation."""
    return ".." if pack == USUAL else "../.."


def requirement_link(qualified: str, folder: str) -> str:
    """A requirement as a link to its page; `folder` is the way to the folder of these."""
    return f"[{_said(qualified)}]({folder}/{page_name(qualified)})"


def requirement_links(ids: Sequence[str], folder: str) -> str:
    """Requirements as links with their titles; `folder` is the way to their pages."""
    titles = {
        item.qualified: item for pack in load_packs(all_pack_names()).values() for item in pack.requirements.values()
    }
    links = (f"{requirement_link(id_, folder)} {titles[id_].title}" for id_ in ids)
    return "<br>".join(links)


def requirements_page(pack: Pack, packs: Sequence[Pack], guards: Mapping[str, Sequence[Rule]]) -> str:
    """Every requirement of a pack by heading; the page of the usual pack also leads to the others."""
    usual, up = pack.name == USUAL, _up(pack.name)
    lines = ["# Requirements\n" if usual else f"# Requirements: {pack.title}\n"]
    if usual:
        lines.append(
            "What aimslint knows of each clause and control: what it asks for in our own words, how records show it,\n"
            "and which rules guard it. Ids and short titles are those of the standard; nothing else here is, and none\n"
            f"of it replaces the standard. [Coverage]({up}/coverage.md) tells how the status of a requirement comes\n"
            "about.\n"
        )
    else:
        lines.append(
            "What aimslint knows of each requirement: what it asks for in our own words, how records show it, and\n"
            f"which rules guard it. [The framework]({up}/frameworks/{pack.name}.md) tells what it is for here and\n"
            f"what it cannot show, [coverage]({up}/coverage.md) how the status of a requirement comes about.\n"
        )
    if usual:
        others = [f"[{one.title}]({index_of(one.name)})" for one in packs if one is not pack]
        lines.append(f"Of other [frameworks](../frameworks/README.md): {' · '.join(others)}\n")
        lines.append(f"## {pack.title}\n")
    for group, members in _groups(pack).items():
        lines.append(f"### {group} {pack.groups.get(group, '')}\n")
        rows = [
            (
                f"[{item.id}]({page_name(item.qualified).rpartition('/')[2]})",
                f"{item.title}<br>{item.summary}",
                item.phase,
                str(len(guards.get(item.qualified, ()))),
            )
            for item in members
        ]
        lines.append(table(("Id", "What it is about", "Phase", "Rules"), rows))
    return MADE + "\n".join(lines)


def requirement_page(item: Requirement, pack: Pack, raw: Mapping[str, Any], rules: Sequence[Rule]) -> str:
    """One requirement: what it asks for, of what, how it is shown, which rules guard it."""
    lines = [f"# {_said(item.qualified)} {item.title}\n", f"{item.summary}\n"]
    where = "the standard" if pack.name == USUAL else "the framework's own text"
    lines.append(f"*Our words. The requirement itself stands in {where}.*\n")
    lines.append(table(("", ""), _about(item, pack, raw)))
    lines += ["## How records show it\n", *_shown(item, pack)]
    if item.starts:
        lines += ["## From when on\n", *_begins(item, pack)]
    if ties := list(pack.crosswalk.to(item.id)):
        lines += ["## What of other frameworks helps with it\n", *_helped_by(item, pack, ties)]
    if rules:
        lines.append(f"## {counted(len(rules), 'rule').capitalize()} that guard{'s' if len(rules) == 1 else ''} it\n")
        rows = [
            (f"[{rule.name}]({_up(pack.name)}/rules/{rule.name}.md)", str(rule.severity), str(rule.phase), rule.title)
            for rule in rules
        ]
        lines.append(table(("Rule", "Severity", "Phase", "What it finds"), rows))
    else:
        lines.append("## Rules that guard it\n")
        lines.append("None: `aimslint coverage` alone tells what is missing here.\n")
    return MADE + "\n".join(lines)


def _about(item: Requirement, pack: Pack, raw: Mapping[str, Any]) -> Iterator[tuple[str, str]]:
    group = f"{item.group} {pack.groups.get(item.group, '')}".strip()
    yield "What it is", f"{item.kind} of {pack.title}, under {group}"
    yield "Phase", f"expected from {item.phase} on"
    yield "Asked of", _roles(item.roles) if item.roles else "every organisation"
    written = WRITTEN.get(str(raw.get("documented_information")))
    if written:
        kept = KEPT.get(str(raw.get("retained")))
        yield "In writing", f"{written}{f': {kept}' if kept else ''}."
    kinds = ", ".join(kind_link(kind, f"{_up(pack.name)}/records") for kind in item.evidence)
    yield "Usual records", kinds or "none"


def _roles(roles: Sequence[str]) -> str:
    words = [DOES.get(role, role) for role in roles]
    return f"whoever {', '.join(words[:-1])}{' or ' if len(words) > 1 else ''}{words[-1]} AI systems"


def _shown(item: Requirement, pack: Pack) -> Iterator[str]:
    showing, records = showings(pack)[item.id], f"{_up(pack.name)}/records"
    if item.for_each:
        yield f"It is asked of every {kind_link(item.for_each, records)}{' where' if item.where else '.'}\n"
        if item.where:
            yield "\n".join(bullets(item.where, showing.kinds)) + "\n"
    else:
        yield "It is asked of the management system as a whole.\n"
    if not showing.parts:
        yield "The catalogue does not say how records show it; what helps with it of other frameworks does.\n"
    several = len(showing.parts) > 1
    for number, (raw, ways) in enumerate(zip(item.shown_by, showing.parts, strict=True), 1):
        specs = raw["any_of"] if set(raw) == {"any_of"} else [raw]
        if several:
            yield f"### Part {number} of {len(showing.parts)}\n"
        for position, (spec, way) in enumerate(zip(specs, ways, strict=True)):
            yield from _way(spec, way, "Or by" if position else "By", records)
    if item.or_crosswalk:
        yield "Or by what helps with it of other frameworks, where that shows more.\n"


def _begins(item: Requirement, pack: Pack) -> Iterator[str]:
    kinds = showings(pack)[item.id].kinds
    for start in item.starts:
        where = f"where {sentence(start.where, kinds)}" if start.where is not None else "of all others"
        said = f"asked {where}: " if len(item.starts) > 1 or start.where is not None else ""
        yield f"- {said}`{start.date}`, {days_of(pack, start.date).replace(', in use', ', unless set')}"
    yield ""
    page = f"{_up(pack.name)}/frameworks/{pack.name}.md"
    yield f"[The framework]({page}#when-duties-begin) tells where these days come from.\n"


def _helped_by(item: Requirement, pack: Pack, ties: Sequence[Row]) -> Iterator[str]:
    not_covered = pack.crosswalk.not_covered.get(item.id)
    if not_covered is not None:
        yield f"It is shown by no crosswalk: {not_covered.statement.rstrip('.')}. The rows below count for nothing.\n"
    rows = [(f"`{tie.source}`", str(tie.relation), ", ".join(tie.stated_by), tie.note) for tie in ties]
    yield table(("Requirement", "Relation", "Source", "Note"), rows)
    yield f"Sources are told by [the framework]({_up(pack.name)}/frameworks/{pack.name}.md#sources).\n"


def _way(spec: Mapping[str, Any], way: Shown, by: str, records: str) -> Iterator[str]:
    kinds = " or ".join(kind_link(kind, records) for kind in way.kinds)
    source = f", found by `{spec['from']}`" if "from" in spec and spec["from"] not in way.kinds else ""
    yield f"{by} {kinds}{source}, which\n" if "from" in spec else f"{by} {kinds} itself, which\n"
    lines = ["- says something: without this it counts as **missing**"]
    lines += bullets(spec.get("content", ()), way.kinds, "  ")
    approved = [f"- is **documented**: {_approval(way)}"]
    lines += [*approved, *bullets(spec["documented"], way.kinds, "  ")] if "documented" in spec else approved
    if "operating" in spec:
        lines.append("- is **operating**: shown in use by what is dated, and not in the future")
        lines += bullets(spec["operating"], way.kinds, "  ")
    else:
        lines.append(f"- is **operating**: {_usual_use(way)}")
    if "fresh" in spec:
        lines.append("- and is not **stale**: this still holds")
        lines += bullets(spec["fresh"], way.kinds, "  ")
    else:
        lines.append("- and is not **stale**: its next review (`last_reviewed` plus `review_interval`) is not overdue")
    yield "\n".join(lines) + "\n"


def _approval(way: Shown) -> str:
    holders = {all_kinds()[kind.partition(".")[0]].holder or kind.partition(".")[0] for kind in way.kinds}
    approved = [kind for kind in sorted(holders) if all_kinds()[kind].nature in ("document", "result")]
    if approved:
        return f"its {' or '.join(f'`{kind}`' for kind in approved)} is approved, by somebody and on a day"
    return "it needs no approval"


def _usual_use(way: Shown) -> str:
    acts = [all_kinds()[kind].act_date for kind in way.kinds if kind in all_kinds() and all_kinds()[kind].act_date]
    return f"`{acts[0]}` is a day that has come" if acts else "`last_reviewed` is a day that has come"


def _groups(pack: Pack) -> dict[str, list[Requirement]]:
    found: dict[str, list[Requirement]] = {}
    for item in pack.requirements.values():
        found.setdefault(item.group, []).append(item)
    return found


def _with_raw(pack: Pack) -> Iterator[tuple[Requirement, Mapping[str, Any]]]:
    """Each requirement with what the catalogue says of it beyond what the program needs."""
    raw = {str(item["id"]): item for item in read_map(pack.folder / "catalogue.yaml")["requirements"]}
    for item in pack.requirements.values():
        yield item, raw[item.id]


def _guards(rulebook: Rulebook) -> dict[str, list[Rule]]:
    found: dict[str, list[Rule]] = {}
    for rule in rulebook:
        for id_ in rule.requirements:
            found.setdefault(id_, []).append(rule)
    return found


def _said(qualified: str) -> str:
    return qualified.removeprefix(f"{USUAL}:")
