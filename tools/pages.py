"""Pages of the documentation that are made from the code: record kinds and facts."""

from collections.abc import Iterable, Iterator, Sequence
from functools import cache

from page_parts import MADE, table

from aimslint.facts import Leads, all_facts
from aimslint.json_schemas.draft import spoken
from aimslint.packaged import default_pack
from aimslint.packs import load_packs
from aimslint.records.envelope import DocumentRecord, Entry, LivingRecord, Record, RegisterRecord, ResultRecord
from aimslint.records.from_models import shape_of
from aimslint.records.shape import (
    Field,
    Free,
    Kind,
    ListOf,
    Object,
    OwnStep,
    Reference,
    Scalar,
    Shape,
    Type,
    Words,
)
from aimslint.records.table import all_kinds

NATURES = {
    "document": (DocumentRecord, "Kept up to date, approved and versioned."),
    "result": (ResultRecord, "Dated, approved once, then left as it is; a later one replaces it."),
    "living": (LivingRecord, "Describes something that goes on: it has an owner and reviews, no approval."),
    "register": (RegisterRecord, "A list whose entries carry the status. Several documents of one register are fine."),
}
SCALARS = {
    "text": "text",
    "number": "number",
    "flag": "true or false",
    "day": "day",
    "duration": "duration",
    "id": "id",
    "path": "path",
    "glob": "path pattern",
    "link": "web address",
    "text or number": "text or number",
}


def kinds_page() -> str:
    """The list of all kinds, what values look like, and the fields that all records share."""
    lines = ["# Record kinds\n"]
    lines.append(
        "A record is one YAML document (or the front matter of a Markdown file) with a `kind` and an `id`. The schema\n"
        "asks for these two alone, and for the inner fields marked *needed* once their object is used; what else an\n"
        "organisation must write down is asked by the [rules](../rules/README.md), by phase, role and tier.\n"
    )
    for nature, (_, said) in NATURES.items():
        lines.append(f"## {spoken(nature)}s\n" if nature != "living" else "## Living records\n")
        lines.append(f"{said}\n")
        kinds = [kind for kind in all_kinds().values() if kind.nature == nature]
        rows = [(f"[{kind.name}]({kind.name}.md)", _entries(kind), kind.shape.description) for kind in kinds]
        lines.append(table(("Kind", "Entries", "What it is"), rows))
    lines.append("## How values are written\n")
    lines.append(table(("Type", "Written as"), VALUES))
    lines.append(
        "A field that does not apply says so in its own place, where its page marks it with †:\n\n"
        "```yaml\nlimitations:\n  not_applicable:\n    reason: The tool only forwards what people wrote.\n"
        "    approved_by: head-of-data-science\n```\n"
    )
    lines.append(
        "A placeholder such as `TBD`, `-` or `[Name]` counts as nothing: the rule that misses the field says so. An\n"
        "editor is stricter, and asks for a day where a day belongs.\n"
    )
    for nature, (model, _) in NATURES.items():
        lines.append(f"## Fields of every {'living record' if nature == 'living' else nature}\n")
        lines.append(_fields(shape_of(model).fields.values()))
    lines.append("## Fields of every entry\n")
    lines.append(_fields(_of_every_entry()))
    lines += _parts([shape_of(Record)], set())
    return MADE + "\n".join(lines)


VALUES = (
    ("text", 'Prose or a phrase; in quotes where YAML would read a number or `true`: `version: "4.10"`'),
    ("day", "`2026-03-31`"),
    ("duration", "`30 days`, `6 months`, `1 year`"),
    ("path", "`docs/policy.pdf` from the folder of aimslint.yaml, `/services/credit` from the top of the repository"),
    ("path pattern", "A path with `*`, `?` and `**`: `/services/credit/**`"),
    ("web address", "`https://…`; it is never opened"),
    ("id", "A name without spaces, `/`, `#` or brackets, unique among its kind"),
    ("→ kind", "The id of a record or entry of that kind"),
    ("→ requirement", 'A clause or control: `"6.1.3"`, `A.6.2.4`, `iso42001:A.6.2.4`, or an own control of the SoA'),
    ("step of …", "A step of the organisation's own scale, as `risk_method.scales` lists them"),
)


def kind_page(kind: Kind) -> str:
    """One record kind: its fields, those of its entries and of the objects in them, and where it is evidence."""
    assert kind.nature is not None
    base, said = NATURES[kind.nature]
    shared = shape_of(base).fields
    lines = [f"# {spoken(kind.name)}\n", f"{kind.shape.description}\n"]
    lines.append(f"`kind: {kind.name}`, {_article(kind.nature)}. {said}{' One a project.' * kind.one_per_project}\n")
    evidences = _evidence_for(kind)
    if evidences:
        lines.append(f"Usual evidence for: {', '.join(evidences)}.\n")
    own = [declared for name, declared in kind.shape.fields.items() if name not in shared and name != "kind"]
    lines.append(_fields(own))
    lines.append(
        f"† may be explained away with `not_applicable`. Beside these stand the fields of every "
        f"[{_short(kind.nature)}](README.md#fields-of-every-{_short(kind.nature).replace(' ', '-')}): "
        f"{', '.join(f'`{name}`' for name in shared if name != 'body')}.\n"
    )
    lines += _parts([kind.shape], set(_parts_of([shape_of(Record)])))
    return MADE + "\n".join(lines)


