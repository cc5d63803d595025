"""What a client may ask, asked over the protocol: with columns in UTF-16, lines of CR LF, and texts half typed."""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from lsprotocol import types as lsp

from aimslint.editor import requests
from aimslint.editor.positions import Text
from aimslint.editor.project import View
from tests.editor.client import Client, Refused
from tests.editor.marked import place, project_of
from tests.repositories import make_repository

ROLES = "kind: roles\r\nid: roles\r\nroles:\r\n- {id: boss, title: 𝒜 boss}\r\n- id: lead\r\n"
CHAT = "kind: ai_system\nid: chat\nname: Chat 🤖\nowner: boss\nevidence: [{description: 🤖🤖, path: docs/proof.txt}]\n"
FILES = {
    "aimslint.yaml": "version: 1\n",
    "governance/roles.yaml": ROLES,
    "governance/chat.yaml": CHAT,
    "governance/test.md": "---\nkind: evaluation\nid: t\nowner: boss\nsystem: chat\n---\nThe boss.\n",
    "docs/proof.txt": "proof\n",
}


class Desk:
    """A server with one project. `ask` opens a file with the text around a cursor, and asks about the place of it."""

    def __init__(self, folder: Path) -> None:
        self.top = make_repository(folder / "repository", FILES)
        self.client = Client([self.top])
        self.version = 1
        self.open("governance/chat.yaml", CHAT)
        self.client.settle()

    def open(self, path: str, text: str) -> None:
        file, self.version = self.top / path, self.version + 1
        if file.as_uri() in self.client.opened:
            self.client.type(file, text, self.version)
        else:
            self.client.open(file, text, self.version)

    def ask(self, method: str, path: str, text: str, **more: Any) -> Any:
        plain, offset = place(text)
        self.open(path, plain)
        lines = plain[:offset].replace("\r\n", "\n").split("\n")
        position = {"line": len(lines) - 1, "character": len(lines[-1].encode("utf-16-le")) // 2}
        document = {"uri": (self.top / path).as_uri()}
        return self.client.ask(f"textDocument/{method}", {"textDocument": document, "position": position, **more})

    def whole(self, method: str, path: str) -> Any:
        return self.client.ask(f"textDocument/{method}", {"textDocument": {"uri": (self.top / path).as_uri()}})


@pytest.fixture(scope="module")
def started(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Desk]:
    desk = Desk(tmp_path_factory.mktemp("requests"))
    yield desk
    assert desk.client.leave() == 0


@pytest.fixture
def desk(started: Desk) -> Iterator[Desk]:
    """The server, with files as they are on disk before and after."""
    yield started
    for uri in list(started.client.opened):
        started.client.close_uri(uri)
    started.open("governance/chat.yaml", CHAT)
    started.client.settle()


def cut(text: str, span: Any) -> str:
    """What stands in a range that counts UTF-16."""
    assert span["start"]["line"] == span["end"]["line"]
    line = text.replace("\r\n", "\n").split("\n")[int(span["start"]["line"])].encode("utf-16-le")
    start, end = int(span["start"]["character"]), int(span["end"]["character"])
    return line[2 * start : 2 * end].decode("utf-16-le")


def test_hover(desk: Desk) -> None:
    found = desk.ask("hover", "governance/chat.yaml", CHAT.replace("owner: boss", "owner: bo‸ss"))

    assert found["contents"]["kind"] == "markdown"
    assert found["contents"]["value"].startswith("**role `boss`** 𝒜 boss")
    assert cut(CHAT, found["range"]) == "boss"
    assert desk.ask("hover", "governance/chat.yaml", CHAT + "‸") is None


def test_completion_behind_characters_outside_the_basic_plane(desk: Desk) -> None:
    text = CHAT.replace("docs/proof.txt", "docs/pr‸")

    (item,) = desk.ask("completion", "governance/chat.yaml", text)["items"]

    assert item["label"] == "docs/proof.txt"
    assert cut(place(text)[0], item["textEdit"]["range"]) == "docs/pr"


def test_completion_while_the_text_does_not_parse(desk: Desk) -> None:
    found = desk.ask("completion", "governance/chat.yaml", "kind: ai_system\nid: [chat\nowner: ‸\nx: {\n\ty")

    assert [item["label"] for item in found["items"]] == ["boss", "lead"]
    assert found["items"][0]["detail"] == "𝒜 boss"
    assert [item["sortText"] for item in found["items"]] == ["0000", "0001"]


def test_fields_are_offered_with_lines_that_are_indented_already(desk: Desk) -> None:
    found = desk.ask("completion", "governance/chat.yaml", CHAT + "overs‸")
    (item,) = [item for item in found["items"] if item["label"] == "oversight"]

    assert item["textEdit"]["newText"] == "oversight:\n  "
    assert item["insertTextMode"] == 1


def test_definition_in_a_file_with_other_line_ends(desk: Desk) -> None:
    (found,) = desk.ask("definition", "governance/chat.yaml", CHAT.replace("owner: boss", "owner: ‸boss"))

    assert found["uri"].endswith("governance/roles.yaml")
    assert cut(ROLES, found["range"]) == "boss"


def test_references_across_files(desk: Desk) -> None:
    text = CHAT.replace("id: chat", "id: ch‸at")
    found = desk.ask("references", "governance/chat.yaml", text, context={"includeDeclaration": True})

    assert [one["uri"].rpartition("/")[2] for one in found] == ["chat.yaml", "test.md"]


def test_rename_across_files_and_its_refusals(desk: Desk) -> None:
    text = ROLES.replace("id: boss", "id: ‸boss")
    desk.open("governance/roles.yaml", ROLES)
    desk.client.settle()

    span = desk.ask("prepareRename", "governance/roles.yaml", text)
    edit = desk.ask("rename", "governance/roles.yaml", text, newName="chief")

    assert cut(ROLES, span) == "boss"
    changed = {uri.rpartition("/")[2]: [one["newText"] for one in edits] for uri, edits in edit["changes"].items()}
    assert changed == {"roles.yaml": ["chief"], "chat.yaml": ["chief"], "test.md": ["chief"]}
    with pytest.raises(Refused, match="the role `lead` is there already"):
        desk.ask("rename", "governance/roles.yaml", text, newName="lead")
    with pytest.raises(Refused, match="no id of a record or entry stands here"):
        desk.ask("prepareRename", "governance/roles.yaml", ROLES.replace("title", "ti‸tle"))


def test_no_rename_while_a_file_that_it_concerns_is_half_typed(desk: Desk) -> None:
    desk.open("governance/roles.yaml", ROLES)
    desk.client.settle()
    desk.open("governance/chat.yaml", CHAT.replace("owner: boss", "owner: [boss"))

    with pytest.raises(Refused, match=r"chat\.yaml"):
        desk.ask("rename", "governance/roles.yaml", ROLES.replace("id: boss", "id: ‸boss"), newName="chief")


def test_no_rename_before_what_was_typed_is_checked() -> None:
    roles = "kind: roles\nid: roles\nroles:\n- {id: lead, title: Lead}\n"
    helper = "kind: ai_system\nid: helper\nowner: nobody\n"
    project = project_of({"governance/roles.yaml": roles, "governance/helper.yaml": helper})
    typed, path = helper.replace("nobody", "'lead'"), "governance/helper.yaml"
    view = View(project, path, Text(typed, lsp.PositionEncodingKind.Utf16))
    with pytest.raises(requests.Refused, match=r"helper\.yaml was changed and is not checked yet"):
        requests.Desktop().rename(view, lsp.Position(2, 9), "captain", {path: view.text})
    checked = project_of({"governance/roles.yaml": roles, path: typed})
    edit = requests.Desktop().rename(replace(view, project=checked), lsp.Position(2, 9), "captain", {path: view.text})
    assert {uri.rpartition("/")[2] for uri in edit.changes or ()} == {"roles.yaml", "helper.yaml"}


def test_outline_folds_and_links(desk: Desk) -> None:
    desk.open("governance/chat.yaml", CHAT)
    (record,) = desk.whole("documentSymbol", "governance/chat.yaml")
    (link,) = desk.whole("documentLink", "governance/chat.yaml")

    assert (record["name"], record["detail"]) == ("chat", "Chat 🤖")
    assert cut(CHAT, link["range"]) == "docs/proof.txt"
    assert link["target"].endswith("/docs/proof.txt")
    desk.open("governance/roles.yaml", ROLES)
    assert [(fold["startLine"], fold["endLine"]) for fold in desk.whole("foldingRange", "governance/roles.yaml")] == [
        (2, 4)
    ]


def test_records_of_the_workspace(desk: Desk) -> None:
    (found,) = desk.client.ask("workspace/symbol", {"query": "𝒜 boss"})

    assert found["location"]["uri"].endswith("roles.yaml")
    assert cut(ROLES, found["location"]["range"]) == "boss"


def test_whoever_asks_while_typing_is_answered(desk: Desk) -> None:
    """What is said at once of a file, and what is asked of it, once waited for each other."""
    for number in range(6):
        text = CHAT.replace("name: Chat", f"name: Chat {number}").replace("owner: boss", "owner: bo‸")

        assert desk.ask("completion", "governance/chat.yaml", text)["items"]


def test_a_file_of_no_project_gets_no_answer(desk: Desk) -> None:
    assert desk.ask("hover", "docs/other.yaml", "kind: ai_s‸ystem\n") is None
