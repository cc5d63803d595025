"""Conditions of rules and catalogues as people read them: in half sentences, long ones as nested lists."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any, Literal

from aimslint.rulebook.compile import Scope
from aimslint.rulebook.vocabulary import Items

LONGEST = 150


@dataclass(frozen=True, slots=True)
class Group:
    """Parts that belong together. `lead` begins the half sentence, empty for a bare list of parts."""

    lead: str
    word: Literal["and", "or"]
    parts: "tuple[Group | str, ...]"


def bullets(spec: Any, kinds: tuple[str, ...], indent: str = "") -> list[str]:
    """The lines of a Markdown list that says `spec` of items of these kinds, a point for each condition."""
    group = _all_of(spec, Scope(kinds, kinds, {}))
    return [line for part in group.parts for line in _lines(part, indent)]


def sentence(spec: Any, kinds: tuple[str, ...]) -> str:
    """The same on one line."""
    return _inline(_all_of(spec, Scope(kinds, kinds, {})))


def names(spec: Any) -> set[str]:
    """Every field name that the paths of `spec` hold; the words that values are compared with are none."""
    found: set[str] = set()
    for each in spec if isinstance(spec, list) else [spec]:
        if isinstance(each, str):
            found.update(each.split("."))
        elif isinstance(each, Mapping):
            for path, matcher in each.items():
                found.update(path.split("."), _names_in(matcher, alternatives=path == "any_of"))
    return found


def _names_in(matcher: Any, *, alternatives: bool) -> set[str]:
    if alternatives:
        return {name for each in matcher for name in names(each)}
    if not isinstance(matcher, Mapping):
        return set()
    ((word, operand),) = matcher.items()
    if word in ("some", "every", "none"):
        asks = any(isinstance(each, Mapping) for each in operand) if isinstance(operand, list) else True
        return names(operand) if asks and not (isinstance(operand, Mapping) and set(operand) & set(_WORDS)) else set()
    if word in ("field", *_TAKE_PATHS) and isinstance(operand, str):
        return set(operand.split("."))
    return _names_in(operand, alternatives=False)


def _lines(part: Group | str, indent: str) -> Iterator[str]:
    if isinstance(part, str) or len(_inline(part)) <= LONGEST:
        yield f"{indent}- {_inline(part)}"
        return
    how = "" if len(part.parts) == 1 else "all of these" if part.word == "and" else "at least one of these"
    yield f"{indent}- {f'{part.lead} {how}'.strip().strip(',')}:"
    for inner in part.parts:
        yield from _lines(inner, indent + "  ")


def _inline(part: Group | str) -> str:
    if isinstance(part, str):
        return part
    inner = []
    for each in part.parts:
        said = _inline(each)
        several = isinstance(each, Group) and (each.lead or each.word != part.word) and len(each.parts) > 1
        inner.append(f"({said})" if several and len(part.parts) > 1 else said)
    joined = (" and " if part.word == "and" else ", or ").join(inner)
    return f"{part.lead} {joined}" if part.lead else joined


def _all_of(spec: Any, scope: Scope, lead: str = "") -> Group:
    """Conditions that must all hold: a path, a map, or a list of these."""
    parts: list[Group | str] = []
    for each in spec if isinstance(spec, list) else [spec]:
        if isinstance(each, Mapping):
            parts += [_condition(path, matcher, scope) for path, matcher in each.items()]
        else:
            parts.append(f"{path_words(each)} is given")
    only = parts[0] if len(parts) == 1 else None
    if isinstance(only, Group) and not only.lead:
        return Group(lead, only.word, only.parts) if lead else Group("", "and", (only,))
    return Group(lead, "and", tuple(parts))


def _condition(path: str, matcher: Any, scope: Scope) -> Group | str:
    if path == "any_of":
        return Group("", "or", tuple(_single(_all_of(each, scope)) for each in matcher))
    if isinstance(matcher, Mapping):
        ((word, operand),) = matcher.items()
        if word in ("some", "every", "none"):
            return _quantified(path, word, operand, scope)
        return _operator(path_words(path), word, operand)
    return f"{path_words(path)} is {_GIVEN[matcher] if matcher in ('present', 'absent') else _literal(matcher)}"


def _single(group: Group) -> Group | str:
    return group.parts[0] if len(group.parts) == 1 else group


def _operator(path: str, word: str, operand: Any) -> str:
    match word:
        case "not":
            return _negated(path, operand)
        case "setting":
            return f"{path} is the setting `{operand}`"
        case "includes":
            return f"{path} includes {_literal(operand, ' and ')}"
        case "matches" if operand == "*":
            return f"{path} is given"
        case "min_words":
            number = f"as many words as {_literal(operand)}" if isinstance(operand, Mapping) else f"{operand} words"
            return f"{path} has at least {number}"
    return f"{path} {_SAYS[word]} {_operand(word, operand)}"


def _negated(path: str, operand: Any) -> str:
    if not isinstance(operand, Mapping) or set(operand) == {"setting"}:
        return f"{path} is {'none of' if isinstance(operand, Mapping) else 'not'} {_literal(operand)}"
    ((word, inner),) = operand.items()
    return f"{path} {_SAYS_NOT[word]} {_operand(word, inner)}"


def _quantified(path: str, word: str, operand: Any, scope: Scope) -> Group | str:
    """What is asked of several values: conditions where they are records or parts of these, else plain words."""
    said = path_words(path)
    found = scope.path(path).typed.type
    asks = isinstance(operand, list) or (isinstance(operand, Mapping) and next(iter(operand)) not in _WORDS)
    if isinstance(found, Items) and (asks or isinstance(operand, str)):
        return _all_of(
            operand, scope.inside(found.kinds), f"{_LEADS[word]} {said}{',' if word == 'every' else ' where'}"
        )
    if isinstance(operand, Mapping):
        lead = "each of" if word == "every" else _LEADS[word]
        return f"{lead} {said} {_operator('', *next(iter(operand.items()))).strip()}"
    return f"{said} includes {'none of ' if word == 'none' else ''}{_literal(operand)}"


_LEADS = {"some": "at least one of", "every": "for each of", "none": "no"}
_GIVEN = {"present": "given", "absent": "not given"}
_SAYS = {
    "same_as": "is the same as",
    "one_of": "is one of",
    "before": "lies before",
    "after": "lies after",
    "not_before": "does not lie before",
    "not_after": "does not lie after",
    "older_than": "lies further back than",
    "within": "lies no further back than",
    "at_least": "is at least",
    "at_most": "is at most",
    "matches": "fits",
}
_SAYS_NOT = {
    "same_as": "is not the same as",
    "one_of": "is none of",
    "before": "does not lie before",
    "after": "does not lie after",
    "older_than": "lies no further back than",
    "within": "lies further back than",
    "at_least": "is less than",
    "at_most": "is more than",
    "matches": "does not fit",
}
_WORDS = (*_SAYS, "min_words", "not", "includes", "setting")
_TAKE_PATHS = ("same_as", "one_of", "before", "after", "not_before", "not_after")


def _operand(word: str, operand: Any) -> str:
    if word in _TAKE_PATHS and isinstance(operand, str):
        return path_words(operand)
    if isinstance(operand, int | float) or (word in ("older_than", "within") and isinstance(operand, str)):
        return str(operand)
    return _literal(operand)


def _literal(value: Any, between: str = " or ") -> str:
    match value:
        case bool():
            return str(value).lower()
        case list():
            return (
                ", ".join(f"`{each}`" for each in value[:-1]) + (between if len(value) > 1 else "") + f"`{value[-1]}`"
            )
        case {"setting": name}:
            return f"the setting `{name}`"
        case {"field": path}:
            return path_words(path)
        case _:
            return f"`{value}`"


def path_words(path: str) -> str:
    """A path in words: what it starts from stands behind it."""
    if path == "this":
        return "what is checked"
    if path == "as_of":
        return "the day of the check"
    if path.startswith("project."):
        return f"`{path.removeprefix('project.')}` of the project"
    if path.startswith("this."):
        return f"`{path.removeprefix('this.')}` of what is checked"
    return f"`{path}`"
