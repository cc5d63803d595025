"""The wiring of the language server: what the client says changes the workspace, and checks follow in the background.

Two threads do the work, so that this one always listens: one checks, one answers requests. A check that somebody has
typed over is given up; what a request raises is told to the client's log, and the server goes on.
"""

import asyncio
import traceback
from collections.abc import Callable, Iterable, Mapping
from concurrent.futures import ThreadPoolExecutor
from datetime import date
from pathlib import Path
from threading import Event
from typing import Any, TypeVar

from lsprotocol import types as lsp
from pygls.exceptions import JsonRpcException, JsonRpcInvalidParams, JsonRpcMethodNotFound
from pygls.lsp.server import LanguageServer
from pygls.protocol import LanguageServerProtocol
from pygls.protocol.language_server import lsp_method

from aimslint.editor.bureau import Bureau, buffers_below
from aimslint.editor.desk import Checked, Diagnostics, Going, Outdated
from aimslint.editor.positions import Text
from aimslint.editor.project import Project, View
from aimslint.editor.quick import at_once, beside
from aimslint.editor.requests import Refused, add_features
from aimslint.editor.wishes import Wishes
from aimslint.editor.workspace import Situation, Workspace, inside
from aimslint.version import VERSION

PAUSE = 0.15
"""How many seconds after the last key everything that it may have changed is checked."""
LONG_PAUSE = 1.5
"""After how many more the past is asked as well, which takes longest."""
SETTLED = "aimslint/settled"
"""A request of our own, answered once everything that was said so far is checked: for scripts, which do not look."""
AT_ONCE = 0.1
"""A check that takes longer is not waited for: what can be said at once is said before."""
WATCHED = ("**/*.yaml", "**/*.yml", "**/*.md", "**/aimslint-baseline.json", "**/.git/HEAD", "**/.git/refs/heads/**")

Answer = TypeVar("Answer")


class Protocol(LanguageServerProtocol):
    """Leaves the texts of documents to our workspace, which breaks lines where the protocol does.

    A request that cannot be read is refused: whoever asked would wait for ever.
    """

    def structure_message(self, data: dict[str, Any]) -> Any:
        try:
            return super().structure_message(data)
        except JsonRpcException as error:
            if isinstance(data.get("id"), int | str) and "method" in data:
                self._send_response(data["id"], error=error.to_response_error())
            raise

    @lsp_method(lsp.TEXT_DOCUMENT_DID_OPEN)
    def lsp_text_document__did_open(self, params: lsp.DidOpenTextDocumentParams) -> None:
        document = params.text_document
        self._server.opened(document.uri, document.text, document.version)

    @lsp_method(lsp.TEXT_DOCUMENT_DID_CHANGE)
    def lsp_text_document__did_change(self, params: lsp.DidChangeTextDocumentParams) -> None:
        document = params.text_document
        self._server.changed(document.uri, document.version, params.content_changes)

    @lsp_method(lsp.TEXT_DOCUMENT_DID_CLOSE)
    def lsp_text_document__did_close(self, params: lsp.DidCloseTextDocumentParams) -> None:
        self._server.closed(params.text_document.uri)

    _server: "Server"


