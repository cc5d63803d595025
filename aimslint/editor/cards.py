"""What there is to tell of a field, a word, a requirement, a record, a rule: Markdown of a few lines."""

from collections.abc import Iterable, Iterator

from aimslint.aims import Item
from aimslint.editor.harmless import code, prose
from aimslint.editor.index import Index
from aimslint.editor.meanings import meaning
from aimslint.packs import Requirement
from aimslint.records.shape import Field, Kind, Type, Words, describe
from aimslint.records.table import all_kinds
from aimslint.rulebook import Rule
from aimslint.views.rule_words import subject
from aimslint.views.upcoming import owner_of, title_of
from aimslint.views.words import field_of, holders

MOST_DUE = 5
STATES = ("lifecycle_stage", "status", "implementation_status", "decision", "result", "level", "risk_tier")
"""The fields that say how far something has come."""


def field_card(declared: Field, index: Index) -> str:
    """A field: what it says, what may stand there, which requirements it evidences."""
    lines = [f"**{declared.name}** – {prose(shortly(declared.type), 200)}", declared.description]
    if declared.requirements:
        lines.append("Evidences:\n" + "\n".join(f"- {_named(id_, index)}" for id_ in declared.requirements))
    notes = []
    if declared.required:
        notes.append("The map that it stands in says nothing without it.")
    if declared.assumed is not None:
        notes.append(f"Where it is absent, {code(declared.assumed)} counts.")
    if declared.progress:
        notes.append("Records progress: it may change after an approval.")
    return _joined([*lines, " ".join(notes)])


def shortly(type_: Type) -> str:
    """What a value looks like, without every field of a map."""
    said = describe(type_)
    return said if len(said) <= 120 else said[:117] + "…"


def word_card(word: str, words: Words, declared: Field | None) -> str:
    """A word of an enumeration: what it means, where it stands among the others, how else it is called."""
    means = meaning(word, words)
    lines = [f"**{word}** – {means}" if means else f"**{word}**"]
    if words.ordered and word in words.words:
        lines.append(f"Step {words.words.index(word) + 1} of {len(words.words)}: " + " < ".join(words.words))
    elif word in words.words:
        lines.append("One of " + ", ".join(words.words) + ".")
    others = [other for other, meant in words.aliases if meant == word]
    if others:
        lines.append("Also known as " + ", ".join(others) + ".")
    if declared is not None:
        lines.append(f"{declared.name}: {declared.description}")
    return _joined(lines)


def kind_card(kind: Kind) -> str:
    """A kind of record or entry."""
    nature = "living record" if kind.nature == "living" else kind.nature
    about = f"an entry of {kind.holder}" if kind.holder is not None else f"a {nature}"
    return _joined([f"**{kind.name}** – {about}", kind.shape.description])


def requirement_card(requirement: Requirement, index: Index) -> str:
    """A requirement: its title, our summary of it, and how it stands in the project."""
    pack = index.packs.get(requirement.pack)
    framework = f" ({prose(pack.title)})" if pack is not None else ""
    lines = [f"**{code(requirement.id)} {prose(requirement.title)}**{framework}", prose(requirement.summary, 1000)]
    row = index.row(requirement)
    doubt = ", uncertain" if row.uncertain else ""
    many = f", {row.met} of {row.of} operating" if row.of > 1 else ""
    why = f": {prose(row.why)}" if row.why else ""
    return _joined([*lines, f"Here: **{row.status}**{doubt}{many}{why}"])


def item_card(item: Item, index: Index) -> str:
    """A record or entry: what it is called, who answers for it, how far it is, what falls due."""
    lines = [f"**{item.subject.kind} {code(item.subject.id)}** {prose(title_of(item))}".rstrip()]
    if item.erased:
        return _joined([*lines, "Its content was erased on purpose."])
    lines.append("\n".join(f"- {name}: {said}" for name, said in _facts(item) if said))
    dues = index.due(item)
    for due in dues[:MOST_DUE]:
        about = f" of {code(due.item.id)}" if due.item is not item else ""
        lines.append(f"- **{due.day}**{' (overdue)' if due.overdue else ''} {due.what}{about}")
    if len(dues) > MOST_DUE:
        lines.append(f"- and {len(dues) - MOST_DUE} more days")
    return _joined(_listed(lines))


def rule_card(rule: Rule) -> str:
    """A rule: what is wrong, why it matters, what to do."""
    head = f"**{code(rule.name)}** {prose(rule.code)} – {rule.severity}, from {rule.phase} on"
    guards = "Guards " + ", ".join(code(id_) for id_ in rule.requirements) if rule.requirements else ""
    about = f"About {prose(subject(rule), 120)}."
    return _joined([head, prose(rule.title), prose(rule.why, 1000), prose(rule.help, 1000), about, guards])


def _facts(item: Item) -> Iterator[tuple[str, str]]:
    if item.kind == "role":
        yield "held by", prose(holders(item))
    owner = owner_of(item)
    if owner:
        yield "owner", code(owner)
    for name in STATES:
        words = field_of(item, name)
        if words:
            yield name.replace("_", " "), code(words)
    links = item.links.get(("systems",)) or item.links.get(("system",))
    systems = links if isinstance(links, list) else [links]
    named = [system.id for system in systems if isinstance(system, Item)]
    if named:
        yield "about", ", ".join(map(code, named[:5])) + (" …" if len(named) > 5 else "")


def _listed(lines: Iterable[str]) -> Iterator[str]:
    """Items of a list stand together, whatever gave them."""
    items: list[str] = []
    for line in lines:
        if line.startswith("- "):
            items.append(line)
        else:
            if items:
                yield "\n".join(items)
                items = []
            yield line
    if items:
        yield "\n".join(items)


def _named(id_: str, index: Index) -> str:
    """A requirement that a field evidences, with its title where a pack in use has it."""
    found = index.find(("requirement",), id_)
    return f"{code(id_)} {prose(found.title)}" if found is not None else code(id_)


def _joined(lines: Iterable[str]) -> str:
    return "\n\n".join(line for line in lines if line)


def kinds_of_records() -> list[Kind]:
    """The kinds of records, in the order of names."""
    return [kind for kind in all_kinds().values() if kind.nature is not None]
