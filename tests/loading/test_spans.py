from typing import Literal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from aimslint.loading import locate
from aimslint.loading.lines import FEW, Lines
from aimslint.model import Keys, Span
from tests.loading.reading import cut

RECORD = """\
# a comment
kind: ai_system
name: >-
  Credit
  scoring

# about models
models:
  - name: scorecard
    version: 1.10   # not a number
    tags: [a, "b c",
      d]
  - name: other

empty:
list:
  -
  - x
text: |

  body

code: {paths: [/x/**], "ig nore": ~}
last: é😀x
"""


@pytest.mark.parametrize(
    ("keys", "part", "line", "written"),
    [
        (("kind",), "value", 2, "ai_system"),
        (("kind",), "key", 2, "kind"),
        (("name",), "value", 3, ">-\n  Credit\n  scoring"),
        (("models",), "key", 8, "models"),
        (("models", 0, "version"), "value", 10, "1.10"),
        (("models", 0, "tags"), "value", 11, '[a, "b c",\n      d]'),
        (("models", 0, "tags", 1), "value", 11, '"b c"'),
        (("models", 0, "tags", 2), "value", 12, "d"),
        (("models", 0, "tags", 2), "key", 12, "d"),
        (("models", 1), "value", 13, "name: other"),
        (("models", 1), "key", 13, "name"),
        (("empty",), "value", 15, "empty"),
        (("list", 0), "value", 17, "-"),
        (("list",), "value", 17, "-\n  - x"),
        (("text",), "value", 19, "|\n\n  body"),
        (("code", "ig nore"), "key", 23, '"ig nore"'),
        (("code", "ig nore"), "value", 23, "~"),
        (("code",), "value", 23, '{paths: [/x/**], "ig nore": ~}'),
        (("last",), "value", 24, "é😀x"),
        # what does not exist stands where it would belong
        (("owner",), "value", 2, "kind"),
        (("owner", "deep", 3), "value", 2, "kind"),
        ((), "key", 2, "kind"),
        (("models", 0, "owner"), "value", 9, "name"),
        (("models", 7), "value", 8, "models"),
        (("models", "x"), "value", 8, "models"),
        (("code", "watch"), "value", 23, "code"),
        (("kind", "of", "what"), "value", 2, "kind"),
        (("empty", "x"), "value", 15, "empty"),
        (("list", 0, "x"), "value", 17, "-"),
        (("list", 1, "x"), "key", 18, "x"),
    ],
)
@pytest.mark.parametrize("newline", ["\n", "\r\n"])
def test_find(keys: Keys, part: Literal["key", "value"], line: int, written: str, newline: str) -> None:
    text = RECORD.replace("\n", newline)
    span = locate("a.yaml", text).find(keys, part)
    assert span.line == line
    assert cut(text, span) == written.replace("\n", newline)


def test_a_block_ends_at_its_last_value_not_at_the_comment_after_it() -> None:
    text = "a:\n  b:\n    - c   # why\n    # more\n\n# of d\nd: 1\n"
    span = locate("a.yaml", text).find(("a",))
    assert cut(text, span) == "b:\n    - c"


def test_the_whole_document() -> None:
    text = "# x\na: 1\nb: 2\n\n# y\n---\nc: 3\n"
    located = locate("a.yaml", text)
    assert cut(text, located.find(())) == "a: 1\nb: 2"
    assert cut(text, located.find((), document=1)) == "c: 3"


def test_documents_are_counted_as_load_file_counts_them() -> None:
    text = "---\n---\na: 1\n---\n# none\n---\na: 2\n"
    located = locate("a.yaml", text)
    assert [located.find(("a",), document=number).line for number in (0, 1)] == [3, 7]
    assert not located.has((), document=2)
    assert located.find(("a",), document=2) == Span(1, 1, 1, 1)


def test_has() -> None:
    located = locate("a.yaml", RECORD)
    for present in ((), ("kind",), ("empty",), ("models", 1, "name"), ("list", 0)):
        assert located.has(present)
    for absent in (("owner",), ("models", 2), ("models", "name"), ("kind", 0), ("kind", "x"), ("list", 0, "x")):
        assert not located.has(absent)


def test_source_is_the_text_before_typing() -> None:
    located = locate("a.yaml", 'v: 1.10\nb: TRUE\nq: "a\\tb"\nn:\nl: [012, 0x1F]\nm: {x: ~}\n')
    assert located.source(("v",)) == "1.10"
    assert located.source(("b",)) == "TRUE"
    assert located.source(("q",)) == "a\tb"
    assert located.source(("n",)) == ""
    assert [located.source(("l", number)) for number in (0, 1)] == ["012", "0x1F"]
    assert located.source(("l",)) == "[012, 0x1F]"
    assert located.source(("m", "x")) == "~"
    for absent in (("x",), ("l", 2), ("v", 0)):
        with pytest.raises(KeyError):
            located.source(absent)


def test_what_an_alias_stands_for_is_placed_at_the_alias_and_read_at_the_anchor() -> None:
    text = "a: &x {v: 1.10, l: [2]}\nb: *x\nc: &s 1.20\nd: *s\n"
    located = locate("a.yaml", text)
    for keys in (("b",), ("b", "v"), ("b", "l", 0), ("b", "absent")):
        assert cut(text, located.find(keys)) == "*x"
    assert cut(text, located.find(("b",), "key")) == "b"
    assert located.has(("b", "l", 0))
    assert not located.has(("b", "absent"))
    assert located.source(("b", "v")) == "1.10"
    assert cut(text, located.find(("d",))) == "*s"
    assert located.source(("d",)) == "1.20"


def test_of_a_repeated_key_the_first_is_found() -> None:
    located = locate("a.yaml", "a: 1\nb: 2\na: {c: 3}\n")
    assert located.find(("a",)).line == 1
    assert located.find(("a", "c")).line == 1


def test_what_is_left_out_has_no_place() -> None:
    located = locate("a.yaml", "a: 1\n<<: {b: 2}\n? [x]\n: {c: 3}\nd: 4\n")
    assert located.find(("d",)).line == 5
    assert not located.has(("b",))


def test_an_unfinished_document_can_be_asked_as_far_as_it_was_read() -> None:
    located = locate("a.yaml", "a: 1\nb:\n  c: 2\n  d: [\n")
    assert located.find(("b", "c")).line == 3


@given(st.text(st.sampled_from("ab\n\r")), st.lists(st.integers(-1, 40), max_size=4))
def test_an_offset_is_found_alike_however_often_somebody_asks(text: str, offsets: list[int]) -> None:
    often = Lines(text)
    for offset in range(FEW + 1):
        often.position(offset)
    once = Lines(text)
    assert [once.position(offset) for offset in offsets] == [often.position(offset) for offset in offsets]
