"""What gives the events of a text, unless somebody asks for another.

PyYAML is loaded for the first text that needs it. Most records are read by lines, and to load it takes as long as to
read forty of them, a twenty-fifth of the time of a hook.
"""

from collections.abc import Callable
from typing import Any

NextEvent = Callable[[], Any]
"""Gives the next event of a text; after the last one it must not be called. Raises YAMLError or ValueError."""

EventSource = Callable[[str], NextEvent]


def best_events(text: str) -> NextEvent:
    """The events of a text by the quickest parser there is."""
    from aimslint.loading.events import quickest

    return quickest(text)
