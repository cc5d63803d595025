"""What `.mailmap` calls the people of a history."""

from collections.abc import Mapping, Sequence
from pathlib import Path

from aimslint.git_command import GitError, run_git
from aimslint.history.commit import Person


def mapped_people(top: Path, people: Sequence[str], own_repository: bool) -> Mapping[str, Person]:
    """The person that each `Name <address>` is, by git's own reading of the mailmap.

    Those that git cannot read keep their names.
    """
    names = [person for person in dict.fromkeys(people) if "<" in person and person.endswith(">")]
    mapped = _asked(top, names, own_repository)
    return {person: as_person(mapped.get(person, person)) for person in people}


def as_person(text: str) -> Person:
    """`Name <address>` as a person."""
    name, _, address = text.rpartition("<")
    return Person(name.strip(), address.removesuffix(">").strip())


def _asked(top: Path, names: Sequence[str], own_repository: bool) -> Mapping[str, str]:
    asked = "".join(f"{name}\n" for name in names).encode()
    if not asked:
        return {}
    try:
        answer = run_git(top, "check-mailmap", "--stdin", stdin=asked, own_repository=own_repository)
    except GitError:
        return {}
    lines = answer.decode("utf-8", "replace").split("\n")[:-1]
    return dict(zip(names, lines, strict=True)) if len(lines) == len(names) else {}
