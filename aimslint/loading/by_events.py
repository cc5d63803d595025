"""The events of a parser to plain data: maps, lists, text, numbers, booleans and null.

One loop over the events of the parser, with a stack of its own: nothing here or below recurses on the input.
The loop is the hottest code of aimslint, a call of it costs less than half of a plain `yaml.load`; whatever
is rare (tags, anchors, repeated keys) is dealt with outside of it.

Faults: `duplicate-key` (the first value is kept), `merge-key` (`<<` is refused: what a record says stands in
it), `bad-key` (nothing, or a list or map, as key; the pair is left out), `bad-tag`, `special-number` (the
value becomes null, its keys are told), and those after which the document is given up: `not-yaml`,
`too-deep`, `too-many-nodes`, `alias-bomb`. Keys are text as written: `1: x` has the key `1`. Documents before
a fault are kept.
"""

from sys import intern
from typing import Any

from yaml.error import YAMLError
from yaml.events import (
    AliasEvent,
    DocumentEndEvent,
    DocumentStartEvent,
    MappingEndEvent,
    MappingStartEvent,
    ScalarEvent,
    SequenceEndEvent,
    SequenceStartEvent,
    StreamEndEvent,
)

from aimslint.loading.anchors import too_deep, too_many_nodes
from aimslint.loading.builder import IS_KEY, LEFT_OUT, ODD_KEYS, Builder, Frame, is_marked
from aimslint.loading.events import TooDeep
from aimslint.loading.fault import Fault, Stop
from aimslint.loading.limits import Limits
from aimslint.loading.parsed import Parsed
from aimslint.loading.scalars import TYPED_STARTS, Refused, typed
from aimslint.loading.source import EventSource, NextEvent
from aimslint.loading.spans import Recorder
from aimslint.loading.syntax import syntax_fault


def read_by_events(text: str, limits: Limits, events: EventSource, recorder: Recorder | None) -> Parsed:
    """The documents and faults of a text. Raises nothing, whatever the text."""
    builder = Builder(text, limits, recorder)
    parsed = builder.parsed
    try:
        # Anchors and tags cannot be where their characters are not: then the loop need not ask each event.
        may_be_marked = "&" in text or "!" in text
        _build(events(text), builder, limits, recorder, may_be_marked)
    except Stop as stop:
        parsed.give_up(stop.fault)
    except TooDeep:
        values = {"found": "too many lists and maps inside each other", "expected": f"at most {limits.depth}"}
        parsed.give_up(Fault("too-deep", 0, 0, values))
    except (YAMLError, ValueError) as error:
        parsed.give_up(syntax_fault(error, text))
    return parsed


# One function on purpose: a call for each event would cost as much as the rest of the loop.
def _build(  # noqa: C901
    next_event: NextEvent, builder: Builder, limits: Limits, recorder: Recorder | None, may_be_marked: bool
) -> None:
    replaced, opened = builder.replaced, builder.anchors.opened
    stack: list[Frame] = []
    container: Any = []
    in_map = False
    key: str | None = None  # in a map: the key whose value comes next
    key_event: Any = None
    nodes_left = limits.nodes
    deepest = limits.depth
    event: Any = next_event()
    while True:
        kind = event.__class__
        if kind is ScalarEvent:
            nodes_left -= 1
            if nodes_left < 0:
                raise too_many_nodes(event, limits)
            value = event.value
            if in_map and key is None:
                key = intern(value)
                key_event = event
                if key in container or key in ODD_KEYS or (may_be_marked and is_marked(event)):
                    key = builder.odd_key(event, key, stack, container)
            else:
                if may_be_marked and is_marked(event):
                    value = builder.marked_scalar(event, stack, container, key)
                elif not event.style and value[:1] in TYPED_STARTS:
                    try:
                        value = typed(value)
                    except Refused as refused:
                        value = None
                        builder.refuse(refused, event, stack, container, key)
                if recorder is not None:
                    recorder.value(container, key, key_event, event)
                if in_map:
                    container[key] = value
                    key = None
                else:
                    container.append(value)
        elif kind is MappingStartEvent or kind is SequenceStartEvent:
            nodes_left -= 1
            if nodes_left < 0:
                raise too_many_nodes(event, limits)
            is_map = kind is MappingStartEvent
            child: Any = {} if is_map else []
            if may_be_marked and is_marked(event):
                builder.marked_collection(event, child, stack, container, key)
            if in_map and key is None:
                builder.collection_as_key(event, stack, container)
                key = IS_KEY
                if recorder is not None:
                    recorder.value(None, None, None, event, child)
            else:
                if recorder is not None:
                    recorder.value(container, key, key_event, event, child)
                if in_map:
                    container[key] = child
                else:
                    container.append(child)
            stack.append((container, key, in_map))
            if len(stack) > deepest:
                raise too_deep(event, limits)
            container, in_map, key = child, is_map, None
        elif kind is MappingEndEvent or kind is SequenceEndEvent:
            if replaced:
                builder.put_back(container)
            if opened:
                builder.anchors.close(event, container)
            if recorder is not None:
                recorder.end(event)
            container, key, in_map = stack.pop()
            if key is IS_KEY:
                key, key_event = LEFT_OUT, event
            else:
                key = None
        elif kind is AliasEvent:
            value, copied = builder.anchors.resolve(event, len(stack) + 1, nodes_left)
            nodes_left -= copied + 1
            if nodes_left < 0:
                raise too_many_nodes(event, limits)
            if in_map and key is None:
                key = builder.alias_as_key(event, value, stack, container)
                key_event = event
            else:
                if recorder is not None:
                    recorder.value(container, key, key_event, event, is_alias=True)
                if in_map:
                    container[key] = value
                    key = None
                else:
                    container.append(value)
        elif kind is DocumentStartEvent:
            container = []
            if recorder is not None:
                recorder.begin(container)
            event = next_event()  # the document's value: a node that is nowhere written is an empty document
            builder.begin_document(event)
            continue
        elif kind is DocumentEndEvent:
            builder.end_document(event, container)
        elif kind is StreamEndEvent:
            return
        event = next_event()
