"""Record kind `management_review` with entries `review_action` (9.3)."""

from typing import Annotated, Literal

from aimslint.records.envelope import Entry, Part, ResultRecord
from aimslint.records.fields import Day, PastDay, RoleRef, Text, about, needed, ref


class ReviewInputs(Part):
    """What top management looked at."""

    earlier_actions: Text | None = about("How earlier actions stand.", "9.3.2")
    context_changes: Text | None = about("Changes in external and internal issues.", "9.3.2")
    stakeholder_changes: Text | None = about("Changes in what interested parties need.", "9.3.2")
    performance: Text | None = about("Trends in nonconformities, measurements and audits.", "9.3.2")
    improvement: Text | None = about("Chances to improve.", "9.3.2")
    objectives: Text | None = about("How the objectives stand.")
    risks: Text | None = about("How risks and impact assessments stand.")
    incidents: Text | None = about("What went wrong and was learned.")
    resources: Text | None = about("Are the resources enough?", "7.1")
    legal_changes: Text | None = about("What changes in law.")


class Decision(Part):
    """Something that was decided."""

    decision: Text = needed("What was decided.", "9.3.3")
    about: Literal["improvement", "aims_change", "resources", "risk", "other"] | None = about(
        "What it is about.", "9.3.3", "7.1"
    )


class ReviewAction(Entry):
    """Something to be done after the review."""

    entry_kind = "review_action"
    plural = "review_actions"

    action: Text | None = about("What is to be done.", "9.3.3")
    owner: RoleRef | None = about("Who does it.", "9.3.3")
    due: Day | None = about("By when.", "9.3.3")
    status: Literal["open", "in_progress", "done", "cancelled"] | None = about("How it stands.", progress=True)
    done_on: PastDay | None = about("When it was done.", progress=True)


class ManagementReview(ResultRecord):
    """A review of the AI management system by top management (9.3.1 to 9.3.3)."""

    plural = "management_reviews"
    act_date = "date"

    kind: Literal["management_review"]
    supersedes: Annotated[str, ref("management_review", back="superseded_by")] | None = about("The one it replaces.")
    date: PastDay | None = about("When it was held.", "9.3.1")
    chair: RoleRef | None = about("Who led it; a role of top management.", "9.3.1")
    attendees: list[RoleRef] | None = about("Who was there.", "9.3.1")
    inputs: ReviewInputs | None = about("What was looked at.", "9.3.2")
    decisions: list[Decision] | None = about("What was decided.", "9.3.3", "10.1")
    actions: list[ReviewAction] | None = about("What is to be done.", "9.3.3")
    conclusion: Text | None = about("Is the system still suitable, adequate and effective?", "9.3.1")
    minutes: Text | None = about("Where the minutes are.")
