"""What left its file with a commit is looked for only in files that may have told of it."""

import pytest

from aimslint.witness.departures import _tells


@pytest.mark.parametrize(
    "text",
    [
        "kind: procedure",
        "'kind':   'procedure'",
        '{"kind": "procedure"}',
        "kind:\n  procedure",
        "? kind # what it is\n: procedure",
        "kind: !!str procedure",
        "kind: &a procedure",
        "kind: # the next line\n  procedure",
        "kind: >-\n  procedure",
        "kind: *procedure",
    ],
)
def test_a_text_that_may_tell_of_a_procedure(text: str) -> None:
    assert _tells(f"{text}\nid: a\n".encode(), b"procedure")


@pytest.mark.parametrize("text", ["kind: policy\nnotes: Our procedure", "kind: procedures", "- kind: fair # procedure"])
def test_a_text_that_only_uses_the_word(text: str) -> None:
    assert not _tells(f"{text}\nid: a\n".encode(), b"procedure")


def test_long_comments_take_no_longer_than_they_are() -> None:
    assert not _tells(b"kind " + b"# " * 100_000 + b"\nkind" + b" " * 100_000 + b"\n" + b"kind " * 20_000, b"procedure")
