"""A year of four people who keep their management system as well as people do, told commit by commit."""

import copy
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

import yaml

from aimslint.history.scripted import Step

ADA, BEN = "Ada Obi <ada@acme.example>", "Ben Roth <ben@acme.example>"
EVE, DAN = "Eve Lang <eve@acme.example>", "Dan Kim <dan@acme.example>"
Record = dict[str, Any]


@dataclass(slots=True)
class Year:
    """The commits so far, and the records as they stand, one a file."""

    steps: list[Step] = field(default_factory=list)
    records: dict[str, Record] = field(default_factory=dict)
    dump: Callable[[Record], str] = lambda record: yaml.safe_dump(record, sort_keys=False, width=200)
    _written: dict[str, str] = field(default_factory=dict)

    def commit(self, on: str, by: str | Sequence[str], says: str, authored: str | None = None, **raw: str) -> None:
        """Commit what differs from the last commit. `raw` writes a file as text once, by the last part of its name."""
        now = {f"governance/{path}": self.dump(record) for path, record in self.records.items()}
        for name, text in raw.items():
            now[next(path for path in now if path.endswith(f"{name}.yaml"))] = text
        files: dict[str, str | None] = {path: text for path, text in now.items() if self._written.get(path) != text}
        files |= {path: None for path in self._written if path not in now}
        people = (by,) if isinstance(by, str) else tuple(by)
        when = date.fromisoformat(authored) if authored else None
        self.steps.append(Step(date.fromisoformat(on), people, files, says, when))
        self._written = now

    def approve(self, path: str, role: str, on: str, version: str | None = None) -> None:
        """Write an approval into a record."""
        self.records[path] |= {"status": "approved", "approved_by": role, "approved_on": on}
        if version is not None:
            self.records[path]["version"] = version


def the_year() -> list[Step]:
    """All commits, the oldest first."""
    year = Year()
    for part in (_beginning, _first_system, _going_live, _things_happen, _order_is_made, _summer, _autumn):
        part(year)
    return year.steps


def _role(id_: str, person: str, address: str) -> Record:
    return {"id": id_, "title": id_.title(), "holders": [{"person": person, "identities": [address]}]}


def _beginning(year: Year) -> None:
    roles = [
        _role("lead", "Ada Obi", "ada@acme.example"),
        _role("ceo", "Ben Roth", "Ben@Acme.example"),
        _role("science", "Eve Lang", "eve@acme.example"),
        _role("operations", "Dan Kim", "dan@acme.example"),
    ]
    year.records["roles.yaml"] = {"kind": "roles", "id": "roles", "owner": "lead", "roles": roles}
    year.commit("2025-11-24", ADA, "Who does what")
    year.records["policy.yaml"] = {
        "kind": "policy",
        "id": "policy",
        "owner": "lead",
        "status": "draft",
        "purpose": "Fair use",
    }
    year.commit("2025-11-25", ADA, "Draft a policy")
    year.records["policy.yaml"]["principles"] = ["People decide", "We say where AI is used"]
    year.commit("2025-11-27", (BEN, ADA), "Principles (#2)")
    year.approve("policy.yaml", "ceo", "2025-12-01", "1.0")
    year.commit("2025-12-01", BEN, "Approve the policy (#3)")
    year.records["chat.yaml"] = {
        "kind": "ai_system",
        "id": "chat",
        "name": "Chat",
        "owner": "science",
        "organisation_role": ["developer"],
        "lifecycle_stage": "idea",
        "last_reviewed": "2025-12-03",
    }
    year.commit("2025-12-03", EVE, "An assistant for customers")
    year.records["mail.yaml"] = {
        "kind": "ai_system",
        "id": "mail",
        "name": "Mail",
        "owner": "operations",
        "organisation_role": ["user"],
        "lifecycle_stage": "idea",
        "last_reviewed": "2025-12-04",
    }
    year.commit("2025-12-04", DAN, "Sorting of mail, to be bought")
    for name in ("scope", "context"):
        year.records[f"{name}.yaml"] = {
            "kind": name,
            "id": name,
            "owner": "lead",
            "status": "draft",
            "notes": f"Our {name}",
        }
        year.commit("2025-12-05", ADA, f"Draft the {name}")
    year.records["risks.yaml"] = {
        "kind": "risk_register",
        "id": "risks",
        "owner": "lead",
        "risks": [_risk(n, system) for n, system in enumerate(("chat", "chat", "mail", "mail"), 1)],
    }
    year.commit("2025-12-10", (ADA, EVE), "Risk workshop (#7)")
    year.approve("scope.yaml", "ceo", "2025-12-11", "1")
    year.approve("context.yaml", "ceo", "2025-12-11", "1")
    year.commit("2025-12-12", BEN, "Approve scope and context")


def _risk(number: int, system: str) -> Record:
    titles = {1: "Answers that mislead", 2: "Tone that offends", 3: "Letters that get lost", 4: "Complaints not seen"}
    title = titles.get(number, "Replies too late")
    return {"id": f"R-{number}", "title": title, "systems": [system], "owner": "lead", "assessed_on": "2025-12-09"}


