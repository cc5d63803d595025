"""What the client may ask, which function answers, and its answer in the words of the protocol.

Everything is worked out beside the thread that listens. Functions that answer count offsets of the text; the client
counts lines and columns.
"""

from collections.abc import Callable, Iterable, Mapping
from typing import TYPE_CHECKING, Any

from lsprotocol import types as lsp
from pygls.exceptions import JsonRpcException

from aimslint.editor import lenses, navigation, rename, symbols
from aimslint.editor.actions import KINDS, NEW_ASSESSMENT, actions
from aimslint.editor.completion.complete import complete
from aimslint.editor.completion.suggestion import Suggestion
from aimslint.editor.declared import sort_of
from aimslint.editor.hover import hover
from aimslint.editor.index import Index
from aimslint.editor.new_record import new_assessment
from aimslint.editor.positions import Text
from aimslint.editor.project import Project, View
from aimslint.scaffold.making import CannotMake

if TYPE_CHECKING:
    from aimslint.editor.server import Server

TRIGGERS = [":", " ", "-", "/", ".", "[", "{", ","]
REFUSED = -32803  # RequestFailed, as the protocol numbers it
_COMPLETION = {
    "field": lsp.CompletionItemKind.Field,
    "word": lsp.CompletionItemKind.EnumMember,
    "reference": lsp.CompletionItemKind.Reference,
    "requirement": lsp.CompletionItemKind.Reference,
    "rule": lsp.CompletionItemKind.Constant,
    "kind": lsp.CompletionItemKind.Class,
    "file": lsp.CompletionItemKind.File,
    "folder": lsp.CompletionItemKind.Folder,
    "matcher": lsp.CompletionItemKind.Operator,
    "value": lsp.CompletionItemKind.Value,
}


class Refused(JsonRpcException):
    """Why a request cannot be granted, for people."""

    def __init__(self, text: str) -> None:
        super().__init__(text, REFUSED)


