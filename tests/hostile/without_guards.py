"""Takes each guard out of a copy of aimslint and says which case fails then: python -m tests.hostile.without_guards

A guard that no case fails without, or that nothing works without, is printed as such, and the exit code is 1. The
result of the last run stands in README.md. Takes ten seconds a guard.
"""

import json
import os
import re
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from tests.hostile.resources import BOMBS

TOP = Path(__file__).parents[2]
COPIED, LINKED = ("aimslint", "fuzz", "tests"), ("rules", "schemas", "pyproject.toml")
NONE, EVERY = "NO CASE FAILS", "EVERY CASE FAILS"
_FAILED = re.compile(r"^FAILED (?P<test>\S+?::[^\s\[]+)(?:\[(?P<case>.+?)\])?(?: - .*)?$", re.MULTILINE)


@dataclass(frozen=True)
class Guard:
    """A few words of a file that keep something out, and what would stand there if nobody had thought of it.

    `elsewhere` is the file of tests about it, where the guard stands behind another one in a whole check.
    """

    name: str
    class_: str
    file: str
    written: str
    without: str
    elsewhere: str = ""


# One guard a line.
# ruff: noqa: E501
GUARDS = (
    Guard("no control characters", "encodings", "loading/decode.py", "if len(raw.translate(None, _CONTROLS)) != len(raw):", "if False:"),
    Guard("no C1 controls", "encodings", "loading/decode.py", r"\xc2[\x80-\x9f]|", ""),
    Guard("no line separators", "encodings", "loading/decode.py", r"\xe2\x80[\xa8\xa9]|", ""),
    Guard("no characters that are none", "encodings", "loading/decode.py", r":\xbb\xbf|\xbf[\xbe\xbf])", r":\xbb\xbf)"),
    Guard("strict UTF-8", "encodings", "loading/decode.py", 'text = raw.decode("utf-8")', 'text = raw.decode("utf-8", "replace")'),
    Guard("UTF-16 is named", "encodings", "loading/decode.py", "if _is_wide(raw):", "if False:"),
    Guard("one byte order mark", "encodings", "loading/decode.py", r"|\xef(?:\xbb\xbf|", r"|\xef(?:"),
    Guard("repeated keys", "syntax", "loading/by_events.py", "if key in container or key in ODD_KEYS", "if key in ODD_KEYS"),
    Guard("merge keys", "syntax", "loading/builder.py", 'key == "<<":', 'key == "<<<":'),
    Guard("keys that are no text", "syntax", "loading/by_events.py", "builder.collection_as_key(event, stack, container)", "pass"),
    Guard("unfinished merges", "syntax", "loading/document.py", "if fault is None:", "if True:"),
    Guard("tags of scalars", "tags", "loading/scalars.py", 'raise Refused("bad-tag", f"{_shown(tag)} before {_short(text)}", "no tag, or', 'return text\n    raise Refused("bad-tag", f"{_shown(tag)} before {_short(text)}", "no tag, or'),
    Guard("tags of collections", "tags", "loading/builder.py", "            if values:\n", "            if False:\n"),
    Guard("tags whose value does not fit", "tags", "loading/scalars.py", 'if kind in ("int", "float", "bool", "null"):\n        raise', 'if False:\n        raise'),
    Guard("no infinity", "typing", "loading/scalars.py", "if not isinf(value):", "if True:"),
    Guard("no number of thousands of digits", "typing", "loading/scalars.py", "if len(text) > LONGEST_NUMBER:", "if False:"),
    Guard("no number that is too large for a fraction", "typing", "loading/scalars.py", "except OverflowError:", "except KeyError:"),
    Guard("words of YAML 1.1 are text", "typing", "loading/scalars.py", '**dict.fromkeys(("true",', '**dict.fromkeys(("no", "off"), False),\n    **dict.fromkeys(("true",'),
    Guard("days of the calendar", "dates", "records/patterns.py", 'r"^(?:19[5-9][0-9]|2[01][0-9][0-9])-(?:', 'r"^[-+0-9 _]+-[0-9]+-[0-9]+$|^(?:19[5-9][0-9]|2[01][0-9][0-9])-(?:'),
    Guard("leap years", "dates", "records/patterns.py", "02-(?:0[1-9]|1[0-9]|2[0-8])", "02-(?:0[1-9]|1[0-9]|2[0-9])"),
    Guard("an id once", "identity", "aims/linking.py", "if first is not item:\n            self._doubles", "if False:\n            self._doubles"),
    Guard("ids that can be seen", "identity", "records/patterns.py", "{_UNSEEN}", r"\ufeff"),
    Guard("ids without spaces and slashes", "identity", "records/patterns.py", r"/#\[\]]{{1,100}}", "]{{1,100}}"),
    Guard("ids of a hundred letters", "identity", "records/patterns.py", "{{1,100}}", "{{1,150}}"),
    Guard("no way up", "paths", "checks/evidence.py", 'if ".." in parts:', "if False:"),
    Guard("letter case", "paths", "checks/evidence.py", "if other_case is not None:", "if False:"),
    Guard("no backslash, no control character", "paths", "records/patterns.py", r'r"^/?[^/\\\x00-\x1f][^\\\x00-\x1f]*$"', 'r"^(?s:.)+$"'),
    Guard("names of files in quotes", "git", "reporters/text/safe.py", "if path and all(", "if path or all("),
    Guard("escapes in workflow commands", "git", "reporters/ci/runner.py", 'return _data(text).replace(":", "%3A").replace(",", "%2C")', "return text", "tests/reporters/test_github.py"),
    Guard("signs of workflow commands", "injection", "reporters/text/safe.py", "return _COMMAND.sub(", "return text or _COMMAND.sub("),
    Guard("control characters are shown", "injection", "reporters/text/safe.py", "return ascii(character)[1:-1]", "return character"),
    Guard("XML is quoted", "injection", "reporters/ci/junit_cases.py", """return f'"{escape(text, _QUOTES)}"'""", """return f'"{text}"'"""),
    Guard("exceptions in texts are texts", "configuration", "loading/comments.py", "if read.is_comment(match.start())", ""),
    Guard("what keeps from reading is never excepted", "configuration", "suppress/terms.py", "if rule.name in UNREADABLE:", "if False:"),
    Guard("reasons that can be seen", "configuration", "suppress/terms.py", "if is_empty(reason):", "if not reason:"),
    Guard("no setting that nobody knows", "configuration", "config_form.py", 'ConfigDict(strict=True, extra="forbid", frozen=True)', 'ConfigDict(strict=True, extra="ignore", frozen=True)'),
    Guard("patterns in bounded time", "configuration", "records/extension_schema.py", "except SchemaError:\n        raise ValueError(text) from None", "except SchemaError:\n        return None"),
    Guard("schemas in bounded time", "configuration", "records/bounded_validation.py", "if self._left < 0:", "if self._left < -800_000:"),
    Guard("schemas that end", "configuration", "records/bounded_validation.py", "except RecursionError:", "except KeyError:"),
    Guard("schemas fetch nothing", "configuration", "records/extension_schema.py", 'value.startswith("#")', "bool(value)"),
    Guard("numbers of any size", "configuration", "records/bounded_validation.py", '"multipleOf": _multiple_of,', ""),
    Guard("a budget for aliases", "resources: a billion laughs", "loading/anchors.py", "if self._expanded > self._budget:", "if False:"),
    Guard("no alias inside its anchor", "resources: a list that holds itself", "loading/anchors.py", "if anchor.size is None:", "if False:"),
    Guard("bounded depth", "resources: 1,500 columns of depth", "loading/by_events.py", "if len(stack) > deepest:", "if False:"),
    Guard("bounded values", "resources: two million values", "loading/by_events.py", "if nodes_left < 0:", "if nodes_left < -10_000_000:"),
    Guard("bounded size", "resources", "loading/decode.py", "if size <= limits.file_bytes:", "if True:", "tests/loading/test_decode.py"),
)  # fmt: skip


