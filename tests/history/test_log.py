"""A log answers for one path what reading all of its commits would answer."""

from datetime import date

from aimslint.history import Log
from aimslint.history.scripted import ScriptedHistory, Step

ADA = "Ada Example <ada@example.org>"


def test_what_happened_to_one_file_newest_first() -> None:
    history = ScriptedHistory(
        [
            Step(date(2026, 1, 1), (ADA,), {"a.yaml": "1", "b.yaml": "1"}),
            Step(date(2026, 1, 2), (ADA,), {"b.yaml": "2"}),
            Step(date(2026, 1, 3), (ADA,), {"a.yaml": None}),
        ]
    )
    newest, middle, oldest = history.log.commits
    assert [commit for commit, _ in history.log.of_path("a.yaml")] == [newest, oldest]
    assert [commit for commit, _ in history.log.of_path("b.yaml")] == [middle, oldest]
    removed, added = (change for _, change in history.log.of_path("a.yaml"))
    assert (removed.before, removed.after) == (added.after, None)
    assert history.log.of_path("b.yaml") is history.log.of_path("b.yaml")
    assert history.log.of_path("c.yaml") == ()
    assert Log(()).of_path("a.yaml") == ()
