"""Without libyaml everything is the same, only slower."""

import subprocess
import sys
from pathlib import Path

import pytest

from aimslint.loading import load_file, locate
from aimslint.loading.events import libyaml_events, python_events
from aimslint.loading.source import EventSource
from tests.loading.reading import paths
from tests.loading.test_front_matter import POLICY
from tests.loading.test_spans import RECORD

CORPUS = {
    "record": RECORD,
    "crlf": RECORD.replace("\n", "\r\n"),
    "documents": "---\na: 1\n---\n---\nb: 2\n...\n",
    "empty": "# nothing\n",
    "typing": "a: [1, 1.5, .5, true, NO, ~, null, 0x1F, 0o17, 012, 2026-11-20, 1_0, '1', \"x\\ty\", ! 1]\n",
    "styles": "a: |+\n  x\n\nb: >-\n  y\n  z\n\nc: 'it''s'\nd: plain\n  folded\n\n  text\ne: \"a\\\n  b\"\n",
    "aliases": "a: &a {x: &b 1.10}\nb: *a\n*b : c\n",
    "tags": "a: !!str 1\nb: !!int x\nc: !foo y\nd: !!seq {}\n! e: f\n",
    "keys": "1: a\n? [b]\n: c\n<<: d\n~: e\n1: f\n'': g\n",
    "special": "a: .nan\nb: 1e999\nc: " + "1" * 5000,
    "bomb": "a: &a [1, *a]\n",
    "deep": "[" * 500,
    "block deep": "- " * 100 + "x",
    "indentation": "a:\n  b: 1\n c: 2\n",
    "colon": "a: b: c\n",
    "quote": "a: 'b\nc: d\n",
    "tab": "a:\n\tb: c\n",
    "flow": "a: [b\nc: d\n",
    "escape": 'a: "\\q"\n',
    "surrogate": 'a: ["\\n", "\\ud800"]\n',
    "beyond unicode": 'a: "\\U00110000"\n',
    "reserved": "a: @b\n",
    "version": "%YAML 1.3\n---\na: b\n",
    "directive": "%FOO\n---\na: b\n",
    "alias": "a: *b\n",
    "end": "a: 1\n...\nb: 2\n",
    "conflict": "a: 1\n<<<<<<< x\nb: 2\n=======\nb: 3\n>>>>>>> y\n",
}


@pytest.mark.parametrize("name", CORPUS)
def test_both_parsers_give_the_same(name: str) -> None:
    raw = CORPUS[name].encode()
    assert load_file("a.yaml", raw) == load_file("a.yaml", raw, events=python_events)


@pytest.mark.parametrize(("path", "text"), [("a.yaml", RECORD), ("a.md", POLICY), ("a.yaml", CORPUS["aliases"])])
def test_both_parsers_give_the_same_positions(path: str, text: str) -> None:
    def places(events: EventSource) -> list[object]:
        located = locate(path, text, events=events)
        data = load_file(path, text.encode()).documents[0].data
        return [(keys, located.find(keys), located.find(keys, "key")) for keys in paths(data)]

    assert places(libyaml_events) == places(python_events)


def test_a_python_without_libyaml_reads_records() -> None:
    program = (
        "import sys; sys.modules['yaml._yaml'] = None\n"
        "from aimslint.loading import load_file\n"
        "from aimslint.loading.events import python_events, quickest\n"
        "assert quickest is python_events\n"
        "assert load_file('a.yaml', b'a: [1, b]').documents[0].data == {'a': [1, 'b']}\n"
    )
    top = Path(__file__).resolve().parents[2]
    subprocess.run([sys.executable, "-c", program], cwd=top, check=True)
