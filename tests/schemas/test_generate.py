"""What `make generate` does with files."""

import sys
from importlib import import_module
from pathlib import Path
from typing import Any

import pytest

TOP = Path(__file__).resolve().parents[2]


@pytest.fixture(scope="module")
def generate() -> Any:
    sys.path.insert(0, str(TOP / "tools"))
    try:
        return import_module("generate")
    finally:
        sys.path.remove(str(TOP / "tools"))


def test_it_writes_what_differs_and_deletes_what_it_no_longer_makes(generate: Any, tmp_path: Path) -> None:
    (tmp_path / "schemas").mkdir()
    (tmp_path / "schemas/gone.schema.json").write_text("{}")
    (tmp_path / "schemas/README.md").write_text("By hand")
    made = {"schemas/a.schema.json": "{}\n", "docs/records/a.md": "Über a\n"}
    assert generate.deliver(made, tmp_path) == (2, 1)
    assert generate.deliver(made, tmp_path) == (0, 0)
    assert generate.deliver(made | {"docs/records/a.md": "Other\n"}, tmp_path) == (1, 0)
    left = sorted(path.relative_to(tmp_path).as_posix() for path in tmp_path.rglob("*") if path.is_file())
    assert left == ["docs/records/a.md", "schemas/README.md", "schemas/a.schema.json"]
    assert (tmp_path / "schemas/README.md").read_text() == "By hand"


def test_it_makes_the_same_each_time_and_all_of_it_lies_where_it_may_delete(generate: Any) -> None:
    made = generate.everything()
    assert made == generate.everything()
    allowed = {path for pattern in generate.OWN for path in made if Path(path).match(pattern)}
    assert allowed == made.keys()
