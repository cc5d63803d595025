"""Edits in a text, and which fixes can be made together."""

from hypothesis import given
from hypothesis import strategies as st

from aimslint.loading import Limits
from aimslint.mending import edited, encoded, taken
from aimslint.mending.proof import says_the_same
from aimslint.model import Change, Edit, Fix


def fix(*edits: Edit, keys: tuple[str | int, ...] = ("a",), what: str = "value") -> Fix:
    return Fix("mend it", edits, safe=True, changes=(Change(0, keys, what),))  # type: ignore[arg-type]


def test_text_outside_of_edits_is_untouched() -> None:
    assert edited("a: 1\nb: 2\n", [Edit(8, 9, "zwei"), Edit(3, 4, "eins")]) == "a: eins\nb: zwei\n"


def test_insertions_at_one_spot_come_in_the_order_of_their_numbers() -> None:
    rows = [Edit(1, 1, f"<{id_}>") for id_ in ("A.10.2", "A.2.4", "A.2.3")]
    assert edited("[]", rows) == "[<A.2.3><A.2.4><A.10.2>]"


@given(st.text(), st.lists(st.tuples(st.integers(0, 40), st.integers(0, 5), st.text(max_size=3)), max_size=6))
def test_whatever_is_taken_together_leaves_the_rest_in_place(text: str, drawn: list[tuple[int, int, str]]) -> None:
    edits = [Edit(min(a, len(text)), min(a + n, len(text)), new) for a, n, new in drawn]
    chosen = [edits[position] for position in taken(fix(edit, keys=(number,)) for number, edit in enumerate(edits))]
    kept = [character for place, character in enumerate(text) if not any(e.start <= place < e.end for e in chosen)]
    result = edited(text, chosen)
    assert len(result) == len(kept) + sum(len(edit.text) for edit in chosen)
    rest = iter(result)
    assert all(character in rest for character in kept)


def test_fixes_that_overlap_or_meet_wait_for_another_round() -> None:
    fixes = [
        fix(Edit(0, 3, "x")),
        fix(Edit(2, 4, "y"), keys=("b",)),
        fix(Edit(3, 5, "z"), keys=("c",)),
        fix(Edit(9, 9, ""), keys=("d",)),
    ]
    assert taken(fixes) == [0, 3]


def test_fixes_of_one_value_or_of_what_lies_in_it_wait_for_another_round() -> None:
    row = fix(Edit(5, 5, "one"), keys=("rows",), what="items")
    other = fix(Edit(5, 5, "two"), keys=("rows",), what="items")
    inside = fix(Edit(9, 10, "x"), keys=("rows", 0, "status"))
    assert taken([row, other, inside]) == [0, 1]
    assert taken([inside, row, other]) == [0]
    assert taken([row, row]) == [0]


def test_a_byte_order_mark_stays() -> None:
    assert encoded("é", b"\xef\xbb\xbfe") == b"\xef\xbb\xbf\xc3\xa9"
    assert encoded("é", b"e") == b"\xc3\xa9"


def same(before: str, after: str, *changes: Change) -> bool:
    return says_the_same("a.yaml", before.encode(), after.encode(), changes, Limits())


def test_what_may_differ_is_only_what_was_mended() -> None:
    assert same("{a: 1, b: 2}", "{a: x, b: 2}", Change(0, ("a",)))
    assert not same("{a: 1, b: 2}", "{a: x, b: 3}", Change(0, ("a",)))
    assert not same("{a: 1, b: 1}", "{a: x, b: true}", Change(0, ("a",)))
    assert not same("{a: 1, b: 1}", "{a: x, b: 1.0}", Change(0, ("a",)))
    assert not same("{a: 1, b: 2, c: 3}", "{a: x, c: 3, b: 2}", Change(0, ("a",)))
    assert same("{a: [1, 2]}", "{a: [1, 3]}", Change(0, ("a", 1)))
    assert not same("{a: [1, 2]}", "{a: [1]}", Change(0, ("a", 1)))
    assert not same("a: 1\n", "a: 1\n---\nb: 2\n", Change(0, ("a",)))
    assert not same("a: 1\n", "a: [\n", Change(0, ("a",)))


def test_a_list_may_get_new_items_and_lose_none() -> None:
    rows = Change(0, ("a",), "items")
    assert same("{a: [1, 2]}", "{a: [0, 1, 9, 2]}", rows)
    assert not same("{a: [1, 2]}", "{a: [2, 1]}", rows)
    assert not same("{a: [1, 2]}", "{a: [1, 3]}", rows)
    assert not same("{a: [1, 2]}", "{a: x}", rows)
