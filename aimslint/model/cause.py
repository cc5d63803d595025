"""Why something cannot be judged."""

from typing import Literal

Cause = Literal["records", "history", "untold"]
"""Records that are broken or missing; a past that is not at hand and could be fetched; or what was never told at all,
such as what happened before records were imported: nothing can be fetched, and nothing is held against anybody."""
