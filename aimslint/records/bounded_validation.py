"""Checks a value against a JSON Schema in bounded time, whatever the schema says.

Every word of a schema that is tried counts, and so does what it looks at; a schema that needs far more of them than
there are values to check is refused. Words whose own time could explode, or that cannot take the numbers records hold,
are done here: patterns, `uniqueItems`, `multipleOf`.
"""

import json
from collections.abc import Callable, Iterator, Mapping
from fractions import Fraction
from functools import lru_cache
from typing import Any

from aimslint.records.extension_schema import pattern_of

STEPS, STEPS_FOR_A_VALUE = 20_000, 30
"""How many words of a schema may be tried, on all records together; the latter for each value there is."""

MOST_VALUES = 2_000
"""Values in the extensions of one record."""

MOST_TOLD = 50
"""Faults told of one record."""

Word = Callable[[Any, Any, Any, Any], Iterator[Any] | None]
Fault = tuple[tuple[str | int, ...], str]
"""The data path of a value that breaks the schema, and how it does."""


class TooManySteps(Exception):  # noqa: N818 - a refusal, not a mistake
    """A schema asks for more than anybody wants to wait for. The text says what to do."""


class BoundedSchema:
    """A schema that was read by `extension_schema`, for all records of a kind."""

    def __init__(self, draft: str, schema: Mapping[str, Any]) -> None:
        import jsonschema
        from jsonschema.validators import extend
        from referencing import Registry

        own: dict[str, Word] = {
            "additionalProperties": _additional_properties,
            "multipleOf": _multiple_of,
            "pattern": _pattern,
            "patternProperties": _pattern_properties,
            "uniqueItems": _unique_items,
        }
        base = getattr(jsonschema, draft)
        counted = {word: self._counted(own.get(word, known)) for word, known in base.VALIDATORS.items()}
        self._left = STEPS
        bounded: Any = extend(base, validators=counted)  # type: ignore[no-untyped-call]
        self._validator = bounded(schema, registry=Registry())

    def faults(self, value: Any) -> list[Fault]:
        """What in the extensions of a record breaks the schema, the first fifty. Raises TooManySteps."""
        values = _values_in(value)
        if values > MOST_VALUES:
            return [
                ((), f"{values:,} values; expected at most {MOST_VALUES:,}: keep such lists in a file of their own")
            ]
        self._left += STEPS_FOR_A_VALUE * values
        found: list[Fault] = []
        try:
            for error in self._validator.iter_errors(value):
                found.append((tuple(error.absolute_path), error.message[:200]))
                if len(found) == MOST_TOLD:
                    break
        except RecursionError:
            raise TooManySteps("it refers to itself without end; let each `$ref` lead further down") from None
        return sorted(found, key=lambda fault: (list(map(str, fault[0])), fault[1]))

    def _counted(self, word: Word) -> Word:
        def tried(validator: Any, said: Any, value: Any, schema: Any) -> Iterator[Any]:
            self._left -= 1 + _weight(said) + _weight(value)
            if self._left < 0:
                raise TooManySteps("checking a value takes too many steps; let fewer of its parts lead to each other")
            yield from word(validator, said, value, schema) or ()

        return tried


def _weight(value: Any) -> int:
    """What looking at a value costs: comparing looks at all of it."""
    if isinstance(value, str):
        return len(value) // 1_000
    return _values_in(value) // 10 if isinstance(value, list | dict) else 0


def _values_in(value: Any) -> int:
    if isinstance(value, dict):
        return 1 + sum(map(_values_in, value.values()))
    return 1 + sum(map(_values_in, value)) if isinstance(value, list) else 1


@lru_cache(maxsize=256)
def _compiled(pattern: str) -> Any:
    return pattern_of(pattern)


def _fits(pattern: str, text: str) -> bool:
    return bool(_compiled(pattern).isinstance_python(text))


def _pattern(_: Any, pattern: Any, value: Any, __: Any) -> Iterator[Any]:
    if isinstance(value, str) and not _fits(pattern, value):
        yield _error(f"{value!r} does not match {pattern!r}")


def _pattern_properties(validator: Any, by_pattern: Any, value: Any, _: Any) -> Iterator[Any]:
    if isinstance(value, dict):
        for pattern, schema in by_pattern.items():
            for name, inner in value.items():
                if _fits(pattern, name):
                    yield from validator.descend(inner, schema, path=name, schema_path=pattern)


def _additional_properties(validator: Any, allowed: Any, value: Any, schema: Any) -> Iterator[Any]:
    if not isinstance(value, dict):
        return
    known, patterns = schema.get("properties", {}), schema.get("patternProperties", {})
    more = [name for name in value if name not in known and not any(_fits(pattern, name) for pattern in patterns)]
    if isinstance(allowed, dict):
        for name in more:
            yield from validator.descend(value[name], allowed, path=name)
    elif not allowed and more:
        names = ", ".join(map(repr, more))
        verb = "was" if len(more) == 1 else "were"
        yield _error(f"Additional properties are not allowed ({names} {verb} unexpected)")


def _unique_items(_: Any, asked: Any, value: Any, __: Any) -> Iterator[Any]:
    if asked and isinstance(value, list) and len({_canonical(item) for item in value}) < len(value):
        yield _error(f"{value!r} has non-unique elements")


def _multiple_of(_: Any, unit: Any, value: Any, __: Any) -> Iterator[Any]:
    if isinstance(value, int | float) and not isinstance(value, bool) and _exact(value) % _exact(unit):
        yield _error(f"{value!r} is not a multiple of {unit}")


def _exact(number: float) -> Fraction:
    """A number as it was written: 0.1 is a tenth."""
    return Fraction(number) if isinstance(number, int) else Fraction(repr(number))


def _canonical(value: Any) -> str:
    """The same text for equal values: 1 and 1.0 are, 1 and true are not."""
    return json.dumps(_plain(value), sort_keys=True)


def _plain(value: Any) -> Any:
    if isinstance(value, dict):
        return {name: _plain(inner) for name, inner in value.items()}
    if isinstance(value, list):
        return [_plain(inner) for inner in value]
    return int(value) if isinstance(value, float) and value.is_integer() else value


def _error(said: str) -> Any:
    from jsonschema import ValidationError

    return ValidationError(said)
