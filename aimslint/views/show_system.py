"""What to show of an AI system: who answers for it, where it stands, and everything that belongs to it."""

from collections.abc import Iterator, Sequence

from aimslint.aims import Item
from aimslint.snapshot import Snapshot
from aimslint.views.page import Section
from aimslint.views.words import fact_of, field_of, role, text_of

BELONGS = ("impact_assessments", "risks", "evaluations", "deployments", "monitoring")
OVERSIGHT = (
    "level",
    "overseers",
    "sees",
    "intervenes_when",
    "stop_mechanism",
    "stop_tested_on",
    "escalation",
    "automation_bias",
    "override_log",
    "justification",
)


def system_fields(system: Item, snapshot: Snapshot) -> list[tuple[str, str]]:
    """Who answers for the system, what part we play, how much is asked of it, and where it stands."""
    since = field_of(system, "stage_since")
    stage = field_of(system, "lifecycle_stage")
    context = [field_of(system, "deployment_context", name) for name in ("audience", "countries")]
    reviewed, due = field_of(system, "last_reviewed"), fact_of(system, "review_due_on", snapshot)
    fields = [
        ("owner", role(system.links.get(("owner",)), system.data.get("owner"))),
        ("role", field_of(system, "organisation_role")),
        ("tier", field_of(system, "risk_tier")),
        *_legal(system),
        ("stage", f"{stage} since {since}" if stage and since else stage),
        ("version", field_of(system, "version")),
        ("scope", {"true": "inside", "false": "outside"}.get(fact_of(system, "in_scope", snapshot), "unknown")),
        ("purpose", field_of(system, "purpose")),
        ("decides", field_of(system, "decision_role")),
        ("met by", ", ".join(filter(None, context))),
        ("affects", field_of(system, "affected_persons")),
        ("reviewed", f"{reviewed}, due again {due}" if reviewed else ""),
    ]
    return [(label, words or "missing") for label, words in fields]


def _legal(system: Item) -> Iterator[tuple[str, str]]:
    """Its class under each law that the record has a block for, and our roles."""
    for name, block in system.data.items():
        if isinstance(block, dict) and not {"class", "roles"}.isdisjoint(block):
            said = (field_of(system, name, "class") or "no class", field_of(system, name, "roles") or "no role")
            yield f"under {name.replace('_', ' ')}", "; ".join(said)


def system_sections(system: Item, snapshot: Snapshot) -> Iterator[Section]:
    """Tables of what belongs to the system."""
    assessments = related(system, "impact_assessments")
    yield Section(
        "assessments",
        "Impact assessments",
        ("id", "status", "assessed", "of version", "decision", "due again", "in use"),
        [
            (
                one.id,
                *(field_of(one, name) for name in ("status", "assessed_on", "system_version", "decision")),
                fact_of(one, "review_due_on", snapshot),
                "yes" if fact_of(one, "in_force", snapshot) == "true" else "no",
            )
            for one in assessments
        ],
    )
    conditions = [
        child
        for one in assessments
        if fact_of(one, "in_force", snapshot) == "true"
        for child in one.children.get(("conditions",), ())
        if isinstance(child, Item)
    ]
    yield _table("conditions", "Conditions of the approval", conditions, ("text", "owner", "due", "done_on"))
    yield _risks(system, snapshot)
    models = [child for child in system.children.get(("models",), ()) if isinstance(child, Item)]
    columns = ("name", "version", "source", "supplier", "card")
    yield Section("models", "Models", columns, [tuple(field_of(one, name) for name in columns) for one in models])
    yield _reviewed("model_cards", "Model cards", cards(system), ("name", "version", "status"), snapshot)
    data = linked(system, "datasets")
    yield _reviewed("datasets", "Data", data, ("name", "purpose", "status"), snapshot)
    yield _suppliers(system)
    yield _oversight(system)
    yield _monitoring(system, snapshot)
    tests = ("type", "system_version", "evaluated_on", "result", "status")
    yield _table("evaluations", "Tests", related(system, "evaluations"), tests)
    decisions = ("system_version", "date", "status", "approved_by")
    yield _table("deployments", "Go-live decisions", related(system, "deployments"), decisions)
    for relation, title in (("incidents", "Incidents"), ("concerns", "Concerns"), ("changes", "Changes")):
        summary = "summary" if relation == "concerns" else "title"
        yield _table(relation, title, related(system, relation), (summary, "status"))


