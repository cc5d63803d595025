"""The standard library's `dataclass`, for a tenth of the time it takes to declare one.

A check declares 230 of them, and the standard library writes and compiles up to six methods for each at once: 0.4 ms a
class, a fifth of the time of a check of few files. Here comparing and hashing are written once for all. What makes an
object is compiled once for all classes of its form, and only where there are more than a few objects of a class. What
the standard library knows of a class is worked out when somebody asks. Classes that derive from another, bring such
methods along or want more go to the standard library.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import KW_ONLY, MISSING, Field, FrozenInstanceError, InitVar
from dataclasses import dataclass as standard
from functools import cache
from operator import attrgetter
from types import CodeType, FunctionType
from typing import TYPE_CHECKING, Any, ClassVar, get_origin

OWN = frozenset(("__eq__", "__hash__", "__repr__", "__init__", "__setattr__", "__getstate__"))
"""Methods that a class may bring along. The rules about these are the standard library's to know."""
OF_THE_CLASS = ("ClassVar", "typing.ClassVar")
SPECIAL = ("InitVar", "dataclasses.InitVar", "KW_ONLY", "dataclasses.KW_ONLY")
"""How annotations begin that are of no field, and of what is one only in part."""
FEW = 8
"""So many objects of a class are made without compiling what makes them, which takes as long as thirty of them."""

if TYPE_CHECKING:
    from dataclasses import dataclass
else:

    def dataclass(cls: type | None = None, /, **options: bool) -> Any:
        """As `dataclasses.dataclass`; made faster with no other options than `slots`, `frozen` and `eq`."""
        if cls is None:
            return lambda declared: dataclass(declared, **options)
        members = {name: value for name, value in vars(cls).items() if name not in ("__dict__", "__weakref__")}
        plain = type(cls) is type and cls.__bases__ == (object,) and OWN.isdisjoint(members)
        declared = _declared(members) if plain and options.keys() <= {"eq", "frozen", "slots"} else None
        return standard(cls, **options) if declared is None else _made(cls, _Form(members, declared, options))


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


class _Form:
    """What a class was declared with, what it is to be like, the class that was `made`, and what was found out since.

    The class keeps it, so that its methods can be the same ones as those of all others.
    """

    __slots__ = ("declared", "eq", "frozen", "known", "left", "made", "members", "names", "slots")

    def __init__(self, members: Mapping[str, Any], declared: Sequence[_Declared], options: Mapping[str, bool]) -> None:
        self.members, self.declared = members, declared
        self.frozen, self.slots = options.get("frozen", False), options.get("slots", False)
        self.eq = options.get("eq", True)
        self.names = tuple(one.name for one in declared)
        self.made: Any = None
        self.known: Any = None
        self.left = FEW


def _declared(members: Mapping[str, Any]) -> list[_Declared] | None:
    """The fields of a class; None where some are of a sort that the standard library knows better."""
    found = []
    optional = False
    for name, type_ in members.get("__annotations__", {}).items():
        sort = _sort(type_)
        if sort is OF_THE_CLASS:
            continue
        one = _Declared(name, members.get(name, MISSING))
        if sort is SPECIAL or one.default.__class__.__hash__ is None:  # a list: each object would share it
            return None
        if one.init:
            if optional and one.default is MISSING and one.factory is MISSING:
                return None
            optional = one.default is not MISSING or one.factory is not MISSING
        found.append(one)
    return found


def _sort(type_: Any) -> tuple[str, ...]:
    """Which of the special sorts an annotation is of, if of any."""
    if isinstance(type_, str):
        return next((sort for sort in (OF_THE_CLASS, SPECIAL) if type_.startswith(sort)), ())
    if type_.__class__ is type:
        return SPECIAL if type_ is InitVar or type_ is KW_ONLY else ()
    if isinstance(type_, InitVar):
        return SPECIAL
    return OF_THE_CLASS if type_ is ClassVar or get_origin(type_) is ClassVar else ()


def _made(cls: type, form: _Form) -> Any:
    """The class as a dataclass; another one where it is to have a slot for each field."""
    methods = _methods(cls, form)
    if form.slots:
        kept = {name: value for name, value in form.members.items() if name not in form.names}
        form.made = type(cls.__name__, (), kept | methods | {"__slots__": form.names})
        form.made.__qualname__ = cls.__qualname__
    else:
        form.made = cls
        for one in form.declared:
            if one.default is not MISSING:
                setattr(cls, one.name, one.default)
            elif one.name in form.members:
                delattr(cls, one.name)
        for name, value in methods.items():
            setattr(cls, name, value)
    return form.made


def _methods(cls: type, form: _Form) -> dict[str, Any]:
    """What a dataclass has beside its fields and what it brings along."""
    methods: dict[str, Any] = {
        "__doc__": cls.__doc__ or cls.__name__,
        "__match_args__": tuple([one.name for one in form.declared if one.init]),
        "__dataclass_form__": form,
        "__dataclass_fields__": _FIELDS,
        "__dataclass_params__": _PARAMS,
        "__init__": _first,
        "__repr__": _repr,
    }
    if form.eq:
        methods["__eq__"], methods["__hash__"] = _first_equal, _first_hash if form.frozen else None
    if form.frozen:
        methods["__setattr__"], methods["__delattr__"] = _refuse_to_set, _refuse_to_delete
    if form.frozen and form.slots:
        methods["__getstate__"], methods["__setstate__"] = _state, _set_state
    return methods


