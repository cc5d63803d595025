"""Files that ask for more time or memory than there is, and what must come of each.

`found` must be among the findings in that file; `seconds` is ten times and more what a case takes.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from itertools import pairwise

from tests.hostile.case import RECORD

MANY = 1_000
_SYSTEM = "kind: ai_system\nid: chat\n"
_RISKS = "kind: risk_register\nid: risks\nrisks:\n"
_ROLES = "kind: roles\nid: roles\nroles:\n"


@dataclass(frozen=True)
class Bomb:
    """`make` gives the file; it is not made before it is needed."""

    name: str
    make: Callable[[], str]
    found: tuple[str, ...] = ()
    path: str = RECORD
    others: Mapping[str, str] = field(default_factory=dict)
    seconds: int = 20


def _laughs() -> str:
    names = "abcdefghi"
    lines = [f"{b}: &{b} [{','.join(['*' + a] * 9)}]\n" for a, b in pairwise(names)]
    return "a: &a [x,x,x,x,x,x,x,x,x]\n" + "".join(lines)


def _merges() -> str:
    return "a0: &a0 {k: v}\n" + "".join(f"a{n}: &a{n} {{<<: [*a{n - 1}, *a{n - 1}]}}\n" for n in range(1, 26))


def _lines(form: str, number: int = MANY) -> str:
    return "".join(form.format(each) for each in range(number))


BOMBS = [
    Bomb("a billion laughs", _laughs, ("alias-bomb:5",)),
    Bomb("merge keys that double 25 times", _merges, ("merge-key:2", "alias-bomb:12")),
    Bomb("a list that holds itself", lambda: "a: &a [*a]\n", ("alias-bomb:1",)),
    Bomb("200,000 brackets", lambda: "[" * 200_000, ("too-deep:1",)),
    Bomb("200,000 braces", lambda: "{a: " * 200_000, ("too-deep:1",)),
    Bomb("1,500 columns of depth", lambda: "".join(f"{' ' * n}a:\n" for n in range(1_500)), ("too-deep:65",)),
    Bomb("1,500 dashes", lambda: "- " * 1_500, ("too-deep:1",)),
    Bomb("two million values", lambda: "[" + "a," * 2_000_001 + "]", ("too-many-nodes:1",), seconds=60),
    Bomb("33 MiB", lambda: "#" * (33 << 20), ("too-large:1",)),
    Bomb("a text of 16 MiB", lambda: f"{_SYSTEM}nmae: {'x' * (16 << 20)}\n", ("unknown-field:3",), seconds=60),
    Bomb("a line of 1 MB in quotes", lambda: f'{_SYSTEM}nmae: "{"x y " * 250_000}"\n', ("unknown-field:3",)),
    Bomb("a key of 1 MB", lambda: f"{_SYSTEM}? {'k' * 1_000_000}\n: x\n", ("unknown-field:3",)),
    Bomb("a value of 1 MB where a word belongs", lambda: f"{_SYSTEM}lifecycle_stage: {'w' * 1_000_000}\n",
         ("bad-enum-value:3",)),
    Bomb("a map of 10,000 keys that nobody knows", lambda: _SYSTEM + _lines("name{}: x\n", 10_000),
         ("unknown-field:3", "unknown-field:10002"), seconds=60),
    Bomb("the same key 20,000 times", lambda: _SYSTEM + "name: x\n" * 20_000, ("duplicate-key:4",)),
    Bomb("20,000 aliases of a list", lambda: f"{_SYSTEM}users: &u [a, b]\nxx: [{'*u,' * 20_000}]\n",
         ("unknown-field:4",)),
    Bomb("5,000 documents", lambda: "---\na\n" * 5_000, ("not-a-record:2",)),
    Bomb("a comment of 4 MB", lambda: f"{_SYSTEM}# {'# ' * 2_000_000}\nnmae: x\n", ("unknown-field:4",)),
    Bomb("20,000 exceptions in one line", lambda: f"{_SYSTEM}name: x {'# aimslint: ignore[a] x ' * 20_000}\n",
         ("suppression-unknown-rule:3",)),
    Bomb("1,000 exceptions", lambda: _SYSTEM + "# aimslint: ignore[no-policy] x, until 2026-12-01\n" * MANY,
         ("suppression-unused:3",)),
    Bomb("one exception for 1,000 rules", lambda: f"{_SYSTEM}# aimslint: ignore[{_lines('r{},')}] x\nname: x\n",
         ("suppression-unknown-rule:3",)),
    Bomb("300 references that nearly name one of 300 ids",
         lambda: _ROLES + _lines("  - {{id: role-{}}}\n", 300) + "---\n" + _RISKS
         + _lines("  - {{id: r{0}, owner: rolle-{0}}}\n", 300), ("owner-not-a-role:308",), seconds=30),
    Bomb("1,000 entries of one id", lambda: _RISKS + "  - {id: a, title: x}\n" * MANY, ("duplicate-id:5",), seconds=60),
    Bomb("500 lost records and 1,000 references that may name one",
         lambda: "kind: ai_sistem\nid: a\n---\n" * 500 + _RISKS
         + _lines("  - {{id: r{0}, systems: [s{0}]}}\n"),
         ("unknown-kind:1",), seconds=60),
    Bomb("1,000 fields that may name anything",
         lambda: _ROLES + _lines("  - {{id: role-{}}}\n") + "---\n" + _RISKS
         + _lines("  - {{id: r{0}, owner: [a]}}\n"), ("wrong-type:1008",), seconds=60),
    Bomb("a row of 500 policies, each in place of the next",
         lambda: _lines("kind: policy\nid: p{0}\nstatus: retired\nsupersedes: p{0}1\n---\n", 500), ("broken-ref:4",),
         seconds=60),
    Bomb("1,000 waivers of nothing", lambda: "kind: waivers\nid: w\nwaivers:\n" + _lines(
         "  - {{id: w{}, rule: no-pollicy, reason: x, until: 2026-12-01, approved_by: r}}\n"),
         ("suppression-unknown-rule:4",), seconds=60),
    Bomb("a million blank lines of Markdown", lambda: f"---\n{_SYSTEM}nmae: x\n---\n" + "\n" * 1_000_000 + "x",
         ("unknown-field:4",), path="governance/a.md"),
    Bomb("brackets in prose", lambda: f"{_SYSTEM}intended_use: '{'[a](' * 200_000}'\nnmae: x\n", ("unknown-field:4",)),
    Bomb("braces in prose", lambda: f"{_SYSTEM}intended_use: '{'{{ ' * 200_000}'\nnmae: x\n", ("unknown-field:4",)),
    Bomb("beginnings of comments in prose", lambda: f"{_SYSTEM}intended_use: '{'<!--' * 200_000}'\nnmae: x\n",
         ("unknown-field:4",)),
    Bomb("stars in a pattern of files", lambda: _SYSTEM + "nmae: x\n", ("unknown-field:3",),
         path=f"governance/{'a/' * 60}{'a' * 100}.yaml",
         others={"aimslint.yaml": f"include: ['{'**/*a' * 20}b', '{'*a' * 40}b', 'governance/**']\n"}),
]  # fmt: skip
