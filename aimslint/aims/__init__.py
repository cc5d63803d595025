"""The AIMS as one linked graph."""

from aimslint.aims.graph import Aims
from aimslint.aims.item import Edge, Item, Names, inside
from aimslint.aims.linking import link

__all__ = ["Aims", "Edge", "Item", "Names", "inside", "link"]
