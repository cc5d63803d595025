"""Where the packs and the schemas are, however aimslint was installed.

In the repository they lie at the top, beside the package, where people find them; in a wheel they lie inside
the package (pyproject.toml puts them there). An editable install runs the repository's own files.
"""

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
