"""A pattern is compiled when it is first asked something, and answers as the one that `re` makes."""

import re
from typing import Any

import pytest

from aimslint.pattern import pattern


def test_it_answers_as_the_compiled_one() -> None:
    late, plain = pattern(r"(?P<year>\d{4})-x", re.IGNORECASE), re.compile(r"(?P<year>\d{4})-x", re.IGNORECASE)
    for text in ("2026-X", "a 2026-x, 2025-x", ""):
        assert [found.span() for found in late.finditer(text)] == [found.span() for found in plain.finditer(text)]
        assert late.sub("-", text) == plain.sub("-", text)
        assert bool(late.fullmatch(text)) is bool(plain.fullmatch(text))
    assert late.groupindex == plain.groupindex
    assert late.pattern == plain.pattern
    assert pattern(rb"\s").split(b"a b") == [b"a", b"b"]
    with pytest.raises(AttributeError):
        late.absent  # type: ignore[attr-defined]  # noqa: B018


def test_it_is_compiled_once_and_late(monkeypatch: pytest.MonkeyPatch) -> None:
    compiled: list[Any] = []
    plain = re.compile

    def counted(*given: Any) -> re.Pattern[str]:
        compiled.append(given[0])
        return plain(*given)

    monkeypatch.setattr(re, "compile", counted)
    late = pattern("a+")
    assert compiled == []
    assert late.match("aa")
    assert late.match("a")
    assert compiled == ["a+"]


def test_a_form_that_is_none_is_told_when_it_is_asked() -> None:
    late = pattern("(")
    with pytest.raises(re.error):
        late.match("a")
