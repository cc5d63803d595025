"""JSON in ASCII that also a runner's log may show: no text in it starts a command."""

import json
from typing import Any


def encoded(value: Any, indent: int | None = None) -> str:
    """`value` as JSON. Two `#` never stand beside each other, because runners take `##[` for a command."""
    written = json.dumps(value, ensure_ascii=True, allow_nan=False, indent=indent)
    return written.replace("##", "#\\u0023")
