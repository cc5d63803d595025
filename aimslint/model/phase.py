"""How far an AI management system has come."""

from enum import StrEnum


class Phase(StrEnum):
    """The four steps of adoption; a later phase includes the rules of the earlier ones."""

    FOUNDATION = "foundation"
    STAGE_1 = "stage-1"
    STAGE_2 = "stage-2"
    SURVEILLANCE = "surveillance"

    @property
    def rank(self) -> int:
        """0 for foundation up to 3 for surveillance, so that phases compare."""
        return _ORDER.index(self)


_ORDER = (Phase.FOUNDATION, Phase.STAGE_1, Phase.STAGE_2, Phase.SURVEILLANCE)