def _first_system(year: Year) -> None:
    for day, stage in (("2025-12-15", "design"), ("2026-01-12", "development")):
        year.records["chat.yaml"] |= {"lifecycle_stage": stage, "stage_since": day}
        year.commit(day, EVE, f"Chat: {stage}")
    year.records["ia-chat.yaml"] = {
        "kind": "impact_assessment",
        "id": "ia-chat",
        "system": "chat",
        "owner": "lead",
        "status": "draft",
        "assessed_on": "2026-01-14",
        "conclusion": "Few peopel are harmed, and they can object.",
    }
    year.commit("2026-01-14", ADA, "Assess chat")
    year.records["ia-chat.yaml"] |= {
        "impacts": [{"id": "I-1", "dimension": "fairness", "nature": "harm", "description": "Some are served worse"}],
        "conditions": [{"id": "C-1", "text": "Tell users", "owner": "science"}],
    }
    year.commit("2026-01-20", EVE, "What may happen to whom")
    year.approve("ia-chat.yaml", "ceo", "2026-01-22")
    year.commit("2026-01-22", ADA, "Approved in today's meeting")
    year.records["ia-chat.yaml"]["conclusion"] = "Few people are harmed, and they can object."
    year.commit("2026-01-22", ADA, "A slip that Ben saw when he read it")


def _going_live(year: Year) -> None:
    year.records["test-chat.yaml"] = {
        "kind": "evaluation",
        "id": "test-chat",
        "system": "chat",
        "owner": "science",
        "evaluated_on": "2026-01-30",
        "result": "passed",
    }
    year.approve("test-chat.yaml", "lead", "2026-02-01")
    year.commit("2026-02-02", (EVE, DAN), "Test chat (#15)", authored="2026-01-30")
    for day, stage in (("2026-02-03", "verification"), ("2026-02-10", "pilot"), ("2026-03-03", "deployed")):
        year.records["chat.yaml"] |= {"lifecycle_stage": stage, "stage_since": day}
        year.commit(day, EVE, f"Chat: {stage}")
    year.records["go-chat.yaml"] = {
        "kind": "deployment",
        "id": "go-chat",
        "system": "chat",
        "date": "2026-03-03",
        "plan": "One branch at a time",
    }
    year.approve("go-chat.yaml", "ceo", "2026-03-02")
    year.commit("2026-03-03", DAN, "Chat goes live")
    for day, stage in (("2026-02-16", "pilot"), ("2026-03-04", "deployed")):
        year.records["mail.yaml"] |= {"lifecycle_stage": stage, "stage_since": day}
        year.commit(max(day, "2026-03-03"), DAN, f"Mail: {stage}")


def _things_happen(year: Year) -> None:
    incident: Record = {"id": "INC-1", "title": "Wrong opening hours", "systems": ["chat"], "detected_on": "2026-03-05"}
    year.records["incidents.yaml"] = {
        "kind": "incidents",
        "id": "incidents",
        "owner": "operations",
        "incidents": [incident],
    }
    year.commit("2026-03-05", DAN, "An incident")
    incident |= {"containment": "Hours are looked up", "status": "contained"}
    year.commit("2026-03-06", DAN, "Contained")
    incident |= {"status": "closed", "closed_on": "2026-03-20", "lessons": "Facts are looked up"}
    year.records["ncs.yaml"] = {
        "kind": "nonconformities",
        "id": "ncs",
        "owner": "lead",
        "nonconformities": [
            {"id": "NC-1", "title": "No test of facts", "opened_on": "2026-03-20", "raised_from": "INC-1"}
        ],
    }
    year.commit("2026-03-20", (DAN, ADA), "What we learned (#24)")
    change: Record = {"id": "C-1", "title": "Another model", "systems": ["chat"], "significance": "significant"}
    year.records["changes.yaml"] = {"kind": "changes", "id": "changes", "owner": "lead", "changes": [change]}
    year.commit("2026-03-23", EVE, "Plan another model")
    year.records["ia-chat-2.yaml"] = {
        **copy.deepcopy(year.records["ia-chat.yaml"]),
        "id": "ia-chat-2",
        "supersedes": "ia-chat",
        "assessed_on": "2026-04-01",
        "status": "in_review",
    }
    del year.records["ia-chat-2.yaml"]["approved_on"], year.records["ia-chat-2.yaml"]["approved_by"]
    year.commit("2026-04-01", EVE, "Assess chat with the other model")
    year.approve("ia-chat-2.yaml", "ceo", "2026-04-10")
    change |= {"implemented_on": "2026-04-13", "reassessed": True, "status": "implemented"}
    year.commit("2026-04-13", EVE, "The other model goes live (#29)")
    year.records["mail.yaml"]["users"] = ["Everybody"]
    year.commit("2026-04-15", DAN, "Mail for everybody")
    del year.records["mail.yaml"]["users"]
    year.commit("2026-04-16", DAN, 'Revert "Mail for everybody"')


