"""Pure functions of reports: what to show of them, and how they compare."""

from aimslint.views.listed import Listed
from aimslint.views.listing import Listing, Summary, Wanted, narrow
from aimslint.views.selectors import SelectorError

__all__ = ["Listed", "Listing", "SelectorError", "Summary", "Wanted", "narrow"]
