"""Where a new record goes: beside those of its kind, else where a reader would look for it."""

from collections import Counter
from posixpath import dirname, relpath

from aimslint import globs
from aimslint.aims import Aims
from aimslint.config import Config
from aimslint.records.shape import Kind
from aimslint.records.table import all_kinds
from aimslint.roots import inner
from aimslint.trees import Tree

SCHEMAS = ".aimslint"
"""The folder below the AIMS root that holds schemas for editors."""

RECORD_SCHEMA = f"{SCHEMAS}/record.schema.json"

_FOLDERS = {"ai_system": "systems", "impact_assessment": "assessments", "management_review": "reviews"}


def new_path(kind: Kind, id_: str, aims: Aims, config: Config) -> str | None:
    """The path of a new file for a record, from the tree's top; None when no folder for records is configured."""
    for folder in (*_where_alike(kind, aims), *_usual(kind, aims, config)):
        path = f"{folder}/{id_}.yaml" if folder else f"{id_}.aims.yaml"
        if is_read(path, aims.root, config):
            return path
    return None


def is_read(path: str, root: str, config: Config) -> bool:
    """Whether the configuration takes the file for records."""
    relative = inner(path, root)
    return globs.matches(relative, config.include) and not globs.matches(relative, config.exclude)


def schema_from(path: str, root: str, tree: Tree) -> str | None:
    """The path from a record's file to the schema that `init` put beside the records; None when there is none."""
    schema = at(root, RECORD_SCHEMA)
    return relpath(schema, dirname(path) or ".") if tree.has(schema) else None


def at(root: str, path: str) -> str:
    """A path below the AIMS root, from the tree's top."""
    return f"{root}/{path}" if root else path


def _where_alike(kind: Kind, aims: Aims) -> list[str]:
    """Folders that hold records of the kind, the fullest first."""
    counts = Counter(dirname(item.path) for item in aims.items.get(kind.name, ()) if not item.path.endswith(".md"))
    return [folder for folder, _ in counts.most_common()]


def _usual(kind: Kind, aims: Aims, config: Config) -> list[str]:
    """The folder that the kind has by convention, below each folder that is configured to hold records."""
    tops = [pattern.removesuffix("/**") for pattern in config.include if pattern.endswith("/**")]
    plain = [top for top in tops if not any(sign in top for sign in "*?[") and not top.startswith("/")]
    below = folder_of(kind)
    return [at(aims.root, f"{top}/{below}" if below else top) for top in plain] + [aims.root]


def folder_of(kind: Kind) -> str:
    """By convention: a folder for kinds of which there are many, none for the documents that there is one of."""
    if kind.one_per_project or kind.nature == "register" or kind.holder is not None:
        return ""
    return _FOLDERS.get(kind.name, all_kinds()[kind.name].plural.replace("_", "-"))
