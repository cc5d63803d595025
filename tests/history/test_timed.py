"""What asking a history costs, by a clock of our own."""

from itertools import count

from aimslint.history.scripted import ScriptedHistory
from aimslint.history.timed import Timed
from tests.witness.story import step


def test_it_answers_as_the_history_and_counts_what_was_asked() -> None:
    told = ScriptedHistory((step("2026-01-01", {"a": "one"}), step("2026-01-02", {"a": "three"})))
    ticks = count(0, 1_000_000)
    timed = Timed(told, lambda: next(ticks))
    assert (timed.unknown, timed.log, timed.tip) == (None, told.log, told.tip)
    blobs = [change.after for commit in told.log.commits for change in commit.changes if change.after]
    assert timed.read([*blobs, "0" * 40]) == told.read(blobs)
    assert timed.words() == "history: waited 3.0 ms for 2 commits, 1.0 ms for 2 old contents (0.0 MB)"
    assert (timed.contents, timed.size) == (2, 8)


def test_what_is_kept_is_asked_once() -> None:
    ticks = count(0, 1_000_000)
    timed = Timed(ScriptedHistory(()), lambda: next(ticks))
    assert timed.log is timed.log
    assert timed.log_took == 1_000_000
