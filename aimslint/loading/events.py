"""Where YAML events come from: libyaml through PyYAML, or PyYAML's own parser when that was not built.

Both give the same event classes and the same offsets. What they judge differently is levelled here, to the side of
libyaml, so that a file means the same on every machine. What is left are oddities that records do not have: tabs as
white space between tokens, which the Python parser refuses more often, and a few shapes of tags and flow maps.
tests/extra/check_yaml_test_suite.py names them all.
"""

import re
from collections.abc import Iterator
from typing import Any

import yaml
from yaml.error import YAMLError
from yaml.events import DocumentEndEvent, DocumentStartEvent, ScalarEvent

from aimslint.loading.source import EventSource, NextEvent

try:
    from yaml._yaml import CParser
except ImportError:  # PyYAML without libyaml
    CParser = None  # type: ignore[assignment, misc]  # for mypy it is a class, which cannot be missing


def libyaml_events(text: str) -> NextEvent:
    """The events of a text by libyaml: quick, and never recursive."""
    return CParser(text).get_event


def python_events(text: str) -> NextEvent:
    """The events of a text by PyYAML's own parser: the same, some fifteen times slower."""
    return _levelled(text).__next__


quickest: EventSource = python_events if CParser is None else libyaml_events


class TooDeep(Exception):  # noqa: N818 - a refusal, not a mistake
    """The Python parser ran out of stack."""


def _levelled(text: str) -> Iterator[Any]:
    document_end = 0
    try:
        event: Any
        for event in yaml.parse(text, Loader=yaml.SafeLoader):
            kind = event.__class__
            if kind is ScalarEvent and _has_surrogate(event.value):
                raise _bad_escape(text, event.start_mark.index)
            if kind is DocumentStartEvent:
                unknown = _UNKNOWN_DIRECTIVE.search(text, document_end, event.end_mark.index)
                if unknown:
                    raise _error("found unknown directive name", unknown.start())
                if event.version not in (None, (1, 1), (1, 2)):
                    raise _error("found incompatible YAML document", event.start_mark.index)
            if kind is DocumentEndEvent:
                document_end = event.end_mark.index
            yield event
    except YAMLError:
        raise
    except RecursionError as error:
        raise TooDeep from error
    except ValueError as error:  # chr() of more than Unicode has, e.g. for "\U00110000"
        raise _bad_escape(text, 0) from error
    except Exception as error:
        raise YAMLError(str(error)) from error


_UNKNOWN_DIRECTIVE = re.compile(r"^%(?!(?:YAML|TAG)[ \t])", re.MULTILINE)
_BAD_ESCAPE = re.compile(r"\\(?:u|U0000)[dD][89a-fA-F]|\\U(?!0000|000[0-9a-fA-F]|0010)")


def _has_surrogate(text: str) -> bool:
    return not text.isascii() and any("\ud800" <= character <= "\udfff" for character in text)


def _bad_escape(text: str, start: int) -> YAMLError:
    found = _BAD_ESCAPE.search(text, start)
    return _error("found invalid Unicode character escape code", found.start() if found else start)


def _error(problem: str, index: int) -> YAMLError:
    """What libyaml would raise."""
    return yaml.MarkedYAMLError(problem=problem, problem_mark=yaml.Mark("", index, 0, 0, None, 0))