def facts_page() -> str:
    """The derived facts that rules read as if they were fields."""
    lines = ["# Facts\n"]
    lines.append(
        "Facts are worked out from records, never written. Rules read them as if they were fields. A fact cannot be\n"
        "said where what it rests on is missing or bent.\n"
    )
    rows = [
        (
            f"`{fact.name}`",
            _kinds_in_words(fact.kinds),
            _type_of_fact(fact.type, many=fact.many),
            fact.says,
            f"`{'.'.join(fact.about)}`" if fact.about else "",
        )
        for fact in all_facts()
    ]
    lines.append(table(("Fact", "Of", "Type", "What it says", "Findings point to"), rows))
    return MADE + "\n".join(lines)


def _entries(kind: Kind) -> str:
    return ", ".join(f"`{entry.name}`" for entry in all_kinds().values() if entry.holder == kind.name)


def _evidence_for(kind: Kind) -> list[str]:
    """The requirements whose usual evidence this kind or one of its entries is."""
    names = {kind.name, *(entry.name for entry in all_kinds().values() if entry.holder == kind.name)}
    found = load_packs([default_pack()])[default_pack()].requirements.values()
    return [f"{one.id} {one.title}" for one in found if not names.isdisjoint(one.evidence)]


def _fields(declared: Iterable[Field]) -> str:
    rows = [
        (
            f"`{field.name}`{' †' if field.explainable else ''}{'<br>*needed*' if field.required else ''}",
            _type(field.type),
            field.description + (f" When absent: {field.assumed}." if field.assumed else ""),
            ", ".join(field.requirements),
        )
        for field in declared
        if field.name != "body"
    ]
    return table(("Field", "Type", "What it says", "Evidence for"), rows)


def _parts(shapes: Iterable[Shape], known: set[str]) -> Iterator[str]:
    """A section for each entry and object inside `shapes`, but for those in `known`."""
    for name, shape in _parts_of(shapes).items():
        if name in known:
            continue
        title = f"Entry `{shape.entry_kind}`" if shape.entry_kind else spoken(name)
        yield f"## {title}\n"
        yield f"{shape.description}\n"
        own = shape.fields.values()
        yield _fields(own if not shape.entry_kind else [field for field in own if field not in _of_every_entry()])


def _parts_of(shapes: Iterable[Shape]) -> dict[str, Shape]:
    found: dict[str, Shape] = {}
    for shape in shapes:
        for declared in shape.fields.values():
            inner = declared.type.item if isinstance(declared.type, ListOf) else declared.type
            if isinstance(inner, Object):
                found[inner.shape.name] = inner.shape
                found |= _parts_of([inner.shape])
    return found


@cache
def _of_every_entry() -> list[Field]:
    """The fields that entries share, read off one of them: what all share has no shape of its own."""
    return [all_kinds()["risk"].shape.fields[name] for name in Entry.model_fields]


def _type(type_: Type) -> str:
    match type_:
        case Scalar(name, past):
            return SCALARS[name] + (", not to come" if past else "")
        case Words(words, ordered):
            return ("rising: " if ordered else "") + " · ".join(f"`{word}`" for word in words)
        case OwnStep(scale):
            return f"step of `{scale}`"
        case Reference(kinds):
            return "→ " + " or ".join(_linked(kind) for kind in kinds)
        case ListOf(Words() as words):
            return "list of " + _type(words)
        case ListOf(item):
            return "list of " + _type(item)
        case Object(shape) if shape.entry_kind:
            return f"[{shape.entry_kind}](#entry-{shape.entry_kind})"
        case Object(shape):
            page = "README.md" if shape.name in _parts_of([shape_of(Record)]) else ""
            return f"[{spoken(shape.name)}]({page}#{spoken(shape.name).lower().replace(' ', '-')})"
        case Free():
            return "fields of your own"


def _linked(kind: str) -> str:
    if kind == "requirement":
        return "requirement"
    holder = all_kinds()[kind].holder or kind
    return f"[{kind}]({holder}.md)"


def _type_of_fact(type_: Type | Leads, *, many: bool) -> str:
    said = "→ " + " or ".join(type_.kinds) if isinstance(type_, Leads) else _type(type_)
    return f"several {said}" if many else said


def _kinds_in_words(kinds: Sequence[str]) -> str:
    """Long lists of kinds as the natures they are made of."""
    chosen, left = [], set(kinds)
    if left == set(all_kinds()):
        return "every record and entry"
    for nature in NATURES:
        of_nature = {kind.name for kind in all_kinds().values() if kind.nature == nature}
        if of_nature <= left:
            chosen.append(f"every {_short(nature)}")
            left -= of_nature
    return ", ".join([*chosen, *(f"`{kind}`" for kind in kinds if kind in left)])


def _short(nature: str) -> str:
    return "living record" if nature == "living" else nature


def _article(nature: str) -> str:
    return f"a {_short(nature)}"


__all__ = ["facts_page", "kind_page", "kinds_page"]
