"""Anchors and aliases, kept within a budget.

An alias of a scalar is the scalar. An alias of a list or map is a copy of its own, since later layers replace
single values in place. A few hundred bytes of aliases can stand for gigabytes, so the characters that all
aliases of a file stand for are counted before anything is copied, aliases within the copied part included:
`alias-bomb` beyond the budget of `Limits`, or when an alias stands inside what it names. Copies count towards
nodes and depth as well.
"""

from typing import Any

from aimslint.dataclass import dataclass
from aimslint.loading.fault import Fault, Stop
from aimslint.loading.limits import Limits
from aimslint.loading.spans import Recorder


@dataclass(slots=True)
class _Anchor:
    value: Any
    start: int
    expanded_before: int
    size: int | None = None  # characters, aliases inside written out; None while the anchor is still open


class Anchors:
    """The anchors of one document after the other; the budget is that of the file."""

    __slots__ = ("_anchors", "_budget", "_expanded", "_limits", "_recorder", "opened")

    def __init__(self, size: int, limits: Limits, recorder: Recorder | None) -> None:
        self.opened: list[_Anchor] = []
        self._anchors: dict[str, _Anchor] = {}
        self._limits = limits
        self._recorder = recorder
        self._budget = limits.expansion_factor * size + limits.expansion_extra
        self._expanded = 0

    def forget(self) -> None:
        """A new document begins: anchors do not reach into it."""
        self._anchors.clear()
        self.opened.clear()

    def scalar(self, event: Any, value: Any) -> None:
        """Remember an anchored scalar."""
        start = event.start_mark.index
        self._anchors[event.anchor] = _Anchor(value, start, 0, event.end_mark.index - start)

    def open(self, event: Any, container: Any) -> None:
        """Remember that an anchored list or map begins."""
        anchor = _Anchor(container, event.start_mark.index, self._expanded)
        self._anchors[event.anchor] = anchor
        self.opened.append(anchor)

    def close(self, event: Any, container: Any) -> None:
        """A list or map has ended; if it was anchored, aliases may name it from now on."""
        if self.opened[-1].value is container:
            anchor = self.opened.pop()
            anchor.size = event.end_mark.index - anchor.start + self._expanded - anchor.expanded_before

    def resolve(self, event: Any, depth: int, nodes_left: int) -> tuple[Any, int]:
        """What an alias stands for, and how many nodes were copied for it. Raises Stop."""
        name = event.anchor
        anchor = self._anchors.get(name)
        if anchor is None:
            values = {
                "found": f"the alias *{name} without an anchor",
                "expected": f"&{name} before it in the same document",
                "next": f"Write the value out, or put it in quotes if it is text: '*{name}'.",
            }
            raise _stop("not-yaml", event, values)
        if anchor.size is None:
            raise _stop("alias-bomb", event, {"found": f"*{name} inside &{name}, which never ends", **_WRITE_OUT})
        self._expanded += anchor.size
        if self._expanded > self._budget:
            found = f"aliases that stand for more than {self._budget:,} characters"
            raise _stop("alias-bomb", event, {"found": found, **_WRITE_OUT})
        if not isinstance(anchor.value, list | dict):
            return anchor.value, 0
        copier = _Copier(event, self._limits, nodes_left, self._recorder)
        return copier.copy(anchor.value, depth), nodes_left - copier.nodes_left


_WRITE_OUT = {"expected": "values written out where they belong"}


class _Copier:
    """Copies lists and maps; recursive, but never deeper than the limit of depth."""

    __slots__ = ("_event", "_limits", "_recorder", "nodes_left")

    def __init__(self, event: Any, limits: Limits, nodes_left: int, recorder: Recorder | None) -> None:
        self._event = event
        self._limits = limits
        self._recorder = recorder
        self.nodes_left = nodes_left

    def copy(self, value: Any, depth: int) -> Any:
        self.nodes_left -= 1
        if self.nodes_left < 0:
            raise too_many_nodes(self._event, self._limits)
        if not isinstance(value, list | dict):
            return value
        if depth > self._limits.depth:
            raise too_deep(self._event, self._limits)
        copied: list[Any] | dict[str, Any]
        if isinstance(value, list):
            copied = [self.copy(item, depth + 1) for item in value]
        else:
            copied = {key: self.copy(item, depth + 1) for key, item in value.items()}
        if self._recorder is not None:
            self._recorder.copied(copied, value)
        return copied


def too_deep(event: Any, limits: Limits) -> Stop:
    """The refusal of lists and maps nested beyond the limit."""
    found = f"more than {limits.depth} lists and maps inside each other"
    return _stop("too-deep", event, {"found": found, "expected": f"at most {limits.depth}"})


def too_many_nodes(event: Any, limits: Limits) -> Stop:
    """The refusal of a file with more values than the limit."""
    found = f"more than {limits.nodes:,} values in one file"
    return _stop("too-many-nodes", event, {"found": found, "expected": f"at most {limits.nodes:,}"})


def _stop(rule: str, event: Any, values: dict[str, str]) -> Stop:
    start = event.start_mark.index
    return Stop(Fault(rule, start, max(start + 1, event.end_mark.index), values))
