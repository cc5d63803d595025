"""A client of the language server over its standard input and output, as an editor is one."""

import json
import subprocess
import sys
from collections.abc import Callable, Mapping
from contextlib import suppress
from pathlib import Path
from queue import Empty, Queue
from threading import Thread
from typing import IO, Any

from tests.repositories import isolated_environment

AS_OF = "2026-11-20"
PATIENCE = 60
"""After how many seconds without an answer a test fails; no test waits that long when all is well."""


class Client:
    """Starts a server and speaks with it. `heard` are its notifications, `diagnostics` the last ones of each file."""

    def __init__(self, folders: list[Path], **capabilities: Any) -> None:
        self.heard: list[dict[str, Any]] = []
        self.diagnostics: dict[str, list[dict[str, Any]]] = {}
        self.opened: set[str] = set()
        self._last = 0
        self._messages: Queue[dict[str, Any] | None] = Queue()
        self.process = subprocess.Popen(
            [sys.executable, "-m", "aimslint", "server"],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            env=isolated_environment() | {"AIMSLINT_AS_OF": AS_OF},
        )
        self.complaints = b""
        self._threads = [Thread(target=self._listen, daemon=True), Thread(target=self._hear, daemon=True)]
        for thread in self._threads:
            thread.start()
        named = [{"uri": folder.as_uri(), "name": folder.name} for folder in folders]
        options = capabilities.pop("options", None)
        self.welcome = self.ask(
            "initialize",
            {
                "processId": None,
                "rootUri": None,
                "workspaceFolders": named,
                "capabilities": capabilities,
                "initializationOptions": options,
            },
        )
        self.tell("initialized", {})

    def ask(self, method: str, params: Any) -> Any:
        """The result of a request. Raises Refused for an error."""
        return self.answer(self.request(method, params))

    def request(self, method: str, params: Any) -> int:
        """Send a request, and give its number."""
        self._last += 1
        self.send({"jsonrpc": "2.0", "id": self._last, "method": method, "params": params})
        return self._last

    def answer(self, number: int) -> Any:
        """The result of the request of that number. Raises Refused."""
        message = self.until(lambda message: message.get("id") == number and "method" not in message)
        if "error" in message:
            raise Refused(message["error"]["message"])
        return message["result"]

    def tell(self, method: str, params: Any) -> None:
        """Send a notification."""
        self.send({"jsonrpc": "2.0", "method": method, "params": params})

    def send(self, message: Mapping[str, Any]) -> None:
        self.send_raw(json.dumps(message).encode())

    def send_raw(self, body: bytes) -> None:
        assert self.process.stdin is not None
        self.process.stdin.write(b"Content-Length: %d\r\n\r\n%b" % (len(body), body))
        self.process.stdin.flush()

    def until(self, wanted: Callable[[dict[str, Any]], bool]) -> dict[str, Any]:
        """The next message that is wanted. Others are taken in on the way."""
        while True:
            message = self._next()
            if wanted(message):
                return message

    def until_shown(self, file: Path, wanted: Callable[[list[str]], bool]) -> list[dict[str, Any]]:
        """The diagnostics of a file as soon as their codes are as wanted."""
        uri = file.as_uri()
        while not wanted([str(one["code"]) for one in self.diagnostics.get(uri, [])]):
            self._next()
        return self.diagnostics.get(uri, [])

    def open(self, file: Path, text: str | None = None, version: int = 1) -> None:
        if text is None:
            text = file.read_bytes().decode()
        self.opened.add(file.as_uri())
        item = {"uri": file.as_uri(), "languageId": "yaml", "version": version, "text": text}
        self.tell("textDocument/didOpen", {"textDocument": item})

    def type(self, file: Path, text: str, version: int, range_: Any = None) -> None:
        """Replace a range, or everything."""
        change = {"text": text} if range_ is None else {"text": text, "range": range_}
        document = {"uri": file.as_uri(), "version": version}
        self.tell("textDocument/didChange", {"textDocument": document, "contentChanges": [change]})

    def close(self, file: Path) -> None:
        self.close_uri(file.as_uri())

    def close_uri(self, uri: str) -> None:
        self.opened.discard(uri)
        self.tell("textDocument/didClose", {"textDocument": {"uri": uri}})

    def settle(self) -> None:
        """Wait until everything that was typed so far is checked, history too."""
        self.ask("aimslint/settled", None)

    def leave(self) -> int:
        """End the server as the protocol has it. Gives its exit code."""
        self.ask("shutdown", None)
        self.tell("exit", None)
        return self.vanish()

    def vanish(self) -> int:
        """Be gone, without a word. Gives the exit code of the server."""
        assert self.process.stdin is not None
        with suppress(BrokenPipeError):
            self.process.stdin.close()
        code = self.process.wait(PATIENCE)
        for thread in self._threads:
            thread.join(PATIENCE)
        return code

    def _next(self) -> dict[str, Any]:
        try:
            message = self._messages.get(timeout=PATIENCE)
        except Empty:
            raise AssertionError(f"the server said nothing; before that {self.heard[-3:]}") from None
        if message is None:
            self._threads[1].join(PATIENCE)
            raise AssertionError(f"the server ended: {self.complaints.decode()}")
        if message.get("method") == "textDocument/publishDiagnostics":
            params = message["params"]
            self.diagnostics[params["uri"]] = params["diagnostics"]
        elif "method" in message and "id" in message:  # a request, which we grant
            self.send({"jsonrpc": "2.0", "id": message["id"], "result": None})
        if "method" in message:
            self.heard.append(message)
        return message

    def _hear(self) -> None:
        assert self.process.stderr is not None
        with self.process.stderr as pipe:
            self.complaints = pipe.read()

    def _listen(self) -> None:
        assert self.process.stdout is not None
        with self.process.stdout as pipe:
            self._take(pipe)
        self._messages.put(None)

    def _take(self, pipe: IO[bytes]) -> None:
        while header := pipe.readline():
            length = int(header.partition(b":")[2]) if header.lower().startswith(b"content-length") else 0
            while header.strip():
                header = pipe.readline()
                if header.lower().startswith(b"content-length"):
                    length = int(header.partition(b":")[2])
            if length:
                self._messages.put(json.loads(pipe.read(length)))


class Refused(Exception):  # noqa: N818 - what a server says, not a mistake
    """The server answered with an error."""