class Desktop:
    """Answers requests; the indexes of projects are kept while these last. Belongs to one thread."""

    def __init__(self) -> None:
        self._indexes: dict[tuple[str, str], Index] = {}

    def index(self, project: Project) -> Index:
        """What is looked up in a project."""
        key = (str(project.top), project.root)
        known = self._indexes.get(key)
        if known is None or known.project is not project:
            known = self._indexes[key] = Index(project)
        return known

    def hover(self, view: View, position: lsp.Position) -> lsp.Hover | None:
        found = hover(self.index(view.project), view.path, view.text.plain, view.text.offset(position))
        if found is None:
            return None
        content = lsp.MarkupContent(lsp.MarkupKind.Markdown, found.markdown)
        return lsp.Hover(content, view.text.range(found.start, found.end))

    def complete(self, view: View, position: lsp.Position) -> lsp.CompletionList:
        found = complete(self.index(view.project), view.path, view.text.plain, view.text.offset(position))
        items = [_completion(one, view.text, number) for number, one in enumerate(found.items)]
        return lsp.CompletionList(not found.complete, items)

    def definition(self, view: View, position: lsp.Position) -> list[lsp.Location]:
        offset = view.text.offset(position)
        return _locations(navigation.definition(self.index(view.project), view.path, view.text.plain, offset), view)

    def references(self, view: View, position: lsp.Position, itself: bool) -> list[lsp.Location]:
        offset, index = view.text.offset(position), self.index(view.project)
        found = navigation.references(index, view.path, view.text.plain, offset, itself=itself)
        return _locations(found, view)

    def renamable(self, view: View, position: lsp.Position) -> lsp.Range:
        try:
            offset = view.text.offset(position)
            target = rename.renamable(self.index(view.project), view.path, view.text.plain, offset)
        except rename.CannotRename as error:
            raise Refused(str(error)) from None
        return view.text.range(target.start, target.end)

    def rename(self, view: View, position: lsp.Position, new: str, now: Mapping[str, Text]) -> lsp.WorkspaceEdit:
        """`now` are the texts of open files by path."""
        project = view.project
        try:
            offset = view.text.offset(position)
            target = rename.renamable(self.index(project), view.path, view.text.plain, offset)
            found = rename.rename(self.index(project), view.path, view.text.plain, offset, new)
        except rename.CannotRename as error:
            raise Refused(str(error)) from None
        old, named = view.text.plain[target.start : target.end].strip("'\""), {one.path for one in found}
        for path, text in now.items():
            # What was typed since the check may name the id in a record that did not.
            concerned = path in named or (old in text.plain and sort_of(path, project) == "record")
            if concerned and text.plain != project.text(path).plain:
                raise Refused(f"{path} was changed and is not checked yet, or cannot be read as it is; try again")
        edits: dict[str, list[lsp.TextEdit]] = {}
        for one in found:
            text = project.text(one.path)
            edits.setdefault(project.uri(one.path), []).append(lsp.TextEdit(text.range(one.start, one.end), one.text))
        return lsp.WorkspaceEdit(changes=edits)

    def outline(self, view: View) -> list[lsp.DocumentSymbol]:
        found = symbols.outline(self.index(view.project), view.path, view.text.plain)
        return [_symbol(one, view.text) for one in found]

    def search(self, projects: Iterable[Project], query: str) -> list[lsp.WorkspaceSymbol]:
        found = []
        for project in projects:
            for one in symbols.search(self.index(project), query):
                text = project.text(one.path)
                place = lsp.Location(project.uri(one.path), text.range(one.start, one.end))
                kind = lsp.SymbolKind.Object
                found.append(lsp.WorkspaceSymbol(place, one.name, kind, container_name=one.detail or one.kind))
        return found

    def folds(self, view: View) -> list[lsp.FoldingRange]:
        found = []
        for one in symbols.folds(view.path, view.text.plain):
            first, last = view.text.position(one.start).line, view.text.position(one.end).line
            kind = lsp.FoldingRangeKind.Comment if one.what == "comment" else lsp.FoldingRangeKind.Region
            if last > first:
                found.append(lsp.FoldingRange(first, last, kind=kind))
        return found

    def links(self, view: View) -> list[lsp.DocumentLink]:
        found = symbols.links(self.index(view.project), view.path, view.text.plain)
        uri = view.project.uri
        return [lsp.DocumentLink(view.text.range(one.start, one.end), uri(one.path)) for one in found]


def add_features(server: "Server") -> None:
    """Let the server answer."""
    desktop = Desktop()
    feature = server.feature

    async def on(uri: str, work: Callable[..., Any], *args: Any) -> Any:
        view = server.view(uri)
        return None if view is None else await server.answer(work, view, *args)

    @feature(lsp.TEXT_DOCUMENT_HOVER)
    async def hover(params: lsp.HoverParams) -> Any:
        return await on(params.text_document.uri, desktop.hover, params.position)

    @feature(lsp.TEXT_DOCUMENT_COMPLETION, lsp.CompletionOptions(trigger_characters=TRIGGERS))
    async def completion(params: lsp.CompletionParams) -> Any:
        return await on(params.text_document.uri, desktop.complete, params.position)

    @feature(lsp.TEXT_DOCUMENT_DEFINITION)
    async def definition(params: lsp.DefinitionParams) -> Any:
        return await on(params.text_document.uri, desktop.definition, params.position)

    @feature(lsp.TEXT_DOCUMENT_REFERENCES)
    async def references(params: lsp.ReferenceParams) -> Any:
        itself = params.context.include_declaration
        return await on(params.text_document.uri, desktop.references, params.position, itself)

    @feature(lsp.TEXT_DOCUMENT_PREPARE_RENAME)
    async def renamable(params: lsp.PrepareRenameParams) -> Any:
        return await on(params.text_document.uri, desktop.renamable, params.position)

    @feature(lsp.TEXT_DOCUMENT_RENAME, lsp.RenameOptions(prepare_provider=True))
    async def renamed(params: lsp.RenameParams) -> Any:
        uri = params.text_document.uri
        return await on(uri, desktop.rename, params.position, params.new_name, server.texts(uri))

    @feature(lsp.TEXT_DOCUMENT_DOCUMENT_SYMBOL)
    async def outline(params: lsp.DocumentSymbolParams) -> Any:
        return await on(params.text_document.uri, desktop.outline)

    @feature(lsp.WORKSPACE_SYMBOL)
    async def search(params: lsp.WorkspaceSymbolParams) -> Any:
        return await server.answer(desktop.search, server.projects(), params.query)

    @feature(lsp.TEXT_DOCUMENT_FOLDING_RANGE)
    async def folds(params: lsp.FoldingRangeParams) -> Any:
        return await on(params.text_document.uri, desktop.folds)

    @feature(lsp.TEXT_DOCUMENT_DOCUMENT_LINK)
    async def links(params: lsp.DocumentLinkParams) -> Any:
        return await on(params.text_document.uri, desktop.links)

    _add_edits(server, on)


