"""JSON as people read it: what fits on a line stands on one."""

import json
from typing import Any

WIDTH = 120


def json_text(value: Any) -> str:
    """The text of a JSON file; keys keep their order."""
    return _text(value, "", 0) + "\n"


def _text(value: Any, indent: str, before: int) -> str:
    """`value` as it stands after `before` characters on a line that is indented by `indent`."""
    flat = json.dumps(value, ensure_ascii=False)
    if before + len(indent) + len(flat) < WIDTH or not isinstance(value, (dict, list)) or not value:
        return flat
    inner = indent + "  "
    if isinstance(value, list):
        lines = [inner + _text(item, inner, 0) for item in value]
        return "[\n" + ",\n".join(lines) + f"\n{indent}]"
    named = [(json.dumps(key, ensure_ascii=False) + ": ", item) for key, item in value.items()]
    lines = [inner + name + _text(item, inner, len(name)) for name, item in named]
    return "{\n" + ",\n".join(lines) + f"\n{indent}}}"
