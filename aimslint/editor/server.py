"""The wiring of the language server: what the client says changes the workspace, and checks follow in the background.

The work is done by other threads, so that this one always listens (`rounds`). What a request raises is told to the
client's log, and the server goes on.
"""

import traceback
from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import date
from pathlib import Path
from typing import Any, TypeVar

from lsprotocol import types as lsp
from pygls.exceptions import JsonRpcException, JsonRpcInvalidParams, JsonRpcMethodNotFound
from pygls.lsp.server import LanguageServer
from pygls.protocol import LanguageServerProtocol
from pygls.protocol.language_server import lsp_method

from aimslint.config import FILE_NAME
from aimslint.editor.buffers import file_of
from aimslint.editor.bureau import buffers_below
from aimslint.editor.declared import sort_of
from aimslint.editor.kept import StateOf, no_state
from aimslint.editor.positions import Text
from aimslint.editor.project import Project, View
from aimslint.editor.requests import Refused, add_features
from aimslint.editor.rounds import Rounds
from aimslint.editor.wishes import Wishes
from aimslint.editor.workspace import Workspace
from aimslint.version import VERSION

SETTLED = "aimslint/settled"
"""A request of our own, answered once everything that was said so far is checked: for scripts, which do not look."""
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
            if data.get("method") == lsp.TEXT_DOCUMENT_DID_CHANGE:
                self._server.lost(_uri_in(data))
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
    """A language server for one client.

    `today` tells the day that counts as today, `state` a digest of all that a check can see of a repository.
    """

    def __init__(self, today: Callable[[], date], state: StateOf) -> None:
        super().__init__("aimslint", VERSION, protocol_cls=Protocol)
        self.wishes = Wishes()
        self._today, self._state = today, state
        self._open = Workspace()
        self._rounds = self._make_rounds()

    def _make_rounds(self) -> Rounds:
        def publish(uri: str, found: Sequence[lsp.Diagnostic], version: int | None) -> None:
            self.text_document_publish_diagnostics(lsp.PublishDiagnosticsParams(uri, found, version))

        def complain(error: Exception) -> None:
            self.report_server_error(error, type(error))

        return Rounds(self._open, self._today, publish, complain, self._show_again, self._state)

    def _show_again(self) -> None:
        """What stands between the lines may be another now: let the client ask again."""
        able = self.client_capabilities.workspace
        if self.wishes.lenses and able and able.code_lens and able.code_lens.refresh_support:
            self.workspace_code_lens_refresh(None)
        if self.wishes.hints and able and able.inlay_hint and able.inlay_hint.refresh_support:
            self.workspace_inlay_hint_refresh(None)

    # What the client says

    def begin(self, params: lsp.InitializeParams) -> None:
        """Take in what the client is, and what it wants."""
        self._open = Workspace(self.workspace.position_encoding or lsp.PositionEncodingKind.Utf16)
        self._rounds = self._make_rounds()
        self.wishes = Wishes.of(params.initialization_options)
        folders = [folder.uri for folder in params.workspace_folders or ()]
        for uri in folders or filter(None, [self.workspace.root_uri]):
            self._open.add_folder(uri)

    def ready(self) -> None:
        """The client listens: ask it to watch files, and look at the workspace."""
        watching = self.client_capabilities.workspace and self.client_capabilities.workspace.did_change_watched_files
        if watching and watching.dynamic_registration:
            options = lsp.DidChangeWatchedFilesRegistrationOptions([lsp.FileSystemWatcher(glob) for glob in WATCHED])
            registration = lsp.Registration("files", lsp.WORKSPACE_DID_CHANGE_WATCHED_FILES, options)
            self.client_register_capability(lsp.RegistrationParams([registration]))
        self._rounds.begin()

    def opened(self, uri: str, text: str, version: int | None) -> None:
        """A document was opened."""
        self._touched(self._open.open(uri, text, version))

    def changed(self, uri: str, version: int | None, changes: Iterable[lsp.TextDocumentContentChangeEvent]) -> None:
        """Somebody typed."""
        file = self._open.change(uri, version, list(changes))
        if file is None:
            self.log(f"a change of {uri} was left out: it is no document that is open here")
        view = self._open.view(uri)
        if view is None or sort_of(view.path, view.project) != "other":  # else it counts once it is saved, if at all
            self._touched(file)

    def lost(self, uri: str) -> None:
        """Somebody typed, and what cannot be read: places in that document are no longer known."""
        file = self._open.lose(uri)
        if file is not None:
            self.log(f"nothing is said of {uri} until it is opened again", lsp.MessageType.Warning)
            self._touched(file)

    def wish(self, wishes: Wishes) -> None:
        """The client's settings were changed."""
        self.wishes = wishes
        self._show_again()

    def closed(self, uri: str) -> None:
        """A document is as it is on disk again."""
        self._rounds.refresh()
        self._touched(self._open.close(uri))

    def saved(self, uris: Iterable[str]) -> None:
        """Files on disk were written, made or removed. Settings, and what git keeps, may change everything."""
        self._rounds.refresh()
        for file in map(file_of, uris):
            wide = file is None or ".git" in file.parts or file.name == FILE_NAME
            self._rounds.settle(None if wide else file)

    def move_folders(self, event: lsp.WorkspaceFoldersChangeEvent) -> None:
        """Folders came into the workspace, or left it."""
        for folder in event.removed:
            self._open.remove_folder(folder.uri)
        for folder in event.added:
            self._open.add_folder(folder.uri)
        self._rounds.settle(None)

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

    def freshest(self, uri: str) -> View | None:
        """As `view`, with what was said at once of the document where everything is not checked yet."""
        view = self._open.view(uri)
        return None if view is None else self._rounds.freshest(view)

    def projects(self) -> list[Project]:
        """All management systems of the workspace."""
        return self._open.projects()

    async def answer(self, work: Callable[..., Answer], *args: Any) -> Answer:
        """What `work` gives, made beside this thread."""
        return await self._rounds.answer(work, *args)

    async def settled(self) -> None:
        """Wait until everything that was said so far is checked."""
        await self._rounds.settled()

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
        self._rounds.end()

    def _touched(self, file: Path | None) -> None:
        if file is not None:
            self._rounds.settle(file)


def _uri_in(message: Mapping[str, Any]) -> str:
    """The document that a message is about, whatever else is wrong with it; empty where it names none."""
    found: Any = message
    for name in ("params", "textDocument", "uri"):
        found = found.get(name) if isinstance(found, Mapping) else None
    return found if isinstance(found, str) else ""


def make_server(today: Callable[[], date], state: StateOf = no_state) -> Server:
    """A server with everything that it can do. The arguments are those of `Server`."""
    server = Server(today, state)

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
        server.saved([params.text_document.uri])

    @server.feature(lsp.WORKSPACE_DID_CHANGE_WATCHED_FILES)
    def watched(params: lsp.DidChangeWatchedFilesParams) -> None:
        server.saved([change.uri for change in params.changes])

    @server.feature(lsp.WORKSPACE_DID_CHANGE_WORKSPACE_FOLDERS)
    def folders(params: lsp.DidChangeWorkspaceFoldersParams) -> None:
        server.move_folders(params.event)

    @server.feature(lsp.WORKSPACE_DID_CHANGE_CONFIGURATION)
    def configuration(params: lsp.DidChangeConfigurationParams) -> None:
        server.wish(Wishes.of(params.settings))

    @server.feature(SETTLED)
    async def settled(*_: Any) -> None:
        await server.settled()

    @server.feature(lsp.SHUTDOWN)
    def shutdown(*_: Any) -> None:
        server.end()

    add_features(server)
    return server
