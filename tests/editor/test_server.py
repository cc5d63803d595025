"""The server as an editor meets it: a process of its own, spoken with over its standard input and output."""

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from tests.cli.running import run, write
from tests.editor.client import AS_OF, Client, Refused
from tests.repositories import git, make_repository

ROLES = (
    "kind: roles\nid: roles\nowner: cto\nroles:\n  - id: cto\n    name: Chief\n  - id: sales\n    name: Head of sales\n"
)
SYSTEM = """\
kind: ai_system
id: ranking
name: Ranking
owner: sales
lifecycle_stage: development
risk_tier: low
last_reviewed: 2026-01-15
"""
TEST = "kind: evaluation\nid: first-test\nsystem: ranking\nowner: cto\nstatus: draft\n"
FILES = {
    ".gitignore": "scratch/\n",
    "aimslint.yaml": "version: 1\nphase: foundation\n",
    "governance/roles.yaml": ROLES,
    "governance/ranking.yaml": SYSTEM,
    "governance/test.yaml": TEST,
}
CAPABLE: dict[str, Any] = {
    "workspace": {
        "workspaceEdit": {"documentChanges": True, "resourceOperations": ["create"]},
        "codeLens": {"refreshSupport": True},
    },
    "textDocument": {"codeAction": {"resolveSupport": {"properties": ["edit"]}, "dataSupport": True}},
}


class Bench:
    """A server with two management systems in its workspace: one in a repository, one without git."""

    def __init__(self, folder: Path) -> None:
        self.top = make_repository(folder / "repository", FILES)
        self.plain = write(folder / "plain", {**FILES, "nested/aimslint.yaml": "version: 1\n"})
        write(self.plain, {"nested/governance/ranking.yaml": SYSTEM.replace("sales", "nobody")})
        self.system = self.top / "governance/ranking.yaml"
        self.test = self.top / "governance/test.yaml"
        self.client = Client([self.top, self.plain], options={"lenses": True, "hints": True}, **CAPABLE)
        self._version = 1

    def version(self) -> int:
        self._version += 1
        return self._version

    def type(self, file: Path, text: str, range_: Any = None) -> None:
        self.client.type(file, text, self.version(), range_)

    def shown(self, file: Path, *codes: str) -> list[dict[str, Any]]:
        """The diagnostics of a file once these codes are among them."""
        return self.client.until_shown(file, lambda there: all(code in there for code in codes))

    def gone(self, file: Path, code: str) -> None:
        self.client.until_shown(file, lambda there: code not in there)


@pytest.fixture(scope="module")
def started(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Bench]:
    bench = Bench(tmp_path_factory.mktemp("workspace"))
    bench.client.settle()  # before that, open files are told of while there is nothing yet to hover over
    yield bench
    assert bench.client.leave() == 0
    faults = [each for each in bench.client.heard if "Traceback" in json.dumps(each)]
    assert not faults, faults
    assert git(bench.top, "status", "--porcelain") == b"", "the server wrote a file"


@pytest.fixture
def bench(started: Bench) -> Iterator[Bench]:
    """The server, with nothing open before and after."""
    yield started
    for uri in list(started.client.opened):
        started.client.close_uri(uri)


def open_(bench: Bench, file: Path, text: str | None = None) -> str:
    text = file.read_bytes().decode() if text is None else text
    bench.client.open(file, text, bench.version())
    return text


def said(folder: Path) -> dict[str, list[tuple[str, int]]]:
    """By path the rules and lines of what `aimslint check` lists."""
    result = run("check", "--output-format", "json", "--no-cache", "--as-of", AS_OF, str(folder))
    found: dict[str, list[tuple[str, int]]] = {}
    for one in json.loads(result.stdout)["findings"]:
        found.setdefault(Path(one["path"]).name, []).append((one["rule"], one["line"] - 1))
    return {path: sorted(some) for path, some in found.items()}


def test_what_is_typed_is_told_and_what_is_mended_is_not(bench: Bench) -> None:
    text = open_(bench, bench.system)
    bench.type(bench.system, "nobody", _range(3, 7, 3, 12))
    (found,) = [one for one in bench.shown(bench.system, "owner-not-a-role") if one["code"] == "owner-not-a-role"]
    assert found["range"] == _range(3, 7, 3, 13)
    assert (found["severity"], found["source"]) == (1, "aimslint")
    bench.type(bench.system, "sales", _range(3, 7, 3, 13))
    bench.gone(bench.system, "owner-not-a-role")
    assert bench.client.ask("textDocument/hover", _at(bench.system, 3, 9)) is not None
    assert text == bench.system.read_text()


