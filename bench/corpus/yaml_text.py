"""Writes records as YAML the way people do: block style, short lists in one line, long prose folded."""

import json
import re
import textwrap
from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from typing import Any

WIDTH = 110

_PLAIN = re.compile(r"\d[\d.]* [a-z][a-z ]*[a-z]|[A-Za-z][\w ./@%()+;?!\"'-]*(?<! )")
_WORDS_OF_YAML = frozenset(["true", "false", "null", "yes", "no", "on", "off", "y", "n"])


class Verbatim(str):
    """Text that is written as it is, whatever a reader makes of it."""

    __slots__ = ()


def as_yaml(record: Mapping[str, Any]) -> str:
    """One YAML document."""
    return "".join(f"{line}\n" for line in _map(record, ""))


def as_file(path: str, records: Iterable[Mapping[str, Any]]) -> str:
    """The text of a file that holds these records, Markdown or YAML by its name."""
    if path.endswith(".md"):
        return "".join(map(_as_markdown, records))
    return "---\n".join(map(as_yaml, records))


def _as_markdown(record: Mapping[str, Any]) -> str:
    front = {name: value for name, value in record.items() if name != "body"}
    return f"---\n{as_yaml(front)}---\n\n{record['body']}\n"


def _map(values: Mapping[str, Any], indent: str) -> Iterator[str]:
    for name, value in values.items():
        yield from _entry(f"{indent}{name}:", value, indent)


def _entry(start: str, value: Any, indent: str) -> Iterator[str]:
    """`start` followed by a value: behind it when it is short, else on lines of its own."""
    short = _inline(value)
    if short is not None and len(start) + len(short) < WIDTH:
        yield f"{start} {short}"
    elif isinstance(value, str) and not _is_odd(value):
        yield f"{start} >-"
        margin = indent + "  "
        yield from textwrap.wrap(
            value,
            WIDTH,
            initial_indent=margin,
            subsequent_indent=margin,
            break_long_words=False,
            break_on_hyphens=False,
        )
    elif isinstance(value, Mapping):
        yield start
        yield from _map(value, indent + "  ")
    elif isinstance(value, list):
        yield start
        for item in value:
            yield from _item(item, indent + "  ")
    else:
        yield f"{start} {short}"


def _item(value: Any, indent: str) -> Iterator[str]:
    if isinstance(value, Mapping) and not _fits(value, indent):
        first, *rest = _map(value, indent + "  ")
        yield f"{indent}- {first.lstrip()}"
        yield from rest
    else:
        yield from _entry(f"{indent}-", value, indent)


def _fits(value: Mapping[str, Any], indent: str) -> bool:
    short = _inline(value)
    return short is not None and len(value) <= 6 and len(indent) + len(short) + 2 < WIDTH


def _inline(value: Any) -> str | None:
    """The value on one line; None where a person would use several."""
    if isinstance(value, Mapping):
        parts = [(name, _flow(inner)) for name, inner in value.items()]
        return None if any(part is None for _, part in parts) else f"{{{', '.join(f'{n}: {p}' for n, p in parts)}}}"
    if isinstance(value, list):
        items = [_flow(item) for item in value]
        return None if None in items else f"[{', '.join(map(str, items))}]"
    return _scalar(value, "")


def _flow(value: Any) -> str | None:
    """A value inside a list or map in one line: scalars, and lists of them."""
    if isinstance(value, Mapping):
        return None
    return _inline(value) if isinstance(value, list) else _scalar(value, ",[]{}")


def _scalar(value: Any, forbidden: str) -> str:
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, date):
        return value.isoformat()
    if not isinstance(value, str) or isinstance(value, Verbatim):
        return str(value)
    plain = value.replace(",", "").replace(": ", "::") if "," not in forbidden else value
    if _PLAIN.fullmatch(plain) and plain.casefold() not in _WORDS_OF_YAML:
        return value
    return json.dumps(value, ensure_ascii=False)


def _is_odd(value: str) -> bool:
    """Whether folding would change the text."""
    return value != " ".join(value.split())
