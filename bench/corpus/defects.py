"""Defects sown into the records at known places, and what a check says of each.

There is at most one in a file and in what belongs to a system, so whoever reports a file has found its defect, and
defects have no bearing on each other. Each is something that happens to people: a line forgotten, a word misspelt, a
day that passed.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping
from copy import deepcopy
from dataclasses import dataclass
from datetime import date
from random import Random
from typing import Any

from corpus.plan import System
from corpus.yaml_text import Verbatim

Record = dict[str, Any]
Files = dict[str, list[Record]]
Change = Callable[[System, Files, str], None]
"""What is done for a system to the file at a path, and where that must follow, to other files."""

SYSTEM = "governance/systems/{0.id}.yaml"
DATA = "governance/data/{0.id}.yaml"
CARD = "governance/models/{0.id}.yaml"
RESULTS = "governance/assessments/{0.id}.yaml"
RISKS = "governance/units/{0.unit.id}/risks.yaml"
SUPPLIERS = "governance/units/{0.unit.id}/third-parties.yaml"
MONITORING = "governance/units/{0.unit.id}/monitoring.yaml"
OPERATIONS = "governance/units/{0.unit.id}/operations.yaml"
SOA = "governance/risk/soa.yaml"
UNUSED_CONTROL = "A.2.3"
"""A control that no risk names."""
LAST_OLD_DAY = date(2025, 9, 1)
"""What was last reviewed before it is overdue."""


@dataclass(frozen=True, slots=True)
class Sort:
    """A sort of defect: its name, the file it is in, the rule that tells of it, how it is made, where it is told."""

    name: str
    path: str
    rule: str
    change: Change
    told_in: str | None = None
    """The file at which the finding points, if that is another one."""


@dataclass(frozen=True, slots=True)
class Defect:
    """A defect that was sown: of which sort, in which file, and the rule that must find it once, in which file."""

    sort: str
    path: str
    rule: str
    told_in: str


class TooManyError(Exception):
    """There are not systems enough for so many defects."""


def sow(records: Mapping[str, list[Record]], systems: Iterable[System], number: int) -> tuple[Files, list[Defect]]:
    """Records with so many defects, sort after sort, and the list of them by path. Raises TooManyError."""
    found: Files = dict(records)
    untouched = [system for system in systems if _is_common(system)]
    Random(f"defects/{number}").shuffle(untouched)
    sown: dict[str, Defect] = {}
    for sort in _taking_turns(number):
        place = _place(sort, untouched, sown, found)
        if place is None:
            continue
        system, path = place
        sort.change(system, found, path)
        sown[path] = Defect(sort.name, path, sort.rule, (sort.told_in or path).format(system))
        untouched.remove(system)
        if len(sown) == number:
            return found, [sown[path] for path in sorted(sown)]
    raise TooManyError(f"there is room for {len(sown)} defects, not for {number}: write more systems")


def _is_common(system: System) -> bool:
    """Whether the system is like most: in use, built by us, its card in YAML, no incident."""
    return system.stage == "deployed" and system.own and system.number % 10 != 1 and system.number % 25 != 0


def _taking_turns(number: int) -> Iterator[Sort]:
    for _ in range(number):
        yield from SORTS


def _place(
    sort: Sort, systems: Iterable[System], sown: Mapping[str, Defect], found: Files
) -> tuple[System, str] | None:
    for system in systems:
        path = sort.path.format(system)
        if path not in sown and (sort.name not in FITS or FITS[sort.name](system)) and path in found:
            return system, path
    return None


def _record(files: Files, path: str, kind: str | None = None, about: str | None = None) -> Record:
    """The record of that kind and about that system in a file, free to be changed."""
    files[path] = deepcopy(files[path])
    return next(
        record
        for record in files[path]
        if kind in (None, record["kind"]) and (about is None or record.get("system") == about)
    )


def _without(field: str, kind: str | None = None) -> Change:
    def change(_system: System, files: Files, path: str) -> None:
        del _record(files, path, kind)[field]

    return change


def _with(field: str, value: Any, kind: str | None = None) -> Change:
    def change(_system: System, files: Files, path: str) -> None:
        _record(files, path, kind)[field] = value

    return change


def _misspelt_field(_system: System, files: Files, path: str) -> None:
    record = _record(files, path)
    record["feedback_chanel"] = record.pop("feedback_channel")


def _no_stop_mechanism(_system: System, files: Files, path: str) -> None:
    del _record(files, path)["oversight"]["stop_mechanism"]


def _stale_review(_system: System, files: Files, path: str) -> None:
    record = _record(files, path)
    record["last_reviewed"] = record["created"]


def _duplicate_id(_system: System, files: Files, path: str) -> None:
    files[path] = [*files[path], deepcopy(files[path][0])]


def _repeated_key(_system: System, files: Files, path: str) -> None:
    record = _record(files, path)
    record["contact"] = Verbatim(f"{record['contact']}\ncontact: {record['contact']}")


def _live_without_assessment(system: System, files: Files, path: str) -> None:
    files[path] = [record for record in files[path] if record["kind"] != "impact_assessment"]
    del _risk(system, files, RISKS.format(system))["raised_from"]


def _open_condition(_system: System, files: Files, path: str) -> None:
    del _record(files, path, "impact_assessment")["conditions"][0]["done_on"]


def _failed_criterion(_system: System, files: Files, path: str) -> None:
    _record(files, path, "evaluation")["criteria"][0] |= {"value": 0.61, "result": "failed"}


def _unapproved_deployment(_system: System, files: Files, path: str) -> None:
    record = _record(files, path, "deployment")
    record["status"] = "draft"
    del record["approved_by"], record["approved_on"]


def _risk(system: System, files: Files, path: str) -> Record:
    risks = _record(files, path)["risks"]
    return next(risk for risk in risks if risk["id"] == f"R-{system.id}")


def _wrong_level(system: System, files: Files, path: str) -> None:
    _risk(system, files, path)["level"] = "critical"


def _expired_acceptance(system: System, files: Files, path: str) -> None:
    _risk(system, files, path)["acceptance"] = {
        "by": "risk-officer",
        "date": date(2026, 3, 2),
        "until": date(2026, 8, 31),
        "reason": "Until the new signals are in use.",
    }


def _expired_contract(_system: System, files: Files, path: str) -> None:
    _record(files, path, "suppliers")["suppliers"][0]["contract"]["end"] = date(2026, 9, 30)


def _ignored_alarm(system: System, files: Files, path: str) -> None:
    _record(files, path, "monitoring", system.id)["metrics"][0]["last_value"] = 5.2


def _spaced_id(system: System, files: Files, path: str) -> None:
    record = _record(files, path, "monitoring", system.id)
    record["id"] = record["id"].replace("-", " ")


def _no_effectiveness(_system: System, files: Files, path: str) -> None:
    del _record(files, path, "nonconformities")["nonconformities"][0]["effectiveness"]


def _missing_row(_system: System, files: Files, path: str) -> None:
    record = _record(files, path)
    record["controls"] = [row for row in record["controls"] if row["control"] != UNUSED_CONTROL]


FITS: dict[str, Callable[[System], bool]] = {
    "stale review": lambda system: system.built_on < LAST_OLD_DAY,
    "open condition": lambda system: system.number % 4 == 0,
}
"""Sorts that not every system has room for."""

SORTS = (
    Sort("broken reference", DATA, "broken-ref", _with("supplier", "no-such-supplier")),
    Sort("missing field", SYSTEM, "system-no-intended-use", _without("intended_use")),
    Sort("stale review", DATA, "review-overdue", _stale_review),
    Sort("live without assessment", RESULTS, "deployed-without-aiia", _live_without_assessment, SYSTEM),
    Sort("SoA row missing", SOA, "soa-control-missing", _missing_row),
    Sort("unknown field", SYSTEM, "unknown-field", _misspelt_field),
    Sort("bad enum", SYSTEM, "bad-enum-value", _with("risk_tier", "hihg")),
    Sort("duplicate id", DATA, "duplicate-id", _duplicate_id),
    Sort("not YAML", CARD, "not-yaml", _with("licence", Verbatim("[Our own"))),
    Sort("repeated key", CARD, "duplicate-key", _repeated_key),
    Sort("no such day", SYSTEM, "bad-date", _with("stage_since", Verbatim("2026-02-30"))),
    Sort("wrong type", SYSTEM, "wrong-type", _with("users", "Clerks")),
    Sort("bad id", MONITORING, "bad-id", _spaced_id),
    Sort("owner unknown", SYSTEM, "owner-not-a-role", _with("owner", "head-of-nothing")),
    Sort("no stop mechanism", SYSTEM, "no-stop-mechanism", _no_stop_mechanism),
    Sort("no limitations", CARD, "card-no-limitations", _without("limitations")),
    Sort("no disposal", DATA, "dataset-no-disposal", _without("disposal")),
    Sort("versions apart", CARD, "card-contradicts-inventory", _with("version", "0.9"), SYSTEM),
    Sort("open condition", RESULTS, "open-aiia-condition", _open_condition),
    Sort("passed despite failure", RESULTS, "passed-despite-failure", _failed_criterion),
    Sort("go-live not approved", RESULTS, "deployed-without-approval", _unapproved_deployment, SYSTEM),
    Sort("risk level off the matrix", RISKS, "risk-level-mismatch", _wrong_level),
    Sort("acceptance expired", RISKS, "acceptance-expired", _expired_acceptance),
    Sort("contract expired", SUPPLIERS, "contract-expired", _expired_contract),
    Sort("alarm ignored", MONITORING, "alarm-ignored", _ignored_alarm),
    Sort("effectiveness not shown", OPERATIONS, "nc-closed-no-effectiveness", _no_effectiveness),
)
