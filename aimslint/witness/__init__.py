"""What history says about records and systems: facts, no judgement."""

from aimslint.witness.beginning import Beginning
from aimslint.witness.code import CodeChange, CodeFiles
from aimslint.witness.glance import Glance
from aimslint.witness.gone import Gone
from aimslint.witness.notes import Notes
from aimslint.witness.versions import Version, Versions
from aimslint.witness.witness import Witness
from aimslint.witness.written import differing

__all__ = [
    "Beginning",
    "CodeChange",
    "CodeFiles",
    "Glance",
    "Gone",
    "Notes",
    "Version",
    "Versions",
    "Witness",
    "differing",
]
