"""Derived properties: small pure functions that rules read as if they were fields.

Each fact says for which kinds it is there, of what type it is and which field it is about, so that a finding has a
place. A fact answers UNKNOWN where what it rests on is bent. One module a topic; `facts()` of each is its list.
"""

from functools import cache

from aimslint.facts import data, incidents, life, measurements, requirements, risks, systems
from aimslint.facts.fact import Fact, Leads
from aimslint.facts.life import in_force
from aimslint.facts.life import retired as is_retired
from aimslint.facts.requirements import soa_row


@cache
def all_facts() -> tuple[Fact, ...]:
    """The closed list of facts."""
    topics = (systems, life, risks, measurements, data, incidents, requirements)
    return tuple(fact for topic in topics for fact in topic.facts())


__all__ = ["Fact", "Leads", "all_facts", "in_force", "is_retired", "soa_row"]
