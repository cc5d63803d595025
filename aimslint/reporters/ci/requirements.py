"""How findings spread over requirements."""

from collections import Counter

from aimslint.model import Severity
from aimslint.views import Listing

Counts = tuple[int, ...]


def by_requirement(listing: Listing) -> list[tuple[str, Counts]]:
    """Each requirement with findings, and how many errors, warnings and infos they are.

    In the order of the catalogue; ids that no catalogue knows come last, by name. A finding counts under each of its
    requirements.
    """
    found: dict[str, Counter[Severity]] = {}
    for listed in listing.findings:
        for id_ in listed.finding.requirements:
            found.setdefault(id_, Counter())[listed.finding.severity] += 1
    order = {id_: number for number, id_ in enumerate(listing.titles)}
    ids = sorted(found, key=lambda id_: (order.get(id_, len(order)), id_))
    return [(id_, tuple(found[id_][severity] for severity in reversed(Severity))) for id_ in ids]
