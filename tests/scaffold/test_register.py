import pytest
from hypothesis import given
from hypothesis import strategies as st

from aimslint.loading import load_file
from aimslint.scaffold.register import CannotInsert, insert

ENTRY = {"id": "new", "title": "New one"}


def rendered(indent: int) -> str:
    return f"{' ' * indent}- id: new\n{' ' * indent}  # What it is.\n{' ' * indent}  title: New one\n"


def put(text: str, document: int = 0) -> str:
    return insert(text.encode(), "governance/r.yaml", document, "risks", ENTRY, rendered)[0].decode()


HEAD = "kind: risk_register\nid: r\n"

CASES = {
    "after the last": (
        HEAD + "risks:\n  - id: a   # first\n    title: A\n",
        HEAD + "risks:\n  - id: a   # first\n    title: A\n" + rendered(2),
    ),
    "at the margin": (
        HEAD + "risks:\n- id: a\n- id: b\nnotes: x\n",
        HEAD + "risks:\n- id: a\n- id: b\n" + rendered(0) + "notes: x\n",
    ),
    "comments stay with what they are about": (
        HEAD + "risks:\n  - id: a\n    # more about a\n\n# about notes\nnotes: x\n",
        HEAD + "risks:\n  - id: a\n    # more about a\n" + rendered(2) + "\n# about notes\nnotes: x\n",
    ),
    "a folded text at the end": (
        HEAD + "risks:\n  - id: a\n    notes: >-\n      one\n      two\n\nnotes: x\n",
        HEAD + "risks:\n  - id: a\n    notes: >-\n      one\n      two\n" + rendered(2) + "\nnotes: x\n",
    ),
    "an empty key at the end": (
        HEAD + "risks:\n  - id: a\n    title:\n",
        HEAD + "risks:\n  - id: a\n    title:\n" + rendered(2),
    ),
    "no list yet": (HEAD + "# the end\n", HEAD + "risks:\n" + rendered(2) + "# the end\n"),
    "an empty key": (HEAD + "risks:   # ours\nnotes: x\n", HEAD + "risks:   # ours\n" + rendered(2) + "notes: x\n"),
    "an empty list": (HEAD + "risks: []   # ours\n", HEAD + "risks:   # ours\n" + rendered(2)),
    "between brackets": (
        HEAD + "risks: [{id: a}]   # ours\n",
        HEAD + "risks: [{id: a}, {id: new, title: New one}]   # ours\n",
    ),
    "no line end at the end": (HEAD + "risks:\n  - id: a", HEAD + "risks:\n  - id: a\n" + rendered(2)),
    "the ends of line of Windows": (
        (HEAD + "risks:\n  - id: a\n").replace("\n", "\r\n"),
        (HEAD + "risks:\n  - id: a\n" + rendered(2)).replace("\n", "\r\n"),
    ),
}


@pytest.mark.parametrize("case", CASES.values(), ids=CASES.keys())
def test_the_entry_is_added_and_all_else_stays(case: tuple[str, str]) -> None:
    before, after = case
    assert put(before) == after


def test_the_right_document_of_several_grows() -> None:
    text = HEAD + "risks: []\n---\n" + HEAD + "risks:\n  - id: a\n---\nkind: roles\nid: x\n"
    assert (
        put(text, 1)
        == HEAD + "risks: []\n---\n" + HEAD + "risks:\n  - id: a\n" + rendered(2) + "---\nkind: roles\nid: x\n"
    )


def test_a_byte_order_mark_stays() -> None:
    raw = b"\xef\xbb\xbf" + (HEAD + "risks:\n  - id: a\n").encode()
    content, _ = insert(raw, "r.yaml", 0, "risks", ENTRY, rendered)
    assert content == raw + rendered(2).encode()


@pytest.mark.parametrize(
    "text",
    [
        "{kind: risk_register, id: r}\n",
        HEAD + "risks: [{id: a},]\n",
        HEAD + "risks: &all\n  - id: a\nmore: *all\n",
        HEAD + "risks: text\n",
        "? kind\n: risk_register\n? risks\n:\n  - id: a\n",
    ],
)
def test_what_cannot_be_added_to_safely_is_left_alone_or_right(text: str) -> None:
    try:
        after = put(text)
    except CannotInsert:
        return
    before, now = (load_file("r.yaml", one.encode()).documents[0].data for one in (text, after))
    assert isinstance(before, dict)
    assert isinstance(now, dict)
    listed = now.pop("risks")
    assert isinstance(listed, list)
    assert listed[-1] == ENTRY
    assert listed[:-1] == before.pop("risks", [])
    assert now == before


def test_markdown_and_foreign_encodings_are_refused() -> None:
    with pytest.raises(CannotInsert):
        insert(b"---\nkind: risk_register\nid: r\n---\n", "r.md", 0, "risks", ENTRY, rendered)
    with pytest.raises(CannotInsert):
        insert((HEAD + "risks: []\n").encode("utf-16"), "r.yaml", 0, "risks", ENTRY, rendered)


words = st.text("abc #:-'\"\n[]{}", max_size=12)
lines = st.lists(
    st.sampled_from(["# note", "", "notes: x", "title: y", "owner: [a, b]", "retention: 1 year"]), unique=True
)


@given(st.lists(words, max_size=4), lines, lines, st.sampled_from([0, 2, 4]))
def test_nothing_else_changes(titles: list[str], above: list[str], below: list[str], indent: int) -> None:
    """Whatever stands around the list: either it is refused, or only lines are added."""
    import json

    items = "".join(f"{' ' * indent}- id: i{n}\n{' ' * indent}  title: {json.dumps(t)}\n" for n, t in enumerate(titles))
    below = [line for line in below if line not in above or not line]
    text = HEAD + "".join(f"{line}\n" for line in above) + f"risks:\n{items}" + "".join(f"{line}\n" for line in below)
    after = put(text).splitlines()
    kept = iter(after)
    assert all(line in kept for line in text.splitlines())
    assert len(after) == len(text.splitlines()) + 3
