"""The standard library's `dataclass`, for a tenth of the time it takes to declare one.

A check declares 230 of them, and the standard library writes and compiles up to six methods for each at once: 0.4 ms a
class, a fifth of the time of a check of few files. Here comparing and hashing are written once for all, and what makes
an object is put together when the first one is made, of code that is compiled once for all classes of its form. What
the standard library knows of a class is worked out when somebody asks. Classes that derive from another, bring such
methods along or want more go to the standard library.
"""

from collections.abc import Callable, Sequence
from dataclasses import MISSING, Field, FrozenInstanceError
from dataclasses import dataclass as standard
from functools import cache
from operator import attrgetter
from types import CodeType, FunctionType
from typing import TYPE_CHECKING, Any

OWN = frozenset(("__eq__", "__hash__", "__repr__", "__init__", "__post_init__", "__setattr__", "__getstate__"))
"""Methods that a class may bring along. The rules about these are the standard library's to know."""
PLAIN = (type, (object,))
"""What a class is made by, and what it derives from."""
OF_THE_CLASS = ("ClassVar", "typing.ClassVar")
SPECIAL = ("InitVar", "dataclasses.InitVar", "KW_ONLY", "dataclasses.KW_ONLY", "<class 'dataclasses.KW_ONLY'>")
"""How annotations begin that are of no field, and of what is one only in part."""

if TYPE_CHECKING:
    from dataclasses import dataclass
else:

    def dataclass(cls: type | None = None, /, **options: bool) -> Any:
        """As `dataclasses.dataclass`; made faster with `slots=True` and at most `frozen=True` beside it."""
        if cls is None:
            return lambda declared: dataclass(declared, **options)
        frozen = options.get("frozen", False)
        plain = options == ({"frozen": True, "slots": True} if frozen else {"slots": True})
        if not plain or (type(cls), cls.__bases__) != PLAIN or OWN & vars(cls).keys():
            return standard(cls, **options)
        declared = _declared(cls)
        return standard(cls, **options) if declared is None else _made(cls, declared, frozen)


class _Declared:
    """A field: its name, its default or what makes one, and whether making, comparing, hashing and showing see it."""

    __slots__ = ("compare", "default", "factory", "hash", "init", "name", "repr")

    def __init__(self, name: str, default: Any) -> None:
        self.name, self.default = name, default
        self.factory: Any = MISSING
        self.init = self.compare = self.hash = self.repr = True
        if isinstance(default, Field):
            self.default, self.factory = default.default, default.default_factory
            self.init, self.compare, self.repr = default.init, default.compare, default.repr
            self.hash = default.compare if default.hash is None else default.hash


def _declared(cls: type) -> list[_Declared] | None:
    """The fields of a class; None where some are of a sort that the standard library knows better."""
    members = vars(cls)
    told = {name: type_ if isinstance(type_, str) else repr(type_) for name, type_ in cls.__annotations__.items()}
    if any(type_.startswith(SPECIAL) for type_ in told.values()):
        return None
    found = [_Declared(name, members.get(name, MISSING)) for name in told if not told[name].startswith(OF_THE_CLASS)]
    odd = any(one.default.__class__.__hash__ is None for one in found)  # a list: each object would share it
    late = [one.default is MISSING and one.factory is MISSING for one in found if one.init]
    return None if odd or late != sorted(late, reverse=True) else found


def _made(cls: type, declared: list[_Declared], frozen: bool) -> Any:
    """The class with a slot for each field."""
    names = tuple(one.name for one in declared)
    members = {name: value for name, value in vars(cls).items() if name not in names}
    members.pop("__dict__", None)
    members.pop("__weakref__", None)
    members["__slots__"] = names
    members["__match_args__"] = tuple(one.name for one in declared if one.init)
    members["__doc__"] = cls.__doc__ or cls.__name__
    members["__dataclass_fields__"] = _Told(cls, frozen, "__dataclass_fields__")
    members["__dataclass_params__"] = _Told(cls, frozen, "__dataclass_params__")
    made: Any = type(cls.__name__, (), members)
    made.__qualname__ = cls.__qualname__
    _equip(made, declared, frozen)
    return made


class _Told:
    """What the standard library knows of a class, worked out when it is asked for."""

    __slots__ = ("_declared", "_frozen", "_name")

    def __init__(self, declared: type, frozen: bool, name: str) -> None:
        self._declared, self._frozen, self._name = declared, frozen, name

    def __get__(self, _: Any, made: Any) -> Any:
        known: Any = self._declared
        if "__dataclass_params__" not in vars(known):
            known = standard(known, init=False, repr=False, eq=False)
            for said, holds in {"init": True, "repr": True, "eq": True, "frozen": self._frozen}.items():
                setattr(known.__dataclass_params__, said, holds)  # read where a class derives from this one
        return vars(known)[self._name]


