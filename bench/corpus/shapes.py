"""The same organisation written down in other shapes, for questions that the usual corpus does not ask.

Nothing is said to be silent here: a shape may be one that a rule objects to.
"""

from collections.abc import Callable, Iterator, Mapping
from itertools import pairwise
from pathlib import PurePosixPath
from typing import Any

Record = dict[str, Any]
Records = dict[str, list[Record]]
"""Records by the file that holds them."""

ENTRIES = {
    "changes": "changes",
    "competence": "competence_needs",
    "concerns": "concerns",
    "customers": "customers",
    "improvements": "improvements",
    "incidents": "incidents",
    "interested_parties": "interested_parties",
    "nonconformities": "nonconformities",
    "objectives": "objectives",
    "obligations": "obligations",
    "risk_register": "risks",
    "roles": "roles",
    "suppliers": "suppliers",
}
"""Where the kinds of registers that there is one of in each unit have their entries."""
FOLDERS = 16
LEVELS = 48
"""How deep folders and values of the deep shape lie; 64 is as deep as values may lie."""
PARAGRAPHS = 40


def few_huge_registers(records: Mapping[str, list[Record]]) -> Records:
    """One register a kind for everybody, and one file for all other records of a kind."""
    found: Records = {}
    for record in _each(records):
        kind, plain = record["kind"], {name: value for name, value in record.items() if name != "body"}
        held = found.setdefault(f"governance/{kind}.yaml", [])
        if kind in ENTRIES and held:
            held[0][ENTRIES[kind]] = [*held[0][ENTRIES[kind]], *record[ENTRIES[kind]]]
        else:
            held.append(plain)
    return found


def many_tiny_files(records: Mapping[str, list[Record]]) -> Records:
    """One file a record, and one register an entry."""
    found: Records = {}
    for path, held in records.items():
        place = PurePosixPath(path)
        for part in (part for record in held for part in _parts(record)):
            ending = ".md" if "body" in part else ".yaml"
            found[f"{place.with_suffix('')}/{part['kind']}/{part['id']}{ending}"] = [part]
    return found


def deep(records: Mapping[str, list[Record]]) -> Records:
    """Folders in folders, values in values, and roles that report to each other in one line."""
    below = "/".join(f"level-{number}" for number in range(FOLDERS))
    chain = [role for record in _each(records) if record["kind"] == "roles" for role in record["roles"]]
    superior = {role["id"]: before["id"] for before, role in pairwise(chain)}
    found: Records = {}
    for path, held in records.items():
        place = PurePosixPath(path)
        found[f"{place.parent}/{below}/{place.name}"] = [_deepened(record, superior) for record in held]
    return found


def long_prose(records: Mapping[str, list[Record]]) -> Records:
    """A dozen kilobytes of notes in each record, and long justifications in the Statement of Applicability."""
    return {path: [_wordy(record) for record in held] for path, held in records.items()}


SHAPES: dict[str, Callable[[Mapping[str, list[Record]]], Records]] = {
    "few-huge-registers": few_huge_registers,
    "many-tiny-files": many_tiny_files,
    "deep": deep,
    "long-prose": long_prose,
}


def _each(records: Mapping[str, list[Record]]) -> Iterator[Record]:
    for held in records.values():
        yield from held


def _parts(record: Record) -> Iterator[Record]:
    field = ENTRIES.get(record["kind"])
    if field is None or field not in record:
        yield record
        return
    for entry in record[field]:
        yield record | {"id": f"{record['id']}-{entry['id']}", field: [entry]}


def _deepened(record: Record, superior: Mapping[str, str]) -> Record:
    value: Any = "The innermost value."
    for number in range(LEVELS):
        value = {f"level-{number}": value} if number % 2 else [value, f"Beside level {number}."]
    changed = record | {"extensions": {"plan": value}}
    if record["kind"] == "roles":
        changed["roles"] = [role | _reporting(role, superior) for role in record["roles"]]
    return changed


def _reporting(role: Record, superior: Mapping[str, str]) -> Record:
    return {"reports_to": superior[role["id"]]} if role["id"] in superior else {}


def _wordy(record: Record) -> Record:
    said = (
        f"What {record['id']} says was read by those whom it concerns, compared with what happens at the desk, and "
        "talked through with the people who do the work; what they wished otherwise was written down with a reason. "
        "Nothing here stands for another record: figures are where they were measured, and names are names of roles."
    )
    changed = record | {"notes": " ".join(f"{said} Paragraph {number}." for number in range(PARAGRAPHS))}
    if "body" in record:
        changed["body"] = record["body"] + f"\n\n{said}" * PARAGRAPHS
    if record["kind"] == "soa":
        changed["controls"] = [
            row | {"justification": f"{row['justification']} {said * PARAGRAPHS}"} for row in record["controls"]
        ]
    return changed
