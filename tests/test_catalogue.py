"""The catalogue of ISO/IEC 42001 agrees with the standard's outline, with our records and with what cites it."""

import re
from collections import Counter
from importlib import import_module
from inspect import getdoc
from pkgutil import iter_modules
from typing import Any

import pytest

from aimslint.config import Config
from aimslint.engine import read, rulebook_of
from aimslint.model import Phase
from aimslint.packs import load_pack, packs_folder, read_map
from aimslint.records import kinds
from aimslint.records.from_models import models
from aimslint.records.shape import ListOf, Object
from aimslint.records.table import all_kinds
from aimslint.trees import MemoryTree

FOLDER = packs_folder() / "iso42001"
PACK = load_pack(FOLDER)
ITEMS: list[dict[str, Any]] = read_map(FOLDER / "catalogue.yaml")["requirements"]
CLAUSES = (
    *("4.1", "4.2", "4.3", "4.4", "5.1", "5.2", "5.3", "6.1.1", "6.1.2", "6.1.3", "6.1.4", "6.2", "6.3"),
    *("7.1", "7.2", "7.3", "7.4", "7.5.1", "7.5.2", "7.5.3", "8.1", "8.2", "8.3", "8.4", "9.1", "9.2.1", "9.2.2"),
    *("9.3.1", "9.3.2", "9.3.3", "10.1", "10.2"),
)
# Typed from the standard's table of contents and Annex A, apart from the catalogue: ids and short titles are facts.
OUTLINE = """\
4.1 Understanding the organization and its context
4.2 Understanding the needs and expectations of interested parties
4.3 Determining the scope of the AI management system
4.4 AI management system
5.1 Leadership and commitment
5.2 AI policy
5.3 Roles, responsibilities and authorities
6.1.1 General
6.1.2 AI risk assessment
6.1.3 AI risk treatment
6.1.4 AI system impact assessment
6.2 AI objectives and planning to achieve them
6.3 Planning of changes
7.1 Resources
7.2 Competence
7.3 Awareness
7.4 Communication
7.5.1 General
7.5.2 Creating and updating documented information
7.5.3 Control of documented information
8.1 Operational planning and control
8.2 AI risk assessment
8.3 AI risk treatment
8.4 AI system impact assessment
9.1 Monitoring, measurement, analysis and evaluation
9.2.1 General
9.2.2 Internal audit programme
9.3.1 General
9.3.2 Management review inputs
9.3.3 Management review results
10.1 Continual improvement
10.2 Nonconformity and corrective action
A.2.2 AI policy
A.2.3 Alignment with other organizational policies
A.2.4 Review of the AI policy
A.3.2 AI roles and responsibilities
A.3.3 Reporting of concerns
A.4.2 Resource documentation
A.4.3 Data resources
A.4.4 Tooling resources
A.4.5 System and computing resources
A.4.6 Human resources
A.5.2 AI system impact assessment process
A.5.3 Documentation of AI system impact assessments
A.5.4 Assessing AI system impact on individuals or groups of individuals
A.5.5 Assessing societal impacts of AI systems
A.6.1.2 Objectives for responsible development of AI system
A.6.1.3 Processes for responsible AI system design and development
A.6.2.2 AI system requirements and specification
A.6.2.3 Documentation of AI system design and development
A.6.2.4 AI system verification and validation
A.6.2.5 AI system deployment
A.6.2.6 AI system operation and monitoring
A.6.2.7 AI system technical documentation
A.6.2.8 AI system recording of event logs
A.7.2 Data for development and enhancement of AI system
A.7.3 Acquisition of data
A.7.4 Quality of data for AI systems
A.7.5 Data provenance
A.7.6 Data preparation
A.8.2 System documentation and information for users
A.8.3 External reporting
A.8.4 Communication of incidents
A.8.5 Information for interested parties
A.9.2 Processes for responsible use of AI systems
A.9.3 Objectives for responsible use of AI system
A.9.4 Intended use of the AI system
A.10.2 Allocating responsibilities
A.10.3 Suppliers
A.10.4 Customers
"""
CITED = re.compile(r"\bA\.\d+(?:\.\d+)*\b|\b(?:[4-9]|10)\.\d+(?:\.\d+)*\b")


