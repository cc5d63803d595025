"""Ours against the standard library's: a class declared by either behaves alike, whatever it is asked."""

import copy
import dataclasses
import pickle
from collections.abc import Callable
from dataclasses import FrozenInstanceError, field
from typing import Any, ClassVar

import pytest

from aimslint.dataclass import dataclass

DECORATORS: list[Any] = [dataclass, dataclasses.dataclass]
both = pytest.mark.parametrize("declare", DECORATORS, ids=["ours", "theirs"])


@dataclass(frozen=True, slots=True)
class Kept:
    """Where pickle finds it."""

    name: str
    parts: tuple[int, ...] = ()


def frozen(declare: Callable[..., Any]) -> Any:
    @declare(frozen=True, slots=True)
    class Point:
        kind: ClassVar[str] = "point"
        x: int
        y: int = 2
        tags: list[str] = field(default_factory=list, hash=False)
        told: str = field(default="", compare=False, repr=False)

    return Point


def mutable(declare: Callable[..., Any]) -> Any:
    @declare(slots=True)
    class Tally:
        name: str
        found: list[int] = field(default_factory=list)
        late: dict[str, int] = field(init=False)
        fixed: str = field(default="f", init=False)
        made: list[int] = field(default_factory=list, init=False)

        def __contains__(self, number: int) -> bool:
            return number in self.found

    return Tally


@both
def test_a_frozen_one_is_made_and_compared_by_its_fields(declare: Any) -> None:
    point = frozen(declare)
    one, other = point(1, tags=["a"], told="x"), point(x=1, y=2, tags=["a"])
    assert one == other
    assert hash(one) == hash(other)
    assert one != point(2)
    assert one != (1, 2, ["a"])
    assert len({one, other}) == 1
    assert repr(one).endswith("Point(x=1, y=2, tags=['a'])")
    assert not hasattr(one, "__dict__")
    assert point(1).tags is not point(1).tags
    assert [one.name for one in dataclasses.fields(point)] == ["x", "y", "tags", "told"]
    assert dataclasses.replace(one, x=5) == point(5, 2, ["a"])
    assert dataclasses.astuple(one) == (1, 2, ["a"], "x")
    match one:
        case point(x, y):
            assert (x, y) == (1, 2)


@both
def test_a_frozen_one_stays_as_it_is(declare: Any) -> None:
    one = frozen(declare)(1)
    with pytest.raises(FrozenInstanceError, match="cannot assign to field 'x'"):
        one.x = 2
    with pytest.raises(FrozenInstanceError, match="cannot delete field 'x'"):
        del one.x
    assert copy.copy(one) == one
    assert copy.deepcopy(one) == one


@both
def test_one_that_changes(declare: Any) -> None:
    tally = mutable(declare)
    one = tally("a")
    one.found.append(3)
    one.name = "b"
    assert 3 in one
    assert one.fixed == "f"
    assert one.made == []
    assert not hasattr(one, "late")
    one.late = {}
    other = tally("b", [3])
    other.late = {}
    assert one == other
    with pytest.raises(TypeError, match="unhashable"):
        hash(one)
    with pytest.raises(AttributeError):
        one.unheard_of = 1
    assert copy.deepcopy(one) == one


@both
@pytest.mark.parametrize("values", [(), (1, 2, [], "", 5)], ids=["too few", "too many"])
def test_what_is_missing_or_too_much_is_told(declare: Any, values: tuple[Any, ...]) -> None:
    with pytest.raises(TypeError, match=r"Point\.__init__\(\)"):
        frozen(declare)(*values)
    with pytest.raises(TypeError, match="unexpected keyword argument 'z'"):
        frozen(declare)(1, z=2)


@pytest.mark.parametrize("base", DECORATORS)
@pytest.mark.parametrize("derived", DECORATORS)
def test_one_derives_from_the_other(base: Any, derived: Any) -> None:
    @derived(frozen=True, slots=True)
    class Deeper(frozen(base)):  # type: ignore[misc]
        z: int = 3

    assert Deeper(1, z=4) == Deeper(1, 2, [], "", 4)
    assert Deeper(1) != Deeper(1, z=4)
    with pytest.raises(TypeError, match="cannot inherit"):

        @derived(slots=True)
        class Loose(frozen(base)):  # type: ignore[misc]
            z: int = 3


@both
def test_no_field_and_one_field(declare: Any) -> None:
    @declare(frozen=True, slots=True)
    class Nothing:
        pass

    @declare(frozen=True, slots=True)
    class One:
        value: Any

    nothing: Any = Nothing
    one: Any = One
    assert nothing() == nothing()
    assert hash(nothing()) == hash(nothing())
    assert one(1) == one(1)
    assert one(float("nan")) != one(float("nan"))
    assert len({one("a"), one("a"), one("b")}) == 2


@both
def test_what_a_class_brings_along_counts(declare: Any) -> None:
    @declare(frozen=True, slots=True)
    class Loud:
        name: str

        def __eq__(self, other: object) -> bool:
            return isinstance(other, Loud) and self.name.upper() == other.name.upper()

        def __hash__(self) -> int:
            return hash(self.name.upper())

        def __repr__(self) -> str:
            return self.name.upper()

    loud: Any = Loud
    assert loud("a") == loud("A")
    assert len({loud("a"), loud("A")}) == 1
    assert repr(loud("a")) == "A"


@both
def test_other_options_are_as_the_standard_library_has_them(declare: Any) -> None:
    @declare(frozen=True, slots=True, order=True)
    class Ranked:
        rank: int

    ranked: Any = Ranked
    assert sorted([ranked(2), ranked(1)]) == [ranked(1), ranked(2)]

    @declare
    class Open:
        name: str = ""

    opened: Any = Open
    assert vars(opened("a")) == {"name": "a"}


def test_it_can_be_sent() -> None:
    kept = Kept("a", (1, 2))
    assert pickle.loads(pickle.dumps(kept)) == kept  # noqa: S301 - its own


def test_what_makes_an_object_is_compiled_when_the_first_one_is_made() -> None:
    point = frozen(dataclass)
    before = point.__init__
    point(1)
    made = point.__init__
    point(2)
    assert before is not made
    assert point.__init__ is made
