"""Files taken apart at their fields say the same as files parsed as a whole."""

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from aimslint.loading import load_file
from aimslint.witness.written import Reader, differing

PLAIN = b"---\n# Ours\nkind: policy\nid: p\nlast_reviewed: 2026-01-01\ntags: [a, b]\n"
PLAIN += b"text: >-\n  One.\n\n  Two.\nlist:\n- x\n"

LINES = st.sampled_from(
    [
        "kind: policy",
        "id: p",
        "a: &x one",
        "b: *x",
        'c: "open',
        "d: 'closed'",
        "e: R & D",
        "f: >-",
        "  indented: text",
        "- item",
        "  - item",
        "g: [1, 2",
        "h: 3]",
        'quoted"',
        '"i": 4',
        "j:value",
        "k: true",
        "l: 1e999",
        "# comment",
        "",
        "---",
        "--- # more",
        "...",
        "%YAML 1.2",
        "m: !!str 1",
        "n: {o: 1,",
        "o: 2}",
        "<<<<<<< ours",
        "p: 2026-02-30",
        "q:",
        "\tr: tab",
        "s: a\r",
    ]
)


def whole(raw: bytes) -> list[object] | None:
    loaded = load_file("a.yaml", raw)
    return None if loaded.problems else [document.data for document in loaded.documents]


@given(st.lists(LINES, max_size=8).map("\n".join), st.booleans())
@example(PLAIN.decode(), False)
@example('a: "x\nb: y\nc: "z"', True)
@example("a: 'x\nb: ''y'", True)
def test_it_says_what_the_parser_says(text: str, ended: bool) -> None:
    raw = text.encode() + (b"\n" if ended else b"")
    found = Reader().records(raw)
    if found is not None:
        assert [dict(record) for record in found] == whole(raw)


@given(st.lists(LINES, max_size=8).map("\n".join))
def test_it_says_so_also_where_the_fields_are_known(text: str) -> None:
    raw = text.encode() + b"\n"
    documents = whole(raw)
    if documents is not None and all(isinstance(document, dict) for document in documents):
        found = Reader().records(raw, [list(document) for document in documents if isinstance(document, dict)])
        assert found is None or [dict(record) for record in found] == documents


def test_several_records_in_one_file() -> None:
    found = Reader().records(PLAIN + b"---\nkind: audit\nid: a\n")
    assert found is not None
    assert [record["id"] for record in found] == ["p", "a"]
    assert found[0]["text"] == "One.\nTwo."


@pytest.mark.parametrize(
    ("old", "new", "names"),
    [
        (b"2026-01-01", b"2026-02-01", ["last_reviewed"]),
        (b"tags: [a, b]", b"tags:\n  - a\n  - b", []),  # written otherwise
        (b"tags: [a, b]\n", b"", ["tags"]),
        (b"id: p\n", b"id: p\nowner: o\n", ["owner"]),
        (b"list:\n- x\n", b"list:\n- x\n- y\n", ["list"]),
    ],
)
def test_what_differs_between_two_versions(old: bytes, new: bytes, names: list[str]) -> None:
    reader = Reader()
    one, other = reader.records(PLAIN), reader.records(PLAIN.replace(old, new))
    assert one is not None
    assert other is not None
    assert list(differing(one[0], other[0])) == names
    assert (one[0] == other[0]) is (names == [])
    assert list(differing(one[0], dict(other[0]))) == names


def test_what_reads_the_same_is_parsed_once(monkeypatch: pytest.MonkeyPatch) -> None:
    parsed: list[bytes] = []

    def load(path: str, raw: bytes) -> object:
        parsed.append(raw)
        return load_file(path, raw)

    monkeypatch.setattr("aimslint.witness.written.load_file", load)
    reader = Reader()
    today = reader.records(PLAIN, [["kind", "id", "last_reviewed", "tags", "text", "list"]])
    older = reader.records(PLAIN.replace(b"[a, b]", b"[a]").replace(b"2026-01-01", b"2025-01-01"))
    assert today is not None
    assert older is not None
    assert list(differing(today[0], older[0])) == ["last_reviewed", "tags"]
    assert parsed == [b"x: [a]\n", b"x: [a, b]\n"]
