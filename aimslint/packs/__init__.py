"""Packs: frameworks as data. A pack is a folder with `pack.yaml`, `catalogue.yaml`, `crosswalk.yaml` and rule files.

Nothing here or above knows a framework by name: what there is to know of one stands in its folder.
"""

from aimslint.packs.pack import (
    NEVER,
    REQUIREMENT_KINDS,
    About,
    Crosswalk,
    NotCovered,
    Pack,
    PackError,
    Relation,
    Requirement,
    Row,
    Start,
    Timeline,
    elsewhere_in,
)
from aimslint.packs.reading import PACK_FILES, load_pack, read_map
from aimslint.packs.stock import RequirementIds, Stock, all_pack_names, in_use, load_packs, packs_folder

__all__ = [
    "NEVER",
    "PACK_FILES",
    "REQUIREMENT_KINDS",
    "About",
    "Crosswalk",
    "NotCovered",
    "Pack",
    "PackError",
    "Relation",
    "Requirement",
    "RequirementIds",
    "Row",
    "Start",
    "Stock",
    "Timeline",
    "all_pack_names",
    "elsewhere_in",
    "in_use",
    "load_pack",
    "load_packs",
    "packs_folder",
    "read_map",
]
