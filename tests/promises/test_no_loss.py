"""Whatever goes wrong while a command writes: each file is the old one or the new one, whole, and the user hears of it.

Here a few calls of each command fail; `tests/extra/check_no_loss.py` lets every call fail, in every way.
"""

import os
import resource
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from aimslint import writing
from aimslint.cli.whole_file import write_whole
from tests.cli.running import AS_OF, BROKEN, check, run, write
from tests.promises.losing import CASES, ERRORS, Told, Trial


def _run(*arguments: str) -> Told:
    result = run(*arguments)
    return Told(result.exit_code, result.output)


@pytest.mark.parametrize("name", CASES)
def test_a_failing_disk_leaves_the_old_file_or_the_new_one(here: Path, name: str) -> None:
    trial = Trial(CASES[name], here, _run)
    firsts = [trial.calls.index(call) for call in ("open", "write", "replace", "link") if call in trial.calls]
    last = len(trial.calls) - 1 - trial.calls[::-1].index("open")
    for number, position in enumerate(sorted({*firsts[1:], last})):
        error = ERRORS[(number + len(name)) % len(ERRORS)]
        assert trial.fails_at(position, error) == []


@contextmanager
def _edited_meanwhile(file: Path) -> Iterator[None]:
    """Somebody saves the file just before its new content takes its place."""
    true = writing._beside

    @contextmanager
    def edited(name: bytes, content: bytes, **extra: object) -> Iterator[bytes]:
        with true(name, content, **extra) as temporary:  # type: ignore[arg-type]
            file.write_text("kind: roles # edited by somebody\n")
            yield temporary

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(writing, "_beside", edited)
        yield


@pytest.mark.parametrize(
    ("name", "path"),
    [
        ("fix", "governance/systems/plan.yaml"),
        ("baseline-again", "aimslint-baseline.json"),
        ("reviewed", "governance/systems/plan.yaml"),
        ("new-entry", "governance/roles.yaml"),
    ],
)
def test_what_somebody_saved_meanwhile_is_kept(here: Path, name: str, path: str) -> None:
    write(here, CASES[name].files)
    with _edited_meanwhile(here / path):
        result = run(*CASES[name].arguments)
    assert result.exit_code == 2
    assert "was changed meanwhile" in result.output
    assert (here / path).read_text() == "kind: roles # edited by somebody\n"
    assert not list(here.rglob(".aimslint-*"))


@pytest.mark.skipif(sys.platform == "win32", reason="no limits there")
def test_a_disk_without_room_leaves_an_older_report_whole(here: Path) -> None:
    """A true limit of the system, met by the command itself."""
    write(here, BROKEN | {"out.sarif": "older\n"})
    limit: Callable[[], None] = lambda: resource.setrlimit(resource.RLIMIT_FSIZE, (2_000, 2_000))  # noqa: E731
    arguments = ["check", "--as-of", AS_OF, "-q", "-o", "out.sarif", "--output-format", "sarif"]
    done = subprocess.run(
        [sys.executable, "-m", "aimslint", *arguments], cwd=here, capture_output=True, text=True, preexec_fn=limit
    )
    assert done.returncode == 2, done.stderr
    assert "out.sarif: cannot be written: File too large; name another file after -o" in done.stderr
    assert (here / "out.sarif").read_text() == "older\n"
    assert not list(here.rglob(".aimslint-*"))


@pytest.mark.skipif(not hasattr(os, "symlink"), reason="no links here")
@pytest.mark.parametrize("way", ["file", "folder"])
def test_a_report_never_goes_where_a_link_of_the_repository_leads(here: Path, way: str) -> None:
    """A pull request may bring a link at the name that a job writes its report to."""
    outside = here.parent / "outside"
    write(outside, {"precious": "mine\n"})
    write(here, BROKEN)
    if way == "file":
        (here / "precious").symlink_to(outside / "precious")
    else:
        (here / "reports").symlink_to(outside)
    name = "precious" if way == "file" else "reports/precious"
    result = check("--report", f"sarif={name}")
    assert result.exit_code == 2
    assert "is a link, and links are not followed" in result.stderr
    assert (outside / "precious").read_text() == "mine\n"


@pytest.mark.skipif(sys.platform == "win32", reason="no pipes in the file system there")
def test_a_file_that_was_given_open_gets_it_as_it_comes(here: Path) -> None:
    write(here, BROKEN)
    command = [sys.executable, "-m", "aimslint", "check", "--as-of", AS_OF, "--output-format", "json"]
    plain = check("--output-format", "json").stdout_bytes
    assert subprocess.run([*command, "-o", "/dev/stdout"], cwd=here, capture_output=True).stdout == plain
    with open(here / "log", "wb") as log:
        log.write(b"before\n")
        log.flush()
        subprocess.run([*command, "-o", "/dev/stdout"], cwd=here, stdout=log)
    assert (here / "log").read_bytes() == b"before\n" + plain


def test_a_file_whose_folder_may_not_be_written_to_is_written_where_it_stands(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(*_: object, **__: object) -> None:
        raise PermissionError(13, "Permission denied")

    (tmp_path / "out").write_text("a longer text than the new one\n")
    monkeypatch.setattr("aimslint.cli.whole_file.put", refuse)
    write_whole(str(tmp_path / "out"), b"new\n")
    assert (tmp_path / "out").read_bytes() == b"new\n"


def test_a_report_keeps_the_permissions_of_the_file(tmp_path: Path) -> None:
    out = tmp_path / "out"
    out.write_text("old")
    out.chmod(0o640)
    write_whole(str(out), b"new")
    assert (out.read_bytes(), out.stat().st_mode & 0o777) == (b"new", 0o640)
