"""What mutations are made of: the words that records know, values that trouble readers, and settings."""

from collections.abc import Iterator
from functools import cache

from aimslint.config import Config
from aimslint.engine import rulebook_of
from aimslint.packs import load_packs
from aimslint.records.shape import ListOf, Object, Shape, Type, Words
from aimslint.records.table import all_kinds
from aimslint.trees import MemoryTree

SCALARS = (
    *("null", "~", "''", "true", "no", "12", "-0", "1.10", "0o17", "0x1F", "1_000", ".inf", ".nan", "1e999"),
    *("190:20:30", "2026-02-30", "0000-01-01", "9999-12-31", "+202-01-01", "2026-11-20T25:61:61+99:99", "20261120"),
    *(
        "9" * 401,
        "'" + "9" * 5000 + "'",
        "TBD",
        "[]",
        "{}",
        "[[]]",
        "{a: {b: c}}",
        "[null, null]",
        "{not_applicable: x}",
    ),
    *("{not_applicable: {reason: r}}", "9999 years", "0 days", "12 months", "1 day", "a", "A.9.9", "iso42001:8.4"),
    *("../../etc/passwd", "/dev/zero", "C:\\con", "docs/**", "****/***", "http://", "https://[::1", "mailto:x"),
    *('"\\ud800"', '"\\0"', '"\\x1b[2J"', '"\\u202e"', '"\\U0010ffff"', "'x'' # y'", "|\n  block\n", ">-\n  fold\n"),
    *("!!binary aGk=", "!!set {a}", "!!python/object/apply:os.system [id]", "!x y", "! z", "&a [x]", "*a", "<<"),
    *(
        "::error::x",
        '"##[error]x"',
        "<script>",
        "'=cmd|x'",
        "'| a | b |'",
        "'@team'",
        "x" * 900,
        "é",
        "e\u0301",
        "ｉｄ",
    ),
)
CHARACTERS = (
    *("\0", "\x07", "\x1b", "\x7f", "\x85", "\xa0", "\u200b", "\u2028", "\u202e", "\ufeff", "\ufffe", "\U000e0041"),
    *("\r", "\t", "\n\n", " ", ":", ": ", "-", "- ", "? ", "#", " # ", "'", '"', "|", ">", "&a ", "*a", "!!str ", "%"),
    *(
        "{",
        "}",
        "[",
        "]",
        ",",
        "---\n",
        "...\n",
        "<<: ",
        "<<<<<<< a\n",
        "=======\n",
        ">>>>>>> b\n",
        "\\",
        "`",
        "@",
        "~",
    ),
)
SETTINGS = (
    *(
        "packs: [iso42001, core]",
        "packs: []",
        "primary: core",
        "phase: surveillance",
        "version: 2",
        "limits: {depth: 3}",
    ),
    *(
        "limits: {nodes: 20}",
        "limits: {file_bytes: 300}",
        "include: ['**']",
        "exclude: ['*/a*']",
        "rule_folders: [own]",
    ),
    *("history: {use: none, reason: x}", "approvals: {four_eyes: false, reason: y}", "inline_ignores: forbidden"),
    *("rules: {no-policy: {severity: info}}", "extensions: {ai_system: x.json}", "include: ['a[', '{', '\\']"),
    *("limits: {expansion_factor: 1, expansion_extra: 0}", "rules: {soa-control-missing: {settings: {x: 1}}}", "3: 4"),
)
PATHS = (
    *("governance/b.yaml", "governance/c.md", "aimslint.yaml", "aimslint-baseline.json", "own/topic/r.yaml", "x.json"),
    *(
        "governance/sub/aimslint.yaml",
        "governance/\x1b]0;a.yaml",
        "governance/a\n::error::b.yaml",
        "governance/\udcff.yaml",
    ),
    *("governance/%0A.yaml", "governance/con.yaml", "governance/A.YAML", "docs/evidence.md", "governance/a .aims.md"),
)
COMMENT = "# aimslint: ignore[{}] because it is known, until 2026-12-01"


@cache
def fields() -> tuple[str, ...]:
    """The names of all fields of all records."""
    return tuple(sorted({name for kind in all_kinds().values() for name in _names(kind.shape)}))


@cache
def words() -> tuple[str, ...]:
    """Words that fields take, kinds, names of rules, and requirements."""
    taken = {word for kind in all_kinds().values() for word in _words(Object(kind.shape))}
    rules = rulebook_of(MemoryTree({}), Config(), "").rules
    asked = [id_ for pack in load_packs(["iso42001"]).values() for id_ in pack.requirements]
    return tuple(sorted({*taken, *all_kinds(), *rules, *asked}))


def _names(shape: Shape) -> Iterator[str]:
    for name, declared in shape.fields.items():
        yield name
        for inner in _shapes(declared.type):
            yield from _names(inner)


def _words(type_: Type) -> Iterator[str]:
    if isinstance(type_, Words):
        yield from type_.words
    elif isinstance(type_, ListOf):
        yield from _words(type_.item)
    elif isinstance(type_, Object):
        for declared in type_.shape.fields.values():
            yield from _words(declared.type)


def _shapes(type_: Type) -> Iterator[Shape]:
    if isinstance(type_, Object):
        yield type_.shape
    elif isinstance(type_, ListOf):
        yield from _shapes(type_.item)