def test_an_id_renamed_here_dangles_there(bench: Bench) -> None:
    open_(bench, bench.system)
    bench.type(bench.system, "sorting", _range(1, 4, 1, 11))
    (found,) = [one for one in bench.shown(bench.test, "broken-ref") if one["code"] == "broken-ref"]
    assert found["range"] == _range(2, 8, 2, 15)
    bench.type(bench.system, "ranking", _range(1, 4, 1, 11))
    bench.gone(bench.test, "broken-ref")


def test_a_file_that_does_not_parse_is_taken_as_it_did(bench: Bench) -> None:
    text = open_(bench, bench.system)
    bench.type(bench.system, text + "{{{ [\n")
    (found,) = [one for one in bench.shown(bench.system, "not-yaml") if one["code"] == "not-yaml"]
    assert found["range"]["start"]["line"] == 7
    bench.client.settle()
    assert not [one for one in bench.client.diagnostics.get(bench.test.as_uri(), []) if one["code"] == "broken-ref"]
    bench.type(bench.system, text)
    bench.gone(bench.system, "not-yaml")


def test_diagnostics_are_those_of_the_command_line(bench: Bench) -> None:
    open_(bench, bench.system)
    open_(bench, bench.test)
    bench.client.settle()
    shown = {
        Path(uri).name: sorted((one["code"], one["range"]["start"]["line"]) for one in some)
        for uri, some in bench.client.diagnostics.items()
        if some and uri.startswith(bench.top.as_uri())
    }
    assert shown == said(bench.top)


def test_characters_outside_the_basic_plane(bench: Bench) -> None:
    file = bench.top / "governance/astral.yaml"
    open_(bench, file, "{kind: ai_system, id: smile, name: 😀😀, owner: nobody}\n")
    (found,) = [one for one in bench.shown(file, "owner-not-a-role") if one["code"] == "owner-not-a-role"]
    assert found["range"] == _range(0, 48, 0, 54)
    bench.type(file, "sales", found["range"])
    bench.gone(file, "owner-not-a-role")


def test_lines_that_end_in_carriage_return_and_line_feed(bench: Bench) -> None:
    file = bench.top / "governance/windows.yaml"
    open_(bench, file, SYSTEM.replace("ranking", "windows").replace("\n", "\r\n"))
    bench.type(file, "nobody", _range(3, 7, 3, 12))
    (found,) = [one for one in bench.shown(file, "owner-not-a-role") if one["code"] == "owner-not-a-role"]
    assert found["range"] == _range(3, 7, 3, 13)


def test_front_matter_and_several_documents(bench: Bench) -> None:
    page, several = bench.top / "governance/page.md", bench.top / "governance/several.yaml"
    open_(bench, page, "---\nkind: policy\nid: page\nowner: nobody\n---\n# owner: nobody\n")
    (found,) = [one for one in bench.shown(page, "owner-not-a-role") if one["code"] == "owner-not-a-role"]
    assert found["range"]["start"]["line"] == 3
    open_(bench, several, SYSTEM.replace("ranking", "one") + "---\n" + SYSTEM.replace("ranking", "two"))
    bench.type(several, "nobody", _range(11, 7, 11, 12))
    (found,) = [one for one in bench.shown(several, "owner-not-a-role") if one["code"] == "owner-not-a-role"]
    assert found["range"] == _range(11, 7, 11, 13)


def test_several_management_systems_and_no_git(bench: Bench) -> None:
    nested = bench.plain / "nested/governance/ranking.yaml"
    assert bench.shown(nested, "owner-not-a-role")
    other = bench.plain / "governance/ranking.yaml"
    open_(bench, other)
    bench.type(other, "nobody", _range(3, 7, 3, 12))
    assert bench.shown(other, "owner-not-a-role")
    hover = bench.client.ask("textDocument/hover", _at(nested, 0, 8))
    assert "ai_system" in hover["contents"]["value"]


def test_settings_that_cannot_be_used_keep_what_was_found(bench: Bench) -> None:
    settings = bench.top / "aimslint.yaml"
    open_(bench, bench.system)
    bench.type(bench.system, "nobody", _range(3, 7, 3, 12))
    bench.shown(bench.system, "owner-not-a-role")
    open_(bench, settings)
    bench.type(settings, "version: 1\nphaze: foundation\n")
    (found,) = bench.shown(settings, "not-usable")
    assert found["range"]["start"]["line"] == 1
    assert bench.shown(bench.system, "owner-not-a-role")
    bench.type(settings, "version: 1\nphase: foundation\n")
    bench.gone(settings, "not-usable")