def _add_edits(server: "Server", on: Callable[..., Any]) -> None:
    """What changes texts, and what is shown between their lines."""
    feature = server.feature

    @feature(lsp.TEXT_DOCUMENT_CODE_ACTION, lsp.CodeActionOptions(code_action_kinds=list(KINDS), resolve_provider=True))
    async def code_actions(params: lsp.CodeActionParams) -> Any:
        view = server.freshest(params.text_document.uri)
        found = await server.answer(actions, view, params.range, params.context) if view is not None else []
        return [one for one in found or () if one.edit is not None or server.makes_files]

    @feature(lsp.CODE_ACTION_RESOLVE)
    async def resolve(action: lsp.CodeAction) -> lsp.CodeAction:
        data = action.data if isinstance(action.data, Mapping) else {}
        view = server.view(str(data.get("uri", "")))
        if view is not None and data.get("make") == NEW_ASSESSMENT:
            try:
                action.edit = await server.answer(new_assessment, view.project, str(data.get("system", "")))
            except CannotMake as error:
                raise Refused(str(error)) from None
        return action

    @feature(lsp.TEXT_DOCUMENT_CODE_LENS)
    async def code_lenses(params: lsp.CodeLensParams) -> Any:
        return await on(params.text_document.uri, lenses.lenses) if server.wishes.lenses else None

    @feature(lsp.TEXT_DOCUMENT_INLAY_HINT)
    async def hints(params: lsp.InlayHintParams) -> Any:
        return await on(params.text_document.uri, lenses.hints, params.range) if server.wishes.hints else None


def _completion(one: Suggestion, text: Text, number: int) -> lsp.CompletionItem:
    explained = lsp.MarkupContent(lsp.MarkupKind.Markdown, one.explained) if one.explained else None
    typed = text.plain[one.start : one.end]
    return lsp.CompletionItem(
        one.label,
        kind=_COMPLETION[one.what],
        detail=one.detail or None,
        documentation=explained,
        sort_text=f"{number:04}",
        filter_text=one.label if one.label.startswith(typed) else f"{typed} {one.label}",  # it was found by its title
        text_edit=lsp.TextEdit(text.range(one.start, one.end), one.insert),
        insert_text_mode=lsp.InsertTextMode.AsIs,  # further lines are indented as they must be already
    )


def _locations(targets: Iterable[navigation.Target], view: View) -> list[lsp.Location]:
    project = view.project
    return [
        lsp.Location(project.uri(target.path), project.text(target.path).range(target.start, target.end))
        for target in targets
    ]


def _symbol(one: symbols.Symbol, text: Text) -> lsp.DocumentSymbol:
    return lsp.DocumentSymbol(
        one.name or one.kind,
        lsp.SymbolKind.Object,
        text.range(one.start, one.end),
        text.range(*one.at),
        detail=one.detail or one.kind,
        children=[_symbol(inner, text) for inner in one.inside],
    )
