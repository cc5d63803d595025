"""The Markdown summary, read by a Markdown parser: no text of a record is more than text."""

import re
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st
from markdown_it import MarkdownIt
from markdown_it.token import Token

from aimslint.reporters import markdown
from aimslint.reporters.text.markdown import escaped, rule_words
from aimslint.views import Listing
from tests.reporters.hostile import TEXTS, everywhere
from tests.reporters.listings import SCREEN, empty, everyday, exempted, many
from tests.reporters.runner import commands
from tests.reporters.test_golden import write

OURS = ("<details><summary>What the rules ask, and what to do</summary>\n", "</details>\n")
NEVER = {"link_open", "image", "html_inline", "fence", "code_block", "hr", "blockquote_open", "ordered_list_open"}


def tokens(text: str) -> list[Token]:
    parser = MarkdownIt("commonmark").enable(["table", "strikethrough"])
    return [each for token in parser.parse(text) for each in (token, *(token.children or ()))]


def kinds(text: str) -> list[str]:
    return [token.type for token in tokens(text)]


def summary(made: Listing) -> str:
    return "".join(write("markdown", made, SCREEN))


def rows(text: str, title: str) -> list[list[str]]:
    """The cells of the table below a title, as they are shown; the heads first."""
    found: list[list[str]] = []
    inside = False
    for token in tokens(text.split(f"### {title}\n", 1)[1]):
        if token.type == "tr_open":
            found.append([])
        if token.type in ("th_open", "td_open"):
            found[-1].append("")
        inside = token.type == "table_open" or (inside and token.type != "table_close")
        if token.type in ("text", "code_inline", "text_special") and inside:
            found[-1][-1] += token.content
        if token.type == "table_close":
            break
    return found


def test_the_findings_are_a_table_the_worst_first() -> None:
    heads, error, warning, info = rows(summary(everyday()), "Findings")
    assert heads == ["Severity", "Finding", "Where", "Rule", "Requirements"]
    assert error == [
        "🔴 error",
        "Chat is pilot without an approved impact assessment",
        "governance/systems/chat.yaml:4",
        "deployed-without-aiia",
        "8.4, A.5.3",
    ]
    assert (warning[0], info[0]) == ("🟠 warning", "🔵 info")


def test_requirements_are_counted_with_their_titles_in_the_order_of_the_catalogue() -> None:
    assert rows(summary(everyday()), "By requirement")[1:3] == [
        ["8.4", "AI system impact assessment", "1", "0", "0"],
        ["A.5.3", "Documentation of assessments", "1", "0", "0"],
    ]


def test_what_does_not_count_is_told_with_the_reason() -> None:
    waived = rows(summary(exempted()), "Not counted")[1]
    assert waived[-1] == "waived until 2026-12-31, approved by head-of-risk: A replacement is tested until spring"


def test_without_anything_to_tell_there_is_no_empty_table() -> None:
    assert kinds(summary(empty())).count("table_open") == 0
    assert summary(empty()).startswith("## aimslint: 0 errors, 0 warnings, 0 infos\n")


@pytest.mark.parametrize("text", TEXTS.values(), ids=TEXTS)
def test_no_text_becomes_markup(text: str) -> None:
    written = summary(everywhere(text))
    assert commands(written) == []
    found = tokens(written)
    plain = kinds(summary(everywhere("plain")))
    assert not NEVER & {token.type for token in found}
    assert tuple(token.content for token in found if token.type == "html_block") == OURS
    counted = ["tr_open", "td_open", "th_open", "heading_open", "table_open", "list_item_open", "strong_open"]
    for kind in counted[:5] if text == TEXTS["long"] else counted:  # that rule has no room
        assert [token.type for token in found].count(kind) == plain.count(kind), kind
    assert all(line.replace("\u200b", "").isprintable() for line in written.split("\n"))


@pytest.mark.parametrize("text", TEXTS.values(), ids=TEXTS)
def test_nobody_is_mentioned_and_no_address_becomes_a_link(text: str) -> None:
    """GitHub and GitLab look for these in the text that is shown, or while they parse; so both are looked at."""
    written = summary(everywhere(text))
    shown = "".join(token.content for token in tokens(written) if token.type in ("text", "text_special"))
    assert not re.search(r"@\w|#\d|\bGH-\d", shown)
    outside_code = re.sub(r"(?<!\\)`[^`]*`", "", written)
    assert not re.search(r"\w://|\bwww\.", outside_code, re.IGNORECASE)


@given(st.text(max_size=60))
def test_any_text_in_a_cell_is_shown_as_it_is_printed(text: str) -> None:
    shown = [token for token in tokens(f"x {escaped(text)}") if token.type != "inline"]
    assert {token.type for token in shown} <= {"paragraph_open", "paragraph_close", "text", "text_special"}


@given(st.text(alphabet="`a*[]() <>\\\n@#1|", max_size=40))
def test_words_of_a_rule_are_text_and_code(text: str) -> None:
    shown = {token.type for token in tokens(f"x {rule_words(text)}") if token.type != "inline"}
    assert shown <= {"paragraph_open", "paragraph_close", "text", "text_special", "code_inline"}


def test_names_between_backticks_in_the_words_of_a_rule_stay_code() -> None:
    assert rule_words("Write `limits: {a_b}` or *none*") == r"Write `limits: {a_b}` or \*none\*"


@pytest.mark.parametrize("most", [4_000, markdown.COMMENT, markdown.STEP_SUMMARY])
@pytest.mark.parametrize(
    "text", ["System is live | and so on", TEXTS["tags"] * 100, "売" * 800], ids=["plain", "tags", "wide"]
)
def test_it_is_cut_between_rows_and_says_what_is_missing(most: int, text: str) -> None:
    made = many(20_000)
    loud = tuple(replace(listed, finding=replace(listed.finding, message=text)) for listed in made.findings)
    notes = tuple(f"note {number} {text}" for number in range(2_000))
    wordy = replace(made, findings=loud, notes=notes, suppressed=exempted().suppressed * 2_000)
    written = "".join(markdown.within(most, wordy, SCREEN))
    assert len(written.encode()) <= most
    kept = len(re.findall("^[|] (?:🔴|🟠|🔵)", written, re.MULTILINE))
    assert f"\n{len(loud) - kept:,} more, for which there is no room here.\n" in written
    assert written.endswith("more notes\n")
    if most <= markdown.COMMENT:  # the parser takes its time
        assert [len(cells) for cells in rows(written, "Findings")] == [5] * (kept + 1)


def test_a_whole_summary_fits_into_a_step() -> None:
    assert markdown.STEP_SUMMARY < 1024 * 1000
    assert markdown.COMMENT < 65_536