def test_actions_mend_ignore_review_and_begin(bench: Bench) -> None:
    open_(bench, bench.system, SYSTEM.replace("owner: sales", "owner: salse"))
    bench.shown(bench.system, "owner-not-a-role")
    bench.client.settle()
    document = {"uri": bench.system.as_uri()}
    there = bench.client.diagnostics[bench.system.as_uri()]
    request = {"textDocument": document, "range": _range(3, 8, 3, 8), "context": {"diagnostics": there}}
    found = {one["title"]: one for one in bench.client.ask("textDocument/codeAction", request)}
    (mend,) = [one for title, one in found.items() if title.startswith("write `sales`")]
    assert mend["edit"]["changes"][bench.system.as_uri()] == [{"range": _range(3, 7, 3, 12), "newText": "sales"}]
    assert "isPreferred" not in mend, "what is likely right is not sure"
    (ignore,) = found["Ignore owner-not-a-role here, with a reason"]["edit"]["changes"][bench.system.as_uri()]
    assert ignore["range"] == _range(3, 12, 3, 12)
    bench.type(bench.system, ignore["newText"].replace("TODO", "she begins on Monday"), ignore["range"])
    bench.gone(bench.system, "owner-not-a-role")
    (day,) = found[f"Mark ranking as reviewed on {AS_OF}"]["edit"]["changes"][bench.system.as_uri()]
    assert day == {"range": _range(6, 15, 6, 25), "newText": AS_OF}
    new = bench.client.ask("codeAction/resolve", found["New impact assessment for ranking"])["edit"]["documentChanges"]
    assert (new[0]["kind"], new[0]["uri"]) == ("create", new[1]["textDocument"]["uri"])
    assert "system: ranking\n" in new[1]["edits"][0]["newText"]
    made = bench.top / "governance/assessments/ranking-impact.yaml"
    assert (new[0]["uri"], made.exists()) == (made.as_uri(), False)


def test_what_is_safe_is_mended_when_a_file_is_saved(bench: Bench) -> None:
    open_(bench, bench.system, SYSTEM.replace("development", "in-development").replace("low", "Low"))
    bench.shown(bench.system, "enum-alias")
    bench.client.settle()
    context = {"diagnostics": [], "only": ["source.fixAll"]}
    request = {"textDocument": {"uri": bench.system.as_uri()}, "range": _range(0, 0, 0, 0), "context": context}
    (found,) = bench.client.ask("textDocument/codeAction", request)
    assert {"range": _range(5, 11, 5, 14), "newText": "low"} in found["edit"]["changes"][bench.system.as_uri()]


def test_lenses_and_hints(bench: Bench) -> None:
    bench.client.settle()
    document = {"uri": bench.system.as_uri()}
    assert any(one["method"] == "workspace/codeLens/refresh" for one in bench.client.heard)
    (lens,) = bench.client.ask("textDocument/codeLens", {"textDocument": document})
    assert lens["range"]["start"]["line"] == 0
    assert "open finding" in lens["command"]["title"]
    request = {"textDocument": document, "range": _range(0, 0, 9, 0)}
    (hint,) = bench.client.ask("textDocument/inlayHint", request)
    assert (hint["label"], hint["position"]) == ("Head of sales", {"line": 3, "character": 12})
    bench.client.tell("workspace/didChangeConfiguration", {"settings": {"aimslint": {"lenses": True}}})
    assert bench.client.ask("textDocument/inlayHint", request) is None
    assert bench.client.ask("textDocument/codeLens", {"textDocument": document}) is not None


def test_a_large_file_and_a_paste_of_bytes(bench: Bench) -> None:
    large, odd = bench.top / "governance/large.yaml", bench.top / "governance/odd.yaml"
    open_(
        bench,
        large,
        f"# {'nothing to see ' * 20}\n" * 33_000 + SYSTEM.replace("ranking", "large").replace("sales", "nobody"),
    )
    (found,) = [one for one in bench.shown(large, "owner-not-a-role") if one["code"] == "owner-not-a-role"]
    assert found["range"]["start"]["line"] == 33_003
    open_(bench, odd, SYSTEM.replace("ranking", "odd"))
    bench.type(odd, "".join(map(chr, range(256))) * 40 + "\ud800", _range(3, 0, 5, 0))
    bench.client.until_shown(odd, bool)
    assert bench.client.ask("textDocument/hover", _at(bench.system, 3, 9)) is not None


