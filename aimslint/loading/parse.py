"""Text to plain data, by whichever way is quicker."""

from aimslint.loading.by_lines import read_by_lines
from aimslint.loading.limits import Limits
from aimslint.loading.parsed import Parsed
from aimslint.loading.source import EventSource, best_events
from aimslint.loading.spans import Recorder


def parse(text: str, limits: Limits, *, events: EventSource = best_events, recorder: Recorder | None = None) -> Parsed:
    """The documents and faults of a YAML text. Raises nothing, whatever the text; empty documents do not
    count.
    """
    if recorder is None and events is best_events:
        plain = read_by_lines(text, limits)
        if plain is not None:
            return plain
    from aimslint.loading.by_events import read_by_events

    return read_by_events(text, limits, events, recorder)
