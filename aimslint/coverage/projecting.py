"""How far requirements of other packs show one: by the rows of a crosswalk, each for what its relation is worth."""

from collections.abc import Callable, Sequence
from dataclasses import replace

from aimslint.aims import Item
from aimslint.coverage.row import Help, Row, Status
from aimslint.dataclass import dataclass
from aimslint.evidence import Standing, State
from aimslint.packs import Pack, Requirement
from aimslint.packs import Row as CrosswalkRow

RowOf = Callable[[Requirement], Row]
"""How a requirement stands by records of its own."""


@dataclass(frozen=True, slots=True)
class Source:
    """A row of a crosswalk whose pack is in use, and how the requirements stand that it leads from.

    These are several where the row leads from a heading: all of them are meant, so the worst counts.
    """

    row: CrosswalkRow
    members: Sequence[Row]

    @property
    def help(self) -> Help:
        """What the row has to offer, over all subjects."""
        asked = [member.status for member in self.members if member.status is not Status.EXCLUDED]
        return Help(self.row, min(asked, key=lambda status: State(status).rank) if asked else Status.EXCLUDED)

    def state_for(self, subject: Item) -> tuple[State, bool, tuple[Item, ...]]:
        """How it stands for one subject, whether that is in doubt, and the records that speak for it."""
        found = [_state(member, subject) for member in self.members if member.status is not Status.EXCLUDED]
        if not found:
            return State.MISSING, False, ()
        records = tuple(dict.fromkeys(record for _, _, some in found for record in some))
        state = min((state for state, _, _ in found), key=lambda state: state.rank)
        return state, any(unsure for _, unsure, _ in found), records


def sources_of(requirement: Requirement, pack: Pack, packs: dict[str, Pack], row_of: RowOf) -> list[Source]:
    """The rows that lead to a requirement from packs in use."""
    found = []
    for row in pack.crosswalk.to(requirement.id):
        name, _, bare = row.source.partition(":")
        other = packs.get(name)
        if other is not None:
            named = other.requirements.get(bare)
            found.append(Source(row, [row_of(one) for one in ([named] if named is not None else other.under(bare))]))
    return found


def unshown(sources: Sequence[Source]) -> str:
    """Why nothing is shown where crosswalk alone could show it."""
    names = [source.row.source for source in sources]
    more = f" and {len(names) - 3} more" if len(names) > 3 else ""
    return f"nothing is shown of what helps with it: {', '.join(names[:3])}{more}"


def projected(standing: Standing, sources: Sequence[Source]) -> tuple[Standing, bool]:
    """What the sources show for one subject, by the best of them, and whether that is a part only.

    Of several that are worth the same, one beyond doubt counts, and of these one that stands better itself.
    """
    best: tuple[Standing, bool] = (standing, False)
    worth = (standing.state.rank, True, not standing.uncertain, standing.state.rank)
    for source in sources:
        state, unsure, records = source.state_for(standing.subject)
        whole = source.row.relation.whole
        lowered = state if whole else min(state, State.DOCUMENTED, key=lambda each: each.rank)
        offered = (lowered.rank, whole, not unsure, state.rank)
        if offered <= worth:
            continue
        why = f"{'by crosswalk' if whole else 'partly shown'}: {source.row.source} ({source.row.relation}) is {state}"
        best, worth = (replace(standing, state=lowered, why=why, uncertain=unsure, records=records), not whole), offered
    return best


def _state(row: Row, subject: Item) -> tuple[State, bool, tuple[Item, ...]]:
    whole = State(row.status)
    kinds = {standing.subject.kind for standing in row.subjects}
    if subject.kind not in kinds or subject.kind == "project":
        return whole, row.uncertain, row.records
    for standing in row.subjects:
        if standing.subject is subject:
            worst = min((each.state for each in row.subjects), key=lambda state: state.rank)
            lowered = whole.rank < worst.rank  # by a finding that is about none of them
            unsure = standing.uncertain or (row.uncertain and not any(each.uncertain for each in row.subjects))
            return min(standing.state, whole, key=_rank) if lowered else standing.state, unsure, standing.records
    return State.MISSING, False, ()  # it is asked of others of this kind, not of this one


def _rank(state: State) -> int:
    return state.rank
