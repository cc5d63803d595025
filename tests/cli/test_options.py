"""Options that name values of the model without loading it name all of them."""

from aimslint.cli.options import PHASES, SEVERITIES
from aimslint.model import Phase, Severity


def test_phases_and_severities_are_those_of_the_model() -> None:
    assert list(PHASES) == [str(phase) for phase in Phase]
    assert list(SEVERITIES) == [str(severity) for severity in reversed(Severity)]
