"""The rare cases of reading YAML: keys, tags and anchors that need a second look, and what to say about them."""

from sys import intern
from typing import Any, Literal

from yaml.events import MappingStartEvent, ScalarEvent

from aimslint.loading.anchors import Anchors
from aimslint.loading.fault import Fault
from aimslint.loading.limits import Limits
from aimslint.loading.parsed import Parsed, RawDocument, Value
from aimslint.loading.scalars import Refused, collection_tag_fault, tagged, typed
from aimslint.loading.spans import Recorder

# The key of a pair that is left out, while its value is read. No plain key can hold the character.
LEFT_OUT = "\x00left out"
# In the stack, in place of a key: what is being read is itself a key.
IS_KEY = "\x00is key"
ODD_KEYS = frozenset(("", "<<"))
_MISSING = object()

Frame = tuple[Any, str | None, bool]  # container, pending key, is it a map


class Builder:
    """The rare cases of the loop, and what must be remembered for them."""

    __slots__ = ("_dropped", "_empty", "_line", "_recorder", "anchors", "parsed", "replaced")

    def __init__(self, text: str, limits: Limits, recorder: Recorder | None) -> None:
        self.parsed = Parsed()
        self.anchors = Anchors(len(text), limits, recorder)
        # (map, key, value before): pairs to put back, or to take out, when the map is complete
        self.replaced: list[tuple[dict[str, Any], str, Any]] = []
        self._dropped: set[tuple[int, str]] = set()  # the same pairs, to be asked for
        self._recorder = recorder
        self._line = 1
        self._empty = False

    def begin_document(self, event: Any) -> None:
        """A document begins, with the event of its value."""
        self.anchors.forget()
        self._line = event.start_mark.line + 1
        is_scalar = event.__class__ is ScalarEvent
        self._empty = is_scalar and event.start_mark.index == event.end_mark.index

    def end_document(self, event: Any, root: list[Any]) -> None:
        """A document is complete."""
        if not self._empty:
            self.parsed.documents.append(RawDocument(root[0], self._line, event.end_mark.index))
        elif self._recorder is not None:
            self._recorder.drop()

    def odd_key(self, event: Any, key: str, stack: list[Frame], container: dict[str, Any]) -> str:
        """The key to use for one that is empty, `<<`, marked with a tag or an anchor, or there already."""
        if event.anchor is not None:
            self.anchors.scalar(event, key)
        if event.tag is not None:
            try:
                tagged(event.tag, key)
            except Refused as refused:
                self._fault(refused.rule, event, refused.values, stack, container, key, "key")
        elif not event.style and key == "":
            return self._leave_out("bad-key", event, {"found": "no key", "expected": "a key"}, stack, container)
        elif not event.style and key == "<<":
            values = {"found": "the merge key <<", "expected": "the keys written out in this map"}
            return self._leave_out("merge-key", event, values, stack, container)
        return self._once(event, key, stack, container)

    def alias_as_key(self, event: Any, value: Value, stack: list[Frame], container: dict[str, Any]) -> str:
        """The key that an alias stands for."""
        if isinstance(value, str) and value != "":
            return self._once(event, intern(value), stack, container)
        values = {"found": f"the alias *{event.anchor} as a key", "expected": "text as a key"}
        return self._leave_out("bad-key", event, values, stack, container)

    def collection_as_key(self, event: Any, stack: list[Frame], container: dict[str, Any]) -> None:
        """A list or map stands where a key must."""
        found = "a map as a key" if event.__class__ is MappingStartEvent else "a list as a key"
        values = {
            "found": found,
            "expected": "text as a key; in quotes when it begins with a bracket or brace",
        }
        self._leave_out("bad-key", event, values, stack, container)

    def marked_scalar(self, event: Any, stack: list[Frame], container: Any, key: str | None) -> Value:
        """The value of a scalar with a tag, an anchor or both."""
        value: Value = event.value
        try:
            if event.tag is not None:
                value = tagged(event.tag, value)
            elif not event.style:
                value = typed(value)
        except Refused as refused:
            value = None
            self.refuse(refused, event, stack, container, key)
        if event.anchor is not None:
            self.anchors.scalar(event, value)
        return value

    def marked_collection(self, event: Any, child: Any, stack: list[Frame], container: Any, key: str | None) -> None:
        """A list or map with a tag, an anchor or both begins."""
        if event.anchor is not None:
            self.anchors.open(event, child)
        if event.tag is not None:
            values = collection_tag_fault(event.tag, is_map=isinstance(child, dict))
            if values:
                self._fault("bad-tag", event, values, stack, container, key)

    def refuse(self, refused: Refused, event: Any, stack: list[Frame], container: Any, key: str | None) -> None:
        """A scalar stands for no value: say so. Null is to take its place."""
        self._fault(refused.rule, event, refused.values, stack, container, key)

    def put_back(self, container: Any) -> None:
        """A map is complete: repeated keys get their first value again, pairs that are left out go."""
        while self.replaced and self.replaced[-1][0] is container:
            holder, key, before = self.replaced.pop()
            self._dropped.discard((id(holder), key))
            if before is _MISSING:
                holder.pop(key, None)
            else:
                holder[key] = before

    def _once(self, event: Any, key: str, stack: list[Frame], container: dict[str, Any]) -> str:
        if key in container:
            values = {"key": key if len(key) <= 60 else key[:59] + "…"}
            self._fault("duplicate-key", event, values, stack, container, key, "key", repeats=True)
            self._replace_later(container, key)
        return key

    def _leave_out(
        self, rule: str, event: Any, values: dict[str, str], stack: list[Frame], container: dict[str, Any]
    ) -> str:
        self._fault(rule, event, values, stack, container)
        self._replace_later(container, LEFT_OUT)
        return LEFT_OUT

    def _replace_later(self, container: dict[str, Any], key: str) -> None:
        self.replaced.append((container, key, container.get(key, _MISSING)))
        self._dropped.add((id(container), key))

    def _fault(
        self,
        rule: str,
        event: Any,
        values: dict[str, str],
        stack: list[Frame],
        container: Any,
        key: str | None = None,
        part: Literal["key", "value"] = "value",
        *,
        repeats: bool = False,
    ) -> None:
        """Remember a fault of what is about to be put into a container, or, without a key, of a map itself.

        The data path is counted back from the stack. What stands inside of something that is dropped anyway has none,
        and is not told: one fault was told already.
        """
        if self.parsed.full:
            return
        keys: list[str | int] = []
        for holder, pending, in_map in stack[1:]:
            if pending is IS_KEY or (id(holder), pending) in self._dropped:
                return
            keys.append(pending if in_map and pending is not None else len(holder) - 1)
        if stack and isinstance(container, list):
            keys.append(len(container))
        elif key is not None:
            if part == "value" and (id(container), key) in self._dropped:
                return
            keys.append(key)
        start = event.start_mark.index
        end = max(start + 1, event.end_mark.index)
        document = len(self.parsed.documents)
        self.parsed.add(Fault(rule, start, end, values, document, tuple(keys), part, repeats=repeats))


def is_marked(event: Any) -> bool:
    """Whether a node bears a tag or an anchor."""
    return event.tag is not None or event.anchor is not None
