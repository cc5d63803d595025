"""Who in a repository is whom in the records: the holders of a role and the addresses under which they commit."""

from collections.abc import Iterable, Iterator

from aimslint.aims import Item
from aimslint.dataclass import dataclass
from aimslint.history import Commit, Person
from aimslint.snapshot import Snapshot


@dataclass(frozen=True, slots=True)
class Holder:
    """A person who holds a role, and the addresses they commit under in lower case; none when they are not known."""

    person: str
    addresses: frozenset[str]

    def wrote_as(self, author: Person) -> bool:
        """Whether an author is this person."""
        return author.address.casefold() in self.addresses


def holders_on(role: Item, day: str, snapshot: Snapshot) -> list[Holder]:
    """Who held a role on a day, as far as the record says."""
    terms: list[_Term] = snapshot.once("holders of a role", role, _terms)
    return [
        term.holder
        for term in terms
        if not (term.since is not None and term.since > day) and not (term.left_on is not None and term.left_on < day)
    ]


@dataclass(frozen=True, slots=True)
class _Term:
    """Who held a role, from one day to another as far as they are known."""

    holder: Holder
    since: str | None
    left_on: str | None


def _terms(role: Item, _: Snapshot) -> list[_Term]:
    listed = role.data.get("holders")
    found = []
    for told in listed if isinstance(listed, list) else ():
        if isinstance(told, dict):
            person, since, left_on = (_text(told.get(name)) for name in ("person", "since", "left_on"))
            holder = Holder("somebody" if person is None else person, frozenset(_addresses(told)))
            found.append(_Term(holder, since, left_on))
    return found


def _text(value: object) -> str | None:
    return value if isinstance(value, str) else None


def people(commit: Commit) -> list[Person]:
    """The authors of a commit who are people."""
    return people_among(commit.authors)


def people_among(authors: Iterable[Person]) -> list[Person]:
    """Those authors who are people: programs that commit by themselves call themselves `[bot]`."""
    return [author for author in authors if not author.name.endswith("[bot]")]


def _addresses(holder: dict[str, object]) -> Iterator[str]:
    listed = holder.get("identities")
    for text in listed if isinstance(listed, list) else ():
        if isinstance(text, str):
            inside = text.rpartition("<")[2].removesuffix(">")
            yield inside.strip().casefold()
