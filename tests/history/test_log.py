"""A log answers for one path what reading all of its commits would answer."""

from datetime import date

import pytest

from aimslint.history import Log, Person
from aimslint.history.log_reading import RawChange, RawCommit
from aimslint.history.scripted import ScriptedHistory, Step
from aimslint.history.table_log import log_of
from aimslint.history.tabulating import tabulate

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


@pytest.mark.parametrize("spoilt", [None, "", "no row", "a" * 40 + " - 1 x 0 Subject", "b" * 40 + " 1,2 1 2 7 Subject"])
def test_what_is_told_of_commits_without_making_them_is_what_they_tell(spoilt: str | None) -> None:
    raw = [
        RawCommit(letter * 40, parents, people, 1_770_000_000, 1_770_000_000 + day * 86_400, "Change", changes)
        for letter, parents, people, day, changes in (
            ("a", (), (ADA,), 0, (RawChange("a.yaml", "", "1" * 40), RawChange("b.yaml", "", "1" * 40))),
            ("b", ("a" * 40,), (ADA, "Robot[bot] <r@example.org>"), 400, ()),
            ("c", ("b" * 40,), (ADA,), 2, (RawChange("a.yaml", "1" * 40, ""),)),
        )
    ]
    table = tabulate("c" * 40, raw[::-1], None)
    assert table.mended
    if spoilt is not None:
        table.rows[1] = spoilt
    log = log_of(table, frozenset(), lambda people: {one: Person(one, one) for one in people}, date(2027, 1, 1))
    plain = Log(tuple(log.commits))
    assert (log.ids, log.days, log.authors) == (plain.ids, plain.days, plain.authors)
    assert log.disbelieved == plain.disbelieved
    assert all(most >= size for most, size in zip(log.sizes, plain.sizes, strict=True))
