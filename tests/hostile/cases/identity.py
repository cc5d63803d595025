"""Ids that look alike, that are alike, or that are no ids."""

from tests.hostile.case import Case


def _two(first: str, second: str, name: str, *found: str) -> Case:
    return Case(name, f"kind: ai_system\nid: {first}\n---\nkind: ai_system\nid: {second}\n", found)


def _one(id_: str, name: str, *found: str) -> Case:
    return Case(name, f"kind: ai_system\nid: {id_}\n", found)


CASES = [
    _two("chat", "chat", "the same id twice in a file", "duplicate-id:5"),
    Case(
        "the same id in two files",
        "kind: ai_system\nid: chat\n",
        ("duplicate-id:2",),
        path="governance/b.yaml",
        others={"governance/a.yaml": "kind: ai_system\nid: chat\n"},
    ),
    _two("chat", '"ch\\x61t"', "the same id in escapes", "duplicate-id:5"),
    _two("chat", "Chat", "ids that differ by a capital letter are two"),
    _one("caf\u00e9", "a letter beyond ASCII is a letter"),
    _one("ch\u200bat", "a letter that cannot be seen", "bad-id:2"),
    _one("chat\u2060", "a letter that cannot be seen, at the end", "bad-id:2"),
    _one("\u202echat", "a sign that turns the direction of text", "bad-id:2"),
    _one("ch\u00adat", "a hyphen that cannot be seen", "bad-id:2"),
    _one("\u3164", "a letter that is nothing but space", "missing-required-field:2"),
    _one('"chat "', "a space at the end", "bad-id:2"),
    _one('"chat\\n"', "a line break at the end", "bad-id:2"),
    _one("'../chat'", "a folder above", "bad-id:2"),
    _one("'a/b'", "a path", "bad-id:2"),
    _one("''", "an empty id", "missing-required-field:2"),
    _one("TBD", "a placeholder", "missing-required-field:2"),
    _one("17", "a number", "unquoted-scalar:2"),
    _one("[chat]", "a list", "wrong-type:2"),
    _one("{chat: chat}", "a map", "wrong-type:2"),
    _one("i" * 100, "100 letters are an id"),
    _one("i" * 101, "101 letters", "bad-id:2"),
    _one("i" * 100_000, "100,000 letters", "bad-id:2"),
    Case("a kind of another script", "kind: \u0430i_system\nid: chat\n", ("unknown-kind:1",)),
    Case("a kind in capitals", "kind: AI_SYSTEM\nid: chat\n", ("unknown-kind:1",)),
    Case("a kind of 100,000 letters", f"kind: {'k' * 100_000}\nid: chat\n", ("unknown-kind:1",)),
    Case("a kind of a dunder name", "kind: __class__\nid: chat\n", ("unknown-kind:1",)),
    Case("a field of a dunder name", "kind: ai_system\nid: chat\n__class__: x\n", ("unknown-field:3",)),
    Case("a record that names itself", "kind: policy\nid: p\nsupersedes: p\n"),
    Case("two that name each other", "kind: policy\nid: p\nsupersedes: q\n---\nkind: policy\nid: q\nsupersedes: p\n"),
    Case("a reference to nothing", "kind: policy\nid: p\nowner: nobody\n", ("owner-not-a-role:3",)),
    Case("a reference of 100,000 letters", f"kind: policy\nid: p\nowner: {'l' * 100_000}\n", ("owner-not-a-role:3",)),
]
