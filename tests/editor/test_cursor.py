from collections.abc import Iterator
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from aimslint.editor.cursor import cursor_at
from aimslint.editor.documents import documents, yaml_end
from aimslint.editor.sketch import sketch, walk
from aimslint.loading import load_file, locate
from aimslint.model import Keys
from tests.editor.marked import cursor, sample_files

SYSTEM = """\
kind: ai_system
id: x
oversight:
  level: in_the_loop
  HERE
models:
  - name: a
    version: '1'
"""


@pytest.mark.parametrize(
    ("text", "where", "keys", "prefix"),
    [
        ("‸", "open", (), ""),
        ("ki‸", "open", (), "ki"),
        ("ki‸\nid: x", "key", ("ki",), "ki"),
        ("kind: ‸", "value", ("kind",), ""),
        ("kind:‸", "value", ("kind",), ""),
        ("kind: ai‸_system", "value", ("kind",), "ai"),
        ("kin‸d: ai_system", "key", ("kind",), "kin"),
        ("kind: a\n‸", "key", ("",), ""),
        ("kind: a\nown‸\nname: x\n", "key", ("own",), "own"),
        ("kind: a\n‸owner: b", "key", ("owner",), ""),
        (SYSTEM.replace("HERE", "se‸"), "key", ("oversight", "se"), "se"),
        (SYSTEM.replace("HERE", "‸"), "key", ("oversight", ""), ""),
        (SYSTEM.replace("HERE", "overseers: [a, ‸"), "open", ("oversight", "overseers", 1), ""),
        (SYSTEM.replace("HERE", "overseers: [a, b‸c"), "value", ("oversight", "overseers", 1), "b"),
        (SYSTEM.replace("HERE", "overseers: [‸]"), "open", ("oversight", "overseers", 0), ""),
        (SYSTEM.replace("HERE", "overseers:\n    ‸"), "open", ("oversight", "overseers"), ""),
        (SYSTEM.replace("HERE", "overseers:\n    - ‸"), "open", ("oversight", "overseers", 0), ""),
        (SYSTEM.replace("HERE", "overseers:\n    - a\n    ‸"), "open", ("oversight", "overseers", 1), ""),
        (SYSTEM.replace("  HERE\n", "") + "    ca‸", "key", ("models", 0, "ca"), "ca"),
        (SYSTEM.replace("  HERE\n", "") + "  - ‸", "open", ("models", 1), ""),
        (SYSTEM.replace("  HERE\n", "") + "‸", "key", ("",), ""),
        ("waivers:\n- record: {kind: risk, id: ‸}\n", "value", ("waivers", 0, "record", "id"), ""),
        ("waivers:\n- record: {kind: risk, ‸}\n", "key", ("waivers", 0, "record", ""), ""),
        ("waivers:\n- record: {kind: risk, i‸\n", "key", ("waivers", 0, "record", "i"), "i"),
        ("x: [{a: ‸}]", "value", ("x", 0, "a"), ""),
        ("x: 'ab‸c'", "value", ("x",), "ab"),
        ('x: "ab‸\ny: 2', "value", ("x",), "ab"),
        ("covers:\n- 8.‸", "open", ("covers", 0), "8."),
        ("risks:\n  - id: R1\n  ‸\n  - id: R2\n", "open", ("risks", 2), ""),
        ("notes: |\n  some ‸text\n", "prose", ("notes",), ""),
        ("notes: some\n  mo‸re\nb: c", "prose", ("notes",), ""),
        ("kind: a\r\now‸\r\nb: c", "key", ("ow",), "ow"),
        ("𝒜: b\nc: d‸", "value", ("c",), "d"),
        ("a: &x {b: ‸}", "value", ("a", "b"), ""),
        ("a:\n\t‸", "open", ("a",), ""),
        ("a:‸ b", "nothing", (), ""),
        ("a: {two  words: x‸}", "value", ("a", "two  words"), "x"),
        ("%YAML 1.2\n---\na: ‸", "value", ("a",), ""),
    ],
)
def test_what_stands_at_a_cursor(text: str, where: str, keys: Keys, prefix: str) -> None:
    found = cursor(text)

    assert (found.where, found.keys, found.prefix) == (where, keys, prefix)