def main() -> int:
    """Try every guard, or those whose class is named. Gives 1 when a case misses one."""
    missed = 0
    wanted = sys.argv[1:]
    for guard in GUARDS:
        class_ = guard.class_.partition(": ")[0]
        if wanted and class_ not in wanted:
            continue
        failed = _failing_without(guard)
        missed += failed in (NONE, EVERY)
        sys.stdout.write(f"| {class_} | {guard.name} | {failed} |\n")
        sys.stdout.flush()
    return 1 if missed else 0


def _failing_without(guard: Guard) -> str:
    """The first case that fails without a guard, and how many more do."""
    with tempfile.TemporaryDirectory(prefix="aimslint-guards-") as folder:
        for name in COPIED:
            shutil.copytree(TOP / name, Path(folder, name))
        for name in LINKED:
            Path(folder, name).symlink_to(TOP / name)
        file = Path(folder, "aimslint", guard.file)
        text = file.read_text("utf-8")
        assert guard.written in text, f"{guard.file} has changed: {guard.written}"
        file.write_text(text.replace(guard.written, guard.without), "utf-8")
        class_, _, bomb = guard.class_.partition(": ")
        return _bomb_that_bursts(bomb, folder) if bomb else _first_failing(guard.elsewhere, class_, folder)


def _first_failing(elsewhere: str, class_: str, folder: str) -> str:
    command = ["pytest", "-q", "-p", "no:cacheprovider"]
    command += [elsewhere] if elsewhere else ["tests/hostile/test_cases.py", "-k", f"{class_}:"]
    said = _run(command, folder)
    names = [(found["case"] or "").removeprefix(f"{class_}: ") or found["test"] for found in _FAILED.finditer(said)]
    if not re.search(r"\b[0-9]+ passed", said):
        return EVERY
    if not names:
        return NONE
    first = f"{names[0]}, in `{elsewhere}`" if elsewhere else names[0]
    return f"{first}, and {len(names) - 1} more" if len(names) > 1 else first


def _bomb_that_bursts(bomb: str, folder: str) -> str:
    (known,) = [each for each in BOMBS if each.name == bomb]
    result = json.loads(_run(["tests.hostile.bounded", bomb], folder))
    stands = result["status"] == 0 and set(known.found) <= set(result["found"])
    return NONE if stands else bomb


def _run(module: Sequence[str], folder: str) -> str:
    environment = {**os.environ, "PYTHONPATH": folder, "PYTHONDONTWRITEBYTECODE": "1"}
    command = [sys.executable, "-m", *module]
    return subprocess.run(command, cwd=folder, env=environment, capture_output=True, text=True).stdout


if __name__ == "__main__":
    sys.exit(main())
