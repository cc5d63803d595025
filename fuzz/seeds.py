"""Where a run begins: a rich record of every kind with what it refers to, settings, a baseline, a rule, bare YAML."""

from pathlib import Path

from aimslint.packaged import data_folder
from fuzz.files import input_of
from tests.records.build import world

_ROLES = "kind: roles\nid: roles\nroles:\n  - {id: role-1, title: Lead, holders: [{person: Kim}]}\n"
_SYSTEM = "kind: ai_system\nid: ai-system-1\nname: Chat\nlifecycle_stage: deployed\nowner: role-1\nrisk_tier: high\n"
_BESIDE = {"governance/r.yaml": _ROLES, "governance/s.yaml": _SYSTEM}
_BASELINE = (
    '{\n"version": 1,\n"until": "2027-01-01",\n"findings": [\n  {"fingerprint": "%s", "rule": "no-policy"}\n]\n}\n'
)
_WAIVERS = """\
kind: waivers
id: waivers
waivers:
  - id: w1
    rule: no-policy
    reason: The board signs it in December.
    until: 2026-12-31
    approved_by: role-1
    record: {kind: ai_system, id: ai-system-1}
"""
_SMALL = {
    "flow": "{kind: ai_system, id: a, name: [x, {y: z}], notes: 'it''s', owner: null}\n",
    "aliases": "kind: ai_system\nid: &id a\nname: *id\nusers: &u [a, b]\nnotes: !!str 1\nmodels: *u\n",
    "blocks": "kind: policy\nid: p\nbody: |+\n  text\n\nnotes: >2-\n    folded\n   more\n",
    "markdown": "---\nkind: ai_system\nid: a\n---\n\n# Title\n\ntext\n",
    "documents": "%YAML 1.2\n---\na: 1\n...\n---\n- b\n--- |\n c\n",
    "comments": "kind: ai_system # aimslint: ignore[no-policy] known, until 2026-12-31\nid: a # x\n",
    "escapes": 'a: "\\x41\\u00e9\\U0001F600\\n\\\n  b"\n? c\n: d\n',
}


def small() -> dict[str, bytes]:
    """Inputs for the loader, by name."""
    records = {name.rpartition("/")[2]: text.encode()[:2_000] for name, text in world().items() if text}
    return records | {name: text.encode() for name, text in _SMALL.items()}


def repositories() -> dict[str, bytes]:
    """Inputs for whole checks, by name."""
    files = world()
    settings = {"aimslint.yaml": "version: 1\nphase: surveillance\n"}
    made = {
        path.rpartition("/")[2]: input_of(settings | _BESIDE | {path: text})
        for path, text in files.items()
        if path.startswith("governance/")
    }
    rule = sorted((data_folder("rules") / "iso42001").rglob("*.yaml"))
    own = {"own/topic/a.yaml": next(file for file in rule if "lifecycle" in str(file)).read_text("utf-8")}
    made["own-rule"] = input_of({"aimslint.yaml": "rule_folders: [own]\n"} | _BESIDE | own)
    made["waivers"] = input_of(settings | _BESIDE | {"governance/waivers.yaml": _WAIVERS})
    made["baseline"] = input_of(settings | _BESIDE | {"aimslint-baseline.json": _BASELINE % ("0" * 32)})
    made["nested"] = input_of(settings | {"sub/aimslint.yaml": "version: 1\n", "sub/governance/a.yaml": _SMALL["flow"]})
    made["all"] = input_of(settings | {path: text for path, text in files.items() if "zz" not in path})[:100_000]
    made["markdown"] = input_of(settings | _BESIDE | {"governance/a.md": _SMALL["markdown"]})
    return made


def write(folder: Path, inputs: dict[str, bytes]) -> None:
    """Put inputs into a folder, a file each."""
    folder.mkdir(parents=True, exist_ok=True)
    for name, data in inputs.items():
        (folder / name).write_bytes(data)
