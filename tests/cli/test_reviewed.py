"""`aimslint reviewed`."""

from pathlib import Path

import pytest

from tests.cli.running import ROLES, run, write

SYSTEM = "# the chat\nkind: ai_system\nid: chat\nowner: lead\ncode: {paths: [/src/**], ignore: ['**/tests/**']}\n"
FILES = {
    "aimslint.yaml": "version: 1\n",
    "governance/roles.yaml": ROLES,
    "governance/chat.yaml": SYSTEM,
    "src/a.py": "print(1)\n",
    "src/tests/a.py": "assert True\n",
}


@pytest.fixture(autouse=True)
def project(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(write(tmp_path, FILES))
    return tmp_path


def note(*arguments: str) -> tuple[int, str]:
    result = run("reviewed", "--as-of", "2026-11-20", *arguments)
    return result.exit_code, result.output


def test_the_note_names_day_role_reason_and_the_code_as_it_is(project: Path) -> None:
    code, text = note("chat", "--reason", "Comments only")
    assert code == 0, text
    assert "1 file" in text
    written = (project / "governance/chat.yaml").read_text()
    assert written.startswith(SYSTEM)
    assert "- date: 2026-11-20\n" in written
    assert "by: lead\n" in written
    assert "reason: Comments only\n" in written
    assert 'digest: "sha256:' in written
    assert run("check", "--as-of", "2026-11-20").exit_code == 0


def test_a_second_note_follows_the_first(project: Path) -> None:
    note("chat", "--reason", "Comments only")
    (project / "src/a.py").write_text("print(2)\n")
    assert note("chat", "--reason", "Another greeting")[0] == 0
    written = (project / "governance/chat.yaml").read_text()
    first, second = (line.strip() for line in written.splitlines() if "digest" in line)
    assert first != second
    assert written.index("Comments only") < written.index("Another greeting")


def test_a_dry_run_writes_nothing(project: Path) -> None:
    code, text = note("chat", "--reason", "Comments only", "--dry-run")
    assert code == 0
    assert "+code_reviews:" in text
    assert (project / "governance/chat.yaml").read_text() == SYSTEM


@pytest.mark.parametrize(
    ("arguments", "files", "said"),
    [
        (("chat",), {}, "--reason"),
        (("chat", "--reason", " "), {}, "--reason"),
        (("chat", "--reason", "TBD"), {}, "`TBD` is no reason"),
        (("chat", "--reason", "\u200b"), {}, "`\\u200b` is no reason"),
        (("chatt", "--reason", "x"), {}, "did you mean"),
        (("chat", "--reason", "x", "--by", "leed"), {}, "did you mean `lead`"),
        (("role/lead", "--reason", "x"), {}, "kind role"),
        (("chat", "--reason", "x"), {"governance/chat.yaml": "kind: ai_system\nid: chat\n"}, "names no code"),
        (
            ("chat", "--reason", "x"),
            {"governance/chat.yaml": "kind: ai_system\nid: chat\ncode: {paths: [/lib/**]}\n"},
            "fits no file",
        ),
        (
            ("chat", "--reason", "x"),
            {"governance/chat.yaml": "kind: ai_system\nid: chat\ncode: {repository: 'https://a.example/x'}\n"},
            "another repository",
        ),
        (
            ("chat", "--reason", "x"),
            {"governance/chat.yaml": "kind: ai_system\nid: chat\ncode: {paths: [/src/**]}\n"},
            "has no owner",
        ),
    ],
)
def test_what_cannot_be_noted_is_said(
    project: Path, arguments: tuple[str, ...], files: dict[str, str], said: str
) -> None:
    write(project, files)
    before = (project / "governance/chat.yaml").read_text()
    code, text = note(*arguments)
    assert (code, said in text) == (2, True), text
    assert (project / "governance/chat.yaml").read_text() == before