def belongings(system: Item) -> list[Item]:
    """The system and the records and entries whose findings and deadlines are its own as well."""
    own = [item for relation in BELONGS for item in related(system, relation)]
    return list(dict.fromkeys((system, *own, *cards(system), *linked(system, "datasets"), *suppliers(system))))


def related(system: Item, relation: str) -> list[Item]:
    """The records and entries that name the system in that relation."""
    return [item for item in system.back.get(relation, ()) if isinstance(item, Item) and not item.erased]


def linked(system: Item, field: str) -> list[Item]:
    """The records and entries that the system names in a field."""
    found = system.links.get((field,))  # what was written there may be no list
    return [item for item in found if isinstance(item, Item) and not item.erased] if isinstance(found, list) else []


def cards(system: Item) -> list[Item]:
    """The cards of the models that the system runs on."""
    return _of_models(system, "card")


def suppliers(system: Item) -> list[Item]:
    """Who supplies the system and the models it runs on."""
    return list(dict.fromkeys((*linked(system, "suppliers"), *_of_models(system, "supplier"))))


def _of_models(system: Item, field: str) -> list[Item]:
    models = [child for child in system.children.get(("models",), ()) if isinstance(child, Item)]
    found = [model.links.get((field,)) for model in models]
    return list(dict.fromkeys(item for item in found if isinstance(item, Item) and not item.erased))


def _risks(system: Item, snapshot: Snapshot) -> Section:
    rows = [
        (
            risk.id,
            field_of(risk, "title"),
            field_of(risk, "level"),
            field_of(risk, "option"),
            fact_of(risk, "remaining_level", snapshot),
            field_of(risk, "status"),
            field_of(risk, "owner"),
            field_of(risk, "acceptance", "until"),
        )
        for risk in related(system, "risks")
    ]
    heads = ("id", "title", "before", "option", "after", "status", "owner", "accepted until")
    return Section("risks", "Risks, before and after treatment", heads, rows)


def _suppliers(system: Item) -> Section:
    rows = [
        (
            one.id,
            field_of(one, "name"),
            field_of(one, "criticality"),
            field_of(one, "due_diligence", "result"),
            field_of(one, "due_diligence", "date"),
            field_of(one, "contract", "end"),
        )
        for one in suppliers(system)
    ]
    return Section(
        "suppliers", "Suppliers", ("id", "name", "criticality", "result", "looked at", "contract ends"), rows
    )


def _oversight(system: Item) -> Section:
    overseers = system.links.get(("oversight", "overseers")) or ()
    oversight = system.data.get("oversight")
    written = oversight.get("overseers") if isinstance(oversight, dict) else None
    people = text_of(overseers) if overseers else ""
    if isinstance(overseers, list) and isinstance(written, list):
        people = ", ".join(role(one, name) for one, name in zip(overseers, written, strict=True))
    said = [(name, people if name == "overseers" else field_of(system, "oversight", name)) for name in OVERSIGHT]
    return Section("oversight", "Human oversight", ("field", "value"), [(name, words) for name, words in said if words])


def _monitoring(system: Item, snapshot: Snapshot) -> Section:
    rows = []
    for plan in related(system, "monitoring"):
        for metric in plan.children.get(("metrics",), ()):
            if isinstance(metric, Item):
                value = " ".join(filter(None, (field_of(metric, "last_value"), field_of(metric, "unit"))))
                limits = [field_of(metric, "threshold", name) for name in ("warn", "alarm")]
                state = fact_of(metric, "state", snapshot)
                measured = field_of(metric, "last_measured")
                rows.append((metric.id, field_of(metric, "name"), value, " / ".join(limits), state, measured))
    return Section("monitoring", "Monitoring", ("id", "name", "last value", "warn / alarm", "state", "measured"), rows)


def _table(name: str, title: str, items: Sequence[Item], columns: Sequence[str]) -> Section:
    rows = [(item.id, *(field_of(item, column) for column in columns)) for item in items]
    return Section(name, title, ("id", *(column.replace("_", " ") for column in columns)), rows)


def _reviewed(name: str, title: str, items: Sequence[Item], columns: Sequence[str], snapshot: Snapshot) -> Section:
    table = _table(name, title, items, (*columns, "last_reviewed"))
    due = [fact_of(item, "review_due_on", snapshot) for item in items]
    return Section(
        name, title, (*table.columns, "due again"), [(*row, day) for row, day in zip(table.rows, due, strict=True)]
    )
