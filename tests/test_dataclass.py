"""Ours against the standard library's: a class declared by either behaves alike, whatever it is asked."""

import copy
import dataclasses
import pickle
from collections.abc import Callable
from dataclasses import FrozenInstanceError, InitVar, field
from functools import cached_property
from typing import Any, ClassVar

import pytest

from aimslint.dataclass import FEW, dataclass

DECORATORS: list[Any] = [dataclass, dataclasses.dataclass]


@pytest.fixture(params=["ours", "ours, compiled", "theirs"])
def declare(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> Any:
    """What declares a class. Ours makes the first few objects in another way than those after them."""
    if request.param == "ours, compiled":
        monkeypatch.setattr("aimslint.dataclass.FEW", 0)
    return dataclasses.dataclass if request.param == "theirs" else dataclass


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


def test_a_frozen_one_stays_as_it_is(declare: Any) -> None:
    one = frozen(declare)(1)
    with pytest.raises(FrozenInstanceError, match="cannot assign to field 'x'"):
        one.x = 2
    with pytest.raises(FrozenInstanceError, match="cannot delete field 'x'"):
        del one.x
    assert copy.copy(one) == one
    assert copy.deepcopy(one) == one


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


@pytest.mark.parametrize("values", [(), (1, 2, [], "", 5)], ids=["too few", "too many"])
def test_what_is_missing_or_too_much_is_told(declare: Any, values: tuple[Any, ...]) -> None:
    with pytest.raises(TypeError, match=r"Point\.__init__\(\)"):
        frozen(declare)(*values)
    with pytest.raises(TypeError, match="unexpected keyword argument 'z'"):
        frozen(declare)(1, z=2)


def test_one_without_slots(declare: Any) -> None:
    @declare(frozen=True)
    class Shelf:
        books: tuple[str, ...]
        tags: list[str] = field(default_factory=list, compare=False)
        room: str = field(default="hall", repr=False)
        place: ClassVar[str] = "home"

        @cached_property
        def length(self) -> int:
            return len(self.books)

    shelf: Any = Shelf
    one, other = shelf(("a", "b")), shelf(("a", "b"), ["x"], room="hall")
    assert one == other
    assert hash(one) == hash(other)
    assert one.length == 2
    assert vars(one) == {"books": ("a", "b"), "tags": [], "room": "hall", "length": 2}
    assert repr(other).endswith("Shelf(books=('a', 'b'), tags=['x'])")
    assert shelf.room == "hall"
    assert not hasattr(shelf, "tags")
    with pytest.raises(FrozenInstanceError, match="cannot assign to field 'room'"):
        one.room = "attic"
    assert dataclasses.replace(one, books=()).length == 0
    assert [field.name for field in dataclasses.fields(shelf)] == ["books", "tags", "room"]
    assert copy.deepcopy(one) == one
    with pytest.raises(TypeError, match=r"Shelf\.__init__\(\) missing 1 required positional argument: 'books'"):
        shelf()


def test_one_that_changes_and_has_no_slots(declare: Any) -> None:
    @declare
    class Tally:
        names: list[str] = field(default_factory=list)
        late: int = field(init=False)

    tally: Any = Tally
    one, other = tally(["a"]), tally(names=["a"])
    one.late = other.late = 3
    assert one == other
    assert dataclasses.asdict(one) == {"names": ["a"], "late": 3}
    with pytest.raises(TypeError, match="unhashable"):
        hash(one)


@pytest.mark.parametrize("slots", [False, True])
def test_what_is_left_to_do_is_done_when_all_fields_are_set(declare: Any, slots: bool) -> None:
    @declare(slots=slots)
    class Sum:
        parts: tuple[int, ...]
        start: int = 0
        total: int = field(init=False)

        def __post_init__(self) -> None:
            self.total = sum(self.parts, self.start)

    made: Any = Sum
    assert made((1, 2)).total == 3
    assert made(start=4, parts=(1,)).total == 5
    with pytest.raises(TypeError, match="got multiple values for argument 'parts'"):
        made((1,), parts=(2,))


@pytest.mark.parametrize("options", [{}, {"slots": True}, {"frozen": True, "slots": True}])
def test_one_that_is_equal_to_itself_alone(declare: Any, options: dict[str, bool]) -> None:
    @declare(eq=False, **options)
    class Named:
        name: str

    named: Any = Named
    one, other = named("a"), named("a")
    assert one == one
    assert one != other
    assert len({one, other}) == 2


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


def test_other_options_are_as_the_standard_library_has_them(declare: Any) -> None:
    @declare(frozen=True, slots=True, order=True)
    class Ranked:
        rank: int

    ranked: Any = Ranked
    assert sorted([ranked(2), ranked(1)]) == [ranked(1), ranked(2)]

    @declare(kw_only=True)
    class Named:
        name: str = ""

    named: Any = Named
    with pytest.raises(TypeError):
        named("a")
    assert vars(named(name="a")) == {"name": "a"}


def test_it_can_be_sent() -> None:
    kept = Kept("a", (1, 2))
    assert pickle.loads(pickle.dumps(kept)) == kept  # noqa: S301 - its own


def test_what_makes_the_many_objects_of_a_class_is_compiled() -> None:
    point = frozen(dataclass)
    made = point.__init__
    points = [point(number, tags=[str(number)]) for number in range(FEW)]
    assert point.__init__ is made
    points += [point(number, tags=[str(number)]) for number in range(FEW, 3 * FEW)]
    assert point.__init__ is not made
    assert [(one.x, one.y, one.tags) for one in points] == [(at, 2, [str(at)]) for at in range(3 * FEW)]


def test_what_is_given_to_make_an_object_and_kept_nowhere(declare: Any) -> None:
    @declare(frozen=True, slots=True)
    class Known:
        name: str
        prefix: InitVar[str]

        def __post_init__(self, prefix: str) -> None:
            object.__setattr__(self, "name", prefix + self.name)

    known: Any = Known
    assert known("a", "+").name == "+a"


def test_what_is_asked_first_makes_no_difference(declare: Any) -> None:
    assert hash(frozen(declare)(1)) == hash(frozen(declare)(1))
    first, second = (frozen(declare) for _ in range(2))
    assert first(1) != second(1)
    assert first(1) != first(2)

    class Louder(first):  # type: ignore[misc, valid-type]
        def __eq__(self, other: object) -> bool:
            return bool(super().__eq__(other))

        def __hash__(self) -> int:
            return int(super().__hash__())

    assert Louder(1) == Louder(1)
    assert hash(Louder(1)) == hash(first(1))