class Server(LanguageServer):
    """A language server for one client. `today` tells the day that counts as today."""

    def __init__(self, today: Callable[[], date]) -> None:
        super().__init__("aimslint", VERSION, protocol_cls=Protocol)
        self.wishes = Wishes()
        self._today = today
        self._checks = ThreadPoolExecutor(1, "checks")
        self._answers = ThreadPoolExecutor(1, "answers")
        self._open = Workspace()
        self._bureau = Bureau(self._open.encoding, today)
        self._calm = Event()
        self._calm.set()
        self._asked = 0
        self._going = Going(self._calm)
        self._settling: asyncio.Task[None] | None = None
        self._due: set[Path] | None = None  # files whose roots must be checked; None for all
        self._checked: dict[tuple[Path, str], Checked] = {}
        self._pace = 0.0  # how many seconds the last check took
        self._published: dict[tuple[Path, str], dict[str, list[lsp.Diagnostic]]] = {}

    # What the client says

    def begin(self, params: lsp.InitializeParams) -> None:
        """Take in what the client is, and what it wants."""
        self._open = Workspace(self.workspace.position_encoding or lsp.PositionEncodingKind.Utf16)
        self._bureau = Bureau(self._open.encoding, self._today)
        self.wishes = Wishes.of(params.initialization_options)
        folders = [folder.uri for folder in params.workspace_folders or ()]
        for uri in folders or ([params.root_uri] if params.root_uri else []):
            self._open.add_folder(uri)

    def ready(self) -> None:
        """The client listens: ask it to watch files, and look at the workspace."""
        watching = self.client_capabilities.workspace and self.client_capabilities.workspace.did_change_watched_files
        if watching and watching.dynamic_registration:
            options = lsp.DidChangeWatchedFilesRegistrationOptions([lsp.FileSystemWatcher(glob) for glob in WATCHED])
            registration = lsp.Registration("files", lsp.WORKSPACE_DID_CHANGE_WATCHED_FILES, options)
            self.client_register_capability(lsp.RegistrationParams([registration]))
        self.settle(None)

    def opened(self, uri: str, text: str, version: int | None) -> None:
        """A document was opened."""
        self._touched(self._open.open(uri, text, version))

    def changed(self, uri: str, version: int | None, changes: Iterable[lsp.TextDocumentContentChangeEvent]) -> None:
        """Somebody typed."""
        file = self._open.change(uri, version, list(changes))
        if file is None:
            self.log(f"a change of {uri} was left out: it is no document that is open here")
        self._touched(file)

    def closed(self, uri: str) -> None:
        """A document is as it is on disk again."""
        self._bureau.refresh()
        self._touched(self._open.close(uri))

    def saved(self) -> None:
        """Files on disk were written, made or removed."""
        self._bureau.refresh()
        self.settle(None)

    def move_folders(self, event: lsp.WorkspaceFoldersChangeEvent) -> None:
        """Folders came into the workspace, or left it."""
        for folder in event.removed:
            self._open.remove_folder(folder.uri)
        for folder in event.added:
            self._open.add_folder(folder.uri)
        self.settle(None)

    # What it gets

    def view(self, uri: str) -> View | None:
        """A document and its project."""
        return self._open.view(uri)

    def texts(self, uri: str) -> Mapping[str, Text]:
        """The texts of all open files of the folder that a document lies in, by path."""
        view = self._open.view(uri)
        if view is None:
            return {}
        buffers = buffers_below(self._open.situation(), view.project.top)
        return {path: buffer.text for path, buffer in buffers.items()}

    @property
    def makes_files(self) -> bool:
        """Whether the client can make a new file, and asks for what that takes only when it is wanted."""
        workspace, document = self.client_capabilities.workspace, self.client_capabilities.text_document
        edits = workspace.workspace_edit if workspace else None
        resolve = document.code_action.resolve_support if document and document.code_action else None
        makes = edits is not None and lsp.ResourceOperationKind.Create in (edits.resource_operations or ())
        return makes and resolve is not None and "edit" in resolve.properties

    def projects(self) -> list[Project]:
        """All management systems of the workspace."""
        return self._open.projects()

    async def answer(self, work: Callable[..., Answer], *args: Any) -> Answer:
        """What `work` gives, made beside this thread. Checks stand back for that long."""
        self._asked += 1
        self._calm.clear()
        try:
            return await asyncio.get_running_loop().run_in_executor(self._answers, work, *args)
        finally:
            self._asked -= 1
            if not self._asked:
                self._calm.set()

    def log(self, text: str, type_: lsp.MessageType = lsp.MessageType.Info) -> None:
        """Tell the client's log."""
        self.window_log_message(lsp.LogMessageParams(type_, text))

    def report_server_error(self, error: Exception, source: Any) -> None:
        """Tell the client's log of a fault, which never ends the server. A refusal was told to whoever asked."""
        if isinstance(error, Refused):
            return
        if source is JsonRpcException or isinstance(error, JsonRpcMethodNotFound | JsonRpcInvalidParams):
            self.log(f"a message that cannot be read was left out: {error}", lsp.MessageType.Warning)
            return
        told = getattr(error, "data", None)
        where = told if isinstance(told, Mapping) else {"traceback": traceback.format_exception(error)}
        self.log("".join(map(str, where.get("traceback", ()))) or str(error), lsp.MessageType.Error)

    def end(self) -> None:
        """Give up what is still being worked out."""
        self._going.stop()
        self._calm.set()
        if self._settling is not None:
            self._settling.cancel()
        self._checks.shutdown(wait=False, cancel_futures=True)
        self._answers.shutdown(wait=False, cancel_futures=True)

    # Checks

    def _touched(self, file: Path | None) -> None:
        if file is not None:
            self.settle(file)

    def settle(self, file: Path | None) -> None:
        """Check what this file may change, or everything; whatever is being checked is outdated."""
        self._due = None if file is None or self._due is None else {*self._due, file}
        self._going.stop()
        self._going = Going(self._calm)
        if self._settling is not None:
            self._settling.cancel()
        self._settling = asyncio.get_running_loop().create_task(self._settle(file, self._going))

    async def settled(self) -> None:
        """Wait until everything that was said so far is checked."""
        while self._settling is not None and not self._settling.done():
            await asyncio.wait([self._settling])

    async def _settle(self, file: Path | None, going: Going) -> None:
        try:
            if self._pace > AT_ONCE and file is not None:
                await self._at_once(file, going)
            await asyncio.sleep(PAUSE if file is not None else 0)
            if self._pace > AT_ONCE or not self._checked:
                await self._check(going, past=False)
                await asyncio.sleep(LONG_PAUSE if file is not None else 0)
            await self._check(going, past=True)
            self._due = set()
        except Outdated:
            pass
        except Exception as error:
            self.report_server_error(error, type(error))

    async def _at_once(self, file: Path, going: Going) -> None:
        """Tell of the file that somebody types in, then of those beside it, before everything is checked."""
        situation = self._open.situation()
        for key, checked in self._checked.items():
            project, past = checked.project, checked.with_past
            if project is None or past is None or project is not self._open.project_of(file):
                continue
            buffers, path = buffers_below(situation, checked.top), inside(file, checked.top)
            if path not in project.loaded:
                return
            self._tell(key, await self.answer(at_once, project, past, buffers, [path]), situation)
            going.look()
            others = [path, *await self.answer(beside, project, path)]
            self._tell(key, await self.answer(at_once, project, past, buffers, others), situation)
            return

    async def _check(self, going: Going, *, past: bool) -> None:
        situation, due = self._open.situation(), self._due
        checks = self._bureau.check(situation, due, going, past=past)
        loop = asyncio.get_running_loop()
        begun = loop.time()
        while (checked := await loop.run_in_executor(self._checks, next, checks, None)) is not None:
            self._take(checked, situation)
        self._pace = loop.time() - begun

    def _take(self, checked: Checked, situation: Situation) -> None:
        """Keep a project that was checked, and tell the client what is new of it."""
        key = (checked.top, checked.root)
        if checked.project is not None:
            self._open.keep(checked.top, checked.project)
            self._checked[key] = checked
        before = self._published.get(key, {})
        now = {checked.uris.get(path) or _uri(checked.top, path): some for path, some in checked.diagnostics.items()}
        if checked.project is None:  # what was found before still holds, as far as anybody knows
            now = {**before, **now}
        self._publish(key, {uri: now.get(uri, []) for uri in {**before, **now}}, situation)

    def _tell(self, key: tuple[Path, str], found: Diagnostics, situation: Situation) -> None:
        """Tell the client what is new of some files."""
        uris = {buffer.file: buffer.uri for buffer in situation.buffers}
        named = {uris.get(key[0] / path) or _uri(key[0], path): some for path, some in found.items()}
        self._publish(key, named, situation)

    def _publish(self, key: tuple[Path, str], found: Mapping[str, list[lsp.Diagnostic]], situation: Situation) -> None:
        """Open files come first, and what is as it was is not told again."""
        versions = {buffer.uri: buffer.version for buffer in situation.buffers}
        told = self._published.setdefault(key, {})
        for uri in sorted(found, key=lambda uri: uri not in versions):
            if found[uri] != told.get(uri, []):
                params = lsp.PublishDiagnosticsParams(uri, found[uri], versions.get(uri))
                self.text_document_publish_diagnostics(params)
            told[uri] = found[uri]


