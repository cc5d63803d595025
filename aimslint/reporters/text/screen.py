"""Where text is shown: from which folder the reader looks, in colour or not, with how many words."""

import os
from pathlib import Path

from aimslint.dataclass import dataclass
from aimslint.reporters.text.colours import paint
from aimslint.reporters.text.safe import file_name


@dataclass(frozen=True, slots=True)
class Screen:
    """How text is to look. `top` is the folder that paths of findings begin at, `here` where the reader stands.

    `quiet` leaves out the summary, `verbose` adds to it.
    """

    top: Path
    here: Path
    colour: bool = False
    quiet: bool = False
    verbose: bool = False

    def path(self, path: str) -> str:
        """A path of the tree as seen from `here`, in quotes where it is not plain."""
        try:
            seen = os.path.relpath(self.top / path, self.here)
        except ValueError:  # on another drive of Windows
            seen = str(self.top / path)
        return file_name(seen.replace(os.sep, "/"))

    def paint(self, text: str, role: str) -> str:
        """`text` in the colour for its role, or plain."""
        return paint(text, role) if self.colour else text