class _Told:
    """What the standard library knows of a class, worked out when it is asked for."""

    __slots__ = ("_name",)

    def __init__(self, name: str) -> None:
        self._name = name

    def __get__(self, _: Any, made: Any) -> Any:
        form = made.__dataclass_form__
        if form.known is None:
            known: Any = standard(type(form.made.__name__, (), dict(form.members)), init=False, repr=False, eq=False)
            for said, holds in {"init": True, "repr": True, "eq": form.eq, "frozen": form.frozen}.items():
                setattr(known.__dataclass_params__, said, holds)  # read where a class derives from this one
            form.known = known
        return vars(form.known)[self._name]


_FIELDS, _PARAMS = _Told("__dataclass_fields__"), _Told("__dataclass_params__")


def _first(self: Any, *values: Any, **named: Any) -> None:
    """What makes the first few objects of a class, and then has it compiled."""
    form = self.__dataclass_form__
    form.left -= 1
    if form.left < 0 or not _set(self, form, values, named):
        form.made.__init__ = _maker(form)
        form.made.__init__(self, *values, **named)


def _set(made: Any, form: _Form, values: Sequence[Any], named: dict[str, Any]) -> bool:
    """Set the fields of a new object, by and by. False where it was not given what it takes."""
    left = len(values) + len(named)
    position = 0
    for one in form.declared:
        if one.init and position < len(values):
            value = values[position]
            position, left = position + 1, left - 1
        elif one.init and one.name in named:
            value = named[one.name]
            left -= 1
        elif one.factory is not MISSING:
            value = one.factory()
        elif one.default is not MISSING:
            value = one.default
        elif one.init:
            return False
        else:
            continue
        object.__setattr__(made, one.name, value)
    if not left and "__post_init__" in form.members:
        made.__post_init__()
    return not left


def _maker(form: _Form) -> Any:
    """What sets all fields of a new object. That runs for every object, so it is compiled, or taken over from a class
    whose fields have other names.

    Of a frozen one it fills the slots themselves, which takes two thirds of the time of `object.__setattr__`.
    """
    known: dict[str, Any] = {"missing": MISSING, "put": object.__setattr__}
    taken: list[str] = []
    defaults: list[Any] = []
    renamed = {}
    for at, one in enumerate(form.declared):
        known[f"name{at}"] = renamed[f"field{at}"] = one.name
        if form.slots:
            known[f"set{at}"] = vars(form.made)[one.name].__set__
        known[f"value{at}"] = one.default if one.factory is MISSING else one.factory
        if one.init:
            taken.append(one.name)
            defaults += [one.default] if one.default is not MISSING else [MISSING] * (one.factory is not MISSING)
    ways = [_way(one) for one in form.declared]
    line = "set{0}(self, {1})" if form.slots else "put(self, name{0}, {1})"
    line = line if form.frozen else "self.field{0} = {1}"
    code = _code(tuple(ways), line, "__post_init__" in form.members)
    names = tuple(renamed.get(name, name) for name in code.co_names)
    code = code.replace(co_varnames=("self", *taken), co_names=names)
    maker = FunctionType(code, known, "__init__", tuple(defaults))
    maker.__qualname__ = f"{form.made.__qualname__}.__init__"
    return maker


def _way(one: _Declared) -> str:
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
def _code(ways: tuple[str, ...], line: str, has_more: bool) -> CodeType:
    """What sets fields whose values come from there; `__post_init__` may have more to do."""
    lines = [line.format(at, _VALUES.get(way, "value{0}").format(at)) for at, way in enumerate(ways) if way != "none"]
    if has_more:
        lines.append("self.__post_init__()")
    taken = ", ".join(("self", *(f"given{at}" for at, way in enumerate(ways) if way.startswith("given"))))
    made: dict[str, FunctionType] = {}
    exec(f"def __init__({taken}):\n " + "\n ".join(lines or ["pass"]), made)  # noqa: S102 - of numbers alone
    return made["__init__"].__code__


def _first_equal(self: Any, other: Any) -> Any:
    _compare(self.__dataclass_form__)
    return self.__dataclass_form__.made.__eq__(self, other)


def _first_hash(self: Any) -> int:
    _compare(self.__dataclass_form__)
    return int(self.__dataclass_form__.made.__hash__(self))


def _compare(form: _Form) -> None:
    """Give a class `__eq__` and `__hash__` over the fields that count: it is the first time that an object is asked."""
    compared = _values(tuple(one.name for one in form.declared if one.compare))
    hashed = _values(tuple(one.name for one in form.declared if one.hash))

    def equal(self: Any, other: Any) -> Any:
        return compared(self) == compared(other) if other.__class__ is self.__class__ else NotImplemented

    form.made.__eq__, form.made.__hash__ = equal, (lambda self: hash(hashed(self))) if form.frozen else None


def _values(names: tuple[str, ...]) -> Callable[[Any], tuple[Any, ...]]:
    if len(names) > 1:
        return attrgetter(*names)
    return lambda self: tuple(getattr(self, name) for name in names)


def _repr(self: Any) -> str:
    names = [one.name for one in self.__dataclass_form__.declared if one.repr]
    return f"{type(self).__qualname__}({', '.join([f'{name}={getattr(self, name)!r}' for name in names])})"


def _refuse_to_set(self: Any, name: str, value: Any) -> None:
    raise FrozenInstanceError(f"cannot assign to field {name!r}")


def _refuse_to_delete(self: Any, name: str) -> None:
    raise FrozenInstanceError(f"cannot delete field {name!r}")


def _state(self: Any) -> list[Any]:
    return [getattr(self, name) for name in self.__dataclass_form__.names]


def _set_state(self: Any, state: list[Any]) -> None:
    for name, value in zip(self.__dataclass_form__.names, state, strict=True):
        object.__setattr__(self, name, value)


__all__ = ["FEW", "dataclass"]