def _order_is_made(year: Year) -> None:
    folders = {
        "chat.yaml": "systems",
        "mail.yaml": "systems",
        "ia-chat.yaml": "assessments",
        "ia-chat-2.yaml": "assessments",
    }
    for name, folder in folders.items():
        year.records[f"{folder}/{name}"] = year.records.pop(name)
    year.records["systems/chat.yaml"]["name"] = "Chat assistant"
    year.commit("2026-05-04", ADA, "Folders")
    risks = year.records.pop("risks.yaml")
    for system in ("chat", "mail"):
        year.records[f"risks/{system}.yaml"] = risks | {
            "id": f"risks-{system}",
            "risks": [risk for risk in risks["risks"] if system in risk["systems"]],
        }
    year.commit("2026-05-06", ADA, "A register for each system")
    for path, record in year.records.items():
        year.records[path] = _renamed(record, "lead", "aims-lead")
    year.commit("2026-05-11", ADA, "The lead leads the AIMS")
    year.records["policy.yaml"] |= {"status": "in_review", "risk_appetite": "Low"}
    year.commit("2026-06-08", ADA, "How much risk we take")
    year.approve("policy.yaml", "ceo", "2026-06-10", "1.1")
    year.commit("2026-06-10", BEN, "Approve the policy anew")


def _renamed(value: Any, old: str, new: str) -> Any:
    if isinstance(value, dict):
        return {key: _renamed(part, old, new) for key, part in value.items()}
    if isinstance(value, list):
        return [_renamed(part, old, new) for part in value]
    return new if value == old else value


def _summer(year: Year) -> None:
    erased = {"reason": "The person concerned asked for it", "approved_by": "ceo"}
    year.records["incidents.yaml"]["incidents"] = [{"id": "INC-1", "erased": erased}]
    year.commit("2026-06-15", DAN, "Erase what had to go")
    for record in list(year.records.values())[:9]:
        record["change_log"] = [{"date": "2026-06-30", "change": "Read through, nothing to mend"}]
        if record["kind"] not in ("impact_assessment", "evaluation", "deployment"):
            record["last_reviewed"] = "2026-06-30"
    year.commit("2026-06-30", (ADA, DAN), "Review of the second quarter (#41)")
    year.dump = lambda record: "---\n# Kept in order by a formatter\n" + yaml.safe_dump(record, indent=4, width=60)
    year.commit("2026-07-06", "tidy[bot] <tidy@acme.example>", "Format")
    year.records["assessments/ia-chat-2.yaml"]["conditions"][0]["done_on"] = "2026-07-31"
    year.records["assessments/ia-chat-2.yaml"]["evidence"] = [{"url": "https://acme.example/notice"}]
    year.commit("2026-08-03", EVE, "Users are told")
    year.records["risks/chat.yaml"]["risks"].append(_risk(5, "chat"))
    year.commit("2026-08-20", EVE, "A risk")
    year.records["risks/chat.yaml"]["risks"].pop()
    year.commit("2026-08-20", EVE, "It is R-1, seen from another side")
    year.commit("2026-09-01", DAN, "Two hands at once", scope="kind: scope\nid: [scope\n")
    year.commit("2026-09-01", DAN, "Mend")


def _autumn(year: Year) -> None:
    for record in year.records.values():
        if "last_reviewed" in record:
            record["last_reviewed"] = "2026-09-30"
    year.records["systems/mail.yaml"]["users"] = ["Service"]
    year.commit("2026-09-30", ADA, "Review of the third quarter")
    year.records["programme.yaml"] = {
        "kind": "audit_programme",
        "id": "programme",
        "owner": "aims-lead",
        "interval": "12 months",
        "audits": [{"id": "A-2026", "planned": "2026-10-02"}],
    }
    year.approve("programme.yaml", "ceo", "2026-09-21", "1")
    year.commit("2026-09-28", ADA, "Programme of audits")
    year.records["audit.yaml"] = {
        "kind": "audit",
        "id": "audit-2026",
        "type": "internal",
        "date": "2026-10-02",
        "conclusion": "One finding",
        "findings": [{"id": "F-1", "type": "minor_nc", "description": "Training is not on record"}],
    }
    year.approve("audit.yaml", "ceo", "2026-10-06")
    year.commit("2026-10-05", EVE, "Internal audit")
    year.records["ncs.yaml"]["nonconformities"].append({"id": "NC-2", "title": "Training", "raised_from": "F-1"})
    year.commit("2026-10-07", ADA, "Raise what the audit found")
    year.records["review.yaml"] = {"kind": "management_review", "id": "review-2026", "date": "2026-10-20"}
    year.approve("review.yaml", "ceo", "2026-10-20")
    year.commit("2026-10-21", (ADA, BEN), "Management review (#60)")
    year.records["ncs.yaml"]["nonconformities"][1] |= {"status": "closed", "closed_on": "2026-11-10"}
    year.commit("2026-11-10", DAN, "Training is on record")
