from pathlib import Path

import pytest

from aimslint.editor.workspace import Workspace


@pytest.mark.parametrize("end", ["", "/"])
def test_a_folder_of_the_workspace_is_that_folder(tmp_path: Path, end: str) -> None:
    workspace = Workspace()

    workspace.add_folder(tmp_path.as_uri() + end)

    assert workspace.situation().folders == (tmp_path.resolve(),)


def test_links_to_a_folder_are_followed(tmp_path: Path) -> None:
    (tmp_path / "real").mkdir()
    (tmp_path / "link").symlink_to(tmp_path / "real")
    workspace = Workspace()

    workspace.add_folder((tmp_path / "link").as_uri())

    assert workspace.situation().folders == ((tmp_path / "real").resolve(),)


def test_what_is_no_folder_of_files_is_left_aside() -> None:
    workspace = Workspace()

    workspace.add_folder("untitled:one")

    assert workspace.situation().folders == ()
