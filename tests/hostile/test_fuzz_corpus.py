"""Inputs that fuzzing found, and some that reach far, go through the fuzz targets: what was mended stays mended."""

from pathlib import Path

import pytest

from fuzz import seeds, target

KEPT = Path(target.__file__).parent / "corpus"


def inputs(name: str) -> list[object]:
    return [pytest.param(file.read_bytes(), id=file.name) for file in sorted((KEPT / name).iterdir())]


@pytest.mark.parametrize("data", inputs("loader"))
def test_loader(data: bytes) -> None:
    target.load_bytes(data)


@pytest.mark.parametrize("data", inputs("check"))
def test_check(data: bytes) -> None:
    target.check_bytes(data)


def test_seeds_are_sound() -> None:
    for data in seeds.small().values():
        target.load_bytes(data)
    for name in ("ai_system.yaml", "own-rule", "waivers", "baseline", "nested", "markdown"):
        target.check_bytes(seeds.repositories()[name], hurry=True)
