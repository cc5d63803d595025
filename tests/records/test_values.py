"""What is as good as nothing, and what only looks like it."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic_core import SchemaValidator

from aimslint.records.values import SAYS_SOMETHING, UNKNOWN, Explained, is_empty, is_placeholder

PLACEHOLDERS = [
    *(
        "TBD",
        "TBC",
        "tbd",
        "Tbd",
        "TODO",
        "T.B.D.",
        "N/A",
        "n/a",
        "N.A.",
        "-",
        "--",
        "—",
        "?",
        "???",
        "...",
        "…",
        "xxx",
        "XXXX",
    ),
    *("lorem ipsum", "Lorem ipsum dolor sit amet, consectetur", "see above", "See above."),
    *("<name>", "<fill in the date>", "[Name]", "[More Information Needed]", "[your company]", "{{ name }}", "{{x}}"),
    *("<!-- describe the purpose -->", "<!--\nTODO\n-->", "  TBD  ", "\tTBD\n"),
    *("\u200b", "\u2060\u200b \ufeff", "\u3164", "\u2800\u2800", "\u200bTBD", "T\u00adBD"),  # nothing to be seen
]

CONTENT = [
    *("none", "None", "no", "0", "x", "xx", "a", "todo", "Todo", "yes", "known", "-1", "- one\n- two", "?!"),
    *("The date is TBD", "TBD by Monday", "Purpose: TODO", "N/A for pilots", "see above the line", "To be decided"),
    *("[Model card](docs/card.md)", "[card][1]", "[a] and [b]", "<https://example.org/policy>", "<ann@example.org>"),
    *("<!-- hidden --> The system scores loans <!-- end -->", "{{ name }} scores loans for {{ people }}"),
    *("List<Loan>", "a [Name] b", "[x] done", "[]", "Über alles", "不适用", "\u200fעברית", "\u200bx"),
]


@pytest.mark.parametrize("text", PLACEHOLDERS)
def test_placeholders_are_empty(text: str) -> None:
    assert is_placeholder(text)
    assert is_empty(text)


@pytest.mark.parametrize("text", CONTENT)
def test_content_is_not(text: str) -> None:
    assert not is_placeholder(text)
    assert not is_empty(text)


@pytest.mark.parametrize("value", [None, "", " ", "\n\t ", "\u00a0", [], {}])
def test_nothing_is_empty(value: object) -> None:
    assert is_empty(value)


@pytest.mark.parametrize("value", [0, 0.0, False, [None], {"a": None}, UNKNOWN, Explained({}), "none"])
def test_values_are_not_empty(value: object) -> None:
    assert not is_empty(value)


@given(st.text(min_size=1), st.sampled_from(PLACEHOLDERS))
def test_a_placeholder_inside_prose_is_prose(prose: str, placeholder: str) -> None:
    """Only a whole text can be one; a sentence that speaks of one says something."""
    assert not is_placeholder(f"The lender says {prose!r} and {placeholder.strip()} in its policy")


@given(st.text())
def test_any_text_is_judged_and_white_space_around_it_does_not_count(text: str) -> None:
    assert is_empty(f" {text}\n") == is_empty(text) or not text.strip()


@given(
    st.text(alphabet="TtBbDdCcOo.NnAa/XxLlremSseabov -\u200b", min_size=1, max_size=6) | st.sampled_from(PLACEHOLDERS)
)
def test_the_first_letters_alone_decide_nothing(text: str) -> None:
    """Of a text with a space before it, it is looked at as a whole at once."""
    assert is_placeholder(text) == is_placeholder(f" {text}")


SURE = SchemaValidator({"type": "str", "pattern": SAYS_SOMETHING})


@given(
    st.text(st.sampled_from("TtNnXxLlSsBbOoRrEe<[{(-–—?.…/ \u200b\u00adéz"), max_size=6) | st.text(max_size=4),
    st.sampled_from([*PLACEHOLDERS, ""]),
    st.integers(0, 20),
)
def test_what_surely_says_something_is_no_placeholder(text: str, placeholder: str, at: int) -> None:
    text = placeholder[:at] + text + placeholder[at:]
    sure = SURE.isinstance_python(text)
    assert sure is (re.match(SAYS_SOMETHING, text) is not None)
    assert not (sure and is_empty(text))


def test_most_texts_surely_say_something() -> None:
    texts = [
        "Two words",
        "the",
        "note",
        "Service",
        "loan",
        "Log",
        "2026-11-20",
        "a",
        "tools",
        "To do",
        "(b)",
        "NL",
        "TO",
        "x-ray",
        "xX",
    ]
    assert [text for text in texts if not SURE.isinstance_python(text)] == ["TO", "xX"]
