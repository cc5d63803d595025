"""What is noted of commits: it is true of them for good, or as long as what it rests on stays."""

import json
from collections.abc import Iterable, Mapping

from aimslint.history.scripted import ScriptedHistory, Step
from aimslint.witness import Notes, Witness
from tests.witness.story import AS_OF, step, story
from tests.witness.test_gone import FIRST, KINDS, ONE, PATH, RISKS, START, TWO


class Watched(ScriptedHistory):
    """A history that remembers what it was asked to read, and of which some contents are not at hand."""

    def __init__(self, steps: Iterable[Step], lost: bool = False) -> None:
        super().__init__(list(steps))
        self.asked: list[str] = []
        self.lost = lost

    def read(self, blobs: Iterable[str]) -> Mapping[str, bytes]:
        wanted = list(blobs)
        self.asked += wanted
        return {} if self.lost else super().read(wanted)


def gone(notes: Notes | None, *steps: Step, lost: bool = False) -> tuple[list[str], int]:
    """The ids of what was removed, and how many contents were read to find that."""
    history = Watched((*START, FIRST, *steps), lost)
    witness = Witness(history, story(*START, FIRST, *steps).aims, AS_OF, notes)
    return sorted(found.id for found in witness.gone(KINDS)), len(history.asked)


def later(notes: Notes) -> Notes:
    """The same notes in a later run."""
    return Notes(json.loads(json.dumps(notes.told())))


EDITS = [
    step(f"2026-02-{day:02}", {PATH: RISKS + ONE.replace("Answers", f"Answers {day}") + TWO}) for day in range(1, 9)
]
REMOVED = step("2026-03-01", {PATH: RISKS + TWO})


def test_what_commits_leave_in_place_is_looked_at_once() -> None:
    notes = Notes()
    assert gone(notes, *EDITS) == gone(None, *EDITS)
    assert notes.is_new
    found, read = gone(later(notes), *EDITS)
    assert (found, read) == ([], 0)
    assert not later(notes).is_new


def test_a_removal_after_it_is_found_with_where_it_came_from() -> None:
    notes = Notes()
    gone(notes, *EDITS)
    notes = later(notes)
    assert gone(notes, *EDITS, REMOVED)[0] == ["R1"] == gone(None, *EDITS, REMOVED)[0]
    assert gone(later(notes), *EDITS, REMOVED)[0] == ["R1"], "a commit that removes something is never done with"


def test_other_ids_of_today_ask_again() -> None:
    notes = Notes()
    back = step("2026-03-02", {PATH: RISKS + ONE + TWO})
    gone(notes, *EDITS, REMOVED, back)
    assert gone(later(notes), *EDITS, REMOVED)[0] == ["R1"]


def test_nothing_is_noted_while_contents_are_not_at_hand() -> None:
    notes = Notes()
    gone(notes, *EDITS, REMOVED, lost=True)
    assert gone(notes, *EDITS, REMOVED)[0] == ["R1"]


def test_notes_for_one_state_take_the_place_of_those_for_another() -> None:
    notes = Notes({"quiet": ("a", ["1"]), "other": ("", ["3"])})
    assert (notes.about("quiet", "a"), notes.is_new) == ({"1"}, False)
    assert (notes.about("quiet", "b"), notes.is_new) == (set(), True)
    assert notes.told() == {"other": ("", ["3"]), "quiet": ("b", [])}