def test_all_clauses_and_controls_are_there_in_order() -> None:
    kinds_of = Counter(item["kind"] for item in ITEMS)
    assert kinds_of == {"clause": 32, "control": 38}
    assert tuple(item["id"] for item in ITEMS if item["kind"] == "clause") == CLAUSES
    controls = [item for item in ITEMS if item["kind"] == "control"]
    by_group = Counter(item["group"] for item in controls)
    expected = {"A.2": 3, "A.3": 2, "A.4": 5, "A.5": 4, "A.6": 9, "A.7": 5, "A.8": 4, "A.9": 3, "A.10": 3}
    assert by_group == expected
    assert list(by_group) == list(expected)
    assert len({item["id"] for item in ITEMS}) == 70


def test_ids_and_titles_are_those_of_an_independent_list() -> None:
    """The three clauses called `General` bear the name of what they open as well."""
    outline = dict(line.split(" ", 1) for line in OUTLINE.splitlines())
    titles = {item["id"]: item["title"].removeprefix(f"{_heading(item)} - ") for item in ITEMS}
    assert list(titles) == list(outline)
    assert {id_: (titles[id_], outline[id_]) for id_ in outline if titles[id_] != outline[id_]} == {}


def _heading(item: dict[str, Any]) -> str:
    return PACK.groups.get(item["id"].rpartition(".")[0], "")


def test_numbers_follow_each_other_without_gaps() -> None:
    """Controls of a heading are counted from 2 (1 is the objective)."""
    headings: dict[str, list[int]] = {}
    for item in ITEMS:
        if item["kind"] == "control":
            heading, _, number = item["id"].rpartition(".")
            headings.setdefault(heading, []).append(int(number))
    assert all(numbers == list(range(2, len(numbers) + 2)) for numbers in headings.values())
    assert {heading: len(numbers) for heading, numbers in headings.items() if heading.startswith("A.6")} == {
        "A.6.1": 2,
        "A.6.2": 7,
    }


@pytest.mark.parametrize("item", ITEMS, ids=lambda item: item["id"])
def test_a_requirement_is_complete(item: dict[str, Any]) -> None:
    assert item["group"] in PACK.groups
    assert item["id"].startswith(item["group"] + ".")
    assert item["phase"] in list(Phase)
    assert PACK.requirements[item["id"]].phase == item["phase"]
    assert set(item["roles"]) <= {"developer", "provider", "user"}
    assert item["roles"]
    assert item["documented_information"] in ("explicit", "implied", "none")
    assert item["retained"] in ("document", "record", "both", "none")
    assert len(item["summary"].split()) >= 10
    assert item["evidence"]
    assert set(item["evidence"]) <= set(all_kinds()), "evidence names kinds and entry kinds of ours"


def test_summaries_differ() -> None:
    assert len({item["summary"] for item in ITEMS}) == len(ITEMS)


def test_phases_come_in_the_order_of_adoption() -> None:
    phases = {item["id"]: item["phase"] for item in ITEMS}
    assert {id_ for id_, phase in phases.items() if phase == "foundation"} == {
        "5.2",
        "5.3",
        "A.2.2",
        "A.3.2",
        "A.4.2",
        "A.9.4",
    }
    assert phases["6.1.3"] == phases["9.2.2"] == "stage-1"
    assert phases["8.2"] == phases["8.4"] == phases["9.1"] == phases["A.6.2.4"] == "stage-2"


def test_rules_of_a_phase_cite_nothing_that_comes_much_later() -> None:
    """A document that is asked for in stage 1 belongs to a requirement of stage 1 or before."""
    for rule in rulebook_of(MemoryTree({}), Config(), ""):
        cited = [PACK.requirements.get(id_.removeprefix("iso42001:")) for id_ in rule.requirements]
        phases = [Phase(found.phase).rank for found in cited if found is not None]
        if rule.pack == "iso42001" and rule.phase is Phase.STAGE_1:
            assert min(phases) <= Phase.STAGE_1.rank, rule.name


