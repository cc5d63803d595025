"""Bytes to text: strict UTF-8 without characters that hide, forge or break lines.

Faults: `too-large`, `not-utf-8`, `control-character`. Refused are the control characters C0 (other than tab,
LF and CR), DEL and C1, NUL among them; the line and paragraph separators U+2028 and U+2029, which YAML 1.1
and 1.2 read differently; a byte order mark inside the text; and the two non-characters U+FFFE and U+FFFF.
"""

import unicodedata

from aimslint.loading.fault import Fault
from aimslint.loading.limits import Limits, in_words
from aimslint.pattern import pattern

BOM = b"\xef\xbb\xbf"
_CONTROLS = bytes({*range(0x20), 0x7F} - {0x09, 0x0A, 0x0D})
_REFUSED_BYTES = pattern(rb"\xc2[\x80-\x9f]|\xe2\x80[\xa8\xa9]|\xef(?:\xbb\xbf|\xbf[\xbe\xbf])")
_REFUSED = pattern("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u2028\u2029\ufeff\ufffe\uffff]")
_WIDE = Fault("not-utf-8", 0, 0, {"found": "UTF-16 or UTF-32 text", "expected": "UTF-8 text"})
_NAMES = {
    "\x00": "NUL",
    "\x1b": "ESC",
    "\x7f": "DEL",
    "\x85": "NEL",
    "\u2028": "line separator",
    "\u2029": "paragraph separator",
    "\ufeff": "byte order mark",
}


def decode(raw: bytes, limits: Limits) -> tuple[str, Fault | None]:
    """The text of a file without its byte order mark, and what is wrong with it.

    With a fault, the text is what could be read before it: enough to say on which line the fault stands.
    """
    fault = oversize(len(raw), limits)
    if fault:
        return "", fault
    if raw.startswith(BOM):
        raw = raw[len(BOM) :]
    try:
        text = raw.decode("utf-8")
    except UnicodeDecodeError as error:
        if _is_wide(raw):
            return "", _WIDE
        text = raw[: error.start].decode("utf-8")
        values = {"found": f"the byte 0x{raw[error.start]:02X}", "expected": "UTF-8 text"}
        return text, Fault("not-utf-8", len(text), len(text), values)
    if _has_refused(raw):
        if _is_wide(raw):
            return "", _WIDE
        found = _REFUSED.search(text)
        assert found is not None
        values = {"found": _name(found.group()), "expected": "text without control characters"}
        return text, Fault("control-character", found.start(), found.end(), values)
    return text, None


def oversize(size: int, limits: Limits) -> Fault | None:
    """The fault of a file of so many bytes, if it is too large: for those who know the size before reading."""
    if size <= limits.file_bytes:
        return None
    values = {"found": in_words(size), "expected": f"at most {in_words(limits.file_bytes)}"}
    return Fault("too-large", 0, 0, values)


def _is_wide(raw: bytes) -> bool:
    """Whether the bytes are UTF-16 or UTF-32: by their byte order mark, or by a NUL beside an ASCII character."""
    if raw.startswith((b"\xff\xfe", b"\xfe\xff", b"\x00\x00\xfe\xff")):
        return True
    head = raw[:4]
    return len(head) == 4 and (head[0::2] == b"\0\0") != (head[1::2] == b"\0\0")


def _has_refused(raw: bytes) -> bool:
    """Asked of every file, so asked of the bytes: a tenth of the time of a search in the text."""
    if len(raw.translate(None, _CONTROLS)) != len(raw):
        return True
    return not raw.isascii() and _REFUSED_BYTES.search(raw) is not None


def _name(character: str) -> str:
    name = _NAMES.get(character) or unicodedata.name(character, "control character")
    return f"U+{ord(character):04X} ({name})"
