"""What each rule costs: measured with the clock that is handed down, and only then."""

from datetime import date
from itertools import count

from aimslint.engine import check
from aimslint.trees import MemoryTree

TREE = MemoryTree({f"governance/{name}.yaml": f"{{kind: ai_system, id: {name}}}\n" for name in ("a", "b", "c")})
AS_OF = date(2026, 11, 20)


def test_a_rule_costs_what_passes_on_the_clock_while_it_is_judged() -> None:
    ticks = count(step=5)
    tallies = check(TREE, AS_OF, clock=lambda: next(ticks)).tallies
    assert tallies["system-no-role"].nanoseconds == 3 * 5  # three systems, one tick of five each
    assert tallies["no-policy"].nanoseconds == 5  # the project, once
    assert tallies["card-no-metrics"].nanoseconds == 0  # no card


def test_without_a_clock_nothing_is_measured_and_the_findings_are_the_same() -> None:
    ticks = count()
    timed, untimed = check(TREE, AS_OF, clock=lambda: next(ticks)), check(TREE, AS_OF)
    assert {tally.nanoseconds for tally in untimed.tallies.values()} == {0}
    assert timed.findings == untimed.findings
