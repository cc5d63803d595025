"""Where something stands in a plain text is the same whether all of the text is parsed for it, or only a piece."""

from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from aimslint.loading import locate
from aimslint.loading.limits import Limits
from aimslint.loading.parse import parse
from aimslint.loading.pieces import Pieces
from aimslint.loading.source import best_events
from aimslint.loading.spans import Located
from aimslint.model import Keys
from tests.loading.reading import paths
from tests.loading.test_by_lines import PIECES, PLAIN, STRUCTURES, written

ROOT = Path(__file__).parents[2]


def agree(text: str, path: str = "a.yaml") -> int:
    """How many questions have the same answer, whichever way they are asked. Fails for one that has not."""
    pieces = locate(path, text)
    whole = locate(path, text, events=lambda text: best_events(text))  # noqa: PLW0108 - not the usual one
    documents = parse(text, Limits()).documents
    asked = 0
    for number in range(-1, len(documents) + 1):
        data = documents[number].data if 0 <= number < len(documents) else {}
        for keys in paths(data):
            for further in (keys, (*keys, "absent"), (*keys, 7), (*keys, -1)):
                assert answers(pieces, further, number) == answers(whole, further, number), (number, further)
                asked += 1
    return asked


def answers(located: Located, keys: Keys, document: int) -> list[Any]:
    """All that can be asked about a place."""
    try:
        source: str | None = located.source(keys, document=document)
    except KeyError:
        source = None
    return [
        located.find(keys, document=document),
        located.find(keys, "key", document=document),
        located.mark(keys, document=document),
        located.has(keys, document=document),
        source,
    ]


@pytest.mark.parametrize("text", PLAIN.values(), ids=PLAIN)
def test_plain_texts(text: str) -> None:
    assert Pieces.of(text, Limits()) is not None
    assert agree(text)


def test_lists_whose_items_look_alike_further_in() -> None:
    agree("a:  # b\n  # c\n\n  - d:\n    - 1\n    - 2\n    e: |\n      - f\n  # h\n  - >-\n     - i\nk: 1\n")
    agree("a:\n- b\n# c\n- d: |\n    - e\n\n  f:\n  - 1\n  - g: 2\n- h\n")
    agree("a: >-\n  - b\n  - c\nd:\n- e:\n  - f\n- - g\nh: [1]\n")


def test_what_is_not_plain_is_parsed_as_a_whole() -> None:
    assert Pieces.of("a: &x 1\nb: *x\n", Limits()) is None
    agree("a: &x {b: 1}\nc: *x\n")


def test_markdown() -> None:
    agree("---\nkind: model_card\nlist:\n  - a: 1\n  - b\n---\n\nText.\n", "a.md")
    agree("---\nkind: model_card\nbody: x\n---\n\nText.\n", "a.md")
    agree("---\nkind: model_card\n", "a.md")


def test_files_of_the_sample() -> None:
    for file in sorted((ROOT / "sample-repo").rglob("*.yaml"))[::8]:
        agree(file.read_text("utf-8"))


@given(STRUCTURES, st.booleans(), st.booleans())
@settings(max_examples=150)
def test_any_structure(data: Any, beside: bool, twice: bool) -> None:
    text = "".join(f"{line}\n" for line in written({"root": data, "z": "1"}, "", beside))
    agree(f"{text}---\n{text}" if twice else text)


@given(st.lists(PIECES, max_size=25).map("".join))
@settings(max_examples=150)
def test_any_text(text: str) -> None:
    agree(text)
