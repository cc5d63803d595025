"""The compiled part of pydantic's core is loaded alone, and is the one that everybody else has."""

import subprocess
import sys
from importlib.machinery import PathFinder

import pytest

from aimslint.records import core

ALONE = """
import sys
from aimslint.records import core
assert not core.is_loaded()
module = core.load()
assert core.is_loaded() and module is core.load()
assert "pydantic_core" not in sys.modules
check = module.SchemaValidator({"type": "int"}, {"strict": True})
assert check.isinstance_python(1) and not check.isinstance_python("1")
try:
    check.validate_python("1")
except module.ValidationError as error:
    assert error.errors()[0]["type"] == "int_type"
else:
    raise AssertionError
import pydantic, pydantic_core
assert pydantic_core.SchemaValidator is module.SchemaValidator
class Model(pydantic.BaseModel):
    number: int
assert Model(number="1").number == 1
print("fine")
"""


def test_alone_and_with_all_that_is_written_around_it() -> None:
    done = subprocess.run([sys.executable, "-c", ALONE], capture_output=True, text=True, check=False)
    assert (done.stdout, done.stderr) == ("fine\n", "")


def test_where_somebody_has_loaded_it_it_is_the_same() -> None:
    import pydantic_core

    assert core.is_loaded()
    assert core.load().SchemaValidator is pydantic_core.SchemaValidator


def test_as_a_whole_where_it_is_not_found(monkeypatch: pytest.MonkeyPatch) -> None:
    import pydantic_core

    monkeypatch.setattr(PathFinder, "find_spec", lambda *_: None)
    monkeypatch.delitem(sys.modules, "pydantic_core._pydantic_core")
    assert core.load() is pydantic_core
