"""Let the editors' YAML language server work on the sample with our schemas: complete, explain, report.

Usage: check_yaml_language_server.py [FOLDER], a folder where `npm install yaml-language-server` was run; without
one, `npm` installs it into a temporary folder. Fails unless every sample record and rule file is clean, keys and words
are offered, a field is explained with the clause it is evidence for, and a misspelt key is reported at its place.
"""

import json
import subprocess
import sys
import tempfile
import threading
from collections.abc import Iterator
from pathlib import Path
from typing import Any

TOP = Path(__file__).resolve().parents[2]
SAMPLE = TOP / "sample-repo"
PACKAGE = "yaml-language-server@1.25.0"
NODE_SCRIPT = "node_modules/yaml-language-server/bin/yaml-language-server"

Json = dict[str, Any]
CURSOR = "‸"  # stands in a text where the cursor is
KILL_AFTER = 300  # seconds; the whole takes about ten


class Server:
    """The language server as a child process; one request at a time."""

    def __init__(self, folder: Path, workspace: Path) -> None:
        command = ["node", str(folder / NODE_SCRIPT), "--stdio"]
        self.process = subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE)
        self.diagnostics: dict[str, list[Json]] = {}
        self.settings: Json = {}
        self.last_id = 0
        configuration = {"configuration": True, "didChangeConfiguration": {"dynamicRegistration": True}}
        documentation = {"completionItem": {"documentationFormat": ["markdown"], "snippetSupport": True}}
        self.request(
            "initialize",
            {
                "processId": None,
                "rootUri": workspace.as_uri(),
                "workspaceFolders": [{"uri": workspace.as_uri(), "name": "sample"}],
                "capabilities": {"workspace": configuration, "textDocument": {"completion": documentation}},
            },
        )
        self.notify("initialized", {})

    def configure(self, schemas: Json) -> None:
        """Use these schemas, by address, for these path patterns; and nothing that must be fetched."""
        offline = {"schemaStore": {"enable": False}, "kubernetesCRDStore": {"enable": False}}
        self.settings = {"validate": True, "hover": True, "completion": True, "schemas": schemas, **offline}
        self.notify("workspace/didChangeConfiguration", {"settings": {"yaml": self.settings}})

    def open(self, uri: str, text: str) -> None:
        """Open a document. Each has an address of its own, since what is told of a closed one comes late."""
        assert uri not in self.diagnostics
        document = {"uri": uri, "languageId": "yaml", "version": 1, "text": text}
        self.notify("textDocument/didOpen", {"textDocument": document})

    def reported(self, uri: str) -> list[Json]:
        """What is reported of an open document, as soon as something, or that there is nothing, is reported."""
        while uri not in self.diagnostics:
            self.take(self.read())
        return self.diagnostics[uri]

    def ask(self, method: str, uri: str, text: str) -> Any:
        """Open a text that holds a cursor, and ask `textDocument/<method>` there."""
        before, after = text.split(CURSOR)
        self.open(uri, before + after)
        position = {"line": before.count("\n"), "character": len(before) - before.rfind("\n") - 1}
        return self.request(f"textDocument/{method}", {"textDocument": {"uri": uri}, "position": position})

    def request(self, method: str, parameters: Json) -> Any:
        self.last_id += 1
        self.write({"id": self.last_id, "method": method, "params": parameters})
        while True:
            message = self.read()
            if message.get("id") == self.last_id and "method" not in message:
                if "error" in message:
                    raise RuntimeError(f"{method}: {message['error']}")
                return message["result"]
            self.take(message)

    def notify(self, method: str, parameters: Json) -> None:
        self.write({"method": method, "params": parameters})

    def take(self, message: Json) -> None:
        """Keep what is reported, answer what the server asks."""
        if message.get("method") == "textDocument/publishDiagnostics":
            self.diagnostics[message["params"]["uri"]] = message["params"]["diagnostics"]
        elif "id" in message:
            result: Any = None
            if message["method"] == "workspace/configuration":
                asked = message["params"]["items"]
                result = [self.settings if item.get("section") == "yaml" else {} for item in asked]
            self.write({"id": message["id"], "result": result})

    def write(self, message: Json) -> None:
        raw = json.dumps({"jsonrpc": "2.0", **message}).encode()
        assert self.process.stdin is not None
        self.process.stdin.write(b"Content-Length: %d\r\n\r\n" % len(raw) + raw)
        self.process.stdin.flush()

    def read(self) -> Json:
        assert self.process.stdout is not None
        length = 0
        while (line := self.process.stdout.readline()) not in (b"\r\n", b""):
            name, _, value = line.decode().partition(":")
            if name.lower() == "content-length":
                length = int(value)
        if not length:
            raise RuntimeError("the language server has ended")
        message: Json = json.loads(self.process.stdout.read(length))
        return message


