"""Why a finding does not count, in words."""

from aimslint.model import Exemption
from aimslint.reporters.text.safe import one_line

_SAID = {"comment": "ignored by a comment", "waiver": "waived", "baseline": "in the baseline"}


def exemption(by: Exemption) -> str:
    """`waived until 2026-12-31, approved by head-of-risk: the reason`."""
    until = f" until {one_line(by.until)}" if by.until else ""
    approved = f", approved by {one_line(by.approved_by)}" if by.approved_by else ""
    reason = f": {one_line(by.reason)}" if by.reason else ""
    return f"{_SAID[by.kind]}{until}{approved}{reason}"