def test_a_client_that_talks_nonsense(bench: Bench) -> None:
    open_(bench, bench.system)
    unknown = bench.top / "governance/unknown.yaml"
    bench.client.type(unknown, "x", 9)  # never opened
    bench.client.close(unknown)
    bench.client.type(bench.system, "", -7, _range(900, 900, 901, 3))  # behind the end, in an earlier version
    bench.client.type(bench.system, "", 0, _range(3, 9, 1, 2))  # the wrong way round
    bench.client.tell("textDocument/didOpen", {"textDocument": {"uri": "untitled:x", "languageId": "yaml"}})
    bench.client.open(Path("/nowhere/at/all.yaml"), "kind: ai_system\n")
    bench.client.close(Path("/nowhere/at/all.yaml"))
    bench.client.send_raw(b"{ this is no JSON")
    with pytest.raises(Refused):
        bench.client.ask("textDocument/hover", {"textDocument": 7})
    with pytest.raises(Refused):
        bench.client.ask("no/such/method", {})
    assert bench.client.ask("textDocument/hover", _at(unknown, 5, 5)) is None
    bench.type(bench.system, SYSTEM.replace("sales", "nobody"))
    assert bench.shown(bench.system, "owner-not-a-role")
    refused = {"newName": "cto x", **_at(bench.system, 1, 6)}
    with pytest.raises(Refused):
        bench.client.ask("textDocument/rename", refused)


def test_of_a_document_that_is_out_of_step_nothing_is_said(bench: Bench) -> None:
    text = open_(bench, bench.system, SYSTEM.replace("sales", "nobody"))
    bench.shown(bench.system, "owner-not-a-role")
    bench.type(bench.system, "sales", _range(3, 7, -3, 13))
    bench.client.until_shown(bench.system, lambda there: not there)
    assert any(
        bench.system.as_uri() in json.dumps(each) for each in bench.client.heard if "logMessage" in each["method"]
    )
    bench.type(bench.system, "x", _range(3, 7, 3, 8))  # a part more does not tell the rest
    bench.client.settle()
    assert bench.client.diagnostics[bench.system.as_uri()] == []
    assert bench.client.ask("textDocument/hover", _at(bench.system, 3, 2)) is None
    bench.type(bench.system, text)
    bench.shown(bench.system, "owner-not-a-role")
    assert bench.client.ask("textDocument/hover", _at(bench.system, 3, 2)) is not None


def test_files_that_change_on_disk(bench: Bench) -> None:
    file = bench.plain / "governance/late.yaml"
    write(bench.plain, {"governance/late.yaml": "kind: ai_system\nid: late\nowner: nobody\n"})
    bench.client.tell("workspace/didChangeWatchedFiles", {"changes": [{"uri": file.as_uri(), "type": 1}]})
    bench.shown(file, "owner-not-a-role")
    file.unlink()
    bench.client.tell("workspace/didChangeWatchedFiles", {"changes": [{"uri": file.as_uri(), "type": 3}]})
    bench.gone(file, "owner-not-a-role")


def test_a_management_system_that_is_no_more(bench: Bench) -> None:
    nested, settings = bench.plain / "nested/governance/ranking.yaml", bench.plain / "nested/aimslint.yaml"
    bench.shown(nested, "owner-not-a-role")
    settings.unlink()
    bench.client.tell("workspace/didChangeWatchedFiles", {"changes": [{"uri": settings.as_uri(), "type": 3}]})
    bench.gone(nested, "owner-not-a-role")
    settings.write_text("version: 1\n")
    bench.client.tell("workspace/didChangeWatchedFiles", {"changes": [{"uri": settings.as_uri(), "type": 1}]})
    bench.shown(nested, "owner-not-a-role")


def test_what_git_ignores_is_no_record_because_somebody_looks_at_it(bench: Bench) -> None:
    file = bench.top / "governance/scratch/ranking.yaml"
    write(bench.top, {"governance/scratch/ranking.yaml": SYSTEM.replace("sales", "nobody")})
    open_(bench, file)
    late = bench.top / "governance/late.yaml"
    write(bench.top, {"governance/late.yaml": "kind: ai_system\nid: late\nowner: nobody\n"})
    open_(bench, late)
    bench.shown(late, "owner-not-a-role")
    bench.client.settle()
    late.unlink()
    assert not bench.client.diagnostics.get(file.as_uri())
    of_system = bench.client.diagnostics.get(bench.system.as_uri(), [])
    assert "duplicate-id" not in [one["code"] for one in of_system]


def test_a_client_that_leaves_in_the_midst_of_a_request(tmp_path: Path) -> None:
    client = Client([write(tmp_path, FILES)], general={"positionEncodings": ["utf-8", "utf-16"]})
    assert client.welcome["capabilities"]["positionEncoding"] == "utf-8"
    client.open(tmp_path / "governance/ranking.yaml")
    client.request("textDocument/completion", _at(tmp_path / "governance/ranking.yaml", 3, 7))
    assert client.vanish() in (0, 1)
    assert b"Traceback" not in client.complaints


def _range(line: int, character: int, end_line: int, end_character: int) -> dict[str, dict[str, int]]:
    return {
        "start": {"line": line, "character": character},
        "end": {"line": end_line, "character": end_character},
    }


def _at(file: Path, line: int, character: int) -> dict[str, Any]:
    return {"textDocument": {"uri": file.as_uri()}, "position": {"line": line, "character": character}}
