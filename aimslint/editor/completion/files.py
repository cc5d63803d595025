"""Files and folders of the tree as values: step by step, a folder at a time."""

from aimslint.editor.completion.suggestion import MOST, Suggestion, Suggestions, written
from aimslint.editor.cursor import Cursor
from aimslint.editor.index import Index


def path_values(index: Index, cursor: Cursor, *, many: bool = False) -> Suggestions:
    """What lies in the folder typed so far: from the AIMS root, after a leading `/` from the top of the tree."""
    folder, slash, name = cursor.prefix.rpartition("/")
    whole = folder + slash
    parts = [part for part in folder.split("/") if part not in ("", ".")]
    if ".." in parts:
        return Suggestions()
    if not cursor.prefix.startswith("/") and index.project.root:
        parts = [*index.project.root.split("/"), *parts]
    names = [each for each in index.files_below("/".join(parts)) if each.casefold().startswith(name.casefold())]
    names.sort(key=lambda each: (each.startswith("."), each))
    items = tuple(_path(whole + each, cursor, many=many) for each in names[:MOST])
    return Suggestions(items, len(names) <= MOST)


def _path(path: str, cursor: Cursor, *, many: bool) -> Suggestion:
    is_folder = path.endswith("/")
    return Suggestion(
        path,
        "folder" if is_folder else "file",
        written(path, cursor, many=many, path=True),
        cursor.start,
        cursor.end,
        rank=5,
        unfinished=is_folder and not many,
    )
