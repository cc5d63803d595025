"""Tags: in other readers they make objects, run code, or change what a value is."""

from tests.hostile.case import Case, system

CASES = [
    system("name: !!python/object/apply:os.system [id]\n", "a call", "bad-tag:3"),
    system("name: !!python/object/new:subprocess.Popen [[id]]\n", "a new object", "bad-tag:3"),
    system("name: !!python/name:os.system ''\n", "the name of a function", "bad-tag:3"),
    system("name: !!python/module:os ''\n", "a module", "bad-tag:3"),
    system("name: !!python/tuple [a, b]\n", "a tuple", "bad-tag:3"),
    system("name: !ruby/object:Gem::Installer {i: x}\n", "an object of another language", "bad-tag:3"),
    system("name: !!javax.script.ScriptEngineManager [x]\n", "a class of another language", "bad-tag:3"),
    system("name: !!binary aGk=\n", "bytes", "bad-tag:3"),
    system("users: !!set {staff}\n", "a set", "bad-tag:3"),
    system("users: !!omap [a: b]\n", "an ordered map", "bad-tag:3", "wrong-type:3"),
    system("stage_since: !!timestamp 2026-01-01\n", "a point in time", "bad-tag:3"),
    system("name: !include ../../etc/passwd\n", "a file to be read", "bad-tag:3"),
    system("name: !<tag:evil.example,2026:x> a\n", "a tag in full", "bad-tag:3"),
    system("name: !!int ''\n", "a number that is none", "bad-tag:3", says="a whole number"),
    system("name: !!bool perhaps\n", "neither true nor false", "bad-tag:3"),
    system("name: !!float 0x_\n", "a fraction that is none", "bad-tag:3"),
    system("name: !!map [a]\n", "a map that is a list", "bad-tag:3"),
    system("name: !!str 12\n", "text by its tag"),
    system("name: ! 12\n", "text by the tag without a name"),
    system("!!str name: Chat\n", "a key with a tag that fits"),
    system("!!python/name:os.system name: Chat\n", "a key with a tag", "bad-tag:3"),
    Case("a document with a tag", "!!python/object:os.x\nkind: ai_system\nid: a\n", ("bad-tag:1",)),
    system("name: !undefined!x a\n", "a tag of a handle that nobody declared", "not-yaml:3"),
]
