"""A real editor: Neovim, set up as the guide says, opens a record of the sample, is told of a fault, and mends it."""

import json
import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from tests.editor.client import AS_OF
from tests.editor.marked import sample_files
from tests.repositories import isolated_environment, make_repository

NEOVIM = shutil.which("nvim")
SYSTEM = "governance/systems/credit-scoring.yaml"
GUIDE = Path(__file__).parents[2] / "docs/guides/editor.md"


def block_of(language: str) -> str:
    """The only block of the guide in that language."""
    (block,) = re.findall(rf"^```{language}\n(.*?)^```$", GUIDE.read_text(), re.MULTILINE | re.DOTALL)
    return str(block)


@pytest.mark.skipif(NEOVIM is None, reason="there is no Neovim")
def test_neovim_is_told_and_mends(tmp_path: Path) -> None:
    top = make_repository(tmp_path / "records", sample_files())
    out, file = tmp_path / "out.json", top / SYSTEM
    ours = {
        "AIMSLINT_FILE": str(file),
        "AIMSLINT_OUT": str(out),
        "PATH": f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}",
        "AIMSLINT_AS_OF": AS_OF,
        **{name: str(tmp_path / "home") for name in ("HOME", "XDG_CONFIG_HOME", "XDG_STATE_HOME", "XDG_CACHE_HOME")},
    }
    (tmp_path / "init.lua").write_text(block_of("lua"))
    script = Path(__file__).with_name("neovim.lua")
    steps = ["-c", f"luafile {tmp_path}/init.lua", "-c", f"luafile {script}", "-c", "cquit"]
    command = [str(NEOVIM), "--headless", "--clean", "-n", *steps]
    done = subprocess.run(command, cwd=top, env=isolated_environment() | ours, capture_output=True, timeout=180)
    assert out.exists(), done.stderr.decode()
    said = json.loads(out.read_text())
    assert (said["code"], said["line"]) == ("owner-not-a-role", "owner: head-of-lending")
    assert said["title"].startswith("write `head-of-lending`")
    assert "Head of Lending" in said["hover"]
    assert file.read_text() == sample_files()[SYSTEM], "nothing is written until somebody writes it"
