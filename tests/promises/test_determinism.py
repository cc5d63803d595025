"""The same tree, history and day give the same bytes, whatever else differs between two machines."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.cli.running import AS_OF, BROKEN, PLAN
from tests.repositories import commit, make_repository, write_files

FILES = BROKEN | {
    "governance/Größe.yaml": "kind: dataset\nid: größe\nname: Ünïcode\nowner: niemand\n",
    "governance/I.yaml": "kind: dataset\nid: I\nowner: İ\n",
    "governance/i.yaml": "kind: dataset\nid: i\nowner: ı\n",
    "governance/risks.yaml": "kind: risk_register\nid: risks\nrisks:\n"
    + "".join(f"  - {{id: r-{number}, systems: [chat, gone-{number}], owner: lead}}\n" for number in range(20)),
    "governance/broken.yaml": "kind: [\n",
    "governance/notes.md": "---\nkind: policy\nid: policy\nstatus: approved\napproved_by: lead\n---\n\nText.\n",
}
SCRIPT = """
import sys
from aimslint.cli import halving
from aimslint.loading import together
together.WORTH_A_HELPER = halving.WORTH_HALVING = 1
from aimslint.cli import main
main()
"""
FORMS = ("full", "json", "sarif", "junit", "gitlab", "markdown", "github")

MATRIX: dict[str, tuple[dict[str, str], list[str], str]] = {
    "first": ({"PYTHONHASHSEED": "0", "LC_ALL": "C.UTF-8", "TZ": "UTC"}, ["--jobs", "1", "--no-cache"], "here"),
    "seed": ({"PYTHONHASHSEED": "1", "LC_ALL": "C", "TZ": "Pacific/Kiritimati"}, ["--jobs", "2"], "here"),
    "kept": ({"PYTHONHASHSEED": "2", "LC_ALL": "C", "TZ": "Pacific/Kiritimati"}, ["--jobs", "2"], "here"),
    "turkish": ({"PYTHONHASHSEED": "3", "LC_ALL": "tr_TR.UTF-8", "TZ": "America/Lima"}, ["--jobs", "4"], "other"),
    "old": (
        {"LC_ALL": "POSIX", "PYTHONUTF8": "0", "PYTHONOPTIMIZE": "2"},
        ["--jobs", "3", "--no-cache", ".."],
        "below",
    ),
}
"""Environment, options, and place of each run. Everything differs at once: two rows are told apart by halving."""


def _repository(folder: Path, files: dict[str, str]) -> Path:
    """The repository, its files made in the order given."""
    make_repository(folder)
    commit(folder, "First", {**files, "governance/systems/plan.yaml": PLAN.replace("idea", "pilot")})
    commit(folder, "Second", {"governance/systems/plan.yaml": PLAN})
    write_files(folder, {"governance/new.yaml": "kind: dataset\nid: new\n"})
    return folder


@pytest.fixture(scope="module")
def places(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    base = tmp_path_factory.mktemp("determinism")
    here = _repository(base / "a/repo", dict(FILES))
    before = os.umask(0o077)
    try:
        other = _repository(base / "b/repo", dict(reversed(FILES.items())))
    finally:
        os.umask(before)
    return {"here": here, "other": other, "below": here / "governance"}


def _outputs(folder: Path, environment: dict[str, str], options: list[str], out: Path) -> dict[str, bytes]:
    reports = [word for form in FORMS for word in ("--report", f"{form}={out / form}")]
    kept = {name: value for name, value in os.environ.items() if not name.startswith(("PYTHON", "LC_", "LANG", "TZ"))}

    def run(*arguments: str) -> bytes:
        done = subprocess.run(
            [sys.executable, "-c", SCRIPT, *arguments], cwd=folder, env=kept | environment, capture_output=True
        )
        assert done.returncode in (0, 1), done.stderr
        return done.stdout

    out.mkdir()
    printed = run("check", "--as-of", AS_OF, "--phase", "surveillance", "-v", *options, *reports)
    covered = run("coverage", "--as-of", AS_OF, "--output-format", "json") if "--no-cache" in options else b""
    return {"coverage": covered, "printed": printed} | {form: (out / form).read_bytes() for form in FORMS}


def test_every_machine_writes_the_same_bytes(places: dict[str, Path], tmp_path: Path) -> None:
    made = {
        name: _outputs(places[place], environment, options, tmp_path / name)
        for name, (environment, options, place) in MATRIX.items()
    }
    assert b"gone-19" in made["first"]["json"]
    assert "größe".encode() in made["first"]["markdown"]
    for name, outputs in made.items():
        differing = [form for form in _alike(name) if outputs[form] != made["first"][form]]
        assert differing == [], f"{name} differs from the first"
    assert made["seed"]["printed"] == made["kept"]["printed"]


def _alike(name: str) -> list[str]:
    """What must be the same. Text for people tells paths from where its reader stands."""
    _, options, place = MATRIX[name]
    programs = ["json", "sarif", "junit", "gitlab", "markdown"]
    people = ["full", "github"] if place != "below" else []
    return programs + people + (["coverage"] if "--no-cache" in options else [])