def test_a_comment_is_no_value() -> None:
    found = cursor("kind: a # aimslint: ig‸\nb: c")

    assert (found.where, found.prefix, found.word) == ("comment", "# aimslint: ig", "# aimslint: ig")


def test_a_hash_in_quotes_is_no_comment() -> None:
    assert cursor("a: 'b # c‸'").where == "value"


def test_the_keys_of_the_map_are_told_also_those_further_down() -> None:
    found = cursor("kind: waivers\nwaivers:\n- id: w\n  ‸\n  rule: x\n- id: v\n  reason: y\n")

    assert found.beside == {"id": "w", "rule": "x"}
    assert found.kind == "waivers"


def test_several_documents_are_counted_as_the_loader_counts_them() -> None:
    found = cursor("---\n# nothing here\n---\nkind: a\n---\nkind: b\now‸\n")

    assert (found.document, found.kind, found.keys) == (1, "b", ("ow",))


def test_the_front_matter_of_markdown_is_yaml_and_the_rest_is_prose() -> None:
    text = "---\nkind: policy\nowner: ‸\n---\n# Policy\n"

    assert cursor(text, "a.md").keys == ("owner",)
    assert cursor(text.replace("‸", "") + "‸", "a.md").where == "prose"
    assert cursor("---\nkind: policy\now‸\n", "a.md").keys == ("ow",), "not closed yet"
    assert cursor("# Read me ‸", "a.md").where == "prose"


def test_an_item_that_needs_a_dash_first_says_so() -> None:
    assert cursor("a:\n  - b\n  ‸").dash
    assert not cursor("a:\n  - b\n  - ‸").dash


def test_a_slip_in_one_line_spoils_nothing_after_it() -> None:
    text = 'a: [b, {c: "d\nbroken\n  worse: [\ne:\n  f: ‸\n'

    assert cursor(text).keys == ("e", "f")


@pytest.mark.parametrize("path", sorted(path for path in sample_files() if path.startswith("governance/")))
def test_where_a_text_parses_the_loader_says_the_same(path: str) -> None:
    text = sample_files()[path]
    loaded = load_file(path, text.encode())
    located = locate(path, loaded.text)
    stretches = list(documents(text, 0, yaml_end(path, text)))
    assert len(stretches) == len(loaded.documents)
    for document, (start, end) in zip(loaded.documents, stretches, strict=True):
        drawn = dict(walk(sketch(text, start, end).root))
        for number, (keys, value) in enumerate(_inside(document.data)):
            mark = located.mark(keys, document=document.index)
            if mark is None:
                continue
            entry = drawn[keys]
            assert entry.value.start == mark.start
            if not isinstance(value, dict | list):
                assert entry.value.end == mark.end
            if mark.key_start >= 0:
                assert (entry.start, entry.end) == (mark.key_start, mark.key_end)
                assert number % 20 or cursor_at(path, text, mark.key_start + 1).keys == keys


def _inside(value: Any, keys: Keys = ()) -> Iterator[tuple[Keys, Any]]:
    items = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    for key, inner in items:
        yield (*keys, key), inner
        yield from _inside(inner, (*keys, key))


PIECES = ["kind: risk\n", "id: x\n", "- ", "  ", "\n", "\r", "a: ", "[", "]", "{", "}", ", ", ":", '"', "'", "#", "|\n"]


@given(st.lists(st.one_of(st.sampled_from(PIECES), st.text(max_size=4)), max_size=30), st.integers(0, 60))
def test_there_is_an_answer_whatever_the_text(pieces: list[str], offset: int) -> None:
    text = "".join(pieces)
    for path in ("a.yaml", "a.md"):
        found = cursor_at(path, text, offset)

        assert 0 <= found.start <= found.end <= len(text)
        assert found.prefix == text[found.start : max(found.start, found.offset)]


@given(st.data())
def test_reading_only_what_is_near_says_the_same(data: st.DataObject) -> None:
    files = sample_files()
    path = data.draw(st.sampled_from(["governance/risk/risk-register.yaml", "governance/organisation/roles.yaml"]))
    offset = data.draw(st.integers(0, len(files[path])))
    whole = dict(walk(sketch(files[path], 0, len(files[path])).root))
    near = cursor_at(path, files[path], offset)
    if near.where == "value":
        assert near.start == whole[near.keys].value.start + len(near.quote)
    if near.where == "key" and near.word:
        assert near.start == whole[near.keys].start
