"""However it was installed, aimslint finds its data; wherever it is started, it runs nothing from there."""

import os
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

from aimslint.__main__ import leave_current_folder
from aimslint.packaged import data_folder
from aimslint.version import VERSION

TOP = Path(__file__).resolve().parent.parent
WHERE = """
import aimslint
from aimslint.packaged import data_folder
print(aimslint.__file__, data_folder("rules"), data_folder("schemas"), sep="\\n")
"""


def ask(program: str, search: Path, folder: Path) -> list[str]:
    """The lines that `program` prints, run in `folder` with `search` as the only place to find packages."""
    done = subprocess.run(
        [sys.executable, "-S", "-c", program],
        cwd=folder,
        env={**os.environ, "PYTHONPATH": str(search), "PYTHONDONTWRITEBYTECODE": "1"},
        capture_output=True,
        text=True,
        check=True,
    )
    return done.stdout.splitlines()


def build(kind: str, output: Path) -> Path:
    """The wheel of this checkout, unpacked; an `editable` one is what `pip install -e` makes."""
    program = f"""
from hatchling.build import build_editable, build_wheel
build = {{"standard": build_wheel, "editable": build_editable}}[{kind!r}]
print(build({str(output)!r}))
"""
    done = subprocess.run(
        [sys.executable, "-c", program], cwd=TOP, capture_output=True, text=True, stdin=subprocess.DEVNULL
    )
    assert done.returncode == 0, done.stderr
    unpacked = output / "unpacked"
    with zipfile.ZipFile(output / done.stdout.split()[-1]) as wheel:
        wheel.extractall(unpacked)
    return unpacked


def files(folder: Path) -> dict[str, bytes]:
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def test_the_checkout_uses_the_folders_at_its_top(tmp_path: Path) -> None:
    package, rules, schemas = ask(WHERE, TOP, tmp_path)
    assert Path(package) == TOP / "aimslint" / "__init__.py"
    assert (Path(rules), Path(schemas)) == (TOP / "rules", TOP / "schemas")


def test_the_wheel_carries_the_same_folders_inside_the_package(tmp_path: Path) -> None:
    installed = build("standard", tmp_path)
    package, rules, schemas = ask(WHERE, installed, tmp_path)
    assert Path(package) == installed / "aimslint" / "__init__.py"
    assert Path(rules) == installed / "aimslint" / "_data" / "rules"
    assert files(Path(rules)) == files(TOP / "rules")
    assert files(Path(schemas)) == files(TOP / "schemas")
    assert (installed / "aimslint" / "py.typed").is_file()
    (metadata,) = installed.glob("aimslint-*.dist-info/METADATA")
    assert f"\nVersion: {VERSION}\n" in metadata.read_text(encoding="utf-8")


def test_an_editable_install_uses_the_folders_of_the_checkout(tmp_path: Path) -> None:
    installed = build("editable", tmp_path)
    program = f"import site, sys; site.addsitedir({str(installed)!r})\n{WHERE}"
    package, rules, schemas = ask(program, installed, tmp_path)
    assert Path(package) == TOP / "aimslint" / "__init__.py"
    assert (Path(rules), Path(schemas)) == (TOP / "rules", TOP / "schemas")


def test_a_damaged_installation_is_named(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("aimslint.packaged.__file__", str(tmp_path / "aimslint" / "packaged.py"))
    with pytest.raises(FileNotFoundError, match=r"own rules are missing.*install aimslint again"):
        data_folder("rules")


@pytest.mark.parametrize("module", ["click", "git", "jsonschema", "pydantic", "ruamel", "yaml"])
@pytest.mark.parametrize("arguments", [["version"], ["check", "."]])
def test_python_m_imports_nothing_from_the_current_folder(tmp_path: Path, module: str, arguments: list[str]) -> None:
    (tmp_path / f"{module}.py").write_text("raise SystemExit('the repository under check was executed')\n")
    (tmp_path / "governance").mkdir()
    (tmp_path / "governance" / "scope.yaml").write_text("kind: scope\nid: scope\n")
    done = subprocess.run(
        [sys.executable, "-m", "aimslint", *arguments],
        cwd=tmp_path,
        env={**os.environ, "PYTHONPATH": str(TOP)},
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
    )
    assert done.returncode in (0, 1), done.stderr
    assert "was executed" not in done.stderr
    assert done.stdout


def test_only_the_current_folder_leaves_the_search_path(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    path = [str(Path.cwd()), "/elsewhere", str(Path.cwd())]
    leave_current_folder(path)
    assert path == ["/elsewhere", str(Path.cwd())]
    leave_current_folder(path)
    assert path == ["/elsewhere", str(Path.cwd())]
