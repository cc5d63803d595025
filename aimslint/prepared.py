"""The files of the packs that come with aimslint, parsed and checked ahead: rules without their examples, catalogues,
crosswalks.

To parse and check them takes a tenth of a second, as long as all else that a check of few files does. `make generate`
writes down what they hold, each file under a digest of its bytes. So a file that was changed, or is another's, is not
found here, and whoever asks reads it.
"""

import hashlib
import json
from collections.abc import Mapping
from contextlib import suppress
from functools import cache
from pathlib import Path
from types import SimpleNamespace
from typing import Any

FOLDER = Path(__file__).parent
FILE = FOLDER / "prepared.txt"
FORM = "~"
"""The only key of what stands for an object of one of our forms."""

_DIGEST = 64
_OBJECT = f'{{"{FORM}":'.encode()
_FORMS = ("packs/files.py", "rulebook/rule_file.py", "prepared.py")


def prepared(raw: bytes) -> Any:
    """What a file of these bytes holds, with the attributes of its form; None where that is not known."""
    known = _lines().get(hashlib.sha256(raw).hexdigest().encode())
    with suppress(ValueError, IndexError):
        if known is not None:
            said = known.split(b" ", 2)[2]
            if said.count(_OBJECT) == 1:  # a rule, of which there are hundreds: no look at each map inside
                return _object(json.loads(said))
            return json.loads(said, object_hook=_object)
    return None


def made_of(folder: Path = FOLDER) -> str:
    """A digest of the forms that files are checked against: with others, all would be checked anew."""
    return hashlib.sha256(b"\0".join((folder / form).read_bytes() for form in _FORMS)).hexdigest()


def line(path: str, raw: bytes, data: Any) -> str:
    """What is written down of a file; `data` are its plain data, each object of a form below the key `FORM`."""
    return f"{hashlib.sha256(raw).hexdigest()} {path} {json.dumps(data, ensure_ascii=False, separators=(',', ':'))}\n"


@cache
def _lines() -> Mapping[bytes, bytes]:
    """By digest, the line that tells of a file. Most are not asked for in a run, and none is taken apart before."""
    with suppress(OSError):
        first, *others = FILE.read_bytes().splitlines()
        if first == made_of().encode():
            return {line[:_DIGEST]: line for line in others}
    return {}


def _object(found: dict[str, Any]) -> Any:
    return SimpleNamespace(**found[FORM]) if found.keys() == {FORM} else found


__all__ = ["FILE", "FORM", "line", "made_of", "prepared"]
