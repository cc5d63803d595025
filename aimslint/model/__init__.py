"""Frozen data that every layer speaks: places, problems, findings. Imports nothing of the rest."""

from aimslint.model.cause import Cause
from aimslint.model.edit import Change, Edit, Fix
from aimslint.model.finding import Exemption, ExemptionKind, Finding, Related, Subject, Suppressed
from aimslint.model.phase import Phase
from aimslint.model.place import Keys, Location, Place, Span
from aimslint.model.problem import Problem
from aimslint.model.severity import Severity

__all__ = [
    "Cause",
    "Change",
    "Edit",
    "Exemption",
    "ExemptionKind",
    "Finding",
    "Fix",
    "Keys",
    "Location",
    "Phase",
    "Place",
    "Problem",
    "Related",
    "Severity",
    "Span",
    "Subject",
    "Suppressed",
]