class Desk:
    """Texts beside the sample record of credit scoring, opened one after the other."""

    def __init__(self, server: Server) -> None:
        self.server = server
        self.opened = 0

    def uri(self, folder: str = "governance/systems") -> str:
        self.opened += 1
        return (SAMPLE / folder / f"open-{self.opened}.yaml").as_uri()

    def offered(self, text: str, folder: str = "governance/systems") -> dict[str, str]:
        """The completions at the cursor: label, and what explains it."""
        answer = self.server.ask("completion", self.uri(folder), text)
        items = answer["items"] if isinstance(answer, dict) else answer
        return {item["label"]: str(item.get("documentation", "")) for item in items}

    def explained(self, text: str, folder: str = "governance/systems") -> str:
        answer = self.server.ask("hover", self.uri(folder), text)
        return str(answer["contents"]["value"]) if answer else ""

    def objections(self, text: str, folder: str = "governance/systems") -> list[str]:
        uri = self.uri(folder)
        self.server.open(uri, text)
        return said(self.server.reported(uri))


def said(diagnostics: list[Json]) -> list[str]:
    """Each with the line and column where it begins, counted from 1, and the text that it marks."""
    starts = [(found["range"]["start"], found["message"]) for found in diagnostics]
    return [f"{start['line'] + 1}:{start['character'] + 1}: {message}" for start, message in starts]


def ready(server: Server) -> None:
    """Wait until the settings count: a text that breaks its schema is reported, not yet at first."""
    for folder, text in (("by-kind", "kind: soa\nid: x\ncontrolls: []\n"), ("rules/core/x", "name: 3\n")):
        uri = (SAMPLE / folder / "probe.yaml").as_uri()
        server.open(uri, text)
        while not server.reported(uri):
            del server.diagnostics[uri]


def clean_files(server: Server) -> Iterator[str]:
    """Every YAML record of the sample, by its modeline and by the schema that switches on `kind`; settings; rules."""
    records = sorted((SAMPLE / "governance").rglob("*.yaml"))
    rules = sorted(file for file in (TOP / "rules").glob("*/*/*.yaml"))
    opened = {file.as_uri(): file.read_text("utf-8") for file in [SAMPLE / "aimslint.yaml", *records, *rules]}
    for file in records:
        text = "".join(line for line in file.read_text("utf-8").splitlines(True) if "$schema=" not in line)
        opened[(SAMPLE / "by-kind" / file.name).as_uri()] = text
    for uri, text in opened.items():
        server.open(uri, text)
    for uri in opened:
        yield from (f"{uri.rpartition(TOP.name)[2]}:{line}" for line in said(server.reported(uri)))
    sys.stdout.write(f"clean: {len(records)} records by modeline and by kind, aimslint.yaml, {len(rules)} rule files\n")


def completes(desk: Desk) -> Iterator[str]:
    """Keys and words, at the top and deep inside, in records, settings and rules."""
    system = sample("lifecycle_stage: deployed", f"lifecycle_stage: {CURSOR}")
    stages = {"idea", "pilot", "deployed", "retired"}
    rule = "for_each: risk\nwhere:\n  "
    for what, text, folder, wanted, unwanted in (
        (
            "keys of a new record",
            MODELINE + f"kind: ai_system\nid: x\n{CURSOR}",
            None,
            {"owner", "oversight"},
            {"body"},
        ),
        ("words in the sample record", system, None, stages, {"live"}),
        ("keys of an object", MODELINE + f"oversight:\n  {CURSOR}", None, {"level", "not_applicable"}, {"owner"}),
        ("words of a list", MODELINE + f"organisation_role: [{CURSOR}]", None, {"developer"}, {"deployer"}),
        ("keys of a list's object", MODELINE + f"models:\n  - name: x\n    {CURSOR}", None, {"card"}, {"name"}),
        ("the usual interval", MODELINE + f"review_interval: {CURSOR}", None, {"12 months"}, set()),
        ("kinds", f"kind: {CURSOR}", "by-kind", {"soa", "risk_register"}, {"risk"}),
        ("keys of the kind", f"kind: soa\nid: x\n{CURSOR}", "by-kind", {"controls"}, {"lifecycle_stage", "id"}),
        ("phases", f"phase: {CURSOR}", "settings", {"stage-1"}, {"stage1"}),
        ("names of rules", f"rules:\n  {CURSOR}", "settings", {"deployed-without-aiia"}, set()),
        ("first steps of a path", rule + CURSOR, "rules/core/x", {"level", "risk_register", "actions"}, {"live"}),
        ("operators", rule + f"level:\n    {CURSOR}", "rules/core/x", {"at_least", "not"}, {"level"}),
    ):
        offered = desk.offered(text, folder or "governance/systems")
        sys.stdout.write(f"completes {what}: {len(offered)} offered, among them {', '.join(sorted(wanted))}\n")
        if not wanted <= offered.keys() or unwanted & offered.keys():
            yield f"{what}: expected {sorted(wanted)}, not {sorted(unwanted)}; offered {sorted(offered)}"


