"""Write the bill of materials of a wheel: what it is, and what it runs with, in the versions that we test with.

Usage: `python tools/bill_of_materials.py dist/aimslint-1.0.0-py3-none-any.whl > aimslint.cdx.json`

CycloneDX 1.6 as JSON. What is needed stands in the metadata of the wheel and of the packages in this environment; their
versions and hashes in the lock of the action, which must be those. What only some systems need is in it as optional.
The same wheel and lock give the same bytes: no day, and a serial number that is worked out from the content.
"""

import hashlib
import json
import re
import sys
import uuid
import zipfile
from collections.abc import Iterable
from email import message_from_bytes
from email.message import Message
from importlib import metadata as installed
from pathlib import Path
from typing import Any

from packaging.requirements import Requirement

TOP = Path(__file__).resolve().parent.parent
LOCK = TOP / "requirements" / "action.txt"

_LOCKED = re.compile(r"^([\w.-]+)==(\S+)((?: \\\n    --hash=sha256:[0-9a-f]{64})+)", re.MULTILINE)

Component = dict[str, Any]


def bill(wheel: Path, lock: str) -> dict[str, Any]:
    """The bill of materials of a wheel, as plain data. Raises SystemExit where lock and environment differ."""
    metadata = _metadata(wheel)
    locked = {_name(found[1]): found for found in _LOCKED.finditer(lock)}
    wanted = [Requirement(line) for line in metadata.get_all("Requires-Dist", [])]
    edges = _edges(wanted, locked)
    ours = _ours(metadata, wheel)
    accepted = {_name(one.name): str(one.specifier) for one in wanted}
    always = _reached(_names(wanted, always=True), edges, always=True)
    components = [_component(locked[name], accepted.get(name), name in always) for name in sorted(edges)]
    made: dict[str, Any] = {
        "bomFormat": "CycloneDX",
        "specVersion": "1.6",
        "version": 1,
        "metadata": {"component": ours},
        "components": components,
        "dependencies": [
            {"ref": ours["bom-ref"], "dependsOn": _refs(_names(wanted), locked)},
            *({"ref": _ref(locked[name]), "dependsOn": _refs(_names(edges[name]), locked)} for name in sorted(edges)),
        ],
    }
    digest = hashlib.sha256(json.dumps(made, sort_keys=True).encode()).hexdigest()
    return {"serialNumber": f"urn:uuid:{uuid.UUID(digest[:32], version=5)}", **made}


def _edges(wanted: Iterable[Requirement], locked: dict[str, re.Match[str]]) -> dict[str, list[Requirement]]:
    """Of each package that is needed, and of those that they need, what it asks for."""
    found: dict[str, list[Requirement]] = {}
    waiting = _names(wanted)
    missing = waiting - locked.keys()
    if missing:
        raise SystemExit(f"{LOCK.name} does not hold {', '.join(sorted(missing))}; run `make lock`")
    while waiting:
        name = waiting.pop()
        if name not in found:
            found[name] = [each for each in _asked_by(locked[name]) if _name(each.name) in locked]
            waiting |= _names(found[name])
    return found


def _asked_by(found: re.Match[str]) -> list[Requirement]:
    there = installed.version(found[1])
    if there != found[2]:
        raise SystemExit(f"{found[1]} is {there} here and {found[2]} in {LOCK.name}; run `make lock`, then `make test`")
    return [Requirement(line) for line in installed.requires(found[1]) or ()]


def _names(wanted: Iterable[Requirement], *, always: bool = False) -> set[str]:
    """The packages asked for, without those of extras; with `always`, without those that only some systems need."""
    chosen = (one for one in wanted if "extra" not in str(one.marker or "") and not (always and one.marker))
    return {_name(one.name) for one in chosen}


def _reached(begun: set[str], edges: dict[str, list[Requirement]], *, always: bool) -> set[str]:
    reached = begun & edges.keys()
    while more := {name for each in reached for name in _names(edges[each], always=always)} & edges.keys() - reached:
        reached |= more
    return reached


def _metadata(wheel: Path) -> Message:
    with zipfile.ZipFile(wheel) as archive:
        (name,) = [name for name in archive.namelist() if name.endswith(".dist-info/METADATA")]
        return message_from_bytes(archive.read(name))


def _ours(metadata: Message, wheel: Path) -> Component:
    name, version = _name(str(metadata["Name"])), str(metadata["Version"])
    return {
        "type": "application",
        "bom-ref": _purl(name, version),
        "name": name,
        "version": version,
        "description": str(metadata["Summary"]),
        "licenses": [{"expression": str(metadata["License-Expression"])}],
        "purl": _purl(name, version),
        "hashes": [{"alg": "SHA-256", "content": hashlib.sha256(wheel.read_bytes()).hexdigest()}],
    }


def _component(found: re.Match[str], accepted: str | None, always: bool) -> Component:
    hashes = sorted(re.findall(r"sha256:([0-9a-f]{64})", found[3]))
    properties = [{"name": "aimslint:accepted-versions", "value": accepted}] if accepted else []
    properties += [{"name": "aimslint:file-sha256", "value": each} for each in hashes]
    return {
        "type": "library",
        "bom-ref": _ref(found),
        "name": _name(found[1]),
        "version": found[2],
        "scope": "required" if always else "optional",
        "purl": _ref(found),
        "properties": properties,
    }


def _refs(names: Iterable[str], locked: dict[str, re.Match[str]]) -> list[str]:
    return [_ref(locked[name]) for name in sorted(names) if name in locked]


def _ref(found: re.Match[str]) -> str:
    return _purl(_name(found[1]), found[2])


def _purl(name: str, version: str) -> str:
    return f"pkg:pypi/{name}@{version}"


def _name(written: str) -> str:
    """The one spelling of a package's name."""
    return re.sub(r"[-_.]+", "-", written.strip()).lower()


def main() -> int:
    """Print the bill of the wheel that the command line names."""
    if len(sys.argv) != 2:
        print("usage: python tools/bill_of_materials.py WHEEL", file=sys.stderr)
        return 2
    print(json.dumps(bill(Path(sys.argv[1]), LOCK.read_text("utf-8")), indent=2))
    return 0


if __name__ == "__main__":
    sys.exit(main())
