"""What was found out about commits: they stay as they are, so it need be found out only once."""

import hashlib
from collections.abc import Iterable, Mapping


class Notes:
    """Ids of commits, by what is known of them. `known` is what `told` gave in an earlier run.

    What is known of a commit may hold only as long as something else stays as it is, which is called its `state`. Of
    each subject the notes for one state are kept.
    """

    def __init__(self, known: Mapping[str, tuple[str, Iterable[str]]] | None = None) -> None:
        self._known = {subject: (state, set(ids)) for subject, (state, ids) in (known or {}).items()}
        self._as_known = self.told()

    def about(self, subject: str, state: str = "") -> set[str]:
        """The commits of which the subject is true in a state, to look at and to add to."""
        known = self._known.get(subject)
        if known is None or known[0] != state:
            known = self._known[subject] = (state, set())
        return known[1]

    def told(self) -> dict[str, tuple[str, list[str]]]:
        """All that is known."""
        return {subject: (state, sorted(ids)) for subject, (state, ids) in sorted(self._known.items())}

    def renew(self, told: Mapping[str, tuple[str, Iterable[str]]]) -> None:
        """Know from now on what another one told that knew as much as this one and has learnt more."""
        self._known = {subject: (state, set(ids)) for subject, (state, ids) in told.items()}

    @property
    def is_new(self) -> bool:
        """Whether something was added, or holds no longer."""
        return self.told() != self._as_known


def state_of(words: Iterable[str]) -> str:
    """A short text for a set of words, by which a state that notes hold for can be called."""
    return hashlib.sha256("\0".join(sorted(words)).encode("utf-8", "surrogatepass")).hexdigest()
