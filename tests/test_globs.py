"""Path patterns mean what the naive reading says, and take no time."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from aimslint.globs import matches


@pytest.mark.parametrize(
    ("pattern", "fits", "does_not"),
    [
        ("governance/**", ["governance/a.yaml", "governance/b/c.yaml"], ["governance", "x/governance/a.yaml"]),
        ("**/*.aims.yaml", ["a.aims.yaml", "x/y/a.aims.yaml"], ["a.yaml", "a.aims.yaml/x"]),
        ("*.yaml", ["a.yaml", ".yaml"], ["b/a.yaml", "a.yml", "a.yaml2"]),
        ("a/*/c", ["a/b/c"], ["a/c", "a/b/b/c"]),
        ("a/**/c", ["a/c", "a/b/c", "a/b/b/c"], ["ac", "a/b", "xa/c"]),
        ("**/tests/**", ["tests/a", "x/tests/a/b"], ["tests", "mytests/a"]),
        ("**", ["a", "a/b"], []),
        ("?.md", ["a.md"], ["ab.md", "/.md"]),
        ("a.b", ["a.b"], ["axb"]),
        ("[ab].md", ["[ab].md"], ["a.md"]),
        ("a*b*c", ["abc", "aXbYbZc"], ["ab", "acb", "a/bc"]),
        ("**/a/**/b/*", ["a/b/c", "x/a/y/z/b/c"], ["a/c", "b/a/c"]),
        ("**/**/**/a", ["a", "x/a"], ["xa"]),
        ("docs/*", ["docs/a\nb"], ["docs/a/b"]),
    ],
)
def test_examples(pattern: str, fits: list[str], does_not: list[str]) -> None:
    assert [path for path in fits if not matches(path, [pattern])] == []
    assert [path for path in does_not if matches(path, [pattern])] == []


def test_one_of_several() -> None:
    assert matches("a", ["b", "a"])
    assert not matches("a", [])


def naive(path: str, pattern: str) -> bool:
    """The meaning, without any cleverness."""

    def fits(i: int, j: int) -> bool:
        if j == len(pattern):
            return i == len(path)
        begins = j == 0 or pattern[j - 1] == "/"
        if begins and pattern.startswith("**/", j):
            if fits(i, j + 3):
                return True
            end = path.find("/", i)
            return end > i and fits(end + 1, j)
        if begins and pattern[j:] == "**":
            return True
        if pattern[j] == "*":
            return fits(i, j + 1) or (i < len(path) and path[i] != "/" and fits(i + 1, j))
        if i == len(path):
            return False
        one = path[i] != "/" if pattern[j] == "?" else path[i] == pattern[j]
        return one and fits(i + 1, j + 1)

    return fits(0, 0)


segments = st.text("ab*?", min_size=1, max_size=4)
patterns = st.lists(st.one_of(segments, st.just("**")), min_size=1, max_size=5).map("/".join)
paths = st.lists(st.text("ab", min_size=1, max_size=4), min_size=1, max_size=5).map("/".join)


@given(paths, patterns)
def test_patterns_mean_what_the_naive_reading_says(path: str, pattern: str) -> None:
    assert matches(path, [pattern]) == naive(path, pattern)


@pytest.mark.parametrize(
    ("path", "pattern"),
    [
        ("a" * 4000, "*a" * 40 + "b"),
        ("/".join("a" * 200), "**/a/" * 12 + "b"),
        ("/".join(["aaaa"] * 100), "/".join(["*a*a*b"] * 20)),
        ("a/" * 500, "**/*" * 10 + "/b"),
    ],
)
def test_many_stars_take_no_time(path: str, pattern: str) -> None:
    assert not matches(path, [pattern])
