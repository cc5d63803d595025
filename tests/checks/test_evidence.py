"""Files that records name: found from the AIMS root and from the top, and told clearly when they are not."""

from pathlib import Path

import pytest

from aimslint.trees import WorkingTree
from tests.checks.asking import findings, in_tree

FILES = {
    "aims/docs/minutes.pdf": "Minutes.",
    "aims/docs/audits/2026.md": "Report.",
    "services/run.py": "print()",
    "README.md": "Top.",
}


def say(path: str, root: str = "aims") -> str | None:
    """What is said about one path, or None when it is found."""
    text = f"kind: ai_system\nid: chat\nevidence:\n  - {{path: {path}}}\n"
    found = findings("missing-evidence-file", text, files=FILES, root=root)
    assert len(found) < 2
    return found[0].message if found else None


@pytest.mark.parametrize(
    "path",
    ["docs/minutes.pdf", "./docs/minutes.pdf", "docs", "docs/", "docs/audits", "/services/run.py", "/README.md", "."],
)
def test_what_is_there_is_found(path: str) -> None:
    assert say(path) is None


def test_without_a_folder_of_its_own_root_and_top_are_one() -> None:
    assert say("services/run.py", root="") is None
    assert say("/services/run.py", root="") is None


@pytest.mark.parametrize(
    ("path", "said"),
    [
        ("docs/minutes.txt", "no such file in the tree; did you mean docs/minutes.pdf?"),
        ("docs/Minutes.pdf", "no such file in the tree; docs/minutes.pdf exists, and letter case counts"),
        ("/services/Run.py", "no such file in the tree; /services/run.py exists, and letter case counts"),
        ("services/run.py", "no such file in the tree; did you mean /services/run.py, from the repository's top?"),
        ("/docs/minutes.pdf", "no such file in the tree; without the leading / it would be found (from aims)"),
        ("reports/2026.md", "no such file in the tree; did you mean docs/audits/2026.md?"),
        ("elsewhere/run.py", "no such file in the tree; did you mean /services/run.py?"),
        ("../services/run.py", "leads upwards with ..; expected a path from the AIMS root; write /services/run.py"),
        ("../services/none.py", "leads upwards with ..; expected a path from the AIMS root"),
        (
            "docs/../../../x",
            "leads upwards with ..; expected a path from the AIMS root; it leads out of the repository",
        ),
        ("C:/Users/me/x.pdf", "a path of one computer; expected one from the AIMS root, or"),
        ("https://docs.example/x", "an address, where a file of the repository was expected; addresses stand in `url`"),
        ("/etc/passwd", "no such file in the tree"),
    ],
)
def test_what_is_not_there_is_told_with_what_was_likely_meant(path: str, said: str) -> None:
    told = say(path)
    assert told is not None
    assert told.startswith(f"`{path}`: {said}")


def test_a_path_with_backslashes_is_told_when_the_record_is_read() -> None:
    text = "kind: ai_system\nid: chat\nevidence: [{path: 'docs\\x.pdf'}]\n"
    assert findings("missing-evidence-file", text) == []
    assert [item.rule for item in findings("bad-path", text)] == ["bad-path"]


@pytest.mark.parametrize("path", ["TBD", "'[file]'", "''", "null"])
def test_a_placeholder_names_no_file(path: str) -> None:
    assert findings("missing-evidence-file", f"{{kind: ai_system, id: chat, evidence: [{{path: {path}}}]}}") == []


def test_patterns_need_no_file() -> None:
    text = "{kind: ai_system, id: chat, code: {paths: [/none/**], ignore: [none], watch: [/none.lock]}}"
    assert findings("missing-evidence-file", text) == []


def test_the_finding_is_about_the_entry_at_its_line() -> None:
    text = """
kind: soa
id: soa
controls:
  - {control: A.5.2, evidence: [{path: governance/records.yaml}]}
  - control: A.5.3
    evidence:
      - path: none.pdf
"""
    (found,) = findings("missing-evidence-file", text)
    assert (found.location.line, found.location.column) == (8, 15)
    assert found.record is not None
    assert (found.record.kind, found.record.id) == ("soa_row", "A.5.3")
    assert found.data_path.startswith("controls[A.5.3].evidence[")


def test_links_count_when_they_stay_inside(tmp_path: Path) -> None:
    folder = tmp_path / "repository"
    (folder / "governance").mkdir(parents=True)
    (tmp_path / "secret.pdf").write_text("not ours")
    (folder / "minutes.pdf").write_text("ours")
    (folder / "inside.pdf").symlink_to("minutes.pdf")
    (folder / "outside.pdf").symlink_to("../secret.pdf")
    (folder / "governance" / "chat.yaml").write_text(
        "kind: ai_system\nid: chat\nevidence:\n- {path: inside.pdf}\n- {path: outside.pdf}\n"
    )
    (found,) = in_tree("missing-evidence-file", WorkingTree.at(folder))
    assert found.location.line == 5
    assert "a symbolic link leads out of the repository" in found.message
