import pytest

from aimslint.loading import load_file, locate
from aimslint.model import Span
from tests.loading.reading import load, only, told

POLICY = """\
---
kind: policy
id: ai-policy   # the id
---

# Our policy

We use AI
carefully.

"""


@pytest.mark.parametrize("newline", ["\n", "\r\n"])
@pytest.mark.parametrize("bom", [b"", b"\xef\xbb\xbf"])
def test_a_markdown_record(newline: str, bom: bytes) -> None:
    raw = bom + POLICY.replace("\n", newline).encode()
    loaded = load_file("docs/policy.md", raw)
    assert loaded.problems == ()
    (document,) = loaded.documents
    body = "# Our policy\n\nWe use AI\ncarefully."
    assert document.data == {"kind": "policy", "id": "ai-policy", "body": body}
    assert document.line == 2
    located = locate("docs/policy.md", loaded.text)
    assert located.find(("id",)) == Span(3, 5, 3, 14)
    assert located.find(("body",)) == Span(6, 1, 9, 11)
    assert located.has(("body",))
    assert located.source(("body",)).replace("\r\n", "\n") == body
    assert located.find(("owner",)) == Span(2, 1, 2, 5)


@pytest.mark.parametrize(
    "text",
    [
        "# A heading\n\nText\n",
        "",
        "---\n",
        "---\n---\n",
        "---\n# no field\n---\ntext\n",
        "---\ntitle: A page\n---\nkind: of a text\n",
        "---\ntitle: 'A page\n---\n",
        "---\nlayout: {{ page }}\n---\n",
        "---\n\nA line above is decoration.\n\n---\n",
        "---\nmeta:\n  kind: x\n---\n",
        "---\n- kind: x\n---\n",
        "--- \x00 \n",
        " ---\nkind: x\n---\n",
        "----\nkind: x\n----\n",
    ],
)
def test_markdown_that_is_no_record_is_passed_by(text: str) -> None:
    loaded = load(text, path="docs/page.md")
    assert (loaded.documents, loaded.problems) == ((), ())


def test_markdown_of_another_encoding_is_passed_by() -> None:
    assert load_file("a.md", b"# \xff\xfe\x00").problems == ()


@pytest.mark.parametrize(
    ("text", "rule", "line", "column"),
    [
        ("---\nkind: policy\nid: 'x\n---\ntext\n", "not-yaml", 3, 5),
        ("---\nkind: policy\nid: x\n\ntext\n", "not-yaml", 1, 1),
        ("---\nkind: policy\nid: x\nid: y\n---\n", "duplicate-key", 4, 1),
        ("---\nkind: policy\n---\n\nte\x07xt\n", "control-character", 5, 3),
        ("---\nkind: policy\n---\n<<<<<<< HEAD\na\n=======\nb\n>>>>>>> x\n", "conflict-markers", 4, 1),
        ("---\nkind: policy\n<<<<<<< HEAD\nid: a\n=======\nid: b\n>>>>>>> x\n---\n", "conflict-markers", 3, 1),
        ("---\nkind: policy\nbody: short\n---\nlong\n", "duplicate-key", 5, 1),
    ],
)
def test_problems_of_markdown_records(text: str, rule: str, line: int, column: int) -> None:
    assert told(load(text, path="a.MD").problems) == [(rule, line, column)]


def test_the_field_body_is_kept_when_there_is_text_as_well() -> None:
    loaded = load("---\nkind: policy\nbody: short\n---\nlong\n", path="a.md")
    assert loaded.documents[0].data["body"] == "short"
    (related,) = only(loaded).related
    assert related.span is not None
    assert related.span.line == 3


def test_no_text_no_body() -> None:
    loaded = load("---\nkind: policy\n...\n \n\n", path="a.markdown")
    assert loaded.documents[0].data == {"kind": "policy"}
    assert not locate("a.markdown", loaded.text).has(("body",))


def test_a_heading_that_is_underlined_is_no_conflict() -> None:
    loaded = load("---\nkind: policy\n---\nTitle\n=======\ntext\n", path="a.md")
    assert loaded.problems == ()


def test_the_text_is_not_yaml() -> None:
    loaded = load("---\nkind: policy\n---\n\tIt's \"so: [\n---\nkind: x\n", path="a.md")
    assert loaded.problems == ()
    assert loaded.documents[0].data["body"] == "\tIt's \"so: [\n---\nkind: x"


@pytest.mark.parametrize("text", ["---\nkin: ai_system\n---\ntext\n", "# Title\n", ""])
def test_a_file_named_as_a_record_must_be_one(text: str) -> None:
    named = load_file("governance/chat.aims.md", text.encode())
    assert [problem.rule for problem in named.problems] == ["empty-file"]
    assert load_file("governance/chat.md", text.encode()).problems == ()
