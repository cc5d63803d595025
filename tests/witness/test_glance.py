"""What lines tell of a change of records is never more than what a parser tells."""

import re

from hypothesis import given
from hypothesis import strategies as st

from aimslint.witness.contents import documents_in
from aimslint.witness.glance import Glance, glance
from aimslint.witness.written import differing

BESIDE = re.compile(b"last_reviewed")
LINES = st.lists(
    st.sampled_from(
        (
            "last_reviewed: 2026-01-01",
            "last_reviewed: 2026-02-02",
            "title: Something",
            'title: "Something"',
            'title: "S\\x6fmething"',
            "title: Anything # Something",
            "title: Something else",
            "notes: &text Something",
            "more: *text",
            "more: Something",
            "# Somewhere",
            "list: [Everything]",
            "list:\n- Everything",
            "flag: false",
            "flag: False",
            "--- # Somewhere\nkind: risk\nid: more\ntitle: Someone",
            "...\nkind: risk\nid: more",
        )
    ),
    max_size=4,
)
RECORDS = st.tuples(st.sampled_from("xyz"), LINES)
FILES = st.lists(RECORDS, min_size=1, max_size=3, unique_by=lambda one: one[0]).map(
    lambda records: "---\n".join("\n".join(("kind: risk", f"id: {id_}", *lines, "")) for id_, lines in records)
)


@given(FILES, FILES)
def test_no_more_than_a_parser(before: str, after: str) -> None:
    seen = glance(before.encode(), after.encode(), BESIDE)
    was, now = documents_in("a.yaml", before.encode()), documents_in("a.yaml", after.encode())
    if seen is None or was is None or now is None or max(before.count("id: more"), after.count("id: more")) > 1:
        return
    changed = {one: set(differing(was[one], now[one])) for one in now if one in was}
    assert sum(map(bool, changed.values())) <= seen.touched
    other = bool(was.keys() ^ now.keys())  # as where one of them is broken in the midst
    assert other + sum(bool(names - {"last_reviewed"}) for names in changed.values()) >= seen.differing


def told(before: str, after: str) -> Glance | None:
    return glance(before.encode(), after.encode(), BESIDE)


FIRST, SECOND = "kind: risk\nid: x\ntitle: Something\n", "kind: risk\nid: y\nlast_reviewed: 2026-01-01\n"


def test_records_that_read_as_before_are_not_touched() -> None:
    assert told(f"{FIRST}---\n{SECOND}", f"{SECOND}---\n{FIRST}") == Glance(0, 0)


def test_a_new_word_in_another_line_is_another_content() -> None:
    both = f"{FIRST}---\n{SECOND}"
    assert told(both, both.replace("Something", "Anything")) == Glance(1, 1)
    assert told(both, both.replace("2026-01-01", "2026-02-02")) == Glance(1, 0)
    assert told(both, both.replace("Something", '"Something"')) == Glance(1, 0)


def test_a_record_that_came_may_have_been_elsewhere() -> None:
    assert told(FIRST, f"{FIRST}---\n{SECOND}title: Anything\n") == Glance(1, 0)


def test_where_documents_cannot_be_told_apart_nothing_is_said() -> None:
    assert told(FIRST, f"{FIRST}--- # more\n{SECOND}") is None
    assert told(FIRST, FIRST.replace("\n", "\r\n")) is None


def test_many_records_are_compared_in_time_that_grows_with_their_number() -> None:
    records = [f"kind: risk\nid: x{number}\nlast_reviewed: 2026-01-01\n" for number in range(5_000)]
    text = "---\n".join(records)
    assert told(text, text.replace("2026-01-01", "2026-02-02")) == Glance(5_000, 0)
