"""A small pack of an organisation's own, as files of a project, to bend in tests."""

from collections.abc import Mapping

FOLDER = "governance/frameworks/acme-charter"
SETTINGS = """\
version: 1
include: [governance/**]
rule_folders: [governance/frameworks]
packs: [iso42001, acme-charter]
"""
PACK = """\
format: 1
name: acme-charter
title: Charter of the Acme group
code_prefix: ACM
timelines:
  default: amended
  known:
    first: {source: Section 9, checked_on: 2026-11-02, dates: {high_tier: 2026-01-01, rest: 2026-01-01}}
    amended: {source: The board, checked_on: 2026-11-02, dates: {high_tier: 2027-01-01, rest: null}}
"""
CATALOGUE = """\
groups:
  - {id: "I", title: Everybody}
  - {id: "II", title: Systems of high tier}
requirements:
  - {id: I-1, kind: requirement, group: "I", title: A policy, summary: There is a policy., phase: foundation}
  - {id: I-2, kind: requirement, group: "I", title: Objectives, summary: There are objectives., phase: foundation}
  - id: II-1
    kind: requirement
    group: "II"
    title: A second pair of eyes
    summary: Somebody oversees it.
    phase: foundation
    for_each: ai_system
    where: {live: true, risk_tier: [high, medium]}
    starts: [{where: {risk_tier: high}, date: high_tier}, {date: rest}]
    shown_by: [{content: [oversight.overseers]}]
"""
CROSSWALK = """\
sources: {group: The legal department}
rows:
  - {from: "iso42001:A.2.2", to: I-1, relation: intersects, source: [group], note: in part}
  - {from: "iso42001:6.2", to: I-2, relation: equal, source: group}
  - {from: "iso42001:A.9.2", to: II-1, relation: equal, source: group}
not_covered:
  - {requirement: II-1, statement: Nobody asks for an overseer from outside., source: group}
"""
RULE = """\
name: acme/overseer-missing
code: ACM001
title: Nobody oversees a system of high tier
severity: error
phase: foundation
requirements: [II-1]
why: The group answers for what its systems of high tier do.
help: Name the overseers in `oversight`.
settings: {applies_from: {date: high_tier}}
for_each: ai_system
where: {live: true, risk_tier: high, as_of: {not_before: {setting: applies_from}}}
require: oversight.overseers
at: id
message: "{name} is overseen by nobody"
since: 1.0.0
examples:
  - good: |
      {kind: ai_system, id: a, name: A, lifecycle_stage: deployed, risk_tier: high}
    as_of: 2026-12-31
  - bad: |
      {kind: ai_system, id: a, name: A, lifecycle_stage: deployed, risk_tier: high}   # <- acme/overseer-missing
    as_of: 2027-01-01
"""
SYSTEM = "kind: ai_system\nid: ranking\nname: Ranking\nlifecycle_stage: deployed\nrisk_tier: high\n"
FILES: Mapping[str, str] = {
    "aimslint.yaml": SETTINGS,
    f"{FOLDER}/pack.yaml": PACK,
    f"{FOLDER}/catalogue.yaml": CATALOGUE,
    f"{FOLDER}/crosswalk.yaml": CROSSWALK,
    f"{FOLDER}/oversight/overseer-missing.yaml": RULE,
    "governance/systems/ranking.yaml": SYSTEM,
}


def bent(file: str, old: str, new: str) -> dict[str, str]:
    """The project, with one thing written otherwise in a file of the pack, or in aimslint.yaml."""
    path = file if file in FILES else f"{FOLDER}/{file}"
    assert old in FILES[path], old
    return {**FILES, path: FILES[path].replace(old, new, 1)}
