"""Where YAML events come from: libyaml through PyYAML, or PyYAML's own parser when that was not built.

Both give the same event classes and the same offsets. What they judge differently is levelled here, to the
side of libyaml, so that a file means the same on every machine.
"""

from collections.abc import Callable, Iterator
from typing import Any

import yaml
from yaml.error import YAMLError
from yaml.events import DocumentStartEvent, ScalarEvent

try:
    from yaml._yaml import CParser
except ImportError:  # PyYAML without libyaml
    CParser = None  # type: ignore[assignment, misc]

NextEvent = Callable[[], Any]
"""Gives the next event of a text; after the last one it must not be called. Raises YAMLError or ValueError.
"""

EventSource = Callable[[str], NextEvent]


def libyaml_events(text: str) -> NextEvent:
    """The events of a text by libyaml: quick, and never recursive."""
    return CParser(text).get_event


def python_events(text: str) -> NextEvent:
    """The events of a text by PyYAML's own parser: the same, some fifteen times slower."""
    return _levelled(text).__next__


best_events: EventSource = python_events if CParser is None else libyaml_events


class TooDeep(Exception):  # noqa: N818 - a refusal, not a mistake
    """The Python parser ran out of stack."""


def _levelled(text: str) -> Iterator[Any]:
    try:
        event: Any
        for event in yaml.parse(text, Loader=yaml.SafeLoader):
            kind = event.__class__
            if kind is ScalarEvent and _has_surrogate(event.value):
                raise _error("found invalid Unicode character escape code", event)
            if kind is DocumentStartEvent and event.version not in (None, (1, 1), (1, 2)):
                raise _error("found incompatible YAML document", event)
            yield event
    except YAMLError:
        raise
    except RecursionError as error:
        raise TooDeep from error
    except Exception as error:
        # e.g. ValueError for "\U00110000", which libyaml reports as a scanner error
        raise YAMLError(str(error)) from error


def _has_surrogate(text: str) -> bool:
    return not text.isascii() and any("\ud800" <= character <= "\udfff" for character in text)


def _error(problem: str, event: Any) -> YAMLError:
    return yaml.MarkedYAMLError(problem=problem, problem_mark=event.start_mark)