def explains(desk: Desk) -> Iterator[str]:
    """A field is explained with the clause that it is evidence for."""
    for text, wanted in (
        (
            sample("\nlifecycle_stage:", f"\nlifecycle_s{CURSOR}tage:"),
            ["Where it stands in its life", "ISO/IEC 42001 A.6.1.3"],
        ),
        (sample("\noversight:", f"\nover{CURSOR}sight:"), ["How people keep it in hand", "ISO/IEC 42001 A.9.2"]),
        (sample("kind: ai_system", f"ki{CURSOR}nd: ai_system"), ["An AI system of the inventory"]),
    ):
        shown = desk.explained(text)
        sys.stdout.write("explains: " + " / ".join(line for line in shown.splitlines() if line.strip()) + "\n")
        yield from (f"{part!r} is not in the explanation {shown!r}" for part in wanted if part not in shown)


def reports(desk: Desk) -> Iterator[str]:
    """What is wrong is reported once, where it stands."""
    for text, folder, wanted in (
        (sample("\nowner: ", "\nowenr: "), None, ["Property owenr is not allowed."]),
        (sample("lifecycle_stage: deployed", "lifecycle_stage: live"), None, ['Valid values: "idea"']),
        (MODELINE + "kind: ai_system\nid: x\nstage_since: 2026-02-30\n", None, ["Expected a day written YYYY-MM-DD."]),
        (MODELINE + "kind: ai_system\nid: x\noversight: {levle: x}\n", None, ["Property levle is not allowed."]),
        (MODELINE + "kind: ai_system\nid: x\nname: {not_applicable: {raeson: x}}\n", None, ["Property raeson is not"]),
        (MODELINE + "kind: ai_system\nid: x\nversion: 4.2\n", None, ["Incorrect type. Expected one of string"]),
        ("kind: ai_sytem\nid: x\n", "by-kind", ['Valid values: "ai_system"']),
        ("phse: stage-1\n", "settings", ["Property phse is not allowed."]),
    ):
        found = desk.objections(text, folder or "governance/systems")
        sys.stdout.write("".join(f"reports {line}\n" for line in found))
        if len(found) != len(wanted) or not all(map(str.__contains__, found, wanted)):
            yield f"expected {wanted}, found {found}"


MODELINE = "# yaml-language-server: $schema=../../../schemas/ai_system.schema.json\n"


def sample(old: str, new: str) -> str:
    """The sample record of credit scoring, with one piece of text changed."""
    text = (SAMPLE / "governance/systems/credit-scoring.yaml").read_text("utf-8")
    assert text.count(old) == 1, f"the sample record holds {old!r} {text.count(old)} times"
    return text.replace(old, new)


def check(folder: Path) -> int:
    """Let the server in `folder` work. Gives the exit code."""
    schemas = {"record": "by-kind/*.yaml", "aimslint": "settings/*.yaml", "rule": "rules/*/*/*.yaml"}
    addresses = {(TOP / f"schemas/{name}.schema.json").as_uri(): pattern for name, pattern in schemas.items()}
    server = Server(folder, SAMPLE)
    limit = threading.Timer(KILL_AFTER, server.process.kill)
    limit.start()
    try:
        server.configure(addresses)
        ready(server)
        desk = Desk(server)
        failures = [*clean_files(server), *completes(desk), *explains(desk), *reports(desk)]
    finally:
        limit.cancel()
        server.process.kill()
    for failure in failures:
        sys.stdout.write(f"FAILED {failure}\n")
    return 1 if failures else 0


def main(arguments: list[str]) -> int:
    """The exit code: 0 when the server does all that is expected."""
    if arguments:
        return check(Path(arguments[0]))
    with tempfile.TemporaryDirectory() as folder:
        install = ["npm", "install", "--no-save", "--no-package-lock", "--ignore-scripts", "--silent", PACKAGE]
        try:
            subprocess.run(install, cwd=folder, check=True, capture_output=True)
        except (OSError, subprocess.CalledProcessError) as error:
            sys.stdout.write(f"needs node, npm and its registry: {error}\n")
            return 1
        return check(Path(folder))


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
