"""Every file that steers a check, broken: settings, rules of one's own, schemas, the baseline, waivers, comments."""

import json
from typing import Any

from tests.hostile.case import Case, system

_RULE = """\
name: acme/system-id
code: ACM001
title: Systems are named like ours
severity: warning
phase: foundation
requirements: []
why: Names that follow one pattern are found by guessing them.
help: Rename the system.
for_each: ai_system
require: {id: {matches: "sys-*"}}
since: 1.0.0
examples:
  - good: "{kind: ai_system, id: sys-a}"
  - bad: "{kind: ai_system, id: a}   # <- acme/system-id"
"""
_WAIVER = """\
kind: waivers
id: waivers
waivers:
  - id: w
    rule: broken-ref
    reason: The board signs it in December.
    until: 2026-12-31
    approved_by: lead
"""


def _settings(text: str | bytes, name: str, line: int, says: str = "") -> Case:
    return Case(name, text, says=says, path="aimslint.yaml", stops=line)


def _rule(before: str, after: str, name: str, line: int, says: str = "") -> Case:
    assert before in _RULE
    others = {"aimslint.yaml": "rule_folders: [lint]\n"}
    return Case(name, _RULE.replace(before, after), says=says, path="lint/own/a.yaml", others=others, stops=line)


def _schema(schema: Any, name: str, line: int, says: str = "", extension: str = "{a: x}") -> Case:
    others = {
        "aimslint.yaml": "extensions: {ai_system: x.json}\n",
        "governance/s.yaml": f"kind: ai_system\nid: s\nextensions: {extension}\n",
    }
    text = schema if isinstance(schema, str) else json.dumps(schema, indent=1)
    return Case(name, text, says=says, path="x.json", others=others, stops=line)


def _extension(schema: Any, value: str, name: str, *found: str, says: str = "") -> Case:
    others = {"aimslint.yaml": "extensions: {ai_system: x.json}\n", "x.json": json.dumps(schema)}
    return Case(name, f"kind: ai_system\nid: a\nextensions: {value}\n", found, says, others=others)


def _baseline(text: str | bytes, name: str, line: int, says: str = "") -> Case:
    return Case(name, text, says=says, path="aimslint-baseline.json", stops=line)


def _waiver(before: str, after: str, name: str, *found: str, says: str = "") -> Case:
    assert before in _WAIVER
    broken = {"governance/p.yaml": "kind: evaluation\nid: e\nsystem: nowhere\n"}
    return Case(name, _WAIVER.replace(before, after, 1), found, says, path="governance/w.yaml", others=broken)


def _bomb(doublings: int) -> dict[str, Any]:
    twice = {f"a{n}": {"allOf": [{"$ref": f"#/$defs/a{n - 1}"}] * 2} for n in range(1, doublings + 1)}
    return {"$defs": {"a0": {"type": "object"}, **twice}, "$ref": f"#/$defs/a{doublings}"}


