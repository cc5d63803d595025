"""How much a finding weighs."""

from enum import StrEnum


class Severity(StrEnum):
    """Weight of a rule: an auditor would likely raise it (error), likely note it (warning), or remark on it (info)."""

    INFO = "info"
    WARNING = "warning"
    ERROR = "error"

    @property
    def rank(self) -> int:
        """0 for info up to 2 for error, so that severities compare."""
        return _ORDER.index(self)


_ORDER = (Severity.INFO, Severity.WARNING, Severity.ERROR)
