"""The bill of materials names what the wheel runs with, no more, and is the same each time."""

import json
import re
import tomllib
import zipfile
from pathlib import Path

import bill_of_materials
import pytest
from packaging.requirements import Requirement

TOP = Path(__file__).resolve().parent.parent
PROJECT = tomllib.loads((TOP / "pyproject.toml").read_text("utf-8"))["project"]
NEEDED = {re.split(r"[<>=]", line)[0].lower().replace(".", "-") for line in PROJECT["dependencies"]}


@pytest.fixture
def wheel(tmp_path: Path) -> Path:
    """A wheel with the metadata that ours has."""
    needs = "".join(f"Requires-Dist: {line.split('#')[0].strip()}\n" for line in PROJECT["dependencies"])
    about = "Metadata-Version: 2.4\nName: aimslint\nVersion: 1.2.3\nSummary: A linter\nLicense-Expression: Apache-2.0\n"
    file = tmp_path / "aimslint-1.2.3-py3-none-any.whl"
    with zipfile.ZipFile(file, "w") as archive:
        archive.writestr(zipfile.ZipInfo("aimslint-1.2.3.dist-info/METADATA"), about + needs)
    return file


def test_it_names_what_is_needed_and_what_that_needs(wheel: Path) -> None:
    made = bill_of_materials.bill(wheel, bill_of_materials.LOCK.read_text("utf-8"))
    by_name = {each["name"]: each for each in made["components"]}
    assert by_name.keys() >= NEEDED | {"pydantic-core", "typing-extensions", "referencing", "gitdb", "smmap"}
    assert not by_name.keys() & {"hatchling", "pluggy", "pytest", "mypy", "hypothesis", "pygments"}
    assert all(each["scope"] == "required" for name, each in by_name.items() if name in NEEDED)
    assert made["metadata"]["component"]["purl"] == "pkg:pypi/aimslint@1.2.3"
    floors = {name: each["properties"][0]["value"] for name, each in by_name.items() if name in NEEDED}
    assert floors["pydantic"] == ">=2.7"


def test_what_only_some_systems_need_is_optional() -> None:
    asked = [Requirement(line) for line in ("a>=1", "b; sys_platform == 'win32'", "c; extra == 'more'")]
    assert bill_of_materials._names(asked) == {"a", "b"}
    assert bill_of_materials._names(asked, always=True) == {"a"}


def test_every_reference_leads_somewhere_and_every_component_is_reached(wheel: Path) -> None:
    made = bill_of_materials.bill(wheel, bill_of_materials.LOCK.read_text("utf-8"))
    refs = {each["bom-ref"] for each in (made["metadata"]["component"], *made["components"])}
    below = {each["ref"]: each["dependsOn"] for each in made["dependencies"]}
    assert below.keys() == refs
    assert {ref for each in below.values() for ref in each} == refs - {made["metadata"]["component"]["bom-ref"]}
    assert re.fullmatch(
        r"urn:uuid:[0-9a-f]{8}-[0-9a-f]{4}-5[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}", made["serialNumber"]
    )


def test_it_is_the_same_each_time_and_another_for_another_wheel(wheel: Path, tmp_path: Path) -> None:
    lock = bill_of_materials.LOCK.read_text("utf-8")
    once, again = (json.dumps(bill_of_materials.bill(wheel, lock)) for _ in range(2))
    assert once == again
    with zipfile.ZipFile(wheel, "a") as archive:
        archive.writestr(zipfile.ZipInfo("aimslint/more.py"), "1")
    assert json.loads(once)["serialNumber"] != bill_of_materials.bill(wheel, lock)["serialNumber"]


def test_a_lock_that_is_not_of_this_environment_is_refused(wheel: Path) -> None:
    lock = bill_of_materials.LOCK.read_text("utf-8")
    with pytest.raises(SystemExit, match=r"pydantic is .* here and 1\.0 in action\.txt; run `make lock`"):
        bill_of_materials.bill(wheel, re.sub(r"^pydantic==\S+", "pydantic==1.0", lock, flags=re.MULTILINE))
    with pytest.raises(SystemExit, match=r"does not hold pyyaml"):
        bill_of_materials.bill(wheel, lock.replace("pyyaml==", "other=="))
