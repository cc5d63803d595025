"""Where the packs and the schemas are, however aimslint was installed.

In the repository they lie at the top, beside the package, where people find them; in a wheel they lie inside
the package (pyproject.toml puts them there). An editable install runs the repository's own files.
"""

import re
from functools import cache
from pathlib import Path
from typing import Literal


def data_folder(name: Literal["rules", "schemas"]) -> Path:
    """The folder of the packs (`rules`) or of the JSON Schemas (`schemas`).

    Raises FileNotFoundError when it is nowhere: the installation has lost a part.
    """
    package = Path(__file__).resolve().parent
    candidates = (package / "_data" / name, package.parent / name)
    for folder in candidates:
        if folder.is_dir():
            return folder
    tried = " or ".join(str(folder) for folder in candidates)
    raise FileNotFoundError(f"aimslint's own {name} are missing: no folder {tried}; install aimslint again")


@cache
def default_pack() -> str:
    """The pack in use where nothing is configured: the one that says `default: true` in its pack.yaml."""
    for file in sorted(data_folder("rules").glob("*/pack.yaml")):
        if re.search(rb"^default: true$", file.read_bytes(), re.MULTILINE):
            return file.parent.name
    raise FileNotFoundError("none of aimslint's own packs is the default one; install aimslint again")
