"""Which kind a document likely is that does not say so: the one whose fields it has."""

from collections.abc import Iterable
from functools import cache

from aimslint.records.table import all_kinds


def kinds_by_fields(fields: Iterable[str]) -> list[str]:
    """The kinds of records that have most of these fields, besides those that all kinds have; often one, or none."""
    written = frozenset(fields)
    scores = {kind: len(written & own) for kind, own in _own_fields().items()}
    most = max(scores.values())
    return [kind for kind, score in scores.items() if score == most] if most else []


@cache
def _own_fields() -> dict[str, frozenset[str]]:
    fields = {kind.name: frozenset(kind.shape.fields) for kind in all_kinds().values() if kind.nature is not None}
    shared = frozenset.intersection(*fields.values())
    return {kind: own - shared for kind, own in fields.items()}
