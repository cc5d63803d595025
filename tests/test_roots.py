import pytest

from aimslint.roots import find_roots


@pytest.mark.parametrize(
    ("start", "roots"),
    [
        ("", ["a", "b/c"]),
        ("a", ["a"]),
        ("a/governance/risk", ["a"]),
        ("b", ["b/c"]),
        ("b/c/d", ["b/c"]),
    ],
)
def test_a_root_is_where_aimslint_yaml_lies(start: str, roots: list[str]) -> None:
    paths = ["a/aimslint.yaml", "a/governance/risk/r.yaml", "b/c/aimslint.yaml", "b/c/d/e.yaml"]
    assert find_roots(paths, start) == roots


@pytest.mark.parametrize(
    ("start", "root"),
    [
        ("", ""),
        ("governance", ""),
        ("governance/risk", ""),
        ("docs", ""),
        ("sample", "sample"),
        ("sample/governance", "sample"),
        ("sample/governance/risk", "sample"),
    ],
)
def test_without_one_it_is_the_nearest_folder_that_holds_governance(start: str, root: str) -> None:
    paths = ["governance/risk/r.yaml", "docs/x.md", "sample/governance/risk/r.yaml"]
    assert find_roots(paths, start) == [root]


def test_without_both_it_is_the_top() -> None:
    assert find_roots(["systems/chat.aims.yaml"], "systems") == [""]