SETTINGS = [
    _settings(b"\xff\xfe", "settings in UTF-16", 1, "not-utf-8"),
    _settings("version: 1\nphase: [\n", "settings that are no YAML", 2, "not-yaml"),
    _settings("a\n", "settings that are a word", 1, "expected a map"),
    _settings("version: 1\nversion: 1\n", "a setting twice", 2, "duplicate-key"),
    _settings("version: 1\na: &a [*a]\n", "settings that hold themselves", 2, "alias-bomb"),
    _settings("version: 1\nx: " + "[" * 100_000, "settings of great depth", 2, "too-deep"),
    _settings("version: 1\nphse: stage-1\n", "a misspelt setting", 2, "did you mean `phase`?"),
    _settings("version: 1\n__class__: x\n", "a setting of a dunder name", 2, "unknown setting"),
    _settings("version: 1\nplugins: [evil.py]\n", "code to load", 2, "unknown setting"),
    _settings("version: 99999999999999999999\n", "a version far ahead", 1, "a newer aimslint is needed"),
    _settings("version: .nan\n", "a version that is no number", 1, "special-number"),
    _settings("version: true\n", "a version that is true", 1, "expected 1"),
    _settings("phase: stage1\n", "a misspelt phase", 1, "did you mean `stage-1`?"),
    _settings("include: governance\n", "patterns that are a text", 1, "expected a list"),
    _settings("include: [1]\n", "a pattern that is a number", 1, "expected a text"),
    _settings("packs: [no-such-pack]\n", "a pack that nobody knows", 1, "no-such-pack"),
    _settings("packs: [../../evil]\n", "a pack in a folder above", 1, "evil"),
    _settings("packs: [/etc]\n", "a pack of the machine", 1, "/etc"),
    _settings("primary: eu-ai-act\n", "a primary pack that is not in use", 1, "is not among the packs"),
    _settings("rules:\n  no-such-rule: {severity: info}\n", "a rule that nobody knows", 2, "there is no such rule"),
    _settings("rules:\n  broken-ref: {severity: none}\n", "a severity that nobody knows", 2),
    _settings("rules: [broken-ref]\n", "rules as a list", 1, "expected a map"),
    _settings("rule_folders: [nowhere]\n", "a folder of rules that is not there", 1, "holds no rule file"),
    _settings("rule_folders: [../..]\n", "a folder of rules above", 1, "holds no rule file"),
    _settings("rule_folders: [/etc]\n", "a folder of rules of the machine", 1, "holds no rule file"),
    _settings("extensions: {ai_system: nowhere.json}\n", "a schema that is not there", 1, "nowhere.json"),
    _settings("extensions: {ai_system: /etc/passwd}\n", "a schema of the machine", 1, "/etc/passwd"),
    _settings("extensions: {ai_system: ../../x.json}\n", "a schema in a folder above", 1, "x.json"),
    _settings("limits: {depth: 100000}\n", "a depth that no stack holds", 1, "depth"),
    _settings("limits: {depth: 0}\n", "no depth at all", 1, "depth"),
    _settings("limits: {nodes: -1}\n", "a negative bound", 1, "nodes"),
    _settings("limits: {file_bytes: many}\n", "a bound in words", 1, "file_bytes"),
    _settings("history: {use: none}\n", "no history, without a reason", 1, "needs a `reason`"),
    _settings("approvals: {four_eyes: false}\n", "no second person, without a reason", 1, "needs a `reason`"),
]
RULES = [
    _rule("acme/system-id", "system-id", "a name without a prefix", 1, "prefix"),
    _rule("ACM001", "AIM301", "a code that is taken", 2, "is taken by"),
    _rule("name: acme", "nmae: acme", "a misspelt field", 1, "did you mean `name`?"),
    _rule("ai_system\n", "ai_systm\n", "a misspelt kind", 9, "did you mean `ai_system`?"),
    _rule("{id: {matches", "{idd: {matches", "a misspelt path", 10, "idd"),
    _rule("matches", "eval", "a matcher that nobody knows", 10, "eval"),
    _rule('"sys-*"', "{python: 1}", "an operand that is a map", 10),
    _rule("require:", "check: os.system\nrequire:", "a function to call", 1, "exactly one of"),
    _rule('require: {id: {matches: "sys-*"}}', "check: os.system", "a function of another module", 10, "no check"),
    _rule("severity: warning", "severity: fatal", "a severity that nobody knows", 4, "fatal"),
    _rule("requirements: []", "requirements: [Z.99]", "a requirement that nobody knows", 6, "Z.99"),
    _rule("{id: {matches", "{" + "owner." * 3_000 + "id: {matches", "a path of 3,000 steps", 10),
    _rule("{id:", "{not: " * 70 + "{id:", "conditions of great depth", 10),
    _rule("name: acme/system-id", "a", "a rule that is no map", 2),
    _rule("name: acme/system-id", "\0", "a rule with NUL", 1, "NUL"),
]
SCHEMAS = [
    _schema("", "an empty schema", 1, "empty-file"),
    _schema("[]", "a schema that is a list", 1, "expected one map"),
    _schema('{"a":\n' * 5_000, "a schema of great depth", 65, "too-deep"),
    _schema({"$schema": {}}, "a draft that is a map", 2, "`$schema` is one of"),
    _schema({"$schema": "https://evil.example/s"}, "a draft that nobody knows", 2, "`$schema` is one of"),
    _schema(
        {"properties": {"a": {"$ref": "https://evil.example/s"}}}, "a reference to elsewhere", 4, "nothing is fetched"
    ),
    _schema({"properties": {"a": {"$ref": "file:///etc/passwd"}}}, "a reference to a file", 4, "nothing is fetched"),
    _schema({"properties": {"a": {"$ref": "#/nowhere"}}}, "a reference to nothing", 4, "leads to nothing"),
    _schema({"$ref": "#/%FF"}, "a reference that is no text", 2, "leads to nothing"),
    _schema({"$dynamicRef": "#"}, "a reference that changes", 2, "write `$ref`"),
    _schema({"unevaluatedProperties": False}, "a word that looks far", 2, "write `additionalProperties"),
    _schema({"items": {"$id": "http://[::1"}}, "an address within", 3, "leave `$id` out"),
    _schema({"$ref": "#"}, "a schema that is itself", 1, "refers to itself without end"),
    _schema({"allOf": [{"$ref": "#"}]}, "a schema that holds itself", 1, "refers to itself without end"),
    _schema(_bomb(29), "thirty lines that stand for a billion", 1, "too many steps"),
    _schema(_bomb(16), "seventeen lines that stand for a hundred thousand", 1, "too many steps"),
    _schema({"properties": {"a": {"pattern": "("}}}, "a pattern that is none", 4, "is no pattern"),
    _schema({"properties": {"a": {"pattern": "(a)\\1"}}}, "a pattern that looks back", 4, "is no pattern"),
    _schema({"patternProperties": {"(?=a)": {}}}, "a pattern that looks ahead", 3, "is no pattern"),
    _schema({"required": [{}] * 1_000}, "maps where names belong", 2, "a list of texts"),
    _schema({"minLength": -1}, "a negative length", 2, "no JSON Schema"),
    _schema({"type": "evil"}, "a type that nobody knows", 2, "no JSON Schema"),
]
_A = {"type": "string", "pattern": "^(a|a)*$"}
EXTENSIONS = [
    _extension({"properties": {"a": _A}}, f"{{a: {'a' * 5_000}b}}", "a pattern of many ways", "bad-extension:3"),
    _extension({"patternProperties": {"^(a|a)*$": False}}, f"{{{'a' * 500}b: 1}}", "the same, of a name"),
    _extension({"properties": {"a": {"pattern": ".*.*.*.*.*x$"}}}, f"{{a: {'a' * 5_000}}}", "stars", "bad-extension:3"),
    _extension({"properties": {"a": {"multipleOf": 0.5}}}, f"{{a: {'9' * 399}}}", "a unit of 399 digits"),
    _extension({"properties": {"a": {"multipleOf": 2}}}, f"{{a: {'9' * 399}}}", "its half", "bad-extension:3"),
    _extension({"properties": {"a": {"multipleOf": 0.1}}}, "{a: 0.3}", "a tenth"),
    _extension({"properties": {"a": {"uniqueItems": True}}}, "{a: [1, true, 1.5]}", "1 and true are two"),
    _extension({"properties": {"a": {"uniqueItems": True}}}, "{a: [1, 1.0]}", "1 and 1.0 are one", "bad-extension:3"),
    _extension({}, f"{{a: [{'{b: c}, ' * 5_000}]}}", "10,000 values", "bad-extension:3", says="10,002 values"),
    _extension({"additionalProperties": False}, "{a: b}", "a field that is not named", "bad-extension:3"),
]
BASELINES = [
    _baseline("", "an empty baseline", 1, "no JSON"),
    _baseline(b'{\n"\xff": 1}', "a baseline that is no text", 2, "no UTF-8"),
    _baseline("[" * 100_000, "a baseline of great depth", 1, "no JSON"),
    _baseline('{"version": ' + "1" * 5_000 + "}", "a version of 5,000 digits", 1, "no JSON"),
    _baseline('{"version": 1,\n"findings": [NaN]}', "a finding that is no number", 2, "expected a map"),
    _baseline('{"version": 1,\n"findings": [{"fingerprint": "*"}]}', "a fingerprint for all", 2, "no `fingerprint`"),
    _baseline('{"version": 1,\n<<<<<<< a\n"findings": []}', "a baseline in conflict", 2, "conflict"),
    _baseline('{"version": 1,\n"until": "9999-99-99",\n"findings": []}', "an end that is no day", 2, "`until` is"),
]
EXCEPTIONS = [
    _waiver("reason", "reason", "a sound waiver"),
    _waiver("broken-ref", "no-such-rule", "a waiver of nothing", "suppression-unknown-rule:5"),
    _waiver("broken-ref", "'*'", "a waiver of everything", "suppression-unknown-rule:5"),
    _waiver("broken-ref", "not-yaml", "a waiver of what keeps from reading", "suppression-not-allowed:5"),
    _waiver("broken-ref", "suppression-unused", "a waiver of itself", "suppression-not-allowed:5"),
    _waiver("The board signs it in December.", "'\u200b'", "a reason that nobody sees", "suppression-no-reason:6"),
    _waiver("2026-12-31", "9999-12-31", "a waiver for ever", "bad-date:7"),
    _waiver("2026-12-31", "2199-12-31", "a waiver for too long", "suppression-too-long:7"),
    _waiver("2026-12-31", "2026-11-19", "a waiver that has ended", "suppression-expired:7"),
    _waiver("lead", "nobody", "an approver that nobody knows", "broken-ref:8"),
    _waiver("lead", "lead\n    record: {}", "a record without a name", *["missing-required-field:9"] * 2),
    system("owner: x # aimslint: ignore[*] all, until 2026-12-01\n", "a comment for everything",
           "owner-not-a-role:3", "suppression-unknown-rule:3"),
    system("owner: x # aimslint: ignore\n", "a comment without a rule", "owner-not-a-role:3", "ignore-malformed:3"),
    system("owner: x # aimslint: ignore[owner-not-a-role]\n", "a comment without a reason",
           "owner-not-a-role:3", "suppression-no-reason:3", "suppression-no-end:3"),
    Case("a comment within quotes is a text",
         "{kind: ai_system, id: a, owner: x, name: 'x # aimslint: ignore[owner-not-a-role] a, until 2026-12-01 # '}\n",
         ("owner-not-a-role:1",)),
    system("a: 1 # aimslint: ignore[unknown-field] known, until 2026-12-01\na: 2\n",
           "a comment beside a key twice", "duplicate-key:4"),
]  # fmt: skip

CASES = [*SETTINGS, *RULES, *SCHEMAS, *EXTENSIONS, *BASELINES, *EXCEPTIONS]
