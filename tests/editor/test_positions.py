"""Positions as clients count them, against the protocol's own definition."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st
from lsprotocol.types import (
    Position,
    PositionEncodingKind,
    Range,
    TextDocumentContentChangePartial,
    TextDocumentContentChangeWholeDocument,
)

from aimslint.editor.diagnostics import Move
from aimslint.editor.positions import Text

TEXTS = st.text(st.sampled_from("ab😀é\u2028\x0b\x85\r\n "), max_size=40)
ENCODINGS = st.sampled_from(list(PositionEncodingKind))
WIDTH = {"utf-8": ("utf-8", 1), "utf-16": ("utf-16-le", 2), "utf-32": ("utf-32-le", 4)}


def counted(text: str, offset: int, encoding: PositionEncodingKind) -> Position:
    """The position of an offset, worked out the slow way."""
    before = text[:offset]
    if before.endswith("\r") and text[offset : offset + 1] == "\n":
        before = before[:-1]  # in the midst of what breaks a line
    lines = re.split("\r\n|\r|\n", before)
    name, size = WIDTH[encoding.value]
    return Position(len(lines) - 1, len(lines[-1].encode(name)) // size)


@given(TEXTS, ENCODINGS, st.data())
def test_offsets_and_positions_are_two_ways_to_say_the_same(
    text: str, encoding: PositionEncodingKind, data: st.DataObject
) -> None:
    offset = data.draw(st.integers(0, len(text)))
    between = text[max(offset - 1, 0) : offset + 1] == "\r\n"
    positions = Text(text, encoding)
    if not between:
        assert positions.position(offset) == counted(text, offset, encoding)
        assert positions.offset(positions.position(offset)) == offset


@given(TEXTS, ENCODINGS, st.integers(0, 9), st.integers(0, 60), st.text("x\n", max_size=3))
def test_whatever_the_client_says_there_is_an_answer(
    text: str, encoding: PositionEncodingKind, line: int, character: int, new: str
) -> None:
    positions = Text(text, encoding)
    offset = positions.offset(Position(line, character))
    assert 0 <= offset <= len(text)
    change = TextDocumentContentChangePartial(Range(Position(line, character), Position(line + 1, character)), new)
    assert len(positions.changed([change]).plain) <= len(text) + len(new)


def test_changes_count_in_the_text_that_the_one_before_left() -> None:
    first = TextDocumentContentChangePartial(Range(Position(0, 0), Position(0, 2)), "é\r\n")
    second = TextDocumentContentChangePartial(Range(Position(1, 0), Position(1, 1)), "z")
    assert Text("😀b").changed([first, second]).plain == "é\r\nz"
    assert Text("😀b").changed([TextDocumentContentChangeWholeDocument("all new")]).plain == "all new"


@pytest.mark.parametrize(("encoding", "columns"), [("utf-8", 3), ("utf-16", 1), ("utf-32", 1)])
def test_a_byte_order_mark_takes_room_on_its_line_only(encoding: str, columns: int) -> None:
    text = Text("\ufeffa\nb", encoding)
    assert text.plain == "a\nb"
    assert text.position(1) == Position(0, columns + 1)
    assert text.offset(Position(0, columns + 1)) == 1
    assert text.position(2) == Position(1, 0)


@given(TEXTS, TEXTS, TEXTS, TEXTS)
def test_what_stands_around_a_change_moves_with_it(before: str, old: str, new: str, after: str) -> None:
    move = Move(before + old + after, before + new + after)
    whole, moved = before + old + after, before + new + after
    for offset in range(len(whole) + 1):
        there = move.offset(offset)
        assert 0 <= there <= len(moved)
        if offset <= len(before) and offset < len(whole) and there < len(moved) and old != new:
            assert whole[:offset] == moved[:there] or offset > len(before)
