"""The files of the packs that come with aimslint, as `aimslint/prepared.py` has them."""

from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

from pydantic import BaseModel

from aimslint.loading import load_file
from aimslint.packs import packs_folder
from aimslint.packs.files import CatalogueFile, CrosswalkFile, PackFile
from aimslint.prepared import FORM, line, made_of
from aimslint.rulebook.rule_file import RuleFile

FORMS: Mapping[str, type[BaseModel]] = {
    "pack.yaml": PackFile,
    "catalogue.yaml": CatalogueFile,
    "crosswalk.yaml": CrosswalkFile,
}


def prepared_files(folder: Callable[[], Path] = packs_folder) -> str:
    """What every file holds but the examples of rules, a line each, in the order of paths; first by which forms."""
    top = folder()
    lines = [f"{made_of()}\n"]
    for file in sorted(top.rglob("*.yaml"), key=lambda file: file.as_posix()):
        raw = file.read_bytes()
        (document,) = load_file(str(file), raw).documents
        form = FORMS.get(file.name, RuleFile).model_validate(document.data)
        lines.append(line(file.relative_to(top).as_posix(), raw, _plain(form)))
    return "".join(lines)


def _plain(value: Any) -> Any:
    if isinstance(value, BaseModel):
        return {FORM: {name: _plain(getattr(value, name)) for name in type(value).model_fields if name != "examples"}}
    if isinstance(value, dict):
        if value.keys() == {FORM}:
            raise ValueError(f"no file may have a map with the only key `{FORM}`")
        return {key: _plain(inner) for key, inner in value.items()}
    return [_plain(inner) for inner in value] if isinstance(value, list) else value
