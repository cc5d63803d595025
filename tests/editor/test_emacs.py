"""A real editor: Emacs with eglot, set up as the guide says, is told, completes, mends, and renames in many files."""

import json
import os
import shutil
import subprocess
import sys
from functools import cache
from pathlib import Path

import pytest

from tests.editor.client import AS_OF
from tests.editor.marked import sample_files
from tests.editor.test_neovim import block_of
from tests.repositories import isolated_environment, make_repository

EMACS = shutil.which("emacs")
SYSTEM = "governance/systems/credit-scoring.yaml"
START = ["-q", "--batch", "--eval", "(package-initialize)"]
"""As -Q would, but with packages."""


@cache
def has_what_it_needs() -> bool:
    """Whether there is an Emacs with eglot, and with a mode for YAML."""
    if EMACS is None:
        return False
    needed = ["--eval", "(require 'eglot)", "--eval", "(require 'yaml-mode)"]
    return subprocess.run([EMACS, *START, *needed], capture_output=True, timeout=60).returncode == 0


def test_emacs_is_told_and_mends(tmp_path: Path) -> None:
    if not has_what_it_needs():
        pytest.skip("there is no Emacs with eglot and yaml-mode")
    top = make_repository(tmp_path / "records", sample_files())
    out, file = tmp_path / "out.json", top / SYSTEM
    ours = {
        "AIMSLINT_FILE": str(file),
        "AIMSLINT_OUT": str(out),
        "PATH": f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}",
        "AIMSLINT_AS_OF": AS_OF,
        "HOME": str(tmp_path),
    }
    (tmp_path / "init.el").write_text(block_of("elisp"))
    script = Path(__file__).with_name("emacs.el")
    command = [str(EMACS), *START, "--eval", "(require 'eglot)", "-l", str(tmp_path / "init.el"), "-l", str(script)]
    done = subprocess.run(command, cwd=top, env=isolated_environment() | ours, capture_output=True, timeout=180)
    assert out.exists(), done.stderr.decode()
    said = json.loads(out.read_text())
    assert said["told"].startswith("aimslint [owner-not-a-role]: owner names `head-of-lendign`")
    assert said["spans"] == "head-of-lendign"
    assert said["title"].startswith("write `head-of-lending`")
    assert said["line"] == "owner: head-of-lending"
    assert "Head of Lending" in said["hover"]
    assert said["completed"] == "owner: head-of-data-science"
    assert said["defined"] == "roles.yaml"
    assert said["renamed"] == "owner: lending-head"
    named = {Path(path).name for path, text in sample_files().items() if "head-of-lending" in text}
    assert set(said["touched"]) >= {"roles.yaml", "risk-register.yaml", "soa.yaml", "credit-scoring.yaml"}
    assert set(said["touched"]) <= named
    assert file.read_text() == sample_files()[SYSTEM], "nothing is written until somebody writes it"
