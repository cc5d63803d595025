"""A new impact assessment for a system, as `aimslint new` makes it: a file that the client writes, not we."""

from itertools import count

from lsprotocol import types as lsp

from aimslint.aims import Aims
from aimslint.aims.graft import graft
from aimslint.editor.positions import Text
from aimslint.editor.project import Project
from aimslint.loading import load_file
from aimslint.records.filed import filed
from aimslint.scaffold.making import CannotMake, Ground, Made, Wish, make
from aimslint.trees import OverlayTree, Tree

KIND = "impact_assessment"


def new_assessment(project: Project, system: str) -> lsp.WorkspaceEdit:
    """The edit that makes the file. Raises CannotMake."""
    taken = {item.id for item in project.aims.items.get(KIND, ())}
    id_ = next(name for n in count(1) if (name := f"{system}-impact" + (f"-{n}" if n > 1 else "")) not in taken)
    made = make(Wish(KIND, id_, {"system": system}), _ground(project))
    if made.old is None and project.tree.has(made.path):
        raise CannotMake(f"{made.path} is there already, and holds something else")
    return _edit(made, project)


def _ground(project: Project) -> Ground:
    config = project.config

    def read(tree: Tree) -> Aims:
        """The records with what is to be made: only that is read."""
        new = sorted(tree.changed) if isinstance(tree, OverlayTree) else []
        limits = config.loading_limits()
        files = {path: filed(load_file(path, tree.read(path), limits)) for path in new}
        return graft(project.stock, files, tree).aims

    return Ground(project.tree, project.aims, config, project.rulebook, project.as_of, read)


def _edit(made: Made, project: Project) -> lsp.WorkspaceEdit:
    uri = project.uri(made.path)
    document = lsp.OptionalVersionedTextDocumentIdentifier(uri)
    if made.old is None:
        start = Text("").range(0, 0)
        new = lsp.TextDocumentEdit(document, [lsp.TextEdit(start, made.content.decode())])
        options = lsp.CreateFileOptions(overwrite=False, ignore_if_exists=False)
        return lsp.WorkspaceEdit(document_changes=[lsp.CreateFile(uri, options=options), new])
    text = Text(made.old.decode(), project.encoding)
    whole = lsp.TextEdit(text.range(0, len(text.plain)), made.content.decode().removeprefix("\ufeff"))
    return lsp.WorkspaceEdit(document_changes=[lsp.TextDocumentEdit(document, [whole])])
