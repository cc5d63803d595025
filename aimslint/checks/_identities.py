"""Who in a repository is whom in the records: the holders of a role and the addresses under which they commit."""

from collections.abc import Iterator

from aimslint.aims import Item
from aimslint.dataclass import dataclass
from aimslint.history import Commit, Person


@dataclass(frozen=True, slots=True)
class Holder:
    """A person who holds a role, and the addresses they commit under in lower case; none when they are not known."""

    person: str
    addresses: frozenset[str]

    def wrote_as(self, author: Person) -> bool:
        """Whether an author is this person."""
        return author.address.casefold() in self.addresses


def holders_on(role: Item, day: str) -> list[Holder]:
    """Who held a role on a day, as far as the record says."""
    listed = role.data.get("holders")
    found = []
    for holder in listed if isinstance(listed, list) else ():
        if not isinstance(holder, dict) or not _held(holder.get("since"), holder.get("left_on"), day):
            continue
        person = holder.get("person")
        found.append(Holder(person if isinstance(person, str) else "somebody", frozenset(_addresses(holder))))
    return found


def people(commit: Commit) -> list[Person]:
    """The authors of a commit who are people: programs that commit by themselves call themselves `[bot]`."""
    return [author for author in commit.authors if not author.name.endswith("[bot]")]


def _held(since: object, left_on: object, day: str) -> bool:
    came_later = isinstance(since, str) and since > day
    left_before = isinstance(left_on, str) and left_on < day
    return not came_later and not left_before


def _addresses(holder: dict[str, object]) -> Iterator[str]:
    listed = holder.get("identities")
    for text in listed if isinstance(listed, list) else ():
        if isinstance(text, str):
            inside = text.rpartition("<")[2].removesuffix(">")
            yield inside.strip().casefold()