def _uri(top: Path, path: str) -> str:
    return (top / path).as_uri()


def make_server(today: Callable[[], date]) -> Server:
    """A server with everything that it can do."""
    server = Server(today)

    @server.feature(lsp.INITIALIZE)
    def initialize(params: lsp.InitializeParams) -> None:
        server.begin(params)

    @server.feature(lsp.INITIALIZED)
    def initialized(params: lsp.InitializedParams) -> None:
        server.ready()

    @server.feature(lsp.TEXT_DOCUMENT_DID_OPEN)
    def did_open(params: lsp.DidOpenTextDocumentParams) -> None:
        """Said for the client to know; the protocol takes it in."""

    @server.feature(lsp.TEXT_DOCUMENT_DID_CLOSE)
    def did_close(params: lsp.DidCloseTextDocumentParams) -> None:
        """As for opening."""

    @server.feature(lsp.TEXT_DOCUMENT_DID_SAVE)
    def did_save(params: lsp.DidSaveTextDocumentParams) -> None:
        server.saved()

    @server.feature(lsp.WORKSPACE_DID_CHANGE_WATCHED_FILES)
    def watched(params: lsp.DidChangeWatchedFilesParams) -> None:
        server.saved()

    @server.feature(lsp.WORKSPACE_DID_CHANGE_WORKSPACE_FOLDERS)
    def folders(params: lsp.DidChangeWorkspaceFoldersParams) -> None:
        server.move_folders(params.event)

    @server.feature(lsp.WORKSPACE_DID_CHANGE_CONFIGURATION)
    def configuration(params: lsp.DidChangeConfigurationParams) -> None:
        server.wishes = Wishes.of(params.settings)

    @server.feature(SETTLED)
    async def settled(*_: Any) -> None:
        await server.settled()

    @server.feature(lsp.SHUTDOWN)
    def shutdown(*_: Any) -> None:
        server.end()

    add_features(server)
    return server