def test_every_requirement_that_a_rule_cites_exists() -> None:
    for rule in rulebook_of(MemoryTree({}), Config(), ""):
        for id_ in rule.requirements:
            pack, _, bare = id_.rpartition(":")
            assert bare in load_pack(packs_folder() / pack).requirements, rule.name
        for id_ in CITED.findall(f"{rule.title} {rule.why} {rule.help}"):
            assert id_ in PACK.requirements or id_ in PACK.groups, rule.name


def test_every_requirement_that_a_field_evidences_exists() -> None:
    shapes = [kind.shape for kind in all_kinds().values()]
    seen: set[str] = set()
    cited: set[str] = set()
    while shapes:
        shape = shapes.pop()
        if shape.name in seen:
            continue
        seen.add(shape.name)
        for field in shape.fields.values():
            cited.update(field.requirements)
            inner = field.type.item if isinstance(field.type, ListOf) else field.type
            if isinstance(inner, Object):
                shapes.append(inner.shape)
    assert cited <= set(PACK.requirements)
    assert len(cited) > 50


def test_every_requirement_that_a_record_description_names_exists() -> None:
    texts = [import_module(f"{kinds.__name__}.{module.name}").__doc__ or "" for module in iter_modules(kinds.__path__)]
    texts += [getdoc(model) or "" for model in models().values()]
    cited = {id_ for text in texts for id_ in CITED.findall(text)}
    assert cited <= set(PACK.requirements) | set(PACK.groups)
    assert "8.4" in cited


@pytest.mark.parametrize(
    ("wrong", "likely"),
    [
        ("8.5", ("A.10.2", "A.10.3", "8.1")),
        ("6.1.5", ("6.1.3",)),
        ("A.3.4", ("A.3.3",)),
        ("A.6.2.9", ("A.6.2.7",)),
        ("A.5.1", ("A.5.2",)),
        ("B.5.2", ("A.5.2",)),
        ("5.2.", ("5.2",)),
        ("A.9.2.1", ("9.2.1",)),
        ("A.12.3", ()),
        ("10.3", ("A.10.3",)),
    ],
)
def test_a_known_wrong_id_has_its_right_one(wrong: str, likely: tuple[str, ...]) -> None:
    assert wrong not in PACK.requirements
    assert PACK.likely(wrong) == likely


def test_wrong_ids_are_wrong_and_lead_to_right_ones() -> None:
    for wrong, likely in PACK.wrong_ids.items():
        assert wrong not in PACK.requirements
        assert likely
        assert set(likely) <= set(PACK.requirements)


@pytest.mark.parametrize(
    ("wrong", "hint"),
    [
        ("8.5", "; likely `A.10.2` or `A.10.3` or `8.1`"),
        ("A.3.4", "; likely `A.3.3`"),
        ("A.6.2.9", "; likely `A.6.2.7`"),
        ("B.5.2", "; likely `A.5.2`"),
        ("6.1.5", "; likely `6.1.3`"),
        ("A.6.2", "; it is a heading that holds A.6.2.2, A.6.2.3, A.6.2.4, A.6.2.5 …"),
        ("A.6.2.33", "; did you mean `A.6.2.3`?"),
        ("Annex", "; if it is a control of your own, write `own: true`"),
    ],
)
def test_a_record_with_a_wrong_id_is_told_the_likely_one(wrong: str, hint: str) -> None:
    text = f'kind: soa\nid: soa\ncontrols:\n  - control: "{wrong}"\n'
    problems = read(MemoryTree({"governance/soa.yaml": text}), Config()).problems
    assert [problem.rule for problem in problems] == ["unknown-control-id"]
    assert problems[0].values["hint"] == hint
