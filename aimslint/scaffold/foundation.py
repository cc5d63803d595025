"""The records that a management system begins with: scope, policy, roles and the AI systems."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from typing import Any

from aimslint.aims import Aims
from aimslint.config import FILE_NAME
from aimslint.dataclass import dataclass
from aimslint.records.table import all_kinds
from aimslint.scaffold.making import Ground, begun, needs
from aimslint.scaffold.page import Draft, record_text
from aimslint.scaffold.places import RECORD_SCHEMA, SCHEMAS, at, new_path, schema_from
from aimslint.trees import overlaid

LEADER = "top-management"
LEADER_TITLE = "Top management"

SETTINGS = """\
version: 1
phase: foundation   # then stage-1, stage-2, surveillance: how far you have come
include: [governance/**, "**/*.aims.yaml", "**/*.aims.md"]   # the files that hold records
"""


@dataclass(frozen=True, slots=True)
class SystemAnswer:
    """What is known of an AI system; empty where it is not. `owner` is the id or the title of a role."""

    name: str
    stage: str = ""
    owner: str = ""


@dataclass(frozen=True, slots=True)
class Answers:
    """What was told about the organisation; `parts` are those it plays for AI: developer, provider, user, …"""

    organisation: str = ""
    parts: Sequence[str] = ()
    systems: Sequence[SystemAnswer] = ()


@dataclass(frozen=True, slots=True)
class Begun:
    """A file to write, or, with `text` None, what makes it needless: a record of its kind that is there."""

    path: str
    text: str | None


def settings(root: str, *, schema: bool) -> Begun:
    """The configuration; with `schema`, it names the one that will lie in `.aimslint`."""
    first = f"# yaml-language-server: $schema={SCHEMAS}/aimslint.schema.json\n" if schema else ""
    return Begun(at(root, FILE_NAME), first + SETTINGS)


def foundation(answers: Answers, ground: Ground, *, schema: bool) -> list[Begun]:
    """The five files of a beginning, or as many as there are systems; what is there already is left out and named.

    With `schema`, each file names the schema that lies, or will lie, in `.aimslint`.
    """
    found: list[Begun] = []
    drafts: dict[str, Draft] = {}
    for draft in _drafts(answers, ground.aims):
        there = _there(draft, ground.aims)
        path = there or new_path(all_kinds()[draft.kind], draft.id, ground.aims, ground.config)
        if there is not None or path is None:
            found += [Begun(there, None)] if there is not None else []
            continue
        drafts[path] = replace(draft, schema=_schema(path, ground, schema))
    lacking = needs(drafts, ground)
    return found + [Begun(path, record_text(draft, lacking, ground.phase)) for path, draft in drafts.items()]


def _schema(path: str, ground: Ground, will_be: bool) -> str | None:
    tree = overlaid(ground.tree, {at(ground.aims.root, RECORD_SCHEMA): b"{}"}) if will_be else ground.tree
    return schema_from(path, ground.aims.root, tree)


def _there(draft: Draft, aims: Aims) -> str | None:
    """The file of a record that makes the draft needless."""
    if draft.kind == "ai_system":
        same = aims.find(draft.kind, draft.id)
        return same.path if same is not None else None
    return next((item.path for item in aims.of_kind((draft.kind,))), None)


def _drafts(answers: Answers, aims: Aims) -> Iterator[Draft]:
    whose = answers.organisation or "your organisation"
    of = f" of {answers.organisation}" if answers.organisation else ""
    leader = _leader(aims)
    systems = {slug(system.name): system for system in answers.systems}
    yield _scope(whose, of, leader, [*(item.id for item in aims.of_kind(("ai_system",))), *systems])
    yield _policy(whose, of, leader)
    yield _roles(whose, leader, _owners(answers, leader))
    for id_, system in systems.items():
        yield _system(id_, system, answers.parts, leader)


def _leader(aims: Aims) -> str:
    """The role of top management, as the roles that are there have it."""
    named = (item.id for item in aims.of_kind(("role",)) if item.data.get("top_management") is True)
    return next(named, LEADER)


def _scope(whose: str, of: str, leader: str, systems: Sequence[str]) -> Draft:
    values = {
        "title": f"Scope of the AI management system{of}",
        "owner": leader,
        "statement": None,
        "systems": {"in": list(dict.fromkeys(systems))} if systems else None,
    }
    question = (
        f"In a few sentences: which units, places, products and services of {whose} does the management system cover, "
        "and what does it do with AI there: develop it, provide it, use it? What lies outside?"
    )
    return _draft("scope", "scope", values, {"statement": question})


def _policy(whose: str, of: str, leader: str) -> Draft:
    values = {"title": f"AI policy{of}", "owner": leader, "purpose": None, "principles": None}
    asks = {
        "purpose": f"What does the top management of {whose} want from AI, and whom does this policy bind?",
        "principles": "What holds whenever AI is developed, bought or used here? One sentence each, as a list.",
    }
    return _draft("policy", "ai-policy", values, asks)


def _roles(whose: str, leader: str, titles: Mapping[str, str]) -> Draft:
    kind = all_kinds()["role"]
    entries: list[dict[str, Any]] = []
    asks = {}
    for id_, title in titles.items():
        own = {"top_management": True} if id_ == leader else {}
        entries.append({"id": id_, **begun(kind, {"title": title, "holders": None, **own})})
        asks[id_, "holders"] = f"Who at {whose} holds this role? People are named here only: `[{{person: Name}}]`."
    draft = _draft("roles", "roles", {"owner": leader, "roles": entries}, {})
    return replace(draft, asks=asks)


def _system(id_: str, system: SystemAnswer, parts: Sequence[str], leader: str) -> Draft:
    values = {
        "name": system.name,
        "owner": slug(system.owner) if system.owner else leader,
        "lifecycle_stage": system.stage or None,
        "organisation_role": list(parts) or None,
        "risk_tier": None,
        "purpose": None,
        "intended_use": None,
    }
    tier = "How much is at stake for people and for you, by your own judgement: low, medium or high? It decides how "
    asks = {"risk_tier": tier + "much is asked; left empty, nothing is taken for granted."}
    return _draft("ai_system", id_, values, asks)


def _draft(kind: str, id_: str, values: Mapping[str, Any], asks: Mapping[str, str]) -> Draft:
    about = {(id_, name): question for name, question in asks.items()}
    return Draft(kind, id_, begun(all_kinds()[kind], values), about)


def _owners(answers: Answers, leader: str) -> dict[str, str]:
    """The roles that are named, id and title, the one on top first."""
    found = {leader: LEADER_TITLE}
    for system in answers.systems:
        if system.owner:
            found.setdefault(slug(system.owner), title_of(system.owner))
    return found


def title_of(role: str) -> str:
    """The title of a role that may have been named by its id: `head-of-sales` is `Head of sales`."""
    return role if " " in role or role != role.lower() else role.replace("-", " ").capitalize()


def slug(name: str) -> str:
    """A name as an id: small letters and digits, in any script, with hyphens between. Empty for a name of neither."""
    plain = "".join(letter if letter.isalnum() else "-" for letter in name.casefold())
    return "-".join(part for part in plain.split("-") if part)[:100].rstrip("-")