def _equip(made: Any, declared: Sequence[_Declared], frozen: bool) -> None:
    def first(self: Any, *values: Any, **named: Any) -> None:
        made.__init__ = _maker(made, declared, frozen)
        made.__init__(self, *values, **named)

    made.__init__ = first
    made.__repr__ = _repr(tuple(one.name for one in declared if one.repr))
    made.__eq__, made.__hash__ = _comparing(declared, frozen)
    if frozen:
        names = tuple(one.name for one in declared)
        made.__setattr__, made.__delattr__ = _refuse_to_set, _refuse_to_delete
        made.__getstate__, made.__setstate__ = _state(names), _set_state(names)


def _maker(made: type, declared: Sequence[_Declared], frozen: bool) -> Any:
    """What sets all fields of a new object. That runs for every object, so it is compiled, or taken over from a class
    whose fields have other names.

    Of a frozen one it fills the slots themselves, which takes two thirds of the time of `object.__setattr__`.
    """
    known: dict[str, Any] = {"missing": MISSING}
    taken: list[str] = []
    defaults: list[Any] = []
    form = []
    renamed = {}
    for at, one in enumerate(declared):
        known[f"set{at}"], renamed[f"field{at}"] = vars(made)[one.name].__set__, one.name
        known[f"value{at}"] = one.default if one.factory is MISSING else one.factory
        if one.init:
            taken.append(one.name)
            defaults += [one.default] if one.default is not MISSING else [MISSING] * (one.factory is not MISSING)
        form.append(_form(one))
    code = _code(tuple(form), frozen)
    names = tuple(renamed.get(name, name) for name in code.co_names)
    code = code.replace(co_varnames=("self", *taken), co_names=names)
    maker = FunctionType(code, known, "__init__", tuple(defaults))
    maker.__qualname__ = f"{made.__qualname__}.__init__"
    return maker


def _form(one: _Declared) -> str:
    """Where the value of a field comes from."""
    if one.factory is not MISSING:
        return "given or made" if one.init else "made"
    if one.init:
        return "given"
    return "none" if one.default is MISSING else "known"


_VALUES = {
    "given or made": "value{0}() if given{0} is missing else given{0}",
    "made": "value{0}()",
    "given": "given{0}",
}


@cache
def _code(forms: tuple[str, ...], frozen: bool) -> CodeType:
    """What sets fields whose values come from there."""
    lines = []
    for at, form in enumerate(forms):
        value = _VALUES.get(form, "value{0}").format(at)
        if form != "none":
            lines.append(f"set{at}(self, {value})" if frozen else f"self.field{at} = {value}")
    taken = ", ".join(("self", *(f"given{at}" for at, form in enumerate(forms) if form.startswith("given"))))
    made: dict[str, Any] = {}
    exec(f"def __init__({taken}):\n " + "\n ".join(lines or ["pass"]), made)  # noqa: S102 - of numbers alone
    code: CodeType = made["__init__"].__code__
    return code


def _comparing(declared: Sequence[_Declared], frozen: bool) -> tuple[Any, Any]:
    """`__eq__` and `__hash__` over the fields that count."""
    compared = _values(tuple(one.name for one in declared if one.compare))
    hashed = _values(tuple(one.name for one in declared if one.hash))

    def equal(self: Any, other: Any) -> Any:
        return compared(self) == compared(other) if other.__class__ is self.__class__ else NotImplemented

    return equal, (lambda self: hash(hashed(self))) if frozen else None


def _values(names: tuple[str, ...]) -> Callable[[Any], tuple[Any, ...]]:
    if len(names) > 1:
        return attrgetter(*names)
    return lambda self: tuple(getattr(self, name) for name in names)


def _repr(names: tuple[str, ...]) -> Callable[[Any], str]:
    def repr_(self: Any) -> str:
        return f"{type(self).__qualname__}({', '.join(f'{name}={getattr(self, name)!r}' for name in names)})"

    return repr_


def _refuse_to_set(self: Any, name: str, value: Any) -> None:
    raise FrozenInstanceError(f"cannot assign to field {name!r}")


def _refuse_to_delete(self: Any, name: str) -> None:
    raise FrozenInstanceError(f"cannot delete field {name!r}")


def _state(names: tuple[str, ...]) -> Callable[[Any], list[Any]]:
    return lambda self: [getattr(self, name) for name in names]


def _set_state(names: tuple[str, ...]) -> Callable[[Any, list[Any]], None]:
    def set_state(self: Any, state: list[Any]) -> None:
        for name, value in zip(names, state, strict=True):
            object.__setattr__(self, name, value)

    return set_state


__all__ = ["dataclass"]
